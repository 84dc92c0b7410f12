"""Facts of how a fit went round by round: where it stopped, what was allowed, and how the loss ended."""

from dataclasses import dataclass
from math import isfinite

from assistant.evidence.fact import EvidenceFact
from assistant.evidence.trials import address
from models.record import FoldScore, Trial

STOP_EARLY = frozenset({"xgboost", "lightgbm", "catboost", "hist_gradient_boosting", "neural_network"})
"""Families whose folds end when rows held apart no longer improve."""
NEAR_CAP = 0.95
FEW_ROUNDS = 3


@dataclass(frozen=True)
class Stops:
    """Where the folds of a trial stopped: rounds kept and rounds allowed, fold by fold."""

    trial: Trial
    kept: tuple[int, ...]
    allowed: tuple[int, ...]

    @property
    def n_at_cap(self) -> int:
        """How many folds used, but for a twentieth, all the rounds that were allowed."""
        return sum(kept >= NEAR_CAP * cap for kept, cap in zip(self.kept, self.allowed, strict=True))

    @property
    def is_hardly_any(self) -> bool:
        """Whether the middle fold kept next to no rounds."""
        return sorted(self.kept)[len(self.kept) // 2] <= FEW_ROUNDS

    def cap_facts(self) -> tuple[EvidenceFact, EvidenceFact]:
        """Return how many folds ended at the cap, and how many there are."""
        href, number = address(self.trial), self.trial.number
        at_cap = EvidenceFact(f"folds of trial {number} that used all rounds allowed", self.n_at_cap, href=href)
        return at_cap, EvidenceFact(f"folds of trial {number} with known rounds", len(self.kept), href=href)


def stops_of(trial: Trial) -> Stops | None:
    """Return where the folds of a trial stopped; None where it has no rounds, or does not stop early."""
    known = [(fold.rounds, fold.max_rounds) for fold in trial.folds if fold.rounds is not None and fold.max_rounds]
    if trial.family not in STOP_EARLY or not known:
        return None
    return Stops(trial, tuple(kept for kept, _ in known), tuple(cap or kept for kept, cap in known))


@dataclass(frozen=True)
class CurveEnd:
    """The loss on rows held apart in one fold: at the first round, at its lowest, and at the last."""

    trial: Trial
    fold: int
    first: tuple[int, float]
    lowest: tuple[int, float]
    last: tuple[int, float]

    def facts(self, point: str) -> tuple[EvidenceFact, EvidenceFact]:
        """Return the round and the loss of a point (first, lowest or last)."""
        rounds, loss = getattr(self, point)
        where = f"fold {self.fold} of trial {self.trial.number}"
        href = address(self.trial)
        return (
            EvidenceFact(f"round of the {point} loss on rows held apart, {where}", rounds, href=href),
            EvidenceFact(f"{point} loss on rows held apart, {where}", loss, href=href),
        )

    @property
    def rises(self) -> bool:
        """Whether the loss was higher again when the fit ended."""
        return self.last[1] > self.lowest[1]


def curve_end(trial: Trial) -> CurveEnd | None:
    """Return how the first fold with a learning curve ended; None where none is recorded."""
    for number, fold in enumerate(trial.folds, start=1):
        points = _points(fold)
        if len(points) > 1:
            return CurveEnd(trial, number, points[0], min(points, key=lambda point: point[1]), points[-1])
    return None


def _points(fold: FoldScore) -> list[tuple[int, float]]:
    return [(point.rounds, point.stopping_loss) for point in fold.curve if isfinite(point.stopping_loss)]
