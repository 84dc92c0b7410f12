"""The confusion of classes as a table: rows are true classes, columns what they were taken for, shaded by share."""

from dataclasses import dataclass

from assistant.evidence.diagnostics import confusion
from models.record import RunRecord

SHADES = 4


@dataclass(frozen=True)
class Cell:
    """How many rows of one class were taken for another: the count, its share of the true class, and its shade."""

    count: float
    share: float
    shade: int
    is_right: bool
    is_worst: bool


@dataclass(frozen=True)
class ConfusionTable:
    """The whole table. ``n_others`` classes stand together in the last row and column."""

    classes: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    n_others: int


def confusion_table(record: RunRecord) -> ConfusionTable | None:
    """Return the table of a run; None for values, or where it was not recorded."""
    told = confusion(record)
    if told is None:
        return None
    shares = [[count / (sum(row) or 1) for count in row] for row in told.counts]
    wrong = [(shares[i][j], told.counts[i][j], i, j) for i in range(len(shares)) for j in range(len(shares)) if i != j]
    worst = max(wrong, default=(0.0, 0.0, -1, -1))
    rows = tuple(
        tuple(
            Cell(
                count=int(count) if float(count).is_integer() else count,
                share=shares[i][j],
                shade=min(SHADES - 1, int(shares[i][j] * SHADES)),
                is_right=i == j,
                is_worst=bool(worst[1]) and (i, j) == worst[2:],
            )
            for j, count in enumerate(row)
        )
        for i, row in enumerate(told.counts)
    )
    return ConfusionTable(told.classes, rows, told.n_others)
