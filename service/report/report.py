"""A report from a record: the record alone, so that a run in a database and a model folder tell the same."""

from models.record import RunRecord
from service.report.document import Report, Term
from service.report.sections.registry import SECTIONS
from service.report.words import count, time

STATUSES = {
    "queued": "waiting",
    "running": "still working",
    "succeeded": "finished",
    "failed": "failed",
    "cancelled": "stopped early",
}


def report_of(record: RunRecord) -> Report:
    """Tell a run to a stranger. Sections with nothing to say are left out."""
    facts = (
        Term("Table", record.data.name),
        Term("Rows", count(record.data.n_rows)),
        Term("Metric", record.metric.title),
        Term("Trials", count(len(record.trials))),
        Term("Working time", time(record.elapsed_seconds)),
        Term("Run", STATUSES[record.status]),
    )
    told = (section(record) for section in SECTIONS)
    sections = tuple(section for section in told if section is not None)
    return Report(f"Predict {record.goal.target}", record.status, facts, sections, record.versions)
