"""A name used as a feature: a column that tells rows apart rather than describing them."""

import numpy as np
import pandas as pd

from models.columns import Column
from models.findings.evidence import Evidence
from models.findings.risk import Risk
from models.problem import Problem
from models.record import Fact, Finding
from models.tables.keys import is_key_name, is_time_name

RISK = Risk(
    code="identifier_feature",
    title="A name used as a feature",
    threshold=0.5,
    because="Where more than half of the values occur once or so, a column names rows; what is learned from a name is "
    "of no use for new ones.",
    remedy="Leave the column out and run again, unless new rows bring the same names.",
)
MIN_ROWS = 50
IN_ORDER = 0.99
"""Rank correlation with the place in the table from which whole numbers count the rows."""


def identifier_feature(evidence: Evidence) -> Finding:
    """Find the feature that names rows: words that rarely repeat, or whole numbers that are keys or count the rows."""
    problem = evidence.problem
    if problem.n_rows < MIN_ROWS:
        return RISK.not_applicable(f"With fewer than {MIN_ROWS} rows, values that occur once say nothing.")
    names = {c.name: share for c in problem.columns if (share := _share_of_names(c, problem)) is not None}
    if not names:
        sentence = "No feature is a key, a counter or a word that names rows."
        return RISK.answer(sentence, 0.0, (), is_found=False)
    name = max(names, key=names.__getitem__)
    value = names[name]
    is_found = value > RISK.threshold
    how = "so it names rows." if is_found else "less than any other column of names does."
    sentence = f'A value of the feature "{name}" comes back in {1 / value:.1f} rows on average, {how}'
    facts = (Fact("column", name), Fact("different values a row", value))
    remedy = f'Leave "{name}" out and run again, unless new rows bring the same names.'
    return RISK.answer(sentence, value, facts, is_found=is_found, remedy=remedy)


def _share_of_names(column: Column, problem: Problem) -> float | None:
    """Return the different values for each row that has one; None for a column that measures or describes."""
    values = problem.frame[column.name].dropna()
    if len(values) < MIN_ROWS:
        return None
    is_name = column.kind == "categorical" or (column.kind == "text" and is_key_name(column.name))
    if column.kind == "numeric" and bool((values == np.floor(values)).all()):
        is_name = is_key_name(column.name) or (_counts_rows(values) and not is_time_name(column.name))
    return values.nunique() / len(values) if is_name else None


def _counts_rows(values: pd.Series) -> bool:
    """Whether whole numbers, nearly all different, rise or fall with the place in the table."""
    numbers = values.to_numpy(float)
    if len(np.unique(numbers)) < 0.95 * len(numbers):
        return False
    ranks = np.argsort(np.argsort(numbers, kind="stable"), kind="stable")
    return bool(abs(np.corrcoef(ranks, np.arange(len(ranks)))[0, 1]) > IN_ORDER)
