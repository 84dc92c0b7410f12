"""Which column a goal wants predicted, from where and how the goal speaks of it; or that it is not clear."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from models.goals.clauses import BLANK, Clause
from models.goals.costs import is_about_mistakes
from models.goals.lookup import ENTITIES, NEAR, SILENT
from models.goals.mentions import Mention
from models.goals.naming import ColumnName
from models.goals.scene import Roles, Scene
from models.goals.synonyms import pole_of
from models.goals.table_view import GoalColumn
from models.goals.values import Values
from models.goals.words import fold, singular

LEAST = 0.4
MARGIN = 0.13
MAX_CANDIDATES = 6
FROM_AFAR = ("values", "implied")

ORDER = re.compile(r"\b(?:predict\w*|forecast\w*|estimat\w*|classif\w+|target|guess|regress|infer|calculate|compute)\b")
WISH = re.compile(
    r"\b(?:model|determine|detect\w*|identif\w+|spot|recogni[sz]e|find|flag|tell|know|label|output|figure out|want|need|like|goal|outcome|catch|sort|separate|distinguish|decide|say|see|learn|interested|care|chance|probability|likelihood|odds|risk of|whether|if)\b"
)
PASSIVE = re.compile(
    r"\b(?:is|are|be|being|as) (?:the |our |my )?(?:target|what|dependent|outcome|label|goal|y)\b|\b(?:to be|be|gets?|being) (?:predicted|estimated|forecast\w*|classified|determined|guessed)\b|\bis going to be\b|\bpredictions?\b"
)
QUESTION = re.compile(
    r"^(?:and |so |also |ok |hi |hello |please |now )*(?:how|what|which|who|whom|whose|will|is|are|does|do|did|was|were|can|could|would|should|has|have|whether|when|where|if)\b"
)
FEATURE_ZONE = re.compile(
    r"\b(?:from|given|using|use|based on|with|by|via|in (?=(?:an?|one|each|any|every) (?:hour|day|week|month|year|night|minute)\b)|within|knowing|through|after|before|as a function of|for (?=(?:a|an|the|each|every|all|new|our|my|people|customers)\b)|per|if they|if (?:all )?(?:i|we|you)|since|because|regardless of|at|on)\b"
)
NUMBER_ASKED = re.compile(
    r"\bwhat (?:do|does|did|will|would|should|can|could)\b.*\b(?:pay|cost|earn|charge|spend|weigh|sell|list|ask|make|owe)\b|\b(?:how (?:much|many|long|old|far|heavy|big|large|tall|wide|high|hot|warm|cold|fast|quick|quickly|late|expensive|strong|loud|good|deep|often)|number of|amount of|value of|average|in (?:dollars|euros|minutes|hours|kg|years|days)|as an? number|price|cost)\b"
)
YES_NO = re.compile(
    r"^(?:and |so |also |please )*(?:will|is|are|does|do|did|was|were|has|have|can|would|should|shall|if|whether)\b|\bwhether\b|\byes (?:or|/)? ?no\b|\byes no\b|\bor not\b"
)
WHO = re.compile(
    r"\b(?:who|whom|which (?:of (?:our|the|my) )?\w+s|detect|screen|diagnose|flag|catch|spot|identify|those|find|chance|probability|likelihood|odds)\b"
)
KIND_ASKED = re.compile(r"\b(?:which|what (?:kind|type|sort)|classif\w+|category|kind of|type of|sort of)\b")


@dataclass(frozen=True)
class Evidence:
    """How strongly a column is asked for, and the words that say so."""

    column: str
    strength: float
    said: str
    mention: Mention | None = None


def weigh_targets(
    scene: Scene, roles: Roles, values: Values, names: Sequence[ColumnName], task: str | None
) -> list[Evidence]:
    """Weigh every column as the target, the strongest first; ``task`` is what the metric settles, if it does."""
    barred = _barred(scene, roles)
    best: dict[str, Evidence] = {}
    candidates = [*_from_mentions(scene, roles), *_from_meaning(scene, values, names)]
    for evidence in candidates:
        if evidence.column in barred:
            continue
        if not _suits(scene.column(evidence.column), task):
            evidence = replace(evidence, strength=0.4 * evidence.strength)
        known = best.get(evidence.column)
        if known is None or evidence.strength > known.strength:
            best[evidence.column] = evidence
    return sorted(best.values(), key=lambda evidence: -evidence.strength)


def _suits(column: GoalColumn, task: str | None) -> bool:
    """Whether a column can be scored by the metric that was asked for."""
    is_number = column.kind == "numeric"
    if task == "regression":
        return is_number
    if task == "binary":
        return column.distinct == 2
    return task is None or not is_number or column.distinct <= 30


def is_clear(ranked: Sequence[Evidence]) -> bool:
    """Whether the first column is asked for strongly enough, and clearly more than the second."""
    if not ranked or ranked[0].strength < LEAST:
        return False
    return len(ranked) == 1 or ranked[0].strength - ranked[1].strength >= MARGIN


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
        factor = _cue_weight(mention, clause, scene) * _fit(scene.column(mention.column), clause)
        is_ordered = mention.kind == "literal" and ORDER.search(clause.text)
        if _is_entity(mention) and not is_ordered and any(not _is_entity(other) for other in _beside(mention, scene)):
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
    return 0.4 if cue[0] in ("from", "given", "using", "based on", "with", "knowing", "out of") else 0.7


def _order_factor(mention: Mention, clause: Clause, scene: Scene) -> float:
    """A later column in a clause is less likely the one asked for, unless it is one of a list."""
    earlier = [
        other
        for other in scene.mentions
        if other.clause == mention.clause and other.end <= mention.start and other.column != mention.column
        and other.strength >= max(0.6, mention.strength - 0.1) and other.kind not in FROM_AFAR and not _is_measure(other, clause)
    ]  # fmt: skip
    if _is_measure(mention, clause) and any(
        other.strength > 0.9 and other.start > mention.start and not _is_entity(other)
        for other in _beside(mention, scene)
    ):
        return 0.7
    modified = [other for other in _beside(mention, scene) if _modifies(mention, other)]
    if modified:
        return 0.9 if mention.kind == "literal" and modified[0].kind == "literal" else 0.8
    if not earlier or mention.kind in FROM_AFAR:
        return 1.0
    between = clause.words[max(other.end for other in earlier) : mention.start]
    if not between:
        return 1.0
    if between[0] == "of":
        return 0.6
    is_list = bool({"and", ",", "or"} & set(between)) and len(between) <= 4
    return 1.0 if is_list else 0.85


def _beside(mention: Mention, scene: Scene) -> list[Mention]:
    """Return the mentions of other columns, by name, in the same clause."""
    return [
        m
        for m in scene.mentions
        if m.clause == mention.clause and m.column != mention.column and m.kind not in FROM_AFAR
    ]


def _is_entity(mention: Mention) -> bool:
    """Whether a mention is only what the rows are about, such as "people", by a word that is not the name."""
    return mention.kind in ("words", "literal") and singular(mention.said) in ENTITIES


def _is_measure(mention: Mention, clause: Clause) -> bool:
    """Whether a mention is the adjective of "how big is the tip"."""
    return mention.start > 0 and mention.end - mention.start == 1 and clause.words[mention.start - 1] == "how"


def _modifies(mention: Mention, other: Mention) -> bool:
    """Whether a mention only describes the next word, as blood does in "blood sugar"."""
    return other.start == mention.end and other.strength >= mention.strength - (0.35 if other.likeness > NEAR else 0.1)


def _is_bare(mention: Mention, clause: Clause, scene: Scene) -> bool:
    """Whether a clause says little else than the column."""
    same = [m for m in scene.mentions if m.clause == mention.clause and m.column == mention.column]
    told = {i for m in same for i in range(m.start, m.end) if _is_content(clause.words[i])}
    return sum(map(_is_content, clause.words)) <= 2 * max(1, len(told))


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


def _from_meaning(scene: Scene, values: Values, names: Sequence[ColumnName]) -> list[Evidence]:
    """Columns that answer by what they mean, not by name: good or bad for "will he pay us back"."""
    found = []
    only = _only_answers(scene)
    for column, name in zip(scene.table.columns, names, strict=True):
        if column.kind in ("identifier", "constant", "text", "datetime") or column.distinct > 30:
            continue
        labels = values.labels(column)
        for number, clause in scene.active():
            strength = max(_meaning(column, name, labels, clause), _alone(column, only, clause))
            if strength:
                found.append(Evidence(column.name, strength * (1.0 if number == 0 else 0.9), clause.text))
    return found


def _only_answers(scene: Scene) -> tuple[str | None, str | None]:
    """Return the only column of words with few values, and the only one with two values if it is the last."""
    usable = [
        column for column in scene.table.columns if column.kind not in ("identifier", "constant", "text", "datetime")
    ]
    kinds = [column.name for column in usable if column.kind != "numeric" and 2 <= column.distinct <= 30]
    pairs = [column.name for column in usable if column.distinct == 2]
    last = scene.table.columns[-1].name
    return (kinds[0] if len(kinds) == 1 else None, pairs[0] if pairs == [last] else None)


def _alone(column: GoalColumn, only: tuple[str | None, str | None], clause: Clause) -> float:
    """The one column that can answer a question of its form."""
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
