"""Which columns matter, how that is measured, and what it does not say."""

from assistant.charts.of_truth import columns_chart
from assistant.draft import Draft
from assistant.evidence.importances import columns_of, ranking
from assistant.evidence.literature_truth import MANY_VALUES, PERMUTATION, SHAP, UNRESTRICTED
from assistant.evidence.trials import completed
from assistant.markup import code
from assistant.naming import at_start
from assistant.topics.column_sentences import (
    say_columns_named,
    say_dispensable,
    say_how_measured,
    say_ranking,
)
from assistant.topics.kinds_of_question import ANYTHING, Kind, Kinds, pattern, silent, text
from assistant.topics.topic import Topic
from assistant.understanding.question import Question
from assistant.understanding.route import cues
from models.record import RunRecord


def _gist(_: Question, draft: Draft) -> None:
    draft.say(
        f"The importance of a column is {draft.refer(PERMUTATION, 'how much worse the model predicts')} held-back rows",
        "when the values of that column are shuffled. It says what this model leans on, not what **causes** the",
        "target, and nothing of the direction; columns that tell nearly the same share their importance.",
    )


def _detail(_: Question, draft: Draft) -> None:
    draft.say(
        "Where one of two related columns is shuffled, the model falls back on the other, or",
        f"{draft.refer(UNRESTRICTED, 'meets rows that cannot exist')}: judge such columns together. A column of no",
        "importance may be left out after a run without it has shown that the score holds.",
    )


def _gist_of_counting(_: Question, draft: Draft) -> None:
    draft.say(
        "**Split** counts how often trees use a column, **gain** adds up how much their splits lower the loss. Take",
        "gain rather than split to see what the trees lean on, but both are told on **training** rows and favor",
        f"{draft.refer(MANY_VALUES, 'columns of many different values')}, so that an id or noise may look important.",
        f"Safer is {draft.refer(PERMUTATION, 'permutation importance')} on held-back rows, with its spread.",
    )


def _gist_of_shap(_: Question, draft: Draft) -> None:
    draft.say(
        f"**{at_start(draft.refer(PERMUTATION, 'Permutation importance'))}** is one number a column: how much the",
        f"score loses on held-back rows when its values are shuffled. **{draft.refer(SHAP, 'SHAP')}** is one signed",
        "number a column and **row**: what the column adds to or takes from that prediction. Take the first to judge",
        "what the model needs, the second to explain a case. Neither tells causes, and both are blurred by columns",
        "that tell the same.",
    )


def _gist_of_direction(_: Question, draft: Draft) -> None:
    draft.say(
        "No: importance says how much the model leans on a column over all rows, neither in which direction it moves a",
        "prediction nor by how much in one case. A column can be important because it raises the probability of some",
        "rows and lowers that of others.",
    )


def _detail_of_direction(_: Question, draft: Draft) -> None:
    draft.say(
        f"For the share of each column in one prediction, with its sign, take {draft.refer(SHAP, 'SHAP values')} or",
        f"the explanation of a prediction: {code('POST /v1/runs/{id}/predictions')} with {code('explain')} gives it",
        "row by row.",
    )


_GIST_OF_NEGATIVE = text(
    "No. An importance a little below zero is noise: by luck the shuffled values scored better on these rows. Read it",
    "as nothing. Only where the whole interval lies below zero would a run without the column be worth a try.",
)
_GIST_OF_CAUSES = text(
    "Importance is association, not cause: a column may be important because it goes along with what really matters.",
    "And columns that go along with each other share their importance: shuffle one, and the model still has the other.",
    "So a low importance does not prove that a column is useless, nor a high one that changing it would change the",
    "outcome.",
)
_GIST_OF_DROPPING = text(
    "A column whose importance cannot be told from zero can usually go, but make sure by a run without it on the same",
    "folds: related columns stand in for each other, so leave them out one at a time.",
)


def _in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    if not say_columns_named(asked.entities.columns, record, draft):
        say_ranking(record, draft)
    _show(record, draft)


def _all_columns(asked: Question, record: RunRecord, draft: Draft) -> None:
    say_columns_named(asked.entities.columns, record, draft)
    say_ranking(record, draft)
    told = columns_of(record)
    if told is not None:
        say_how_measured(told, draft)
    _show(record, draft)


def _dispensable(asked: Question, record: RunRecord, draft: Draft) -> None:
    say_columns_named(asked.entities.columns, record, draft)
    say_dispensable(record, draft)
    _show(record, draft)


def _show(record: RunRecord, draft: Draft) -> None:
    told = columns_of(record)
    if told is not None:
        draft.show(columns_chart(record, ranking(told)))


def _has_a_result(record: RunRecord) -> bool:
    return bool(completed(record))


_KINDS = Kinds(
    (
        Kind(
            pattern(r"""
                \b(?:split|gain|cover|gini|impurity)\b
            """),
            _gist_of_counting,
            silent,
            _in_run,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                negative (?:feature |column )?importance|importances? (?:is |are |be )?(?:negative|below zero)
            """),
            _GIST_OF_NEGATIVE,
            silent,
            _dispensable,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                \bshap\b.*\b(?:or|vs|and)\b|\b(?:or|vs|and|between)\b.*\bshap\b|what is .*\bshap\b
            """),
            _gist_of_shap,
            silent,
            _in_run,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                \bshap\b|direction|\bsign\b|positive|negative|weight on|predicted probability|increase|raises?\b
                \b(?:one|single|each|this|a) (?:row|prediction|customer|person|case)\b
            """),
            _gist_of_direction,
            _detail_of_direction,
            _in_run,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                correlat|\bcaus|collinear|related|redundant
            """),
            _GIST_OF_CAUSES,
            silent,
            _all_columns,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                \b(?:drop|remove|leave out|without|useless|unimportant|irrelevant|throw away|least important)\b
            """),
            _GIST_OF_DROPPING,
            silent,
            _dispensable,
            is_for_the_run=True,
        ),
        Kind(
            pattern(r"""
                \b(?:measured|computed|calculated|how do you|how is|how are|method)\b
            """),
            _gist,
            _detail,
            _all_columns,
        ),
        Kind(ANYTHING, _gist, _detail, _in_run, is_for_the_run=True),
    )
)

FEATURE_IMPORTANCE = Topic(
    name="feature_importance",
    cues=cues(r"""
        8 (?:which|what) (?:features?|columns?|variables?|inputs?|predictors?|column:)(?= )
        4 (?:which|what) (?:features?|columns?|variables?|inputs?|predictors?|column:)$
        9 features? importan
        9 importan\w+ (?:of )?(?:the |a |an |each |one |my )?(?:features?|columns?|variables?|column:)
        9 (?:features?|columns?|column:).* importan|\bshap\b|permutation importance
        8 column: .*(?:matter|influence|affect|important|role|used)|(?:role|influence|effect) of column:
        9 \bimportant (?:is|are|was|were) .*(?:features?|columns?|variables?)\b|\bimportant (?:is|was) (?:the )?column:
        14 (?:features?|columns?|variables?)\b.*\b(?:remove|drop|leave out|throw away|get rid)
        8 (?:features?|columns?|variables?)\b.*\b(?:redundant|correlated|collinear)
        8 \bimportan\w+\b.*\bcaus|\bcolumn: .*\bcaus|\bcaus\w* .*column:
        10 negative importance|\bimportances?\b.*\b(?:trust|reliab|stable|folds)|\btrust\w* .*\bimportance
        9 (?:features?|columns?|variables?)\b.*\b(?:un)?important
        6 \bdrivers?\b|most influential
    """),
    examples=(
        "which columns matter most",
        "what are the most important features",
        "what is the feature importance",
        "which features could i leave out",
    ),
    gist=_KINDS.gist,
    detail=_KINDS.detail,
    in_run=_KINDS.in_run,
    invitation="What does the importance of a column tell?",
    run_invitation="Which columns matter most?",
    leads_to=("data_leakage", "prediction_uncertainty", "hyperparameter_importance", "why_this_model"),
    suits=_has_a_result,
    is_for_the_run=_KINDS.is_for_the_run,
)
