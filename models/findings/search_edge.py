"""Edge of the search: whether the winner's value lies at the end of the range that was searched."""

from math import log

from models.findings.evidence import Evidence, counted, shown
from models.record import Fact, Finding, HyperparameterAccount, Scalar

THRESHOLD = 0.05
MIN_TRIALS = 8


def search_edge(evidence: Evidence) -> Finding:
    """Find the hyperparameter of the winner that lies closest to an end of its range."""
    winner = evidence.winner
    code, title = "search_edge", "A hyperparameter at the edge of its range"
    reason = "A best value in the last twentieth of a range suggests that a better one may lie beyond."
    relatives = evidence.relatives
    places = [(h, _place(h, winner.hyperparameters.get(h.name))) for h in evidence.family.hyperparameters]
    known = [(min(place, 1 - place), place, h) for h, place in places if place is not None]
    if not known or len(relatives) < MIN_TRIALS:
        sentence = (
            f"Only {counted(len(relatives), 'trial')} of the winner's family finished: too few to speak of an edge."
        )
        sentence = sentence if known else "No hyperparameter of the winner was searched over a range of numbers."
        return Finding(code, title, "not_applicable", sentence, None, THRESHOLD, reason, "Search longer.")
    distance, place, account = min(known, key=lambda item: item[0])
    value = winner.hyperparameters[account.name]
    end = "lower" if place < 0.5 else "upper"
    is_found = distance < THRESHOLD
    where = f"at the {end} end" if is_found else "inside"
    sentence = (
        f"The winner's {account.name} is {shown(float(value or 0))}, {where} of the searched range of "
        f"{shown(float(account.low or 0))} to {shown(float(account.high or 0))}."
    )
    return Finding(
        code=code,
        title=title,
        answer="found" if is_found else "not_found",
        sentence=sentence,
        value=distance,
        threshold=THRESHOLD,
        because=reason,
        remedy=f"Search a range of {account.name} that goes further, if the end is not a natural one.",
        facts=(Fact("hyperparameter", account.name), Fact("value", value), Fact("place in the range", place)),
    )


def _place(account: HyperparameterAccount, value: Scalar) -> float | None:
    """Where a value lies in its range, 0 to 1 on the scale that was searched; None for choices and fixed ones."""
    if account.low is None or account.high is None or not account.is_searched or not isinstance(value, (int, float)):
        return None
    low, high, at = float(account.low), float(account.high), float(value)
    if not low < high:
        return None
    if account.is_log:
        low, high, at = log(low), log(high), log(at)
    return (at - low) / (high - low)
