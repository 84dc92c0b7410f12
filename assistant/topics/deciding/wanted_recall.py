"""Which threshold finds a share of the positives that the question asks for, and what that costs in false alarms."""

from assistant.draft import Draft
from assistant.evidence.diagnostics import THRESHOLDS, binary, threshold_facts
from assistant.evidence.fact import EvidenceFact
from assistant.understanding.question import Question
from models.record import RunRecord, ThresholdRow

USUAL = 0.9
"""The recall that is told where a question wants a high one and names none."""


def wanted_recall(asked: Question) -> float:
    """Return the share of the positives that a question wants found, 0 to 1."""
    shares = (value / 100 if value > 1 else value for value in asked.entities.values)
    return next((share for share in shares if 0 < share <= 1), USUAL)


def recall_sentence(record: RunRecord, wanted: float, draft: Draft) -> str:
    """Say the highest counted threshold that still finds the share, and what it raises; nothing if none is counted."""
    told = binary(record)
    rows = [] if told is None else [row for row in told.thresholds.rows if _recall(row) >= wanted]
    if told is None or not rows:
        return ""
    row = max(rows, key=lambda one: one.threshold)
    facts = threshold_facts(record, row)
    found = EvidenceFact(f"recall at a threshold of {row.threshold:.3g}", _percent(_recall(row)), "%", THRESHOLDS)
    right = EvidenceFact(f"precision at a threshold of {row.threshold:.3g}", _percent(_precision(row)), "%", THRESHOLDS)
    now = EvidenceFact("threshold of the delivered model", told.thresholds.delivered, "", THRESHOLDS)
    level = draft.cite(EvidenceFact("recall that is looked for", _percent(wanted), "%", THRESHOLDS))
    return (
        f"A recall of at least {level} % needs a threshold of about {draft.cite(facts.threshold, 3)} (now "
        f"{draft.cite(now, 3)}): on out-of-fold predictions it finds {draft.cite(found, 3)} % of the positives, and "
        f"{draft.cite(right, 3)} % of its alarms are right. Of a thousand rows it catches "
        f"{draft.cite(facts.caught, 3)}, misses {draft.cite(facts.missed, 3)} and raises "
        f"{draft.cite(facts.false_alarms, 3)} false alarms. Few positives make such a threshold uncertain, so take a "
        "margin; it needs no new fit."
    )


def _recall(row: ThresholdRow) -> float:
    positives = row.true_positives + row.false_negatives
    return row.true_positives / positives if positives else 0.0


def _precision(row: ThresholdRow) -> float:
    alarms = row.true_positives + row.false_positives
    return row.true_positives / alarms if alarms else 0.0


def _percent(share: float) -> float:
    return round(100 * share, 1)
