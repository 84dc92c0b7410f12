"""Repeated cross-validation: the winner and its runner-up on other splits of the same rows."""

from dataclasses import replace

import numpy as np

from models.checks.work import Again, Work
from models.findings.evidence import shown
from models.findings.refits import seconds_of
from models.findings.risk import Risk
from models.record import Fact, Finding, FoldPlan, Trial
from models.settling import N_REPEATS
from models.splits import fold_sizes, make_folds

RISK = Risk(
    code="repeated_cv",
    title="A score owed to the split",
    threshold=1.0,
    because="The winner was chosen on one split. What it scores less on others, beyond one standard error with the "
    "correction of Nadeau and Bengio, was owed to that split.",
    remedy="Trust the score over all splits, and take the runner-up where it is as good.",
)


def repeated_cv(work: Work) -> Finding:
    """Evaluate the best two trials on up to five other splits, and compare the winner with what it scored first."""
    stage = work.stage
    if stage.plan.kind == "time":
        return RISK.not_applicable("Folds in time can be split in one way only.")
    rival = next((trial for trial in work.trials if trial.number != work.winner.number), None)
    pair = [work.winner, *([rival] if rival else [])]
    rounds: list[list[Again]] = []
    for repeat in range(N_REPEATS):
        plan = replace(stage.plan, seed=stage.plan.seed + stage.plan.n_repeats + repeat, n_repeats=1)
        measured = _round(work, pair, plan)
        if measured is None:
            break
        rounds.append(measured)
    if not rounds:
        needed = sum(seconds_of(trial, stage.plan.n_folds) for trial in pair)
        return RISK.not_applicable(f"One other split takes about {needed:.1f} s, and there was less time.")
    return _said(work, rounds, rival)


def _round(work: Work, pair: list[Trial], plan: FoldPlan) -> list[Again] | None:
    """Evaluate the trials on one more split; None where the time is too short."""
    if not work.has_time_for(sum(seconds_of(trial, plan.n_folds) for trial in pair)):
        return None
    folds = make_folds(work.stage.problem, plan)
    measured = [work.again(trial, plan, folds) for trial in pair]
    known = [again for again in measured if again is not None]
    return known if len(known) == len(pair) else None


def _said(work: Work, rounds: list[list[Again]], rival: Trial | None) -> Finding:
    metric = work.stage.scorer.metric
    scores = np.array([again[0].folds for again in rounds]).ravel()
    scores = scores[np.isfinite(scores)]
    mean = float(np.mean([again[0].utility for again in rounds]))
    n_train, n_validation = fold_sizes(work.stage.folds)
    error = float(np.sqrt((1 / max(1, len(scores)) + n_validation / n_train) * np.var(scores, ddof=1)))
    if not error > 0 or not np.isfinite(mean):
        return RISK.not_applicable("The folds do not differ in their score, or the metric is undefined on them.")
    first = metric.utility(work.winner.validation_score or 0.0)
    value = (first - mean) / error
    sentence = (
        f"On {len(rounds)} other splits the winner scores {shown(metric.utility(mean))} on average, with a corrected "
        f"standard error of {shown(error)}; on the split of the search it scored "
        f"{shown(work.winner.validation_score or 0.0)}."
    )
    facts = [
        Fact("splits", len(rounds), "splits"),
        Fact("mean score", metric.utility(mean)),
        Fact("corrected standard error", error),
    ]
    if rival is not None:
        other = float(np.mean([again[1].utility for again in rounds]))
        ahead = sum(again[0].utility > again[1].utility for again in rounds)
        sentence += (
            f" The runner-up, trial {rival.number}, scores {shown(metric.utility(other))}; the winner is ahead on "
            f"{ahead} of {len(rounds)} splits."
        )
        facts += [Fact("mean score of the runner-up", metric.utility(other)), Fact("splits won", ahead, "splits")]
    if len(rounds) < N_REPEATS:
        sentence += f" There was no time for {N_REPEATS - len(rounds)} of {N_REPEATS} splits."
    return RISK.answer(sentence, value, tuple(facts), is_found=value > RISK.threshold)
