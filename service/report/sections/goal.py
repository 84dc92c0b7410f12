"""What was to be predicted and what counted as good, as it was understood."""

from models.record import RunRecord
from service.report.document import Block, Bullets, Column, Paragraph, Row, Section, Table, Term, Terms
from service.report.words import direction, listed, setting, text

TASKS = {
    "binary": "tell two classes apart",
    "multiclass": "tell several classes apart",
    "regression": "predict a number",
}


def goal(record: RunRecord) -> Section:
    """Tell the goal, and why each part of it was understood so."""
    known = record.goal
    terms = [
        Term("Target", known.target),
        Term("Task", TASKS[known.task]),
        Term("Metric", record.metric.title, f"{record.metric.sentence} {direction(record).capitalize()}."),
    ]
    if known.positive_class is not None:
        terms.append(Term("Class that is looked for", known.positive_class))
    if known.costs is not None:
        missed, alarm = (text(setting(cost)) for cost in (known.costs.false_negative, known.costs.false_positive))
        terms.append(Term("Costs", f"a missed one {missed}, a false alarm {alarm}", "only their ratio matters"))
    roles = {"Groups that stay together": known.group, "Order in time": known.time, "Weight of a row": known.weight}
    terms += [Term(name, column) for name, column in roles.items() if column is not None]
    if known.ignore:
        terms.append(Term("Left out", listed(known.ignore)))
    blocks: list[Block] = [
        Paragraph(f"\N{LEFT DOUBLE QUOTATION MARK}{known.text}\N{RIGHT DOUBLE QUOTATION MARK}", "lead")
    ]
    blocks = blocks if known.text else []
    blocks.append(Terms(tuple(terms)))
    if known.reasons:
        rows = tuple(Row((reason.field, reason.value, reason.because)) for reason in known.reasons)
        blocks.append(
            Table(
                "Why it was understood so",
                (Column("What"), Column("Understood"), Column("Because", is_wide=True)),
                rows,
            )
        )
    if known.warnings:
        blocks.append(Bullets(known.warnings))
    return Section("goal", "Goal", tuple(blocks))
