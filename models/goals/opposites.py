"""Pairs of opposite events, such as leaving and staying, and the spellings of yes and no."""

from functools import cache

from models.goals.words import singular, stem

# Opposite ends of one event: a word on the left is the event, one on the right its absence.
OPPOSITES = (
    (
        "survive survived survival live lived alive saved",
        "die died dies dead death perish drown deceased expire killed",
    ),
    (
        "churn leave leaver left quit cancel cancelled canceled exit attrition resign switch lose lost defect",
        "stay stayed remain loyal retained",
    ),
    (
        "default defaulted delinquent bad charged arrears bankrupt unpaid late",
        "repay repaid good paid current reliable creditworthy safe",
    ),
    ("pass passed success succeed", "fail failed failing failure flunk"),
    (
        "sick ill disease diabetic diabetes positive malignant cancer infected abnormal stroke",
        "healthy benign negative well normal uninfected",
    ),
    (
        "fraud fraudulent fraudster fake scam spam phishing junk stolen suspicious illegitimate forged",
        "legit legitimate genuine real ham honest clean normal authentic",
    ),
    ("late delayed delay overdue", "punctual ontime timely early"),
    ("win won winner", "lose lost loser"),
    ("buy bought purchase subscribe click convert respond deposit", "decline ignores nothing"),
    ("broken faulty defect defective failure fail break breakdown malfunction", "intact fine ok working healthy"),
    ("approve approved approval accept accepted granted grant", "reject refuse refused deny denied decline declined"),
    ("poisonous toxic poison dangerous", "edible eatable eat safe harmless"),
    ("anomaly attack intrusion malicious abnormal", "normal benign regular"),
    ("occupied present", "empty vacant absent"),
    ("happy satisfied", "unhappy dissatisfied neutral angry"),
    ("return returned", "keeps kept"),
    ("potable potability drinkable", "undrinkable contaminated"),
    ("rain rainy raining wet", "dry sunny"),
)

AFFIRMATIVE = frozenset({"yes", "true", "1", "y", "t", "positive", "present", "pos", "ja", "si", "oui", "sim", "on"})
NEGATIVE = frozenset({"no", "false", "0", "n", "f", "negative", "absent", "neg", "nein", "non", "nao", "off", "-1"})


@cache
def poles() -> dict[str, frozenset[tuple[int, int]]]:
    """Map each word to (pair, side) of ``OPPOSITES``: side 1 is the event, side -1 its absence."""
    found: dict[str, set[tuple[int, int]]] = {}
    for number, pair in enumerate(OPPOSITES):
        for side, words in zip((1, -1), pair, strict=True):
            for word in words.split():
                for form in {word, singular(word), stem(word)}:
                    found.setdefault(form, set()).add((number, side))
    return {word: frozenset(places) for word, places in found.items()}


def pole_of(word: str) -> frozenset[tuple[int, int]]:
    """Return the opposite pairs that a word belongs to, with its side in each."""
    known = poles()
    return known.get(word) or known.get(singular(word)) or known.get(stem(word)) or frozenset()
