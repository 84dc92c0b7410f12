"""Which columns of a table are usual targets, by name, place and values: for suggestions and for asking back."""

import re

from models.goals.naming import ColumnName, read_name
from models.goals.phrases import word_set
from models.goals.table_view import GoalColumn, GoalTable

EVENTS = word_set(
    """
    churn churned attrition exited left leave survived survival default defaulted fraud spam diagnosis disease
    diabetes outcome approved converted conversion clicked click purchase purchased subscribed subscription
    response canceled cancelled cancellation rain tomorrow failure fault anomaly accepted admitted passed pass
    dropout risk readmitted stroke sick malignant edible poisonous occupancy bankrupt revenue deposit returned
    won winner calcification potability
    """
)
AMOUNTS = word_set(
    """
    price cost fare charge charges amount value income salary wage sales revenue consumption demand count rent
    tip strength quality rating score grade points delay duration mpg yield load area rings cnt medv total
    burned popularity shares profit distance temperature expenses
    """
)
KINDS = word_set(
    """
    species class type category variety cultivar genre topic label target sentiment payment quality stage letter
    digit segment priority
    """
)
NOT_TARGETS = re.compile(
    r"(?:^|_)(?:id|index|idx|no|number|name|date|time|timestamp|lat|lon|latitude|longitude|zip|year|month|day)$",
    re.IGNORECASE,
)


def likely_targets(table: GoalTable) -> list[GoalColumn]:
    """Return the columns that can be a target, the most usual first."""
    fit = [column for column in table.columns if _can_be_target(column, table.n_rows)]
    return sorted(fit, key=lambda column: -_usual(column, read_name(column.name), table))


def _can_be_target(column: GoalColumn, n_rows: int) -> bool:
    if column.kind in ("identifier", "constant", "datetime", "text") or column.distinct < 2:
        return False
    return column.kind == "numeric" or column.distinct <= max(30, n_rows // 20)


def _usual(column: GoalColumn, name: ColumnName, table: GoalTable) -> float:
    words = {form for word in name.words for form in word.forms}
    score = 0.0
    if name.is_generic or words & EVENTS:
        score += 3.0 if name.is_generic or name.joined in EVENTS else 2.0
    if words & AMOUNTS and column.kind == "numeric" and column.distinct > 5:
        score += 2.0 if len(name.words) == 1 else 1.6
    if words & KINDS and column.distinct <= 30:
        score += 1.5
    score += _by_place(column, table)
    if column.distinct == 2:
        score += 0.6
    elif column.kind != "numeric" and column.distinct <= 10:
        score += 0.3
    if NOT_TARGETS.search(column.name):
        score -= 1.5
    return score - 0.5 * (column.missing / max(1, table.n_rows))


def _by_place(column: GoalColumn, table: GoalTable) -> float:
    if column.name == table.columns[-1].name:
        return 1.2
    return 0.3 if column.name == table.columns[0].name else 0.0
