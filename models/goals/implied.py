"""Turns of phrase that speak of a column without any word of its name: "what do houses go for" asks for a price."""

from collections.abc import Sequence

from models.goals.clauses import Clause
from models.goals.lookup import NEAR, Lookup
from models.goals.mentions import Mention
from models.goals.phrases import whole_words

STRONGEST = 0.66
IMPLIED = (
    (whole_words(r"(?:what|how much)\b.*\b(?:gets?|go|goes|going|list|ask|sells?|sold|trade)\b.* for"), "price"),
    (whole_words(r"how much\b.*\b(?:get|fetch|bring)"), "price"),
    (whole_words(r"how much (?:money )?.*\b(?:makes?|made|brings?|takes?)"), "income revenue salary"),
    (whole_words(r"what (?:will|does|do|would|did) .*\bmakes?"), "income revenue salary"),
    (
        whole_words("how much money", r"how much (?:was|is|were|do|did|does) .*\b(?:spent|spend|paid|owed)"),
        "amount price",
    ),
    (whole_words("how (?:long|quickly|fast|soon)", "how many (?:minutes|hours|days|weeks|months)"), "duration time"),
    (whole_words(r"how long\b.*\b(?:been|stayed|with us|customers?|members?)"), "tenure seniority"),
    (whole_words("how many"), "count"),
    (whole_words(r"sen(?:d|ds|t|ding)\b.*\bback"), "returned"),
    (whole_words("(?:safe|fit|ok|good) to drink", "drink(?:ing|s)?"), "potable"),
    (whole_words("(?:safe|fit|ok|good) to eat"), "edible"),
    (whole_words("com(?:e|es|ing) back"), "readmitted returned"),
    (whole_words(r"do(?:es)? (?:\w+ ){0,2}for a living", "work as"), "occupation job"),
    (whole_words("show(?:s|ed)? up"), "noshow attendance"),
)


def find_implied(clauses: Sequence[Clause], lookup: Lookup) -> tuple[Mention, ...]:
    """Find the columns that a turn of phrase asks for; weaker than any that is named."""
    found = []
    for number, clause in enumerate(clauses):
        for pattern, words in IMPLIED:
            match = pattern.search(clause.text)
            if match:
                place = clause.word_at(match.start()), clause.word_at(max(match.start(), match.end() - 1)) + 1
                found.extend(_mentions(number, place, match[0].strip(), words.split(), lookup))
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
