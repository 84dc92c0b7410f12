"""What a table holds, as the service keeps it."""

from models.columns import account
from models.goal import suggest_goals
from models.table import Table
from service.engine import SuggestedGoal, TableReading, TableWarning


def reading_of(table: Table) -> TableReading:
    """Return the columns, warnings and likely goals of a table."""
    return TableReading(
        columns=tuple(account(column) for column in table.columns),
        warnings=tuple(TableWarning(w.code, w.column, w.message) for w in table.warnings),
        suggested_goals=tuple(SuggestedGoal(g.text, g.target, g.task, g.reason) for g in suggest_goals(table)),
        n_rows=table.n_rows,
        hash=table.hash,
    )
