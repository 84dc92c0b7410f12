"""The whole way over a bucket: upload, run, predict, a restart with an empty disk, delete."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.end_to_end.conftest import Service, free_port
from tests.service.s3_server import BUCKET, S3Server, s3_server

ROWS = "".join(f"{20 + i % 40},{'north' if i % 3 else 'south'},{'yes' if i % 7 < 2 else 'no'}\n" for i in range(300))
TABLE = f"age,region,churn\n{ROWS}".encode()


@pytest.fixture(scope="module")
def server() -> Iterator[S3Server]:
    """Start an S3 server."""
    with s3_server() as started:
        yield started


def service_at(server: S3Server, home: Path) -> Service:
    """Return a service, not started yet, over an empty home and the bucket."""
    home.mkdir()
    environment = {**server.environment, "PLAINTUNE_BLOBS": f"s3://{BUCKET}/end-to-end"}
    return Service(home, free_port(), environment=environment)


def test_a_run_lives_in_the_bucket_and_is_answered_from_another_machine(server: S3Server, tmp_path: Path) -> None:
    """The disk of a machine in a cluster is lost with the machine; the database is what both know."""
    first = service_at(server, tmp_path / "first")
    first.start()
    try:
        dataset = first.upload("people.csv", TABLE)
        run = first.begin(dataset, "predict churn", budget={"trials": 3}, search={"seed": 0, "families": ["linear"]})
        assert first.wait(run)["status"] == "succeeded"
        rows = {"rows": [{"age": 33, "region": "south"}]}
        before = first.call("POST", f"/v1/runs/{run}/predictions", json=rows).json()
        assert not [path for path in first.home.rglob("*.skops") if "copies" not in path.parts]
    finally:
        first.stop()
    second = service_at(server, tmp_path / "second")
    (first.home / "plaintune.db").rename(second.home / "plaintune.db")
    second.start()
    try:
        assert second.call("POST", f"/v1/runs/{run}/predictions", json=rows).json() == before
        answer = second.call("POST", f"/v1/runs/{run}/continue", json={"budget": {"trials": 1}})
        assert answer.status_code == 202, answer.text
        ended = second.wait(run)
        assert (ended["status"], ended["progress"]["trials"]) == ("succeeded", 4)  # type: ignore[index]
        assert second.call("GET", f"/v1/runs/{run}/model").status_code == 200
        assert second.call("DELETE", f"/v1/runs/{run}").status_code == 204
        assert second.call("DELETE", f"/v1/datasets/{dataset}").status_code == 204
        assert second.call("POST", f"/v1/runs/{run}/predictions", json=rows).status_code == 404
    finally:
        second.stop()

    assert server.names("end-to-end/tables") == server.names("end-to-end/runs") == []
