"""Whether ratios, differences and means by group, made of the columns, would make a boosted model better.

    python benchmarks/features.py FOLDER [--tables california_housing,taxis] [--split 1] [--seeds 3]

FOLDER is that of ``benchmarks/quality.py``. For each table, LightGBM with its tuned default is cross-validated on three
folds of the training rows of one split: with the columns as they are, and with each kind of further features besides,
folds and seeds the same. What a further feature has to know (which columns matter, the means) is learned on a fold's
training rows alone. Losses are RMSE, log loss and 1 - ROC AUC; the change is the mean over seeds, in percent of the
loss without, and its standard error: below zero, the features help.
"""

import argparse
import json
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from statistics import fmean, stdev
from typing import Any

import numpy as np
from quality import read

from models.encoding import Matrix, TableEncoder
from models.families.family import FitOrder, Rows, predict
from models.families.lightgbm import LightGBM
from models.goal import understand_goal
from models.metrics import metric_for
from models.problem import Problem, prepare
from models.record import Scalar, Settings
from models.scoring import Scorer, prepare_cross_validated
from models.splits import Fold, make_folds, plan_folds, stopping_rows
from models.table import table_from_frame

TABLES = "california_housing,hpc_jobs,taxis,saratoga_houses,adult"
KINDS = ("ratios", "differences", "means by group", "all of them")
MOST_NUMBERS, MOST_GROUPS, N_FOLDS = 6, 4, 3
"""Numeric features that are combined, and categorical ones that group them: those of the greatest gain."""
QUICK = {"n_estimators": 100, "learning_rate": 0.1}


@dataclass(frozen=True)
class Features:
    """Further features: which are made, of which columns of the matrix, and the means by code for each pair."""

    kind: str
    numbers: tuple[int, ...]
    means: dict[tuple[int, int], Matrix]

    @classmethod
    def learned(cls, kind: str, encoder: TableEncoder, X: Matrix, gain: np.ndarray) -> "Features":
        """Choose columns by their gain and learn the means by group."""
        kinds = dict(zip(encoder.names, encoder.kinds, strict=True))
        own = [kinds[origin] if name == origin else "" for name, origin in _features(encoder)]
        by_gain = [int(i) for i in np.argsort(-gain, kind="stable") if gain[i] > 0]
        numbers = tuple(i for i in by_gain if own[i] == "numeric")[:MOST_NUMBERS]
        groups = [i for i in by_gain if own[i] == "categorical"][:MOST_GROUPS]
        return cls(kind, numbers, {(g, i): _means(X[:, g], X[:, i]) for g in groups for i in numbers})

    def appended(self, X: Matrix) -> Matrix:
        """Return the rows with the further features after them."""
        pairs = list(combinations(self.numbers, 2))
        made: list[np.ndarray] = []
        with np.errstate(all="ignore"):
            if self.kind in ("ratios", "all of them"):
                made += [X[:, a] / X[:, b] for a, b in pairs]
            if self.kind in ("differences", "all of them"):
                made += [X[:, a] - X[:, b] for a, b in pairs]
            if self.kind in ("means by group", "all of them"):
                for (group, number), means in self.means.items():
                    mean = means[np.nan_to_num(X[:, group], nan=-1.0).astype(np.intp)]
                    made += [mean, X[:, number] - mean]
        further = np.array(made, dtype=np.float32).reshape(-1, len(X)).T
        return np.hstack([X, np.where(np.isfinite(further), further, np.nan)]).astype(np.float32)


def _features(encoder: TableEncoder) -> list[tuple[str, str]]:
    return list(zip(encoder.feature_names_, encoder.feature_origins_, strict=True))


def _means(codes: Matrix, values: Matrix) -> Matrix:
    """Return the mean of the values for each code; the last one, for missing and unseen codes, is missing."""
    known = np.isfinite(codes) & np.isfinite(values)
    at, size = codes[known].astype(np.intp), int(np.nanmax(codes, initial=0)) + 2
    with np.errstate(invalid="ignore"):
        means = np.bincount(at, values[known], size) / np.bincount(at, minlength=size)
    return means.astype(np.float32)


def fit(problem: Problem, X: Matrix, chosen: dict[str, Scalar], types: list[str], seed: int) -> Any:  # noqa: ANN401
    """Fit LightGBM on some rows, of which a part tells when to stop."""
    fit_on, stop_on = stopping_rows(problem, seed)
    further = ("q",) * (X.shape[1] - len(types))
    order = FitOrder(
        train=Rows(X[fit_on], problem.y[fit_on]),
        task=problem.task,
        n_classes=len(problem.classes),
        metric="",
        feature_types=(*types, *further),
        seed=seed,
        stop=Rows(X[stop_on], problem.y[stop_on]),
    )
    family = LightGBM()
    default = {h.name: h.default for h in family.account(problem.task).hyperparameters}
    return family.fit({**default, **chosen}, order).estimator


def predicted(problem: Problem, fold: Fold, seed: int) -> dict[str, np.ndarray]:
    """Return predictions of a fold's validation rows, without further features and with each kind."""
    train, validation = problem.rows(fold.train), problem.rows(fold.validation)
    encoder = TableEncoder(problem.columns, "tree", len(problem.classes), seed)
    X = encoder.fit_transform(train.frame, train.y, train.ties)
    V, types, n_classes = encoder.transform(validation.frame), encoder.feature_types_, len(problem.classes)
    quick = fit(train, X, dict(QUICK), types, seed)
    gain = np.asarray(quick.booster.feature_importance("gain"))
    found = {"": predict(fit(train, X, {}, types, seed), V, n_classes)}
    for kind in KINDS:
        made = Features.learned(kind, encoder, X, gain)
        found[kind] = predict(fit(train, made.appended(X), {}, types, seed), made.appended(V), n_classes)
    return found


def losses(problem: Problem, scorer: Scorer, seed: int) -> dict[str, float]:
    """Return the cross-validated loss of every kind for one seed."""
    folds = make_folds(problem, plan_folds(problem, Settings(folds=N_FOLDS, seed=seed)))
    width = (len(problem.classes),) if problem.classes else ()
    out_of_fold = {kind: np.zeros((1, problem.n_rows, *width)) for kind in ("", *KINDS)}
    for fold in folds:
        for kind, prediction in predicted(problem, fold, seed).items():
            out_of_fold[kind][0, fold.validation] = prediction
    found = {}
    for kind, predictions in out_of_fold.items():
        score = float(prepare_cross_validated(scorer, problem.y, predictions, folds)(np.ones((1, problem.n_rows)))[0])
        found[kind] = 1 - score if scorer.metric.account.greater_is_better else score
    return found


def line(name: str, by_seed: list[dict[str, float]]) -> str:
    """Return a line of the table: the loss without, and what each kind changes."""
    parts = [f"{name:<20}{fmean(found[''] for found in by_seed):>12.5g}"]
    for kind in KINDS:
        changes = [100 * (found[kind] / found[""] - 1) for found in by_seed]
        error = stdev(changes) / len(changes) ** 0.5 if len(changes) > 1 else float("nan")
        parts.append(f"{fmean(changes):>+10.2f} ±{error:5.2f}")
    return "".join(parts)


def main() -> None:
    """Measure every table and print one line for each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--tables", default=TABLES)
    parser.add_argument("--split", default="1")
    parser.add_argument("--seeds", type=int, default=3)
    arguments = parser.parse_args()
    print(f"{'table':<20}{'loss':>12}" + "".join(f"{kind + ' %':>17}" for kind in KINDS), flush=True)
    manifest = json.loads((arguments.folder / "manifest.json").read_text())
    for table in [t for t in manifest if t["name"] in arguments.tables.split(",")]:
        X, y, _, _ = read(arguments.folder, table, arguments.split)
        whole = table_from_frame(X.assign(**{table["target"]: y}), table["name"])
        goal = understand_goal({"target": table["target"], "task": table["task"], "metric": table["metric"]}, whole)
        problem = prepare(whole, goal).problem
        scorer = Scorer(metric_for(goal.metric, goal.task))
        by_seed = [losses(problem, scorer, seed) for seed in range(arguments.seeds)]
        print(line(table["name"], by_seed), flush=True)


if __name__ == "__main__":
    main()
