"""Sentences on how the delivered model errs; empty where the record does not tell."""

from assistant.draft import Draft
from assistant.evidence.diagnostics import (
    at_threshold,
    bin_facts,
    bin_near,
    binary,
    calibration,
    calibration_error_fact,
    hardest_class,
    misses,
    most_frequent_mistake,
    precision_fact,
    rates_of,
    recall_fact,
    threshold_facts,
    worst_bin,
)
from assistant.evidence.fact import EvidenceFact
from models.record import CalibrationBin, Costs, RunRecord


def rates_sentence(record: RunRecord, draft: Draft, name: str | None = None) -> str:
    """Say what share of a class is found, and how often that class is said rightly.

    Where ``name`` is None, it is the positive class, or of several the one of which the least is found.
    """
    told = binary(record)
    rates = rates_of(record, told.positive_class) if told is not None else hardest_class(record)
    rates = rates if name is None else rates_of(record, name)
    found = None if rates is None else recall_fact(rates)
    if rates is None or found is None:
        return ""
    which = draft.cite(EvidenceFact("class", rates.name, "", found.href))
    text = f"Your model finds {draft.cite(found)} % of the rows of {which} (recall)"
    right = precision_fact(rates)
    if right is None:
        return f"{text}; it never says that class."
    return f"{text}, and is right in {draft.cite(right)} % of the rows that it takes for it (precision)."


def calibration_sentence(record: RunRecord, draft: Draft, probability: float | None = None) -> str:
    """Say what happens when about this probability is said; where None, whether probabilities hold at all."""
    told = calibration(record)
    if told is None:
        return ""
    if probability is not None:
        near = bin_near(record, probability)
        return "" if near is None else _bin_sentence(near, draft)
    off = calibration_error_fact(record)
    mean = f"On average what happens is {draft.measure(off, 2)} from what is predicted." if off is not None else ""
    worst = worst_bin(record)
    if worst is None:
        return f"Its probabilities hold: nowhere is what happened further from them than chance gives. {mean}"
    return f"{_bin_sentence(worst, draft)} That is where it is off most. {mean}"


def _bin_sentence(one: CalibrationBin, draft: Draft) -> str:
    facts = bin_facts(one)
    said, happened = draft.cite(facts.predicted, 3), draft.cite(facts.happened, 3)
    likely = f"likely {draft.cite(facts.low, 3)} to {draft.cite(facts.high, 3)} %"
    rows = draft.measure(facts.rows)
    return f"When it says about {said} %, it happens in {happened} % of the rows ({likely}; {rows})."


def threshold_sentence(record: RunRecord, draft: Draft) -> str:
    """Say what the model's threshold decides and costs, and where the mistakes would cost least."""
    told = binary(record)
    if told is None:
        return ""
    here, best = (at_threshold(record, at) for at in (told.thresholds.delivered, told.thresholds.cheapest))
    if here is None or best is None:
        return ""
    facts = threshold_facts(record, here)
    text = (
        f"Of a thousand rows, a threshold of {draft.cite(facts.threshold, 3)} catches {draft.cite(facts.caught, 3)} "
        f"positives, misses {draft.cite(facts.missed, 3)} and raises {draft.cite(facts.false_alarms, 3)} false alarms"
    )
    if best.cost >= here.cost:
        return f"{text}; no other threshold that was looked at makes cheaper mistakes."
    cheap = threshold_facts(record, best)
    how = "by the costs of your goal" if told.thresholds.is_stated else "with both mistakes counted alike"
    cost = f"{draft.cite(cheap.cost, 3)} per thousand rows instead of {draft.cite(facts.cost, 3)}"
    return f"{text}. The mistakes cost least at {draft.cite(cheap.threshold, 3)}: {cost}, {how}."


def at_threshold_sentence(record: RunRecord, threshold: float, draft: Draft, costs: Costs | None = None) -> str:
    """Say what another threshold would decide, and what its mistakes would cost, beside those of the model's own.

    The cost is that of ``costs``; of the goal, or with both mistakes counted alike, where None.
    """
    told, row = binary(record), at_threshold(record, threshold)
    here = None if told is None else at_threshold(record, told.thresholds.delivered)
    if row is None or here is None:
        return ""
    facts, own = threshold_facts(record, row, costs), threshold_facts(record, here, costs)
    text = (
        f"Of a thousand rows, a threshold of {draft.cite(facts.threshold, 3)} catches {draft.cite(facts.caught, 3)} "
        f"positives, misses {draft.cite(facts.missed, 3)} and raises {draft.cite(facts.false_alarms, 3)} false alarms"
    )
    if row == here:
        return f"{text}; that is the threshold that your model has."
    cost = f"{draft.cite(facts.cost, 3)}, against {draft.cite(own.cost, 3)}"
    return f"{text}: a cost of {cost} at the threshold that it has ({draft.cite(own.threshold, 3)})."


def mistake_sentence(record: RunRecord, draft: Draft) -> str:
    """Say which class is taken for which most often."""
    most = most_frequent_mistake(record)
    if most is None:
        return ""
    return (
        f"Its most frequent mistake: {draft.cite(most.share)} % of the rows of {draft.cite(most.true)} are taken for "
        f"{draft.cite(most.predicted)} ({draft.measure(most.rows)})."
    )


def misses_sentence(record: RunRecord, draft: Draft) -> str:
    """Say how far eight in ten predictions are off at most."""
    facts = misses(record)
    if facts is None:
        return ""
    high, low = draft.cite(facts.too_high), draft.cite(facts.too_low)
    if facts.is_to_one_side:
        return f"It leans to one side: eight in ten predictions are too high by {high} to too low by {low}."
    return f"Eight in ten predictions are at most {high} too high and {low} too low."
