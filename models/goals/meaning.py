"""Columns that answer a goal by what they hold: an outcome, a pair of opposites, the one column of its form."""

import re
from collections.abc import Sequence

from models.goals.asking import KIND_ASKED, NUMBER_ASKED, ORDER, WHO, YES_NO
from models.goals.clauses import BLANK, Clause
from models.goals.lookup import SILENT
from models.goals.mistakes import is_about_mistakes
from models.goals.naming import ColumnName
from models.goals.opposites import pole_of
from models.goals.scene import Evidence, Scene
from models.goals.table_view import GoalColumn
from models.goals.values import Values
from models.goals.words import fold

UNFIT = ("identifier", "constant", "text", "datetime")


def find_meant(scene: Scene, values: Values, names: Sequence[ColumnName]) -> list[Evidence]:
    """Find columns that answer by what they mean, not by name: good or bad for "will he pay us back"."""
    found = []
    only = _only_answers(scene)
    for column, name in zip(scene.table.columns, names, strict=True):
        if column.kind in UNFIT or column.distinct > 30:
            continue
        labels = values.labels(column)
        for number, clause in scene.active():
            is_last = column.name == scene.table.columns[-1].name
            strength = max(_meaning(column, name, labels, clause, is_last=is_last), _alone(column, only, clause))
            if strength:
                found.append(Evidence(column.name, strength * (1.0 if number == 0 else 0.9), clause.text))
    return found


def _only_answers(scene: Scene) -> tuple[str | None, str | None]:
    """Return the only column of words with few values, and the only one with two values if it is the last."""
    usable = [column for column in scene.table.columns if column.kind not in UNFIT]
    kinds = [column.name for column in usable if column.kind != "numeric" and 2 <= column.distinct <= 30]
    pairs = [column.name for column in usable if column.distinct == 2]
    last = scene.table.columns[-1].name
    return (kinds[0] if len(kinds) == 1 else None, pairs[0] if pairs == [last] else None)


def _alone(column: GoalColumn, only: tuple[str | None, str | None], clause: Clause) -> float:
    """Return how strongly a column is asked for as the only one that can answer a question of its form."""
    if column.name == only[0] and re.search(
        r"^(?:and |so )?(?:which|what) \w+ (?:is|was|are) (?:this|it|that|these)\b", clause.text
    ):
        return 0.5
    return 0.45 if column.name == only[1] and YES_NO.search(clause.text) else 0.0


def _meaning(column: GoalColumn, name: ColumnName, labels: Sequence[str], clause: Clause, *, is_last: bool) -> float:
    if not _asks_class(clause):
        return 0.0
    poles_said = {pair for word in clause.words for pair, _ in pole_of(word)}
    poles_held = {pair for label in labels for pair, _ in pole_of(fold(label))}
    poles_named = {pair for word in name.words for form in word.forms for pair, _ in pole_of(form)}
    if len(labels) == 2 and poles_said & (poles_held | poles_named):
        return 0.72
    last = 0.45 if len(labels) == 2 and is_last and poles_said else 0.0
    return max(last, _as_outcome(column, clause) if name.is_generic else 0.0)


def _as_outcome(column: GoalColumn, clause: Clause) -> float:
    """Return how strongly a column that is only called class, target or outcome is asked for."""
    if column.distinct == 2 and (YES_NO.search(clause.text) or WHO.search(clause.text)):
        return 0.6
    return 0.5 if column.distinct == 2 or KIND_ASKED.search(clause.text) else 0.35


def _asks_class(clause: Clause) -> bool:
    """Whether a clause asks who, whether or which, or says little else than what it asks for."""
    if is_about_mistakes(clause):
        return True
    if NUMBER_ASKED.search(clause.text):
        return False
    n_content = sum(word not in SILENT and word not in (",", BLANK) for word in clause.words)
    is_short = n_content <= 3 and any(pole_of(word) for word in clause.words)
    asks = (YES_NO, WHO, KIND_ASKED, ORDER)
    return is_short or any(pattern.search(clause.text) for pattern in asks)
