"""The one-standard-error rule: whether a simpler configuration scores within the noise of the best one.

Breiman, Friedman, Olshen and Stone chose so among trees of different sizes. What is simple is said by each family
(``FamilyAccount.complexity``): its main lever first, the others where that is equal.
"""

from models.findings.evidence import Evidence, counted, shown
from models.findings.risk import Risk
from models.record import Fact, Finding, Trial

RISK = Risk(
    code="simpler_does_as_well",
    title="A simpler configuration does as well",
    threshold=1.0,
    because="Scores within one standard error of the best cannot be told from it, and of equals the simpler one is "
    "less likely to have learned noise.",
    remedy="Fix the simpler values and run again, if a small loss in the measured score is acceptable.",
)


def simpler_does_as_well(evidence: Evidence) -> Finding:
    """Find the simplest trial of the winner's family whose score is within one standard error of the winner's."""
    winner, error = evidence.winner, evidence.winner.standard_error
    order = [name for name in evidence.family.complexity if name.lstrip("-") in winner.hyperparameters]
    if not order:
        return RISK.not_applicable("The configurations of the winner's family have no order from simple to complex.")
    if error is None or not error > 0:
        return RISK.not_applicable("The folds do not differ in their score, or too few have one: no standard error.")
    best = evidence.utility(winner)
    near = [trial for trial in evidence.relatives if evidence.utility(trial) >= best - RISK.threshold * error]
    near = [trial for trial in near if _complexity(trial, order) < _complexity(winner, order)]
    if not near:
        others = len(evidence.relatives) - 1
        sentence = (
            f"Nothing simpler is within one standard error, among {counted(others, 'other trial')} of its family."
        )
        if others < 1:
            return RISK.not_applicable("No other trial of the winner's family is complete.")
        return RISK.answer(sentence, 0.0, (Fact("standard error", error),), is_found=False)
    simplest = min(near, key=lambda trial: (_complexity(trial, order), -evidence.utility(trial), trial.number))
    return _said(winner, simplest, order, best - evidence.utility(simplest), error)


def _said(winner: Trial, simplest: Trial, order: list[str], given_up: float, error: float) -> Finding:
    """Name the simpler trial, the lever in which it differs most, and what is given up."""
    lever = next(n.lstrip("-") for n in order if _lever(simplest, n) != _lever(winner, n))
    here, there = winner.hyperparameters[lever], simplest.hyperparameters[lever]
    sentence = (
        f"Trial {simplest.number} is simpler ({lever} {_written(there)} instead of {_written(here)}) and scores "
        f"{shown(float(simplest.validation_score or 0.0))}, "
    )
    if given_up > 0:
        sentence += f"{shown(given_up)} worse than the winner: less than one standard error of {shown(error)}."
    else:
        sentence += "no worse than the winner."
    facts = (
        Fact("trial", simplest.number),
        Fact("given up", given_up),
        Fact("standard error", error),
        Fact("hyperparameter", lever),
        Fact(f"{lever} of the winner", here),
        Fact(f"{lever} of the simpler trial", there),
    )
    return RISK.answer(sentence, given_up / error, facts, is_found=True)


def _complexity(trial: Trial, order: list[str]) -> tuple[float, ...]:
    return tuple(_lever(trial, name) for name in order)


def _lever(trial: Trial, name: str) -> float:
    value = trial.hyperparameters.get(name.lstrip("-"))
    number = float(value) if isinstance(value, (int, float)) else 0.0
    return -number if name.startswith("-") else number


def _written(value: object) -> str:
    return shown(float(value)) if isinstance(value, (int, float)) else str(value)
