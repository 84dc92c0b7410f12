"""Fits of a configuration again, with another seed or on other folds, as far as the time allows."""

from collections.abc import Callable, Sequence
from concurrent.futures import wait
from dataclasses import dataclass

from models.evaluation import Configuration, FoldOutcome, FoldTask
from models.evaluator import Evaluator, reason_of
from models.record import FoldPlan, Trial
from models.reserve import Reserve

POLL_SECONDS = 0.5


class NotRefittedError(Exception):
    """Fits have no outcome, for the reason that is given."""


def nothing() -> None:
    """Do nothing between two looks at the fits."""


@dataclass(frozen=True)
class Refit:
    """One fold to fit again: of which plan, with which seed, and on which share of its training rows."""

    plan: FoldPlan
    fold: int
    seed: int
    rows_fraction: float = 1.0


@dataclass(frozen=True)
class Refits:
    """Where fits are made again.

    Parameters
    ----------
    folder : that of the saved problem
    plan : the folds of the run
    metric : the name of the run's metric
    evaluator : does the fits
    tick : called at least once a second while they are waited for
    should_stop : whether nobody waits for them any more
    """

    folder: str
    plan: FoldPlan
    metric: str
    evaluator: Evaluator
    tick: Callable[[], None] = nothing
    should_stop: Callable[[], bool] = lambda: False

    def of(self, trial: Trial, wanted: Sequence[Refit], reserve: Reserve) -> list[FoldOutcome] | None:
        """Return the outcomes of a trial's configuration; None where the time is too short or a fit fails."""
        try:
            return self.attempt(trial, wanted, reserve)
        except NotRefittedError:
            return None

    def attempt(self, trial: Trial, wanted: Sequence[Refit], reserve: Reserve) -> list[FoldOutcome]:
        """Return the outcomes of a trial's configuration.

        Raises
        ------
        NotRefittedError
            Where the time is too short, nobody waits any more, or a fit fails.
        """
        running = [self.evaluator.submit(self._task(trial, refit, reserve)) for refit in wanted]
        pending = set(running)
        while pending:
            pending = wait(pending, timeout=POLL_SECONDS).not_done
            self.tick()
            if pending and (reserve.is_over() or self.should_stop()):
                break
        for future in pending:
            future.cancel()
        if pending:
            raise NotRefittedError("the fits were given up before they ended")
        errors = [error for future in running if (error := future.exception()) is not None]
        if errors:
            raise NotRefittedError(reason_of(errors[0])) from errors[0]
        return [future.result() for future in running]

    def _task(self, trial: Trial, refit: Refit, reserve: Reserve) -> FoldTask:
        fraction = refit.rows_fraction
        part = {} if fraction >= 1.0 else {"resource": fraction, "resource_of": "rows"}
        return FoldTask(
            folder=self.folder,
            plan=refit.plan,
            fold=refit.fold,
            configuration=Configuration(trial.family, dict(trial.hyperparameters), **part),  # type: ignore[arg-type]
            metric=self.metric,
            seed=refit.seed,
            seconds=reserve.left,
        )


def seconds_of(trial: Trial, n_folds: int) -> float:
    """Return how long so many folds of a trial take, one after the other."""
    return n_folds * trial.seconds / max(1, len(trial.folds))
