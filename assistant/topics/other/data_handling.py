"""What was done with the table: missing values, categories, dates, scale, rows, and how the goal was understood."""

import re

from assistant.charts.registry import chart_named
from assistant.draft import Draft
from assistant.evidence.columns import is_seen, missing_fact, seen_fact, table_fact
from assistant.evidence.fact import EvidenceFact
from assistant.markup import code
from assistant.topics.other.decisions import decision_line
from assistant.topics.other.kind import Kind, told_by
from assistant.understanding.question import Question
from models.record import Reason, RunRecord

MOST = 5
_MISSING = re.compile(r"\bmissing\b|\bblanks?\b|\bempty\b|\bnulls?\b|\bnan\b|\bgaps in\b|\bcells\b")
_GOAL = re.compile(
    r"\bclassification\b|\bregression\b|\bmulticlass\b|\bbinary\b|\btarget\b|\bpredicting\b|\bunderst\w+\b|\bgoal\b"
)
_HANDLING = re.compile(
    r"\bhandl|\btreat|\bfill|\bimput|\bscal|\bnormali|\bstandardi|\bencod|\bone hot|\bpreprocess|\bclean|\boutlier"
    r"|\bfeature engineering|\bprepar|\bnew features"
    r"|\bhappened|\bdates?\b|\btext\b|\bdealt|\b(?:it|you) do with\b|\bnumbers\b"
)
_STATISTICS = re.compile(r"\baverage\b|\bmean of\b|\bmedian\b|\bmaximum\b|\bminimum\b|\bsum of\b|\boutliers? in my\b")


def say_preparation(_: Question, draft: Draft) -> None:
    """Write what is done with columns of each kind, for which families, and where it is learned."""
    draft.say(
        "By itself, Plaintune gives **trees** numbers as they are, with missing values left missing, categories as",
        "codes, and for categories with many values the mean of the target, computed without the row's own answer.",
        "**Linear models, networks and neighbors** get everything on one scale, missing values filled and marked, and",
        "one column for each category. Dates become year, month, day, weekday and differences; texts become words. All",
        "of it is learned inside each fold. No row is dropped as an outlier; rows without an answer are. None of this",
        "is searched like a hyperparameter: it follows from the kind of a column and from the family. Sums, ratios and",
        "other features from knowledge of the field are not made: they stay yours, and often bring the most.",
    )


def say_left_out(record: RunRecord, draft: Draft) -> None:
    """Write which columns the models did not get, and what of the preparation is not recorded."""
    out = [column.name for column in record.data.columns if not is_seen(column) and column.role != "target"]
    said = ""
    if out:
        said = f"Left out of the models, besides the target: {', '.join(code(name) for name in out[:MOST])}."
    elif record.data.columns:
        said = "No column was dropped, besides the target."
    draft.say(said, "Which single value was filled with what is not recorded, only the rules.")


def _in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    said = asked.tagged
    if _STATISTICS.search(said):
        draft.say("Averages and other statistics of the rows are **not recorded**, only kinds, counts and examples.")
    if _GOAL.search(said):
        _say_goal(record, draft)
    elif _MISSING.search(said):
        _say_missing(record, draft)
    else:
        _say_rows(record, draft)
        chart = chart_named("column_kinds")
        drawing = chart.draw(record) if chart else None
        draft.show(drawing.figure if drawing else None)
    if _HANDLING.search(said):
        say_preparation(asked, draft)
        say_left_out(record, draft)


def _say_goal(record: RunRecord, draft: Draft) -> None:
    goal = record.goal
    draft.say(
        f"Your goal was understood as a **{goal.task}** task with the target {code(goal.target)} and the metric",
        f"{code(goal.metric)}"
        + (f", where {code(goal.positive_class)} is the class that counts." if goal.positive_class else "."),
    )
    draft.list([_reason(reason, draft) for reason in goal.reasons[:MOST]])
    draft.say(
        "If that is wrong, correct the kind of the column at the dataset, or say the goal in other words, and run",
        "again.",
    )


def _reason(reason: Reason, draft: Draft) -> str:
    whole = EvidenceFact(f"why the {reason.field}", reason.value, href="goal")
    return f"{reason.field} {code(reason.value)}: {draft.quote(reason.because, whole)}"


def _say_missing(record: RunRecord, draft: Draft) -> None:
    lacking = sorted((one for one in record.data.columns if one.missing), key=lambda one: -one.missing)
    count = EvidenceFact("columns with missing values", len(lacking), href="data")
    if not record.data.columns:
        draft.say("Where values are missing is not recorded for this run.")
    elif not lacking:
        draft.say(f"No value is missing in any of the {draft.cite(table_fact(record))} columns.")
    else:
        draft.say(f"{draft.cite(count)} of the {draft.cite(table_fact(record))} columns have missing values:")
        draft.list([f"{code(one.name)}: {draft.measure(missing_fact(one))}" for one in lacking[:MOST]])


def _say_rows(record: RunRecord, draft: Draft) -> None:
    rows = EvidenceFact("rows of the table", record.data.n_rows, "rows", "data")
    used = EvidenceFact("rows with a known answer, which were used", record.data.n_rows_used, "rows", "data")
    draft.say(
        f"Of {draft.measure(rows)}, {draft.cite(used)} were used, those with a known answer. The models see",
        f"{draft.cite(seen_fact(record))} of {draft.cite(table_fact(record))} columns.",
    )
    decided = [one for one in record.decisions if one.stage in ("data", "target")]
    if decided:
        draft.say("What was decided about the data:")
        draft.list([decision_line(one, draft) for one in decided[:MOST]])


DATA_HANDLING = Kind(
    name="data_handling",
    cues=told_by(r"""
        11 \b(?:values?|cells|entries) (?:are|is|were) (?:missing|empty|blank)\b
        11 \btreat it as (?:multiclass|binary|regression|classification)|\bwhat unit is the target|\bheader line\b|
        ...\bsplit off a test
        11 \b(?:how|what|did|were|was|are|which|is)\b.*\b(?:missing values|blanks?|empty cells|
        ...nulls?)\b.*\b(?:handled?|treated|
        ...filled|imputed|happen\w*|done|in my|in the|dealt|there|in column:)
        11 \bhow (?:many|did you handle|were the) (?:the )?(?:missing|blanks?|empty)|
        ...\bwhat happened to (?:the )?(?:missing|blanks?|empty)
        11 \bdid (?:you|it|the tool) (?:scale|normali[sz]e|encode|standardi[sz]e|impute|clean|remove outliers|
        ...preprocess)
        11 \b(?:were|was|are) (?:the )?(?:categor\w+|features?|columns?|inputs?|texts?|numbers?)\b.*\b(?:one hot|
        ...encoded|scaled|normali[sz]ed)
        12 \b(?:did|does|was|were|has|have)\b.*\b(?:feature engineering|
        ...engineer(?:ed)? (?:any |some )?features|new features)\b
        11 \bpreprocess\w*|\bwhat encoding\b|\boutlier removal\b|\bdata quality\b|\bdata clean
        10 \bhow many (?:rows|columns|records|observations|distinct|categories|samples) (?:did|does|do|were|was|are|
        ...is|has|values|
        ...left|in)
        10 \bdescribe (?:my |the )?(?:dataset|data|table)\b|\bdid you (?:understand|read|get) (?:my|the) (?:table|
        ...data|goal)
        10 \b(?:why|is|did|treat\w*|how)\b.*\b(?:classification|regression|multiclass)\b.*\b(?:regression|
        ...classification|not|mine|why|it|you)
        10 \bwhich column (?:am i|are we|is being|do (?:i|we)) predict|\btarget (?:was|is) read|\bwhat is (?:the|
        ...my) target\b
        9 \b(?:average|mean|median|maximum|minimum|distinct values?) of (?:the )?(?:column|column:)
        9 \bhow is the text column|\bdates? (?:in|came|expanded|became)|\bdecimal (?:comma|point)s?
        -9 \bdifference between|\bhow to\b|\btarget encod|\bshould i\b|\bfolds?\b|\bhp:|\btrials\b|\benough\b
    """),
    examples=("how were missing values handled", "did you scale the features", "how many rows were used"),
    in_general=say_preparation,
    in_run=_in_run,
)
