"""Leakage: columns that know the answer, preprocessing outside of the folds, copies and relatives across them."""

import re

from assistant.draft import Draft
from assistant.evidence.findings import LEAKS, answered, found
from assistant.evidence.trials import completed
from assistant.topics.kinds_of_question import ANYTHING, Kind, Kinds, pattern, silent
from assistant.topics.topic import Topic
from assistant.topics.truth import leak_words as words
from assistant.topics.truth.finding_sentences import measured
from assistant.topics.truth.fold_sentences import say_time
from assistant.topics.truth.leak_sentences import (
    DETAIL_OF_RELATIVES,
    GIST_OF_RELATIVES,
    say_column,
    say_duplicates,
    say_leaks,
    say_missing_columns,
    say_price_of_leaving_out,
    say_relatives,
    say_score,
    say_unchecked,
)
from assistant.topics.truth.nested_words import GIST_OF_SELECTING
from assistant.understanding.question import Question
from assistant.understanding.route import cues
from models.record import RunRecord

_ID = re.compile(r"(?:^|[_ -])(?:id|ids|uuid)(?:$|[_ -])|identifier")
_IN_THE_FOLDS = (
    "In your run encoding, filling gaps and early stopping are fitted inside the training part of each fold, and no",
    "rows are made up or repeated. What was done to the table before the upload cannot be seen in it.",
)


def _all(_: Question, record: RunRecord, draft: Draft) -> None:
    say_leaks(record, draft)
    say_unchecked(record, draft)


def _column(_: Question, record: RunRecord, draft: Draft) -> None:
    say_column(record, draft)
    say_leaks(record, draft)


def _perfect(_: Question, record: RunRecord, draft: Draft) -> None:
    say_score(record, draft)
    if answered(record, "knows_the_answer") and not found(record, LEAKS):
        say_column(record, draft)
        say_duplicates(record, draft)
        return
    say_leaks(record, draft)
    say_price_of_leaving_out(record, draft)


def _in_the_folds(_: Question, __: RunRecord, draft: Draft) -> None:
    draft.say(*_IN_THE_FOLDS)


def _own_preparation(asked: Question, __: RunRecord, draft: Draft) -> None:
    nothing = "nothing was fitted on all rows before the split, so that validation rows cannot speak in training."
    is_inside = re.search(r"\b(?:in|inside|within) (?:the |each |every )?folds?\b", asked.tagged)
    draft.say(f"Yes, and {nothing}" if is_inside else f"No, {nothing}")
    draft.say(*_IN_THE_FOLDS)


def _afterwards(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Say what the screen of single columns found, and that it cannot know when a column is filled."""
    say_missing_columns(asked.words, record, draft)
    say_column(record, draft)
    say_price_of_leaving_out(record, draft)


def _deleting(_: Question, __: RunRecord, ___: Draft) -> None:
    """Leave the run out: there is nothing in it to bear on that."""


def _ids(_: Question, record: RunRecord, draft: Draft) -> None:
    """Say whether a column is named as an id, what names and groups tell, and how much one column tells alone."""
    if not any(_ID.search(column.name.lower()) for column in record.data.columns):
        draft.say("No column of your run is named as an id, so none of that name has an importance in it.")
    for name in ("identifier_feature", "group_leakage"):
        finding = answered(record, name)
        draft.say(f"In your run: {measured(finding, draft)}" if finding is not None else "")
    say_column(record, draft)
    say_price_of_leaving_out(record, draft)


def _future(_: Question, record: RunRecord, draft: Draft) -> None:
    say_time(record, draft)


def _in_short(_: Question, record: RunRecord, draft: Draft) -> None:
    """Say what was found, or in two sentences that nothing was."""
    if found(record, LEAKS) or not answered(record, "knows_the_answer"):
        say_leaks(record, draft)
        return
    draft.say("In your run **no sign of leakage** was found, as far as rows can tell.")
    say_column(record, draft)


def _relatives(_: Question, record: RunRecord, draft: Draft) -> None:
    say_relatives(record, draft)


def _copies(_: Question, record: RunRecord, draft: Draft) -> None:
    say_duplicates(record, draft)


def _has_scores(record: RunRecord) -> bool:
    return bool(completed(record))


_KINDS = Kinds(
    (
        Kind(
            pattern(r"""
                \b(?:delete|remove|drop|throw|leave)\w*\b.*\b(?:those|wrong|mistakes|errors|misclassified|bad rows)\b
                \bwrong\b.*\b(?:delete|remove|drop)\w*\b
            """),
            words.GIST_OF_DELETING,
            silent,
            _deleting,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                early stop|best iteration
            """),
            words.GIST_OF_STOPPING,
            silent,
            _in_the_folds,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                (?:feature|column|variable) selection|\b(?:select|choos|filter)\w* (?:\w+ ){0,3}(?:features|columns)
            """),
            GIST_OF_SELECTING,
            silent,
            _in_the_folds,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                ^(?:did|do|does|is|are|was|were)\b.*\b(?:your?|(?:my|this) run|the service)\b.*\b(?:scal|normali|imput)
                ^(?:did|do|does|is|are|was|were)\b.*\b(?:your?|(?:my|this) run|the service)\b.*\b(?:prep|encod)
                ^(?:is|are|was|were)\b.*\b(?:scal|normali|imput|prep|encod)\w*\b.*\b(?:in|by|of) (?:my|this) run
                ^(?:is|are|was|were) (?:the|my) .*\b(?:scal|imput|prep|encod)\w* .*\b(?:in|inside|before)\b.*\bfold
            """),
            words.GIST_OF_SCALING,
            silent,
            _own_preparation,
            is_for_the_run=True,
        ),
        Kind(
            pattern(r"""
                \b(?:scal|standardi|normali|imput|preprocess)\w*|(?<!target )(?<!mean )\bencod\w*
            """),
            words.GIST_OF_SCALING,
            silent,
            _in_the_folds,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                smote|oversampl|undersampl|resampl|before or after (?:the )?split|pipeline
            """),
            words.GIST_OF_RESAMPLING,
            words.DETAIL_OF_RESAMPLING,
            _in_the_folds,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                \b(?:same|one|each) (?:person|individual|patient|customer|group|household|machine|subject|user)
                \b(?:individual|patient|customer|household)s? .*\b(?:both|fold|split)|\bgroup(?:s|ed)?\b|relatives
            """),
            GIST_OF_RELATIVES,
            DETAIL_OF_RELATIVES,
            _relatives,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                \b(?:duplicat\w*|copies)\b.*\b(?:fake|inflat\w*|affect|effect|bad|problem|harm|matter|flatter|lift|rais)
            """),
            words.GIST_OF_COPIES,
            silent,
            _copies,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                \bonly (?:\w+ )?(?:filled|known|set|there)\b|\bfilled (?:in )?(?:only|after|when|once|for)|\bafter the
                \bcolumn:.*\b(?:include|contain|after|trouble|keep)|\b(?:includes?|contains?) the
                \bknown (?:only )?(?:after|later|afterwards)|\bkeep it\b|recorded (?:after|later|when|once)
            """),
            words.GIST_OF_AFTERWARDS,
            silent,
            _afterwards,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                (?<!same )(?<!one )(?<!each )\bids?\b|identifier|row numbers?
            """),
            words.GIST_OF_IDS,
            silent,
            _ids,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                \bfuture\b|look ?ahead|\bin time\b|\btime travel
            """),
            words.GIST_OF_THE_FUTURE,
            silent,
            _future,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                \bduplicat|\bcopies\b|same rows? (?:twice|in both)
            """),
            words.GIST_OF_COPIES,
            silent,
            _copies,
            is_for_the_run=True,
        ),
        Kind(
            pattern(r"""
                \b(?:which|what|any) (?:one|columns?|features?|variables?)\b
            """),
            words.gist,
            words.detail,
            _column,
            is_for_the_run=True,
        ),
        Kind(
            pattern(r"""
                too good|suspicious|\bperfect\b|metric:\w+ of (?:num|one)\b|num metric:\w+
                (?:nearly|almost) (?:num|one)\b
                (?:score|metric:\w+) (?:\w+ ){0,3}(?:num|one|high)\b(?! (?:trial|column|feature|fold|row))
                doing (?:something|some thing|any ?thing) wrong
            """),
            words.GIST_OF_PERFECT,
            words.DETAIL_OF_PERFECT,
            _perfect,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                ^why (?:is|are|does|do)\b.*\bleak\w*\b.*\b(?:problem|bad|matter|harm\w*|danger\w*|serious)
                ^(?:so )?what (?:is|are|does)\b|define|explain|meaning|prevent|avoid|detect
                how (?:do|can|to|does|should)\b
            """),
            words.gist,
            words.detail,
            _in_short,
        ),
        Kind(
            pattern(r"\b(?:any|signs?|is there|are there|found|clean|checks?|checked)\b"),
            words.gist,
            words.detail,
            _all,
            is_for_the_run=True,
        ),
        Kind(ANYTHING, words.GIST_OF_THE_TEST, words.detail, _in_short),
    )
)

DATA_LEAKAGE = Topic(
    name="data_leakage",
    cues=cues(r"""
        12 \bleak
        13 \bduplicate
        11 smote|before or after the split|before the split
        7 same (?:individual|person|patient|customer|household)s? .*(?:both|train)|in both train
        14 same (?:person|patient|customer|household|user)s? .*\b(?:several|many|multiple|num) (?:rows|records|times)
        14 \bsuspicious|\bbelievable
        12 (?:normali|standardi|scal|imput|preprocess|encod)\w* .*\bbefore\b.*\b(?:split|cross|fold)
        6 too good to be true|knows? (?:\w+ )?(?:the )?answer
        9 metric:\w+ of (?:num|one)\b|(?:num|perfect) metric:\w+|suspicious
    """),
    examples=(
        "is there any sign of leakage",
        "what is data leakage",
        "which column leaks the answer",
        "are there duplicates in both training and validation",
        "is my score too good to be true",
    ),
    gist=_KINDS.gist,
    detail=_KINDS.detail,
    in_run=_KINDS.in_run,
    invitation="What is data leakage, and how do I find it?",
    run_invitation="Is there any sign of leakage in my run?",
    leads_to=("feature_importance", "overfitting", "cross_validation", "deployment"),
    suits=_has_scores,
    is_for_the_run=_KINDS.is_for_the_run,
)
