"""A service under fire, with one of each thing that an address can be about, made anew whenever a call removed it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask.testing import FlaskClient

from service.app import create_app
from service.errors import NotFoundError
from service.settings import Limits, Settings
from service.store.workers import WorkerStore
from tests.fuzz.engine import FuzzedEngine
from tests.service.conftest import KEY, Service

ROWS = b"age,plan,churn\n" + b"".join(
    b"%d,%s,%s\n" % (20 + i, (b"basic", b"plus")[i % 2], (b"yes", b"no")[i % 3 == 0]) for i in range(60)
)
LATER = ROWS.replace(b"basic", b"plain")
# Nothing that a call may ask for is refused here for having been asked for often.
ROOMY = Limits(max_requests_per_second=10**6, max_burst_requests=10**6, max_seconds_a_day=10**12)


@dataclass
class Target:
    """The service, its owner, and ids of the things that are there now."""

    service: Service
    ids: dict[str, str]

    @property
    def client(self) -> FlaskClient:
        """A client with the owner's key."""
        return self.service.client()

    @property
    def headers(self) -> dict[str, str]:
        """What the owner's calls carry."""
        return {"Authorization": f"Bearer {KEY}"}

    def restore(self) -> None:
        """Let all that waits be worked on, and make anew what is gone."""
        WorkerStore(self.service.parts.database).beat("a worker that lives")
        while self.service.worker().work_on_next():
            pass
        if not self._is_whole():
            self.ids = _things(self.service)

    def _is_whole(self) -> bool:
        parts, owner = self.service.parts, self._owner
        try:
            for dataset in ("dataset_id", "later_id"):
                parts.datasets.get(self.ids[dataset], owner)
            parts.conversations.get(self.ids["conversation_id"], owner)
            run = parts.runs.get(self.ids["run_id"], owner)
            parts.what_ifs.get(run.id, 1, owner)
        except NotFoundError:
            return False
        return run.status == "succeeded" and run.dataset_id is not None

    @property
    def _owner(self) -> str:
        caller = self.service.parts.owners.caller_of_secret(KEY)
        assert caller is not None
        return caller.owner_id


@contextmanager
def opened(folder: Path, engine: FuzzedEngine | None = None) -> Iterator[Target]:
    """Start a service in a folder, in this process."""
    settings = Settings(home=folder / "home", api_key=KEY, limits=ROOMY, log_level="error")
    engine = engine or FuzzedEngine()
    service = Service(create_app(settings, engine), engine)  # type: ignore[arg-type]  # it does what the fake does
    WorkerStore(service.parts.database).beat("a worker that lives")
    try:
        yield Target(service, _things(service))
    finally:
        service.parts.database.dispose()


def _things(service: Service) -> dict[str, str]:
    client = service.client()
    dataset = client.post("/v1/datasets", data=ROWS, content_type="text/csv").json["id"]
    later = client.post("/v1/datasets", data=LATER, content_type="text/csv").json["id"]
    run = client.post("/v1/runs", json={"dataset_id": dataset, "goal": "predict churn"}).json["id"]
    assert service.worker().work_on_next()
    asked = client.post(f"/v1/runs/{run}/what-ifs", json={"hyperparameters": {"max_depth": 9}})
    assert asked.status_code == 202, asked.json
    assert service.worker().work_on_next()
    talk = client.post("/v1/chat", json={"message": "does it overfit?", "run_id": run}).json["conversation_id"]
    return {"dataset_id": dataset, "later_id": later, "run_id": run, "conversation_id": talk}
