"""Columns that answer a goal by what they hold: an outcome, a pair of opposites, the one column of its form."""

import re
from collections.abc import Sequence

from models.goals.asking import KIND_ASKED, ORDER, WHO, YES_NO
from models.goals.clauses import Clause
from models.goals.mistakes import is_about_mistakes
from models.goals.naming import ColumnName
from models.goals.scene import Evidence, Scene
from models.goals.synonyms import pole_of
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
            strength = max(_meaning(column, name, labels, clause), _alone(column, only, clause))
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


def _meaning(column: GoalColumn, name: ColumnName, labels: Sequence[str], clause: Clause) -> float:
    asks_class = is_about_mistakes(clause) or bool(
        YES_NO.search(clause.text)
        or WHO.search(clause.text)
        or KIND_ASKED.search(clause.text)
        or ORDER.search(clause.text)
    )
    if not asks_class:
        return 0.0
    poles_said = {pair for word in clause.words for pair, _ in pole_of(word)}
    poles_held = {pair for label in labels for pair, _ in pole_of(fold(label))}
    poles_named = {pair for word in name.words for form in word.forms for pair, _ in pole_of(form)}
    if len(labels) == 2 and poles_said & (poles_held | poles_named):
        return 0.72
    if name.is_generic:
        if column.distinct == 2 and (YES_NO.search(clause.text) or WHO.search(clause.text)):
            return 0.6
        return 0.5 if column.distinct == 2 or KIND_ASKED.search(clause.text) else 0.35
    return 0.0
