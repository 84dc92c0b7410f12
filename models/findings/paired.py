"""What the two comparisons of the winner with another trial share: a paired test over the folds."""

from dataclasses import dataclass

from scipy.stats import t as student

from models.estimate import paired_difference
from models.findings.evidence import Evidence, shown
from models.findings.risk import Risk
from models.leaderboard import TIE_LEVEL
from models.record import Fact, Finding, Trial
from models.splits import fold_sizes

CHANCE = 1 - TIE_LEVEL
REASON = (
    "Where the two are equal, folds that share training rows show so large a difference with this probability (the "
    "correction of Nadeau and Bengio); below 5 % it is taken for real, as on the leaderboard. With few folds, real "
    "differences stay hidden too."
)


@dataclass(frozen=True)
class Comparison:
    """How far the winner is ahead of another trial, with the standard error, and how probable that is by chance."""

    mean: float
    error: float
    probability: float


def compared(evidence: Evidence, other: Trial) -> Comparison:
    """Compare the winner with another trial by the paired test of Nadeau and Bengio, two-sided."""
    n_train, n_validation = fold_sizes(evidence.folds)
    mean, error = paired_difference(evidence.winner, other, n_train, n_validation, evidence.scorer)
    if error == 0:
        return Comparison(mean, error, 0.0 if mean else 1.0)
    n_folds = len(evidence.winner.folds)
    return Comparison(mean, error, float(2 * student.sf(abs(mean) / error, max(1, n_folds - 1))))


def paired_finding(risk: Risk, evidence: Evidence, other: Trial, name: str) -> Finding:
    """Return the finding on the winner and another trial; found where chance alone could give the difference."""
    found = compared(evidence, other)
    if found.error == float("inf"):
        return risk.not_applicable("Fewer than two folds have a score of both trials, too few to compare.")
    is_tied = found.probability >= risk.threshold
    where = "ahead of" if found.mean >= 0 else "behind"
    sentence = f"Over the same folds, the winner is {where} {name} (trial {other.number}) by {shown(abs(found.mean))}"
    if found.error == 0:
        sentence += " in every one of them." if found.mean else ": they score the same."
    else:
        verdict = "chance alone could give this" if is_tied else "more than chance gives"
        sentence += f", with a corrected standard error of {shown(found.error)}: {verdict}."
    facts = (
        Fact("trial", other.number),
        Fact("difference", found.mean),
        Fact("corrected standard error", found.error),
        Fact("probability by chance", found.probability),
    )
    return risk.answer(sentence, found.probability, facts, is_found=is_tied)
