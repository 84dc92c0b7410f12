"""A made-up table that somebody can try the product with, and what to say of it."""

import io
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Example:
    """A table to try.

    Parameters
    ----------
    name : str
        What its address says.
    question : str
        What it is about, as a short question.
    line : str
        What is predicted from what.
    answer : str
        What an answer looks like: one of two, one of several, a number with its unit.
    file_name : str
        What the table is called once it is taken.
    goal : str
        The sentence to begin with.
    n_rows, n_columns : int
    make : function
        Makes the table.
    """

    name: str
    question: str
    line: str
    answer: str
    file_name: str
    goal: str
    n_rows: int
    n_columns: int
    make: Callable[[], pd.DataFrame]

    def csv(self) -> bytes:
        """Return the table as a file."""
        text = io.StringIO()
        self.make().to_csv(text, index=False)
        return text.getvalue().encode()


def with_gaps(draw: np.random.Generator, values: Floats, fraction: float) -> Floats:
    """Return numbers of which some are missing, as in any table that people filled in."""
    return np.where(draw.random(len(values)) < fraction, np.nan, values)


def chance(logits: Floats) -> Floats:
    """Turn log odds into probabilities."""
    probabilities: Floats = 1.0 / (1.0 + np.exp(-logits))
    return probabilities
