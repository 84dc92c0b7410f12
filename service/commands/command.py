"""What a subcommand is, and how it writes to the terminal."""

import argparse
import sys
from dataclasses import dataclass
from typing import Protocol

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
