"""How much faster a run is on two workers of a Dask cluster than on one: the same trials, timed.

    python benchmarks/cluster.py [--rows 4000] [--trials 8] [--workers 0,1,2]

Scheduler and workers are processes of this machine with one thread each, and the run that coordinates is one more: on
two cores the second worker gets what the first and the coordinator leave. Seconds are those of the search and of
everything after it, without the start of the cluster. Nothing else should run on the machine meanwhile.
"""

import argparse
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from models.cluster import ClusterEvaluator
from models.goal import understand_goal
from models.record import RunRecord, Settings
from models.run import RunOrder, execute
from models.sink import MemorySink
from models.table import Table, table_from_frame

sys.path.insert(0, str(Path(__file__).parents[1]))
from tests.cluster.dask_cluster import dask_cluster

FAMILIES = ("lightgbm", "xgboost", "extra_trees")


@dataclass(frozen=True)
class Timed:
    """A run, and how long it took."""

    record: RunRecord
    seconds: float


def made_up(n_rows: int) -> Table:
    """Make a table of which some columns tell the answer."""
    rng = np.random.default_rng(0)
    frame = pd.DataFrame({f"c{i}": rng.normal(size=n_rows) for i in range(20)})
    frame["answer"] = np.where(frame["c0"] * frame["c1"] + frame["c2"] + rng.normal(size=n_rows) > 0, "yes", "no")
    return table_from_frame(frame)


def timed(table: Table, n_trials: int, n_workers: int) -> Timed:
    """Run on so many workers; none is the processes of this machine."""
    settings = Settings(seconds=None, trials=n_trials, seed=0, families=FAMILIES)
    order = RunOrder(table, understand_goal("predict answer", table), settings, n_jobs=2)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "run").mkdir()
        if n_workers == 0:
            began = time.perf_counter()
            return Timed(execute(order, folder / "run", MemorySink()), time.perf_counter() - began)
        with dask_cluster(folder, n_workers) as cluster:
            evaluator = ClusterEvaluator(cluster.address)
            while evaluator.n_slots < n_workers:
                time.sleep(0.5)
            began = time.perf_counter()
            record = execute(order, folder / "run", MemorySink(), evaluator=evaluator)
            return Timed(record, time.perf_counter() - began)


def scores(run: Timed) -> list[float | None]:
    """Return what the trials scored."""
    return [trial.validation_score for trial in run.record.trials]


def main() -> None:
    """Time each number of workers, and check that all found the same."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=4_000)
    parser.add_argument("--trials", type=int, default=8)
    parser.add_argument("--workers", default="0,1,2", help="0 is two processes of this machine, without a cluster")
    arguments = parser.parse_args()
    table = made_up(arguments.rows)
    runs = {int(n): timed(table, arguments.trials, int(n)) for n in arguments.workers.split(",")}
    first = next(iter(runs.values()))
    print(f"{'workers':>8}{'seconds':>10}{'folds, s':>10}  same trials and scores")
    for n_workers, run in runs.items():
        fold_seconds = sum(fold.seconds for trial in run.record.trials for fold in trial.folds)
        print(f"{n_workers or 'local':>8}{run.seconds:>10.1f}{fold_seconds:>10.1f}  {scores(run) == scores(first)}")


if __name__ == "__main__":
    main()
