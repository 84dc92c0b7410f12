"""Evaluations on a real Dask cluster of this machine: a scheduler and workers, each a process of its own."""

from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import psutil
import pytest

from models.artifact import load
from models.cluster import ClusterEvaluator
from models.cluster_address import ClusterAddress
from models.errors import ClusterLostError
from models.evaluator import Evaluator, Task, reason_of
from models.goal import understand_goal
from models.record import RunRecord, Settings
from models.run import RunOrder, execute
from models.second_try import MOST_DEATHS
from models.sink import MemorySink
from models.table import table_from_frame
from tests.cluster.conftest import wait_until
from tests.cluster.dask_cluster import DaskCluster, dask_cluster, kill_family
from tests.cluster.slow_task import SlowTask

RESULT_SECONDS = 240


@pytest.fixture
def slow(problem: str, tmp_path: Path) -> SlowTask:
    """Return a task that waits for the file ``end``."""
    starts = tmp_path / "starts"
    starts.mkdir()
    return SlowTask(problem, str(starts), str(tmp_path / "end"))


@pytest.fixture
def own_cluster(tmp_path: Path) -> Iterator[DaskCluster]:
    """Start a cluster that a test may break."""
    (tmp_path / "dask").mkdir()
    with dask_cluster(tmp_path / "dask") as started:
        yield started


@dataclass
class Watched:
    """An evaluator that calls something as soon as so many tasks have come back."""

    evaluator: Evaluator
    then: Any
    after: int
    n_back: int = field(default=0)

    @property
    def n_slots(self) -> int:
        """The slots of the other one."""
        return self.evaluator.n_slots

    def submit(self, task: Task) -> Future[Any]:
        """Begin a task, and count it when it comes back."""
        future = self.evaluator.submit(task)
        future.add_done_callback(self._count)
        return future

    def close(self) -> None:
        """Close the other one."""
        self.evaluator.close()

    def _count(self, _: Future[Any]) -> None:
        self.n_back += 1
        if self.n_back == self.after:
            self.then()


def started(task: SlowTask) -> set[int]:
    """Return the processes in which a task has begun."""
    return {int(path.name) for path in Path(task.starts).iterdir()}


def run(folder: Path, evaluator: Evaluator | None = None) -> RunRecord:
    """Make a small run in trials mode."""
    rng = np.random.default_rng(0)
    frame = pd.DataFrame({"a": rng.normal(size=200), "b": rng.normal(size=200), "c": rng.choice(list("xyz"), 200)})
    frame["y"] = np.where(frame["a"] + 0.5 * rng.normal(size=200) > 0, "yes", "no")
    table = table_from_frame(frame)
    settings = Settings(seconds=None, trials=4, seed=0, families=("linear", "k_nearest_neighbors"))
    folder.mkdir()
    return execute(
        RunOrder(table, understand_goal("predict y", table), settings, 2), folder, MemorySink(), evaluator=evaluator
    )


def trials_of(record: RunRecord) -> list[tuple[Any, ...]]:
    """Return what the trials were and what they scored, without how long they took."""
    scores = [tuple((fold.train_score, fold.validation_score) for fold in trial.folds) for trial in record.trials]
    return [
        (t.number, t.family, dict(t.hyperparameters), t.state, t.validation_score, s)
        for t, s in zip(record.trials, scores, strict=True)
    ]


def predictions_of(folder: Path) -> list[list[float]]:
    """Return what the delivered model predicts for some rows, to the last digit."""
    rows = {"a": np.linspace(-2, 2, 50), "b": np.linspace(1, -1, 50), "c": np.tile(list("xyzxy"), 10)}
    probabilities = load(folder / "model").predict_rows(pd.DataFrame(rows)).probabilities
    assert probabilities is not None
    return probabilities.tolist()


def test_a_run_is_the_same_on_a_cluster_that_loses_a_worker_as_on_one_machine(
    own_cluster: DaskCluster, tmp_path: Path
) -> None:
    """Where it was computed must not decide what is delivered; an evaluation whose worker died is sent again."""
    nanny = own_cluster.processes[1]
    evaluator = Watched(ClusterEvaluator(own_cluster.address), lambda: kill_family(nanny.pid), after=4)
    there = run(tmp_path / "there", evaluator)
    here = run(tmp_path / "here")

    assert evaluator.n_back > 4
    assert nanny.wait(10) is not None
    assert trials_of(there) == trials_of(here)
    assert there.result is not None
    assert here.result is not None
    assert (there.result.score, there.result.ensemble) == (here.result.score, here.result.ensemble)
    assert predictions_of(tmp_path / "there") == predictions_of(tmp_path / "here")


def test_what_was_sent_to_the_workers_is_gone_when_the_run_is_over(
    cluster: DaskCluster, evaluator: ClusterEvaluator, slow: SlowTask
) -> None:
    """Somebody's rows must not stay on every machine; and they travel once, whatever the number of tasks."""
    Path(slow.end).touch()
    for future in [evaluator.submit(slow) for _ in range(4)]:  # type: ignore[arg-type]
        future.result(RESULT_SECONDS)
    folders = list(cluster.folder.rglob("problem-*"))
    assert len(folders) == 2
    evaluator.close()

    wait_until(lambda: not any(folder.exists() for folder in folders), "the problem is still there")


def test_a_canceled_evaluation_ends_where_it_runs(evaluator: ClusterEvaluator, slow: SlowTask) -> None:
    """A hopeless candidate must not hold a machine of the cluster for an hour."""
    future = evaluator.submit(slow)  # type: ignore[arg-type]
    wait_until(lambda: len(started(slow)) == 1, "it did not start")
    (process,) = started(slow)
    assert future.cancel()

    wait_until(lambda: not psutil.pid_exists(process), "its process lives on")
    Path(slow.end).touch()
    assert evaluator.submit(slow).result(RESULT_SECONDS) != process  # type: ignore[arg-type]


def test_an_evaluation_ends_and_leaves_nothing_when_whoever_asked_is_gone(cluster: DaskCluster, slow: SlowTask) -> None:
    """A worker of ours that was killed says no goodbye."""
    gone = ClusterEvaluator(cluster.address)
    gone.submit(slow)  # type: ignore[arg-type]
    wait_until(lambda: len(started(slow)) == 1, "it did not start")
    (process,) = started(slow)
    assert list(cluster.folder.rglob("problem-*"))
    gone._client.close()

    wait_until(lambda: not psutil.pid_exists(process), "its process lives on")
    wait_until(lambda: not list(cluster.folder.rglob("problem-*")), "the problem is still there")


def test_a_process_that_dies_is_one_failed_evaluation_with_its_reason(
    evaluator: ClusterEvaluator, slow: SlowTask
) -> None:
    """A fit that takes all memory must not take the worker, nor be sent to the next: its own begins it once more."""
    deadly = SlowTask(slow.folder, slow.starts, slow.end, kills_itself=True)
    error = evaluator.submit(deadly).exception(RESULT_SECONDS)  # type: ignore[arg-type]

    assert error is not None
    assert reason_of(error) == "its process died, most likely for lack of memory"
    assert len(started(slow)) == MOST_DEATHS


def test_an_evaluation_that_fails_tells_why(evaluator: ClusterEvaluator, slow: SlowTask) -> None:
    """The reason stands in the record of the trial."""
    failing = SlowTask(slow.folder, slow.starts, slow.end, fails=True)
    error = evaluator.submit(failing).exception(RESULT_SECONDS)  # type: ignore[arg-type]

    assert error is not None
    assert reason_of(error) == "ValueError: it does not converge"


def test_a_cluster_that_is_lost_is_no_failed_trial(tmp_path: Path, slow: SlowTask) -> None:
    """All trials would fail one after the other, and the run would deliver what was there by chance."""
    with dask_cluster(tmp_path, n_workers=1) as own, closing(ClusterEvaluator(own.address)) as evaluator:
        future = evaluator.submit(slow)  # type: ignore[arg-type]
        wait_until(lambda: len(started(slow)) == 1, "it did not start")
        kill_family(own.processes[0].pid)
        error = future.exception(RESULT_SECONDS)

        assert error is not None
        with pytest.raises(ClusterLostError):
            reason_of(error)


def test_a_cluster_whose_workers_cannot_have_children_is_refused_with_what_to_do(tmp_path: Path) -> None:
    """It is Dask's default, and every evaluation would fail."""
    with dask_cluster(tmp_path, n_workers=0) as cluster:
        cluster.environment = {}
        cluster.start_worker()
        with pytest.raises(ClusterLostError, match="DASK_DISTRIBUTED__WORKER__DAEMON=False"):
            ClusterEvaluator(cluster.address)


@pytest.mark.parametrize("url", ["tcp://10.0.0.7:8786", "tls://scheduler:8786", "scheduler", "http://127.0.0.1:80"])
def test_an_address_that_is_open_to_others_or_none_is_refused(url: str) -> None:
    """Whoever reaches a Dask port runs code."""
    with pytest.raises(ClusterLostError, match="its address must be"):
        ClusterEvaluator(ClusterAddress(url))
