"""Facts of how the delivered model errs: told on rows that its models did not see."""

from dataclasses import dataclass

from assistant.evidence.fact import EvidenceFact
from models.record import (
    BinaryDiagnostics,
    Calibration,
    CalibrationBin,
    ClassRates,
    Confusion,
    Costs,
    RegressionDiagnostics,
    RunRecord,
    ThresholdRow,
)

PER_ROWS = "per thousand rows"
ELKAN = "Elkan, The foundations of cost-sensitive learning, IJCAI 2001"
CONFUSION, CALIBRATION, THRESHOLDS, RESIDUALS = (
    f"charts/{name}" for name in ("confusion", "calibration", "threshold_costs", "residuals")
)
LOW_LEVEL, HIGH_LEVEL = 0.1, 0.9
CLEARLY = 2.0
"""Intervals of 90 % that a probability must be off by: of a dozen bins, one is off by a single one by chance alone."""


def binary(record: RunRecord) -> BinaryDiagnostics | None:
    """Return what is known of a model of two classes."""
    return None if record.diagnostics is None else record.diagnostics.binary


def regression(record: RunRecord) -> RegressionDiagnostics | None:
    """Return what is known of a model of values."""
    return None if record.diagnostics is None else record.diagnostics.regression


def calibration(record: RunRecord) -> Calibration | None:
    """Return how far probabilities hold: those of the positive class, or of the most probable of several."""
    told = record.diagnostics
    if told is None:
        return None
    kind = told.binary or told.multiclass
    return None if kind is None else kind.calibration


def confusion(record: RunRecord) -> Confusion | None:
    """Return which classes are taken for which."""
    told = record.diagnostics
    if told is None:
        return None
    kind = told.binary or told.multiclass
    return None if kind is None else kind.confusion


def right_fact(record: RunRecord) -> EvidenceFact | None:
    """Return what share of the rows is taken for its own class (accuracy), in percent."""
    told = confusion(record)
    if told is None or told.n_others:
        return None
    whole = sum(sum(row) for row in told.counts)
    right = sum(row[place] for place, row in enumerate(told.counts))
    return _percent(
        "share of the rows taken for their own class (accuracy)", right / whole if whole else None, CONFUSION
    )


def class_rates(record: RunRecord) -> tuple[ClassRates, ...]:
    """Return what share of each class is found and is right; nothing for values."""
    told = record.diagnostics
    if told is None:
        return ()
    kind = told.binary or told.multiclass
    return () if kind is None else kind.classes


def rates_of(record: RunRecord, name: str) -> ClassRates | None:
    """Return the rates of one class."""
    return next((rates for rates in class_rates(record) if rates.name == name), None)


def hardest_class(record: RunRecord) -> ClassRates | None:
    """Return the class of which the smallest share is found."""
    known = [rates for rates in class_rates(record) if rates.recall is not None]
    return min(known, key=lambda rates: rates.recall or 0.0, default=None)


def rows_fact(record: RunRecord) -> EvidenceFact | None:
    """Return on how many rows diagnostics were told."""
    if record.diagnostics is None:
        return None
    return EvidenceFact(
        "rows that the errors of the delivered model were told on", record.diagnostics.n_rows, "rows", CONFUSION
    )


def recall_fact(rates: ClassRates) -> EvidenceFact | None:
    """Return what share of a class is found, in percent."""
    return _percent(f"share of the rows of {rates.name} that are found (recall), out of fold", rates.recall, CONFUSION)


def precision_fact(rates: ClassRates) -> EvidenceFact | None:
    """Return what share of the rows taken for a class is of it, in percent."""
    return _percent(f"share of the rows taken for {rates.name} that are right", rates.precision, CONFUSION)


@dataclass(frozen=True)
class BinFacts:
    """Rows of about one probability: predicted and happened with its interval, in percent, and how many rows."""

    predicted: EvidenceFact
    happened: EvidenceFact
    low: EvidenceFact
    high: EvidenceFact
    rows: EvidenceFact


def bin_near(record: RunRecord, probability: float) -> CalibrationBin | None:
    """Return the rows whose probability is nearest to one (0 to 1)."""
    told = calibration(record)
    return None if told is None else min(told.bins, key=lambda one: abs(one.predicted - probability), default=None)


def worst_bin(record: RunRecord) -> CalibrationBin | None:
    """Return the rows whose probability is clearly off from what happened, the farthest; None where none is."""
    told = calibration(record)
    if told is None:
        return None
    return max(
        (one for one in told.bins if _is_off(one)), key=lambda one: abs(one.predicted - one.happened), default=None
    )


def _is_off(one: CalibrationBin) -> bool:
    reach = one.high - one.happened if one.predicted > one.happened else one.happened - one.low
    return abs(one.predicted - one.happened) > CLEARLY * reach


def bin_facts(one: CalibrationBin) -> BinFacts:
    """Return the facts of rows of about one probability."""
    where = f"rows with a predicted probability of about {one.predicted:.3g}"

    def fact(label: str, share: float) -> EvidenceFact:
        return EvidenceFact(f"{label}, {where}", round(100 * share, 1), "%", CALIBRATION)

    return BinFacts(
        predicted=fact("mean predicted probability", one.predicted),
        happened=fact("share of them in which it happened", one.happened),
        low=fact("low end of the interval of that share", one.low),
        high=fact("high end of the interval of that share", one.high),
        rows=EvidenceFact(where, one.n_rows, "rows", CALIBRATION),
    )


def calibration_error_fact(record: RunRecord) -> EvidenceFact | None:
    """Return how far what happens is from what is predicted on average, in percentage points."""
    told = calibration(record)
    label = "mean distance of what happened from what was predicted (expected calibration error)"
    return None if told is None else EvidenceFact(label, round(100 * told.error, 2), "percentage points", CALIBRATION)


def brier_fact(record: RunRecord) -> EvidenceFact | None:
    """Return the mean squared difference between the probability and what happened."""
    told = calibration(record)
    label = "Brier score: mean squared difference of the probability from what happened"
    return None if told is None else EvidenceFact(label, told.brier, "", CALIBRATION)


@dataclass(frozen=True)
class ThresholdFacts:
    """What a threshold decides: of a thousand rows, those caught, missed and alarmed for nothing, and the cost."""

    threshold: EvidenceFact
    caught: EvidenceFact
    missed: EvidenceFact
    false_alarms: EvidenceFact
    cost: EvidenceFact


def at_threshold(record: RunRecord, threshold: float) -> ThresholdRow | None:
    """Return what the nearest threshold of the table decides."""
    told = binary(record)
    if told is None:
        return None
    return min(told.thresholds.rows, key=lambda row: abs(row.threshold - threshold), default=None)


def threshold_facts(record: RunRecord, row: ThresholdRow, costs: Costs | None = None) -> ThresholdFacts:
    """Return the facts of a threshold; the cost is that of ``costs``, those of the table where None."""
    at = f"at a threshold of {row.threshold:.3g}"
    cost = row.cost if costs is None else cost_of(row, costs)
    unit = f"{cost_unit(record, costs)} {PER_ROWS}".strip()
    return ThresholdFacts(
        threshold=EvidenceFact("probability from which it is decided", row.threshold, "", THRESHOLDS),
        caught=EvidenceFact(f"positives caught {at}", row.true_positives, PER_ROWS, THRESHOLDS),
        missed=EvidenceFact(f"positives missed {at}", row.false_negatives, PER_ROWS, THRESHOLDS),
        false_alarms=EvidenceFact(f"false alarms {at}", row.false_positives, PER_ROWS, THRESHOLDS),
        cost=EvidenceFact(f"cost of the mistakes {at}", cost, unit, THRESHOLDS),
    )


def cost_of(row: ThresholdRow, costs: Costs) -> float:
    """Return what the mistakes of a threshold cost per 1,000 rows."""
    return row.false_negatives * costs.false_negative + row.false_positives * costs.false_positive


def cost_unit(record: RunRecord, costs: Costs | None = None) -> str:
    """Return what a cost is counted in: mistakes where both cost 1, and otherwise the unit of the costs."""
    told = binary(record)
    known = costs or (None if told is None else told.thresholds.costs)
    return "mistakes" if known is not None and known.false_negative == known.false_positive == 1 else ""


def pays_from(costs: Costs) -> float:
    """Return the probability from which raising an alarm costs less on average than not raising it.

    Examples
    --------
    >>> pays_from(Costs(false_negative=4, false_positive=1))
    0.2
    """
    return costs.false_positive / (costs.false_negative + costs.false_positive)


def pays_from_fact(costs: Costs) -> EvidenceFact:
    """Return the probability from which an alarm pays, with where that comes from."""
    label = "probability from which an alarm pays: the cost of a false alarm by that of both mistakes together"
    return EvidenceFact(label, pays_from(costs), "", None, ELKAN)


@dataclass(frozen=True)
class Mistake:
    """The most frequent mistake: rows of one class taken for another, and their share of that class in percent."""

    true: EvidenceFact
    predicted: EvidenceFact
    rows: EvidenceFact
    share: EvidenceFact


def most_frequent_mistake(record: RunRecord) -> Mistake | None:
    """Return the mistake that is made most often; None where none is made."""
    told = confusion(record)
    if told is None:
        return None
    n = len(told.classes)
    cells = [(told.counts[i][j], i, j) for i in range(n) for j in range(n) if i != j]
    count, i, j = max(cells, key=lambda cell: cell[0])
    if count <= 0:
        return None
    true, predicted = told.classes[i], told.classes[j]
    return Mistake(
        true=EvidenceFact("true class of the most frequent mistake", true, "", CONFUSION),
        predicted=EvidenceFact("class that it is taken for", predicted, "", CONFUSION),
        rows=EvidenceFact(f"rows of {true} taken for {predicted}", count, "rows", CONFUSION),
        share=EvidenceFact(
            f"share of the rows of {true} taken for {predicted}", round(100 * count / sum(told.counts[i]), 1), "%",
            CONFUSION,
        ),
    )  # fmt: skip


@dataclass(frozen=True)
class MissFacts:
    """By how much eight in ten predictions are too high and too low at most, in the target's unit.

    Where predictions lean ``is_to_one_side``, one of the two is below zero.
    """

    too_high: EvidenceFact
    too_low: EvidenceFact
    is_to_one_side: bool


def misses(record: RunRecord) -> MissFacts | None:
    """Return how far predicted values are off."""
    told = regression(record)
    if told is None:
        return None
    at, target = dict(zip(told.levels, told.residuals, strict=True)), record.goal.target
    too_high, too_low = -at[LOW_LEVEL], at[HIGH_LEVEL]
    return MissFacts(
        EvidenceFact(f"a tenth of the predictions of {target} are too high by more", too_high, "", RESIDUALS),
        EvidenceFact(f"a tenth of the predictions of {target} are too low by more", too_low, "", RESIDUALS),
        min(too_high, too_low) < 0,
    )


def _percent(label: str, share: float | None, href: str) -> EvidenceFact | None:
    return None if share is None else EvidenceFact(label, round(100 * share, 1), "%", href)
