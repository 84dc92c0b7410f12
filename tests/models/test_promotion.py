"""A what-if that becomes the delivered model: fitted anew, and corrected for all that was looked at."""

from dataclasses import replace
from pathlib import Path

import pytest

from models.again import EndedRun
from models.artifact import load
from models.errors import NotPromotableError
from models.evaluator import Task
from models.final import FinalTask
from models.record import RunRecord, WhatIf, WhatIfOrder
from models.sink import MemorySink
from models.table import Table
from models.what_ifs.kept import KeptWhatIfs
from models.what_ifs.promotion import PromotionOrder, promote
from models.what_ifs.what_if import Experiment, carry_out
from tests.laws.test_what_ifs import ran, table
from tests.models.conftest import InlineEvaluator


@pytest.fixture
def run(tmp_path: Path) -> tuple[Table, RunRecord]:
    """Run once, in the test's own folder."""
    rows = table()
    return rows, ran(rows, tmp_path)


def with_what_ifs(run: tuple[Table, RunRecord], folder: Path, *orders: WhatIfOrder) -> EndedRun:
    """Carry out what-ifs, and return the run that knows them."""
    rows, record = run
    made: list[WhatIf] = []
    for number, order in enumerate(orders, start=1):
        asked = WhatIf(number, order, asked_before=number - 1)
        made.append(carry_out(Experiment(EndedRun(rows, record, 1), asked, folder), None, InlineEvaluator(1)))
    return EndedRun(rows, replace(record, what_ifs=tuple(made)), 1)


DEEP, SHALLOW = WhatIfOrder({"max_depth": 9}, family="xgboost"), WhatIfOrder({"max_depth": 2}, family="xgboost")


def test_a_promoted_what_if_is_delivered(run: tuple[Table, RunRecord], tmp_path: Path) -> None:
    """The model predicts, is a single one of that configuration, and its record says whose wish it was."""
    ended = with_what_ifs(run, tmp_path, DEEP)
    (asked,) = ended.record.what_ifs
    sink = MemorySink()
    promoted = promote(PromotionOrder(ended, 1, tmp_path), sink, InlineEvaluator(1))

    assert promoted.result is not None
    assert promoted.result.hyperparameters == asked.hyperparameters
    assert [member.weight for member in promoted.result.ensemble] == [1.0]
    assert promoted.result.score.cross_validated == pytest.approx(asked.validation_score, abs=1e-9)
    assert promoted.trial(promoted.result.trial).validation_score == asked.validation_score
    assert [trial.number for trial in sink.trials] == [promoted.result.trial]
    assert "what-if 1" in next(d.because for d in promoted.decisions if d.stage == "winner")
    assert load(tmp_path / "model").record == promoted
    assert len(load(tmp_path / "model").predict(ended.table.raw)) == len(ended.table.raw)


def test_the_score_pays_for_every_what_if_that_was_looked_at(run: tuple[Table, RunRecord], tmp_path: Path) -> None:
    """Who tries ten and takes the best has chosen among ten more."""
    n_complete = sum(trial.state == "complete" for trial in run[1].trials)
    ended = with_what_ifs(run, tmp_path, DEEP, SHALLOW)
    promoted = promote(PromotionOrder(ended, 2, tmp_path), None, InlineEvaluator(1))
    promotion = promoted.what_ifs[1].promotion

    assert promotion is not None
    assert promotion.n_candidates == n_complete + 2
    assert promotion.price_before is not None
    assert promotion.price_after is not None
    assert promotion.score == promoted.result.score if promoted.result else False
    assert "optimism" in promotion.sentence


def test_a_family_that_the_run_had_tried_is_delivered_as_its_best_trial(
    run: tuple[Table, RunRecord], tmp_path: Path
) -> None:
    """No second trial of the same configuration is made up, and nothing is fitted on the folds again."""
    best = next(entry for entry in run[1].leaderboard if entry.family == "xgboost")
    ended = with_what_ifs(run, tmp_path, WhatIfOrder(family="xgboost"))
    sink = MemorySink()
    promoted = promote(PromotionOrder(ended, 1, tmp_path), sink, InlineEvaluator(1))

    assert promoted.result is not None
    assert promoted.result.trial == best.trial
    assert len(promoted.trials) == len(run[1].trials)
    assert sink.trials == []


@pytest.mark.parametrize("order", [WhatIfOrder(trials=4), WhatIfOrder(technique="random")], ids=["trials", "technique"])
def test_the_best_of_a_search_is_delivered_and_pays_for_all_of_its_trials(
    run: tuple[Table, RunRecord], tmp_path: Path, order: WhatIfOrder
) -> None:
    """A search of four more trials has looked at four more, whichever of them is taken."""
    ended = with_what_ifs(run, tmp_path, order)
    (asked,) = ended.record.what_ifs
    new = KeptWhatIfs(tmp_path, 2).trials(1)
    n_complete = sum(trial.state == "complete" for trial in run[1].trials)
    if asked.trial == (run[1].result.trial if run[1].result else None):
        pytest.fail("the search found the winner again: choose another seed for this test")
    promoted = promote(PromotionOrder(ended, 1, tmp_path), None, InlineEvaluator(1))
    promotion = promoted.what_ifs[0].promotion

    assert promoted.result is not None
    assert promotion is not None
    assert new
    assert promoted.result.hyperparameters == asked.hyperparameters
    assert promoted.result.score.cross_validated == pytest.approx(asked.validation_score, abs=1e-9)
    assert promotion.n_candidates == n_complete + len(new)


def test_decisions_keep_numbers_of_their_own(run: tuple[Table, RunRecord], tmp_path: Path) -> None:
    """A citation of decision 7 must not lead to two of them."""
    promoted = promote(PromotionOrder(with_what_ifs(run, tmp_path, DEEP), 1, tmp_path), None, InlineEvaluator(1))
    numbers = [decision.id for decision in promoted.decisions]

    assert len(set(numbers)) == len(numbers)
    assert [decision.stage for decision in promoted.decisions].count("winner") == 1


def test_a_last_fit_that_fails_leaves_the_old_model(run: tuple[Table, RunRecord], tmp_path: Path) -> None:
    """Better the model of before than none, or another than the one that was asked for."""

    class Failing(InlineEvaluator):
        def submit(self, task: Task):  # type: ignore[no-untyped-def]  # noqa: ANN202
            if isinstance(task, FinalTask):
                task = replace(task, destination="/dev/null/nowhere")
            return super().submit(task)

    before = load(tmp_path / "model").record
    with pytest.raises(NotPromotableError, match="last fit"):
        promote(PromotionOrder(with_what_ifs(run, tmp_path, DEEP), 1, tmp_path), None, Failing(1))

    assert load(tmp_path / "model").record == before


def test_without_its_predictions_nothing_is_promoted(run: tuple[Table, RunRecord], tmp_path: Path) -> None:
    """A score that cannot be corrected is not printed as if it were."""
    ended = with_what_ifs(run, tmp_path, DEEP)
    for file in (tmp_path / "what-ifs").rglob("*.npy"):
        file.unlink()
    with pytest.raises(NotPromotableError, match="not at hand"):
        promote(PromotionOrder(ended, 1, tmp_path), None, InlineEvaluator(1))


def test_what_is_delivered_already_is_not_promoted(run: tuple[Table, RunRecord], tmp_path: Path) -> None:
    """It would be a second count of one choice."""
    promoted = promote(PromotionOrder(with_what_ifs(run, tmp_path, DEEP), 1, tmp_path), None, InlineEvaluator(1))
    again = with_what_ifs((run[0], promoted), tmp_path, DEEP)
    with pytest.raises(NotPromotableError, match="already"):
        promote(PromotionOrder(again, 1, tmp_path), None, InlineEvaluator(1))
