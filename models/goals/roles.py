"""The parts that columns play beside the target: left out, kept alone, group, time, row weight."""

import re

from models.goals import cues
from models.goals.leaving_out import is_sweeping, read_kept, read_left_out, read_ruled_out
from models.goals.mentions import Mention
from models.goals.phrases import word_set
from models.goals.scene import Role, Roles, Scene
from models.goals.table_view import GoalColumn, GoalTable
from models.goals.words import fold

TIME_NAME = re.compile(
    r"(?:^|[\W_])(?:date|timestamp|datetime|year|month|week|period|season|quarter|yr|mnth|day)(?:$|[\W_])|date$|year$|month$|^time$"
)
ORDERING = word_set(
    """
    earlier earliest older oldest past previous prior first last later latest newer newest recent by
    """
)
AS_TIME = re.compile(r"\bas (?:the |a )?(?:time|date)\b|\b(?:time|date) column\b")
MAX_SENTENCE = 1_500
NO_TIME = "The goal asks for a split in time, but no column of the table holds times: rows are split at random."


def read_roles(scene: Scene) -> Roles:
    """Read all roles of columns but the target."""
    weight, weight_taken = _read_weight(scene)
    time, time_taken, warnings = _read_time(scene)
    group, group_taken = _read_group(scene, time_taken | weight_taken)
    special = weight_taken | time_taken | group_taken
    left_out = read_left_out(scene, special)
    kept = read_kept(scene)
    sure = {role.column for role in (weight, group) if role is not None}
    roles = [Role(m.column, m.said, is_sweeping(m, scene.clauses[m.clause])) for m in left_out]
    return Roles(
        left_out=tuple(role for role in roles if role.column not in sure),
        kept=tuple(Role(m.column, m.said) for m in kept),
        ruled_out=tuple(read_ruled_out(scene)),
        group=group,
        time=time,
        weight=weight,
        warnings=warnings,
        taken=frozenset(special) | frozenset(left_out) | frozenset(kept),
    )


def is_time_like(column: GoalColumn) -> bool:
    """Whether a column can put rows in order of time."""
    return column.kind == "datetime" or (column.kind == "numeric" and bool(TIME_NAME.search(fold(column.name))))


def _read_weight(scene: Scene) -> tuple[Role | None, set[Mention]]:
    for number, clause in scene.active():
        if not cues.WEIGHT.search(clause.text):
            continue
        near = [*scene.in_clause(number), *scene.referred(number)]
        near = [m for m in near if scene.column(m.column).kind == "numeric"]
        near = [m for m in near if m.kind == "literal" or m.said not in ("weight", "weights")] or near
        if near:
            chosen = max(near, key=lambda mention: (mention.clause == number, mention.strength))
            return Role(chosen.column, clause.text), {m for m in scene.mentions if m.column == chosen.column}
    return None, set()


def _read_group(scene: Scene, taken: set[Mention]) -> tuple[Role | None, set[Mention]]:
    for number, clause in scene.active():
        cue = cues.GROUP.search(clause.text)
        if cue is None:
            continue
        if any(mention.clause == number and is_time_like(scene.column(mention.column)) for mention in taken):
            continue
        near = [m for m in _near(scene, number) if m not in taken and _can_group(scene, m)]
        if near:
            place = clause.word_at(cue.start())
            chosen = max(near, key=lambda m: (_group_strength(scene, m), -_distance(m, place)))
            return Role(chosen.column, clause.text), {m for m in near if m.column == chosen.column}
    return None, set()


def _near(scene: Scene, number: int) -> list[Mention]:
    """Return the mentions of a clause, or else of the clauses before it in its sentence and the sentence before."""
    for earlier in range(number, max(-1, number - 4), -1):
        if scene.clauses[number].sentence != scene.clauses[earlier].sentence and not _points_back(scene, number):
            break
        mentions = scene.in_clause(earlier)
        if any(_can_group(scene, mention) for mention in mentions):
            return mentions
    return []


def _points_back(scene: Scene, number: int) -> bool:
    return bool({"it", "they", "them", "those"} & set(scene.clauses[number].words))


def _can_group(scene: Scene, mention: Mention) -> bool:
    column = scene.column(mention.column)
    repeats = column.distinct <= 0.95 * scene.table.n_rows
    return column.kind not in ("datetime", "constant") and column.distinct >= 2 and repeats


def _group_strength(scene: Scene, mention: Mention) -> float:
    """Return less for a number that is no key, such as a price: it seldom names groups."""
    column = scene.column(mention.column)
    is_measure = column.kind == "numeric" and not re.search(
        r"(?:^|[\W_])(?:id|nr|nbr|no|number|code|key|num)$", fold(column.name)
    )
    return mention.strength * (0.5 if is_measure else 1.0)


def _distance(mention: Mention, word: int) -> int:
    return min(abs(mention.start - word), abs(mention.end - word))


def _read_time(scene: Scene) -> tuple[Role | None, set[Mention], tuple[str, ...]]:
    for sentence in sorted({clause.sentence for _, clause in scene.active()}):
        numbers = [i for i, clause in scene.active() if clause.sentence == sentence]
        text = " ".join(scene.clauses[i].text for i in numbers)[:MAX_SENTENCE]
        if not cues.TIME.search(text):
            continue
        named = [m for i in numbers for m in scene.in_clause(i) if _orders(scene, m)]
        has_date = any(column.kind == "datetime" for column in scene.table.columns)
        if has_date:
            named = [m for m in named if m.strength >= 0.8 or scene.column(m.column).kind == "datetime"]
        if named:
            chosen = max(named, key=lambda m: (scene.column(m.column).kind == "datetime", m.strength))
            return Role(chosen.column, text), {m for m in named if m.column == chosen.column}, ()
        found = _time_column(scene.table)
        return (Role(found, text), set(), ()) if found else (None, set(), (NO_TIME,))
    return None, set(), ()


def _orders(scene: Scene, mention: Mention) -> bool:
    """Whether a mention names what rows are ordered by: a time, or a number said outright in a clause on time."""
    column = scene.column(mention.column)
    clause = scene.clauses[mention.clause]
    before = clause.words[max(0, mention.start - 2) : mention.start]
    is_said = mention.strength >= 0.9 and bool(ORDERING & set(before) or AS_TIME.search(clause.text))
    return is_time_like(column) or (column.kind == "numeric" and is_said)


def _time_column(table: GoalTable) -> str | None:
    dates = [column.name for column in table.columns if column.kind == "datetime"]
    timed = [column.name for column in table.columns if is_time_like(column)]
    return next(iter(dates + timed), None)
