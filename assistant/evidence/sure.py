"""Facts of how sure single predictions are: the width of intervals, the size of sets, and how often they hold."""

from assistant.evidence.fact import EvidenceFact
from models.record import RunRecord, Uncertainty

HREF = "uncertainty"


def promised(record: RunRecord) -> Uncertainty | None:
    """Return the recorded uncertainty where it promises anything."""
    told = record.uncertainty
    return told if told is not None and told.quantile is not None else None


def level_fact(told: Uncertainty) -> EvidenceFact:
    """Return the promised level in percent."""
    return EvidenceFact("promised coverage of a single prediction", round(100 * told.level, 1), "%", HREF)


def coverage_facts(told: Uncertainty) -> tuple[EvidenceFact, EvidenceFact | None] | None:
    """Return the measured coverage in percent and its standard error in points."""
    if told.coverage is None:
        return None
    share = EvidenceFact("measured coverage, on rows of other folds", round(100 * told.coverage, 1), "%", HREF)
    if told.coverage_error is None:
        return share, None
    return share, EvidenceFact(
        "standard error of the measured coverage", round(100 * told.coverage_error, 1), "points", HREF
    )


def size_fact(record: RunRecord, told: Uncertainty) -> EvidenceFact | None:
    """Return the mean width of the intervals, or the mean number of classes in the sets."""
    if told.size is None:
        return None
    if told.kind == "interval":
        unit = "" if record.metric.unit == record.goal.target else record.metric.unit
        return EvidenceFact(f"mean width of the intervals of {record.goal.target}", told.size, unit, HREF)
    return EvidenceFact("mean number of classes in the sets", round(told.size, 2), "classes", HREF)


def both_classes_fact(record: RunRecord, told: Uncertainty) -> EvidenceFact | None:
    """Return for what share of the rows the set holds both of two classes; a set is never empty."""
    if told.kind != "set" or told.size is None or record.goal.task != "binary":
        return None
    label = "share of the rows whose set holds both classes: the mean number of classes less one"
    return EvidenceFact(label, round(100 * (told.size - 1), 1), "%", HREF)


def rows_fact(told: Uncertainty) -> EvidenceFact:
    """Return on how many rows it rests."""
    return EvidenceFact("held-back rows that the intervals or sets rest on", told.n_rows, "rows", HREF)
