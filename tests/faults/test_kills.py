"""Kill -9 in the middle of a run that is bound by trials: afterwards everything is as if it had not been."""

import signal
from typing import Any

import psutil
import pytest

from tests.faults.running import LEASE_SECONDS, Running, until

# What was promised is 60 s from the end of the fault; the lease of these tests is short.
MOST_SECONDS = 60.0


@pytest.mark.parametrize("part", ["web", "worker", "evaluation", "server", "service"])
def test_a_run_gives_the_same_whatever_was_killed(
    running: Running, dataset: str, undisturbed: dict[str, Any], part: str
) -> None:
    """No acknowledged upload, run, trial or model is lost, no trial is counted twice, and nobody has to do anything."""
    run = running.begin(dataset)
    running.at_trial(run, 2)
    later = running.upload()
    until(lambda: running.kill(part), MOST_SECONDS, f"a process of {part}")
    if part == "service":
        running.start()
    until(running.is_ready, MOST_SECONDS, "the service")
    ended = running.ended(run, MOST_SECONDS)

    assert ended["status"] == "succeeded", ended["error"]
    assert running.essence(run) == undisturbed
    assert running.call("GET", f"/v1/datasets/{later}").is_success
    assert running.ended(running.begin(later), MOST_SECONDS)["status"] == "succeeded"


def test_a_worker_that_was_taken_for_dead_writes_nothing_when_it_wakes_up(
    running: Running, dataset: str, undisturbed: dict[str, Any]
) -> None:
    """Of two workers after one run, each of which believes that it is its own, one alone is right."""
    run = running.begin(dataset)
    running.at_trial(run, 2)
    (sleeper,) = running.members("worker")
    sleeper.suspend()
    heir = running.started("worker")
    try:
        ended = running.ended(run, MOST_SECONDS + LEASE_SECONDS)
        before = running.essence(run)
        sleeper.resume()
        until(lambda: "run lost to another worker" in running.log, MOST_SECONDS, "the sleeper's word")
        other = running.ended(running.begin(dataset), MOST_SECONDS)
    finally:
        sleeper.resume()
        heir.send_signal(signal.SIGTERM)
        heir.wait(MOST_SECONDS)

    assert ended["status"] == "succeeded", ended["error"]
    assert before == undisturbed
    assert running.essence(run) == undisturbed
    assert other["status"] == "succeeded"


def test_fits_that_die_for_lack_of_memory_are_failed_trials_and_the_run_goes_on(running: Running, dataset: str) -> None:
    """One candidate that asks for too much must not cost the others."""
    run = running.begin(dataset, budget={"trials": 14})
    running.at_trial(run, 2)
    server = until(lambda: running.members("server"), MOST_SECONDS, "the server of evaluations")[0]
    free = server.rlimit(psutil.RLIMIT_AS)
    server.rlimit(psutil.RLIMIT_AS, (server.memory_info().vms, free[1]))
    try:
        running.kill("evaluation")  # those that come next have the limit
        failed = until(lambda: _states(running, run) & {"failed"}, MOST_SECONDS, "a failed trial")
    finally:
        for process in (server, *running.members("evaluation")):
            process.rlimit(psutil.RLIMIT_AS, free)
    ended = running.ended(run, MOST_SECONDS)

    assert failed
    assert ended["status"] == "succeeded", ended["error"]
    assert _states(running, run) == {"complete", "failed"}


def _states(running: Running, run: str) -> set[str]:
    trials = running.call("GET", f"/v1/runs/{run}/trials?limit=200").json()["items"]
    return {trial["state"] for trial in trials} - {"waiting", "running", "pruned"}
