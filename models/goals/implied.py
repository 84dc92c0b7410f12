"""Turns of phrase that speak of a column without any word of its name: "what do houses go for" asks for a price."""

import re
from collections.abc import Sequence

from models.goals.clauses import Clause
from models.goals.lookup import NEAR, Lookup
from models.goals.mentions import Mention

STRONGEST = 0.66
IMPLIED = tuple(
    (re.compile(pattern), words.split())
    for pattern, words in (
        (r"\b(?:what|how much)\b.*\b(?:get|gets|go|goes|going|list|ask|sell|sells|sold|trade)\b.* for\b|\bhow much\b.*\b(?:get|fetch|bring)\b", "price"),
        (r"\bhow much (?:money )?.*\b(?:make|makes|made|bring|brings|take|takes) ?(?:in)?\b|\bwhat (?:will|does|do|would|did) .*\b(?:make|makes)\b", "income revenue salary"),
        (r"\bhow much money\b|\bhow much (?:was|is|were|do|did|does) .*\b(?:spent|spend|paid|owed|charged)\b", "amount price"),
        (r"\bhow (?:long|quickly|fast|soon)\b|\bhow many (?:seconds|minutes|hours|days|weeks|months)\b", "duration time"),
        (r"\bhow many\b", "count"),
        (r"\bsen(?:d|ds|t|ding)\b.*\bback\b", "returned"),
        (r"\b(?:safe|fit|ok|good) to drink\b|\bdrink(?:ing|s)?\b", "potable"),
        (r"\b(?:safe|fit|ok|good) to eat\b", "edible"),
        (r"\bmore than (?:one|once)\b.*\bcome back\b|\bcom(?:e|es|ing) back\b", "readmitted returned"),
        (r"\bdo(?:es)? (?:\w+ ){0,2}for a living\b|\bwork as\b", "occupation job"),
        (r"\bshow(?:s|ed)? up\b", "noshow attendance"),
    )
)  # fmt: skip


def find_implied(clauses: Sequence[Clause], lookup: Lookup) -> tuple[Mention, ...]:
    """Find the columns that a turn of phrase asks for; weaker than any that is named."""
    found = []
    for number, clause in enumerate(clauses):
        for pattern, words in IMPLIED:
            match = pattern.search(clause.text)
            if match:
                place = clause.word_at(match.start()), clause.word_at(max(match.start(), match.end() - 1)) + 1
                found.extend(_mentions(number, place, match[0].strip(), words, lookup))
    return tuple(found)


def _mentions(number: int, place: tuple[int, int], said: str, words: list[str], lookup: Lookup) -> list[Mention]:
    best: dict[int, float] = {}
    for word in words:
        for hit in lookup.hits(word):
            if hit.likeness >= 0.8 * NEAR:
                name = lookup.names[hit.column]
                share = name.words[hit.part].weight / sum(part.weight for part in name.words)
                best[hit.column] = max(best.get(hit.column, 0.0), STRONGEST * hit.likeness**0.5 * share**0.5)
    return [Mention(lookup.names[i].name, number, *place, strength, "implied", said) for i, strength in best.items()]
