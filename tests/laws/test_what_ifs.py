"""Laws that every what-if keeps: it repeats, it leaves the run as it was, and it says what it cannot tell."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from models.again import EndedRun
from models.errors import NotPromotableError, WhatIfOrderError
from models.record import Goal, RunRecord, Settings, Task, WhatIf, WhatIfOrder, from_plain, to_plain
from models.run import RunOrder, execute
from models.sink import MemorySink
from models.table import Table, table_from_frame
from models.what_ifs.order import check_what_if
from models.what_ifs.promotion import PROMOTABLE, check_promotable
from models.what_ifs.what_if import Experiment, carry_out
from tests.models.conftest import InlineEvaluator

N_ROWS = 200
SETTINGS = Settings(
    seconds=None,
    trials=7,
    folds=4,
    families=("linear", "xgboost"),
    space={"xgboost": {"n_estimators": 20}},
    seed=3,
)
ORDERS = (
    WhatIfOrder({"max_depth": 9}, family="xgboost"),
    WhatIfOrder(family="extra_trees"),
    WhatIfOrder(without_columns=("b",)),
    WhatIfOrder(folds=3),
    WhatIfOrder(rows_fraction=0.5),
    WhatIfOrder(trials=2),
    WhatIfOrder(trials=2, family="linear"),
    WhatIfOrder(technique="random"),
)
EVERY_ORDER = pytest.mark.parametrize("order", ORDERS, ids=lambda order: "-".join((*order.kinds, order.family or "")))
Ran = tuple[Table, RunRecord, Path]


def table(task: Task = "binary") -> Table:
    """Make rows of three columns, of which two tell something."""
    rng = np.random.default_rng(5)
    frame = pd.DataFrame(rng.normal(size=(N_ROWS, 3)), columns=list("abc"))
    latent = 2 * frame["a"] + frame["b"] + rng.normal(size=N_ROWS)
    return table_from_frame(frame.assign(y=latent if task == "regression" else np.where(latent > 0, "yes", "no")))


def ran(rows: Table, folder: Path, settings: Settings = SETTINGS, task: Task = "binary") -> RunRecord:
    """Search in trials mode, in this process."""
    metric = "root_mean_squared_error" if task == "regression" else "roc_auc"
    goal = Goal("", "y", task, metric, "yes" if task == "binary" else None)
    return execute(RunOrder(rows, goal, settings, 1), folder, MemorySink(), evaluator=InlineEvaluator(1))


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """Run once."""
    rows, folder = table(), tmp_path_factory.mktemp("run")
    return rows, ran(rows, folder), folder


def tried(run: Ran, order: WhatIfOrder, seconds: float | None = None, sink: MemorySink | None = None) -> WhatIf:
    """Carry out a what-if in this process."""
    rows, record, folder = run
    asked = WhatIf(4, order, budget_seconds=seconds, asked_before=2)
    return carry_out(Experiment(EndedRun(rows, record, 1), asked, folder), sink, InlineEvaluator(1))


def timeless(what_if: WhatIf) -> WhatIf:
    """Return the what-if without what a clock said."""
    folds = tuple(replace(fold, seconds=0.0) for fold in what_if.folds)
    return replace(what_if, seconds=0.0, predict_ms=None, encode_ms=None, folds=folds)


@EVERY_ORDER
def test_a_what_if_repeats_exactly(run: Ran, order: WhatIfOrder) -> None:
    """Without seconds, no clock decides: the same seed gives the same experiment."""
    assert timeless(tried(run, order)) == timeless(tried(run, order))


@EVERY_ORDER
def test_a_what_if_leaves_the_run_as_it_was(run: Ran, order: WhatIfOrder) -> None:
    """An experiment that changed the winner would be a search that nobody corrected for."""
    _, record, folder = run
    kept = {f: f.read_bytes() for f in folder.rglob("*") if f.is_file() and "what-ifs" not in f.parts}
    before = json.dumps(to_plain(record))
    tried(run, order)

    assert json.dumps(to_plain(record)) == before
    assert {f: f.read_bytes() for f in folder.rglob("*") if f.is_file() and "what-ifs" not in f.parts} == kept


@EVERY_ORDER
def test_a_what_if_says_what_came_out(run: Ran, order: WhatIfOrder) -> None:
    """A score, what it is compared with, a sentence, how it was measured, and that it was not the first."""
    told = tried(run, order)

    assert told.status == "complete", told.error
    assert told.validation_score is not None
    assert told.gap is not None
    assert told.compared_score == run[1].trial(told.compared_with or 0).validation_score
    assert told.sentence.endswith(".")
    assert "after 2 before it" in told.because
    assert from_plain(WhatIf, json.loads(json.dumps(to_plain(told)))) == told


@EVERY_ORDER
def test_a_difference_is_told_only_where_rows_can_be_paired(run: Ran, order: WhatIfOrder) -> None:
    """Other folds score other rows: their scores cannot be subtracted fold by fold."""
    told = tried(run, order)

    if order.folds is not None:
        assert (told.difference, told.low, told.high, told.is_same_folds) == (None, None, None, False)
        assert "cannot be paired" in told.because
    else:
        assert told.difference is not None
        assert told.low is not None
        assert told.high is not None
        assert told.low <= told.difference <= told.high
        assert told.is_same_folds == (order.rows_fraction is None)


@EVERY_ORDER
def test_a_what_if_that_is_stopped_or_late_says_so(run: Ran, order: WhatIfOrder) -> None:
    """What was not measured has no outcome, and the reason is no riddle."""
    stopped, late = tried(run, order, sink=MemorySink(is_stopped=True)), tried(run, order, seconds=1e-9)

    assert (stopped.status, stopped.validation_score) == ("cancelled", None)
    assert late.status == "complete" or "longer than" in (late.error or "")


def test_the_winner_itself_scores_as_it_did(run: Ran) -> None:
    """The folds are those of the run: its own configuration, changed and changed back, gives its own score."""
    _, record, _ = run
    known = next(t for t in record.trials if t.state == "complete" and t.family == "xgboost")
    told = tried(run, WhatIfOrder({"max_depth": known.hyperparameters["max_depth"]}, family="xgboost"))
    best = next(record.trial(e.trial) for e in record.leaderboard if e.family == "xgboost")
    again = tried(run, WhatIfOrder({"max_depth": best.hyperparameters["max_depth"]}, family="xgboost"))

    assert told.status == "complete"
    assert (again.trial, again.validation_score) == (best.number, best.validation_score)


def test_a_configuration_that_was_not_tried_is_fitted_as_a_trial_would_be(run: Ran, tmp_path: Path) -> None:
    """The experiment and a search that happens on the same values agree to the last digit."""
    rows, record, _ = run
    values = {"max_depth": 9}
    told = tried(run, WhatIfOrder(values, family="xgboost"))
    space = {"xgboost": {name: value for name, value in told.hyperparameters.items() if value is not None}}
    alone = ran(rows, tmp_path, replace(SETTINGS, trials=2, families=("xgboost",), space=space))

    assert told.trial is None
    assert alone.trial(1).validation_score == pytest.approx(told.validation_score, abs=1e-12)
    assert record.folds == alone.folds


def test_a_value_beyond_the_range_can_be_tried(run: Ran) -> None:
    """Whether a range should be wider is asked where the best value lies at its edge."""
    account = next(h for h in run[1].family("xgboost").hyperparameters if h.name == "max_depth")
    told = tried(run, WhatIfOrder({"max_depth": int(account.high or 0) + 3}, family="xgboost"))

    assert told.status == "complete"


def test_where_smaller_is_better_the_sign_still_says_better(tmp_path: Path) -> None:
    """A column that tells much is left out: the error grows, and the difference is below zero."""
    rows = table("regression")
    record = ran(rows, tmp_path, task="regression")
    told = tried((rows, record, tmp_path), WhatIfOrder(without_columns=("a",)))

    assert told.difference is not None
    assert told.difference < 0
    assert (told.validation_score or 0) > (told.compared_score or 0)
    assert "worse" in told.sentence


@pytest.mark.parametrize(
    ("order", "field"),
    [
        (WhatIfOrder(), "what-if"),
        (WhatIfOrder({"max_depth": 4}, "xgboost", folds=3), "what-if"),
        (WhatIfOrder({"max_depth": "deep"}, "xgboost"), "hyperparameters.max_depth"),
        (WhatIfOrder({"max_depth": 4.5}, "xgboost"), "hyperparameters.max_depth"),
        (WhatIfOrder({"max_depth": -1}, "xgboost"), "hyperparameters.max_depth"),
        (WhatIfOrder({"max_depth": 10**9}, "xgboost"), "hyperparameters.max_depth"),
        (WhatIfOrder({"max_depth": float("nan")}, "xgboost"), "hyperparameters.max_depth"),
        (WhatIfOrder({"horoscope": 1}, "xgboost"), "hyperparameters.horoscope"),
        (WhatIfOrder(family="dummy"), "family"),
        (WhatIfOrder(family="xgboost", folds=3), "family"),
        (WhatIfOrder(without_columns=("moon",)), "without_columns"),
        (WhatIfOrder(without_columns=("y",)), "without_columns"),
        (WhatIfOrder(without_columns=("a", "b", "c")), "without_columns"),
        (WhatIfOrder(folds=4), "folds"),
        (WhatIfOrder(folds=1), "folds"),
        (WhatIfOrder(rows_fraction=1.0), "rows_fraction"),
        (WhatIfOrder(trials=0), "trials"),
        (WhatIfOrder(technique="auto"), "technique"),
    ],
)
def test_what_cannot_be_tried_is_refused_by_its_field(run: Ran, order: WhatIfOrder, field: str) -> None:
    """Before anything is queued, with one sentence."""
    with pytest.raises(WhatIfOrderError) as refused:
        check_what_if(order, run[1])

    assert refused.value.field == field


def test_another_table_is_refused(run: Ran) -> None:
    """An experiment on other rows says nothing of this run."""
    _, record, folder = run
    other = (table("regression"), record, folder)
    with pytest.raises(WhatIfOrderError, match="another one"):
        tried(other, ORDERS[0])


def test_a_record_of_before_reads_on() -> None:
    """Records that were stored before there were what-ifs have none."""
    assert RunRecord.__dataclass_fields__["what_ifs"].default == ()


@EVERY_ORDER
def test_only_configurations_of_the_same_search_can_be_promoted(run: Ran, order: WhatIfOrder) -> None:
    """Every other experiment has a better way to its model, and the refusal names it."""
    told = tried(run, order)
    if order.kinds[0] in PROMOTABLE:
        check_promotable(told, run[1])
    else:
        with pytest.raises(NotPromotableError, match=r"run|model"):
            check_promotable(told, run[1])
