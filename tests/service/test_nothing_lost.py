"""What was answered is on disk, what was deleted is gone, and what a full disk or a dead worker leaves has an end."""

import errno
import os
from pathlib import Path

import pytest
from sqlalchemy import text

from models.record import RunRecord
from service import worker as worker_module
from service.engine import Order, Sink, TableReading, Upload
from service.store import blobs as blobs_module
from service.store.claims import FULL_DISK_STAGE, MOST_INTERRUPTIONS, ORPHANED, UNREADABLE
from service.store.datasets import DatasetStore
from service.store.repeats import Repeat
from service.store.runs import Recorded
from service.store.tables import Base, Dataset
from tests.service.conftest import CSV, Service
from tests.service.fake_engine import three_trials, trial

pytestmark = pytest.mark.both_databases

KEPT_FOR_EVER = {"owners", "keys", "alembic_version"}
KEPT_A_WHILE = {"audit", "worked_hours", "workers"}  # who did what, how long, with which process: no word of a user's


def files_of(service: Service) -> list[Path]:
    """Return every file that is kept beside the database."""
    return [path for path in (service.parts.settings.home / "blobs").rglob("*") if path.is_file()]


def full(*_: object, **__: object) -> None:
    """Be a disk without space."""
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_an_upload_is_answered_when_its_rows_are_on_disk_under_their_name(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever has the answer deletes the original."""
    steps: list[str] = []
    to_disk, rename, add = blobs_module._bring_to_disk, Path.rename, DatasetStore.add

    def fsync(path: Path) -> None:
        to_disk(path)
        steps.append("folder" if path.is_dir() else "rows")

    def renamed(path: Path, target: Path) -> Path:
        steps.append("name")
        assert path.parent == target.parent, "a rename to another folder is no single step"
        return rename(path, target)

    def added(store: DatasetStore, dataset: Dataset, repeat: Repeat | None) -> Dataset:
        steps.append("answered")
        return add(store, dataset, repeat)

    monkeypatch.setattr(blobs_module, "_bring_to_disk", fsync)
    monkeypatch.setattr(Path, "rename", renamed)
    monkeypatch.setattr(DatasetStore, "add", added)
    service.add_dataset()

    assert steps == ["rows", "name", "folder", "answered"]


def test_after_everything_was_deleted_nothing_is_kept(service: Service) -> None:
    """Deleted means gone: rows, files, trials, talk."""
    client = service.client()
    run_id = service.finished_run()
    later = service.add_dataset(rows=b"age,churn\n31,yes\n")
    client.post(f"/v1/runs/{run_id}/evaluations", json={"dataset_id": later})
    client.post("/v1/chat", json={"message": "why this model?", "run_id": run_id})
    client.post("/v1/chat", json={"message": "what is a fold?"})
    assert len(files_of(service)) >= 2

    for address in ("/v1/conversations", "/v1/runs", "/v1/datasets"):
        for item in client.get(address).json["items"]:
            assert client.delete(f"{address}/{item['id']}").status_code == 204
    with service.parts.database.read() as session:
        left = {
            name: session.scalar(text(f"SELECT count(*) FROM {name}"))  # noqa: S608  names of our own
            for name in set(Base.metadata.tables) - KEPT_FOR_EVER - KEPT_A_WHILE
        }

    assert files_of(service) == []
    assert {name: count for name, count in left.items() if count} == {}


def test_an_upload_to_a_full_disk_is_refused_and_leaves_nothing(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sentence says what to do, and half a file would take up what little there is."""
    reads = service.engine.read_table

    def half(upload: Upload, destination: Path) -> TableReading:
        destination.write_bytes(b"half of the rows")
        full()
        return reads(upload, destination)

    monkeypatch.setattr(service.engine, "read_table", half)
    answer = service.client().post("/v1/datasets", data=CSV, content_type="text/csv")

    assert answer.status_code == 507
    assert "no space left" in answer.json["detail"]
    assert files_of(service) == []
    assert service.client().get("/v1/datasets").json["items"] == []


def test_a_full_disk_while_an_upload_comes_in_is_told_the_same_way(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where exactly the space ended is nothing that a user should have to know."""
    monkeypatch.setattr(blobs_module.shutil, "copyfileobj", full)
    answer = service.client().post("/v1/datasets", data=CSV, content_type="text/csv")

    assert (answer.status_code, files_of(service)) == (507, [])


def test_a_run_on_a_full_disk_waits_and_then_goes_on(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    """An hour of work must not be lost to a disk that somebody frees a minute later."""
    monkeypatch.setattr(worker_module, "FULL_DISK_SECONDS", 0.0)

    def work(_order: Order, sink: Sink, _recorded: Recorded) -> RunRecord:
        sink.trial_finished(trial(0))
        full()
        raise AssertionError

    service.engine.work = work
    run_id = service.start_run()
    worker = service.worker()
    for _ in range(MOST_INTERRUPTIONS + 2):
        assert not worker.work_on_next()
    waiting = service.client().get(f"/v1/runs/{run_id}").json
    service.engine.work = three_trials
    assert worker.work_on_next()
    ended = service.client().get(f"/v1/runs/{run_id}").json

    assert (waiting["status"], waiting["progress"]["stage"]) == ("queued", FULL_DISK_STAGE)
    assert ended["status"] == "succeeded"


def test_a_trial_that_died_with_its_worker_and_was_not_begun_again_has_failed(service: Service) -> None:
    """A trial that runs for ever in a run that has ended is a trial that somebody waits for."""
    run_id = service.start_run()
    for number in range(MOST_INTERRUPTIONS + 1):
        dead = service.claims.claim("dead", -1.0)
        assert dead is not None
        service.claims.record_trial(dead, trial(number, "running"))
    assert service.worker().work_on_next()

    trials = service.client().get(f"/v1/runs/{run_id}/trials").json["items"]
    assert {(t["state"], t["error"]) for t in trials} == {("failed", ORPHANED)}


def test_a_run_that_cannot_be_read_fails_alone(service: Service) -> None:
    """It would end worker after worker, with everybody else's runs behind it."""
    broken, other = service.start_run(), service.start_run()
    with service.parts.database.write() as session:
        session.execute(text('UPDATE runs SET goal = \'{"from": "the future"}\' WHERE id = :run'), {"run": broken})
    worker = service.worker()
    assert not worker.work_on_next()
    assert worker.work_on_next()

    with service.parts.database.read() as session:
        found = dict(session.execute(text("SELECT id, status FROM runs")).all())
        error = session.scalar(text("SELECT error FROM runs WHERE id = :run"), {"run": broken})
    assert (found[broken], found[other]) == ("failed", "succeeded")
    assert error == UNREADABLE


def test_what_an_attempt_left_behind_is_gone_when_the_run_goes_on(service: Service) -> None:
    """Scratch files of a killed worker hold rows of somebody's table."""
    run_id = service.start_run()
    folder = service.parts.blobs.run_folder(run_id)
    assert service.claims.claim("dead", -1.0) is not None
    (folder / "scratch-abc").mkdir()
    (folder / "scratch-abc" / "frame.parquet").write_bytes(b"rows")
    (folder / "model.new-77").mkdir()
    (folder / "predictions").mkdir()
    (folder / "predictions" / "00001.npy.part").write_bytes(b"half")
    assert service.worker().work_on_next()

    left = {str(path.relative_to(folder)) for path in folder.rglob("*")}
    assert not {name for name in left if "scratch" in name or ".new" in name or name.endswith(".part")}
