"""Whether the probabilities of a run can be believed: by their slope, group by group, and what was done to them."""

from assistant.draft import Draft
from assistant.evidence.classes import decision_at, finding_named
from assistant.evidence.diagnostics import bin_facts, bin_near, brier_fact, calibration, calibration_error_fact
from assistant.evidence.fact import EvidenceFact, asked_value
from assistant.evidence.literature_models import CALIBRATION_SLOPE, RIGHT_SLOPE
from assistant.naming import in_sentence
from assistant.topics.decided import decision_sentence, finding_sentence
from assistant.topics.deciding.named_costs import named_probability
from assistant.topics.winner.diagnostic_sentences import calibration_sentence
from assistant.understanding.question import Question
from models.record import RunRecord

SHOWN_BINS = 3


def has_none(record: RunRecord, draft: Draft) -> bool:
    """Say so where there are no probabilities to cut, or none yet."""
    if record.goal.task == "regression":
        draft.say("Your run predicts a value: it has no probabilities, and so no threshold and nothing to calibrate.")
    elif record.result is None:
        draft.say("Your run has not delivered a model yet: the threshold and the calibration are told at its end.")
    return record.goal.task == "regression" or record.result is None


def say_belief(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Write whether probabilities can be believed: near the one that is named, and by their slope on the whole."""
    if has_none(record, draft):
        return
    value = named_probability(asked)
    if value is not None and calibration(record) is not None:
        _say_near(value, record, draft)
        return
    say_calibration(asked, record, draft)
    if value is not None:
        _say_not_counted(value, record, draft)


def say_calibration(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Write whether probabilities hold on the whole, and what was done to them."""
    if has_none(record, draft):
        return
    say_slope(record, draft)
    draft.say(calibration_sentence(record, draft), _brier_sentence(record, draft))
    _say_bins(record, draft)
    say_temperature(asked, record, draft)
    draft.say(
        "For ranking that is no matter. Where the numbers themselves are used, compare groups of held-back predictions",
        "with what happened, and calibrate on such predictions (Platt's curve) if they differ by more than chance.",
    )


def _brier_sentence(record: RunRecord, draft: Draft) -> str:
    brier = brier_fact(record)
    return (
        "" if brier is None else f"The Brier score (mean squared error of the probability) is {draft.cite(brier, 3)}."
    )


def _say_bins(record: RunRecord, draft: Draft) -> None:
    """Write what was predicted and what happened in the lowest, the middle and the highest rows."""
    told = calibration(record)
    if told is None or len(told.bins) < SHOWN_BINS:
        return
    bins = sorted(told.bins, key=lambda one: one.predicted)
    shown = [bin_facts(one) for one in (bins[0], bins[len(bins) // 2], bins[-1])]
    draft.list(
        [
            f"predicted about {draft.cite(one.predicted, 3)} %, happened {draft.cite(one.happened, 3)} % (likely "
            f"{draft.cite(one.low, 3)} to {draft.cite(one.high, 3)} %; {draft.measure(one.rows)})"
            for one in shown
        ]
    )


def _say_not_counted(value: float, record: RunRecord, draft: Draft) -> None:
    """Say that nobody counted what happened near a probability, and how to."""
    rows = EvidenceFact("rows that the run used", record.data.n_rows_used, href="data")
    draft.say(
        f"What share came true among rows near {draft.cite(asked_value(value))} alone is not recorded, of the",
        f"{draft.cite(rows)} rows; labeled rows would tell (`plaintune predict DIR TABLE --proba`, then count those",
        "near it). For one person it is no guarantee.",
    )


def _say_near(value: float, record: RunRecord, draft: Draft) -> None:
    """Say what happened among the rows near a probability, and whether that is what it says."""
    near = bin_near(record, value)
    if near is None:
        return
    holds = near.low <= near.predicted <= near.high
    more = "more" if near.happened > near.predicted else "less"
    verdict = "Yes, as far as these rows can tell:" if holds else f"Not quite, it happens {more} often than it says:"
    draft.say(
        verdict,
        in_sentence(calibration_sentence(record, draft, value)),
        "That many rows answer for a group; for one person it is no guarantee.",
    )
    off, brier = calibration_error_fact(record), brier_fact(record)
    if off is not None and brier is not None:
        draft.say(
            f"Over all probabilities, what happens is {draft.measure(off, 2)} from what is predicted on average, and",
            f"the Brier score (mean squared error of the probability) is {draft.cite(brier, 3)}.",
        )


def say_slope(record: RunRecord, draft: Draft) -> None:
    """Say whether all probabilities together are too extreme or too mild."""
    finding = finding_named(record, "calibration_slope")
    if finding is None or finding.answer == "not_applicable":
        if calibration(record) is not None:
            return
        why = f" {finding_sentence(finding, draft)}" if finding is not None else ""
        rows = EvidenceFact("rows that the run used", record.data.n_rows_used, href="data")
        draft.say(
            f"Whether its probabilities can be believed is not recorded.{why} Predictions for the {draft.cite(rows)}",
            "rows, by models that had not seen them, would tell.",
        )
        return
    right, one = draft.refer(CALIBRATION_SLOPE, "slope"), draft.cite(RIGHT_SLOPE)
    is_found = finding.answer == "found"
    draft.say(
        "Not at their word:" if is_found else "On the whole they hold, and what is off may be chance:",
        in_sentence(finding_sentence(finding, draft)),
        f"(A {right} of {one} takes them at their word; less says too extreme, more too mild.)",
        "Read them as a ranking rather than at their word: drawn toward the average, they would hold."
        if is_found
        else "",
    )


def say_temperature(_: Question, record: RunRecord, draft: Draft) -> None:
    """Write what was done to the probabilities of the delivered model."""
    if has_none(record, draft):
        return
    result, decision = record.result, decision_at(record, "calibration")
    if result is not None and result.temperature != 1.0:
        fact = EvidenceFact("temperature of the delivered model", result.temperature, "", "result")
        what = "milder" if result.temperature > 1 else "sharper"
        draft.say(
            f"The delivered model makes them {what}, by a temperature of {draft.cite(fact)} fitted on predictions for",
            "rows that were not fitted on.",
        )
    elif decision is not None:
        draft.say(f"On calibration it was decided: {decision_sentence(decision, draft)}")
    elif result is not None and len(result.ensemble) > 1:
        draft.say(
            "No calibrator was applied; your model averages several trials, which mostly makes probabilities milder",
            "than those of its members.",
        )
    elif result is not None:
        draft.say("No calibrator was applied to its probabilities.")
