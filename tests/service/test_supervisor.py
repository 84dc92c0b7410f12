"""Processes that are kept alive."""

import os
import socket
import subprocess
import sys
import threading
import time

import pytest

from service import supervisor as supervisor_module
from service.commands.serve import check_key, wait_for_address
from service.errors import SettingError
from service.settings import Settings
from service.supervisor import Child, Supervisor
from service.warm import Warm

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]


def wait_until(is_so: object, seconds: float = 10.0) -> None:
    """Wait for something that another process does."""
    deadline = time.monotonic() + seconds
    while not is_so():  # type: ignore[operator]
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_killed_process_is_started_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody sits beside the service at night."""
    monkeypatch.setattr(supervisor_module, "SHORTEST_LIFE_SECONDS", 0.0)
    monkeypatch.setattr(supervisor_module, "LOOK_SECONDS", 0.02)
    child = Child("sleeper", SLEEP)
    supervisor = Supervisor([child])
    supervisor.start()
    assert child.process is not None
    first = child.process
    thread = threading.Thread(target=supervisor.supervise)
    thread.start()
    first.kill()
    wait_until(lambda: child.process is not first)
    supervisor.stopping.set()
    thread.join(10)

    assert not thread.is_alive()
    assert child.process.poll() is not None


def test_a_process_that_does_not_end_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C must always lead to an end."""
    monkeypatch.setattr(supervisor_module, "ENDING_SECONDS", 0.2)
    stubborn = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(flush=True); time.sleep(60)"
    child = Child("stubborn", [sys.executable, "-c", stubborn])
    child.start()
    time.sleep(0.3)
    Supervisor([child]).end()

    assert child.process is not None
    assert child.process.poll() is not None


def test_a_process_ends_when_its_parent_was_killed() -> None:
    """A service that was killed must not leave a worker behind that nobody knows of."""
    watching = "from service.orphans import end_with_parent; end_with_parent(os.getppid())"
    child = f"import os, time; {watching}; time.sleep(60)"
    parent = (
        "import subprocess, sys, time; "
        f"process = subprocess.Popen([sys.executable, '-c', {child!r}]); print(process.pid, flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", parent], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        orphan = int(process.stdout.readline())
        time.sleep(0.5)
        process.kill()
    wait_until(lambda: not is_alive(orphan))


def is_alive(pid: int) -> bool:
    """Tell whether a process is there and not merely waiting to be reaped."""
    try:
        os.kill(pid, 0)
        status = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False)
        return bool(status.stdout.strip()) and not status.stdout.startswith("Z")
    except ProcessLookupError:
        return False


def test_others_are_let_near_only_with_a_key_of_the_operators() -> None:
    """A service that listens to the whole network with a key that nobody chose is found within hours."""
    with pytest.raises(SettingError, match="PLAINTUNE_API_KEY"):
        check_key(Settings(host="0.0.0.0"))  # noqa: S104  that it is refused is the point
    with pytest.raises(SettingError, match="16 characters"):
        check_key(Settings(host="0.0.0.0", api_key="secret"))  # noqa: S104  what can be guessed is no key
    check_key(Settings(host="0.0.0.0", api_key="a-long-enough-secret"))  # noqa: S104  the operator's choice
    check_key(Settings(host="0.0.0.0"), has_key=True)  # noqa: S104  a key was made in the terminal
    check_key(Settings())


def test_a_taken_address_is_refused_in_a_sentence() -> None:
    """It is the most common way in which a start fails."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(SettingError, match="choose another --port"):
            wait_for_address("127.0.0.1", taken.getsockname()[1], seconds=0.0)


def test_the_thing_used_longest_ago_is_given_up_first() -> None:
    """Memory is bounded, and what is in use stays warm."""
    warm: Warm[str] = Warm(most=2)
    loads = []

    def load(name: str) -> str:
        loads.append(name)
        return name

    for name in ("a", "b", "a", "c", "a", "b"):
        assert warm.get(name, lambda name=name: load(name)) == name  # type: ignore[misc]

    assert loads == ["a", "b", "c", "b"]


def test_a_load_that_failed_is_tried_again() -> None:
    """One bad moment of a disk must not close a model for good."""
    warm: Warm[str] = Warm(most=2)

    def fail() -> str:
        raise OSError("the disk is busy")

    with pytest.raises(OSError, match="busy"):
        warm.get("a", fail)

    assert warm.get("a", lambda: "loaded") == "loaded"


def test_a_process_that_dies_at_once_is_noticed() -> None:
    """A start that cannot succeed must say so, and not wait for a minute."""
    child = Child("short", [sys.executable, "-c", "raise SystemExit(1)"])
    supervisor = Supervisor([child])
    assert not supervisor.has_lost_one
    supervisor.start()
    wait_until(lambda: supervisor.has_lost_one)
    supervisor.end()
