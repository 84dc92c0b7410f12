"""Running one of our modules in a process of its own, within limits on memory and time that the system enforces.

The child starts afresh: it imports neither the caller's main module nor anything from the current folder, so
that it works the same from a script, from standard input, in a notebook and in a web service.
"""

import json
import os
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import models.errors
from models.errors import ModelsError, ReadingFailedError
from models.tables.limits import TableLimits, memory_error, time_error

_ROOT = Path(__file__).resolve().parent.parent
_ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
_WATCH_SECONDS = 0.05
MEMORY_EXIT = 77


def run_limited(module: str, order: Mapping[str, Any], limits: TableLimits) -> Any:  # noqa: ANN401  JSON has no narrower type
    """Run ``python -m module`` with ``order`` as JSON on its input; return the JSON that it answers.

    Raises
    ------
    ModelsError
        The error that the child answered with, or a limit that it exceeded.
    """
    command = [sys.executable, "-P", "-m", module]
    paths = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
    environment = {**os.environ, **_ONE_THREAD, "PYTHONPATH": paths, "ARROW_DEFAULT_MEMORY_POOL": "mimalloc"}
    try:
        done = subprocess.run(  # noqa: S603  our own module, no shell
            command,
            input=json.dumps(order).encode(),
            capture_output=True,
            env=environment,
            timeout=limits.max_read_seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise time_error(limits) from None
    if done.returncode == 0:
        return _opened(json.loads(done.stdout))
    raise _death(done.returncode, done.stderr.decode("utf-8", "replace"), limits)


def keep_limits(limits: TableLimits) -> None:
    """Bind the running process to the limits, for good: called by the child before it reads anything."""
    _lower(resource.RLIMIT_CPU, limits.max_read_seconds)
    _lower(resource.RLIMIT_CORE, 0)
    if sys.platform == "linux":
        _lower(resource.RLIMIT_AS, limits.max_read_bytes)
    else:  # macOS takes the limit and does not keep it
        threading.Thread(target=_watch, args=(limits.max_read_bytes,), daemon=True).start()


def answer_error(error: ModelsError) -> dict[str, Any]:
    """Return an error as JSON that ``run_limited`` raises again."""
    return {"error": type(error).__name__, "args": error.args}


def _lower(kind: int, limit: int) -> None:
    """Set a soft limit, which is what counts, unless a lower one is in force."""
    soft, hard = resource.getrlimit(kind)
    bounds = [bound for bound in (limit, soft, hard) if bound != resource.RLIM_INFINITY]
    resource.setrlimit(kind, (min(bounds), hard))


def _watch(max_bytes: int) -> None:
    while resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < max_bytes:  # bytes on macOS
        time.sleep(_WATCH_SECONDS)
    os._exit(MEMORY_EXIT)


def _opened(answer: Any) -> Any:  # noqa: ANN401  JSON has no narrower type
    if "error" not in answer:
        return answer["result"]
    given = [tuple(item) if isinstance(item, list) else item for item in answer["args"]]
    raise getattr(models.errors, answer["error"])(*given)


def _death(status: int, said: str, limits: TableLimits) -> ModelsError:
    if status == -signal.SIGXCPU:
        return time_error(limits)
    if status in (MEMORY_EXIT, -signal.SIGKILL, -signal.SIGABRT, -signal.SIGSEGV) or "MemoryError" in said:
        return memory_error(limits)
    last = said.strip().rsplit("\n", 1)[-1][:300]
    return ReadingFailedError(last or f"the process ended with status {status}")
