"""What only a blob store on other machines can meet: its loss, its wrong answers, other workers, a full local disk."""

import os
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from obstore.store import S3Store

from service.errors import BlobStoreError, DamagedBlobError, MissingBlobError, SettingError
from service.services import open_blobs, open_sweeper
from service.settings import Settings
from service.store import object_store
from service.store.blob_cache import BlobCache
from service.store.bucket_remains import BucketRemains
from service.store.s3_blobs import S3Blobs
from service.store.work_folders import WorkFolders
from tests.service.s3_server import BUCKET, S3Server, s3_server

ROWS = b"rows"
LAST_WEEK = time.time() - 7 * 24 * 3600


@pytest.fixture(scope="module")
def server() -> Iterator[S3Server]:
    """Start one S3 server for all tests."""
    with s3_server() as started:
        yield started


@pytest.fixture
def address(server: S3Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """Return a prefix of its own, with credentials in the environment."""
    for name, value in server.environment.items():
        monkeypatch.setenv(name, value)
    return f"s3://{BUCKET}/{tmp_path.name}"


@pytest.fixture
def here(address: str, tmp_path: Path) -> S3Blobs:
    """Open the bucket as one machine."""
    return S3Blobs(address, tmp_path / "here", 10**9)


@pytest.fixture
def there(address: str, tmp_path: Path) -> S3Blobs:
    """Open the bucket as another machine, which has nothing of it yet."""
    return S3Blobs(address, tmp_path / "there", 10**9)


def bucket_of(address: str) -> S3Store:
    """Return the raw bucket behind an address, to do harm in it."""
    return S3Store.from_url(address, client_options={"allow_http": True})


def add(store: S3Blobs, dataset_id: str, rows: bytes = ROWS) -> None:
    """Store a table."""
    with store.new_table(dataset_id) as path:
        path.write_bytes(rows)


def test_what_one_machine_stores_another_one_reads(here: S3Blobs, there: S3Blobs) -> None:
    """It is what a bucket is for."""
    add(here, "a")
    with here.at_work("run", 1) as folder:
        (folder.path / "model").mkdir()
        (folder.path / "model" / "fit").write_text("f")
        folder.keep()
    model = there.model("run", 1)

    assert there.table("a").read_bytes() == ROWS
    assert model is not None
    assert (model / "fit").read_text() == "f"


def test_a_table_that_is_gone_is_missed_by_name(here: S3Blobs, there: S3Blobs) -> None:
    """Whoever restores a backup must know what lacks."""
    add(here, "a")
    here.remove_table("a")

    with pytest.raises(MissingBlobError, match="tables/a"):
        there.table("a")


def test_a_table_that_was_changed_in_the_bucket_is_refused(address: str, here: S3Blobs, there: S3Blobs) -> None:
    """A model of somebody else's rows would look like any other."""
    add(here, "a")
    bucket_of(address).put("tables/a.parquet", b"other", attributes={"plaintune-sha256": "0" * 64})

    with pytest.raises(DamagedBlobError, match="damaged"):
        there.table("a")


def test_a_list_of_files_cannot_lead_out_of_its_folder(address: str, here: S3Blobs) -> None:
    """Whoever can write to the bucket must not write to the machine."""
    listing = b'{"version": 1, "attempt": 1, "files": {"../out": {"object": "x", "n_bytes": 1, "sha256": "0"}}}'
    bucket_of(address).put("runs/run/00000001.json", listing)

    with pytest.raises(DamagedBlobError), here.at_work("run", 2):
        pass


def test_a_worker_given_up_for_dead_harms_nothing_of_the_one_that_took_over(here: S3Blobs, there: S3Blobs) -> None:
    """It may wake up at any moment, and write and remove as if the run were still its own."""
    with here.at_work("run", 1) as dead:
        (dead.path / "1").write_text("one")
        dead.keep()
        with there.at_work("run", 2) as alive:
            (alive.path / "2").write_text("two")
            alive.keep()
            (dead.path / "1").write_text("changed")
            dead.keep()
            dead.settle()
    with there.at_work("run", 3) as after:
        assert {path.name: path.read_text() for path in after.path.iterdir()} == {"1": "one", "2": "two"}


def test_settling_removes_what_earlier_states_left(address: str, here: S3Blobs) -> None:
    """A run that is continued often would grow without end."""
    for attempt in (1, 2, 3):
        with here.at_work("run", attempt) as folder:
            (folder.path / "fit").write_text(f"model {attempt}")
            folder.keep()
            folder.settle()
    names = [found["path"] for chunk in bucket_of(address).list("runs") for found in chunk]

    assert len(names) == 2  # the list and the one file


def test_files_that_did_not_change_are_sent_once(address: str, here: S3Blobs) -> None:
    """Every trial keeps the run; a thousand trials must not send half a million files."""
    with here.at_work("run", 1) as folder:
        for number in range(3):
            (folder.path / str(number)).write_text(f"prediction {number}")
            folder.keep()
        before = {f["path"]: f["last_modified"] for chunk in bucket_of(address).list("runs") for f in chunk}
        folder.keep()
    after = {f["path"]: f["last_modified"] for chunk in bucket_of(address).list("runs") for f in chunk}

    assert after == before
    assert len(after) == 4


@pytest.mark.usefixtures("address")
def test_a_bucket_that_is_not_there_is_an_error_in_words(tmp_path: Path) -> None:
    """The operator mistyped it."""
    store = S3Blobs("s3://no-such-bucket-of-ours", tmp_path / "here", 10**9)

    with pytest.raises(BlobStoreError, match="no such bucket"):
        store.check()


def test_a_server_that_does_not_answer_is_given_up_after_a_bounded_number_of_tries(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A request that hangs for ever holds a thread of the web process for ever."""
    monkeypatch.setattr(object_store, "RETRIES", 1)
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    store = S3Blobs(address, tmp_path / "here", 10**9)

    with pytest.raises(BlobStoreError, match="it does not answer") as raised:
        store.check()
    assert "a-secret-of-the-tests" not in str(raised.value.__cause__)


def test_an_upload_that_the_bucket_refuses_is_not_acknowledged(here: S3Blobs, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its row would point at nothing."""

    def refuse(*_: object) -> str:
        raise BlobStoreError("written", "it does not answer")

    monkeypatch.setattr(here._store, "put", refuse)
    with pytest.raises(BlobStoreError):
        add(here, "a")
    assert list(here.tables()) == []
    assert list(here.incoming.iterdir()) == []


@pytest.mark.parametrize("address", ["/srv/blobs", "gs://bucket", "s3://", "bucket"])
def test_an_address_that_is_none_is_refused_at_the_start(address: str, tmp_path: Path) -> None:
    """The first upload is too late."""
    with pytest.raises(SettingError, match="PLAINTUNE_BLOBS"):
        open_blobs(Settings(home=tmp_path, blobs=address))


def test_copies_are_bounded_and_the_ones_used_longest_ago_go_first(tmp_path: Path) -> None:
    """A bucket may be larger than a disk."""
    cache = BlobCache(tmp_path / "copies", 30, spared_seconds=3600.0)
    for number, name in enumerate("abc"):
        cache.get(name, lambda path: path.write_bytes(bytes(10)) and None)
        os.utime(tmp_path / "copies" / name, (LAST_WEEK + number, LAST_WEEK + number))
    cache.get("a", lambda _: pytest.fail("a is there"))
    cache.get("d", lambda path: path.write_bytes(bytes(5)) and None)

    assert sorted(cache.names()) == ["a", "c", "d"]


def test_a_copy_that_was_used_a_moment_ago_stays_whatever_the_others_take(tmp_path: Path) -> None:
    """Its path was handed out, and somebody is about to open it."""
    cache = BlobCache(tmp_path / "copies", 5)
    for name in "abc":
        cache.get(name, lambda path: path.write_bytes(bytes(10)) and None)

    assert sorted(cache.names()) == ["a", "b", "c"]


def test_a_copy_that_could_not_be_fetched_leaves_nothing(tmp_path: Path) -> None:
    """Half a file under the right name would be taken for a whole one."""
    cache = BlobCache(tmp_path / "copies", 100)

    def fail(path: Path) -> None:
        path.write_bytes(b"half")
        raise MissingBlobError("a")

    with pytest.raises(MissingBlobError):
        cache.get("a", fail)
    assert list((tmp_path / "copies").iterdir()) == []


def test_a_folder_of_a_living_process_stays_and_one_of_a_dead_process_goes(tmp_path: Path) -> None:
    """Two workers share a disk; one starts while the other works."""
    folders = WorkFolders(tmp_path)
    (tmp_path / "dead").mkdir()
    (tmp_path / "dead.lock").touch()
    with folders.new() as alive:
        WorkFolders(tmp_path)
        assert alive.is_dir()
        assert not (tmp_path / "dead").exists()

    assert list(tmp_path.iterdir()) == []


def test_what_no_row_knows_is_deleted_from_a_bucket_but_not_soon(here: S3Blobs) -> None:
    """A worker that died between the object and its row leaves rows of somebody's that nobody can delete."""
    for name in ("known", "unknown"):
        add(here, name)
        with here.at_work(name, 1) as folder:
            (folder.path / "fit").write_text("f")
            folder.keep()
    half, fresh = here.incoming / "half", here.incoming / "fresh"
    for path in (half, fresh):
        path.write_bytes(ROWS)
    os.utime(half, (LAST_WEEK, LAST_WEEK))

    def known(ids: Sequence[str]) -> set[str]:
        return {"known"} & set(ids)

    soon = [mended.id for mended in BucketRemains(here).mend(known, known)]
    late = [(mended.kind, mended.id) for mended in BucketRemains(here, kept_seconds=-60.0).mend(known, known)]

    assert (soon, late) == (["half"], [("tables", "unknown"), ("runs", "unknown")])
    assert [stored.id for stored in (*here.tables(), *here.runs())] == ["known", "known"]
    assert (half.exists(), fresh.exists()) == (False, True)


def test_the_sweeper_of_a_bucket_looks_at_the_bucket(
    address: str, here: S3Blobs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A week after its row has gone, an object would else cost money for ever."""
    settings = Settings(home=tmp_path / "home", blobs=address)
    add(here, "unknown")
    monkeypatch.setattr(time, "time", lambda: LAST_WEEK + 15 * 24 * 3600)
    open_sweeper(settings).look_at_files()

    assert list(here.tables()) == []
