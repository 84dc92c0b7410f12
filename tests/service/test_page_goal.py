"""The goal on the page of a table, over the real engine: understood, corrected, and kept to by the run."""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from marshmallow import ValidationError

from service.app import create_app
from service.local_engine import LocalEngine
from service.page.form_errors import problems_of
from service.schemas.runs import RunRequestSchema
from service.settings import Limits, Settings
from tests.service.conftest import KEY, Service
from tests.service.test_page_views import FRAGMENT, Reader, enter

ROWS = "".join(
    f"{20 + i % 40},{'north' if i % 3 else 'south'},{i % 7},{i % 9},{'yes' if i % 4 else 'no'}\n" for i in range(80)
)
WORDS = "predict churn; a miss is five times worse than a false alarm; leave out region"


@dataclass
class Page:
    """The page of a table with its form, filled in as a person would."""

    reader: Reader
    service: Service
    dataset: str

    def understood(self, form: dict[str, str]) -> tuple[str, dict[str, object]]:
        """Return the part that shows what was understood, and what it notes in itself."""
        status, text = self.reader.send(f"/datasets/{self.dataset}/goal", form, FRAGMENT)
        assert status == 200, text
        note = re.search(r"name=\"state\" value='([^']*)'", text)
        assert note is not None
        return text, json.loads(html.unescape(note[1]))

    def run(self, form: dict[str, str]) -> dict[str, object]:
        """Start a run, and return the goal that it has."""
        status, address = self.reader.send(f"/datasets/{self.dataset}/runs", {"budget": "60", **form})
        assert status == 303, address
        run = self.service.client().get(f"/v1{address}").json
        goal: dict[str, object] = run["goal"]
        return goal


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """Start the service with the real engine over one table."""
    home: Path = tmp_path_factory.mktemp("real") / "home"
    limits = Limits()
    app = create_app(Settings(home=home, api_key=KEY, limits=limits), LocalEngine(limits))
    service = Service(app, None)  # type: ignore[arg-type]  # nothing here asks for the fake one
    dataset = service.add_dataset(rows=f"age,region,visits,calls,churn\n{ROWS}".encode())
    yield Page(enter(service, KEY), service, dataset)
    service.parts.database.dispose()


def sent(state: dict[str, object], **changed: str) -> dict[str, str]:
    """Return the fields as they are sent: as they were shown, but for those that were changed."""
    shown = state["shown"]
    assert isinstance(shown, dict)
    fields = {part: value for part, value in shown.items() if part not in ("costs", "ignore") and value is not None}
    costs = {"miss_costs": shown["costs"] or ""}
    return {"state": json.dumps(state), **fields, **costs, **changed}


def test_what_was_understood_stands_in_fields_that_correct_it(real: Page) -> None:
    """Who sees what was understood must be able to say no to each part of it."""
    text, state = real.understood({"goal": WORDS})

    assert state["shown"] == {
        "target": "churn",
        "task": "binary",
        "metric": "roc_auc",
        "positive_class": "yes",
        "costs": "5",
        "ignore": ["region"],
        "group": None,
        "time": None,
        "weight": None,
    }
    for field in ("target", "metric", "positive_class", "miss_costs", "leave_out"):
        assert f'<label for="{field}">' in text
        assert f'id="{field}"' in text
    assert 'value="region" checked' in text


def test_a_correction_reaches_the_run(real: Page) -> None:
    """A correction that only changes the page would be a lie."""
    _, state = real.understood({"goal": WORDS})
    goal = real.run({"goal": WORDS, **sent(state, metric="f1", miss_costs="2", ignore="region", ignore_shown="1")})

    assert (goal["target"], goal["metric"], goal["ignore"]) == ("churn", "f1", ["region"])
    assert goal["costs"] == {"false_negative": 2.0, "false_positive": 1.0}
    assert goal["text"] == WORDS
    because = {reason["field"]: reason["because"] for reason in goal["reasons"]}  # type: ignore[attr-defined]
    assert because["metric"] == "you set it on this page"
    assert because["target"] != "you set it on this page"


def test_without_a_correction_the_run_has_the_goal_of_the_words(real: Page) -> None:
    """The fields of the page say nothing by themselves."""
    _, state = real.understood({"goal": WORDS})
    goal = real.run({"goal": WORDS, **sent(state, ignore="region", ignore_shown="1")})
    of_words = real.service.client().post(f"/v1/datasets/{real.dataset}/goals", json={"goal": WORDS}).json

    assert goal == of_words


def test_a_correction_stands_while_the_sentence_grows(real: Page) -> None:
    """Who corrects a metric and then adds half a sentence must not correct it again."""
    _, first = real.understood({"goal": "predict churn"})
    _, second = real.understood({"goal": "predict churn", **sent(first, metric="accuracy")})
    _, third = real.understood({"goal": "predict churn without region", **sent(second)})

    assert third["corrected"] == {"metric": "accuracy"}
    shown = third["shown"]
    assert isinstance(shown, dict)
    assert (shown["metric"], shown["ignore"]) == ("accuracy", ["region"])


def test_another_target_in_the_sentence_ends_what_was_corrected_of_the_first(real: Page) -> None:
    """Accuracy of a number, or the costs of missing it, mean nothing."""
    _, first = real.understood({"goal": "predict churn"})
    _, second = real.understood({"goal": "predict churn", **sent(first, metric="accuracy")})
    _, third = real.understood({"goal": "predict age", **sent(second)})

    assert third["corrected"] == {}
    shown = third["shown"]
    assert isinstance(shown, dict)
    assert (shown["target"], shown["task"], shown["metric"]) == ("age", "regression", "root_mean_squared_error")


def test_another_target_by_hand_keeps_what_the_words_say_beside_it(real: Page) -> None:
    """Picking the column must not cost the rest of the sentence."""
    _, state = real.understood({"goal": WORDS})
    goal = real.run({"goal": WORDS, **sent(state, target="visits", ignore="region", ignore_shown="1")})

    assert (goal["target"], goal["ignore"], goal["costs"]) == ("visits", ["region"], None)


def test_unticking_brings_a_column_back_and_another_can_be_left_out(real: Page) -> None:
    """What the words leave out is a part like the others."""
    _, state = real.understood({"goal": WORDS})
    goal = real.run({"goal": WORDS, **sent(state, ignore_shown="1", leave_out="age")})

    assert goal["ignore"] == ["age"]


def test_a_part_that_was_set_can_be_removed_again(real: Page) -> None:
    """The button does what emptying the field does, also without scripts."""
    _, first = real.understood({"goal": "predict churn"})
    _, second = real.understood({"goal": "predict churn", **sent(first, group="visits")})
    text, third = real.understood({"goal": "predict churn", **sent(second, drop="group")})

    assert second["corrected"] == {"group": "visits"}
    assert third["shown"]["group"] is None  # type: ignore[index]
    assert 'hx-target="#roles"' in text


def test_a_correction_that_cannot_be_taken_leaves_the_goal_as_it_was(real: Page) -> None:
    """One wrong turn must not empty the page."""
    _, state = real.understood({"goal": WORDS})
    text, after = real.understood({"goal": WORDS, **sent(state, miss_costs="much", ignore="region", ignore_shown="1")})

    assert "is not a number above zero" in text
    assert "The goal stays as it was" in text
    assert after["shown"] == state["shown"]


def test_an_unclear_goal_offers_its_columns_and_one_of_them_settles_it(real: Page) -> None:
    """Asking back is better than guessing, and a click is better than typing."""
    text, state = real.understood({"goal": "make me a good model"})
    assert "Not clear yet" in text
    assert 'data-target="churn"' in text

    goal = real.run({"goal": "make me a good model", "state": json.dumps(state), "target": "churn"})
    assert goal["target"] == "churn"


def test_an_unclear_goal_does_not_start(real: Page) -> None:
    """The columns to choose from stand on the page that comes back, and every mistake is told at once."""
    form = {"goal": "make me a good model", "budget": "other", "seconds": "soon", "folds": "1", "repeats": "x"}
    status, text = real.reader.send(f"/datasets/{real.dataset}/runs", form)

    assert status == 422
    assert "<title>Error: " in text
    assert 'data-target="churn"' in text
    for anchor in ("goal", "seconds", "folds", "repeats"):
        assert f'<a href="#{anchor}">' in text
        assert f'id="{anchor}"' in text
    assert 'value="soon"' in text
    assert '<details class="advanced" open>' in text


def test_advanced_settings_reach_the_run(real: Page) -> None:
    """A setting that is not read is worse than none."""
    form = {"goal": "predict churn", "technique": "random", "families": "linear", "folds": "3", "seed": "7"}
    status, address = real.reader.send(f"/datasets/{real.dataset}/runs", {**form, "budget": "other", "trials": "4"})
    assert status == 303, address
    settings = real.service.client().get(f"/v1{address}").json["settings"]

    told = {name: settings[name] for name in ("technique", "families", "folds", "seed", "trials", "seconds")}
    assert told == {
        "technique": "random", "families": ["linear"], "folds": 3, "seed": 7, "trials": 4, "seconds": None,
    }  # fmt: skip


def test_settings_that_nobody_touched_stay_folded(real: Page) -> None:
    """A mistake in the goal must not unfold what is for experts."""
    status, text = real.reader.send(f"/datasets/{real.dataset}/runs", {"budget": "60", "technique": "auto"})
    assert (status, "Say first what should be predicted" in text) == (422, True)
    assert '<details class="advanced">' in text


def test_a_note_that_is_not_ours_is_as_good_as_none(real: Page) -> None:
    """The page's note comes back from a browser, so it may hold anything."""
    for note in ("[]", "{", '{"shown": 3}', '{"corrected": []}'):
        _, state = real.understood({"goal": "predict churn", "state": note})
        assert state["shown"]["target"] == "churn"  # type: ignore[index]


def test_leaving_out_thousands_of_columns_is_told_by_their_number(real: Page) -> None:
    """A field for each of them would be a page of megabytes, and sending them back would be refused."""
    names = [f"measure_{number}" for number in range(300)]
    rows = "\n".join(
        ",".join([*("1" if row % 2 else "2" for _ in names), "yes" if row % 3 else "no"]) for row in range(30)
    )
    dataset = real.service.add_dataset(rows=f"{','.join(names)},churn\n{rows}\n".encode())
    page = Page(real.reader, real.service, dataset)
    words = "predict churn using only measure_7"
    text, state = page.understood({"goal": words})
    assert "leave out <b>299 columns</b>" in text
    assert len(text) < 20_000

    goal = page.run({"goal": words, **sent(state, metric="f1")})
    assert (len(goal["ignore"]), goal["metric"]) == (299, "f1")  # type: ignore[arg-type]


def test_a_mistake_in_a_request_is_told_beside_its_field() -> None:
    """A sentence that links to nothing cannot be mended."""
    wrong = {"budget": {"seconds": 1}, "search": {"folds": 1, "families": [], "technique": "x"}}
    with pytest.raises(ValidationError) as refused:
        RunRequestSchema().load({"dataset_id": "x", "goal": "x", **wrong})

    told = {problem.anchor: problem.sentence for problem in problems_of(refused.value)}
    assert set(told) == {"seconds", "folds", "families", "technique"}
    assert told["seconds"] == "Seconds: Give at least 10 seconds."
