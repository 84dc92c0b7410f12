"""Which columns matter, how that is measured, and what it does not say."""

import re

from assistant.charts.of_truth import columns_chart
from assistant.draft import Draft
from assistant.evidence.importances import columns_of, ranking
from assistant.evidence.trials import completed
from assistant.markup import code
from assistant.topics.direct_answers import pattern
from assistant.topics.kinds_of_question import ANYTHING, Kind, Kinds, silent
from assistant.topics.topic import Topic
from assistant.topics.winner import column_words as words
from assistant.topics.winner.column_sentences import (
    say_columns_named,
    say_dispensable,
    say_how_measured,
    say_ranking,
)
from assistant.understanding.question import Question
from assistant.understanding.route import cues
from models.record import RunRecord


def _in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    _asked_columns(asked, record, draft)


_THE_RUN = re.compile(r"\b(?:my|this|our|the) (?:run|table|data|winner|result)\b|\bhere\b")


def _in_run_if_meant(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Write the ranking, but not where a question about models in general only says *my model*."""
    if not asked.is_about_run or _THE_RUN.search(asked.tagged):
        _asked_columns(asked, record, draft)


_ABSENT = re.compile(
    r"""(?:column|feature)s? (?:is )?(?:named |called )?[`'"](?P<quoted>[^`"]{1,60}?)[`'"]"""
    r"""|\b(?P<plain>[a-z]+_\w+) (?:is|was|as) (?:the |my )?(?:top|most|first|best)""",
    re.IGNORECASE,
)


def _asked_columns(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Write what the columns that are named are worth, or that the table has no such column, and the ranking."""
    _say_absent(asked, record, draft)
    if not say_columns_named(asked.entities.columns, record, draft):
        say_ranking(record, draft)
    _show(record, draft)


def _say_absent(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Say so where the question names a column in quotation marks that the table does not have."""
    found = _ABSENT.search(asked.text)
    name = None if found is None else found["quoted"] or found["plain"]
    if name is not None and name not in {column.name for column in record.data.columns}:
        draft.say(f"Your table has no column {code(name)}, so it has no importance in this run.")


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
                \b(?:gain|split|impurity)\b.*\b(?:disagree|differ|contradict|lying|lies|wrong|believe|trust)
                \b(?:disagree|differ|contradict)\w*\b.*\b(?:gain|split|impurity)\b
            """),
            words.gist_of_a_quarrel,
            silent,
            _in_run,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                \bmany (?:\w+ )?(?:values|categories|levels)|\bhigh cardinality|\bcardinality|\bunique values
                \b(?:id|zip ?code|postal)\w*\b.*\b(?:top|important|first|matter)
            """),
            words.gist_of_many_values,
            silent,
            _asked_columns,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                \bprove[sn]?\b|\bproof\b
            """),
            words.GIST_OF_PROOF,
            silent,
            _asked_columns,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                \bpasswords?\b|\bsecrets?\b|\bapi key|\btokens?\b|\bssn\b|social security
            """),
            words.GIST_OF_SECRETS,
            silent,
            _asked_columns,
            is_for_the_run=True,
        ),
        Kind(
            pattern(r"""
                \b(?:bin|bucket|round|simplify|merge|group|anonymi[sz]e|blur)\b
            """),
            words.GIST_OF_BINNING,
            silent,
            _asked_columns,
            is_for_the_run=True,
        ),
        Kind(
            pattern(r"""
                \b(?:split|gain|cover|gini|impurity)\b
            """),
            words.gist_of_counting,
            silent,
            _in_run,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                negative (?:feature |column )?importance|importances? (?:is |are |be )?(?:negative|below zero)
            """),
            words.GIST_OF_NEGATIVE,
            silent,
            _dispensable,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                ^(?!.*\b(?:but|disagree|differs?|different|slow|sum|add up|plot|right)\b).*
                ...(?:\bshap\b.*\b(?:or|vs|and)\b
                ...|\b(?:or|vs|and|between)\b.*\bshap\b|what (?:is|are) .*\bshap\b)
            """),
            words.gist_of_shap,
            silent,
            _in_run,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                direction|\bsign\b|positive|negative|weight on|predicted probability|increase|raises?\b
                \b(?:more|less) of it\b|up or down
                \b(?:one|single|each|this|a) (?:row|prediction|customer|person|case)\b
            """),
            words.gist_of_direction,
            words.detail_of_direction,
            _in_run,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                correlat|\bcaus|collinear|related|redundant
            """),
            words.GIST_OF_CAUSES,
            silent,
            _all_columns,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                ^(?!.*\b(?:i|we) (?:drop|remove)|.*\b(?:hurts?|harm|keep)\b).*
                ...\b(?:drop|remove|leave out|thro\w* (?:away|out))\b
                \b(?:which|what|any|are|is|how many)\b.*\b(?:without|useless|unimportant|irrelevant|least important)\b
            """),
            words.GIST_OF_DROPPING,
            silent,
            _dispensable,
            is_for_the_run=True,
        ),
        Kind(
            pattern(r"""
                \b(?:measured|computed|calculated|how do you|how is|how are|method)\b
            """),
            words.gist,
            words.detail,
            _all_columns,
        ),
        Kind(
            pattern(r"""
                \b(?:which|whose) (?:\w+ )?(?:features?|columns?|variables?|inputs?|predictors?|factors?)\b
                \bwhat (?:are )?(?:the )?(?:\w+ )?(?:features|columns|variables|inputs|predictors|factors)\b
                \b(?:top|most|rank\w*|list|drivers?|matters?|key|influen\w+|strongest|role)\b|column:
            """),
            words.gist,
            words.detail,
            _in_run,
            is_for_the_run=True,
        ),
        Kind(ANYTHING, words.gist, words.detail, _in_run_if_meant),
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
