"""Every choice of the engine, in the order in which it was made, with its reason."""

from models.record import Decision, RunRecord
from service.report.document import Column, Row, Section, Table
from service.report.words import plural, setting, text, time

MOST, MOST_OVER = 200, 6
COLUMNS = (
    Column("At", is_number=True),
    Column("Stage"),
    Column("Chosen"),
    Column("Over"),
    Column("Because", is_wide=True),
)


def decisions(record: RunRecord) -> Section | None:
    """Tell the decisions; None where none was recorded."""
    if not record.decisions:
        return None
    shown = record.decisions[:MOST]
    left = len(record.decisions) - len(shown)
    note = f"{plural(left, 'later decision')} not shown." if left else ""
    table = Table("In the order in which they were made", COLUMNS, tuple(_row(decision) for decision in shown), note)
    return Section("decisions", "Decisions and their reasons", (table,))


def _row(decision: Decision) -> Row:
    over = ", ".join(decision.over[:MOST_OVER])
    over += f" and {len(decision.over) - MOST_OVER} more" if len(decision.over) > MOST_OVER else ""
    facts = "; ".join(f"{fact.label}: {text(setting(fact.value))} {fact.unit}".strip() for fact in decision.facts)
    because = f"{decision.because} ({facts})" if facts else decision.because
    return Row((time(decision.at), decision.stage, decision.chosen, over, because))
