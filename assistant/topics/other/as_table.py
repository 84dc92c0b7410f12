"""What was said last, once more as a table: families, columns or trials."""

import re

from assistant.draft import Draft
from assistant.evidence.importances import columns_of, drop_fact, interval_facts, ranking
from assistant.evidence.trials import best_of_family, completed
from assistant.markup import code
from assistant.topics.other.kind import Kind, told_by
from assistant.topics.winner.comparison_sentences import say_table
from assistant.understanding.question import Question
from models.record import RunRecord

_OF_FAMILIES = ("compare_models", "why_this_model", "choose", "ensemble")
_FAMILIES = re.compile(r"\bfamil(?:y|ies)\b|\balgorithms?\b|\bmodel types?\b|\bmodels\b")
MOST_TRIALS, MOST_COLUMNS = 10, 15


def _in_general(_: Question, draft: Draft) -> None:
    draft.say("I make tables of what a run has recorded: open one, and ask for its families, trials or columns.")


def _in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    trials = completed(record)
    if asked.topic_before == "feature_importance" and columns_of(record) is not None:
        _say_columns(record, draft)
    elif not trials:
        draft.say("Your run has no scored trial yet, so there is nothing to put into a table.")
    elif asked.topic_before in _OF_FAMILIES or _names_families(asked):
        found = (best_of_family(record, family) for family in dict.fromkeys(trial.family for trial in trials))
        draft.say("The best trial of each family:")
        say_table(record, [trial for trial in found if trial is not None], draft)
    else:
        draft.say("The leading trials:")
        say_table(record, trials[:MOST_TRIALS], draft)


def _names_families(asked: Question) -> bool:
    return bool(asked.turns_before) and _FAMILIES.search(asked.turns_before[-1].question.lower()) is not None


def _say_columns(record: RunRecord, draft: Draft) -> None:
    told = columns_of(record)
    if told is None:
        return
    draft.say(f"What columns are worth ({record.metric.title} lost when they are shuffled), with an interval:")
    rows = []
    for one in ranking(told)[:MOST_COLUMNS]:
        low, high = interval_facts(record, one)
        name = ", ".join(code(column) for column in one.columns)
        rows.append((name, draft.cite(drop_fact(record, one), 2), draft.cite(low, 2), draft.cite(high, 2)))
    draft.table(("column", "importance", "low", "high"), rows)


AS_TABLE = Kind(
    name="as_table",
    cues=told_by(r"""
        40 \b(?:that|this|it|them|those|these)\b.*\b(?:as|in|into|in the form of) (?:a |one )?table$
        14 ^(?:and |now |please )*(?:as|in) a table(?: please)?$
    """),
    examples=("can you show that as a table", "put it into a table"),
    in_general=_in_general,
    in_run=_in_run,
)
