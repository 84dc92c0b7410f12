"""Of the columns: how they were read and prepared, what a new row must look like, and what each adds to one case."""

from assistant.draft import Draft
from assistant.evidence.columns import missing_fact
from assistant.evidence.importances import columns_of
from assistant.markup import code
from assistant.run_facts.run_fact import RunFact, asked, of_any
from assistant.topics.other.data_handling import say_preparation
from assistant.topics.winner.column_sentences import say_ranking
from assistant.topics.winner.model_at_hand import say_needs
from assistant.understanding.question import Question
from models.record import RunRecord

MOST_COLUMNS = 12


def _columns(record: RunRecord, draft: Draft) -> None:
    used = [column for column in record.data.columns if column.is_used and column.role == "feature"]
    lines = []
    for column in used[:MOST_COLUMNS]:
        missing = f", {draft.cite(missing_fact(column))} values missing" if column.missing else ""
        lines.append(f"{code(column.name)}: {column.kind}{missing}")
    if lines:
        draft.say("The columns that your model was given, as they were read:")
        draft.list(lines)


def _prepared(question: Question, record: RunRecord, draft: Draft) -> None:
    _columns(record, draft)
    say_preparation(question, draft)


def _needed(record: RunRecord, draft: Draft) -> None:
    _columns(record, draft)
    if record.result is not None:
        say_needs(record, draft)


def _one_case(record: RunRecord, draft: Draft) -> None:
    over_http, in_python = code('"explain": true'), code("search.explain(rows)")
    draft.say(
        f"Why one row gets its prediction is told with it: send it with {over_http} to the predictions, or call",
        f"{in_python} in Python, and each column says what it adds to the average. Recorded in the run is only what",
        "columns are worth over all rows; either tells what the model uses and not what causes the outcome.",
    )
    if columns_of(record) is not None:
        say_ranking(record, draft)


FACTS = (
    RunFact(
        of_any(_one_case),
        asked("""
            one|single|particular|certain customer|row|person|case|prediction column|decisive|explain|why|reason
            explain|explanation one|single|each|particular|individual prediction|customer|row|case
            not on|just average column|feature
        """),
    ),
    RunFact(
        _prepared,
        asked("""
            encod*|scal*|missing|preprocess*|prepar*|blank|impute column|data|table|feature
            what|how did|was|were do|done|happen* column|data|missing|table before|with|to
        """),
    ),
    RunFact(
        of_any(_needed),
        asked("""
            what|which column|input|record|row|field|format need|look|send|must|expect
            how record|row|input|format look|send
            new customer|row|record look|missing|category|format|send
        """),
    ),
)  # fmt: skip
