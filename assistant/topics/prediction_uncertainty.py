"""How sure one prediction is: intervals, sets of classes, probabilities, and what nobody can know."""

from assistant.draft import Draft
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.findings import answered
from assistant.evidence.literature_truth import CONFORMAL, CONFORMAL_SETS, DEEP_ENSEMBLES, QUANTILE_INTERVALS
from assistant.evidence.sure import HREF, coverage_facts, level_fact, promised, rows_fact, size_fact
from assistant.evidence.trials import completed
from assistant.markup import code
from assistant.topics.finding_sentences import measured
from assistant.topics.kinds_of_question import ANYTHING, Kind, Kinds, pattern, silent, text
from assistant.topics.overfitting_verdict import say_correction
from assistant.topics.topic import Topic
from assistant.topics.true_score_sentences import say_true_scores
from assistant.understanding.question import Question
from assistant.understanding.route import cues
from models.record import RunRecord, Uncertainty


def _gist(_: Question, draft: Draft) -> None:
    draft.say(
        "How sure **one** prediction is, is another question than how good the model is on average. For a class, the",
        "basic answer is a calibrated probability; for a value, an interval that holds the truth with a promised",
        "probability.",
    )


def _gist_of_classes(_: Question, draft: Draft) -> None:
    draft.say("Yes, there are three usual ways for a class:")
    draft.list(
        [
            (
                "a **calibrated probability**: of the rows given seven in ten, about seven in ten are of that class. "
                "It is the basic one; check it on held-back rows"
            ),
            (
                f"a **{draft.refer(CONFORMAL_SETS, 'conformal set')}**: the classes that cannot be ruled out at a "
                "promised level; a set of several classes says that the model is unsure"
            ),
            (
                f"the **{draft.refer(DEEP_ENSEMBLES, 'disagreement of models')}** fitted with other seeds or rows: "
                "high where the model guesses"
            ),
        ]
    )


def _gist_of_conformal(_: Question, draft: Draft) -> None:
    draft.say(
        f"Yes. {draft.refer(CONFORMAL, 'Conformal prediction')} takes the absolute errors on held-back rows, and makes",
        "each interval as wide as their quantile at the promised level (a little corrected for the number of rows). It",
        "holds whatever the model is, on **average** over rows, if new rows are like these (exchangeable): not for",
        "every kind of row, and not under drift.",
    )


def _detail_of_conformal(_: Question, draft: Draft) -> None:
    draft.say(
        "Plain intervals are equally wide everywhere. Where errors grow with the prediction, scale them by the usual",
        f"error there, or use {draft.refer(QUANTILE_INTERVALS, 'conformalized quantile regression')}, whose width",
        "follows the row. Measure the coverage on rows that had no part in setting the width.",
    )


def _gist_of_the_future(_: Question, draft: Draft) -> None:
    draft.say(
        "Nobody can know the score on next year's data: it depends on how much those rows will differ from these. The",
        "honest figure for rows **like these** is the corrected score with its interval, and it holds only as long as",
        "nothing drifts.",
    )


_GIST_OF_GUARANTEE = text(
    "No: the promise holds on **average** over rows that are like these, not for every row or kind of row. For rare or",
    "odd rows it may hold less often, for easy ones more; and it does not hold where new rows drift away.",
)
_GIST_OF_WIDTH = text(
    "An interval is as wide as the model errs on rows that it did not see. It gets narrower by a better model (better",
    "columns, more rows), by a lower level, or by a width that follows the row: narrow where errors are small.",
    "Narrower for nothing is not to be had.",
)
_GIST_OF_TWO_INTERVALS = text(
    "A **confidence interval** says how well an average is known, such as the score of the model, and shrinks with",
    "more rows. A **prediction interval** says where one new value will lie, and stays as wide as single values",
    "scatter.",
)
_GIST_OF_SETS = text(
    "A set of several classes means that the model cannot rule out any of them at the promised level: it is unsure of",
    "that row. A set of one class means that it is sure. Rows with large sets are those to look at by hand.",
)


def _in_run(_: Question, record: RunRecord, draft: Draft) -> None:
    told = promised(record)
    if told is None:
        _say_nothing(record, draft)
        draft.say("What is known is how good the model is on average:")
        say_correction(record, draft)
    else:
        _say_promise(record, told, draft)
        whole = EvidenceFact("how single predictions are made sure of, and what is assumed", None, href=HREF)
        draft.say(draft.quote(told.because, whole, [rows_fact(told), level_fact(told)]))
    _say_signs(record, draft)
    if record.result is not None:
        what = "intervals" if record.goal.task == "regression" else "probabilities of all classes, and the set"
        draft.say(f"{code('POST /v1/runs/{id}/predictions')} returns them with each prediction: {what}.")


def _say_promise(record: RunRecord, told: Uncertainty, draft: Draft) -> None:
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
        said += f"; it has {draft.measure(size)} on average, and one class means sure." if size else "."
    if covered is not None:
        share, error = covered
        said += f" Measured on rows of other folds, it held {draft.cite(share)} % of them"
        said += f" (standard error {draft.measure(error)})." if error else "."
    else:
        said += " How often it really holds was not measured."
    draft.say(said)


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


def _future(_: Question, record: RunRecord, draft: Draft) -> None:
    if record.result is None:
        draft.say("Your run has no honest score yet: it is made at the end.")
    say_correction(record, draft)
    say_true_scores(record, draft)
    drift = answered(record, "drift")
    draft.say(measured(drift, draft) if drift is not None else "")
    if record.folds is not None and record.folds.kind == "time":
        draft.say("Your folds follow time, so the score is one for later rows, as far as these rows reach.")
        return
    dates = [column.name for column in record.data.columns if column.kind == "datetime"]
    named = f", here {code(dates[0])}" if dates else ", if there is one"
    draft.say(
        f"The nearest thing to an answer is a run whose folds follow time: name the date column in the goal{named},",
        "and each model is scored on rows later than those that it learned from.",
    )


def _has_scores(record: RunRecord) -> bool:
    return bool(completed(record))


_KINDS = Kinds(
    (
        Kind(
            pattern(r"""
                next (?:year|month|week|quarter)|in the future|tomorrow|\bfuture\b
            """),
            _gist_of_the_future,
            silent,
            _future,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                guarantee|every (?:single )?(?:row|prediction|case)|each kind|always hold|\bcoverage\b
            """),
            _GIST_OF_GUARANTEE,
            silent,
            _in_run,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                \b(?:wide|wider|narrow|narrower|width|large|shrink|tighter)\b
            """),
            _GIST_OF_WIDTH,
            silent,
            _in_run,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                confidence interval
            """),
            _GIST_OF_TWO_INTERVALS,
            silent,
            _in_run,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                \bsets? (?:with|of)\b|prediction sets?|(?:two|num|several|many) classes
            """),
            _GIST_OF_SETS,
            silent,
            _in_run,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                conformal|\bregression\b|prediction intervals?|error bars?
            """),
            _gist_of_conformal,
            _detail_of_conformal,
            _in_run,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                classif|\bclass(?:es)?\b|probabilit|approach|ways? to|methods?
            """),
            _gist_of_classes,
            silent,
            _in_run,
            answers_first=True,
        ),
        Kind(ANYTHING, _gist, _detail_of_conformal, _in_run, is_for_the_run=True),
    )
)

PREDICTION_UNCERTAINTY = Topic(
    name="prediction_uncertainty",
    cues=cues(r"""
        11 conformal|prediction intervals?|uncertain
        9 (?:sure|confident|certain) (?:is|about|of|are) .*(?:prediction|row|customer|person)
        9 how (?:sure|certain|confident) .*predict
        11 next (?:year|month)|in the future
        12 \bhow (?:far off|wrong)\b
        7 \binterval\b
        9 \bprediction sets?\b|\bcoverage\b|\bintervals? (?:is|are|so|be|too)\b|\b(?:the|my) intervals?\b
        6 error bars? (?:for|on) (?:a|each|one)
    """),
    examples=(
        "how sure is a single prediction",
        "can i get prediction intervals",
        "how uncertain are the predictions",
        "what is conformal prediction",
    ),
    gist=_KINDS.gist,
    detail=_KINDS.detail,
    in_run=_KINDS.in_run,
    invitation="How can one tell how sure a single prediction is?",
    run_invitation="How sure is the model about one prediction?",
    leads_to=("threshold_calibration", "overfitting", "nested_cv_selection_bias", "deployment"),
    suits=_has_scores,
    is_for_the_run=_KINDS.is_for_the_run,
)
