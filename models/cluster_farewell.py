"""What a Dask scheduler does when whoever asked is gone: it has the workers forget what they were sent.

Nobody's rows may stay on every machine because one process was killed; only the scheduler sees both ends.
"""

import asyncio
from typing import Any

from distributed import Scheduler, SchedulerPlugin


def problem_name(client: str, digest: str) -> str:
    """Return under which name a client's problem is known to the workers."""
    return f"plaintune-{client}-{digest}"


class Farewell(SchedulerPlugin):
    """Takes a client's problems from all workers as soon as that client has closed or was lost."""

    name = "plaintune-farewell"
    idempotent = True

    def __init__(self) -> None:
        self._under_way: set[asyncio.Task[Any]] = set()  # the loop alone would let go of them

    def remove_client(self, scheduler: Scheduler, client: str) -> None:
        """Forget what a client has sent. Called by Dask, in its loop."""
        for name in [name for name in scheduler.worker_plugins if name.startswith(problem_name(client, ""))]:
            task = asyncio.ensure_future(scheduler.unregister_worker_plugin(None, name))
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)
