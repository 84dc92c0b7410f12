"""Which column a goal wants predicted, from where and how the goal speaks of it; or that it is not clear."""

from collections.abc import Sequence
from dataclasses import replace

from models.goals.asking import (
    FEATURE_ZONE,
    KIND_ASKED,
    NUMBER_ASKED,
    ORDER,
    PASSIVE,
    QUESTION,
    WELCOME,
    WHO,
    WISH,
    YES_NO,
)
from models.goals.clauses import BLANK, Clause
from models.goals.lookup import ENTITIES, NEAR, SILENT
from models.goals.meaning import UNFIT, find_meant
from models.goals.mentions import Mention
from models.goals.mistakes import is_about_mistakes
from models.goals.naming import ColumnName
from models.goals.scene import Evidence, Roles, Scene
from models.goals.table_view import GoalColumn
from models.goals.values import Values
from models.goals.words import singular

LEAST = 0.4
LEAST_ALONE = 0.3
MARGIN = 0.13
UNSUITED = 0.5
MAX_CANDIDATES = 6
FROM_AFAR = ("values", "implied")


def weigh_targets(
    scene: Scene, roles: Roles, values: Values, names: Sequence[ColumnName], task: str | None
) -> list[Evidence]:
    """Weigh every column as the target, the strongest first; ``task`` is what the metric settles, if it does."""
    barred = _barred(scene, roles)
    best: dict[str, Evidence] = {}
    candidates = [*_from_mentions(scene, roles), *find_meant(scene, values, names)]
    for candidate in candidates:
        if candidate.column in barred:
            continue
        factor = _suits(scene.column(candidate.column), task)
        evidence = replace(candidate, strength=factor * candidate.strength)
        known = best.get(evidence.column)
        if known is None or evidence.strength > known.strength:
            best[evidence.column] = evidence
    return sorted(best.values(), key=lambda evidence: -evidence.strength)


def _suits(column: GoalColumn, task: str | None) -> float:
    """Return how well a column suits the task that the metric or the costs settle: 1 where it does."""
    is_number = column.kind == "numeric" and column.distinct > 2
    if task == "regression":
        return 1.0 if is_number else UNSUITED
    if task == "binary" and column.distinct != 2:
        return UNSUITED if is_number else 0.7
    is_fine_grained = task is not None and is_number and column.distinct > 30
    return UNSUITED if is_fine_grained else 1.0


def is_clear(ranked: Sequence[Evidence]) -> bool:
    """Whether the first column is asked for strongly enough, and clearly more than the second."""
    if not ranked:
        return False
    second = ranked[1].strength if len(ranked) > 1 else 0.0
    if ranked[0].strength < LEAST:
        return ranked[0].strength >= LEAST_ALONE and second <= ranked[0].strength / 2
    return ranked[0].strength - second >= MARGIN


def near_best(ranked: Sequence[Evidence]) -> list[str]:
    """Return the columns that were asked for about as strongly as the first."""
    if not ranked:
        return []
    floor = max(0.2, ranked[0].strength - 2 * MARGIN)
    return [evidence.column for evidence in ranked if evidence.strength >= floor][:MAX_CANDIDATES]


def _barred(scene: Scene, roles: Roles) -> set[str]:
    named = {role.column for role in (roles.group, roles.weight, roles.time) if role is not None}
    return (
        named
        | {role.column for role in roles.left_out if not role.is_sweeping}
        | set(roles.ruled_out)
        | _never_targets(scene)
    )


def _never_targets(scene: Scene) -> set[str]:
    literal = {mention.column for mention in scene.mentions if mention.kind == "literal"}
    unfit = {
        column.name for column in scene.table.columns if column.kind in ("identifier", "constant", "text", "datetime")
    }
    return {name for name in unfit if name not in literal or scene.column(name).kind in ("datetime", "identifier")}


def _from_mentions(scene: Scene, roles: Roles) -> list[Evidence]:
    found = []
    kept = {role.column for role in roles.kept}
    for mention in scene.mentions:
        if mention in roles.taken or mention.column in kept:
            continue
        clause = scene.clauses[mention.clause]
        column = scene.column(mention.column)
        factor = _cue_weight(mention, clause, scene) * _fit(column, clause)
        if column.kind in UNFIT and not _is_alone(mention, clause):
            factor *= 0.45
        if WELCOME.search(clause.text):
            factor *= 0.4
        is_named = mention.kind == "literal" and clause.words[0] != "how"
        if _is_entity(mention) and not is_named and any(not _is_entity(other) for other in _beside(mention, scene)):
            factor *= 0.6
        if mention.clause in scene.retracted:
            factor *= 0.8
        found.append(Evidence(mention.column, mention.strength * factor, mention.said, mention))
    return found


def _cue_weight(mention: Mention, clause: Clause, scene: Scene) -> float:
    """How much the place of a mention makes it the thing asked for."""
    text = clause.text
    order, wish = ORDER.search(text), WISH.search(text)
    starts = {name: clause.word_at(cue.start()) for name, cue in (("order", order), ("wish", wish)) if cue}
    passive = PASSIVE.search(text)
    if passive and clause.word_at(passive.start()) >= mention.start:
        return 1.0
    place = _zone(clause, mention) * _order_factor(mention, clause, scene)
    if "order" in starts and starts["order"] < mention.end:
        return place
    if _is_bare(mention, clause, scene):
        return place * (0.95 if mention.clause == 0 or mention.end - mention.start == len(clause.words) else 0.85)
    if QUESTION.search(text) or clause.is_question or ("wish" in starts and starts["wish"] < mention.end):
        return 0.92 * place
    if is_about_mistakes(clause):
        return place * (0.85 if mention.kind in FROM_AFAR else 0.25)
    return (0.85 if mention.clause == 0 else 0.5) * place


def _zone(clause: Clause, mention: Mention) -> float:
    """Less for what follows "from", "given" or "with": these are inputs."""
    if mention.kind in FROM_AFAR:
        return 1.0
    head = " ".join(clause.words[: mention.start + 1])
    cue = FEATURE_ZONE.search(head)
    if cue is None:
        return 1.0
    if clause.word_at(cue.start()) == 0:
        return 0.35 if cue[0] in ("from", "given", "using", "use", "based on", "with", "by", "knowing") else 0.8
    return (
        0.4
        if cue[0].startswith("if") or cue[0] in ("from", "given", "using", "based on", "with", "knowing", "out of")
        else 0.7
    )


def _order_factor(mention: Mention, clause: Clause, scene: Scene) -> float:
    """Return less for a column that only describes another, or comes after it without being one of a list."""
    if mention.kind in FROM_AFAR:
        return 1.0
    beside = _beside(mention, scene)
    return min(_as_description(mention, clause, beside), _as_later(mention, clause, beside))


def _as_description(mention: Mention, clause: Clause, beside: Sequence[Mention]) -> float:
    things = [other for other in beside if other.strength > 0.9 and not _is_entity(other)]
    if _is_measure(mention, clause) and any(other.start > mention.start for other in things):
        return 0.7
    if any(_is_of(mention, other, clause) for other in beside):
        return 0.6
    modified = [other for other in beside if _modifies(mention, other)]
    if not modified:
        return 1.0
    if _is_entity(mention):
        return 0.7
    return 0.9 if mention.kind == "literal" and modified[0].kind == "literal" else 0.8


def _as_later(mention: Mention, clause: Clause, beside: Sequence[Mention]) -> float:
    least = max(0.6, mention.strength - 0.1)
    earlier = [other for other in beside if other.end <= mention.start and other.strength >= least]
    ends = [other.end for other in earlier if not _is_measure(other, clause)]
    between = clause.words[max(ends) : mention.start] if ends else ()
    is_list = bool({"and", ",", "or"} & set(between)) and len(between) <= 4
    return 1.0 if is_list or not between else 0.85


def _beside(mention: Mention, scene: Scene) -> list[Mention]:
    """Return the mentions of other columns, by name, in the same clause."""
    return [other for other in scene.named_in(mention.clause) if other.column != mention.column]


def _is_of(mention: Mention, head: Mention, clause: Clause) -> bool:
    """Whether a mention only says of what another is asked, as a building in "consumption of a building"."""
    between = clause.words[head.end : mention.start]
    return head.strength >= 0.6 and between[:1] == ("of",) and len(between) <= 3


def _is_entity(mention: Mention) -> bool:
    """Whether a mention is only what the rows are about, such as "people", by a word that is not the name."""
    return mention.kind in ("words", "literal") and singular(mention.said) in ENTITIES


def _is_measure(mention: Mention, clause: Clause) -> bool:
    """Whether a mention is the adjective of "how big is the tip"."""
    return mention.start > 0 and mention.end - mention.start == 1 and clause.words[mention.start - 1] == "how"


def _modifies(mention: Mention, other: Mention) -> bool:
    """Whether a mention only describes the next word, as blood does in "blood sugar"."""
    if other.start != mention.end or (mention.kind == "literal" and mention.end - mention.start > 1):
        return False
    least = 0.5 if _is_entity(mention) else mention.strength - (0.3 if other.likeness > NEAR else 0.1)
    return other.strength >= least


def _is_bare(mention: Mention, clause: Clause, scene: Scene) -> bool:
    """Whether a clause says little else than the column."""
    same = [mention, *(m for m in scene.named_in(mention.clause) if m.column == mention.column)]
    told = {i for m in same for i in range(m.start, m.end) if _is_content(clause.words[i])}
    return sum(map(_is_content, clause.words)) <= 2 * max(1, len(told))


def _is_alone(mention: Mention, clause: Clause) -> bool:
    """Whether a clause says nothing else than the column."""
    return not any(map(_is_content, (*clause.words[: mention.start], *clause.words[mention.end :])))


def _is_content(word: str) -> bool:
    return word not in SILENT and word not in (",", BLANK)


def _fit(column: GoalColumn, clause: Clause) -> float:
    """How well the values of a column answer what is asked: how much, who, whether, which kind."""
    text = clause.text
    is_number = column.kind == "numeric" and column.distinct > 2
    if NUMBER_ASKED.search(text):
        return 1.0 if is_number else 0.7
    if YES_NO.search(text) or WHO.search(text):
        if column.distinct == 2:
            return 1.0
        return 0.85 if column.distinct <= 10 else 0.75
    if KIND_ASKED.search(text) and is_number and column.distinct > 20:
        return 0.8
    return 1.0
