"""The laws of a blob store, tried on a local folder and on a bucket behind a real S3 server."""

import io
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.store.blob_store import BlobStore
from service.store.blobs import BlobFolder
from service.store.s3_blobs import S3Blobs
from tests.service.s3_server import BUCKET, S3Server, s3_server

ROWS = b"rows" * 1_000
LARGE_BYTES = 12_000_000


@pytest.fixture(scope="module")
def server() -> Iterator[S3Server]:
    """Start one S3 server for all laws."""
    with s3_server() as started:
        yield started


@pytest.fixture
def bucket(server: S3Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """Return a prefix of its own in the bucket, with credentials in the environment."""
    for name, value in server.environment.items():
        monkeypatch.setenv(name, value)
    return f"s3://{BUCKET}/{tmp_path.name}"


@pytest.fixture(params=["folder", "s3"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> BlobStore:
    """Open an empty store of each kind."""
    if request.param == "folder":
        return BlobFolder(tmp_path / "blobs")
    return S3Blobs(request.getfixturevalue("bucket"), tmp_path / "copies", 10**9)


def add_table(store: BlobStore, dataset_id: str, rows: bytes = ROWS) -> None:
    """Store a table."""
    with store.new_table(dataset_id) as path:
        path.write_bytes(rows)


def work(store: BlobStore, attempt: int, **files: str) -> None:
    """Write files of a run in one attempt, and keep them."""
    with store.at_work("run", attempt) as folder:
        for name, text in files.items():
            path = folder.path / name.replace("__", "/")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        folder.keep()


def found(store: BlobStore, attempt: int) -> dict[str, str]:
    """Return the files that an attempt finds, with what they hold."""
    with store.at_work("run", attempt) as folder:
        files = [path for path in folder.path.rglob("*") if path.is_file()]
        return {path.relative_to(folder.path).as_posix(): path.read_text() for path in files}


def test_a_table_is_there_when_its_writing_ended_well(store: BlobStore) -> None:
    """An upload is acknowledged right after."""
    add_table(store, "a")

    assert store.table("a").read_bytes() == ROWS
    assert [(table.id, table.n_bytes) for table in store.tables()] == [("a", len(ROWS))]
    assert abs(next(iter(store.tables())).written_at - time.time()) < 60


def test_a_table_whose_writing_failed_is_not_there_in_any_part(store: BlobStore) -> None:
    """Half a table would be read as a whole one."""

    def fail() -> None:
        with store.new_table("a") as path:
            path.write_bytes(ROWS)
            raise ValueError("no table")

    with pytest.raises(ValueError, match="no table"):
        fail()

    assert list(store.tables()) == []
    assert not [path for path in store.incoming.parent.rglob("*") if path.is_file()]


def test_a_large_table_comes_back_as_it_was(store: BlobStore) -> None:
    """Beyond some megabytes an object is sent and read in parts."""
    rows = os.urandom(LARGE_BYTES)
    add_table(store, "large", rows)

    assert store.table("large").read_bytes() == rows


def test_a_removed_table_is_gone_and_can_be_removed_again(store: BlobStore) -> None:
    """Whoever was interrupted repeats."""
    add_table(store, "a")
    add_table(store, "b")
    store.remove_table("a")
    store.remove_table("a")

    assert [table.id for table in store.tables()] == ["b"]


def test_an_upload_lives_as_long_as_its_request(store: BlobStore) -> None:
    """Nothing of it may stay when the table is refused."""
    with store.received(io.BytesIO(ROWS)) as path:
        assert path.read_bytes() == ROWS

    assert list(store.incoming.iterdir()) == []


def test_a_run_goes_on_with_what_was_kept(store: BlobStore) -> None:
    """The next attempt may be on another machine."""
    work(store, 1, predictions__1="one", predictions__2="two")
    with store.at_work("run", 2) as folder:
        (folder.path / "predictions" / "1").unlink()
        (folder.path / "predictions" / "2").write_text("2")
        folder.keep()

    assert found(store, 3) == {"predictions/2": "2"}


def test_a_model_is_seen_as_a_whole_after_it_was_kept(store: BlobStore) -> None:
    """A model of half its files would answer, and wrongly."""
    assert store.model("run", 0) is None
    work(store, 1, predictions__1="one")
    assert store.model("run", 1) is None
    work(store, 2, model__manifest="m", model__fit="f")
    model = store.model("run", 2)

    assert model is not None
    assert sorted((path.name, path.read_text()) for path in model.iterdir()) == [("fit", "f"), ("manifest", "m")]


def test_a_new_model_takes_the_place_of_the_old_one(store: BlobStore) -> None:
    """A run that went on has another model."""
    work(store, 1, model__fit="old")
    assert store.model("run", 1) is not None
    work(store, 2, model__fit="new")
    model = store.model("run", 2)

    assert model is not None
    assert (model / "fit").read_text() == "new"


def test_a_removed_run_is_gone_with_its_model(store: BlobStore) -> None:
    """Deleting means deleting."""
    work(store, 1, model__fit="f", predictions__1="one")
    assert [run.id for run in store.runs()] == ["run"]
    assert store.run_bytes("run") >= 4
    store.remove_run("run")
    store.remove_run("run")

    assert list(store.runs()) == []
    assert store.run_bytes("run") == 0


def test_settling_keeps_the_last_state(store: BlobStore) -> None:
    """What goes is what nobody will ask for."""
    work(store, 1, model__fit="old", predictions__1="one")
    with store.at_work("run", 2) as folder:
        (folder.path / "model" / "fit").write_text("new one")
        folder.keep()
        folder.settle()

    assert found(store, 3) == {"model/fit": "new one", "predictions/1": "one"}


def test_a_store_that_works_passes_its_check_and_is_left_as_it_was(store: BlobStore) -> None:
    """It is checked every few seconds."""
    store.check()

    assert not [path for path in store.incoming.parent.rglob("*") if path.is_file()]
