"""Folds: what they are for, how many, which kind, and what is delivered afterwards."""

from assistant.charts.of_answers import folds_chart
from assistant.draft import Draft
from assistant.evidence.literature import BBC, FEW_FOLDS, MANY_FOLDS, SELECTION_OVERFITS
from assistant.evidence.literature_truth import TEN_FOLDS
from assistant.markup import code
from assistant.topics.choosing_sentences import say_price
from assistant.topics.delivered_sentences import say_how_it_was_fitted
from assistant.topics.fold_sentences import say_plan, say_price_of_a_fold, say_scores_by_fold, say_spread
from assistant.topics.kinds_of_question import ANYTHING, Kind, Kinds, pattern, silent, text
from assistant.topics.leak_sentences import DETAIL_OF_RELATIVES, GIST_OF_RELATIVES, say_relatives
from assistant.topics.topic import Topic
from assistant.understanding.question import Question
from assistant.understanding.route import cues
from models.record import RunRecord


def _gist(_: Question, draft: Draft) -> None:
    draft.say(
        "**Cross-validation** cuts the rows into folds; each fold is held back once while the model is fitted on the",
        "others, so that every row is predicted by a model that has not seen it.",
    )


def _detail(_: Question, draft: Draft) -> None:
    draft.say(
        f"From {draft.cite(FEW_FOLDS)} to {draft.cite(MANY_FOLDS)} folds are usual. Each fold needs enough rows of the",
        "rarest class: stratify. Keep the rows of one person or machine in one fold, and rows that come later out of",
        "the training of earlier ones.",
    )
    _say_measures(draft)
    draft.say(
        "None of the models of the folds is the final one, and the one with the luckiest fold least of all: they only",
        "measure. The model that is delivered is fitted once more, with the chosen settings, on all rows.",
    )


def _say_measures(draft: Draft) -> None:
    draft.say(
        "It measures, it does not prevent: the winner's cross-validated score is the best of many and so",
        f"{draft.refer(SELECTION_OVERFITS, 'a little flattered')}.",
        f"{draft.refer(BBC, 'A bootstrap over the predictions')} of all trials can correct it.",
    )


def _gist_of_number(asked: Question, draft: Draft) -> None:
    is_largest = "largest" in asked.tagged or "always" in asked.tagged or "more folds" in asked.tagged
    draft.say(
        "No, more folds are not always better." if is_largest else "",
        f"From {draft.cite(FEW_FOLDS)} to {draft.cite(MANY_FOLDS)} folds are usual;",
        f"{draft.refer(TEN_FOLDS, 'a well-known study')} recommends {draft.cite(TEN_FOLDS)} stratified ones. More",
        "folds mean that each model is fitted on more rows (a less pessimistic score), but every trial costs more, and",
        "the models of the folds are more alike, so that their scores hang together.",
    )


def _detail_of_number(_: Question, draft: Draft) -> None:
    draft.say(
        "It does depend on the size of the table. With few rows take more folds, but **repeat** them with other splits",
        "rather than raise their number further (leaving one row out at a time is the dear end of that road). With",
        "many rows few folds do. Each fold must hold enough rows of the rarest class.",
    )


def _gist_of_delivery(_: Question, draft: Draft) -> None:
    draft.say(
        "None of the models of the folds is chosen, least of all the one with the best fold: that would be the luck of",
        "a split. They only estimate the score. As a rule the final model is fitted once more with the chosen settings",
        "on **all** rows; the other way is to keep the models of all folds and average them, a little steadier and as",
        "many times slower.",
    )


def _detail_of_delivery(_: Question, draft: Draft) -> None:
    draft.say(
        "So a cross-validated score stands for the **procedure**: with five folds, for models fitted on four fifths of",
        "the rows; the final one, which sees them all, is mostly a little better. Ask also whether the settings were",
        "tuned on these same folds: then the score is that of the best of many,",
        f"{draft.refer(SELECTION_OVERFITS, 'and flattered')}.",
        "Rows locked away as a test table take no part in the final fit.",
    )


def _gist_of_prevention(_: Question, draft: Draft) -> None:
    draft.say(
        "No: cutting rows into folds tells how well a model does on unseen rows; it does not make it better at it."
    )
    _say_measures(draft)


_DETAIL_OF_PREVENTION = text(
    "What does reduce overfitting: simpler settings, a stronger penalty, early stopping, more rows. Judge each by the",
    "cross-validated score, and confirm the final choice once on rows that had no part in it.",
)
_GIST_OF_TIME = text(
    "Where rows follow each other in time, use folds in time order: fit on what came first, score on what came later.",
    "Shuffled folds would let the model learn from the future, and flatter it.",
)
_GIST_OF_STRATA = text(
    "**Stratified** folds give every fold the share of each class that the table has. Without that, a fold may hold",
    "hardly any row of a rare class, and its score means little. For classes it is the usual choice; groups and time",
    "order go first.",
)


def _in_run(_: Question, record: RunRecord, draft: Draft) -> None:
    say_plan(record, draft)
    first = say_scores_by_fold(record, draft)
    say_spread(record, draft)
    say_how_it_was_fitted(record, draft)
    if first is not None:
        draft.show(folds_chart(record, first))


def _number(_: Question, record: RunRecord, draft: Draft) -> None:
    say_plan(record, draft)
    first = say_scores_by_fold(record, draft)
    say_price_of_a_fold(record, draft)
    if first is not None:
        draft.show(folds_chart(record, first))


def _delivery(_: Question, record: RunRecord, draft: Draft) -> None:
    if record.result is None:
        draft.say("In your run nothing is delivered yet: the final fit comes at the end.")
    say_how_it_was_fitted(record, draft)
    first = say_scores_by_fold(record, draft)
    if record.test is not None:
        draft.say("The locked test table took no part in any fit.")
    if first is not None:
        draft.show(folds_chart(record, first))


def _prevention(_: Question, record: RunRecord, draft: Draft) -> None:
    say_price(record, draft)
    first = say_scores_by_fold(record, draft)
    if first is not None:
        draft.show(folds_chart(record, first))


def _relatives(_: Question, record: RunRecord, draft: Draft) -> None:
    say_plan(record, draft)
    say_relatives(record, draft)


def _time(_: Question, record: RunRecord, draft: Draft) -> None:
    say_plan(record, draft)
    time = record.goal.time
    draft.say(
        f"The order is that of {code(time)}."
        if time is not None
        else "No column of time was named in the goal; name it there, and the folds follow it."
    )
    say_spread(record, draft)


_KINDS_OF_QUESTION = Kinds(
    (
        Kind(
            pattern(r"""
                \b(?:same|one|each) (?:person|individual|patient|customer|group|household|machine)s?\b|\bgroup(?:ed)?\b
            """),
            GIST_OF_RELATIVES,
            DETAIL_OF_RELATIVES,
            _relatives,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                time series|\btime (?:order|split)|chronolog|\bin time\b
            """),
            _GIST_OF_TIME,
            silent,
            _time,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                final model|which fold|deploy|average of|\b100 ?%|num % of|on num of|re ?fit|independent models
                create my
                \b(?:all|whole|full|entire) (?:of )?(?:the |my )?(?:data|rows|table|dataset)|refers? to
                one fold is model
            """),
            _gist_of_delivery,
            _detail_of_delivery,
            _delivery,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                \b(?:prevent|ensure|avoid|reduce|guarantee|protect|stop)\w*\b|overfit
            """),
            _gist_of_prevention,
            _DETAIL_OF_PREVENTION,
            _prevention,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                \bstratif
            """),
            _GIST_OF_STRATA,
            silent,
            _in_run,
        ),
        Kind(
            pattern(r"""
                how many|number of (?:folds|splits)|choose (?:the )?k\b|larg|more folds|leave one out|\bloo\b|\benough\b
                fewer folds|k fold or|num folds
            """),
            _gist_of_number,
            _detail_of_number,
            _number,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                \b(?:what is|define|explain|meaning|should|how (?:do|does|can|to))\b
            """),
            _gist,
            _detail,
            _in_run,
        ),
        Kind(ANYTHING, _gist, _detail, _in_run, is_for_the_run=True),
    )
)

CROSS_VALIDATION = Topic(
    name="cross_validation",
    cues=cues(r"""
        12 \bwhich fold\b
        7 \b(?:train|trained|fit|fitted|learn|learned|refit)\b.*\b(?:on|with) (?:all|every|the whole|the full|
        ...the entire)(?: of)?(?: the| my)? (?:data|rows|table|dataset|training)
        8 \bfinal model\b.*\b(?:all|fold|folds|data|rows|fitted|trained)\b
        6 \bcross validation\b
        6 \bfolds?\b|\bk fold\b|\bstratif|\bkfold\b
        6 \bhow (?:was|is|were|are|do|did|should) .*\b(?:split|divided|partition|held back|hold ?out)\b
        6 \b(?:number of|how many) (?:splits|folds)|\bsplit (?:my|the) (?:data|rows|table|dataset)
        5 \b(?:average|mean) of the (?:num )?(?:models|folds)|\bfinal model on\b|\b100 ?% of the data
        6 \bhold ?out\b|\bgroup k fold|\bgrouped\b|\btime series split
        12 \b(?:same|one|each) (?:person|individual|patient|customer|group|household|machine)s?\b.*\b(?:both|
        ...folds?|splits?|train)
        -3 \boverfit|\bcompar|\bnested\b
    """),
    examples=(
        "what is cross validation",
        "how many folds should i use",
        "why 5 folds",
        "how was my data split",
        "which fold is used for the final model",
    ),
    gist=_KINDS_OF_QUESTION.gist,
    detail=_KINDS_OF_QUESTION.detail,
    in_run=_KINDS_OF_QUESTION.in_run,
    invitation="What is cross-validation, and how many folds do I need?",
    run_invitation="How was my table split into folds, and why so?",
    leads_to=("nested_cv_selection_bias", "compare_models", "overfitting", "small_data"),
    is_for_the_run=_KINDS_OF_QUESTION.is_for_the_run,
)
