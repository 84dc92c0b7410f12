"""The checks of every run: one line each."""

from models.findings.duplicates import duplicates
from models.findings.evidence import Check
from models.findings.few_rows import few_rows
from models.findings.fold_spread import fold_spread
from models.findings.knows_the_answer import knows_the_answer
from models.findings.search_edge import search_edge
from models.findings.selection_optimism import selection_optimism
from models.findings.train_validation_gap import train_validation_gap

CHECKS: tuple[Check, ...] = (
    selection_optimism,
    train_validation_gap,
    fold_spread,
    knows_the_answer,
    duplicates,
    few_rows,
    search_edge,
)
