"""Where a goal speaks of a column: by name, by part of its name, by another word for it, or by its values."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from models.goals.clauses import Clause
from models.goals.lookup import ASKING, ENTITIES, SILENT, Hit, Lookup
from models.goals.naming import ColumnName
from models.goals.phrases import word_set
from models.goals.words import singular

MAX_GAP = 3
MOST_MENTIONS = 150  # of one clause: more would say nothing, and slowly
LITERAL = 1.0
NOT_LITERAL = 0.96
FULL = 0.9
BREAKS = word_set(
    """
    , without excluding except exclude ignore ignoring from not but use using used predict forecast estimate
    classify given based instead drop remove leave keep only if because
    """
)
TIME_UNITS = frozenset({"second", "minute", "hour", "day", "week", "month", "year", "night", "time"})
Kind = Literal["literal", "words", "values", "implied"]


@dataclass(frozen=True)
class Mention:
    """One place where a goal speaks of a column. ``start`` and ``end`` number words of the clause, end excluded."""

    column: str
    clause: int
    start: int
    end: int
    strength: float
    kind: Kind
    said: str
    likeness: float = 1.0

    def overlaps(self, other: "Mention") -> bool:
        """Whether two mentions share a word."""
        return self.clause == other.clause and self.start < other.end and other.start < self.end


def find_mentions(clauses: Sequence[Clause], lookup: Lookup) -> tuple[Mention, ...]:
    """Find the columns that each clause speaks of by words; of rivals for the same words the nearer stays."""
    found = []
    for number, clause in enumerate(clauses):
        literal = _literal(clause, number, lookup.names)
        here = [*literal, *_by_words(clause, number, lookup, literal)]
        strongest = sorted(here, key=lambda mention: -mention.strength)[:MOST_MENTIONS]
        found.extend(_without_rivals(strongest))
    return tuple(found)


def _literal(clause: Clause, number: int, names: Sequence[ColumnName]) -> list[Mention]:
    """Find names that are spelled out, whatever stands between their words."""
    by_joined: dict[str, list[ColumnName]] = defaultdict(list)
    for name in names:
        by_joined[name.joined].append(name)
    found = []
    for start in range(len(clause.words)):
        joined = ""
        for end in range(start, min(start + 8, len(clause.words))):
            joined += clause.words[end].replace("_", "")
            if clause.words[end] == ",":
                break
            for name in by_joined.get(joined) or by_joined.get(singular(joined), []):
                if _counts_as_literal(clause, start, end):
                    said = " ".join(clause.words[start : end + 1])
                    found.append(Mention(name.name, number, start, end + 1, LITERAL, "literal", said))
    return found


def _counts_as_literal(clause: Clause, start: int, end: int) -> bool:
    """Whether a word is the name: an everyday word, such as "I" or "records", needs a cue beside it."""
    if end > start:
        return True
    word = clause.words[start]
    if len(word) > 1 and word not in SILENT:
        return True
    before = clause.words[max(0, start - 2) : start]
    after = clause.words[end + 1 : end + 2]
    cues = {
        "predict",
        "column",
        "target",
        "forecast",
        "classify",
        "estimate",
        "ignore",
        "drop",
        "without",
        "variable",
    }
    return len(clause.words) == 1 or bool(cues & {*before, *after})


def _by_words(clause: Clause, number: int, lookup: Lookup, literal: list[Mention]) -> list[Mention]:
    places: dict[int, list[tuple[int, Hit]]] = defaultdict(list)
    for position, word in enumerate(clause.words):
        for hit in _hits(word, lookup):
            places[hit.column].append((position, hit))
    found = []
    for column, hits in places.items():
        name = lookup.names[column]
        for run in _runs(hits, clause):
            mention = _mention_of(name, run, clause, number)
            if mention is not None and mention.strength < FULL:
                left = [(i, hit) for i, hit in run if not any(m.start <= i < m.end for m in literal)]
                mention = _mention_of(name, left, clause, number) if left else None
            if mention is not None:
                found.append(mention)
    return found


def _is_time_unit(clause: Clause, position: int) -> bool:
    """Whether a word only measures, as in "per month" and "1 year"."""
    if position == 0 or singular(clause.words[position]) not in TIME_UNITS:
        return False
    before = clause.words[position - 1]
    return before in ("per", "a", "an", "each", "every", "next", "last", "this", "one") or before.isdigit()


def _hits(word: str, lookup: Lookup) -> list[Hit]:
    parts = [part for part in word.split("_") if part]
    if word in SILENT and word not in ASKING:
        return []
    return [hit for part in parts for hit in lookup.hits(part)]


def _runs(hits: list[tuple[int, Hit]], clause: Clause) -> list[list[tuple[int, Hit]]]:
    """Group hits that stand near one another; a part met again begins a new group."""
    runs: list[list[tuple[int, Hit]]] = []
    for position, hit in hits:
        last = runs[-1] if runs else []
        is_again = any(other.part == hit.part and place != position for place, other in last)
        if last and not is_again and _is_near(clause.words[last[-1][0] + 1 : position]):
            last.append((position, hit))
        else:
            runs.append([(position, hit)])
    return runs


def _is_near(between: tuple[str, ...]) -> bool:
    if BREAKS & set(between):
        return False
    return sum(word not in SILENT for word in between) <= MAX_GAP


def _mention_of(name: ColumnName, run: list[tuple[int, Hit]], clause: Clause, number: int) -> Mention | None:
    best: dict[int, float] = {}
    for _, hit in run:
        best[hit.part] = max(best.get(hit.part, 0.0), hit.likeness)
    matched = sum(name.words[part].weight for part in best)
    likeness = sum(name.words[part].weight * value for part, value in best.items()) / matched
    coverage = matched / sum(word.weight for word in name.words)
    strength = NOT_LITERAL * likeness * coverage**0.5
    positions = [position for position, _ in run]
    if all(singular(clause.words[position]) in ENTITIES for position in positions):
        strength *= 0.65
    if all(_is_time_unit(clause, position) for position in positions):
        strength *= 0.4
    if strength < 0.25:
        return None
    start, end = min(positions), max(positions) + 1
    return Mention(name.name, number, start, end, strength, "words", " ".join(clause.words[start:end]), likeness)


def _without_rivals(mentions: list[Mention]) -> list[Mention]:
    """Drop a mention whose words another column claims with clearly more right."""
    kept = []
    for mention in mentions:
        rivals = [other for other in mentions if other.overlaps(mention) and other is not mention]
        if not any(_beats(other, mention) for other in rivals):
            kept.append(mention)
    return sorted(kept, key=lambda mention: (mention.start, -mention.strength))


def _n_told(mention: Mention) -> int:
    return sum(word not in SILENT for word in mention.said.split())


def _beats(one: Mention, other: Mention) -> bool:
    if one.column == other.column:
        return (one.strength, one.end - one.start) > (other.strength, other.end - other.start)
    if one.kind == "literal" and other.kind != "literal":
        return other.end - other.start <= one.end - one.start or other.strength < 0.9
    if other.kind == "literal":
        return one.kind == "literal" and one.end - one.start > other.end - other.start
    n_more = _n_told(one) - _n_told(other)
    return one.start <= other.start and other.end <= one.end and n_more > 0 and one.strength > other.strength
