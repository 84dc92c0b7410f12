"""What a run tells of its columns: their worth, their order, where predictions go with them, and on which rows."""

import re

from assistant.charts.of_truth import columns_chart
from assistant.draft import Draft
from assistant.evidence.findings import answered
from assistant.evidence.importances import columns_of, ranking
from assistant.markup import code
from assistant.topics.truth.finding_sentences import measured
from assistant.topics.winner.column_sentences import (
    say_columns_named,
    say_count,
    say_directions,
    say_dispensable,
    say_how_measured,
    say_left_out,
    say_order,
    say_ranking,
    say_without_the_first,
)
from assistant.understanding.question import Question
from models.record import RunRecord

_THE_RUN = re.compile(r"\b(?:my|this|our|the) (?:run|table|data|winner|result)\b|\bhere\b")


def tell_if_meant(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Write the ranking, but not where a question about models in general only says *my model*."""
    if not asked.is_about_run or _THE_RUN.search(asked.tagged):
        tell_asked(asked, record, draft)


_ABSENT = re.compile(
    r"""(?:column|feature)s? (?:is )?(?:named |called )?[`'"](?P<quoted>[^`"]{1,60}?)[`'"]"""
    r"""|\b(?P<plain>[a-z]+_\w+) (?:is|was|as) (?:the |my )?(?:top|most|first|best)""",
    re.IGNORECASE,
)


def tell_asked(asked: Question, record: RunRecord, draft: Draft) -> None:
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


def tell_all(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Write the named columns, the whole ranking, and how it was measured."""
    say_columns_named(asked.entities.columns, record, draft)
    say_ranking(record, draft)
    told = columns_of(record)
    if told is not None:
        say_how_measured(told, draft)
    _show(record, draft)


def tell_dispensable(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Write which columns cannot be told from useless ones."""
    say_columns_named(asked.entities.columns, record, draft)
    say_dispensable(record, draft)
    _show(record, draft)


def tell_without_the_first(_: Question, record: RunRecord, draft: Draft) -> None:
    """Write what the strongest column is worth, and how to have a run without it measured."""
    say_without_the_first(record, draft)
    _show(record, draft)


def tell_ranking_and_dropped(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Write the ranking, the columns that were dropped, and how it was measured."""
    say_left_out(record, draft)
    tell_all(asked, record, draft)


def tell_direction(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Write what the named columns are worth and where predictions go with them; else of those on top."""
    names = asked.entities.columns
    if not asked.is_about_run and not names:
        return
    say_directions(names, record, draft)
    say_columns_named(names, record, draft)
    _show(record, draft)


def tell_why(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Write what a column is worth, where predictions go with it, and whether it was found to leak."""
    tell_asked(asked, record, draft)
    if record.partial_dependence is not None:
        say_directions(asked.entities.columns, record, draft)
    leak = answered(record, "knows_the_answer")
    if leak is not None:
        found = "The search for leaks" + (" warns:" if leak.answer == "found" else " found none:")
        draft.say(found, measured(leak, draft))


def tell_count(_: Question, record: RunRecord, draft: Draft) -> None:
    """Write how many columns are used, and how many of them are worth more than noise."""
    say_count(record, draft)
    say_dispensable(record, draft)
    _show(record, draft)


def tell_order(_: Question, record: RunRecord, draft: Draft) -> None:
    """Write whether the first two places are sure, and how they were measured."""
    say_order(record, draft)
    told = columns_of(record)
    if told is not None:
        say_how_measured(told, draft)
    _show(record, draft)


def tell_rows(_: Question, record: RunRecord, draft: Draft) -> None:
    """Write first on which rows the importances were measured."""
    told = columns_of(record)
    if told is not None:
        say_how_measured(told, draft)
    say_ranking(record, draft)


def _show(record: RunRecord, draft: Draft) -> None:
    told = columns_of(record)
    if told is not None:
        draft.show(columns_chart(record, ranking(told)))
