"""The decisions on what is delivered, written down with what they were measured by."""

from collections.abc import Sequence

from models.blend import Blend
from models.estimate import by_score
from models.record import EnsembleMember, Fact
from models.refining import LEAST_GAIN, N_ERRORS, Check
from models.search.coordinator import Search
from models.selection import Candidates
from models.stage import Stage

_AS_IT_WAS = {
    "stacking": "the weights with which the average was chosen",
    "calibration": "probabilities as they are",
    "threshold": "the positive class from a probability of 0.5 on",
}
_REFINED = {"stacking": "weights fitted anew", "calibration": "a temperature", "threshold": "a threshold by the metric"}


def explain_average(stage: Stage, search: Search, candidates: Candidates, average: Blend) -> None:
    """Write down which trial is best, and which average, where there is one, is better."""
    metric, members = stage.scorer.metric.account, average.members
    best = candidates.trials[0]
    score = best.validation_score or 0.0
    facts = (Fact(metric.title, score), Fact("complete trials", len(candidates.trials), "trials"))
    over = tuple(f"trial {trial.number} ({trial.family})" for trial in candidates.trials[1:4])
    because = (
        f"its cross-validated {metric.title} of {score:.4g} is the best of {len(candidates.trials)} complete trials"
    )
    skipped = [trial for trial in by_score(search.trials, stage.scorer) if trial not in candidates.trials]
    if skipped:
        because += f"; left aside as too slow for the time left, or for one prediction: {len(skipped)}"
    stage.journal.decide("winner", f"trial {best.number} ({best.family})", because, over=over, facts=facts)
    if len(members) > 1:
        together = candidates.score(average)
        because = (
            f"averaging their predictions scores {together:.4g} in cross-validation, the best trial alone {score:.4g}"
        )
        facts = (Fact(f"{metric.title} of the average", together), Fact(f"{metric.title} of the best trial", score))
        stage.journal.decide("ensemble", _shares(members), because, over=("the best trial alone",), facts=facts)


def explain_checks(stage: Stage, blend: Blend, checks: Sequence[Check]) -> None:
    """Write down what was made of the average, and what was tried and refused, each with its check."""
    title = stage.scorer.metric.account.title
    for check in checks:
        plain, refined = _AS_IT_WAS[check.stage], _REFINED[check.stage]
        chosen = _chosen(check, stage, blend) if check.is_kept else plain
        facts = (
            Fact(f"{title} with {refined}", check.after),
            Fact(f"{title} with {plain}", check.before),
            Fact("standard error of the difference", check.error),
        )
        over = (plain if check.is_kept else refined,)
        known = facts if check.is_told else ()
        stage.journal.decide(check.stage, chosen, _because(check, title), over=over, facts=known)


def _chosen(check: Check, stage: Stage, blend: Blend) -> str:
    if check.stage == "stacking":
        scale = f", on the log scale at a temperature of {blend.temperature:.3g}" if blend.scale == "log" else ""
        return f"{_shares(blend.members)}{scale}"
    if check.stage == "calibration":
        return f"a temperature of {blend.temperature:.3g}"
    return f"{stage.problem.classes[-1]} from a probability of {blend.threshold:.3g} on"


def _because(check: Check, title: str) -> str:
    refined = _REFINED[check.stage]
    if not check.is_told:
        return f"{refined} could not be compared: too few rows, or too rare a class"
    measured = (
        f"fitted on other folds than are scored, {refined} gives a cross-validated {title} of {check.after:.4g}, "
        f"against {check.before:.4g} without"
    )
    rule = f"{N_ERRORS:g} standard errors of the difference ({check.error:.2g}) and {LEAST_GAIN:.2%} of the score"
    return f"{measured}; that is {'better' if check.is_kept else 'not better'} by more than {rule}"


def _shares(members: Sequence[EnsembleMember]) -> str:
    return ", ".join(f"{member.weight:.0%} trial {member.trial}" for member in members)
