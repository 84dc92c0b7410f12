"""Permuted answers: whether the winner's configuration scores better on the true answers than on shuffled ones."""

from dataclasses import replace

import numpy as np

from models.checks.work import Array, Work, again_of, shuffled_answers
from models.findings.evidence import shown
from models.findings.refits import Refit, seconds_of
from models.findings.risk import Risk
from models.record import Fact, Finding
from models.settling import N_PERMUTATIONS
from models.splits import make_folds
from models.workspace import save_problem

RISK = Risk(
    code="permuted_labels",
    title="As good on shuffled answers",
    threshold=0.05,
    because="Where the columns tell nothing, so good a score has this probability; below 5 % it is taken for real.",
    remedy="Do not rely on this model before more rows or other columns show a signal.",
)
LEAST = 19
"""Permutations below which 5 % cannot be told."""


def permuted_labels(work: Work) -> Finding:
    """Fit the winner on shuffled answers up to 39 times, and count how often it scores as well.

    Notes
    -----
    The probability is (1 + those as good) / (1 + all), as in scikit-learn's ``permutation_test_score``. It tests this
    one configuration; ``null_search`` tests the choice of it.
    """
    one = seconds_of(work.winner, len(work.stage.folds))
    if not work.has_time_for(LEAST * one):
        needed = LEAST * one / work.refits.evaluator.n_slots
        return RISK.not_applicable(
            f"At least {LEAST} permutations are needed, about {needed:.0f} s; there was less time."
        )
    utilities: list[float] = []
    for number in range(N_PERMUTATIONS):
        if not work.has_time_for(one):
            break
        utility = _permuted(work, number)
        if utility is None:
            break
        utilities.append(utility)
    known = np.array(utilities)[np.isfinite(utilities)]
    if len(known) < LEAST:
        return RISK.not_applicable(f"Only {len(known)} of at least {LEAST} permutations could be scored in the time.")
    return _said(work, known)


def _said(work: Work, known: Array) -> Finding:
    metric = work.stage.scorer.metric
    true = work.winner.validation_score or 0.0
    n_as_good = int((known >= metric.utility(true)).sum())
    value = (1 + n_as_good) / (1 + len(known))
    middle = metric.utility(float(np.median(known)))
    sentence = (
        f"On shuffled answers the winner's configuration scores {shown(middle)} in the middle of {len(known)} tries, "
        f"against {shown(true)} on the true ones; {n_as_good} of them came as far."
    )
    if len(known) < N_PERMUTATIONS:
        sentence += f" There was no time for {N_PERMUTATIONS - len(known)} of {N_PERMUTATIONS} tries."
    facts = (
        Fact("probability by chance", value),
        Fact("permutations", len(known), "permutations"),
        Fact("median score on shuffled answers", middle),
    )
    return RISK.answer(sentence, value, facts, is_found=value > RISK.threshold)


def _permuted(work: Work, number: int) -> float | None:
    """Return the utility of the winner's configuration on one shuffle; None where the time is too short."""
    stage = shuffled_answers(work.stage, work.stage.order.settings.seed + 1 + number)
    folder = stage.scratch / f"permuted-{number}"
    save_problem(stage.problem, folder)
    folds = make_folds(stage.problem, stage.plan)
    wanted = [Refit(stage.plan, k, stage.order.settings.seed) for k in range(len(folds))]
    outcomes = replace(work.refits, folder=str(folder)).of(work.winner, wanted, work.reserve)
    return None if outcomes is None else again_of(stage, folds, outcomes).utility
