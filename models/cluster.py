"""Where candidates are evaluated when one machine is not enough: the workers of a Dask cluster.

Distribution is Dask's: it finds a free worker for a task, and sends a task again whose worker died. Ours is that a
problem travels once to each worker, that files come back to where they belong, and that a cancel ends the work. What
travels is pickled: whoever reaches the link runs code, so that it is encrypted and private (``ClusterAddress``).
"""

import hashlib
import threading
import time
import uuid
from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import distributed
from distributed.scheduler import KilledWorker
from pebble import ProcessExpired

from models.artifact import versions
from models.cluster_address import ClusterAddress
from models.cluster_farewell import Farewell, problem_name
from models.cluster_work import Machine, ProblemPlugin, Returned, machine, perform_at_worker
from models.errors import ClusterLostError, EvaluationLostError
from models.evaluation import FoldTask
from models.evaluator import Task
from models.final import FinalTask
from models.shuffled import ShuffleTask

CONNECT_SECONDS, WORKERS_SECONDS, REFRESH_SECONDS = 30, 120, 2.0


@dataclass(frozen=True)
class _Sent:
    """A problem that is at the workers, as its files were."""

    signature: tuple[tuple[str, int, int], ...]
    digest: str


class ClusterEvaluator:
    """The workers of a Dask cluster; each evaluates in killable children.

    Parameters
    ----------
    address : ClusterAddress
        Where the scheduler answers.

    Raises
    ------
    ClusterLostError
        When it does not answer, has no workers, or has some that are not like this machine.
    """

    def __init__(self, address: ClusterAddress) -> None:
        self._client = _connected(address)
        self._sent: dict[str, _Sent] = {}
        self._running: dict[Future[Any], Any] = {}
        self._lock = threading.Lock()
        self._n_slots, self._counted_at = 1, 0.0
        try:
            _check_workers(self._client)
            self._client.register_plugin(Farewell())
        except BaseException:
            self._client.close()
            raise

    @property
    def n_slots(self) -> int:
        """The threads of all workers together, as they come and go."""
        if time.monotonic() - self._counted_at > REFRESH_SECONDS:
            try:
                self._n_slots = max(1, sum(self._client.nthreads().values()))
            except OSError as error:
                raise ClusterLostError("its scheduler does not answer any more") from error
            self._counted_at = time.monotonic()
        return self._n_slots

    def submit(self, task: Task) -> Future[Any]:
        """Begin a task as soon as a worker is free."""
        try:
            digest = self._send(Path(task.folder))
            key = f"plaintune-{uuid.uuid4().hex}"
            remote = self._client.submit(perform_at_worker, task, digest, _given(task), key=key, pure=False)
        except OSError as error:
            raise ClusterLostError("its scheduler does not answer any more") from error
        ours: Future[Any] = Future()
        with self._lock:
            self._running[ours] = remote
        ours.add_done_callback(self._forget)
        remote.add_done_callback(partial(_pass_on, task, ours))
        return ours

    def close(self) -> None:
        """End all work; what was sent is taken from the workers as from whoever is lost (``Farewell``)."""
        if self._client.status == "closed":
            return
        with self._lock:
            running = list(self._running)
        for future in running:
            future.cancel()
        self._client.close()

    def _forget(self, ours: Future[Any]) -> None:
        """Let go of a task that is done; one that was cancelled is ended where it runs."""
        with self._lock:
            remote = self._running.pop(ours)
        if ours.cancelled():
            ours.set_running_or_notify_cancel()
            remote.cancel()

    def _send(self, folder: Path) -> str:
        """Send a saved problem to every worker, unless it is there as it is now; return its digest."""
        files = sorted(path for path in folder.iterdir() if path.is_file())
        signature = tuple((path.name, path.stat().st_mtime_ns, path.stat().st_size) for path in files)
        known = self._sent.get(str(folder))
        if known is None or known.signature != signature:
            contents = {path.name: path.read_bytes() for path in files}
            known = _Sent(signature, _digest(contents))
            name = problem_name(self._client.id, known.digest)
            self._client.register_plugin(ProblemPlugin(known.digest, contents), name=name)
            self._sent[str(folder)] = known
        return known.digest


def _connected(address: ClusterAddress) -> distributed.Client:
    if address.lacks is not None:
        raise ClusterLostError(f"its address must be {address.lacks}")
    security = None
    if address.is_encrypted:
        security = distributed.Security(
            tls_ca_file=address.authority,
            tls_client_cert=address.certificate,
            tls_client_key=address.key,
            require_encryption=True,
        )
    try:
        return distributed.Client(address.url, security=security, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, TimeoutError) as error:
        raise ClusterLostError(f"no scheduler answers at {address.url}") from error


def _check_workers(client: distributed.Client) -> None:
    """Refuse a cluster on which evaluations would fail, or come out otherwise."""
    try:
        client.wait_for_workers(1, timeout=WORKERS_SECONDS)
    except TimeoutError as error:
        raise ClusterLostError("it has no workers") from error
    found: dict[str, Machine] = client.run(machine)
    ours = versions()
    for name, there in found.items():
        if there.is_daemon:
            because = "its workers cannot have children: start them with DASK_DISTRIBUTED__WORKER__DAEMON=False"
            raise ClusterLostError(because)
        other = {part: there.versions.get(part) for part in ours if there.versions.get(part) != ours[part]}
        if other:
            part, version = next(iter(other.items()))
            raise ClusterLostError(f"the worker at {name} has {part} {version}, and this machine has {ours[part]}")


def _pass_on(task: Task, ours: Future[Any], remote: "distributed.Future[Any]") -> None:
    """Give the outcome to whoever waits for it. Runs in a thread of Dask's client."""
    if ours.done():
        return
    try:
        returned: Returned = remote.result()
        if returned.has_died:
            raise ProcessExpired("its process died")  # noqa: TRY301  as a process of this machine would be told of
        _put_down(task, returned.files)
    except KilledWorker:
        outcome: Any = EvaluationLostError()
    except distributed.client.FutureCancelledError:
        outcome = ClusterLostError("its scheduler does not answer any more")
    except Exception as error:  # noqa: BLE001  whatever came of it is for whoever waits
        outcome = error
    else:
        outcome = returned.outcome
    if ours.done():  # cancelled in this moment
        return
    if isinstance(outcome, Exception):
        ours.set_exception(outcome)
    else:
        ours.set_result(outcome)


def _given(task: Task) -> Mapping[str, bytes]:
    """Return the files that a task begins with."""
    if not isinstance(task, ShuffleTask) or task.kept is None or task.stored is None:
        return {}
    return {name: (Path(task.kept) / name).read_bytes() for name in (task.stored.encoder, task.stored.estimator)}


def _put_down(task: Task, files: Mapping[str, bytes]) -> None:
    """Write what a task has written at its worker to where it was to be written."""
    folder = task.keep if isinstance(task, FoldTask) else task.destination if isinstance(task, FinalTask) else None
    if folder is None:
        return
    Path(folder).mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        draft = Path(folder) / f"{name}.{uuid.uuid4().hex}"  # several tasks may bring the same encoder
        draft.write_bytes(content)
        draft.replace(Path(folder) / name)


def _digest(contents: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name, content in contents.items():
        digest.update(f"{name} {len(content)} ".encode())
        digest.update(content)
    return digest.hexdigest()
