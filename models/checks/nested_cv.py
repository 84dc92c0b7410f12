"""Nested cross-validation: the whole run again inside outer folds, scored on rows that it never saw."""

import tempfile
from dataclasses import replace
from math import hypot, sqrt
from pathlib import Path

import numpy as np

from models.artifact import load
from models.checks.work import Borrowed, QuietSink, Work
from models.errors import ModelsError
from models.findings.evidence import shown
from models.findings.risk import Risk
from models.findings.selection_optimism import standard_error
from models.model import Model
from models.record import Fact, Finding
from models.run import RunOrder, execute
from models.settling import N_OUTER_FOLDS
from models.splits import Fold, make_folds

RISK = Risk(
    code="nested_cv",
    title="A promise that outer folds do not keep",
    threshold=2.0,
    because="The corrected score and that of outer folds both have an error; two of them together are more "
    "than chance gives.",
    remedy="Trust the score of the outer folds.",
)
LEAST_TRIALS = 4
OVERHEAD = 1.5
"""What a run takes by its trials' seconds: choosing, estimating and the last fits on top."""


def nested_cv(work: Work) -> Finding:
    """Run the search anew in three outer folds, deliver, and score on the rows left out."""
    stage = work.stage
    n_trials, n_wanted = _trials(work), work.n_trials
    if n_trials < LEAST_TRIALS:
        return RISK.not_applicable(
            f"{N_OUTER_FOLDS} runs of at least {LEAST_TRIALS} trials take longer than there was time."
        )
    plan = replace(stage.plan, n_folds=min(N_OUTER_FOLDS, stage.plan.n_folds), n_repeats=1, seed=stage.plan.seed + 7)
    folds = make_folds(stage.problem, plan)
    scores = [score for fold in folds if (score := _outer(work, fold, n_trials)) is not None]
    utilities = np.array([stage.scorer.metric.utility(score) for score in scores])
    utilities = utilities[np.isfinite(utilities)]
    if len(utilities) < 2:
        return RISK.not_applicable("Fewer than two outer folds came to a score in the time.")
    return _said(work, utilities, (n_trials, n_wanted), len(folds))


def _said(work: Work, utilities: np.ndarray, trials: tuple[int, int], n_folds: int) -> Finding:
    metric, score = work.stage.scorer.metric, work.result.score
    promised = score.cross_validated if score.corrected is None else score.corrected
    mean, own = float(utilities.mean()), float(utilities.std(ddof=1)) / sqrt(len(utilities))
    error = hypot(own, standard_error(score) or 0.0)
    if not error > 0:
        return RISK.not_applicable("Neither score has a spread, so nothing can be said of their difference.")
    value = (metric.utility(promised) - mean) / error
    sentence = (
        f"Runs inside {len(utilities)} outer folds, on fewer rows, delivered {shown(metric.utility(mean))} on rows "
        f"they never saw; {shown(promised)} is promised. That is {abs(value):.1f} standard errors "
        f"{'less' if value > 0 else 'better'}."
    )
    n_trials, n_wanted = trials
    if n_trials < n_wanted:
        sentence += f" There was time for {n_trials} of {n_wanted} trials in each."
    if len(utilities) < n_folds:
        sentence += f" {n_folds - len(utilities)} of {n_folds} outer folds came to no score."
    facts = (
        Fact("mean score of outer folds", metric.utility(mean)),
        Fact("standard error of the difference", error),
        Fact("outer folds", len(utilities), "folds"),
        Fact("trials in each", n_trials, "trials"),
    )
    return RISK.answer(sentence, value, facts, is_found=value > RISK.threshold)


def _trials(work: Work) -> int:
    """Return the trials that each outer fold can afford: those of the run at most."""
    left = work.reserve.left
    if left is None:
        return work.n_trials
    one = OVERHEAD * work.trial_seconds / work.refits.evaluator.n_slots
    return int(min(work.n_trials, left / N_OUTER_FOLDS / max(one, 1e-3)))


def _outer(work: Work, fold: Fold, n_trials: int) -> float | None:
    """Run on the training rows of an outer fold, and score what is delivered on the others; None where that fails."""
    stage, problem = work.stage, work.stage.problem
    table = stage.order.table
    if problem.table_rows is None or work.reserve.is_over():
        return None
    rows = problem.table_rows[fold.train]
    part = replace(table, raw=table.raw.iloc[rows].reset_index(drop=True))
    settings = replace(stage.order.settings, seconds=None, trials=n_trials)
    order = RunOrder(part, stage.order.goal, settings, stage.order.n_jobs, stage.order.metric)
    sink = QuietSink(stage.sink, work.reserve, "searching inside outer folds")
    evaluator = Borrowed(work.refits.evaluator, work.refits.evaluator.n_slots)
    with tempfile.TemporaryDirectory(dir=stage.scratch) as folder:
        try:
            execute(order, Path(folder), sink, evaluator=evaluator)
        except ModelsError:
            return None
        return _score(work, fold, load(Path(folder) / "model"))


def _score(work: Work, fold: Fold, model: Model) -> float:
    problem, scorer = work.stage.problem, work.stage.scorer
    assert problem.table_rows is not None  # noqa: S101  without them no outer run was begun
    frame = work.stage.order.table.raw.iloc[problem.table_rows[fold.validation]]
    weight = None if problem.weight is None else problem.weight[fold.validation]
    if not problem.classes:
        return scorer.score(problem.y[fold.validation], np.asarray(model.predict(frame), float), weight)
    probability = np.zeros((len(frame), len(problem.classes)))
    probability[:, [problem.classes.index(name) for name in model.classes]] = model.predict_proba(frame)
    return scorer.score(problem.y[fold.validation], probability, weight)
