"""The generalization gap: how much better the winner is on rows that it trained on."""

from statistics import median

from models.findings.evidence import Evidence, shown
from models.record import Fact, Finding, FindingAnswer, Trial

THRESHOLD = 1.5
MIN_RELATIVES = 3
MEMORIZING = ("random_forest", "k_nearest_neighbors")


def train_validation_gap(evidence: Evidence) -> Finding:
    """Compare the winner's gap with the median gap of its family's other trials; no gap is judged alone."""
    winner = evidence.winner
    code, title = "train_validation_gap", "Gap between training and validation score"
    reason = (
        "A gap has no limit of its own: families differ in how well they remember. Half as much again as is usual "
        "in the family stands out."
    )
    remedy = "Prefer a simpler trial with a tied score, or stronger regularization."
    gap = _gap(winner, evidence)
    if gap is None or winner.train_score is None or winner.validation_score is None:
        sentence = "The metric is undefined on some folds, so there is no gap to look at."
        return Finding(code, title, "not_applicable", sentence, None, THRESHOLD, reason, remedy)
    sentence = (
        f"The winner scores {shown(winner.train_score)} on rows it trained on and {shown(winner.validation_score)} "
        "on rows it never saw."
    )
    facts: tuple[Fact, ...] = (
        Fact("gap", gap),
        Fact("train score", winner.train_score),
        Fact("validation score", winner.validation_score),
    )
    if winner.family in MEMORIZING:
        sentence += (
            " This family remembers its training rows by construction, so the gap says nothing about overfitting."
        )
        return Finding(code, title, "not_applicable", sentence, None, THRESHOLD, reason, remedy, facts)
    usual = _usual_gap(evidence)
    if usual is None or usual <= 0:
        sentence += " Too few other trials of its family finished to say what is usual."
        return Finding(code, title, "not_applicable", sentence, None, THRESHOLD, reason, remedy, facts)
    value = gap / usual
    is_found = value > THRESHOLD and gap > 2 * (winner.standard_error or 0.0)
    sentence += f" The gap of {shown(gap)} is {value:.1f} times what is usual in its family."
    facts = (*facts, Fact("median gap of the family", usual))
    answer: FindingAnswer = "found" if is_found else "not_found"
    return Finding(code, title, answer, sentence, value, THRESHOLD, reason, remedy, facts)


def _gap(trial: Trial, evidence: Evidence) -> float | None:
    if trial.train_score is None or trial.validation_score is None:
        return None
    utility = evidence.scorer.metric.utility
    return utility(trial.train_score) - utility(trial.validation_score)


def _usual_gap(evidence: Evidence) -> float | None:
    winner = evidence.winner
    others = [t for t in evidence.trials.values() if t.family == winner.family and t.number != winner.number]
    gaps = [gap for gap in (_gap(t, evidence) for t in others if t.state == "complete") if gap is not None]
    return median(gaps) if len(gaps) >= MIN_RELATIVES else None
