"""Where a run cuts its probabilities, what other costs would change, and whether its probabilities are believed."""

from assistant.draft import Draft
from assistant.evidence.classes import cost_facts, threshold_at_ratio, threshold_fact
from assistant.evidence.diagnostics import (
    at_threshold,
    binary,
    rows_fact,
)
from assistant.evidence.fact import QUESTION, EvidenceFact, asked_value
from assistant.markup import code, escaped
from assistant.naming import at_start
from assistant.topics.decided import threshold_sentences
from assistant.topics.deciding.calibration_in_run import has_none, say_calibration, say_slope
from assistant.topics.deciding.named_costs import named_costs, names_a_cut
from assistant.topics.winner.counterfactual_sentences import costs_sentence
from assistant.topics.winner.diagnostic_sentences import (
    at_threshold_sentence,
    rates_sentence,
    threshold_sentence,
)
from assistant.understanding.question import Question
from models.record import RunRecord

_UNCOUNTED = (
    "What share is found there, and how many alarms are right, is not recorded; labeled rows would tell (`plaintune "
    "predict DIR TABLE --proba`)."
)


def say_threshold(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Write where the run decides, or what the costs or the threshold that are named would change."""
    if has_none(record, draft):
        return
    if _say_other_costs(asked, record, draft) or _say_other_threshold(asked, record, draft):
        return
    say_cut(asked, record, draft)


def say_cut(_: Question, record: RunRecord, draft: Draft) -> None:
    """Write where the run decides, and what that finds and raises."""
    if has_none(record, draft):
        return
    if record.goal.task == "multiclass":
        draft.say("Your run has more than two classes, so that no threshold cuts: the most probable class is said.")
        return
    cut = threshold_sentences(record, draft)
    draft.say(*cut or ["The threshold of your model is not recorded."])
    draft.say(
        rates_sentence(record, draft) or (_UNCOUNTED if cut else ""),
        threshold_sentence(record, draft),
        _counted_on(record, draft),
    )


def _counted_on(record: RunRecord, draft: Draft) -> str:
    """Say on which rows the effects of a threshold were counted."""
    rows = rows_fact(record)
    if rows is None or binary(record) is None:
        return ""
    return f"That is counted on out-of-fold predictions ({draft.measure(rows)}, each by models that had not seen it)."


def say_known_costs(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Write whether the run knew what the mistakes cost, and what the costs that are named would change."""
    if has_none(record, draft):
        return
    costs = cost_facts(record)
    if costs is None:
        draft.say(
            f"No: your goal states no costs, so that in the fits and in {escaped(record.metric.title)} both mistakes",
            "count alike. The costs belong into the threshold, which needs no new fit.",
        )
    else:
        miss, alarm = (draft.cite(fact) for fact in costs)
        draft.say(
            f"In the threshold, yes: your goal states {miss} for a miss and {alarm} for a false alarm. The fits count",
            "both alike.",
        )
    say_threshold(asked, record, draft)


def say_bent(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Write whether the run used weights that bend probabilities, and whether those hold."""
    if has_none(record, draft):
        return
    draft.say(
        "Your run put no weights on classes or rows: where its probabilities are off, that has another cause."
        if record.goal.weight is None
        else f"Your run counts rows as the column {code(record.goal.weight)} says, which moves its probabilities.",
    )
    say_calibration(asked, record, draft)


def say_capacity(_: Question, record: RunRecord, draft: Draft) -> None:
    """Write how many of a thousand rows are alarmed at the threshold of the run, and what that finds."""
    if has_none(record, draft):
        return
    told = binary(record)
    row = None if told is None else at_threshold(record, told.thresholds.delivered)
    if row is None:
        draft.say(*threshold_sentences(record, draft))
        draft.say(
            "How many rows lie above a cutoff, and how many of them are right, is not recorded in your run: score",
            "labeled rows (`plaintune predict DIR TABLE --proba`), sort them, and count in the top.",
        )
        return
    alarms = EvidenceFact(
        "rows called positive at the threshold of the model",
        round(row.true_positives + row.false_positives, 1), "per thousand rows", "diagnostics",
    )  # fmt: skip
    draft.say(
        f"In your run the threshold now in use calls {draft.measure(alarms)} positive: if your list is shorter than",
        "that share of your rows, cut higher, and lower if it is longer.",
    )
    draft.say(rates_sentence(record, draft), threshold_sentence(record, draft))


def _say_other_costs(asked: Question, record: RunRecord, draft: Draft) -> bool:
    """Answer for the costs that the question names."""
    named, now = named_costs(asked), threshold_fact(record)
    if named is None or record.goal.task != "binary":
        return False
    ratio = named.false_negative / named.false_positive
    new, costs = threshold_at_ratio(ratio), cost_facts(record)
    said = f" (your goal states {draft.cite(costs[0])} to {draft.cite(costs[1])})" if costs else ""
    times = EvidenceFact("times that a miss costs a false alarm, by your question", round(ratio, 4), source=QUESTION)
    start = f"If a miss costs {draft.cite(times)} times a false alarm, the threshold is {draft.cite(new)}"
    if now is None:
        draft.say(f"{start}{said}; that of your model is not recorded.")
    else:
        lower = float(new.value or 0) < float(now.value or 0)
        draft.say(f"{start} instead of {draft.cite(now)}{said}: {_effect(is_lower=lower)}.")
    measured = costs_sentence(record, named, draft)
    draft.say(measured)
    if not measured:
        _say_unmeasured(record, draft)
    draft.say("It is right only as far as the probabilities can be believed.")
    say_slope(record, draft)
    return True


def _say_other_threshold(asked: Question, record: RunRecord, draft: Draft) -> bool:
    """Answer for a threshold that the question names: a value between nothing and one that is not the present one."""
    value = next((value for value in asked.entities.values if 0 < value < 1), None)
    now = threshold_fact(record)
    if value is None or now is None or not names_a_cut(asked):
        return False
    if abs(value - float(now.value or 0)) < 0.005:
        say_cut(asked, record, draft)
        return True
    other = draft.cite(asked_value(value))
    draft.say(
        f"At {other} instead of {draft.cite(now)}, {_effect(is_lower=value < float(now.value or 0))}; the",
        "probabilities and the ranking stay as they are. It would be right where a miss costs",
        f"{_ratio_at(value, draft)} times as much as a false alarm.",
    )
    measured = at_threshold_sentence(record, value, draft)
    draft.say(measured)
    if not measured:
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
