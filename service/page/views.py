"""What the pages of a run show, read once from the stores."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from models.record import Decision, FamilyAccount, HyperparameterAccount, RunRecord
from service.page.drawing import Curve, score_curve
from service.present import present_progress
from service.run_records import record_so_far
from service.services import services
from service.store.runs import FINISHED
from service.store.tables import Run

BASELINE = "dummy"
BEST = 10


@dataclass(frozen=True)
class RunView:
    """A run and its record so far, with the pictures that are drawn of it."""

    run: Run
    record: RunRecord

    @property
    def is_finished(self) -> bool:
        """Whether it has ended; what it found stays in sight while it is looked at again."""
        return self.run.status in FINISHED or self.run.is_looked_at_again

    @property
    def family_titles(self) -> Mapping[str, str]:
        """What each family is called."""
        return {BASELINE: "Baseline", **{family.name: family.title for family in self.record.families}}

    @property
    def baseline(self) -> float | None:
        """The score of guessing, without looking at a row."""
        scores = (trial.validation_score for trial in self.record.trials if trial.family == BASELINE)
        return next((score for score in scores if score is not None), None)

    @property
    def elapsed_seconds(self) -> float:
        """Working seconds so far."""
        return float(present_progress(self.run)["elapsed_seconds"])

    @property
    def best_so_far(self) -> float | None:
        """The best score of a complete trial."""
        board = self.record.leaderboard
        return board[0].validation_score if board else None

    @property
    def curve(self) -> Curve | None:
        """The scores over the trials."""
        return score_curve(self.record.trials, self.record.metric)

    @property
    def winner_family(self) -> FamilyAccount | None:
        """The family of the winner, in words."""
        result = self.record.result
        return None if result is None else self._family(result.family)

    @property
    def n_tied(self) -> int:
        """How many trials are no worse than the best beyond chance, the best included."""
        return sum(entry.tied for entry in self.record.leaderboard)

    def accounts_of(self, family: str) -> Mapping[str, HyperparameterAccount]:
        """Return what is said of the hyperparameters of a family, by name."""
        found = self._family(family)
        return {} if found is None else {account.name: account for account in found.hyperparameters}

    @property
    def latest_decisions(self) -> Sequence[Decision]:
        """The decisions, newest first."""
        return self.record.decisions[::-1]

    def _family(self, name: str) -> FamilyAccount | None:
        return next((family for family in self.record.families if family.name == name), None)


def view_of(run_id: str, owner_id: str) -> RunView:
    """Read a run with its record so far; ``NotFoundError`` where the owner has none of that id."""
    run = services().runs.get(run_id, owner_id)
    return RunView(run, record_so_far(run_id, owner_id))
