"""The table of ``honesty.py``: bias, spread, coverage and width for each task and size, and what is reached.

Differences are turned so that plus means flattery (a score that looks better than the truth), whatever the direction
of the metric; those of a regression are in deviations of the target, so that tables can be put together. Bounds come
from a bootstrap that draws whole tables, since the runs of one table resemble each other.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Row = dict[str, Any]

N_BOOTSTRAPS, LEVEL = 4_000, 0.9
MIN_RUNS, MIN_COVERAGE_BOUND = 600, 0.85
MIN_NAIVE_ERRORS, MAX_BIAS_LEFT, MAX_WIDTH = 4.0, 1 / 3, 1.3


@dataclass(frozen=True)
class Cell:
    """Runs that are looked at together; those without an interval are counted and left out of the rest."""

    name: str
    rows: Sequence[Row]

    @cached_property
    def told(self) -> list[Row]:
        """Runs whose score has an interval."""
        return [row for row in self.rows if row["corrected"] is not None]

    @property
    def tables(self) -> NDArray[np.str_]:
        """The table of each run."""
        return np.array([row["table"] for row in self.told])

    def flattery(self, field: str) -> Array:
        """Return how much better than the truth a score looks, for each run."""
        return np.array([row["sign"] * (row[field] - row["true"]) / row["scale"] for row in self.told])

    @cached_property
    def is_covered(self) -> Array:
        """1 where the interval holds the true score, else 0."""
        return np.array([float(row["low"] <= row["true"] <= row["high"]) for row in self.told])

    @property
    def relative_width(self) -> float:
        """Mean width of the intervals, as a multiple of the central 90 % range of the error."""
        widths = [(row["high"] - row["low"]) / row["scale"] for row in self.told]
        low, high = np.quantile(self.flattery("corrected"), [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
        return float(np.mean(widths) / (high - low)) if high > low else float("nan")

    @cached_property
    def coverage_bounds(self) -> tuple[float, float]:
        """95 % lower and 95 % upper bound of the coverage."""
        return bounds(self.is_covered, self.tables)

    def naive(self) -> tuple[float, float]:
        """Return the mean flattery of the best trial's score, and its standard error."""
        flattery = self.flattery("best_trial")
        return float(flattery.mean()), float(flattery.std(ddof=1) / np.sqrt(len(flattery)))

    @property
    def is_bias_small(self) -> bool:
        """Where the naive bias stands out, at most a third of it is left."""
        naive, error = self.naive()
        ours = abs(self.flattery("corrected").mean())
        return bool(abs(naive) <= MIN_NAIVE_ERRORS * error or ours <= MAX_BIAS_LEFT * abs(naive))


def bounds(values: Array, tables: NDArray[np.str_]) -> tuple[float, float]:
    """Bootstrap the mean, drawing whole tables, and return its one-sided 95 % bounds."""
    names, position = np.unique(tables, return_inverse=True)
    sums, counts = np.bincount(position, values), np.bincount(position)
    drawn = np.random.default_rng(0).integers(len(names), size=(N_BOOTSTRAPS, len(names)))
    low, high = np.quantile(sums[drawn].sum(axis=1) / counts[drawn].sum(axis=1), [0.05, 0.95])
    return float(low), float(high)


def report(rows: Sequence[Row]) -> str:
    """Return the table of all cells, then what is reached and what is not."""
    tasks, sizes = _values(rows, "task"), _values(rows, "n_rows")
    crossed = [
        _cell(rows, f"{t} {n}", lambda r, t=t, n=n: (r["task"], r["n_rows"]) == (t, n)) for t in tasks for n in sizes
    ]
    margins = [_cell(rows, str(t), lambda r, t=t: r["task"] == t) for t in tasks]
    margins += [_cell(rows, f"{n} rows", lambda r, n=n: r["n_rows"] == n) for n in sizes]
    crossed, margins = ([cell for cell in cells if len(cell.told) > 1] for cells in (crossed, margins))
    whole = Cell("all", rows)
    lines = [_HEAD, *map(_line, crossed), "", *map(_line, margins), _line(whole), ""]
    return "\n".join(lines + _reached(whole, crossed, margins))


def _values(rows: Sequence[Row], field: str) -> list[Any]:
    return sorted({row[field] for row in rows})


def _cell(rows: Sequence[Row], name: str, belongs: Callable[[Row], bool]) -> Cell:
    return Cell(name, [row for row in rows if belongs(row)])


_HEAD = (
    f"{'':<16}{'runs':>5}{'tables':>7}{'none':>5}{'best trial - true':>20}{'delivered CV - true':>21}"
    f"{'ours - true':>19}{'covered':>9}{'bounds':>14}{'width':>7}"
)


def _line(cell: Cell) -> str:
    parts = [
        f"{cell.flattery(field).mean():+.4f} ± {cell.flattery(field).std(ddof=1):.4f}"
        for field in ("best_trial", "cross_validated", "corrected")
    ]
    low, high = cell.coverage_bounds
    return (
        f"{cell.name:<16}{len(cell.rows):>5}{len(set(cell.tables)):>7}{len(cell.rows) - len(cell.told):>5}"
        f"{parts[0]:>20}{parts[1]:>21}{parts[2]:>19}"
        f"{cell.is_covered.mean():>9.3f}{f'{low:.3f}-{high:.3f}':>14}{cell.relative_width:>7.2f}"
    )


def _reached(whole: Cell, crossed: Sequence[Cell], margins: Sequence[Cell]) -> list[str]:
    """Say of each aim whether it is reached, and where it is not."""
    low = whole.coverage_bounds[0]
    under = [cell.name for cell in margins if cell.coverage_bounds[1] < LEVEL]
    biased = [cell.name for cell in (*crossed, whole) if not cell.is_bias_small]
    wide = [cell.name for cell in crossed if not cell.relative_width <= MAX_WIDTH]
    aims = (
        (len(whole.rows) >= MIN_RUNS, f"at least {MIN_RUNS} runs", f"{len(whole.rows)}"),
        (low >= MIN_COVERAGE_BOUND, f"lower bound of the coverage at least {MIN_COVERAGE_BOUND}", f"{low:.3f}"),
        (not under, f"no task or size significantly under {LEVEL}", ", ".join(under)),
        (not biased, "where the naive bias exceeds 4 standard errors, at most a third is left", ", ".join(biased)),
        (not wide, f"mean width at most {MAX_WIDTH} times the 90 % range of the error", ", ".join(wide)),
    )
    return [f"{'reached' if is_reached else 'MISSED '}  {aim}: {seen or 'all'}" for is_reached, aim, seen in aims]
