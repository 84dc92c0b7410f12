"""The audit log: who did what, to what, when, from where, and how it ended; nothing of anybody's data."""

import json
from collections.abc import Sequence

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DatabaseError

from service.command_line import main
from service.store.audit import AuditStore, Deed
from service.store.clock import now
from service.store.database import Database
from service.store.tables import Audited
from tests.service.conftest import KEY, Service
from tests.service.test_gate import browser, token

MARK = "name-of-a-customer"


def lines(service: Service) -> Sequence[Audited]:
    """Read the log."""
    return service.parts.audit.list(since_days=1, limit=1_000)


def test_whatever_changes_something_is_written_down(service: Service) -> None:
    """With the key that did it, so that a leaked one can be followed."""
    run = service.start_run()
    service.client().post(f"/v1/runs/{run}/cancel")
    service.client().delete(f"/v1/runs/{run}")
    service.client().delete(f"/v1/runs/{run}")
    caller = service.parts.owners.caller_of_secret(KEY)
    assert caller is not None
    found = lines(service)

    assert [(line.action, line.outcome) for line in found] == [
        ("datasets.add_dataset", 201),
        ("runs.start_run", 202),
        ("runs.cancel_run", 202),
        ("runs.remove_run", 204),
        ("runs.remove_run", 404),
    ]
    assert found[1].object == f"run {run}"
    assert found[2].object == f"run {run}"
    assert {(line.owner_id, line.key_id, line.address) for line in found} == {
        (caller.owner_id, caller.key_id, "127.0.0.1")
    }
    assert all(line.request_id for line in found)
    assert [line.at for line in found] == sorted(line.at for line in found)


def test_reading_and_predicting_are_not_written_down_but_taking_a_model_is(service: Service) -> None:
    """A line a prediction would be as much work as the prediction; a model that leaves is worth a line."""
    run = service.finished_run()
    before = len(lines(service))
    client = service.client()
    for answer in (
        client.get(f"/v1/runs/{run}"),
        client.post(f"/v1/runs/{run}/predictions", json={"rows": [{"age": 3}]}),
        client.get(f"/v1/runs/{run}/model"),
    ):
        assert answer.status_code == 200

    assert [(line.action, line.object) for line in lines(service)[before:]] == [
        ("predictions.download_model", f"run {run}")
    ]


def test_who_was_refused_is_written_down(service: Service) -> None:
    """Somebody who tries keys is seen."""
    service.client("wrong").get("/v1/runs")
    service.client().delete("/v1/runs/1", headers={"Origin": "http://evil.example"})

    assert [(line.action, line.outcome, line.key_id) for line in lines(service)] == [
        ("runs.list_runs", 401, None),
        ("runs.remove_run", 403, None),
    ]


def test_knocking_without_end_does_not_fill_the_log(service: Service) -> None:
    """Nobody who was not let in may fill the disk."""
    client = service.client("wrong")
    for _ in range(300):
        client.post("/v1/runs")

    assert 100 <= len(lines(service)) < 200


def test_coming_and_going_are_written_down(service: Service) -> None:
    """A session is what most people work with."""
    client = browser(service)
    client.post("/leave", data={"csrf_token": token(client)})

    assert [(line.action, line.outcome) for line in lines(service)] == [("entry.enter", 303), ("entry.leave", 303)]
    assert len({line.key_id for line in lines(service)}) == 1
    assert lines(service)[0].key_id is not None


def test_nothing_that_somebody_wrote_is_in_the_log(service: Service) -> None:
    """A log is read by more people than a table is."""
    client = service.client()
    dataset = service.add_dataset(rows=f"age,churn\n30,{MARK}\n".encode())
    client.patch(f"/v1/datasets/{dataset}", json={"name": MARK})
    client.delete(f"/v1/datasets/{MARK}")
    client.post(f"/v1/runs/{MARK}/cancel?{MARK}", headers={"User-Agent": MARK, "X-Request-ID": f"{MARK} {MARK}"})
    client.post("/v1/chat", json={"message": MARK})
    service.client(MARK).get("/v1/runs")
    with service.parts.database.read() as session:
        kept = str(session.connection().exec_driver_sql("SELECT * FROM audit").all())

    assert len(lines(service)) == 6
    assert MARK not in kept


def test_a_line_is_never_changed(database: Database) -> None:
    """Whoever did something must not be able to have done something else."""
    AuditStore(database, days=10).add(Deed("runs.start_run", "run 1", "127.0.0.1", 202))
    with pytest.raises(DatabaseError, match="append-only"), database.write() as session:
        session.connection().exec_driver_sql("UPDATE audit SET outcome = 404")

    assert [line.outcome for line in AuditStore(database, 10).list(1, 10)] == [202]


def test_lines_are_dropped_when_they_are_old_enough(database: Database) -> None:
    """Who did what is somebody's data too, and is not kept for ever."""
    with database.write() as session:
        for days in (1, 9, 11):
            session.add(
                Audited(at=_ago(database, days), action=str(days), object="", address="", outcome=200, request_id="")
            )
    AuditStore(database, days=10).add(Deed("new", "", "", 200))

    assert [line.action for line in AuditStore(database, days=10).list(since_days=100, limit=10)] == ["1", "9", "new"]


def _ago(database: Database, days: float) -> float:
    with database.read() as session:
        return session.scalars(select(now() - days * 86_400)).one()


def test_the_log_is_read_in_the_terminal(
    service: Service, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever operates the service has a terminal, and maybe no admin key at hand."""
    dataset = service.add_dataset()
    monkeypatch.setenv("PLAINTUNE_HOME", str(service.parts.settings.home))
    monkeypatch.setenv("PLAINTUNE_DATABASE_URL", str(service.parts.settings.database_url))
    capsys.readouterr()
    assert main(["audit", "--json"]) == 0
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert main(["audit", "--limit", "1"]) == 0
    text = capsys.readouterr().out

    assert [(line["action"], line["object"]) for line in told] == [("datasets.add_dataset", f"dataset {dataset}")]
    assert f"from 127.0.0.1  datasets.add_dataset dataset {dataset}" in text
