"""What the model is for, and what neither it nor this report can tell."""

from models.record import RunRecord
from service.report.document import Block, Bullets, Paragraph, Section

ALWAYS = (
    "The honest score holds for rows of the same source, had in the same way: where that changes, measure it again.",
    "The score is an average over rows. For some kinds of rows, and some groups of people, it may be much worse.",
    "The model tells what goes together with the target, and nothing about what would happen if a value were changed.",
    "Where predictions decide over people, a person should answer for the decision, and the law may ask for more.",
)


def limits(record: RunRecord) -> Section:
    """Tell the intended use and the limits, those of this run first."""
    used = [column.name for column in record.data.columns if column.role == "feature" and column.is_used]
    known = f"{len(used)} columns" if len(used) != 1 else "one column"
    intended = f"Meant to predict {record.goal.target} from {known} of rows like those of {record.data.name}."
    blocks: list[Block] = [Paragraph(intended)]
    own = [f"{finding.title}: {finding.remedy}" for finding in record.findings if finding.answer == "found"]
    if record.goal.time is None:
        own.append("Rows were taken to come in no order of time. A model for the future is better tried on later rows.")
    if record.goal.group is None:
        own.append("Rows were taken to be independent. Where several belong to one thing, the score is too good.")
    if record.result is not None and record.test is None and not record.evaluations:
        own.append("It was not measured on rows that took no part in the run; the honest score stands in for that.")
    blocks.append(Bullets((*own, *ALWAYS)))
    return Section("limits", "Intended use and limits", tuple(blocks))
