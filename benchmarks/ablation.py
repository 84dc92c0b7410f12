"""What each part of the engine gives: the same tables and seconds, with one part taken out at a time.

    python benchmarks/ablation.py FOLDER [--seconds 60] [--split 1] [--seed 0] [--tables a,b] [--parts network,average]
        [--out ablation.jsonl]

FOLDER as for ``quality.py``. Every fit runs in a process of its own, one after the other; nothing else should run on
the machine meanwhile. Printed is by how much the test score gets worse without the part: in percent of the loss, or in
hundredths of the ROC AUC, beside the standard error of the test score itself. A results file that is there is gone on
with.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from statistics import fmean
from typing import Any
from unittest.mock import patch

import numpy as np
import quality

from models import AutoMLClassifier, AutoMLRegressor
from models.ensemble import greedy_counts
from models.families.registry import FAMILIES

WHOLE = "whole"
BOOSTERS = ("lightgbm", "xgboost", "hist_gradient_boosting", "catboost")


def _nothing(*_: object) -> tuple[()]:
    """Stand in for a portfolio: no configuration."""
    return ()


def _best_alone(predictions: Sequence[np.ndarray], utility: Callable[[np.ndarray], float], **_: int) -> np.ndarray:
    """Stand in for the average: the best trial and no other."""
    return greedy_counts(predictions, utility, steps=1)


PARTS: Mapping[str, tuple[tuple[str, ...], Mapping[str, object]]] = {
    WHOLE: ((), {}),
    "network": (("neural_network",), {}),
    "boosting but xgboost": (("lightgbm", "hist_gradient_boosting", "catboost"), {}),
    "all but boosting": (tuple(family.name for family in FAMILIES if family.name not in BOOSTERS), {}),
    "average": ((), {"models.selection.greedy_counts": _best_alone}),
    "other seeds": ((), {"models.last_fits.REPEATS": 1, "models.search.costs.REPEATS": 1}),
    "portfolio": ((), {"models.search.proposals.portfolio": _nothing}),
}
"""The families left out without a part, and what stands in for it. All of them decide in the process that searches."""


def fit(table: Mapping[str, Any], rows: Sequence[Any], part: str, budget: tuple[float, int]) -> Mapping[str, float]:
    """Search without a part and return the test score with its standard error."""
    X, y, test, answers = rows
    left_out, stand_ins = PARTS[part]
    families = tuple(family.name for family in FAMILIES if family.name not in left_out)
    kind = AutoMLRegressor if table["task"] == "regression" else AutoMLClassifier
    search = kind(metric=table["metric"], seconds=budget[0], seed=budget[1], n_jobs=2, families=families)
    with ExitStack() as stack:
        for name, stand_in in stand_ins.items():
            stack.enter_context(patch(name, stand_in))
        search.fit(X, y)
    prediction = search.predict(test) if table["task"] == "regression" else search.predict_proba(test)
    classes = sorted(y.unique()) if table["task"] != "regression" else []

    def score(chosen: np.ndarray) -> float:
        return quality.score_of(dict(table), answers.iloc[chosen], prediction[chosen], classes)

    n_rows = len(answers)
    return {"score": score(np.arange(n_rows)), "error": quality.test_error(score, n_rows)}


def measured(arguments: argparse.Namespace, table: str, part: str) -> dict[str, Any]:
    """Return the result of one fit: the one that stands in the file, or a new one, which is written there."""
    key = {"table": table, "part": part, "split": arguments.split, "seed": arguments.seed, "seconds": arguments.seconds}
    path = Path(arguments.out)
    if arguments.out and path.exists():
        for row in map(json.loads, path.read_text().splitlines()):
            if {name: row[name] for name in key} == key:
                return dict(row)
    command = [sys.executable, __file__, arguments.folder, "--tables", table, "--work", part]
    command += ["--split", arguments.split, "--seed", str(arguments.seed), "--seconds", str(arguments.seconds)]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip().splitlines()
    row = {**key, **json.loads(output[-1])}
    if arguments.out:
        with path.open("a") as file:
            file.write(json.dumps(row) + "\n")
    return row


def worse(table: Mapping[str, Any], without: float, whole: float) -> float:
    """Return by how much a score is worse: hundredths of the ROC AUC, or percent of the loss."""
    return 100 * (whole - without) if quality.GREATER_IS_BETTER[table["metric"]] else 100 * (without - whole) / whole


def main() -> None:
    """Run everything and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--split", default="1")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--tables", default="")
    parser.add_argument("--parts", default=",".join(name for name in PARTS if name != WHOLE))
    parser.add_argument("--out", default="")
    parser.add_argument("--work", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    folder = Path(arguments.folder)
    wanted = set(arguments.tables.split(",")) - {""}
    tables = [
        table for table in json.loads((folder / "manifest.json").read_text()) if not wanted or table["name"] in wanted
    ]
    if arguments.work:
        rows = quality.read(folder, tables[0], arguments.split)
        print(json.dumps(fit(tables[0], rows, arguments.work, (arguments.seconds, arguments.seed))))
        return
    parts = arguments.parts.split(",")
    print(f"{'worse without':<22}{'whole':>12}{'noise':>8}" + "".join(f"{part:>22}" for part in parts))
    differences: dict[str, list[float]] = {part: [] for part in parts}
    for table in tables:
        whole = measured(arguments, table["name"], WHOLE)
        noise = abs(worse(table, whole["score"] + whole["error"], whole["score"]))
        line = f"{table['name']:<22}{whole['score']:>12.5g}{noise:>8.2f}"
        for part in parts:
            differences[part].append(worse(table, measured(arguments, table["name"], part)["score"], whole["score"]))
            line += f"{differences[part][-1]:>+22.2f}"
        print(line, flush=True)
    print(f"{'mean':<42}" + "".join(f"{fmean(differences[part]):>+22.2f}" for part in parts))


if __name__ == "__main__":
    main()
