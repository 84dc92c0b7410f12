"""What a column is: how it was read and why, whether the models see it, and what it is worth, where measured."""

import re

from assistant.charts.registry import chart_named
from assistant.draft import Draft
from assistant.evidence.columns import (
    column_named,
    distinct_fact,
    drop_fact,
    importance_of,
    is_seen,
    missing_fact,
    seen_fact,
    table_fact,
)
from assistant.evidence.fact import EvidenceFact
from assistant.markup import code
from assistant.topics.other.kind import Kind, told_by
from assistant.understanding.normalize import normalize
from assistant.understanding.question import Question
from models.record import ColumnAccount, RunRecord

MOST = 8
_ROLES = {
    "feature": "a column to predict from",
    "target": "the column to predict",
    "ignored": "left out, as the goal asks",
    "group": "the column whose equal values stay together in the folds",
    "time": "the column that orders the rows in time",
    "weight": "the column that says how much each row counts",
}
_LEFT_OUT = re.compile(
    r"\b(?:left out|dropped?|ignored?|excluded?|removed?|unused|not used|missing from|thrown|skip\w*)\b"
)


def _in_general(_: Question, draft: Draft) -> None:
    draft.say(
        "Each column of a table is read as one kind: numeric, categorical, boolean, date, text, identifier or",
        "constant, with the reason noted beside it. Identifiers and constants are left out, because they can tell a",
        "model nothing about new rows; the target, and columns that give groups, time order or weights, are not",
        "predicted from. A kind that was read wrongly can be corrected at the dataset.",
    )


def _in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    columns = _named(asked, record)
    if columns:
        for column in columns[:3]:
            _say_column(record, column, draft)
        return
    if not record.data.columns:
        draft.say("How the columns were read is not recorded for this run.")
        return
    _say_all(record, draft, is_about_left_out=_LEFT_OUT.search(asked.tagged) is not None)


def _named(asked: Question, record: RunRecord) -> list[ColumnAccount]:
    """Return the columns that a question names, those with the names of ordinary words only behind "column"."""
    found = [column_named(record, name) for name in asked.entities.columns]
    said = normalize(asked.text)
    for column in record.data.columns:
        name = re.escape(normalize(column.name))
        if (
            name
            and column not in found
            and re.search(rf"\b(?:column|feature|field|variable) [\"'`]?{name}(?!\w)", said)
        ):
            found.append(column)
    return [column for column in found if column is not None]


def _say_column(record: RunRecord, column: ColumnAccount, draft: Draft) -> None:
    role = _ROLES.get(column.role, column.role)
    seen = "the models see it" if is_seen(column) else "the models do not see it"
    draft.say(
        f"{code(column.name)} was read as **{column.kind}** and is {role}; {seen}.",
        f"It has {draft.cite(distinct_fact(column))} different values and is missing in",
        f"{draft.measure(missing_fact(column))}.",
        f"Examples: {', '.join(code(example) for example in column.examples[:3])}." if column.examples else "",
    )
    if column.notes:
        whole = EvidenceFact(f"note on the column {column.name}", None, href="data")
        draft.list([draft.quote(note, whole) for note in column.notes[:4]])
    _say_worth(record, column, draft)


def _say_worth(record: RunRecord, column: ColumnAccount, draft: Draft) -> None:
    if not is_seen(column):
        return
    one = importance_of(record, column.name)
    if one is None:
        draft.say(
            "What it is worth to the model is not recorded; a run without it, on the same folds, would tell.",
        )
        return
    reach = "which may as well be nothing" if one.low <= 0 else "more than chance gives"
    draft.say(
        f"When its values are shuffled, {record.metric.title} gets {draft.measure(drop_fact(record, one), 2)} worse,",
        f"{reach}. That says how much the model uses it, not that it is a cause. What it means in your field, the",
        "table does not say.",
    )


def _say_all(record: RunRecord, draft: Draft, *, is_about_left_out: bool) -> None:
    seen, table = draft.cite(seen_fact(record)), draft.cite(table_fact(record))
    draft.say(f"The models see {seen} of the {table} columns of your table.")
    unseen = [column for column in record.data.columns if not is_seen(column)]
    unseen.sort(key=lambda column: column.role == "target")
    if is_about_left_out and all(column.role == "target" for column in unseen):
        draft.say("No column was left out: the only one that they do not see is the one to predict.")
    draft.say("What they do not see, and why:" if is_about_left_out else "The others:")
    draft.list([_left_out(column, draft) for column in unseen[:MOST]])
    decided = [one for one in record.decisions if one.stage == "data"]
    for one in decided[:3]:
        href = f"decisions/{one.id}"
        whole = EvidenceFact("decision on the data", None, href=href)
        known = [EvidenceFact(fact.label, fact.value, fact.unit, href) for fact in one.facts]
        chosen, because = (draft.quote(text, whole, known) for text in (one.chosen, one.because))
        draft.say(f"Decided: {chosen}, because {because}.")
    chart = chart_named("column_kinds")
    drawing = chart.draw(record) if chart else None
    draft.show(drawing.figure if drawing else None)


def _left_out(column: ColumnAccount, draft: Draft) -> str:
    whole = EvidenceFact(f"note on the column {column.name}", None, href="data")
    why = _ROLES.get(column.role, column.role) if column.role != "feature" else f"read as {column.kind}"
    note = f": {draft.quote(column.notes[0], whole)}" if column.notes else ""
    return f"{code(column.name)} is {why}{note}"


COLUMNS = Kind(
    name="columns",
    cues=told_by(r"""
        12 \b(?:drop|dropped|throw|threw|thrown|remove|removed)\b.*\bcolumns?\b|\bcolumns?\b.*\b(?:throw out|thrown|
        ...removed|dropped)
        12 \bwhat (?:type|kind) (?:did you|was|is)\b.*\b(?:detect|for|column)|\bhow did you read (?:the |my )?
        12 \bcolumns?\b.*\b(?:treated|read|detected|recogni[sz]ed|shown) as\b|\bread as (?:a )?(?:number|text|
        ...category|date)
        12 \bwhy (?:is|was|has)\b.*\b(?:column|category|categorical|treated)(?: |$).*\b(?:text|numeric|number|
        ...category|categorical|ignored|i have)\b
        12 \bwhat did you do with (?:the )?(?:column|my)|\bwhat does the (?:engine|tool) think\b|
        ...\btreated .*\bas (?:a )?category
        12 \bwhat (?:does|is|do|are) (?:the )?(?:column|feature|variable|field)?s? ?column:(?: |$)(?!.*\b(?:matter|
        ...important|influence|effect))
        12 \bhow (?:was|were|is|did you|are|does) (?:the )?(?:column|feature|field|
        ...variable) [\w:]+(?: \w+)? ?(?:read|treated|used|
        ...handled|understood|encoded|interpreted)
        12 \bhow (?:was|were|is|did you|are) (?:the )?(?:column |feature )?(?:column:|columns?|data|table|dates?|
        ...categor\w+|text|types?)(?: columns?)? ?(?:read|understood|treated|encoded|handled|parsed|interpreted|
        ...typed|used|detected|read as)
        12 \b(?:why|which|what)\b.*\b(?:columns?|features?|column:|variables?)(?: |$).*\b(?:left out|dropped?|
        ...ignored?|
        ...excluded?|removed?|not used|unused|skip\w*|constant|identifiers?)\b
        12 \b(?:was|were) (?:any|some|no|the|a)\b.*\bcolumns?\b.*\b(?:left out|ignored|excluded|unused|skipped|lost)\b
        11 \b(?:left out|dropped?|ignored?|excluded?|removed?|unused)\b.*\b(?:columns?|features?|column:)
        11 \b(?:kinds?|types?) (?:of|is|does|has) (?:the )?(?:column|columns|column:)|\bcolumn types?|\bdata ?types?\b
        9 \bwhat (?:does|is) (?:the )?(?:column|feature|field|variable)\b|\btell me about (?:the )?(?:column|column:)
        9 \b(?:describe|explain) (?:the )?(?:column:|columns?\b)|\bis column: (?:used|seen|a|an|read|categorical|
        ...numeric)\b
        -8 \bmost (?:important|influential)|\bmatters?\b|\bdrivers?\b|\bleak|\bimportan
    """),
    examples=("how were the columns read", "which columns were left out and why", "what does the column do"),
    in_general=_in_general,
    in_run=_in_run,
)
