"""Facts of true scores: the delivered model on labeled rows that took no part in its run, beside what was promised."""

from assistant.evidence.fact import EvidenceFact
from assistant.evidence.trials import unit_of
from models.record import RunRecord, TrueScore


def opened(record: RunRecord) -> tuple[TrueScore, ...]:
    """Return all true scores, that of the locked test table first."""
    return (*((record.test,) if record.test is not None else ()), *record.evaluations)


def address_of(record: RunRecord, true: TrueScore) -> str:
    """Return the address of a true score, relative to the run's."""
    return "test" if true is record.test else "evaluations"


def score_fact(record: RunRecord, true: TrueScore) -> EvidenceFact | None:
    """Return the score itself; None where it is undefined."""
    if true.score is None:
        return None
    label = f"{record.metric.title} of the delivered model on labeled rows that the run never saw"
    return EvidenceFact(label, true.score, unit_of(record), address_of(record, true))


def interval_facts(record: RunRecord, true: TrueScore) -> tuple[EvidenceFact, EvidenceFact] | None:
    """Return the low and the high end of its interval."""
    if true.low is None or true.high is None:
        return None
    where, unit = address_of(record, true), unit_of(record)
    low = EvidenceFact("low end of the interval of the true score", true.low, unit, where)
    return low, EvidenceFact("high end of the interval of the true score", true.high, unit, where)


def rows_fact(record: RunRecord, true: TrueScore) -> EvidenceFact:
    """Return on how many rows it was measured."""
    return EvidenceFact("labeled rows of the true score", true.n_scored, "rows", address_of(record, true))


def promised_fact(record: RunRecord, true: TrueScore) -> EvidenceFact | None:
    """Return the score that was promised."""
    if true.promised.corrected is None:
        return None
    label = f"{record.metric.title} that the run promised, corrected for choosing"
    return EvidenceFact(label, true.promised.corrected, unit_of(record), "score")
