"""The true score: opened once, with a range that covers, beside what was promised."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binomtest, norm
from sklearn.metrics import roc_auc_score

from models import evaluate, load
from models.errors import ForeignMetricError, MissingColumnsError, SameTableError, UnlabeledTableError
from models.metrics import METRICS
from models.model import Model
from models.openings import next_opening
from models.problem import Problem
from models.promise import compare
from models.record import Goal, Promise, RunRecord, Settings, from_plain, to_plain
from models.run import execute
from models.scoring import Scorer
from models.sink import MemorySink
from models.stage import RunOrder
from models.table import Table, table_from_frame
from models.true_interval import Interval, interval_of
from models.true_score import Opening, true_score
from tests.models.conftest import InlineEvaluator

GOAL = Goal(text="predict churn", target="churn", task="binary", metric="roc_auc", positive_class="yes")
SETTINGS = Settings(seconds=None, trials=3, seed=3, folds=3, families=("linear",))
AUC = Scorer(METRICS["roc_auc"])


def customers(n_rows: int, seed: int) -> pd.DataFrame:
    """Make rows of one and the same source."""
    rng = np.random.default_rng(seed)
    months = rng.uniform(1, 60, n_rows).round(4)
    plan = rng.choice(["basic", "plus"], n_rows)
    leaves = rng.random(n_rows) < 1 / (1 + np.exp(0.09 * (months - 25) + (plan == "plus")))
    return pd.DataFrame({"months": months, "plan": plan, "churn": np.where(leaves, "yes", "no")})


TRAINING = table_from_frame(customers(240, seed=0), "training")
LATER = customers(400, seed=1)


def run(folder: Path, test: Table | None = None, openings: int = 0, sink: MemorySink | None = None) -> RunRecord:
    """Search a little, in this process."""
    order = RunOrder(TRAINING, GOAL, SETTINGS, n_jobs=1, test=test, test_openings=openings)
    return execute(order, folder, sink or MemorySink(), evaluator=InlineEvaluator(1))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Run once with a locked table, for several tests to look at."""
    folder = tmp_path_factory.mktemp("run")
    run(folder, table_from_frame(LATER, "later"))
    return folder


@pytest.fixture(scope="module")
def model(folder: Path) -> Model:
    """Load the model of that run."""
    return load(folder / "model")


def test_a_locked_table_is_scored_once_when_the_model_is_written(model: Model) -> None:
    """The score is that of the delivered model, as anyone can compute it again."""
    test = model.record.test
    assert test is not None
    expected = roc_auc_score(LATER["churn"] == "yes", model.predict_proba(LATER)[:, 1])

    assert (test.purpose, test.opening, test.n_scored, test.n_seen) == ("test", 1, 400, 0)
    assert test.score == pytest.approx(expected)
    assert test.low is not None
    assert test.high is not None
    assert test.low < expected < test.high
    assert test.opened_at.endswith("Z")
    assert test.warnings == ()


def test_a_record_with_a_true_score_survives_a_file(model: Model) -> None:
    """The folder is read by people who were not there."""
    plain = json.loads(json.dumps(to_plain(model.record), allow_nan=False))

    assert from_plain(RunRecord, plain) == model.record


def test_a_locked_table_decides_nothing(model: Model, tmp_path: Path) -> None:
    """Rows that choose are no test."""
    without = run(tmp_path)

    assert without.result is not None
    assert model.record.result is not None
    assert without.result.score == model.record.result.score
    assert [t.validation_score for t in without.trials] == [t.validation_score for t in model.record.trials]


@pytest.mark.parametrize(
    ("test", "error", "said"),
    [
        (TRAINING, SameTableError, "new rows"),
        (table_from_frame(LATER.drop(columns="churn"), "later"), UnlabeledTableError, '"churn"'),
        (table_from_frame(LATER.assign(churn="maybe"), "later"), UnlabeledTableError, "0 answer"),
        (table_from_frame(LATER.drop(columns="plan"), "later"), MissingColumnsError, '"plan"'),
    ],
)
def test_a_locked_table_that_could_not_be_scored_is_refused_before_the_search(
    test: Table, error: type[Exception], said: str, tmp_path: Path
) -> None:
    """An hour of search must not end in a sentence that could have been said at once."""
    sink = MemorySink()
    with pytest.raises(error, match=said):
        run(tmp_path, test, sink=sink)

    assert sink.trials == []


def test_rows_that_were_trained_on_are_counted_and_the_others_scored(folder: Path, model: Model) -> None:
    """A copied row flatters, and nobody sees it in the score."""
    mixed = table_from_frame(pd.concat([LATER, customers(240, seed=0).head(30)], ignore_index=True), "mixed")
    score = true_score(model, Opening(mixed, training=TRAINING))
    alone = true_score(model, Opening(table_from_frame(LATER, "later"), training=TRAINING))

    assert score.n_seen == 30
    assert score.score_unseen == pytest.approx(alone.score)
    assert "30 of these 430 rows" in score.warnings[0]
    assert folder.is_dir()


def test_a_row_with_another_answer_is_not_the_same_row(model: Model) -> None:
    """A label that was corrected later is news."""
    turned = customers(240, seed=0).head(30)
    turned["churn"] = turned["churn"].map({"yes": "no", "no": "yes"})
    score = true_score(model, Opening(table_from_frame(turned, "turned"), training=TRAINING))

    assert score.n_seen == 0


def test_the_second_opening_is_an_evaluation_and_says_so(tmp_path: Path) -> None:
    """Whoever looks twice and keeps the better one has chosen by the test."""
    record = run(tmp_path, table_from_frame(LATER, "later"), openings=1)

    assert record.test is not None
    assert (record.test.purpose, record.test.opening) == ("evaluation", 2)
    assert "opened before" in record.test.warnings[0]
    assert next_opening(record, record.test.hash) == 3
    assert next_opening(record, "0" * 64) == 1


def test_rows_of_the_same_source_keep_the_promise(model: Model) -> None:
    """Otherwise no promise of the engine would be worth anything."""
    score = evaluate(model, LATER)

    assert score.answer == "inside"
    assert "inside the promised range" in score.sentence
    assert score.z is not None
    assert abs(score.z) < 2


def test_rows_without_a_signal_break_the_promise_and_the_sentence_says_how_surprising_that_is(model: Model) -> None:
    """That is what an evaluation is for."""
    rng = np.random.default_rng(5)
    score = evaluate(model, LATER.assign(churn=rng.permutation(LATER["churn"])))

    assert score.answer == "worse"
    assert score.z is not None
    assert score.z < -3
    assert "worse than the promised range" in score.sentence
    assert "fewer than 1 of 100" in score.sentence
    assert "unlike those that the model learned from" in score.sentence


def test_the_rows_of_the_run_itself_are_refused(model: Model) -> None:
    """Also where the training table is not at hand."""
    with pytest.raises(SameTableError):
        evaluate(model, customers(240, seed=0))


def test_rows_without_an_answer_or_of_a_new_class_are_left_out_and_said(model: Model) -> None:
    """A new class cannot be predicted, and to drop it in silence would flatter."""
    rows = LATER.copy()
    rows.loc[:4, "churn"] = None
    rows.loc[5:6, "churn"] = "moved away"
    score = evaluate(model, rows)

    assert score.n_scored == 393
    assert any("5 row(s) have no churn" in warning for warning in score.warnings)
    assert any("'moved away'" in warning and "2 row(s)" in warning for warning in score.warnings)


def test_labels_are_found_however_few_rows_spell_them(model: Model, tmp_path: Path) -> None:
    """Three rows of yes look like another kind of column than three hundred of both."""
    score = evaluate(model, LATER[LATER["churn"] == "yes"].head(3))

    assert score.n_scored == 3
    assert (score.score, score.answer) == (None, "cannot_tell")
    assert "one class" in score.sentence
    assert not list(tmp_path.iterdir())


def test_a_metric_of_the_users_own_does_not_travel(model: Model) -> None:
    """A folder holds no code."""
    own = replace(model.record.metric, name="profit")
    with pytest.raises(ForeignMetricError, match="profit"):
        evaluate(replace(model, record=replace(model.record, metric=own)), LATER)


def binormal(n_rows: int, seed: int, apart: float = 1.0) -> tuple[Problem, np.ndarray]:
    """Make answers and probabilities whose true AUC is that of two normals so many deviations apart."""
    rng = np.random.default_rng(seed)
    y = (rng.random(n_rows) < 0.4).astype(float)
    positive = norm.cdf(rng.normal(apart * y))
    return Problem(pd.DataFrame(), (), y, "binary", ("no", "yes")), np.column_stack([1 - positive, positive])


@pytest.mark.parametrize(("apart", "most"), [(1.0, 0.96), (3.0, 0.99)])
def test_the_interval_covers_as_often_as_it_says(apart: float, most: float) -> None:
    """A range of 90 % that holds half of the time is worse than none; close to the best score it is a cautious one."""
    truth = float(norm.cdf(apart / np.sqrt(2)))
    covered = []
    for seed in range(200):
        rows, probability = binormal(100, seed, apart)
        found = interval_of(AUC.score(rows.y, probability), rows, probability, AUC, seed)
        assert found.low is not None
        assert found.high is not None
        covered.append(found.low <= truth <= found.high)

    assert 0.85 <= np.mean(covered) <= most  # 200 draws tell a share of 90 % to 2 points


@pytest.mark.parametrize(("hits", "n"), [(40, 50), (50, 50), (1, 20)])
def test_accuracy_has_wilsons_interval(hits: int, n: int) -> None:
    """It also tells something where not one mistake was seen."""
    y = np.ones(n)
    positive = np.r_[np.ones(hits), np.zeros(n - hits)]
    rows = Problem(pd.DataFrame(), (), y, "binary", ("no", "yes"))
    found = interval_of(hits / n, rows, np.column_stack([1 - positive, positive]), Scorer(METRICS["accuracy"]), seed=0)
    expected = binomtest(hits, n).proportion_ci(0.9, method="wilson")

    assert (found.low, found.high) == pytest.approx((expected.low, expected.high))


def test_whole_groups_are_drawn() -> None:
    """Ten rows of one patient are hardly more than one."""
    rows, probability = binormal(40, seed=2)
    copies = np.repeat(np.arange(40), 10)
    repeated = replace(rows, y=rows.y[copies])
    grouped = replace(repeated, groups=copies)
    score = AUC.score(rows.y, probability)
    naive = interval_of(score, repeated, probability[copies], AUC, seed=0)
    honest = interval_of(score, grouped, probability[copies], AUC, seed=0)

    assert honest.standard_error is not None
    assert naive.standard_error is not None
    assert honest.standard_error > 2.5 * naive.standard_error
    assert "whole groups" in honest.because


def test_one_group_alone_has_no_interval() -> None:
    """Nothing can be said about the next group."""
    rows, probability = binormal(40, seed=2)
    found = interval_of(0.7, replace(rows, groups=np.zeros(40, dtype=np.intp)), probability, AUC, seed=0)

    assert found.low is None
    assert "one group" in found.because


@pytest.mark.parametrize(
    ("metric", "score", "answer", "sign"),
    [
        ("roc_auc", 0.80, "inside", 1),
        ("roc_auc", 0.90, "better", 1),
        ("roc_auc", 0.70, "worse", -1),
        ("log_loss", 0.80, "inside", -1),
        ("log_loss", 0.90, "worse", -1),
        ("log_loss", 0.70, "better", 1),
    ],
)
def test_better_and_worse_follow_the_metrics_direction(metric: str, score: float, answer: str, sign: int) -> None:
    """A smaller loss is good news."""
    interval = Interval(score - 0.02, score + 0.02, 0.01, "made up")
    found = compare(score, interval, 200, Promise(0.79, 0.75, 0.83, 0.9), METRICS[metric].account)

    assert found.answer == answer
    assert found.z is not None
    assert np.sign(found.z) == sign
    assert found.z * 0.0263 == pytest.approx(sign * abs(score - 0.79), rel=0.02)


def test_a_score_outside_that_chance_explains_is_not_called_a_broken_promise() -> None:
    """A handful of rows says little, wherever its score lies."""
    found = compare(0.6, Interval(0.3, 0.9, 0.18, ""), 9, Promise(0.79, 0.75, 0.83, 0.9), METRICS["roc_auc"].account)

    assert found.answer == "worse"
    assert "may still be chance" in found.sentence


def test_without_a_promise_nothing_is_compared() -> None:
    """Some runs could promise nothing."""
    found = compare(0.6, Interval(None, None, None, ""), 9, Promise(None, None, None, 0.9), METRICS["roc_auc"].account)

    assert (found.answer, found.difference, found.z) == ("cannot_tell", None, None)
    assert "promised nothing" in found.sentence


@pytest.mark.parametrize(
    ("goal", "units"),
    [
        ({"target": "value", "task": "regression", "metric": "mean_absolute_error"}, "rows"),
        ({"target": "plan", "task": "multiclass", "metric": "log_loss"}, "rows"),
        ({"target": "plan", "task": "multiclass", "metric": "accuracy"}, "Wilson"),
        ({"target": "value", "task": "regression", "metric": "r2", "group": "shop"}, "whole groups"),
        (
            {"target": "value", "task": "regression", "metric": "root_mean_squared_error", "time": "day"},
            "blocks of time",
        ),
        ({"target": "value", "task": "regression", "metric": "mean_absolute_error", "weight": "count"}, "rows"),
    ],
)
def test_every_task_and_role_has_a_true_score(goal: dict[str, str], units: str, tmp_path: Path) -> None:
    """Groups, order and weights count in the test as they counted in the folds."""
    asked = Goal(text="", **goal)  # type: ignore[arg-type]
    order = RunOrder(table_from_frame(sales(240, 0), "sales"), asked, SETTINGS, 1, test=table_from_frame(sales(150, 1)))
    record = execute(order, tmp_path, MemorySink(), evaluator=InlineEvaluator(1))
    test = record.test

    assert test is not None
    assert test.score is not None
    assert test.low is not None
    assert test.high is not None
    assert test.low <= test.score <= test.high
    assert units in test.because
    assert test.warnings == ()
    assert test.answer == "inside"


def sales(n_rows: int, seed: int) -> pd.DataFrame:
    """Make rows with a number, three classes, groups, an order and weights."""
    rng = np.random.default_rng(seed)
    size = rng.normal(size=n_rows)
    plan = np.array(["a", "b", "c"])[np.clip(np.round(size + rng.normal(size=n_rows) / 3) + 1, 0, 2).astype(int)]
    return pd.DataFrame(
        {
            "size": size,
            "value": 100 + 20 * size + rng.normal(size=n_rows) * 10,
            "plan": plan,
            "shop": rng.integers(0, 25, n_rows).astype(str),
            "day": rng.permutation(n_rows),
            "count": rng.integers(1, 4, n_rows),
        }
    )


def test_a_weighted_score_counts_the_weights(tmp_path: Path) -> None:
    """A row that stands for three counts three times."""
    goal = Goal("", "value", "regression", "mean_absolute_error", weight="count")
    order = RunOrder(table_from_frame(sales(240, 0), "sales"), goal, SETTINGS, 1)
    execute(order, tmp_path, MemorySink(), evaluator=InlineEvaluator(1))
    model, rows = load(tmp_path / "model"), sales(150, 1)
    errors = np.abs(model.predict(rows) - rows["value"])

    assert evaluate(model, rows).score == pytest.approx(np.average(errors, weights=rows["count"]))
    with pytest.raises(MissingColumnsError, match="count"):
        evaluate(model, rows.drop(columns="count"))


def test_rows_without_their_groups_are_scored_and_the_narrow_range_is_said(tmp_path: Path) -> None:
    """Later rows often come without them."""
    goal = Goal("", "value", "regression", "mean_absolute_error", group="shop")
    order = RunOrder(table_from_frame(sales(240, 0), "sales"), goal, SETTINGS, 1)
    execute(order, tmp_path, MemorySink(), evaluator=InlineEvaluator(1))
    score = evaluate(load(tmp_path / "model"), sales(150, 1).drop(columns="shop"))

    assert any('no column "shop"' in warning for warning in score.warnings)
    assert "150 rows" in score.because
