"""What a goal needs to see of a table: its columns, its typed values, and how many rows there are."""

from collections.abc import Sequence
from typing import Protocol

import pandas as pd

from models.record import ColumnKind


class GoalColumn(Protocol):
    """One column, as far as a goal is concerned."""

    @property
    def name(self) -> str:
        """The name, exactly as in the table."""
        ...

    @property
    def kind(self) -> ColumnKind:
        """What the column holds."""
        ...

    @property
    def missing(self) -> int:
        """How many cells are empty."""
        ...

    @property
    def distinct(self) -> int:
        """How many different values there are, missing not counted."""
        ...


class GoalFrame(Protocol):
    """Typed columns by name: numeric float64, datetime64, everything else labels with None where missing."""

    def __getitem__(self, name: str, /) -> pd.Series:
        """Return the values of a column."""
        ...


class GoalTable(Protocol):
    """A checked table, as far as a goal is concerned."""

    @property
    def columns(self) -> Sequence[GoalColumn]:
        """The columns, in the order of the table."""
        ...

    @property
    def frame(self) -> GoalFrame:
        """The typed columns."""
        ...

    @property
    def n_rows(self) -> int:
        """How many rows there are."""
        ...
