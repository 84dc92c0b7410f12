"""Where a run cuts its probabilities, what other costs would change, and whether its probabilities are believed."""

import re

from assistant.draft import Draft
from assistant.evidence.classes import (
    cost_facts,
    decision_at,
    finding_named,
    threshold_at_ratio,
    threshold_fact,
)
from assistant.evidence.fact import QUESTION, EvidenceFact, asked_value
from assistant.evidence.literature_models import CALIBRATION_SLOPE, RIGHT_SLOPE
from assistant.markup import escaped
from assistant.naming import at_start
from assistant.topics.decided import decision_sentence, finding_sentence, threshold_sentences
from assistant.understanding.question import Question
from models.record import RunRecord

_NAMES_COSTS = re.compile(r"\bcosts?\b|times|worse|expensive|ratio")


def say_threshold_in_run(asked: Question, record: RunRecord, draft: Draft, *, is_about_belief: bool) -> None:
    """Write where the run decides, and whether its probabilities hold, the one that was asked for first."""
    if record.goal.task == "regression":
        draft.say("Your run predicts a value: it has no probabilities, and so no threshold and nothing to calibrate.")
        return
    if record.result is None:
        draft.say("Your run has not delivered a model yet: the threshold and the calibration are told at its end.")
        return
    if is_about_belief:
        _say_belief(asked, record, draft)
        _say_cut(record, draft)
        return
    if not _say_other_costs(asked, record, draft) and not _say_other_threshold(asked, record, draft):
        _say_cut(record, draft)
    _say_belief(asked, record, draft)


def _say_cut(record: RunRecord, draft: Draft) -> None:
    if record.goal.task == "multiclass":
        draft.say("Your run has more than two classes, so that no threshold cuts: the most probable class is said.")
        return
    sentences = threshold_sentences(record, draft)
    draft.say(*sentences or ["The threshold of your model is not recorded."])


def named_ratio(asked: Question) -> float | None:
    """Return how many times a miss costs a false alarm, as the question says it; None where it does not.

    Either as a number of times, or as what each mistake costs.
    """
    if not _NAMES_COSTS.search(asked.tagged):
        return None
    alarm, miss = _ALARM_COSTS.search(asked.tagged), _MISS_COSTS.search(asked.tagged)
    values = [value for value in asked.entities.values if value > 0]
    if alarm and miss and len(values) == 2 and "times" not in asked.tagged.split():
        costs = values if alarm.start() < miss.start() else values[::-1]
        return costs[1] / costs[0]
    return next((value for value in values if value > 1), None)


_ALARM_COSTS = re.compile(r"false (?:alarm|positive)\w*\b.*?\bnum\b")
_MISS_COSTS = re.compile(r"(?:false negative|miss)\w*\b.*?\bnum\b")


def _say_other_costs(asked: Question, record: RunRecord, draft: Draft) -> bool:
    """Answer for the costs that the question names."""
    ratio, now = named_ratio(asked), threshold_fact(record)
    if ratio is None or record.goal.task != "binary":
        return False
    new, costs = threshold_at_ratio(ratio), cost_facts(record)
    said = f" (your goal states {draft.cite(costs[0])} to {draft.cite(costs[1])})" if costs else ""
    times = EvidenceFact("times that a miss costs a false alarm, by your question", round(ratio, 4), source=QUESTION)
    start = f"If a miss costs {draft.cite(times)} times a false alarm, the threshold is {draft.cite(new)}"
    if now is None:
        draft.say(f"{start}{said}; that of your model is not recorded.")
    else:
        lower = float(new.value or 0) < float(now.value or 0)
        draft.say(f"{start} instead of {draft.cite(now)}{said}: {_effect(is_lower=lower)}.")
    _say_unmeasured(record, draft)
    return True


def _say_other_threshold(asked: Question, record: RunRecord, draft: Draft) -> bool:
    """Answer for a threshold that the question names: a value between nothing and one that is not the present one."""
    value = next((value for value in asked.entities.values if 0 < value < 1), None)
    now = threshold_fact(record)
    if value is None or now is None:
        return False
    other = draft.cite(asked_value(value))
    if abs(value - float(now.value or 0)) < 0.005:
        _say_cut(record, draft)
        return True
    draft.say(
        f"At {other} instead of {draft.cite(now)}, {_effect(is_lower=value < float(now.value or 0))}; the",
        "probabilities and the ranking stay as they are. It would be right where a miss costs",
        f"{_ratio_at(value, draft)} times as much as a false alarm.",
    )
    draft.say(*threshold_sentences(record, draft))
    _say_unmeasured(record, draft)
    return True


def _ratio_at(threshold: float, draft: Draft) -> str:
    label = f"times that a miss costs a false alarm where {threshold:g} is the right threshold"
    fact = EvidenceFact(label, round((1 - threshold) / threshold, 2), source="rule of Elkan 2001, IJCAI")
    return draft.cite(fact)


def _effect(*, is_lower: bool) -> str:
    if is_lower:
        return "more rows are called positive, so that fewer are missed and more alarms are false"
    return "fewer rows are called positive, so that more are missed and fewer alarms are false"


def _say_unmeasured(record: RunRecord, draft: Draft) -> None:
    """Say what cannot be told of it, and what would tell."""
    title = at_start(escaped(record.metric.title))
    winner = (
        f"{title} depends on the threshold, so that another trial might win; a run with the new costs would tell."
        if record.metric.needs == "class"
        else f"{title} does not depend on the threshold, so that the same model wins."
    )
    draft.say(
        "How many are found and missed at either threshold, and the cost of it, is not recorded. To see it, ask for",
        "probabilities of labeled rows (`plaintune predict DIR TABLE --proba`) and count at both; that takes no fit.",
        winner,
    )


def _say_belief(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Say whether probabilities can be believed: the slope of the winner, and the temperature of the model."""
    value = next((value for value in asked.entities.values if 0 < value < 1), None)
    finding = finding_named(record, "calibration_slope")
    if finding is None or finding.answer == "not_applicable":
        why = f" {finding_sentence(finding, draft)}" if finding is not None else ""
        rows = EvidenceFact("rows that the run used", record.data.n_rows_used, href="data")
        draft.say(
            f"Whether its probabilities can be believed is not recorded.{why} Predictions for the {draft.cite(rows)}",
            "rows, by models that had not seen them, would tell.",
        )
    else:
        right, one = draft.refer(CALIBRATION_SLOPE, "slope"), draft.cite(RIGHT_SLOPE)
        draft.say(
            finding_sentence(finding, draft),
            f"(A {right} of {one} takes them at their word; less says too extreme.)",
            "Read its probabilities as a ranking rather than at their word: drawn toward the average, they would hold."
            if finding.answer == "found"
            else "So there is no sign, on rows not fitted on, that they are too extreme by much.",
        )
    _say_temperature(record, draft, is_asked="calibrat" in asked.tagged or value is None)
    if value is not None and re.search(r"probabilit|predict|trust|believ", asked.tagged):
        rows = EvidenceFact("rows that the run used", record.data.n_rows_used, href="data")
        draft.say(
            f"What share came true among rows near {draft.cite(asked_value(value))} is not recorded, of the",
            f"{draft.cite(rows)} rows; labeled rows would tell (`plaintune predict DIR TABLE --proba`, then count",
            "those near it). For one person it is no guarantee.",
        )


def _say_temperature(record: RunRecord, draft: Draft, *, is_asked: bool) -> None:
    result, decision = record.result, decision_at(record, "calibration")
    if result is not None and result.temperature != 1.0:
        fact = EvidenceFact("temperature of the delivered model", result.temperature, "", "result")
        what = "milder" if result.temperature > 1 else "sharper"
        draft.say(
            f"The delivered model makes them {what}, by a temperature of {draft.cite(fact)} fitted on predictions for",
            "rows that were not fitted on.",
        )
    elif decision is not None and is_asked:
        draft.say(f"On calibration it was decided: {decision_sentence(decision, draft)}")
    elif result is not None and len(result.ensemble) > 1:
        draft.say(
            "Your model averages several trials, which mostly makes probabilities milder than those of its members."
        )
