"""What the model really scored on labeled rows that took no part in the run."""

from models.record import RunRecord, TrueScore
from service.page import numbers
from service.report.charts.promises import promises
from service.report.document import Block, Bullets, Column, Paragraph, Row, Section, Table, Tone
from service.report.words import count, score, setting

ANSWERS = {"inside": "inside", "better": "better", "worse": "worse", "cannot_tell": "cannot tell"}
TONES: dict[str, Tone] = {"inside": "good", "better": "caution", "worse": "danger", "cannot_tell": "caution"}
COLUMNS = (
    Column("Rows"),
    Column("Opened"),
    Column("Scored", is_number=True),
    Column("True score", is_number=True),
    Column("Likely range", is_number=True),
    Column("Promise"),
    Column("z", is_number=True),
)


def true_scores(record: RunRecord) -> Section | None:
    """Tell every opening of labeled rows, the run's own test first; None where there was none."""
    opened = (*([] if record.test is None else [record.test]), *record.evaluations)
    if not opened:
        return None
    figure = promises(record, opened)
    blocks: list[Block] = [] if figure is None else [figure]
    for known in opened[:3]:
        blocks.append(Paragraph(f"{_title(known)}: {known.sentence}", TONES[known.answer]))
        blocks.append(Bullets((*known.warnings, f"How its range was made: {known.because}.")))
    note = "Promise: where the true score lies, against the promised range. z: the difference over both standard "
    note += "errors joined, above zero where the model does better than promised."
    blocks.append(Table("True scores", COLUMNS, tuple(_row(known) for known in opened), note))
    return Section("true-scores", "Measured on rows that came later", tuple(blocks))


def _title(known: TrueScore) -> str:
    return f"{'Test table' if known.purpose == 'test' else 'Evaluation'} {known.table}"


def _row(known: TrueScore) -> Row:
    again = "" if known.opening == 1 else f", opening {known.opening}"
    ends = numbers.DASH if known.low is None else f"{numbers.score(known.low)} to {numbers.score(known.high)}"
    return Row(
        (
            _title(known),
            f"{known.opened_at[:16].replace('T', ' ')} UTC{again}",
            count(known.n_scored),
            score(known.score),
            ends,
            ANSWERS[known.answer],
            numbers.DASH if known.z is None else setting(known.z),
        )
    )
