"""How large a table may be, and how much its reading may take."""

from dataclasses import dataclass

from models.errors import TableLimitError


@dataclass(frozen=True)
class TableLimits:
    """The most that one table may be and take; each is a setting of the service.

    ``max_read_bytes`` bounds the memory of the reading process and what a compressed file may unpack to.
    """

    max_columns: int = 10_000
    max_cells: int = 100_000_000
    max_read_bytes: int = 4 * 1024**3
    max_read_seconds: int = 300


DEFAULT_LIMITS = TableLimits()


def setting_of(limit: str) -> str:
    """Return the environment variable that sets a limit.

    Examples
    --------
    >>> setting_of("max_cells")
    'PLAINTUNE_MAX_CELLS'
    """
    return f"PLAINTUNE_{limit.upper()}"


def check_shape(n_rows: int, n_columns: int, limits: TableLimits) -> None:
    """Refuse a table that is too large.

    Raises
    ------
    TableLimitError
        With the limit that is exceeded.
    """
    if n_columns > limits.max_columns:
        raise TableLimitError(f"The table has {n_columns:,} columns", limits.max_columns, setting_of("max_columns"))
    if n_rows * n_columns > limits.max_cells:
        what = f"The table has more than {limits.max_cells:,} cells in {n_columns:,} column(s)"
        raise TableLimitError(what, limits.max_cells, setting_of("max_cells"))


def memory_error(limits: TableLimits) -> TableLimitError:
    """Return the error of a table that takes too much memory to read."""
    what = "Reading the table takes too many bytes of memory"
    return TableLimitError(what, limits.max_read_bytes, setting_of("max_read_bytes"))


def time_error(limits: TableLimits) -> TableLimitError:
    """Return the error of a table that takes too long to read."""
    what = "Reading the table takes too many seconds"
    return TableLimitError(what, limits.max_read_seconds, setting_of("max_read_seconds"))
