"""Tables that the user names on the command line."""

from pathlib import Path

from models.table import Table, read_table
from models.tables.limits import TableLimits
from service.errors import UnusableFileError
from service.settings import Settings


def existing_file(name: str) -> Path:
    """Return a file that the user named.

    Raises
    ------
    UnusableFileError
        When there is no such file.
    """
    path = Path(name)
    if not path.is_file():
        raise UnusableFileError(name, "there is no such file")
    return path


def read_named_table(name: str) -> Table:
    """Read a table that the user named, within the limits of the settings."""
    path, limits = existing_file(name), Settings.from_environment().limits
    return read_table(
        path,
        name=path.name,
        limits=TableLimits(limits.max_columns, limits.max_cells, limits.max_read_bytes, limits.max_read_seconds),
    )
