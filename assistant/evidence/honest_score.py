"""Facts of the honest score: cross-validated, corrected for choosing, with its interval."""

from assistant.evidence.fact import EvidenceFact
from assistant.evidence.trials import better_by, unit_of
from models.record import RunRecord, Score

HREF = "score"


def cross_validated_fact(record: RunRecord, score: Score) -> EvidenceFact:
    """Return the score that the delivered model was chosen by."""
    label = f"{record.metric.title}, cross-validated, of the delivered model: the score that it was chosen by"
    return EvidenceFact(label, score.cross_validated, unit_of(record), HREF)


def corrected_fact(record: RunRecord, score: Score) -> EvidenceFact | None:
    """Return what is left of the score when having chosen the best of many is paid for."""
    if score.corrected is None:
        return None
    label = f"{record.metric.title} to expect on new rows, corrected for having chosen the best of many"
    return EvidenceFact(label, score.corrected, unit_of(record), HREF)


def interval_facts(record: RunRecord, score: Score) -> tuple[EvidenceFact, EvidenceFact, EvidenceFact] | None:
    """Return the low end, the high end and the level in percent of the interval."""
    if score.low is None or score.high is None:
        return None
    low = EvidenceFact(f"low end of the interval of {record.metric.title}", score.low, unit_of(record), HREF)
    high = EvidenceFact(f"high end of the interval of {record.metric.title}", score.high, unit_of(record), HREF)
    return low, high, EvidenceFact("level of the interval", round(100 * score.level, 1), "%", HREF)


def optimism_fact(record: RunRecord, score: Score) -> EvidenceFact | None:
    """Return by how much the score that the model was chosen by flatters it; below zero where it does not."""
    if score.corrected is None:
        return None
    optimism = better_by(record, score.cross_validated, score.corrected)
    return EvidenceFact("optimism: cross-validated minus corrected score", optimism, unit_of(record), HREF)
