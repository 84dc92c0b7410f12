"""The checks of every run, those that take no time first."""

from models.findings.duplicates import duplicates
from models.findings.evidence import Check
from models.findings.few_rows import few_rows
from models.findings.fold_spread import fold_spread
from models.findings.knows_the_answer import knows_the_answer
from models.findings.search_edge import search_edge
from models.findings.selection_optimism import selection_optimism
from models.findings.train_validation_gap import train_validation_gap

OF_THE_MODEL: tuple[Check, ...] = (selection_optimism, train_validation_gap, search_edge, fold_spread)
"""Checks of what is delivered."""
OF_THE_DATA: tuple[Check, ...] = (few_rows, duplicates, knows_the_answer)
"""Checks of the table, whatever is delivered. They come last, and the one that may take longest last of all."""
CHECKS = OF_THE_MODEL + OF_THE_DATA
