"""Early stopping: whether the rounds that were kept say that the cap, or the learning rate, is out of place."""

from statistics import median

from models.families.registry import family_named
from models.findings.evidence import Evidence
from models.findings.risk import Risk
from models.record import Fact, Finding

RISK = Risk(
    code="early_stopping",
    title="Rounds at their cap, or none to speak of",
    threshold=0.95,
    because="Rounds within a twentieth of the cap were most likely still improving; three rounds or fewer are hardly "
    "any learning.",
    remedy="Allow more rounds or a greater learning rate.",
)
FEW_ROUNDS = 3
TOO_FEW = "Try a smaller learning rate, and ask whether the columns tell anything of the target."


def early_stopping(evidence: Evidence) -> Finding:
    """Compare the rounds that the winner's folds kept with those that were allowed."""
    winner = evidence.winner
    if not family_named(winner.family).stops_early:
        return RISK.not_applicable("The winner's family does not stop early.")
    kept = [(f.rounds, f.max_rounds) for f in winner.folds if f.rounds is not None and f.max_rounds]
    if not kept:
        return RISK.not_applicable("The rounds of the winner's folds are not recorded.")
    value = float(median(rounds / cap for rounds, cap in kept))
    rounds = [rounds for rounds, _ in kept]
    middle, cap = float(median(rounds)), max(cap for _, cap in kept)
    is_none = middle <= FEW_ROUNDS < RISK.threshold * cap
    is_capped = value > RISK.threshold
    what = "it may have improved further" if is_capped else "far from the cap"
    kept_rounds = f"{min(rounds):,} to {max(rounds):,}" if min(rounds) < max(rounds) else f"{min(rounds):,}"
    sentence = f"The winner kept {kept_rounds} rounds of {cap:,} allowed: {'hardly any learning' if is_none else what}."
    facts = (
        Fact("median rounds", middle, "rounds"),
        Fact("rounds allowed", cap, "rounds"),
        Fact("share of the cap", value),
    )
    remedy = TOO_FEW if is_none else None
    return RISK.answer(sentence, value, facts, is_found=is_none or is_capped, remedy=remedy)
