"""How sure one prediction is: intervals, sets of classes, probabilities, and what nobody can know."""

import re

from assistant.draft import Draft
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.findings import answered
from assistant.evidence.sure import HREF, coverage_facts, level_fact, promised, rows_fact, size_fact
from assistant.evidence.trials import completed
from assistant.markup import code
from assistant.topics.decided import threshold_sentences
from assistant.topics.direct_answers import pattern
from assistant.topics.kinds_of_question import ANYTHING, Kind, Kinds, silent
from assistant.topics.topic import Topic
from assistant.topics.truth import uncertainty_in_run as run
from assistant.topics.truth import uncertainty_words as words
from assistant.topics.truth.finding_sentences import measured
from assistant.topics.truth.overfitting_verdict import say_correction
from assistant.understanding.question import Question
from assistant.understanding.route import cues
from models.record import RunRecord, Uncertainty


def _in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    _in_short(asked, record, draft)
    told = promised(record)
    if told is not None:
        whole = EvidenceFact("how single predictions are made sure of, and what is assumed", None, href=HREF)
        draft.say(draft.quote(told.because, whole, [rows_fact(told), level_fact(told)]))
    _say_signs(record, draft)


def _in_short(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Write what comes with each prediction, how often it holds, and where to get it."""
    told = promised(record)
    if record.goal.task != "regression" and _OF_VALUES.search(asked.tagged):
        draft.say("Your run predicts a class, not a value: in place of an interval it gives a set of classes.")
    if told is None:
        _say_nothing(record, draft)
        draft.say("What is known is how good the model is on average:")
        say_correction(record, draft)
    else:
        _say_promise(record, told, draft)
    if record.result is not None:
        what = "the interval" if record.goal.task == "regression" else "the probabilities of all classes, and the set"
        draft.say(f"{code('POST /v1/runs/{id}/predictions')} returns with each prediction: {what}.")


def _yes_or_no(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Write where the run cuts, and that single rows are not part of its record."""
    draft.say(
        "I read the record of the run, and single predictions are not in it: have the row predicted, and read its",
        "probability.",
    )
    draft.say(*threshold_sentences(record, draft))
    _in_short(asked, record, draft)


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


def _unsure(asked: Question, record: RunRecord, draft: Draft) -> None:
    run.say_unsure(asked, record, draft)
    _in_short(asked, record, draft)


def _typical(asked: Question, record: RunRecord, draft: Draft) -> None:
    run.say_typical(asked, record, draft)
    told = promised(record)
    if told is not None:
        _say_promise(record, told, draft)


def _has_scores(record: RunRecord) -> bool:
    return bool(completed(record))


_OF_VALUES = re.compile(r"\bregression\b|intervals?\b|plus minus|give or take|how far off|\bprice|house")

_KINDS = Kinds(
    (
        Kind(
            pattern(r"""
                next (?:year|month|week|quarter)|in the future|tomorrow|\bfuture\b
            """),
            words.gist_of_the_future,
            silent,
            run.say_future,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                \byes or no\b|\bhedg|^(?:so )?will (?:the |this |that )?(?:customer|person|patient|row|client|user|num)
            """),
            words.GIST_OF_YES_OR_NO,
            silent,
            _yes_or_no,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                ^(?!.*\b(?:median|quantile\w*|cross\w*)\b).*\boutside\b|\btoo narrow\b
                ...|\b(?:does|do|did) not (?:hold|cover)|\b(?:cover|hold|contain)s? only\b
                \bonly (?:num|half|two thirds?)\b.*\b(?:inside|within|in|cover)|\bcoverage (?:is|of) (?:only )?num
            """),
            words.GIST_OF_MISSED,
            words.DETAIL_OF_MISSED,
            _in_short,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                \b(?:margin|uncertain\w*|sure|certain|confident|error bars?|interval)\b.*
                ...(?:\b(?:score|accuracy|auc|f1|rmse|r2|metric)\b|metric:)(?!.*\b(?:predictions?|customer|row)\b)
                \b(?:real|true) (?:metric:\w+|score)\b.*\bnum\b
            """),
            words.GIST_OF_A_SCORE,
            silent,
            run.say_score_margin,
        ),
        Kind(
            pattern(r"""
                \b(?:how many|how often|(?:which|what) (?:share|percentage|part|fraction))\b.*
                ...\b(?:unsure|uncertain|(?:in )?doubt\w*|not (?:sure|certain|confident)|undecided|sure)\b
                \bwhich (?:\w+ )?(?:customers|rows|cases|predictions|patients)\b.*\b(?:human|person|by hand|review\w*)\b
            """),
            words.GIST_OF_UNSURE,
            silent,
            _unsure,
        ),
        Kind(
            pattern(r"""
                \b(?:tell|promise|say|claim)\b.*\b(?:num|percent|predictions?)\b.*\b(?:right|correct)\b
                \bhow (?:many|often)\b.*\b(?:predictions?|decisions?|model)\b.*\b(?:right|wrong|correct)\b
            """),
            words.GIST_OF_SHARE_RIGHT,
            silent,
            run.say_share_right,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                \bhow (?:far off|wrong)\b.*\b(?:typically|usually|normally|on average|generally|predictions)\b
                \b(?:typical|usual|average|mean) (?:error|miss|deviation)\b
            """),
            words.GIST_OF_TYPICAL,
            silent,
            _typical,
        ),
        Kind(
            pattern(r"""
                \bplus (?:or )?minus\b|give or take|\bmargin of\b|\bhow (?:far off|wrong)\b|\berror bars?\b
            """),
            words.GIST_OF_ONE_VALUE,
            silent,
            _in_short,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                guarantee|every (?:single )?(?:row|prediction|case)|each kind|always hold
                \bcoverage\b.*\b(?:promise\w*|holds?|each|every)\b|\b(?:promise\w*|holds?|each|every)\b.*\bcoverage\b
            """),
            words.GIST_OF_GUARANTEE,
            silent,
            _in_short,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                ^(?!.*\b(?:horizon|steps?|forecast\w*|ahead|calibration set|sets?)\b).*
                ...\b(?:wide|wider|narrow|narrower|width|shrink|tighter)\b
            """),
            words.GIST_OF_WIDTH,
            silent,
            _in_short,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                confidence intervals?\b.*\b(?:prediction intervals?|or|vs|versus|and|mean|average)\b
                prediction intervals?\b.*\bconfidence intervals?|what (?:is|are) (?:a |the )?confidence intervals?
            """),
            words.GIST_OF_TWO_INTERVALS,
            silent,
            run.say_nothing,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                \bsets? (?:with|of)\b|prediction sets?|(?:two|num|several|many) classes
            """),
            words.GIST_OF_SETS,
            silent,
            _in_short,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                ^(?:what|explain|how (?:does|do|is)|is|are|can|could|do|does|tell)\b.*(?:conformal|\bregression\b)
                \b(?:get|have|make|give|offer|compute|possible|there|want|need|available)\b.*\bprediction intervals?\b
                ^(?:\w+ ){0,2}(?:conformal|prediction intervals?)(?: \w+){0,2}$
            """),
            words.gist_of_conformal,
            words.detail_of_conformal,
            _in_short,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                \b(?:which|what|any|there|some|common)\b.*\b(?:approaches|ways|methods)\b
                \bthere (?:is |are )?(?:a |any )?(?:ways?|methods?|approach\w*) to\b
                \b(?:uncertain\w*|confidence)\b.*\bclassif\w*|\bclassif\w*\b.*\b(?:uncertain\w*|confidence)\b
            """),
            words.gist_of_classes,
            silent,
            _in_short,
            answers_first=True,
        ),
        Kind(pattern(r"how (?:is|are|was|were|do you)|measured|computed|told"), words.gist, silent, _in_run),
        Kind(ANYTHING, words.gist, words.detail_of_conformal, _in_short),
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
        20 \bmargin of error\b
        40 \b(?:real|true) (?:metric:\w+|score)\b.*\b(?:below|above|under|over|less than|more than) num\b
        20 \bwhich (?:\w+ )?(?:customers|rows|cases|predictions|patients)\b.*\b(?:human|person|by hand|review\w*)\b
        16 \bquantile (?:models?|regress\w*)
        12 \bconfidence intervals?\b.*\bprobabilit
        9 \bhow wide\b
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
