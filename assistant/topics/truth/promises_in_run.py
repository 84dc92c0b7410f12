"""What a run promises of single predictions: an interval or a set of classes, how often it holds, where to get it."""

import re

from assistant.draft import Draft
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.findings import answered
from assistant.evidence.sure import HREF, coverage_facts, level_fact, promised, rows_fact, size_fact
from assistant.markup import code
from assistant.topics.truth.finding_sentences import measured
from assistant.topics.truth.overfitting_verdict import say_correction
from assistant.understanding.question import Question
from models.record import RunRecord, Uncertainty

_OF_VALUES = re.compile(r"\bregression\b|intervals?\b|plus minus|give or take|how far off|\bprice|house")


def say_in_full(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Write what is promised, how it was made sure of, and the signs of doubt."""
    say_in_short(asked, record, draft)
    told = promised(record)
    if told is not None:
        whole = EvidenceFact("how single predictions are made sure of, and what is assumed", None, href=HREF)
        draft.say(draft.quote(told.because, whole, [rows_fact(told), level_fact(told)]))
    _say_signs(record, draft)


def say_in_short(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Write what comes with each prediction, how often it holds, and where to get it."""
    told = promised(record)
    if record.goal.task != "regression" and _OF_VALUES.search(asked.tagged):
        draft.say("Your run predicts a class, not a value: in place of an interval it gives a set of classes.")
    if told is None:
        _say_nothing(record, draft)
        draft.say("What is known is how good the model is on average:")
        say_correction(record, draft)
    else:
        say_promise(record, told, draft)
    if record.result is not None:
        what = "the interval" if record.goal.task == "regression" else "the probabilities of all classes, and the set"
        draft.say(f"{code('POST /v1/runs/{id}/predictions')} returns with each prediction: {what}.")


def say_promise(record: RunRecord, told: Uncertainty, draft: Draft) -> None:
    """Write what comes with each prediction and how often it held."""
    covered, size = coverage_facts(told), size_fact(record, told)
    if told.kind == "interval":
        said = (
            f"In your run each prediction comes with an interval that promises to hold {draft.cite(level_fact(told))} %"
        )
        said += f" of the true values; it is {draft.measure(size)} wide on average." if size else " of the true values."
    else:
        level = draft.cite(level_fact(told))
        said = (
            f"In your run each prediction comes with a set of classes that promises to hold {level} % of the true ones"
        )
        said += (
            f"; it has {draft.measure(size)} on average; one class alone means that the others are improbable."
            if size
            else "."
        )
    if covered is not None:
        share, error = covered
        said += f" Measured on rows of other folds, it held {draft.cite(share)} % of them"
        said += f" (standard error {draft.measure(error)})." if error else "."
    else:
        said += " How often it really holds was not measured."
    draft.say(f"{said} That holds on average over rows like these and is no guarantee for a single one.")


def _say_nothing(record: RunRecord, draft: Draft) -> None:
    told = record.uncertainty
    if record.result is None:
        draft.say("In your run that is measured at the end, from the held-back predictions of what is delivered.")
    elif told is None:
        draft.say(
            "How sure single predictions are is not recorded in your run; a new run of the same table measures it."
        )
    else:
        whole = EvidenceFact("why nothing is promised of single predictions", None, href=HREF)
        draft.say(f"In your run nothing can be promised of single predictions: {draft.quote(told.because, whole)}.")


def _say_signs(record: RunRecord, draft: Draft) -> None:
    """Write whether probabilities or values are too extreme, and how far models of other rows disagree."""
    known = (answered(record, name) for name in ("calibration_slope", "fold_disagreement"))
    draft.say(*(measured(finding, draft) for finding in known if finding is not None))
