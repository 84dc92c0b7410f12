"""How the engine grows with rows and columns: seconds, time to the first model, trials and memory on made-up tables.

    python benchmarks/scale.py [--seconds 60] [--trials N] [--rows 1000,10000] [--columns 10,100]

Rows grow at 20 columns, columns at 2,000 rows; half of the columns are numbers, a quarter words and a quarter numbers
with missing cells, and a few of them tell the answer. Every run has a process of its own and the given budget; with
``--trials`` the work is fixed instead, so that its seconds can grow. ``first s`` is how long it took to the first model
that could be delivered; memory is the peak of the proportional set size of all its processes together, the made-up
table included; ``x`` is the growth since the line before. Nothing else should run on the machine meanwhile.
"""

import argparse
import json
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import psutil

from models import AutoMLClassifier
from models.record import Progress

ROWS, COLUMNS = (1_000, 10_000, 100_000, 1_000_000), (10, 100, 500, 2_000)
ROWS_AT_COLUMNS, COLUMNS_AT_ROWS = 2_000, 20
SAMPLE_SECONDS = 0.25


@dataclass(frozen=True)
class Size:
    """How large a made-up table is."""

    rows: int
    columns: int


def made_up(size: Size) -> tuple[pd.DataFrame, np.ndarray]:
    """Make a table of numbers, words and missing cells, of which the first columns tell the answer."""
    rng = np.random.default_rng(0)
    columns: dict[str, Any] = {}
    for i in range(size.columns):
        values = rng.normal(size=size.rows).astype(np.float32)
        if i % 4 == 2:
            columns[f"c{i}"] = pd.Categorical.from_codes(rng.integers(0, 12, size.rows), [f"w{k}" for k in range(12)])
        elif i % 4 == 3:
            columns[f"c{i}"] = np.where(rng.random(size.rows) < 0.1, np.nan, values)
        else:
            columns[f"c{i}"] = values
    frame = pd.DataFrame(columns)
    signal = frame["c0"] + frame["c1"] * (frame["c2"].cat.codes > 5) + rng.normal(size=size.rows)
    return frame, np.where(signal > 0.5, "yes", "no")


def work(size: Size, seconds: float | None, trials: int | None) -> dict[str, float]:
    """Do one run in this process and return what it took."""
    X, y = made_up(size)
    firsts: list[float] = []

    def watch(progress: Progress) -> None:
        if progress.best_score is not None and not firsts:
            firsts.append(time.monotonic() - began)

    search = AutoMLClassifier(seconds=seconds, trials=trials, seed=0, n_jobs=2, callback=watch)
    began = time.monotonic()
    search.fit(X, y)
    used = time.monotonic() - began
    corrected = search.score_.corrected
    return {
        "seconds": used,
        "first_seconds": firsts[0],
        "trials": len(search.record_.trials),
        "score": float("nan") if corrected is None else corrected,
    }


def measured(size: Size, arguments: argparse.Namespace) -> dict[str, float] | None:
    """Run one size in a process of its own and return its result with its memory; None where it failed."""
    command = [sys.executable, __file__, "--work", f"{size.rows},{size.columns}", "--seconds", str(arguments.seconds)]
    if arguments.trials:
        command += ["--trials", str(arguments.trials)]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    peak = 0
    while child.poll() is None:
        peak = max(peak, _memory(child.pid))
        time.sleep(SAMPLE_SECONDS)
    output = child.communicate()[0].strip().splitlines()
    if child.returncode or not output:
        return None
    return {**json.loads(output[-1]), "memory_mb": peak / 2**20}


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


def line(size: Size, now: dict[str, float] | None, before: dict[str, float] | None) -> str:
    """Return one line of the table, with the growth since the line before."""
    sizes = f"{size.rows:>11,}{size.columns:>9,}"
    if now is None:
        return f"{sizes}  no model: see the error above"
    parts = [sizes]
    for name, width, digits in (("seconds", 9, 1), ("first_seconds", 9, 1), ("memory_mb", 9, 0)):
        growth = "" if before is None else f"x{now[name] / before[name]:.1f}"
        parts.append(f"{now[name]:>{width}.{digits}f}{growth:>7}")
    return "".join(parts) + f"{now['trials']:>8.0f}{now['score']:>9.3f}"


def numbers(text: str) -> tuple[int, ...]:
    """Read numbers with commas between them."""
    return tuple(int(part) for part in text.split(",") if part)


def main() -> None:
    """Run every size and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--trials", type=int, help="fix the trials, and set no limit on seconds")
    parser.add_argument("--rows", type=numbers, default=ROWS)
    parser.add_argument("--columns", type=numbers, default=COLUMNS)
    parser.add_argument("--work", type=numbers, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.work:
        seconds = None if arguments.trials else arguments.seconds
        print(json.dumps(work(Size(*arguments.work), seconds, arguments.trials)))
        return
    heads = (("rows", 11), ("columns", 9), ("seconds", 9), ("x", 7), ("first s", 9), ("x", 7), ("PSS MB", 9), ("x", 7))
    print("".join(f"{name:>{width}}" for name, width in (*heads, ("trials", 8), ("score", 9))))
    for sizes in (
        [Size(rows, COLUMNS_AT_ROWS) for rows in arguments.rows],
        [Size(ROWS_AT_COLUMNS, columns) for columns in arguments.columns],
    ):
        before = None
        for size in sizes:
            now = measured(size, arguments)
            print(line(size, now, before), flush=True)
            before = now or before


if __name__ == "__main__":
    main()
