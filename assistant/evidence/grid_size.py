"""Facts of a full grid over what a run searched: its combinations, its fits, and the time that they would take."""

from dataclasses import dataclass
from math import prod

from assistant.evidence.fact import EvidenceFact
from assistant.evidence.search_cost import duration_fact, fit_seconds
from models.record import FamilyAccount, HyperparameterAccount, RunRecord

LEVELS = 5
"""Values for each number, so that a grid has a middle and something on both sides of it."""


@dataclass(frozen=True)
class GridSize:
    """A grid over a family: so many values of each searched hyperparameter, and the combinations of them."""

    family: str
    n_values: dict[str, int]
    n_points: int


def grid_size(account: FamilyAccount, levels: int = LEVELS) -> GridSize | None:
    """Return the grid with so many values for each number and all choices; None where nothing is searched."""
    counts = {item.name: _count(item, levels) for item in account.hyperparameters if item.is_searched}
    return GridSize(account.name, counts, prod(counts.values())) if counts else None


def _count(account: HyperparameterAccount, levels: int) -> int:
    if account.kind == "choice":
        return max(1, len(account.choices))
    if account.low is None or account.high is None or account.high <= account.low:
        return 1
    return min(levels, int(account.high - account.low) + 1) if account.kind == "int" else levels


def points_fact(size: GridSize, levels: int = LEVELS) -> EvidenceFact:
    """Return the number of combinations."""
    label = f"combinations of a grid over {size.family}, {levels} values for each number: {_product(size)}"
    return EvidenceFact(label, size.n_points, href=f"families/{size.family}")


def levels_fact(size: GridSize, levels: int = LEVELS) -> EvidenceFact:
    """Return how many values each number gets in the grid that is counted."""
    return EvidenceFact(
        "values for each number, in the grid that is counted here", levels, href=f"families/{size.family}"
    )


def dimensions_fact(size: GridSize) -> EvidenceFact:
    """Return how many hyperparameters of a family were searched."""
    return EvidenceFact(
        f"hyperparameters of {size.family} that were searched", len(size.n_values), href=f"families/{size.family}"
    )


def fits_fact(record: RunRecord, size: GridSize) -> EvidenceFact | None:
    """Return the number of fits, each combination on each fold; None before the folds are decided."""
    if record.folds is None:
        return None
    n_folds = record.folds.n_folds * record.folds.n_repeats
    return EvidenceFact(
        f"fits of a grid over {size.family}: combinations times {n_folds} folds", size.n_points * n_folds, href="folds"
    )


def grid_time_fact(record: RunRecord, size: GridSize) -> EvidenceFact | None:
    """Return the time of all fits, one after another, at the mean of the family's fits so far; None without one."""
    seconds, fits = fit_seconds(record, size.family), fits_fact(record, size)
    if seconds is None or fits is None or not isinstance(fits.value, int):
        return None
    label = f"time of that grid, one fit after another, at the mean time of a fit of {size.family}"
    return duration_fact(label, fits.value * seconds, "trials")


def _product(size: GridSize) -> str:
    return " x ".join(str(count) for count in size.n_values.values())
