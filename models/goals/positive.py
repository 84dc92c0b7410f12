"""Which class of a binary target is the positive one: the one named, the one meant, or the rarer one."""

import re
from collections.abc import Sequence

from models.goals.clauses import Clause
from models.goals.naming import read_name
from models.goals.opposites import AFFIRMATIVE, NEGATIVE, pole_of
from models.goals.values import is_plain_answer, named_labels
from models.goals.words import fold
from models.record import Reason

QUESTION = re.compile(
    r"^(?:and |so |also |please |ok )*(?:will|is|are|does|do|did|was|were|has|have|can|would|should|if|whether|"
    r"who|which)\b|\b(?:whether|find|spot|detect|identify|flag|catch|chance|probability|likelihood|odds)\b"
)
NEGATION = re.compile(r"\b(?:not|never|no longer|fails? to|refuses? to)\b")


def read_positive(target: str, counts: dict[str, int], clauses: Sequence[Clause]) -> Reason:
    """Return the positive class of a binary target, with its reason.

    Parameters
    ----------
    counts : dict of str to int
        The rows of each of the two classes.
    clauses : sequence of Clause
        The clauses that speak of the target or of the costs of mistakes, nearest first.
    """
    named = _named(counts, clauses)
    if named is not None:
        return Reason("positive_class", named, f'the goal speaks of "{named}" as what to find')
    meant = _meant(counts, clauses) or _by_initial(counts, clauses) or _affirmed(target, counts, clauses)
    if meant is not None:
        return Reason("positive_class", meant, f'"{meant}" is what the goal asks about')
    rarer = rarer_class(counts)
    return Reason(
        "positive_class",
        rarer,
        f"it is the rarer of the two ({counts[rarer]:,} of {sum(counts.values()):,} rows)",
    )


def rarer_class(counts: dict[str, int]) -> str:
    """Return the class with fewer rows; of equals, the affirmative or the later one."""
    return min(counts, key=lambda label: (counts[label], fold(label) not in AFFIRMATIVE, [-ord(c) for c in label]))


def _named(counts: dict[str, int], clauses: Sequence[Clause]) -> str | None:
    """One class, and not the other, is named in a clause that asks for something."""
    for clause in clauses:
        found = named_labels(clause, tuple(counts))
        if len(found) == 1:
            label, (start, _) = next(iter(found.items()))
            is_denied = bool(NEGATION.search(" ".join(clause.words[max(0, start - 3) : start])))
            return _other(label, counts) if is_denied else label
    return None


def _meant(counts: dict[str, int], clauses: Sequence[Clause]) -> str | None:
    """Values with a meaning (good, bad) against the event that a clause asks about (not paying back)."""
    for clause in clauses:
        for word in clause.words:
            for pair, side in pole_of(word):
                wanted = -side if _is_negated(clause) else side
                for label in counts:
                    if (pair, wanted) in pole_of(fold(label)) and not is_plain_answer(label):
                        return label
    return None


def _by_initial(counts: dict[str, int], clauses: Sequence[Clause]) -> str | None:
    """Values of one letter: p where the goal asks for poisonous, M where it asks for malignant."""
    if any(len(label) != 1 or not label.isalpha() or is_plain_answer(label) for label in counts):
        return None
    for clause in clauses:
        letters = {word[0] for word in clause.words for _, side in pole_of(word) if side == 1}
        found = [label for label in counts if fold(label) in letters]
        if len(found) == 1:
            return _other(found[0], counts) if _is_negated(clause) else found[0]
    return None


def _affirmed(target: str, counts: dict[str, int], clauses: Sequence[Clause]) -> str | None:
    """Yes-or-no values: yes where the goal asks about the event of the name, no where about its opposite."""
    yes = next((label for label in counts if fold(label) in AFFIRMATIVE), None)
    no = next((label for label in counts if fold(label) in NEGATIVE), None)
    if yes is None or no is None:
        return None
    of_name = {place for word in read_name(target).words for form in word.forms for place in pole_of(form)}
    for clause in clauses:
        sides = {
            side * of_side
            for word in clause.words
            for pair, side in pole_of(word)
            for p, of_side in of_name
            if p == pair
        }
        if sides == {-1}:
            return yes if _is_negated(clause) else no
        if sides:
            return no if _is_negated(clause) and sides == {1} and _asks_who(clause) else yes
    return _answer(clauses, yes, no)


def _answer(clauses: Sequence[Clause], yes: str, no: str) -> str | None:
    """Return yes for a question that yes answers: "is it a working day", "who has central air"."""
    if not clauses or not QUESTION.search(clauses[0].text):
        return None
    return no if _is_negated(clauses[0]) and _asks_who(clauses[0]) else yes


def _is_negated(clause: Clause) -> bool:
    return bool(NEGATION.search(clause.text)) and not re.search(r"\bor not\b|\bwhether or\b|\bnot only\b", clause.text)


def _asks_who(clause: Clause) -> bool:
    return bool(
        re.search(r"\b(?:who|which|those|people|customers|clients|find|spot|detect|identify|flag)\b", clause.text)
    )


def _other(label: str, counts: dict[str, int]) -> str:
    return next(other for other in counts if other != label)
