"""How sure one prediction is: intervals, sets of classes, probabilities, and what nobody can know."""

from assistant.draft import Draft
from assistant.evidence.sure import promised
from assistant.evidence.trials import completed
from assistant.topics.decided import threshold_sentences
from assistant.topics.direct_answers import pattern
from assistant.topics.kinds_of_question import ANYTHING, Kind, Kinds, silent
from assistant.topics.topic import Topic
from assistant.topics.truth import promises_in_run as promises
from assistant.topics.truth import uncertainty_in_run as run
from assistant.topics.truth import uncertainty_words as words
from assistant.understanding.question import Question
from assistant.understanding.route import cues
from models.record import RunRecord


def _yes_or_no(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Write where the run cuts, and that single rows are not part of its record."""
    draft.say(
        "I read the record of the run, and single predictions are not in it: have the row predicted, and read its",
        "probability.",
    )
    draft.say(*threshold_sentences(record, draft))
    promises.say_in_short(asked, record, draft)


def _unsure(asked: Question, record: RunRecord, draft: Draft) -> None:
    run.say_unsure(asked, record, draft)
    promises.say_in_short(asked, record, draft)


def _one_row(asked: Question, record: RunRecord, draft: Draft) -> None:
    run.say_one_row(asked, record, draft)
    promises.say_in_short(asked, record, draft)


def _typical(asked: Question, record: RunRecord, draft: Draft) -> None:
    run.say_typical(asked, record, draft)
    told = promised(record)
    if told is not None:
        promises.say_promise(record, told, draft)


def _has_scores(record: RunRecord) -> bool:
    return bool(completed(record))


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
            promises.say_in_short,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                ^(?!.*\bclass(?:es)?\b).*\b(?:which|what|where)\b.*
                ...\b(?:rows?|customers?|cases?|records?|people|predictions?|model)\b.*
                ...\b(?:wrong|mistakes?|mistaken|misclassif\w+|errs?|mispredict\w+)\b
            """),
            words.GIST_OF_UNSURE,
            silent,
            run.say_wrong_rows,
            is_for_the_run=True,
        ),
        Kind(
            pattern(r"""
                ^(?!.*\bmany\b).*\b(?:row|customer|person|case|patient|client|applicant)s? (?:number |no )?num\b
                \b(?:sure|certain|confident)\b.*\b(?:one|single|this|that|each|particular|my)
                ...(?: \w+)? (?:customer|row|person|case|patient|client)\b
            """),
            words.gist,
            silent,
            _one_row,
            is_for_the_run=True,
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
            promises.say_in_short,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                guarantee|every (?:single )?(?:row|prediction|case)|each kind|always hold
                \bcoverage\b.*\b(?:promise\w*|holds?|each|every)\b|\b(?:promise\w*|holds?|each|every)\b.*\bcoverage\b
            """),
            words.GIST_OF_GUARANTEE,
            silent,
            promises.say_in_short,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                ^(?!.*\b(?:horizon|steps?|forecast\w*|ahead|calibration set|sets?)\b).*
                ...\b(?:wide|wider|narrow|narrower|width|shrink|tighter)\b
            """),
            words.GIST_OF_WIDTH,
            silent,
            promises.say_in_short,
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
            promises.say_in_short,
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
            promises.say_in_short,
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
            promises.say_in_short,
            answers_first=True,
        ),
        Kind(
            pattern(r"how (?:is|are|was|were|do you)|measured|computed|told"), words.gist, silent, promises.say_in_full
        ),
        Kind(ANYTHING, words.gist, words.detail_of_conformal, promises.say_in_short),
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
