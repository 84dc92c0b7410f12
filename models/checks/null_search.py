"""Null search: the same search on shuffled answers, whose best score shows what choosing makes of nothing."""

import tempfile
from dataclasses import replace
from pathlib import Path

import numpy as np

from models.again import another_search
from models.checks.work import QuietSink, Work, shuffled_answers
from models.families.registry import BASELINE
from models.findings.risk import Risk
from models.record import Fact, Finding, Trial
from models.search.techniques.registry import at_work
from models.search.techniques.technique import SearchOrder
from models.search.trials import best_trial
from models.settling import N_NULL_TRIALS
from models.splits import make_folds
from models.workspace import save_problem

RISK = Risk(
    code="null_search",
    title="A search that finds as much in nothing",
    threshold=0.5,
    because="When a short search on shuffled answers gets half as far, choosing explains much of the score.",
    remedy="Believe the corrected score, bring more rows, or try fewer configurations.",
)
N_SEARCHES = 2


def null_search(work: Work) -> Finding:
    """Search twice on shuffled answers, and compare the best score found with the winner's, above the baseline."""
    skill = work.skill
    if skill is None or not skill > 0:
        return RISK.not_applicable("The winner is no better than the baseline, or there is none.")
    if not work.has_time_for(N_NULL_TRIALS * work.trial_seconds):
        return RISK.not_applicable(f"A search of {N_NULL_TRIALS} trials takes longer than there was time.")
    found, n_trials = [], 0
    for number in range(N_SEARCHES):
        if work.reserve.is_over(number / N_SEARCHES):
            break
        trials = _searched(work, number)
        gained = _gained(work, trials)
        if gained is not None:
            found.append(gained)
            n_trials += sum(trial.state == "complete" for trial in trials.values()) - 1
    if not found or n_trials < 1:
        return RISK.not_applicable("No search on shuffled answers came to a score in the time.")
    value = max(0.0, float(np.mean(found))) / skill
    sentence = (
        f"On shuffled answers, {len(found)} short searches of {n_trials} complete trials in all got {value:.0%} as far "
        "above the baseline as the winner does on the true ones."
    )
    if len(found) < N_SEARCHES:
        sentence = sentence.replace("1 short searches", "one short search") + " There was no time for a second one."
    facts = (
        Fact("share of the winner's lead found in noise", value),
        Fact("trials on shuffled answers", n_trials, "trials"),
    )
    return RISK.answer(sentence, value, facts, is_found=value > RISK.threshold)


def _searched(work: Work, number: int) -> dict[int, Trial]:
    """Search on one shuffle of the answers, and return the trials."""
    stage = shuffled_answers(work.stage, work.stage.order.settings.seed + 101 + number)
    settings = replace(stage.order.settings, seconds=None, trials=N_NULL_TRIALS + 1)
    order = SearchOrder(settings, stage.search_order.spaces, stage.problem.n_rows)
    with tempfile.TemporaryDirectory(dir=work.stage.scratch) as folder:
        save_problem(stage.problem, Path(folder))
        null = replace(stage, folds=make_folds(stage.problem, stage.plan))
        sink = QuietSink(stage.sink, work.reserve, "searching on shuffled answers")
        search = another_search(null, order, at_work(stage.technique, order), Path(folder), sink)
        search.run()
        return search.trials


def _gained(work: Work, trials: dict[int, Trial]) -> float | None:
    """Return how far the best trial came above the baseline; None where either is missing."""
    best = best_trial({n: t for n, t in trials.items() if t.family != BASELINE.name}, work.stage.scorer)
    baseline = best_trial({n: t for n, t in trials.items() if t.family == BASELINE.name}, work.stage.scorer)
    if best is None or baseline is None:
        return None
    utility = work.stage.scorer.metric.utility
    return utility(best.validation_score or 0.0) - utility(baseline.validation_score or 0.0)
