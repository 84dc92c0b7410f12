"""The rows that the model learned from. Values of cells stay out: a report is passed on, and the table is not."""

from models.record import ColumnAccount, RunRecord
from service.page import numbers
from service.report.document import Block, Code, Column, Paragraph, Row, Section, Table, Term, Terms
from service.report.words import count, plural, score, share

MOST_COLUMNS, MOST_CLASSES = 120, 30
COLUMNS = (
    Column("Column"),
    Column("Kind"),
    Column("Part"),
    Column("Missing", is_number=True),
    Column("Different", is_number=True),
    Column("Notes", is_wide=True),
)


def data(record: RunRecord) -> Section:
    """Tell the table, its columns, and how the answers are spread."""
    known = record.data
    terms = [
        Term("Table", known.name),
        Term("Rows", count(known.n_rows)),
        Term("Rows learned from", count(known.n_rows_used)),
        Term("Columns", count(len(known.columns))),
        Term(
            "Columns learned from", count(sum(column.role == "feature" and column.is_used for column in known.columns))
        ),
    ]
    if known.target_mean is not None:
        spread = f"standard deviation {numbers.score(known.target_deviation)}"
        terms.append(Term(f"Mean of {record.goal.target}", score(known.target_mean), spread))
    blocks: list[Block] = [Terms(tuple(terms))]
    if known.classes:
        blocks.append(_classes(record))
    shown = known.columns[:MOST_COLUMNS]
    left = len(known.columns) - len(shown)
    note = f"{plural(left, 'further column')} not shown." if left else ""
    if shown:
        blocks.append(Table("Columns", COLUMNS, tuple(_row(column, known.n_rows) for column in shown), note))
    else:
        blocks.append(Paragraph("The columns were not recorded.", "quiet"))
    blocks.append(Code("The table's content, as SHA-256", known.hash))
    return Section("data", "Data", tuple(blocks))


def _classes(record: RunRecord) -> Table:
    ordered = sorted(record.data.classes, key=lambda known: -known.rows)
    total = sum(known.rows for known in ordered) or 1
    rows = tuple(
        Row((known.name, count(known.rows), share(known.rows / total)), known.name == record.goal.positive_class)
        for known in ordered[:MOST_CLASSES]
    )
    left = len(ordered) - len(rows)
    columns = (Column("Class"), Column("Rows", is_number=True), Column("Share", is_number=True))
    return Table("Classes", columns, rows, f"{plural(left, 'rarer class', 'rarer classes')} not shown." if left else "")


def _row(column: ColumnAccount, n_rows: int) -> Row:
    part = column.role if column.role != "feature" or column.is_used else "left out"
    missing = f" ({share(column.missing / n_rows).text})" if column.missing and n_rows else ""
    cells = (column.name, column.kind, part, f"{numbers.count(column.missing)}{missing}", count(column.distinct))
    return Row((*cells, " ".join(column.notes)), column.role == "target")
