"""The generalization gap: how much better the winner is on rows that it trained on."""

from math import isfinite
from statistics import median

from models.findings.evidence import Evidence, shown
from models.findings.risk import UNDEFINED, Risk
from models.record import Fact, Finding, Trial

RISK = Risk(
    code="train_validation_gap",
    title="Gap between training and validation score",
    threshold=1.5,
    because="A gap has no limit of its own: families differ in how well they remember. Half as much again as is usual "
    "in the family stands out.",
    remedy="Prefer a simpler trial with a tied score, or stronger regularization.",
)
MIN_RELATIVES = 3


def train_validation_gap(evidence: Evidence) -> Finding:
    """Compare the winner's gap with the median gap of its family's other trials; no gap is judged alone."""
    winner = evidence.winner
    gap = _gap(winner, evidence)
    if gap is None or winner.train_score is None or winner.validation_score is None:
        return RISK.not_applicable(UNDEFINED)
    sentence = (
        f"The winner scores {shown(winner.train_score)} on rows it trained on and {shown(winner.validation_score)} "
        "on rows it never saw."
    )
    facts: tuple[Fact, ...] = (
        Fact("gap", gap),
        Fact("train score", winner.train_score),
        Fact("validation score", winner.validation_score),
    )
    if evidence.family.remembers_rows:
        sentence += " Its family remembers training rows by construction, so this gap says nothing about overfitting."
        return RISK.not_applicable(sentence, facts)
    gaps = [_gap(trial, evidence) for trial in evidence.relatives if trial.number != winner.number]
    known = [other for other in gaps if other is not None]
    usual = median(known) if len(known) >= MIN_RELATIVES else 0.0
    if usual <= 0:
        return RISK.not_applicable(f"{sentence} {_why_not(len(known))}", facts)
    value = gap / usual
    is_found = value > RISK.threshold and gap > 2 * (winner.standard_error or 0.0)
    sentence += f" The gap of {shown(gap)} is {value:.1f} times what is usual in its family."
    return RISK.answer(sentence, value, (*facts, Fact("median gap of the family", usual)), is_found=is_found)


def _why_not(n_known: int) -> str:
    if n_known < MIN_RELATIVES:
        return "Too few other trials of its family finished to say what is usual."
    return "Trials of its family usually have no gap at all, so there is nothing to compare with."


def _gap(trial: Trial, evidence: Evidence) -> float | None:
    if trial.train_score is None or trial.validation_score is None:
        return None
    utility = evidence.scorer.metric.utility
    gap = utility(trial.train_score) - utility(trial.validation_score)
    return gap if isfinite(gap) else None
