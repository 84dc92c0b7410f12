"""What is gained after the search: the plain average beside other weights, a temperature and a threshold.

    python benchmarks/blends.py [FOLDER] [--tables a,b] [--seeds 0,1] [--trials 12] [--keep blends]

For each table one short search, after which all of its best trials are fitted on all training rows. Each refinement of
their average is then fitted on the out-of-fold predictions, whether the check admits it or not, and scored on test rows
that nothing has seen. FOLDER holds ``manifest.json`` as for ``quality.py``; without one, scikit-learn's own tables and
made-up ones are used. A binary table is searched once, by log loss, and judged by three metrics. The last columns say
what the delivered blend gains over the plain average, with the standard error of that over the test rows, and what the
engine's own check kept. Runs are bound by trials, so that load changes nothing but the time; what they leave is kept
in a folder, from which a later call prints the same without a fit.
"""

import argparse
import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np
import pandas as pd
from honesty import CHEAP, InProcess  # also keeps the libraries to one thread
from made_up import RECIPES, make
from quality import read
from sklearn.datasets import load_breast_cancer, load_diabetes, load_digits, load_wine
from threadpoolctl import threadpool_limits

from models.artifact import load
from models.blend import Blend
from models.columns import label_text
from models.estimate import by_score
from models.metrics import canonical_metric, metric_for
from models.model import Model
from models.predictions import PredictionFiles
from models.problem import prepare
from models.record import EnsembleMember, Goal, Settings, Trial
from models.refining import REFINEMENTS, refined
from models.run import RunOrder, execute
from models.scoring import Scorer
from models.selection import Candidates, best_average
from models.sink import MemorySink
from models.splits import Fold, make_folds
from models.table import table_from_frame

N_TRAIN, N_TEST = 1_000, 6_000
FAMILIES = ("linear", "random_forest", "xgboost", "k_nearest_neighbors")
"""Unlike ones, with settings that let a run take seconds: averages of the like are examined, not skill."""
BINARY_METRICS = ("log_loss", "f1", "balanced_accuracy", "accuracy", "roc_auc")
TOYS = {"breast_cancer": load_breast_cancer, "wine": load_wine, "digits": load_digits, "diabetes": load_diabetes}
STAGES = tuple(refinement.stage for refinement in REFINEMENTS)


@dataclass(frozen=True)
class Case:
    """A table, its rows to search on and to score on, and the goal."""

    name: str
    train: pd.DataFrame
    test: pd.DataFrame
    goal: Goal


def cases(folder: str, wanted: set[str], seed: int) -> Iterator[Case]:
    """Yield the tables of a series, split by the seed."""
    if folder:
        for entry in json.loads((Path(folder) / "manifest.json").read_text()):
            if not wanted or entry["name"] in wanted:
                X, y, test, answers = read(Path(folder), entry, str(seed))
                target = entry["target"]
                yield _case(entry["name"], X.assign(**{target: y}), test.assign(**{target: answers}), entry)
        return
    for name in (*TOYS, *RECIPES):
        if not wanted or name in wanted:
            frame, entry = _toy(name) if name in TOYS else make(name)
            rows = np.random.default_rng(seed).permutation(len(frame))
            n_train = min(N_TRAIN, len(frame) // 2)
            yield _case(name, frame.iloc[rows[:n_train]], frame.iloc[rows[n_train : n_train + N_TEST]], entry)


def _toy(name: str) -> tuple[pd.DataFrame, dict[str, Any]]:
    frame = TOYS[name](as_frame=True).frame
    if name == "diabetes":
        return frame, {"target": "target", "task": "regression", "metric": "rmse"}
    task = "binary" if name == "breast_cancer" else "multiclass"
    frame = frame.assign(target=[f"class {answer}" for answer in frame["target"]])
    return frame, {"target": "target", "task": task, "metric": "log_loss", "positive": "class 0"}


def _case(name: str, train: pd.DataFrame, test: pd.DataFrame, entry: dict[str, Any]) -> Case:
    metric = "log_loss" if entry["task"] == "binary" else canonical_metric(entry["metric"])
    goal = Goal("", entry["target"], entry["task"], metric, entry.get("positive"))
    return Case(name, train.reset_index(drop=True), test.reset_index(drop=True), goal)


def search(case: Case, trials: int, seed: int, kept: Path) -> None:
    """Search, fit the whole pool on all rows, and keep what it said out of fold and of the test rows."""
    settings = Settings(seconds=None, trials=trials, seed=seed, families=FAMILIES, space=CHEAP)
    order = RunOrder(table_from_frame(case.train, case.name), case.goal, settings, n_jobs=1)
    with tempfile.TemporaryDirectory() as folder, mock.patch("models.refining.REFINEMENTS", ()):
        with mock.patch("models.delivery.best_average", _whole_pool), threadpool_limits(1):
            record = execute(order, Path(folder), MemorySink(), evaluator=InProcess())
        problem = prepare(order.table, order.goal).problem
        files = PredictionFiles(Path(folder) / "predictions", len(problem.classes))
        assert record.result is not None  # noqa: S101  a run that delivered a model has a result
        numbers = [member.trial for member in record.result.ensemble]
        families = [record.trial(number).family for number in numbers]
        answers, test = _test_predictions(load(Path(folder) / "model"), case)
        out_of_fold = np.array([files.read(number) for number in numbers])
    folds = make_folds(problem, record.folds)
    fold_of = np.full(problem.n_rows, -1)
    for fold in folds:
        fold_of[fold.validation] = fold.number
    kept.parent.mkdir(parents=True, exist_ok=True)
    arrays = {"y": problem.y, "fold_of": fold_of, "out_of_fold": out_of_fold, "answers": answers, "test": test}
    np.savez_compressed(kept, families=np.array(families), **arrays)


def _whole_pool(candidates: Candidates) -> Blend:
    pool = candidates.pool
    return Blend(tuple(EnsembleMember(trial.number, 1 / len(pool)) for trial in pool))


def _test_predictions(model: Model, case: Case) -> tuple[np.ndarray, np.ndarray]:
    """Return the answers of the test rows, and what each member alone says of them."""
    test, labels = case.test, case.test[case.goal.target]
    if model.classes:
        labels = labels.map(label_text)
        test, labels = test[labels.isin(model.classes)], labels[labels.isin(model.classes)]
        labels = labels.map({name: i for i, name in enumerate(model.classes)})
    alone = [replace(model, members=(replace(member, weight=1.0),)).predict_rows(test) for member in model.members]
    said = [one.answers.astype(float) if one.probabilities is None else one.probabilities for one in alone]
    return labels.to_numpy(float), np.array(said)


def compare(case: Case, metric: str, seed: int, kept: Path) -> dict[str, Any]:
    """Score the plain average and each refinement of it on the test rows."""
    with np.load(kept, allow_pickle=False) as found:
        stored = dict(found)
    candidates = _candidates(stored, Scorer(metric_for(metric, case.goal.task)), seed)
    plain, sample, weight = best_average(candidates), candidates.sample, candidates.sample_weight()
    blends = {"plain": plain}
    for refinement in REFINEMENTS:
        if refinement.suits(plain, sample):
            blends[refinement.stage] = refinement.fit(plain, sample, weight)
    blends["delivered"], checks = refined(plain, sample, weight)
    y, n_test = stored["answers"], len(stored["answers"])
    drawn = np.random.default_rng(0).multinomial(n_test, np.full(n_test, 1 / n_test), size=200)
    weights = np.vstack([np.ones(n_test), drawn])
    scores = {name: _scores(blend, candidates.scorer, y, stored["test"], weights) for name, blend in blends.items()}
    return {
        "table": case.name,
        "metric": metric,
        "seed": seed,
        "members": len(plain.members),
        "scores": {name: float(values[0]) for name, values in scores.items()},
        "sign": candidates.scorer.metric.utility(1.0),
        "kept": [_kept(check.stage, blends["delivered"]) for check in checks if check.is_kept],
        "error": float(np.nanstd(scores["delivered"][1:] - scores["plain"][1:])),
    }


def _candidates(stored: dict[str, np.ndarray], scorer: Scorer, seed: int) -> Candidates:
    """Return the kept trials as candidates, best first by this metric."""
    rows, fold_of = np.arange(len(stored["y"])), stored["fold_of"]
    folds = tuple(Fold(0, k, rows[fold_of != k], rows[fold_of == k]) for k in range(fold_of.max() + 1))
    trials = {i: Trial(i, str(family), {}, "complete") for i, family in enumerate(stored["families"])}
    everything = Candidates(
        tuple(trials.values()), dict(enumerate(stored["out_of_fold"])).get, stored["y"], None, folds, rows, scorer, seed
    )
    scores = {i: everything.score(Blend((EnsembleMember(i, 1.0),))) for i in trials}
    ranked = by_score({i: replace(trial, validation_score=scores[i]) for i, trial in trials.items()}, scorer)
    return replace(everything, trials=ranked)


def _scores(blend: Blend, scorer: Scorer, y: np.ndarray, test: np.ndarray, weights: np.ndarray) -> np.ndarray:
    prediction = blend.of([test[member.trial] for member in blend.members])
    return replace(scorer, threshold=blend.threshold).prepare(y, prediction)(weights)


def _kept(stage: str, blend: Blend) -> str:
    number = blend.threshold if stage == "threshold" else blend.temperature
    return f"{stage} {number:.3g}"


def line(row: dict[str, Any]) -> str:
    """Return one line for one table and metric."""
    scores = row["scores"]
    cells = "".join(f"{scores[name]:>12.5g}" if name in scores else f"{'':>12}" for name in ("plain", *STAGES))
    gain = row["sign"] * (scores["delivered"] - scores["plain"])
    name = f"{row['table']:<19}{row['metric']:<24}{row['seed']:>4}{row['members']:>4}"
    return f"{name}{cells}{gain:>+12.5f} ± {row['error']:<9.5f}{' + '.join(row['kept']) or 'nothing'}"


def report(rows: list[dict[str, Any]]) -> str:
    """Return how often and how much each refinement gained, in all cases and as the check decided."""
    lines = []
    for stage in STAGES:
        for metric in sorted({row["metric"] for row in rows}):
            found = [row for row in rows if row["metric"] == metric and stage in row["scores"]]
            if found:
                lines.append(f"{stage:<12}{metric:<24}{_summary(found, stage)}")
    return "\n".join(lines)


def _summary(rows: list[dict[str, Any]], stage: str) -> str:
    gains = np.array([row["sign"] * (row["scores"][stage] / row["scores"]["plain"] - 1) for row in rows])
    kept = np.array([any(name.startswith(stage) for name in row["kept"]) for row in rows])
    parts = {"always": np.ones(len(rows), dtype=bool), "where kept": kept, "where refused": ~kept}
    told = [
        f"{name} {gains[part].mean():+.2%} of the score, better in {np.sum(gains[part] > 0)} of {part.sum()}"
        for name, part in parts.items()
        if part.any()
    ]
    return "; ".join(told)


def main() -> None:
    """Run what is not kept, and print the comparison."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", default="")
    parser.add_argument("--tables", default="")
    parser.add_argument("--seeds", default="0", help="also the split of a folder's tables")
    parser.add_argument("--trials", type=int, default=12)
    parser.add_argument("--keep", default="blends", help="a folder for what every run leaves")
    arguments = parser.parse_args()
    wanted = {name.strip() for name in arguments.tables.split(",")} - {""}
    rows = []
    head = f"{'table':<19}{'metric':<24}{'seed':>4}{'n':>4}" + "".join(f"{name:>12}" for name in ("plain", *STAGES))
    print(f"{head}{'gain':>12}   {'error':<9}kept")
    for seed in [int(seed) for seed in arguments.seeds.split(",")]:
        for case in cases(arguments.folder, wanted, seed):
            kept = Path(arguments.keep) / f"{case.name}-{arguments.trials}-{seed}.npz"
            if not kept.exists():
                search(case, arguments.trials, seed, kept)
            for metric in BINARY_METRICS if case.goal.task == "binary" else (case.goal.metric,):
                rows.append(compare(case, metric, seed, kept))
                print(line(rows[-1]), flush=True)
    print(f"\n{report(rows)}")


if __name__ == "__main__":
    main()
