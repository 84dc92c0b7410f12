"""All that would have been chosen otherwise, put together for the record."""

from collections.abc import Sequence

from models.blend import Blend
from models.counterfactuals.contest import Given, contest_of
from models.counterfactuals.default_path import default_path
from models.counterfactuals.other_costs import cost_choices
from models.counterfactuals.other_metrics import metric_choices
from models.counterfactuals.rematch import rematch_of
from models.digits import short
from models.record import Counterfactuals, Finding, SimplerChoice
from models.reserve import Reserve
from models.search.coordinator import Search
from models.stage import Stage

SIMPLER = "simpler_does_as_well"
LEAST_SECONDS, SHARE = 0.2, 0.3
"""Of the seconds left, what all of this may take; and the least, in which most of it is done on a small table."""


def counterfactuals_of(
    stage: Stage, search: Search, blend: Blend, findings: Sequence[Finding]
) -> Counterfactuals | None:
    """Tell what would have been chosen otherwise; None where no out-of-fold predictions were kept.

    Parameters
    ----------
    blend : what is delivered
    findings : of the run, of which one has looked for a simpler configuration
    """
    seed, problem = stage.order.settings.seed, stage.problem
    given = Given(problem, stage.folds, stage.scorer, stage.predictions.read, seed)
    contest = contest_of(given, search.trials, blend)
    if contest is None:
        return None
    left = stage.budget.left_seconds()
    reserve = Reserve(None if left is None else max(LEAST_SECONDS, SHARE * left))
    chosen = search.trials[blend.members[0].trial]
    space = stage.search_order.spaces.get(chosen.family)
    trials = [search.trials[number] for number in sorted(search.trials)]
    return Counterfactuals(
        winner=contest.winner.number,
        n_rows=len(contest.y),
        # What is quick and asked for most comes first; what takes longest comes last and gives way.
        metrics=metric_choices(contest, reserve),
        costs=cost_choices(contest, stage.order.goal.costs, reserve),
        one_standard_error=_simpler(findings, chosen.number, chosen.standard_error),
        default_path=None if space is None else default_path(space, trials, chosen, stage.scorer.metric),
        rematch=rematch_of(contest, seed, reserve),
    )


def _simpler(findings: Sequence[Finding], winner: int, error: float | None) -> SimplerChoice | None:
    """Return what the finding on simpler configurations chose: the winner itself where it found none."""
    finding = next((finding for finding in findings if finding.code == SIMPLER), None)
    if finding is None or finding.answer == "not_applicable":
        return None
    facts = {fact.label: fact.value for fact in finding.facts}
    trial, given_up, known = facts.get("trial"), facts.get("given up"), facts.get("standard error", error)
    told = short(float(known)) if isinstance(known, int | float) else None
    if not isinstance(trial, int) or not isinstance(given_up, int | float):
        return SimplerChoice(winner, 0.0, told)
    return SimplerChoice(trial, short(float(given_up)), told)
