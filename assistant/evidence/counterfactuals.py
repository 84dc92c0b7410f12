"""Facts of what would have been chosen otherwise: on other rows, by another metric, at other costs, step by step."""

from dataclasses import dataclass

from assistant.evidence.fact import EvidenceFact
from assistant.evidence.trials import address, trial_numbered, unit_of
from models.record import (
    CostChoice,
    Costs,
    DefaultPath,
    MetricChoice,
    PathStep,
    Rematch,
    RunRecord,
    SimplerChoice,
    WinShare,
)

HREF = "leaderboard"
TARGET_UNIT = "target"
"""How a metric says that its unit is that of the target."""


def rematch(record: RunRecord) -> Rematch | None:
    """Return how often each trial comes first on rows that are drawn anew; None where that was not told."""
    return None if record.counterfactuals is None else record.counterfactuals.rematch


def win_share(record: RunRecord, trial: int) -> WinShare | None:
    """Return how often one trial comes first; None below one in a hundred, or where that was not told."""
    told = rematch(record)
    return None if told is None else next((one for one in told.shares if one.trial == trial), None)


def rivals(record: RunRecord) -> tuple[WinShare, ...]:
    """Return the trials beside the winner that come first in one draw in a hundred or more, the most frequent first."""
    told = record.counterfactuals
    if told is None or told.rematch is None:
        return ()
    return tuple(one for one in told.rematch.shares if one.trial != told.winner)


def share_fact(one: WinShare) -> EvidenceFact:
    """Return in what share of the draws a trial comes first, in percent."""
    label = f"share of the draws of rows in which trial {one.trial} comes first"
    return EvidenceFact(label, round(100 * one.share, 1), "%", HREF)


def draws_fact(told: Rematch) -> EvidenceFact:
    """Return how often the rows were drawn anew."""
    return EvidenceFact("times that the rows were drawn anew and the trials ranked", told.n_draws, "draws", HREF)


def trial_fact(record: RunRecord, number: int) -> EvidenceFact:
    """Return the number of a trial."""
    trial = trial_numbered(record, number)
    return EvidenceFact("trial number", number, href=HREF if trial is None else address(trial))


def metric_choices(record: RunRecord) -> tuple[MetricChoice, ...]:
    """Return what every other metric of the task would choose."""
    return () if record.counterfactuals is None else record.counterfactuals.metrics


def metric_choice(record: RunRecord, metric: str) -> MetricChoice | None:
    """Return what another metric would choose; None where that is not recorded."""
    return next((choice for choice in metric_choices(record) if choice.metric == metric), None)


@dataclass(frozen=True)
class MetricFacts:
    """By another metric: the first trial's score, the winner's, and that of what is delivered where it is known.

    ``own`` is the first trial's score by the metric of the run.
    """

    score: EvidenceFact
    winner: EvidenceFact
    own: EvidenceFact
    delivered: EvidenceFact | None


def metric_facts(record: RunRecord, choice: MetricChoice) -> MetricFacts:
    """Return the facts of what another metric would choose."""
    unit = "" if choice.unit == TARGET_UNIT else choice.unit
    winner = record.counterfactuals.winner if record.counterfactuals is not None else choice.trial
    title = choice.title
    own = f"{record.metric.title} of trial {choice.trial}, cross-validated"
    delivered = None
    if choice.delivered_score is not None:
        label = f"{title}, cross-validated, of the delivered model (not corrected for choosing)"
        delivered = EvidenceFact(label, choice.delivered_score, unit, HREF)
    return MetricFacts(
        EvidenceFact(f"{title} of trial {choice.trial}, cross-validated", choice.score, unit, HREF),
        EvidenceFact(f"{title} of trial {winner}, cross-validated", choice.winner_score, unit, HREF),
        EvidenceFact(own, choice.own_score, unit_of(record), f"trials/{choice.trial}"),
        delivered,
    )


def cost_choice(record: RunRecord, costs: Costs) -> CostChoice | None:
    """Return what costs of the same ratio would choose; None where that is not recorded."""
    told = () if record.counterfactuals is None else record.counterfactuals.costs
    return next((choice for choice in told if _is_same(choice.costs, costs)), None)


def _is_same(one: Costs, other: Costs) -> bool:
    return one.false_negative * other.false_positive == one.false_positive * other.false_negative


@dataclass(frozen=True)
class CostFacts:
    """At other costs: the threshold, and per 1,000 rows what the delivered model would cost there, and as it is."""

    threshold: EvidenceFact
    delivered: EvidenceFact | None
    kept: EvidenceFact | None


def cost_facts(choice: CostChoice) -> CostFacts:
    """Return the facts of what other costs would choose."""
    miss, alarm = choice.costs.false_negative, choice.costs.false_positive
    if_so = f"if a miss cost {miss:g} and a false alarm {alarm:g}"

    def cost(label: str, value: float | None) -> EvidenceFact | None:
        return None if value is None else EvidenceFact(f"{label} {if_so}", value, "per thousand rows", HREF)

    return CostFacts(
        EvidenceFact(f"probability from which an alarm is the cheaper decision {if_so}", choice.threshold, "", HREF),
        cost("cost of the delivered model at that threshold", choice.delivered_cost),
        cost("cost of the delivered model at the threshold that it has", choice.kept_cost),
    )


def simpler_choice(record: RunRecord) -> SimplerChoice | None:
    """Return what the one-standard-error rule would choose; None where there is no order from simple to complex."""
    return None if record.counterfactuals is None else record.counterfactuals.one_standard_error


def given_up_fact(record: RunRecord, choice: SimplerChoice) -> EvidenceFact:
    """Return the score that the simplest trial within one standard error gives up."""
    label = f"{record.metric.title} that trial {choice.trial} gives up for being simpler"
    return EvidenceFact(label, choice.given_up, unit_of(record), "findings/simpler_does_as_well")


def default_path(record: RunRecord) -> DefaultPath | None:
    """Return what moved the score from the default to the chosen values; None where it cannot be told."""
    return None if record.counterfactuals is None else record.counterfactuals.default_path


def path_step(record: RunRecord, hyperparameter: str) -> PathStep | None:
    """Return what moving one hyperparameter to its chosen value did; None where it was not moved, or is not told."""
    told = default_path(record)
    return None if told is None else next((s for s in told.steps if s.hyperparameter == hyperparameter), None)


@dataclass(frozen=True)
class StepFacts:
    """One step: both values, the size of the gain or loss, its standard deviation, and what settling it takes."""

    before: EvidenceFact
    after: EvidenceFact
    gain: EvidenceFact | None
    spread: EvidenceFact | None
    seconds: EvidenceFact


def step_facts(record: RunRecord, step: PathStep) -> StepFacts:
    """Return the facts of one step; the gain is without its sign."""
    name, unit = step.hyperparameter, unit_of(record)
    how = "measured" if step.is_measured else "estimated from other trials of the family"
    gain, spread = None, None
    if step.gain is not None:
        label = f"change in {record.metric.title} by moving {name} from its default to the chosen value, {how}"
        gain = EvidenceFact(label, abs(step.gain), unit, HREF)
    if step.spread is not None:
        spread = EvidenceFact(f"standard deviation of the estimated change by {name}", step.spread, unit, HREF)
    return StepFacts(
        EvidenceFact(f"tuned default of {name}", step.before, "", HREF),
        EvidenceFact(f"chosen value of {name}", step.after, "", HREF),
        gain,
        spread,
        EvidenceFact(f"about what a trial that settles {name} takes", step.seconds, "s", HREF),
    )
