"""How good, within which time and memory: the engine beside a 500-tree random forest, on a folder of tables.

    python benchmarks/quality.py FOLDER [--seconds 60] [--splits 0,1] [--tables a,b] [--out results.jsonl]

FOLDER holds ``manifest.json``: a list of ``{"name", "file", "target", "task", "metric", "positive", "datetime",
"splits"}``, with ``file`` and ``splits`` relative to the folder above. A splits file holds
``{"0": {"train": [row, ...], "test": [row, ...]}, ...}``. Every fit runs in a process of its own; memory is the
proportional set size of all its processes together. Nothing else should run on the machine meanwhile.
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


def fit_plaintune(table: dict[str, Any], X: pd.DataFrame, y: pd.Series, test: pd.DataFrame, seconds: float) -> Fit:
    """Search with our engine."""
    kind = AutoMLRegressor if table["task"] == "regression" else AutoMLClassifier
    search = kind(metric=table["metric"], seconds=seconds, seed=0, n_jobs=2)
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


def fit_forest(table: dict[str, Any], X: pd.DataFrame, y: pd.Series, test: pd.DataFrame, _seconds: float) -> Fit:
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


def work(arguments: argparse.Namespace) -> None:
    """Do one fit in this process and print its result as one line of JSON."""
    folder = Path(arguments.folder)
    table = next(t for t in json.loads((folder / "manifest.json").read_text()) if t["name"] == arguments.tables)
    X, y, test, answers = read(folder, table, arguments.splits)
    fit = (fit_plaintune if arguments.work == "plaintune" else fit_forest)(table, X, y, test, arguments.seconds)
    score = score_of(table, answers, fit.prediction, sorted(y.unique()) if table["task"] != "regression" else [])
    facts = {"score": score, "fit_seconds": fit.fit_seconds, "predict_seconds": fit.predict_seconds, **fit.facts}
    print(json.dumps(facts))


def measured(arguments: argparse.Namespace, system: str, table: str, split: str) -> dict[str, Any]:
    """Run one fit in a process of its own and return its result with its memory."""
    command = [sys.executable, __file__, arguments.folder, "--work", system, "--tables", table, "--splits", split]
    child = subprocess.Popen([*command, "--seconds", str(arguments.seconds)], stdout=subprocess.PIPE, text=True)
    peak = 0
    while child.poll() is None:
        peak = max(peak, _memory(child.pid))
        time.sleep(SAMPLE_SECONDS)
    output = child.communicate()[0].strip().splitlines()
    if child.returncode or not output:
        raise SystemExit(f"{system} failed on {table}, split {split}")
    key = {"system": system, "table": table, "split": split, "seconds": arguments.seconds}
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
    n_ahead = n_tables = 0
    for table in [t for t in tables if not wanted or t["name"] in wanted]:
        rows = []
        for split in arguments.splits.split(","):
            for system in SYSTEMS:
                key = (system, table["name"], split, arguments.seconds)
                row = known.get(key) or measured(arguments, system, table["name"], split)
                rows.append(row)
                if key not in known and arguments.out:
                    with Path(arguments.out).open("a") as file:
                        file.write(json.dumps(row) + "\n")
        line, is_ahead = report(table, rows)
        n_ahead, n_tables = n_ahead + is_ahead, n_tables + 1
        print(line, flush=True)
    print(f"ahead of the forest on {n_ahead} of {n_tables} tables (mean over splits)")


def _known(arguments: argparse.Namespace) -> dict[tuple[Any, ...], dict[str, Any]]:
    """Return the results that an interrupted series already wrote."""
    path = Path(arguments.out)
    if not arguments.out or not path.exists():
        return {}
    rows = [json.loads(line) for line in path.read_text().splitlines()]
    return {(r["system"], r["table"], r["split"], r["seconds"]): r for r in rows}


if __name__ == "__main__":
    main()
