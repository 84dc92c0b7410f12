"""Evidence of made-up runs, odd ones among them, for laws and tests of findings."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from models.families.registry import BASELINE, family_named
from models.findings.evidence import Evidence
from models.findings.unseen import unseen_columns
from models.metrics import metric_for
from models.problem import Problem, prepare
from models.record import FoldScore, Goal, Score, Settings, Task, Trial
from models.scoring import Scorer, prepare_cross_validated
from models.splits import Fold, make_folds, plan_folds
from models.table import table_from_frame

N_ROWS = 120
METRICS = {"binary": "roc_auc", "multiclass": "log_loss", "regression": "root_mean_squared_error"}


def features(n_rows: int = N_ROWS, seed: int = 0) -> pd.DataFrame:
    """Numbers, words with gaps, and a name that comes back."""
    rng = np.random.default_rng(seed)
    frame = pd.DataFrame(rng.normal(size=(n_rows, 3)), columns=["a", "b", "c"])
    words = rng.choice(["red", "green", "blue"], n_rows).astype(object)
    words[rng.random(n_rows) < 0.2] = None
    return frame.assign(color=words, site=[f"s{k}" for k in rng.integers(0, 12, n_rows)])


def answers(frame: pd.DataFrame, task: Task, seed: int = 0) -> NDArray[np.object_] | NDArray[np.float64]:
    """Make a plain signal in the first column."""
    signal = frame["a"].to_numpy() + np.random.default_rng(seed + 1).normal(size=len(frame))
    if task == "regression":
        return signal
    n_classes = 2 if task == "binary" else 3
    edges = np.quantile(signal, np.linspace(0, 1, n_classes + 1)[1:-1])
    return np.array([f"k{k}" for k in np.digitize(signal, edges)], dtype=object)


def evidence_of(
    frame: pd.DataFrame, task: Task, *, families: Sequence[str] = ("xgboost", "linear"), **roles: str | None
) -> Evidence:
    """Evidence of a run with a baseline and ten trials of each family; ``frame`` has the target ``y``."""
    goal = Goal("", "y", task, METRICS[task], positive_class="k1" if task == "binary" else None, **roles)  # type: ignore[arg-type]
    table = table_from_frame(frame)
    problem = prepare(table, goal).problem
    folds = make_folds(problem, plan_folds(problem, Settings(folds=5)))
    scorer = Scorer(metric_for(goal.metric, task))
    rng, kept, trials = np.random.default_rng(3), {}, {}
    for number, family in enumerate([BASELINE.name, *[name for name in families for _ in range(10)]]):
        noise = 50.0 if family == BASELINE.name else 1.0 + 0.05 * number
        predictions = guesses(problem, folds, noise, rng)
        kept[number] = predictions
        trials[number] = trial_of(number, family, predictions, problem, folds, scorer)
    winner = trials[2]
    score = float(winner.validation_score or 0.0)
    spread = 0.05 * (1 if scorer.metric.account.greater_is_better else -1)
    honest = Score(goal.metric, score, score - spread / 2, score - 0.1, score + 0.1, 0.9, "made up")
    family = family_named(winner.family).account(task)
    unseen = unseen_columns(table, goal, problem)
    return Evidence(problem, folds, scorer, trials, winner, honest, family, kept.get, 0, unseen=unseen)


def guesses(problem: Problem, folds: Sequence[Fold], noise: float, rng: np.random.Generator) -> NDArray[np.float32]:
    """Predictions of the scored rows: the answer with noise; probabilities for classes."""
    n_classes = len(problem.classes)
    shape = (1, problem.n_rows, n_classes) if n_classes else (1, problem.n_rows)
    predictions = np.full(shape, np.nan, dtype=np.float32)
    scored = np.unique(np.concatenate([fold.validation for fold in folds]))
    if not n_classes:
        predictions[0, scored] = problem.y[scored] + noise * rng.normal(size=len(scored))
        return predictions
    odds = (problem.y[:, None] == np.arange(n_classes)) * 1.5 + noise * rng.normal(size=(problem.n_rows, n_classes))
    odds = np.exp(odds - odds.max(axis=1, keepdims=True))
    predictions[0, scored] = (odds / odds.sum(axis=1, keepdims=True))[scored]
    return predictions


def trial_of(
    number: int,
    family: str,
    predictions: NDArray[np.float32],
    problem: Problem,
    folds: Sequence[Fold],
    scorer: Scorer,
) -> Trial:
    """Return the complete trial that such predictions give; its hyperparameters differ from the default but once."""
    parts = []
    for fold in folds:
        rows = fold.validation
        value = scorer.score(problem.y[rows], predictions[0, rows].astype(float))
        sign = 1 if scorer.metric.account.greater_is_better else -1
        known = value if np.isfinite(value) else None
        parts.append(FoldScore(None if known is None else known + sign * 0.05, known, 0.01, 40, 1000))
    whole = prepare_cross_validated(scorer, problem.y, predictions, folds)(np.ones((1, problem.n_rows)))
    values = [part.validation_score for part in parts if part.validation_score is not None]
    trains = [part.train_score for part in parts if part.train_score is not None]
    account = family_named(family).account(problem.task)
    hyperparameters = {h.name: h.default for h in account.hyperparameters}
    for h in account.hyperparameters[1:3]:
        if h.low is not None and h.high is not None and number % 10 != 1:
            hyperparameters[h.name] = h.low + (h.high - h.low) * (number % 10) / 10
    return Trial(
        number,
        family,
        hyperparameters,
        "complete",
        tuple(parts),
        validation_score=float(whole[0]) if np.isfinite(whole[0]) else None,
        train_score=float(np.mean(trains)) if trains else None,
        standard_error=float(np.std(values, ddof=1) / np.sqrt(len(values))) if len(values) > 1 else None,
        seconds=0.05,
    )


def with_trials(evidence: Evidence, change: Callable[[Trial], Trial]) -> Evidence:
    """Return the evidence with every trial changed, the winner included."""
    trials = {number: change(trial) for number, trial in evidence.trials.items()}
    return replace(evidence, trials=trials, winner=trials[evidence.winner.number])
