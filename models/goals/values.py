"""Where a goal names the values of a column: "cash or card?" speaks of the column that holds them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from models.columns import label_text
from models.goals.clauses import BLANK, Clause
from models.goals.lookup import ENTITIES, SILENT
from models.goals.mentions import Mention
from models.goals.opposites import AFFIRMATIVE, NEGATIVE
from models.goals.phrases import word_set
from models.goals.table_view import GoalColumn, GoalTable
from models.goals.words import NUMBER_WORDS, ORDINALS, fold, singular, stem

MAX_VALUES = 60
N_ROWS_READ = 5_000
PLAIN = word_set("the of and or in on a an to is it at by for with no not")
ABOVE = re.compile(r"\b(?:more|above|over|exceeds?|greater|higher|beyond|at least|upwards)\b")
BELOW = re.compile(r"\b(?:less|below|under|fewer|lower|at most|up to)\b")


@dataclass
class Values:
    """The labels of the columns that have few of them, read when first asked for."""

    table: GoalTable
    _labels: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def labels(self, column: GoalColumn) -> tuple[str, ...]:
        """Return the labels of a column; none where there are more than a goal would name."""
        if column.distinct > MAX_VALUES or column.kind in ("text", "identifier", "datetime"):
            return ()
        if column.kind == "numeric" and column.distinct > 12:
            return ()
        if column.name not in self._labels:
            cells = self.table.frame[column.name].head(N_ROWS_READ).dropna().unique()
            labels = (label_text(cell) for cell in cells[:MAX_VALUES])
            self._labels[column.name] = tuple(sorted(label for label in labels if label))
        return self._labels[column.name]


def find_value_mentions(clauses: Sequence[Clause], values: Values) -> tuple[Mention, ...]:
    """Find the columns whose values a clause names."""
    found = []
    for column in values.table.columns:
        labels = values.labels(column)
        if len(labels) < 2:
            continue
        for number, clause in enumerate(clauses):
            mention = _mention(column, labels, clause, number)
            if mention is not None:
                found.append(mention)
    return tuple(found)


def named_labels(clause: Clause, labels: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Return the labels that a clause names, each with the words that name it (first, end).

    Yes and no, and figures alone, name nothing: they stand in many columns.
    """
    found = {}
    owners = _owners(labels)
    for label in labels:
        place = _place(clause, label, owners)
        if place is not None:
            found[label] = place
    if all(_is_entity(clause.words[start:end]) for start, end in found.values()):
        return {}
    return _by_direction(clause, found)


def _is_entity(words: tuple[str, ...]) -> bool:
    """Whether what was said is only what the rows are about, such as "visitor"."""
    return len(words) == 1 and singular(words[0]) in ENTITIES


def is_plain_answer(label: str) -> bool:
    """Whether a label is a yes, a no or a figure, which many columns share."""
    folded = fold(label).strip()
    return folded in AFFIRMATIVE or folded in NEGATIVE or bool(re.fullmatch(r"-?\d+(?:\.\d+)?", folded))


def _mention(column: GoalColumn, labels: Sequence[str], clause: Clause, number: int) -> Mention | None:
    places = _ordinals(clause, labels) if column.distinct <= 10 else {}
    places = places or named_labels(clause, labels) or _initials(clause, labels)
    if not places:
        return None
    start, end = min(place[0] for place in places.values()), max(place[1] for place in places.values())
    strength = _strength(len(set(places.values())), len(labels))
    said = " ".join(clause.words[start:end])
    return Mention(column.name, number, start, end, strength, "values", said)


def _strength(n_named: int, n_labels: int) -> float:
    if n_named >= 2:
        return max(0.9 if n_named >= 3 else 0.0, 0.7 + 0.25 * min(1.0, n_named / n_labels))
    return 0.5 if n_labels == 2 else 0.42


def _owners(labels: Sequence[str]) -> dict[str, int]:
    """Count for each word how many labels it stands in."""
    owners: dict[str, int] = {}
    for label in labels:
        for word in set(_label_words(label)):
            owners[word] = owners.get(word, 0) + 1
    return owners


def _label_words(label: str) -> list[str]:
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", label[:100])
    return [word for word in re.findall(r"[^\W_]+", fold(spaced)) if word not in PLAIN]


def _place(clause: Clause, label: str, owners: dict[str, int]) -> tuple[int, int] | None:
    words = _label_words(label)
    if not words or is_plain_answer(label) or (len(words) == 1 and len(words[0]) < 2):
        return None
    positions = [_position(clause, word) for word in words]
    met = [position for position in positions if position is not None]
    if len(met) == len(words):
        return min(met), max(met) + 1
    telling = [
        place
        for word, place in zip(words, positions, strict=True)
        if place is not None
        and len(word) >= 2
        and word not in SILENT
        and not word.isdigit()
        and word not in NUMBER_WORDS
        and owners[word] <= max(2, len(owners) // 4)
    ]
    return (telling[0], telling[0] + 1) if telling else None


def _position(clause: Clause, word: str) -> int | None:
    for number, said in enumerate(clause.words):
        if said == word or (len(word) >= 3 and singular(said) == singular(word)):
            return number
        if len(word) >= 4 and len(said) >= 4 and stem(said) == stem(word) and len(stem(word)) >= 3:
            return number
        if said.lstrip("<>=") == word and said != BLANK:
            return number
    return None


def _by_direction(clause: Clause, found: dict[str, tuple[int, int]]) -> dict[str, tuple[int, int]]:
    """Where two labels are sides of one bound (<=50K and >50K), keep the side that the clause means."""
    upper = {label for label in found if label.lstrip().startswith(">")}
    lower = {label for label in found if label.lstrip().startswith("<")}
    if not upper or not lower:
        return found
    if ABOVE.search(clause.text) and not BELOW.search(clause.text):
        return {label: place for label, place in found.items() if label not in lower}
    if BELOW.search(clause.text) and not ABOVE.search(clause.text):
        return {label: place for label, place in found.items() if label not in upper}
    return found


def _ordinals(clause: Clause, labels: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Read "1st, 2nd or 3rd" as the values 1, 2, 3; one ordinal alone names nothing."""
    found: dict[str, tuple[int, int]] = {}
    for number, word in enumerate(clause.words):
        label = ORDINALS.get(word)
        if label is not None and label in labels:
            found[label] = (number, number + 1)
    return found if len(found) >= 2 and len(found) >= len(labels) - 1 else {}


def _initials(clause: Clause, labels: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Read "male, female or infant" as M, F and I: every label must be met, in a list."""
    if len(labels) > 8 or any(len(label) > 3 or not label.isalpha() for label in labels):
        return {}
    found = {}
    items = _items(clause)
    for label in labels:
        for start, end in items:
            words = clause.words[start:end]
            tail = words[-len(label) :]
            if words == (fold(label),) or (len(tail) == len(label) and "".join(w[0] for w in tail) == fold(label)):
                found[label] = (end - len(tail), end)
    return found if len(found) == len(labels) and len(set(found.values())) == len(labels) else {}


def _items(clause: Clause) -> list[tuple[int, int]]:
    """Return the items of the lists in a clause, as (first word, end)."""
    items, start = [], 0
    for number, word in enumerate((*clause.words, ",")):
        if word in (",", "or", "and", "versus", "vs"):
            if number > start:
                items.append((start, number))
            start = number + 1
    return items
