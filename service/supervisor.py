"""Keeps the processes of the embedded service alive: one that dies is started again."""

import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

import structlog

LOOK_SECONDS = 0.5
# A process that dies at once would otherwise be started as fast as the machine can.
SHORTEST_LIFE_SECONDS = 2.0
ENDING_SECONDS = 20.0

log = structlog.get_logger()


@dataclass
class Child:
    """One process and how to start it."""

    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    started_at: float = field(default=0.0)

    def start(self) -> None:
        """Start the process."""
        self.started_at = time.monotonic()
        # In a session of its own: Ctrl-C reaches us alone, and we end the processes in good order.
        self.process = subprocess.Popen(self.command, start_new_session=True)  # noqa: S603  our own modules

    def revive(self) -> None:
        """Start the process again where it has died."""
        if self.process is None or self.process.poll() is None:
            return
        if time.monotonic() - self.started_at < SHORTEST_LIFE_SECONDS:
            return
        log.warning("process died and is started again", process=self.name, status=self.process.returncode)
        self.start()

    def end(self, deadline: float) -> None:
        """Wait for the process to end, and kill it when it takes too long."""
        if self.process is None:
            return
        try:
            self.process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Supervisor:
    """Starts processes and keeps them alive until ``stopping`` is set."""

    def __init__(self, children: Sequence[Child]) -> None:
        self.stopping = threading.Event()
        self._children = children

    def start(self) -> None:
        """Start all processes."""
        for child in self._children:
            child.start()

    @property
    def has_lost_one(self) -> bool:
        """Whether one of the processes has died."""
        return any(child.process is not None and child.process.poll() is not None for child in self._children)

    def supervise(self) -> None:
        """Start again what dies, until asked to stop; then end all processes."""
        while not self.stopping.wait(LOOK_SECONDS):
            for child in self._children:
                child.revive()
        self.end()

    def end(self) -> None:
        """Ask all processes to end, and see to it that they do."""
        for child in self._children:
            if child.process is not None and child.process.poll() is None:
                child.process.terminate()
        deadline = time.monotonic() + ENDING_SECONDS
        for child in self._children:
            child.end(deadline)
