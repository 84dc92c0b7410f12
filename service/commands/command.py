"""What a subcommand is, and what the subcommands share: reading what the user names, and writing to the terminal."""

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from models.table import Table, read_table
from models.table_limits import TableLimits
from service.errors import UnusableFileError
from service.settings import Settings

SUCCESS, FAILURE, BAD_INPUT = 0, 1, 2


class Declare(Protocol):
    """Adds a subcommand's arguments to its parser."""

    def __call__(self, parser: argparse.ArgumentParser) -> None:
        """Add them."""


class Run(Protocol):
    """Does what a subcommand is for."""

    def __call__(self, arguments: argparse.Namespace) -> int:
        """Return the exit status."""


@dataclass(frozen=True)
class Command:
    """A subcommand."""

    name: str
    summary: str
    declare: Declare
    run: Run


def say(line: str = "") -> None:
    """Write a line to standard output, at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def warn(line: str) -> None:
    """Write a line to standard error."""
    sys.stderr.write(f"{line}\n")


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
