"""On large tables candidates start on a part of the rows, and what does well there goes on to all of them."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from models.evaluation import Configuration
from models.metrics import metric_for
from models.record import FoldScore, Goal, RunRecord, Settings, Trial
from models.run import RunOrder, execute
from models.search import growth
from models.search.growth import DEAR_SHARE, LARGE_ROWS, LOOK, Growth, growth_choices, key_of
from models.search.proposals import Proposal, Proposals
from models.search.space import spaces_for
from models.search.techniques.technique import SearchOrder
from models.search.techniques.tpe import TPE
from models.sink import History, MemorySink
from models.table import table_from_frame

FAMILIES = ("linear", "lightgbm", "xgboost", "extra_trees", "random_forest")
SKILL = {"dummy": 0.5, "linear": 0.7, "lightgbm": 0.9, "xgboost": 0.88, "extra_trees": 0.8, "random_forest": 0.6}
SECONDS = 60.0


def order(n_rows: int = 15_000, seconds: float | None = SECONDS) -> SearchOrder:
    """Return an order of five families."""
    settings = Settings(seconds=seconds, trials=None if seconds else 60, families=FAMILIES)
    return SearchOrder(settings, spaces_for("binary", FAMILIES, {}), n_rows)


def told(proposal: Proposal, seconds: float, look_costs: float = LOOK) -> Trial:
    """Return what came of a proposal: families differ in skill, looks lose a little, and one in three is better."""
    wanted = proposal.configuration
    luck = 0.01 * (proposal.number % 3 == 0)
    score = SKILL[wanted.family] + luck - 0.1 * (1 - wanted.resource)
    share = 1.0 if wanted.is_full else look_costs
    facts = {"resource": wanted.resource, "resource_of": wanted.resource_of, "seconds": seconds * share}
    folds = (FoldScore(None, score, seconds),) * 3
    state, complete = ("complete", score) if wanted.is_full else ("pruned", None)
    return Trial(proposal.number, wanted.family, dict(wanted.hyperparameters), state, folds, complete, **facts)  # type: ignore[arg-type]


def searched(wanted: SearchOrder, n_trials: int, seconds: float, look_costs: float = LOOK) -> list[Trial]:
    """Search in batches of two, each full trial taking so many seconds."""
    proposals = Proposals(TPE(widens=True), wanted, metric_for("roc_auc", "binary"))
    trials: list[Trial] = []
    while len(trials) < n_trials:
        proposed = [proposals.propose(), proposals.propose()]
        batch = [told(proposal, seconds, look_costs) for proposal in proposed if proposal is not None]
        for trial in batch:
            proposals.tell(trial)
        trials += batch
    return trials


def test_quick_candidates_are_fitted_on_all_rows_at_once() -> None:
    """Where time is plenty, a look at a part of the rows only misleads."""
    assert all(trial.resource == 1 for trial in searched(order(), 40, seconds=DEAR_SHARE * SECONDS / 2))


def test_dear_candidates_start_on_a_part_of_the_rows_after_a_look_at_the_best() -> None:
    """A score on a third of the rows can only be compared with another of the kind."""
    trials = searched(order(), 40, seconds=DEAR_SHARE * SECONDS * 2)
    after_defaults = trials[len(FAMILIES) + 1 :]

    assert all(trial.resource == 1 for trial in trials[: len(FAMILIES) + 1])
    for family in FAMILIES:
        ours = [trial for trial in after_defaults if trial.family == family]
        default = next(trial for trial in trials if trial.family == family)
        assert not ours or (ours[0].resource, ours[0].hyperparameters) == (LOOK, default.hyperparameters)
    assert any(trial.resource == LOOK for trial in after_defaults)


def test_only_what_beats_the_best_at_its_own_size_goes_on() -> None:
    """That is what the cheap look is for."""
    trials = searched(order(), 60, seconds=DEAR_SHARE * SECONDS * 2)
    looks = {key_of(t.hyperparameters): t.folds[0].validation_score or 0.0 for t in trials if t.resource < 1}
    late = [trial for trial in trials[len(FAMILIES) + 1 :] if trial.resource == 1]

    assert late
    assert len(late) < len(looks)
    for trial in late:
        default = next(other for other in trials if other.family == trial.family)
        assert looks[key_of(trial.hyperparameters)] > looks[key_of(default.hyperparameters)]


def test_family_whose_looks_are_not_cheap_is_looked_at_once() -> None:
    """Boosting that needs its rounds whatever the rows saves nothing on a part of them."""
    trials = searched(order(), 40, seconds=DEAR_SHARE * SECONDS * 2, look_costs=0.7)
    looked = [trial.family for trial in trials if trial.resource < 1]

    assert looked
    assert max(looked.count(family) for family in looked) <= 2  # the batch was under way


def test_what_was_recorded_as_a_look_can_still_be_fitted_on_all_rows() -> None:
    """A run that goes on with more seconds proposes more than it finds recorded: what it finds is what was done."""
    wanted = order()
    found = Growth(wanted)
    values = {name: space.complete({}) for name, space in wanted.spaces.items()}
    found.begin(1, Configuration("xgboost", values["xgboost"]))
    look = Trial(1, "xgboost", values["xgboost"], "pruned", resource=LOOK, resource_of="rows")

    assert found.tell(look, 0.8)
    assert found.promoted("xgboost") == values["xgboost"]


def test_without_a_clock_rows_alone_decide() -> None:
    """Seconds differ from run to run, and a run in trials must not."""
    few, many = order(n_rows=LARGE_ROWS - 1, seconds=None), order(n_rows=LARGE_ROWS, seconds=None)

    assert all(trial.resource == 1 for trial in searched(few, 30, seconds=500.0))
    assert {t.resource for t in searched(many, 30, seconds=0.001)} == {1.0, LOOK}
    assert [t.why for t in searched(many, 30, 1.0)] == [t.why for t in searched(many, 30, 2.0)]


@pytest.mark.parametrize("wanted", [order(), order(n_rows=LARGE_ROWS, seconds=None)])
def test_growth_is_written_down(wanted: SearchOrder) -> None:
    """Whoever sees a look at a part of the rows must be able to learn why."""
    assert all("third of the rows" in choice.chosen and choice.because for choice in growth_choices(wanted))
    assert growth_choices(wanted)
    assert not growth_choices(order(n_rows=1_000))


N_ROWS, TRIALS = 600, 18
GOAL = Goal(text="", target="y", task="binary", metric="log_loss", positive_class="yes")


@pytest.fixture
def small_counts_as_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a table that is fitted in no time count as large."""
    monkeypatch.setattr(growth, "LARGE_ROWS", N_ROWS)
    monkeypatch.setattr(growth, "MIN_LOOK_ROWS", 100)


def run(folder: Path, n_jobs: int = 1, sink: MemorySink | None = None, history: History | None = None) -> RunRecord:
    """Run in trials mode."""
    rng = np.random.default_rng(0)
    frame = pd.DataFrame(rng.normal(size=(N_ROWS, 5)), columns=list("abcde"))
    logit = frame["a"] + frame["b"] * frame["c"]
    table = table_from_frame(frame.assign(y=np.where(logit + rng.logistic(size=N_ROWS) > 0, "yes", "no")), "made up")
    families, space = ("linear", "xgboost"), {"xgboost": {"n_estimators": 40}}
    settings = Settings(seconds=None, trials=TRIALS, seed=1, folds=2, families=families, space=space)
    return execute(RunOrder(table, GOAL, settings, n_jobs), folder, sink or MemorySink(), history or History())


def essence(record: RunRecord) -> list[tuple[object, ...]]:
    """Everything of the trials that no clock touches."""
    return [
        (t.number, t.family, dict(t.hyperparameters), t.state, t.validation_score, t.resource, t.why)
        for t in record.trials
    ]


@pytest.fixture
def grown(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> RunRecord:
    """Return the record of a run that grows."""
    request.getfixturevalue("small_counts_as_large")
    request.getfixturevalue("inline")
    return run(tmp_path_factory.mktemp("grown"))


def test_promoted_configurations_appear_in_full_and_looks_are_never_delivered(grown: RunRecord) -> None:
    """A look at a part of the rows is no score of the whole."""
    looks = [trial for trial in grown.trials if trial.resource < 1]
    complete = {trial.number for trial in grown.trials if trial.state == "complete"}

    assert {trial.state for trial in looks} == {"pruned"}
    assert {trial.resource_of for trial in looks} == {"rows"}
    assert all(trial.validation_score is None and len(trial.folds) == 2 for trial in looks)
    promoted = [trial for trial in grown.trials if "fitted on all of them" in trial.why]
    assert promoted
    for trial in promoted:
        assert trial.resource == 1
        assert any(look.hyperparameters == trial.hyperparameters for look in looks if look.number < trial.number)
    assert grown.result is not None
    assert {entry.trial for entry in grown.leaderboard} == complete
    assert {member.trial for member in grown.result.ensemble} <= complete


@pytest.mark.usefixtures("small_counts_as_large")
def test_growing_run_repeats_with_two_processes(tmp_path: Path) -> None:
    """The order decides, and never the clock."""
    assert essence(run(tmp_path / "one", n_jobs=1)) == essence(run(tmp_path / "two", n_jobs=2))


class Killed(BaseException):
    """Stands in for a kill."""


@pytest.mark.parametrize("dies_after", [5, 11])
def test_growing_run_that_was_killed_goes_on_to_the_same_end(dies_after: int, grown: RunRecord, tmp_path: Path) -> None:
    """What was looked at, and what goes on, is told by the recorded trials."""

    class Killing(MemorySink):
        def trial_finished(self, trial: Trial) -> None:
            super().trial_finished(trial)
            if len(self.trials) == dies_after:
                raise Killed

    sink = Killing()
    with pytest.raises(Killed):
        run(tmp_path, sink=sink)

    assert essence(run(tmp_path, history=History(tuple(sink.trials), (), 1.0))) == essence(grown)
