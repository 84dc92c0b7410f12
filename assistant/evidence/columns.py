"""Facts of the columns of the table: how each was read, whether the models see it, and what it is worth."""

from assistant.evidence.fact import EvidenceFact
from assistant.evidence.trials import unit_of
from models.record import ColumnAccount, ColumnImportance, RunRecord

HREF = "data"


def is_seen(column: ColumnAccount) -> bool:
    """Whether the models learn from a column."""
    return column.is_used and column.role == "feature"


def column_named(record: RunRecord, name: str) -> ColumnAccount | None:
    """Return the column of that name; None where the table has none."""
    return next((column for column in record.data.columns if column.name == name), None)


def seen_fact(record: RunRecord) -> EvidenceFact:
    """Return how many columns the models learn from."""
    return EvidenceFact("columns that the models see", sum(map(is_seen, record.data.columns)), href=HREF)


def table_fact(record: RunRecord) -> EvidenceFact:
    """Return how many columns the table has, the target included."""
    return EvidenceFact("columns of the table", len(record.data.columns), href=HREF)


def missing_fact(column: ColumnAccount) -> EvidenceFact:
    """Return in how many rows a column has no value."""
    return EvidenceFact(f"rows in which {column.name} is missing", column.missing, "rows", HREF)


def distinct_fact(column: ColumnAccount) -> EvidenceFact:
    """Return how many different values a column has."""
    return EvidenceFact(f"different values of {column.name}", column.distinct, "", HREF)


def importance_of(record: RunRecord, name: str) -> ColumnImportance | None:
    """Return what a column is worth by itself; None where that was not measured."""
    measured = record.importances.columns.columns if record.importances else ()
    return next((one for one in measured if one.columns == (name,)), None)


def drop_fact(record: RunRecord, one: ColumnImportance) -> EvidenceFact:
    """Return how much worse the score gets without a column."""
    label = f"how much worse {record.metric.title} gets when {', '.join(one.columns)} is shuffled"
    return EvidenceFact(label, one.drop, unit_of(record), "importances/columns")
