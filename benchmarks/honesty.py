"""How honest: is the corrected score right on average, and does its interval hold the true score as often as it says.

    python benchmarks/honesty.py FOLDER --made-up --part proof --out results.jsonl [--sizes 200,500,1500] [--runs 10]
    python benchmarks/honesty.py --report results.jsonl

From large tables many small training sets are drawn; on each a short search is run, and the delivered model is scored
on the thousands of rows that are left: the true score. FOLDER holds ``manifest.json`` as for ``quality.py``; without
one, ``--made-up`` tables alone are used. Tables named by ``--calibration`` are those on which constants of the score
were chosen; they take no part in the proof. Runs are bound by trials, so that load changes nothing but the time; a
series that was interrupted goes on where it was. ``--keep`` stores what every run left (predictions, answers, folds),
and ``--again`` estimates the honest score of kept runs anew, without a fit, which takes seconds.
"""

import argparse
import json
import os
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from dataclasses import asdict, dataclass
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from zlib import crc32

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[_name] = "1"

import numpy as np  # noqa: E402  the number of threads must be known before the libraries are loaded
import pandas as pd  # noqa: E402
from honesty_kept import keep, kept_run  # noqa: E402
from honesty_report import report  # noqa: E402
from made_up import RECIPES, make  # noqa: E402
from threadpoolctl import threadpool_limits  # noqa: E402

from models.artifact import load  # noqa: E402
from models.columns import label_text  # noqa: E402
from models.estimate import estimate  # noqa: E402
from models.evaluator import Task, perform  # noqa: E402
from models.metrics import canonical_metric, metric_for  # noqa: E402
from models.record import Goal, RunRecord, Score, Settings  # noqa: E402
from models.run import RunOrder, execute  # noqa: E402
from models.scoring import Scorer  # noqa: E402
from models.sink import MemorySink  # noqa: E402
from models.table import table_from_frame  # noqa: E402

MIN_LEFT, MAX_LEFT = 2_000, 10_000
"""Rows left for the true score, at least and at most: its own noise must be small beside what is measured."""
CHEAP = {
    "random_forest": {"n_estimators": 100, "min_samples_leaf": [3, 40]},
    "xgboost": {"learning_rate": 0.3, "n_estimators": 60, "max_depth": [3, 6]},
    "lightgbm": {"learning_rate": 0.2, "n_estimators": 60, "num_leaves": [4, 31]},
    "extra_trees": {"n_estimators": 100, "min_samples_leaf": [3, 40]},
    "neural_network": {"n_epochs": 30, "n_networks": 1, "n_layers": [1, 2], "n_units": [32, 64]},
    "linear": {"l1_ratio": 0.0},
}
"""What every search keeps to, so that a run takes seconds: choosing among many is what is examined, not their skill."""
CALIBRATION = (
    "abalone,computers,credit_data,hpc_jobs,mammography,star,union,catsup,"
    "faint sums,rare steps,coin,four kinds,three faint kinds,steep sums,long tail,"
    "adult,california_housing,letter,taxis,benefits,budget_food,diamonds,flchain,health_insurance,ketchup,nox,tuna,"
    "plain sums,rare sums,faint steps,five kinds,three kinds,steps,nothing,longer tail,"
    "arrests,australians,baseball,caravan,cars,churn,cps1988,films,households,income,math,medical,outwork,poverty,"
    "relapse,satellite,slid,smoking,spam,verbal,"
    "sure sums,rarest steps,six kinds,three steep kinds,no kinds,faint sum of many,clean steps,prices"
)
"""All that was looked at while constants were chosen, the tables of the first two proofs included."""


@dataclass(frozen=True)
class Draw:
    """A training set to be drawn from a table, and the search to run on it. ``folder`` is empty for made-up tables."""

    folder: str
    table: str
    n_rows: int
    run: int
    trials: int
    seed: int
    families: tuple[str, ...]
    kept: str

    @property
    def key(self) -> tuple[str, int, int]:
        """What names the run in the results."""
        return (self.table, self.n_rows, self.run)


class InProcess:
    """Evaluates in this process, one after the other: no time goes into starting others."""

    n_slots = 1

    def submit(self, task: Task) -> "Future[Any]":
        """Do the task now."""
        future: Future[Any] = Future()
        try:
            future.set_result(perform(task))
        except Exception as error:  # noqa: BLE001  as in a pool: the future carries it
            future.set_exception(error)
        return future

    def close(self) -> None:
        """Nothing is left to end."""


@lru_cache(maxsize=4)
def read(folder: str, name: str) -> tuple[pd.DataFrame, dict[str, Any]]:
    """Read a table of a folder, or make it, and return it with its entry in the manifest."""
    if not folder:
        return make(name)
    entry = next(t for t in manifest(folder) if t["name"] == name)
    dates = entry.get("datetime") or False
    frame = pd.read_csv(
        Path(folder).parent / entry["file"], keep_default_na=False, na_values=[""], parse_dates=dates, low_memory=False
    )
    if entry["task"] != "regression":
        frame[entry["target"]] = frame[entry["target"]].astype(str).astype(object)
    return frame, entry


def manifest(folder: str) -> list[dict[str, Any]]:
    """Return the entries of a folder's tables."""
    entries: list[dict[str, Any]] = json.loads((Path(folder) / "manifest.json").read_text())
    return entries


def perform_draw(draw: Draw) -> dict[str, Any]:
    """Draw a training set, search, and score what is delivered on the rows that are left."""
    start = time.process_time()
    frame, entry = read(draw.folder, draw.table)
    seed = np.random.SeedSequence((draw.seed, crc32(draw.table.encode()), draw.n_rows, draw.run))
    rows = np.random.default_rng(seed).permutation(len(frame))
    train = frame.iloc[rows[: draw.n_rows]].reset_index(drop=True)
    left = frame.iloc[rows[draw.n_rows : draw.n_rows + MAX_LEFT]].reset_index(drop=True)
    goal = Goal(
        text="",
        target=entry["target"],
        task=entry["task"],
        metric=canonical_metric(entry["metric"]),
        positive_class=entry.get("positive"),
    )
    space = {name: values for name, values in CHEAP.items() if not draw.families or name in draw.families}
    settings = Settings(seconds=None, trials=draw.trials, seed=draw.run, families=draw.families, space=space)
    with tempfile.TemporaryDirectory() as folder:
        order = RunOrder(table_from_frame(train, draw.table), goal, settings, n_jobs=1)
        record = execute(order, Path(folder), MemorySink(), evaluator=InProcess())
        true = true_score(Path(folder) / "model", left, goal)
        facts = result_row(draw, record, true, _scale(frame, entry))
        if draw.kept:
            keep(Path(draw.kept), facts, Path(folder), order, record)
    return {**facts, "seconds": round(time.process_time() - start, 2)}


def _scale(frame: pd.DataFrame, entry: dict[str, Any]) -> float:
    """Return what errors are divided by, so that tables can be compared: the deviation of a regression's target."""
    return float(frame[entry["target"]].std()) if entry["task"] == "regression" else 1.0


def true_score(model_folder: Path, left: pd.DataFrame, goal: Goal) -> float:
    """Score the delivered model on rows that the run never saw; rows of classes it never saw are left out."""
    model = load(model_folder)
    scorer = Scorer(metric_for(goal.metric, goal.task))
    if goal.task == "regression":
        return scorer.score(left[goal.target].to_numpy(float), model.predict(left).astype(float))
    labels = left[goal.target].map(label_text)
    left = left[labels.isin(model.classes)]
    codes = {name: float(i) for i, name in enumerate(model.classes)}
    return scorer.score(left[goal.target].map(label_text).map(codes).to_numpy(float), model.predict_proba(left))


def result_row(draw: Draw, record: RunRecord, true: float, scale: float) -> dict[str, Any]:
    """Return what the report needs of one run."""
    assert record.result is not None  # noqa: S101  a run that delivered a model has a result
    sign = 1 if record.metric.greater_is_better else -1
    trials = [t.validation_score for t in record.trials if t.state == "complete" and t.validation_score is not None]
    return {
        "table": draw.table,
        "n_rows": draw.n_rows,
        "run": draw.run,
        "task": record.goal.task,
        "sign": sign,
        "scale": scale,
        "true": true,
        "best_trial": sign * max(sign * score for score in trials),
        "n_complete": len(trials),
        "members": len(record.result.ensemble),
        **score_fields(record.result.score),
    }


def score_fields(score: Score) -> dict[str, Any]:
    """Return the fields of the honest score that the report needs."""
    wanted = ("cross_validated", "corrected", "low", "high", "because")
    return {name: value for name, value in asdict(score).items() if name in wanted}


def draws(arguments: argparse.Namespace) -> Iterator[Draw]:
    """Yield all draws of a series, table by table within each run, so that a part of a series is balanced too."""
    calibration = {name.strip() for name in arguments.calibration.split(",")}
    wanted = {name.strip() for name in arguments.tables.split(",")} - {""}
    folder = arguments.folder
    names = [(folder, t["name"]) for t in manifest(folder)] if folder else []
    names += [("", name) for name in RECIPES] if arguments.made_up else []
    names = [(f, n) for f, n in names if (n in calibration) == (arguments.part == "calibration")]
    names = [(f, n) for f, n in names if not wanted or n in wanted]
    families = tuple(name for name in arguments.families.split(",") if name)
    rows = {name: len(read(f, name)[0]) for f, name in names}
    for run in range(arguments.first, arguments.first + arguments.runs):
        for size in (int(size) for size in arguments.sizes.split(",")):
            for f, name in names:
                if rows[name] - size >= MIN_LEFT:
                    settings = (arguments.trials, arguments.seed, families, arguments.keep)
                    yield Draw(f, name, size, run, *settings)


def _begin() -> None:
    threadpool_limits(1)


def run_series(arguments: argparse.Namespace) -> None:
    """Run what is not yet in the results, and append to them."""
    out = Path(arguments.out)
    known = {key_of(row) for row in results(out)}
    waiting = [draw for draw in draws(arguments) if draw.key not in known]
    print(f"{len(waiting)} runs to do, {len(known)} known", flush=True)
    pool = ProcessPoolExecutor(arguments.processes, get_context("spawn"), _begin)
    with pool, out.open("a") as file:
        futures = {pool.submit(perform_draw, draw): draw for draw in waiting}
        for future in as_completed(futures):
            if future.exception() is not None:
                print(f"{futures[future].key}: {future.exception()!r}", flush=True)
                continue
            file.write(json.dumps(future.result()) + "\n")
            file.flush()


def estimate_again(arguments: argparse.Namespace) -> None:
    """Estimate the scores of kept runs that are not yet in the results, append them, and print the report."""
    out = Path(arguments.out)
    known = {key_of(row) for row in results(out)}
    with out.open("a") as file:
        for path in sorted(Path(arguments.again).glob("*.npz")):
            facts, blend, candidates = kept_run(path)
            if key_of(facts) not in known:
                file.write(json.dumps({**facts, **score_fields(estimate(blend, candidates, None))}) + "\n")
    print(report(results(out)))


def results(path: Path) -> list[dict[str, Any]]:
    """Return the results that a series wrote so far."""
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def key_of(row: dict[str, Any]) -> tuple[str, int, int]:
    """Return what names a run in the results."""
    return (row["table"], row["n_rows"], row["run"])


def main() -> None:
    """Run a series, estimate kept runs again, or print the report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", default="")
    parser.add_argument("--made-up", action="store_true", help="use the tables that this benchmark makes as well")
    parser.add_argument("--part", choices=("proof", "calibration"), default="proof")
    parser.add_argument("--calibration", default=CALIBRATION, help="tables that take no part in the proof")
    parser.add_argument("--tables", default="", help="some of the part's tables only")
    parser.add_argument("--sizes", default="200,500,1500")
    parser.add_argument("--runs", type=int, default=10, help="runs for each table and size")
    parser.add_argument("--first", type=int, default=0, help="number of the first of these runs")
    parser.add_argument("--trials", type=int, default=14)
    parser.add_argument("--families", default="", help="families to search; all where empty")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--out", default="honesty.jsonl")
    parser.add_argument("--keep", default="", help="a folder for what every run leaves")
    parser.add_argument("--again", default="", help="a folder of kept runs, whose scores are estimated anew")
    parser.add_argument("--report", default="", help="results to print; nothing is run")
    arguments = parser.parse_args()
    if arguments.report:
        print(report(results(Path(arguments.report))))
    elif arguments.again:
        estimate_again(arguments)
    else:
        run_series(arguments)


if __name__ == "__main__":
    main()
