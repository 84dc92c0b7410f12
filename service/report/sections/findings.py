"""The risks that were looked for: what was found, against which threshold, and what to do."""

from models.record import Finding, RunRecord
from service.page import numbers
from service.report.document import Block, Column, Paragraph, Row, Section, Table
from service.report.words import plural, setting

ANSWERS = {
    "found": "\N{WHITE UP-POINTING TRIANGLE} found",
    "not_found": "not found",
    "not_applicable": "does not apply",
}
ORDER = ("found", "not_found", "not_applicable")
COLUMNS = (
    Column("Risk"),
    Column("Answer"),
    Column("Measured", is_number=True),
    Column("Threshold", is_number=True),
    Column("What it means, and what to do", is_wide=True),
)


def findings(record: RunRecord) -> Section | None:
    """Tell every checked risk, those that were found first; None where none was checked."""
    if not record.findings:
        return None
    n_found = sum(finding.answer == "found" for finding in record.findings)
    checked = plural(len(record.findings), "checked risk")
    said = f"{n_found} of {checked} found." if n_found else f"{checked}, and none was found."
    blocks: list[Block] = [Paragraph(said, "caution" if n_found else "good")]
    ordered = sorted(record.findings, key=lambda finding: ORDER.index(finding.answer))
    blocks.append(Table("Checked risks", COLUMNS, tuple(_row(finding) for finding in ordered)))
    return Section("findings", "Findings", tuple(blocks))


def _row(finding: Finding) -> Row:
    is_found = finding.answer == "found"
    return Row(
        (
            finding.title,
            ANSWERS[finding.answer],
            numbers.DASH if finding.value is None else setting(finding.value),
            numbers.DASH if finding.threshold is None else setting(finding.threshold),
            " ".join((finding.sentence, finding.because, *([finding.remedy] if is_found else []))),
        ),
        is_found,
    )
