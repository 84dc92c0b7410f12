"""How good, within which time and memory: the engine beside a 500-tree random forest, on a folder of tables.

    python benchmarks/quality.py FOLDER [--seconds 60] [--splits 0,1] [--seeds 0,1] [--tables a,b]
        [--out results.jsonl] [--peers peers.jsonl]

FOLDER holds ``manifest.json``: a list of ``{"name", "file", "target", "task", "metric", "positive", "datetime",
"splits"}``, with ``file`` and ``splits`` relative to the folder above. A splits file holds
``{"0": {"train": [row, ...], "test": [row, ...]}, ...}``. Every fit runs in a process of its own; memory is the
proportional set size of all its processes together. Nothing else should run on the machine meanwhile. A results file
that is there is gone on with. ``--peers`` names what other systems reached on the same tables, one JSON object a
line with ``framework``, ``dataset``, ``seed`` (the split), ``budget``, ``score``, ``fit_s``, ``peak_rss_mb`` and
``predict_s``; then the standing of all systems is printed too.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

import numpy as np
import pandas as pd
import psutil
import standing
from sklearn.compose import make_column_transformer
from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor
from sklearn.impute import SimpleImputer
from sklearn.metrics import log_loss, roc_auc_score, root_mean_squared_error
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OrdinalEncoder

from models import AutoMLClassifier, AutoMLRegressor

GREATER_IS_BETTER = {"roc_auc": True, "log_loss": False, "rmse": False}
SYSTEMS = ("forest", "plaintune")
SAMPLE_SECONDS = 0.5


@dataclass(frozen=True)
class Fit:
    """What a system gave on one split: predictions of the test rows, and how long it took."""

    prediction: np.ndarray
    fit_seconds: float
    predict_seconds: float
    facts: dict[str, Any]


def read(folder: Path, table: dict[str, Any], split: str) -> tuple[pd.DataFrame, pd.Series, pd.DataFrame, pd.Series]:
    """Read one table and return its training and test rows."""
    frame = pd.read_csv(
        folder.parent / table["file"], keep_default_na=False, na_values=[""], parse_dates=table["datetime"] or False
    )
    rows = json.loads((folder.parent / table["splits"]).read_text())[split]
    y = frame.pop(table["target"])
    if table["task"] != "regression":
        y = y.astype(str).astype(object)
    train, test = rows["train"], rows["test"]
    parts = (frame.iloc[train], y.iloc[train], frame.iloc[test], y.iloc[test])
    return tuple(part.reset_index(drop=True) for part in parts)


def fit_plaintune(
    table: dict[str, Any], X: pd.DataFrame, y: pd.Series, test: pd.DataFrame, budget: tuple[float, int]
) -> Fit:
    """Search with our engine."""
    kind = AutoMLRegressor if table["task"] == "regression" else AutoMLClassifier
    seconds, seed = budget
    search = kind(metric=table["metric"], seconds=seconds, seed=seed, n_jobs=2)
    start = time.monotonic()
    search.fit(X, y)
    fitted = time.monotonic()
    prediction = search.predict(test) if table["task"] == "regression" else search.predict_proba(test)
    end = time.monotonic()
    score = search.score_
    facts = {
        "corrected": score.corrected,
        "low": score.low,
        "high": score.high,
        "cross_validated": score.cross_validated,
        "family": search.record_.result.family,
        "trials": len(search.record_.trials),
        "one_row_ms": _one_row(search.predict, test),
    }
    return Fit(prediction, fitted - start, end - fitted, facts)


def _one_row(predict: Callable[[pd.DataFrame], Any], test: pd.DataFrame) -> float:
    times = []
    for i in range(min(30, len(test))):
        row = test.iloc[i : i + 1]
        start = time.perf_counter()
        predict(row)
        times.append(time.perf_counter() - start)
    return 1000 * float(np.median(times))


def fit_forest(
    table: dict[str, Any], X: pd.DataFrame, y: pd.Series, test: pd.DataFrame, _budget: tuple[float, int]
) -> Fit:
    """Fit the forest that everything is compared with: 500 trees, ordinal codes, medians."""
    X, test = _dates_as_numbers(X), _dates_as_numbers(test)
    words = [name for name in X if not pd.api.types.is_numeric_dtype(X[name])]
    codes = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1, encoded_missing_value=-2)
    encoding = make_column_transformer((codes, words), remainder=SimpleImputer(strategy="median"))
    kind = RandomForestRegressor if table["task"] == "regression" else RandomForestClassifier
    forest = make_pipeline(encoding, kind(500, n_jobs=2, random_state=0))
    start = time.monotonic()
    forest.fit(X, y)
    fitted = time.monotonic()
    prediction = forest.predict(test) if table["task"] == "regression" else forest.predict_proba(test)
    return Fit(prediction, fitted - start, time.monotonic() - fitted, {})


def _dates_as_numbers(frame: pd.DataFrame) -> pd.DataFrame:
    frame = frame.copy()
    for name in [name for name in frame if pd.api.types.is_datetime64_any_dtype(frame[name])]:
        date = frame.pop(name)
        frame[f"{name}_days"] = (date - pd.Timestamp("1970-01-01")).dt.total_seconds()
        frame[f"{name}_month"], frame[f"{name}_weekday"], frame[f"{name}_hour"] = (
            date.dt.month,
            date.dt.day_of_week,
            date.dt.hour + date.dt.minute / 60,
        )
    return frame


def score_of(table: dict[str, Any], y: pd.Series, prediction: np.ndarray, classes: list[str]) -> float:
    """Score test predictions in the metric of the manifest."""
    if table["metric"] == "rmse":
        return float(root_mean_squared_error(y.astype(float), prediction))
    if table["metric"] == "roc_auc":
        return float(roc_auc_score(y == table["positive"], prediction[:, classes.index(table["positive"])]))
    clipped = np.clip(prediction, 1e-15, 1)
    return float(log_loss(y, clipped / clipped.sum(axis=1, keepdims=True), labels=classes))


def test_error(score: Callable[[np.ndarray], float], n_rows: int) -> float:
    """Return the standard error of a test score, by a bootstrap over the test rows."""
    rng = np.random.default_rng(0)
    return float(np.std([score(rng.integers(n_rows, size=n_rows)) for _ in range(100)]))


def work(arguments: argparse.Namespace) -> None:
    """Do one fit in this process and print its result as one line of JSON."""
    folder = Path(arguments.folder)
    table = next(t for t in json.loads((folder / "manifest.json").read_text()) if t["name"] == arguments.tables)
    X, y, test, answers = read(folder, table, arguments.splits)
    budget = (arguments.seconds, int(arguments.seeds))
    fit = (fit_plaintune if arguments.work == "plaintune" else fit_forest)(table, X, y, test, budget)
    classes = sorted(y.unique()) if table["task"] != "regression" else []
    score = score_of(table, answers, fit.prediction, classes)
    error = test_error(lambda rows: score_of(table, answers.iloc[rows], fit.prediction[rows], classes), len(answers))
    facts = {
        "score": score,
        "test_error": error,
        "fit_seconds": fit.fit_seconds,
        "predict_seconds": fit.predict_seconds,
        **fit.facts,
    }
    print(json.dumps(facts))


def measured(arguments: argparse.Namespace, system: str, table: str, case: tuple[str, str]) -> dict[str, Any]:
    """Run one fit of a split and seed in a process of its own and return its result with its memory."""
    split, seed = case
    command = [sys.executable, __file__, arguments.folder, "--work", system, "--tables", table, "--splits", split]
    command += ["--seeds", seed, "--seconds", str(arguments.seconds)]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    peak = 0
    while child.poll() is None:
        peak = max(peak, _memory(child.pid))
        time.sleep(SAMPLE_SECONDS)
    output = child.communicate()[0].strip().splitlines()
    if child.returncode or not output:
        raise SystemExit(f"{system} failed on {table}, split {split}")
    key = {"system": system, "table": table, "split": split, "seed": seed, "seconds": arguments.seconds}
    return {**key, "memory_mb": peak / 2**20, **json.loads(output[-1])}


def _memory(pid: int) -> int:
    """Return the proportional set size of a process and all its children, in bytes."""
    total = 0
    try:
        root = psutil.Process(pid)
        for process in [root, *root.children(recursive=True)]:
            total += process.memory_full_info().pss
    except psutil.Error:
        return total
    return total


def report(table: dict[str, Any], rows: list[dict[str, Any]]) -> tuple[str, bool]:
    """Return one line for one table over its splits, and whether we beat the forest."""
    scores = {system: fmean(r["score"] for r in rows if r["system"] == system) for system in SYSTEMS}
    ours = [r for r in rows if r["system"] == "plaintune"]
    is_ahead = (scores["plaintune"] > scores["forest"]) == GREATER_IS_BETTER[table["metric"]]
    used = max(r["fit_seconds"] / r["seconds"] for r in ours)
    memory = max(r["memory_mb"] for r in ours)
    one_row = fmean(r["one_row_ms"] for r in ours)
    trials, family = fmean(r["trials"] for r in ours), "/".join(sorted({r["family"] for r in ours}))
    line = (
        f"{table['name']:<20}{table['metric']:<10}{scores['forest']:>12.5g}{scores['plaintune']:>12.5g}"
        f"{'ahead' if is_ahead else 'behind':>8}{used:>8.0%}{memory:>9.0f}{one_row:>9.1f}{trials:>8.0f}  {family}"
    )
    return line, is_ahead


def main() -> None:
    """Run everything and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--splits", default="0,1")
    parser.add_argument("--seeds", default="0,1")
    parser.add_argument("--peers", default="")
    parser.add_argument("--tables", default="")
    parser.add_argument("--out", default="")
    parser.add_argument("--work", choices=SYSTEMS, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.work:
        work(arguments)
        return
    tables = json.loads((Path(arguments.folder) / "manifest.json").read_text())
    wanted = set(arguments.tables.split(",")) - {""}
    known = _known(arguments)
    print(
        f"{'table':<20}{'metric':<10}{'forest':>12}{'plaintune':>12}{'':>8}{'budget':>8}{'PSS MB':>9}"
        f"{'row ms':>9}{'trials':>8}  family",
        flush=True,
    )
    done: list[dict[str, Any]] = []
    n_ahead = n_tables = 0
    for table in [t for t in tables if not wanted or t["name"] in wanted]:
        rows = [_row(arguments, known, table["name"], key) for key in _keys(arguments)]
        line, is_ahead = report(table, rows)
        done += rows
        n_ahead, n_tables = n_ahead + is_ahead, n_tables + 1
        print(line, flush=True)
    print(f"ahead of the forest on {n_ahead} of {n_tables} tables (mean over splits and seeds)")
    if arguments.peers:
        lines = [json.loads(line) for line in Path(arguments.peers).read_text().splitlines()]
        peers = standing.peer_rows(lines, arguments.seconds)
        known_forests = {(row["table"], row["split"]) for row in peers if row["system"] == standing.FOREST}
        ours = [r for r in done if r["system"] != standing.FOREST or (r["table"], r["split"]) not in known_forests]
        directions = {table["name"]: GREATER_IS_BETTER[table["metric"]] for table in tables}
        print("\n" + standing.report([*ours, *peers], directions))


def _keys(arguments: argparse.Namespace) -> list[tuple[str, str, str]]:
    """Return system, split and seed of every fit of a table; the forest's seed is fixed."""
    splits, seeds = arguments.splits.split(","), arguments.seeds.split(",")
    ours = [("plaintune", split, seed) for split in splits for seed in seeds]
    return [*(("forest", split, "0") for split in splits), *ours]


def _row(
    arguments: argparse.Namespace, known: dict[tuple[Any, ...], dict[str, Any]], table: str, key: tuple[str, str, str]
) -> dict[str, Any]:
    """Return one result: the one that is known, or a new one, which is written down."""
    system, split, seed = key
    row = known.get((system, table, split, seed, arguments.seconds))
    if row is None:
        row = measured(arguments, system, table, (split, seed))
        if arguments.out:
            with Path(arguments.out).open("a") as file:
                file.write(json.dumps(row) + "\n")
    return row


def _known(arguments: argparse.Namespace) -> dict[tuple[Any, ...], dict[str, Any]]:
    """Return the results that an interrupted series already wrote."""
    path = Path(arguments.out)
    if not arguments.out or not path.exists():
        return {}
    rows = [json.loads(line) for line in path.read_text().splitlines()]
    return {(r["system"], r["table"], r["split"], r["seed"], r["seconds"]): r for r in rows}


if __name__ == "__main__":
    main()
