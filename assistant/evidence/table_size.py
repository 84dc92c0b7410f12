"""Facts of how large a table is, and what one row of a fold is worth."""

from assistant.evidence.fact import QUESTION, EvidenceFact
from models.record import RunRecord

HREF = "data"
USUAL_FOLDS = 5
COUNTED = frozenset({"accuracy", "balanced_accuracy"})
"""Metrics in which a row is worth one share of the rows (of its class, in the second)."""


def rows_fact(record: RunRecord) -> EvidenceFact:
    """Return how many rows the run used."""
    return EvidenceFact("rows that the run used", record.data.n_rows_used, "rows", HREF)


def rarest_class_fact(record: RunRecord) -> EvidenceFact | None:
    """Return how many rows the rarest class has; None for a regression."""
    if not record.data.classes:
        return None
    return EvidenceFact("rows of the rarest class", min(label.rows for label in record.data.classes), "rows", HREF)


def rows_of_a_fold_fact(record: RunRecord) -> EvidenceFact | None:
    """Return how many rows a fold holds back; None before the folds are decided, and for folds in time."""
    if record.folds is None or record.folds.kind == "time":
        return None
    return EvidenceFact("rows held back by a fold", record.data.n_rows_used // record.folds.n_folds, "rows", "folds")


def worth_of_a_row_fact(record: RunRecord) -> EvidenceFact | None:
    """Return by how many points of accuracy one row moves the score of a fold; None for other metrics."""
    rows = rows_of_a_fold_fact(record)
    if rows is None or record.metric.name not in COUNTED or not isinstance(rows.value, int) or not rows.value:
        return None
    return EvidenceFact("points that one row of a fold is worth", round(100 / rows.value, 2), "points", "folds")


def asked_fold_facts(n_rows: float) -> tuple[EvidenceFact, EvidenceFact] | None:
    """Return the rows of a fold, of five, in a table of the size that was asked about, and what one is worth.

    Examples
    --------
    >>> [fact.value for fact in asked_fold_facts(80)]
    [16, 6.25]
    """
    rows = int(n_rows) // USUAL_FOLDS
    if rows < 1:
        return None
    label = f"rows in one of five folds, of the {int(n_rows)} that you named"
    points = EvidenceFact(
        "points of accuracy that one of them is worth", round(100 / rows, 2), "points", source=QUESTION
    )
    return EvidenceFact(label, rows, "rows", source=QUESTION), points
