"""Leakage: columns that know the answer, preprocessing outside of the folds, copies and relatives across them."""

from assistant.draft import Draft
from assistant.evidence.literature_truth import LEAKAGE, LEAKING_FIELDS, LEAKING_PAPERS
from assistant.evidence.trials import completed
from assistant.topics.kinds_of_question import ANYTHING, Kind, Kinds, pattern, silent, text
from assistant.topics.leak_sentences import (
    DETAIL_OF_RELATIVES,
    GIST_OF_RELATIVES,
    say_column,
    say_duplicates,
    say_leaks,
    say_price_of_leaving_out,
    say_relatives,
    say_score,
    say_unchecked,
)
from assistant.topics.topic import Topic
from assistant.understanding.question import Question
from assistant.understanding.route import cues
from models.record import RunRecord


def _gist(_: Question, draft: Draft) -> None:
    draft.say(
        f"**Leakage** means that a model learns from {draft.refer(LEAKAGE, 'something that it will not have')} when it",
        "is used: its score is then better than it can ever be in practice.",
    )


def _detail(_: Question, draft: Draft) -> None:
    draft.say("It comes in by these doors:")
    draft.list(
        [
            "a **column that knows the answer**: filled in afterwards, or the target in another form",
            "**preprocessing on all rows** (scaling, encoding, resampling, choosing columns) before the split",
            "**copies** of rows, or rows of one person, on both sides of the split",
            "**the future**: rows that came later, used to predict earlier ones",
        ]
    )
    draft.say(
        f"It is common: a survey found it in {draft.cite(LEAKING_PAPERS)} papers of {draft.cite(LEAKING_FIELDS)}",
        "fields. What to do: score every column alone, ask of each when it is known, drop what is not known in time,",
        "fit every step inside the folds, and run again. A score that falls then has become honest.",
    )


_GIST_OF_PERFECT = text(
    "A perfect or nearly perfect score is almost always leakage, most of all where one split or one column is enough",
    "for it: a column made from the target, or filled in after the outcome; an id that follows it; or copies of rows",
    "on both sides. A real problem is rarely that easy.",
)
_DETAIL_OF_PERFECT = text(
    "What to do: look at the most important column and at the score of each column alone, count copied rows, drop",
    "what is known only after the outcome, and run again. If the score stays, the problem may be an easy one.",
)
_GIST_OF_RESAMPLING = text(
    "After the split, and only inside the training part of each fold. If rows are made up or repeated before the split",
    "(SMOTE, oversampling), copies made from a row land in the validation part too, and the score is inflated.",
)
_DETAIL_OF_RESAMPLING = text(
    "The same holds for scaling, filling gaps, encoding by the target and choosing columns: put each step into one",
    "pipeline with the model, so that it is fitted anew in every fold. The validation rows keep the real share of the",
    "classes; and class weights, or another threshold, often do what resampling is meant for.",
)
_GIST_OF_SCALING = text(
    "Fit every such step (scaling, filling gaps, encoding, choosing columns) on the training part of each fold only,",
    "in one pipeline with the model. Done on all rows before the split, it lets the validation rows have a say, and",
    "that leaks: mostly little with plain scaling, much with encoding by the target or choosing columns.",
)
_GIST_OF_STOPPING = text(
    "It does leak where the number of rounds is chosen on the very rows that are scored: the score is then the best of",
    "many rounds, and a little too good. Split off rows of the training part for stopping, and leave the validation",
    "rows alone.",
)
_GIST_OF_COPIES = text(
    "Copies of a row on both sides of a split are scored from memory, which lifts the score without any skill. Drop",
    "true copies before splitting; where they are repeats of one thing, keep them in one fold by naming its column as",
    "the group.",
)
_IN_THE_FOLDS = (
    "In your run encoding, filling gaps and early stopping are fitted inside the training part of each fold, and no",
    "rows are made up or repeated.",
)


def _all(_: Question, record: RunRecord, draft: Draft) -> None:
    say_leaks(record, draft)
    say_unchecked(record, draft)


def _column(_: Question, record: RunRecord, draft: Draft) -> None:
    say_column(record, draft)
    say_leaks(record, draft)


def _perfect(_: Question, record: RunRecord, draft: Draft) -> None:
    say_score(record, draft)
    say_column(record, draft)
    say_leaks(record, draft)
    say_price_of_leaving_out(record, draft)


def _resampling(_: Question, record: RunRecord, draft: Draft) -> None:
    draft.say(*_IN_THE_FOLDS)
    if record.result is not None:
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
                early stop|best iteration
            """),
            _GIST_OF_STOPPING,
            silent,
            _resampling,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                \b(?:scal|standardi|normali|imput|preprocess|encod)\w*
            """),
            _GIST_OF_SCALING,
            silent,
            _resampling,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                smote|oversampl|undersampl|resampl|before (?:or after )?(?:the )?split|before splitting|pipeline
            """),
            _GIST_OF_RESAMPLING,
            _DETAIL_OF_RESAMPLING,
            _resampling,
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
                \bduplicat|\bcopies\b|same rows? (?:twice|in both)
            """),
            _GIST_OF_COPIES,
            silent,
            _copies,
            is_for_the_run=True,
        ),
        Kind(
            pattern(r"""
                too good|suspicious|\bperfect\b|metric:\w+ of (?:num|one)\b|num metric:\w+
                (?:nearly|almost) (?:num|one)\b
                (?:score|metric:\w+) .*\b(?:num|one|high)\b|doing (?:something|some thing|any ?thing) wrong
            """),
            _GIST_OF_PERFECT,
            _DETAIL_OF_PERFECT,
            _perfect,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                \b(?:which|what) (?:one|column|feature|variable)
            """),
            _gist,
            _detail,
            _column,
            is_for_the_run=True,
        ),
        Kind(
            pattern(r"""
                \b(?:what is|define|explain|meaning|prevent|avoid|detect|how (?:do|can|to|does|should))\b
            """),
            _gist,
            _detail,
            _all,
        ),
        Kind(ANYTHING, _gist, _detail, _all, is_for_the_run=True),
    )
)

DATA_LEAKAGE = Topic(
    name="data_leakage",
    cues=cues(r"""
        12 \bleak
        13 \bduplicate
        11 smote|before or after the split|before the split
        7 same (?:individual|person|patient|customer|household)s? .*(?:both|train)|in both train
        9 same (?:person|patient|customer|household|user)s? .*\b(?:several|many|multiple|num|two) (?:rows|records|times)
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
