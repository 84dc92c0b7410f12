"""Learning curve by rows: what the winner scores on fewer rows, and so whether more would help."""

import numpy as np

from models.checks.work import Again, Work
from models.findings.evidence import shown
from models.findings.refits import seconds_of
from models.findings.risk import Risk
from models.record import Fact, Finding
from models.search.trials import fold_utilities
from models.settling import CURVE_SHARES
from models.splits import fold_sizes

RISK = Risk(
    code="learning_curve",
    title="More rows would help",
    threshold=1.0,
    because="A score that rose by more than one standard error when the rows were doubled is still rising.",
    remedy="Bring more rows: that promises more than a longer search.",
)
HALF = 0.5


def learning_curve(work: Work) -> Finding:
    """Evaluate the winner on shares of the training rows of every fold, and compare half of them with all."""
    measured = _measured(work)
    if HALF not in measured:
        needed = HALF * seconds_of(work.winner, len(work.stage.folds))
        return RISK.not_applicable(f"The folds on half of the rows take about {needed:.1f} s, and there was less time.")
    scorer, winner = work.stage.scorer, work.winner
    differences = np.array(fold_utilities(winner.folds, scorer)) - measured[HALF].folds
    differences = differences[np.isfinite(differences)]
    n_train, n_validation = fold_sizes(work.stage.folds)
    if len(differences) < 2 or not np.ptp(differences) > 0:
        return RISK.not_applicable("The folds do not differ, so there is no standard error to compare with.")
    error = float(np.sqrt((1 / len(differences) + n_validation / n_train) * np.var(differences, ddof=1)))
    full = winner.validation_score or 0.0
    gain = scorer.metric.utility(full) - measured[HALF].utility
    scores = {share: scorer.metric.utility(measured[share].utility) for share in sorted(measured)}
    sentence = (
        f"The winner scores {', '.join(f'{shown(score)} on {share:.0%}' for share, score in scores.items())} of the "
        f"training rows and {shown(full)} on all: the second half brought {gain / error:.1f} standard errors."
    )
    left_out = [f"{share:.0%}" for share in CURVE_SHARES if share not in measured]
    sentence += f" There was no time for {', '.join(left_out)}." if left_out else ""
    facts = [Fact(f"score on {share:.0%} of the rows", score) for share, score in scores.items()]
    facts += [Fact("gain of the second half", gain), Fact("corrected standard error", error)]
    return RISK.answer(sentence, gain / error, tuple(facts), is_found=gain / error > RISK.threshold)


def _measured(work: Work) -> dict[float, Again]:
    """Evaluate the winner at each share that the time allows; half of the rows first, which tells most."""
    measured: dict[float, Again] = {}
    for share in sorted(CURVE_SHARES, key=lambda share: (share != HALF, share)):
        if not work.has_time_for(share * seconds_of(work.winner, len(work.stage.folds))):
            continue
        again = work.again(work.winner, work.stage.plan, work.stage.folds, share)
        if again is not None and np.isfinite(again.utility):
            measured[share] = again
    return measured
