"""What a column looks like at a glance: where its numbers lie, or which labels are frequent, from some of its rows.

However large the table, at most ``MOST_ROWS`` rows are kept in memory, taken evenly from first to last.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from models.columns import Column, convert
from models.errors import InputError
from models.record import ColumnKind
from models.tables.corrections import column_of_kind
from models.tables.kinds import Clues
from models.tables.labels import label_text
from models.tables.plain import TEXT
from models.tables.table_file import read_account

__all__ = ["ColumnSketch", "Shares", "Spread", "first_rows", "sketch_columns", "sketch_values"]

MOST_ROWS = 20_000
CELLS_A_BATCH = 500_000
N_BARS = 12
N_LABELS = 3
LABEL_CHARACTERS = 60
CELL_CHARACTERS = 200
FAR_SPREADS = 3.0
"""Values further than so many quartile ranges from the quartiles are counted, not drawn (Tukey 1977: far out)."""
MOST_FAR_FRACTION = 0.1
"""Where more values than these are far, they are no exceptions, and everything is drawn."""

DRAWN: frozenset[ColumnKind] = frozenset(("numeric", "datetime", "categorical", "boolean"))
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Spread:
    """Where numbers or times lie. Times are seconds since 1970, UTC.

    ``bars`` counts the rows between ``low`` and ``high``, in bins of equal width; ``n_below`` and ``n_above`` rows
    lie beyond, down to ``smallest`` and up to ``largest``.
    """

    bars: tuple[int, ...]
    low: float
    high: float
    smallest: float
    middle: float
    largest: float
    n_below: int
    n_above: int


@dataclass(frozen=True)
class Share:
    """How many of the rows that were looked at have a label."""

    label: str
    n_rows: int


@dataclass(frozen=True)
class Shares:
    """The most frequent labels, the first most, and how many rows have one of the others."""

    labels: tuple[Share, ...]
    n_other_labels: int
    n_other_rows: int


@dataclass(frozen=True)
class ColumnSketch:
    """What a column looks like in the ``n_rows`` rows that were looked at.

    Both parts are None where there is nothing to draw: without values, and for texts and identifiers.
    """

    name: str
    kind: str
    n_rows: int
    spread: Spread | None = None
    shares: Shares | None = None


def sketch_columns(path: Path, names: Sequence[str], kinds: Mapping[str, str]) -> tuple[ColumnSketch, ...]:
    """Look at some columns of a table file.

    Parameters
    ----------
    path : Path
        A file that ``save_table`` or ``read_table_file`` wrote.
    names : sequence of str
        The columns to look at; those that the table lacks are left out.
    kinds : mapping of column to kind
        The kinds that the table's owner corrected.

    Raises
    ------
    DamagedFileError
        When the file is not one of theirs.
    """
    account = read_account(path, frozenset(names))
    known = {column.name: column for column in account.columns}
    wanted = [known[name] for name in names if name in known]
    drawn = [column.name for column in wanted if kinds.get(column.name, column.kind) in DRAWN]
    frame = _some_rows(path, drawn, account.n_rows)
    clues = Clues(has_decimal_commas=any(column.format.numbers.decimal == "," for column in account.columns))
    return tuple(_sketch(column, frame, kinds.get(column.name), clues) for column in wanted)


def sketch_values(values: pd.Series, column: Column) -> ColumnSketch:
    """Look at values of one column.

    Parameters
    ----------
    values : Series of raw cells
    column : Column
        What the column holds.
    """
    typed = convert(values, column)
    if column.kind == "numeric":
        return ColumnSketch(column.name, column.kind, len(typed), spread=_spread(typed.to_numpy(dtype=np.float64)))
    if column.kind == "datetime":
        seconds = typed.dropna().to_numpy().astype("datetime64[s]").astype(np.float64)
        return ColumnSketch(column.name, column.kind, len(typed), spread=_spread(seconds))
    return ColumnSketch(column.name, column.kind, len(typed), shares=_shares(typed))


def first_rows(path: Path, names: Collection[str], n_rows: int) -> tuple[tuple[str | None, ...], ...]:
    """Return the first rows of a table file as they were read, shortened; None where a cell is empty.

    Only the first pages of the file are unpacked, however long it is.
    """
    batch = next(_batches(path, list(names), n_rows), None) if names else None
    if batch is None:
        return ()
    cells = [[_cell(value) for value in batch[name].tolist()] for name in names]
    return tuple(zip(*cells, strict=True))


def _sketch(column: Column, frame: pd.DataFrame, kind: str | None, clues: Clues) -> ColumnSketch:
    if column.name not in frame:
        return ColumnSketch(column.name, kind or column.kind, 0)
    values = frame[column.name]
    if kind is not None:
        try:
            column = column_of_kind(column.name, values, kind, clues, "").column
        except InputError:  # the rows that were looked at alone do not show what all of them do
            return ColumnSketch(column.name, kind, 0)
    return sketch_values(values, column)


def _some_rows(path: Path, names: list[str], n_rows: int) -> pd.DataFrame:
    """Read every n-th row of some columns, so that a table in an order is seen from end to end."""
    step = max(1, ceil(n_rows / MOST_ROWS))
    parts, start = [], 0
    for batch in _batches(path, names, max(1024, CELLS_A_BATCH // max(1, len(names)))) if names else ():
        parts.append(batch.iloc[-start % step :: step])
        start += len(batch)
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()


def _batches(path: Path, names: list[str], n_rows: int) -> Iterator[pd.DataFrame]:
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(batch_size=n_rows, columns=names, use_threads=False):
            table = pa.Table.from_batches([batch])
            yield table.to_pandas(types_mapper={pa.string(): TEXT, pa.large_string(): TEXT}.get)


def _spread(numbers: Floats) -> Spread | None:
    given = numbers[np.isfinite(numbers)]
    if not len(given):
        return None
    smallest, largest = float(given.min()), float(given.max())
    low, high = _without_far(given)
    bars, _ = np.histogram(given, bins=_n_bars(given, low, high), range=(low, high))
    middle = float(np.median(given))
    below, above = int((given < low).sum()), int((given > high).sum())
    return Spread(tuple(bars.tolist()), low, high, smallest, middle, largest, below, above)


def _without_far(given: Floats) -> tuple[float, float]:
    """Return the ends between which values are drawn."""
    smallest, largest = float(given.min()), float(given.max())
    first, third = np.quantile(given, [0.25, 0.75])
    reach = FAR_SPREADS * (third - first)
    near = given[(given >= first - reach) & (given <= third + reach)]
    if not reach or len(near) < (1 - MOST_FAR_FRACTION) * len(given):
        return smallest, largest
    return float(near.min()), float(near.max())


def _n_bars(given: Floats, low: float, high: float) -> int:
    """Return how many bins show the values: one for each where they are few whole numbers in a row."""
    is_whole = bool(np.all(given == np.rint(given)))
    return int(high - low) + 1 if is_whole and 0 < high - low < N_BARS else N_BARS


def _shares(labels: pd.Series) -> Shares | None:
    counts = labels.value_counts()
    if counts.empty:
        return None
    top = counts.head(N_LABELS)
    named = tuple(Share(_shortened(str(label), LABEL_CHARACTERS), int(n)) for label, n in top.items())
    return Shares(named, len(counts) - len(top), int(counts.sum() - top.sum()))


def _cell(value: object) -> str | None:
    text = label_text(value)
    return None if text is None else _shortened(text, CELL_CHARACTERS)


def _shortened(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
