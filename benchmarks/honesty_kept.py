"""What the runs of ``honesty.py`` left, one file a run: enough to estimate the honest score once more."""

import json
from pathlib import Path
from typing import Any

import numpy as np

from models.blend import Blend
from models.estimate import by_score
from models.metrics import metric_for
from models.predictions import PredictionFiles
from models.problem import prepare
from models.record import EnsembleMember, RunRecord, Trial
from models.run import RunOrder
from models.scoring import Scorer
from models.selection import Candidates
from models.splits import Fold, make_folds


def keep(to: Path, facts: dict[str, Any], folder: Path, order: RunOrder, record: RunRecord) -> None:
    """Store answers, folds, out-of-fold predictions of the complete trials, and what was delivered."""
    problem = prepare(order.table, order.goal).problem
    folds = make_folds(problem, record.folds)
    files = PredictionFiles(folder / "predictions", len(problem.classes))
    scorer = Scorer(metric_for(order.goal.metric, order.goal.task))
    trials = by_score({trial.number: trial for trial in record.trials}, scorer)
    fold_of = np.full((record.folds.n_repeats, problem.n_rows), -1)
    for fold in folds:
        fold_of[fold.repeat, fold.validation] = fold.number
    predictions = [np.asarray(files.read(trial.number)) for trial in trials]
    if len(problem.classes) == 2:
        predictions = [prediction[..., 1] for prediction in predictions]
    assert record.result is not None  # noqa: S101  a run that delivered a model has a result
    account = {
        "facts": facts,
        "metric": order.goal.metric,
        "task": order.goal.task,
        "seed": order.settings.seed,
        "trials": [(trial.number, trial.family, trial.validation_score) for trial in trials],
        "members": [(member.trial, member.weight) for member in record.result.ensemble],
        "scale": record.result.scale,
        "temperature": record.result.temperature,
        "threshold": record.result.threshold,
        "is_binary": len(problem.classes) == 2,
    }
    to.mkdir(parents=True, exist_ok=True)
    path = to / f"{facts['table']}-{facts['n_rows']}-{facts['run']}.npz"
    np.savez_compressed(
        path, y=problem.y, fold_of=fold_of, predictions=np.array(predictions), account=np.array(json.dumps(account))
    )


def kept_run(path: Path) -> tuple[dict[str, Any], Blend, Candidates]:
    """Read a kept run: the facts, what was delivered, and all that it was chosen from."""
    with np.load(path, allow_pickle=False) as found:
        account = json.loads(str(found["account"]))
        y, fold_of, stored = found["y"], found["fold_of"], found["predictions"]
    if account["is_binary"]:
        stored = np.stack([1 - stored, stored], axis=-1)
    trials = tuple(Trial(n, family, {}, "complete", validation_score=s) for n, family, s in account["trials"])
    read = {trial.number: prediction for trial, prediction in zip(trials, stored, strict=True)}
    folds = tuple(
        Fold(repeat, int(k), np.flatnonzero(fold_of[repeat] != k), np.flatnonzero(fold_of[repeat] == k))
        for repeat in range(len(fold_of))
        for k in np.unique(fold_of[repeat])
    )
    scorer = Scorer(metric_for(account["metric"], account["task"]))
    units = np.arange(len(y))
    candidates = Candidates(trials, read.get, y, None, folds, units, scorer, account["seed"])
    members = tuple(EnsembleMember(trial, weight) for trial, weight in account["members"])
    scale, temperature = account.get("scale", "plain"), account.get("temperature", 1.0)
    blend = Blend(members, scale, temperature, account.get("threshold") or scorer.threshold)
    return account["facts"], blend, candidates
