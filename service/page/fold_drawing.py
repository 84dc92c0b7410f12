"""A picture of one trial's folds: what each scored on the rows held back, and on the rows seen."""

from collections.abc import Sequence
from dataclasses import dataclass

from models.record import FoldScore
from service.page.drawing import Tick, ticks

WIDTH = 640.0
LEFT, RIGHT, TOP, ROW = 64.0, 24.0, 24.0, 26.0
MOST_FOLDS = 20


@dataclass(frozen=True)
class FoldRow:
    """One fold: its number from 1, its height, and where its two scores lie; None where there is no score."""

    number: int
    y: float
    validation: float | None
    train: float | None


@dataclass(frozen=True)
class FoldPicture:
    """The folds below each other on one axis of scores."""

    rows: tuple[FoldRow, ...]
    ticks: tuple[Tick, ...]
    height: float


def fold_picture(folds: Sequence[FoldScore]) -> FoldPicture | None:
    """Draw folds; None with fewer than two, or too many to tell apart."""
    known = [score for fold in folds for score in (fold.validation_score, fold.train_score) if score is not None]
    if not 2 <= len(folds) <= MOST_FOLDS or not known:
        return None
    margin = (max(known) - min(known)) * 0.06 or abs(max(known)) * 0.01 or 0.01
    low, high = min(known) - margin, max(known) + margin

    def across(value: float | None) -> float | None:
        return None if value is None else LEFT + (value - low) / (high - low) * (WIDTH - LEFT - RIGHT)

    rows = tuple(
        FoldRow(number, TOP + (number - 0.5) * ROW, across(fold.validation_score), across(fold.train_score))
        for number, fold in enumerate(folds, start=1)
    )
    marks = tuple(Tick(across(value) or LEFT, label) for value, label in ticks(low, high))
    return FoldPicture(rows, marks, TOP + len(rows) * ROW + 28)
