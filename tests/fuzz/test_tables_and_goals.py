"""Any small table with any goal over it: uploaded, understood, ordered, predicted and deleted, or refused in words."""

import json
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.fuzz.calls import require_sentence
from tests.fuzz.target import Target

NAMES = st.one_of(
    st.sampled_from(
        ["y", "id", "target", "date", "Ja/Nein", "<b>", "=1+1", "a.b", "__proto__", "predict y", " ", "\U0001d4b3"]
    ),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=8),
)
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**20), 10**20),
    st.floats(),
    st.sampled_from(["yes", "no", "", "1,5", "2024-02-30", "12 %", "$3", "nan", "-", "9" * 400, "inf", "1e999"]),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=6),
)
SAID = """predict from with f1 auc rmse minimize a missed yes costs five times grouped by over time without not the {}
target % 0.5 -3 1e400 ? " ' ; <script> vorhersage von prédire 予測"""
WORDS = st.sampled_from([*SAID.split(), "\\", "\u202e", "\0"])
FIELDS = ("task", "metric", "positive_class", "costs", "group", "time", "weight", "ignore", "surprise")
METRICS = ["auc", "f1", "rmse", "log_loss", "r2", "accuracy"]


QUICKLY = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
DONE = {"understood": 200, "ordered": 202, "predicted": 200}
REFUSED = (400, 422)  # 400 is for what is no JSON: NaN, half a character


def json_about(names: list[str]) -> st.SearchStrategy[Any]:
    """Make anything that JSON and Python can say, mostly about columns."""
    one = st.sampled_from(names) | st.sampled_from([*METRICS, "binary", "regression"]) | VALUES
    return st.recursive(one, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3))


@st.composite
def goals(draw: st.DrawFn, names: list[str]) -> str | dict[str, Any]:
    """Make a goal that mostly names a column, in words or as an object, with anything around it."""
    target = draw(st.sampled_from(names) | NAMES)
    if draw(st.booleans()):
        words = draw(st.lists(WORDS | st.sampled_from(names), max_size=9))
        return " ".join(["predict", target, *words])
    return {"target": target, **draw(st.dictionaries(st.sampled_from(FIELDS), json_about(names), max_size=2))}


@st.composite
def tables_with_goals(draw: st.DrawFn) -> tuple[list[dict[str, Any]], str | dict[str, Any]]:
    """Make rows that mostly share their columns and hold anything, and a goal over them."""
    names = draw(st.lists(NAMES, min_size=1, max_size=4, unique=True))
    few = draw(
        st.lists(VALUES, min_size=2, max_size=3, unique_by=str)
    )  # a column of few values is something to predict
    row = st.fixed_dictionaries({names[0]: st.sampled_from(few)}, optional=dict.fromkeys(names[1:], VALUES))
    return draw(st.lists(row, min_size=draw(st.sampled_from([1, 12])), max_size=40)), draw(goals(names))


def posted(target: Target, address: str, body: Any) -> Any:  # noqa: ANN401  JSON and what is none: NaN
    """Send a body as Python writes it: NaN and infinity too."""
    return target.client.post(address, data=json.dumps(body), content_type="application/json")


def require_known(step: str, answer: Any) -> bool:  # noqa: ANN401  Flask's own
    """Require that a step was done or refused in a sentence, and tell which."""
    is_done = bool(answer.status_code == DONE[step])
    assert is_done or answer.status_code in REFUSED, (step, answer.status_code, answer.json)
    if not is_done:
        require_sentence(answer.json)
    return is_done


@QUICKLY
@given(drawn=tables_with_goals())
@example(drawn=([{"y\x00": "a\x00"}, {"y\x00": "b"}] * 9, "predict y"))
@example(drawn=([{"y": 1e999, "x": "a"}] * 9, "predict y"))
@example(drawn=([{"y": "yes"}, {"y": "no"}] * 9, {"target": "y", "costs": {"false_negative": float("nan")}}))
def test_any_table_and_goal_go_the_whole_way_or_are_refused_in_words(
    target: Target, drawn: tuple[list[dict[str, Any]], str | dict[str, Any]]
) -> None:
    """Nobody outside of a test writes tidy tables."""
    (rows, goal), client = drawn, target.client
    uploaded = posted(target, "/v1/datasets", rows)
    if uploaded.status_code != 201:
        assert uploaded.status_code in (400, 413, 422), uploaded.json
        require_sentence(uploaded.json)
        return
    dataset = uploaded.json["id"]
    understood = posted(target, f"/v1/datasets/{dataset}/goals", {"goal": goal})
    ordered = posted(target, "/v1/runs", {"dataset_id": dataset, "goal": goal})
    is_understood, is_ordered = require_known("understood", understood), require_known("ordered", ordered)
    if is_understood:
        assert understood.json["target"] in {column["name"] for column in uploaded.json["columns"]}
    assert is_understood or not is_ordered, "what cannot be understood must not wait for a worker"
    target.restore()
    predicted = posted(target, f"/v1/runs/{target.ids['run_id']}/predictions", {"rows": rows})
    require_known("predicted", predicted)
    if is_ordered:
        assert client.delete(f"/v1/runs/{ordered.json['id']}").status_code == 204
    assert client.delete(f"/v1/datasets/{dataset}").status_code == 204


@QUICKLY
@given(goal=goals(["age", "plan", "churn"]))
def test_a_goal_means_the_same_whenever_it_is_asked(target: Target, goal: str | dict[str, Any]) -> None:
    """What the page shows before the start is what the run does."""
    address = f"/v1/datasets/{target.ids['dataset_id']}/goals"
    first, second = (posted(target, address, {"goal": goal}) for _ in range(2))

    assert first.status_code == second.status_code
    if require_known("understood", first):
        assert first.json == second.json
        again = posted(target, address, {"goal": {name: first.json[name] for name in ("target", "metric")}})
        assert again.json["task"] == first.json["task"]
