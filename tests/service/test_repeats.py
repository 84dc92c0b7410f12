"""Requests that come twice with one idempotency key make one thing."""

from typing import Any

import pytest

from service.store.repeats import KEPT_SECONDS
from tests.service.address_book import LATER_CSV
from tests.service.conftest import CSV, OTHER_KEY, Service

ONCE = {"Idempotency-Key": "once"}
CALLS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "what-ifs": ({"hyperparameters": {"max_depth": 9}}, {"hyperparameters": {"max_depth": 8}}),
    "checks": ({"checks": ["nested_cv"]}, {"checks": ["nested_cv"], "budget": {"seconds": 60}}),
    "continue": ({"budget": {"seconds": 60}}, {"budget": {"seconds": 70}}),
    "evaluations": ({"dataset_id": "later"}, {"dataset_id": "later still"}),
}


@pytest.mark.parametrize("call", CALLS)
def test_a_repeated_call_is_answered_with_what_the_first_one_made(service: Service, call: str) -> None:
    """A client whose connection broke repeats it, and must not pay twice."""
    run = service.finished_run()
    client, address = service.client(), f"/v1/runs/{run}/{call}"
    later = {
        "later": service.add_dataset(rows=LATER_CSV),
        "later still": service.add_dataset(rows=LATER_CSV + b"9,no\n"),
    }
    body, another = ({name: later.get(str(value), value) for name, value in one.items()} for one in CALLS[call])
    first = client.post(address, json=body, headers=ONCE)
    second = client.post(address, json=body, headers=ONCE)
    refused = client.post(address, json=another, headers=ONCE)

    assert (first.status_code, second.status_code) in ((201, 201), (202, 202)), second.json
    assert {name: value for name, value in second.json.items() if name != "progress"} == {
        name: value for name, value in first.json.items() if name != "progress"
    }
    assert refused.status_code == 409
    assert "Idempotency-Key" in refused.json["detail"]
    if call in ("what-ifs", "evaluations"):
        assert len(client.get(address).json["items"]) == 1


def test_an_upload_that_comes_twice_is_one_dataset(service: Service) -> None:
    """An upload is what breaks most often, and is never read again where it was kept."""
    client = service.client()
    sent = {"content_type": "text/csv", "headers": ONCE}
    first = client.post("/v1/datasets", data=CSV, **sent)
    second = client.post("/v1/datasets", data=CSV, **sent)
    other = service.client(OTHER_KEY).post("/v1/datasets", data=CSV, **sent)
    refused = client.post("/v1/datasets", data=LATER_CSV, **sent)

    assert first.status_code == second.status_code == other.status_code == 201
    assert first.json["id"] == second.json["id"] != other.json["id"]
    assert refused.status_code == 409
    assert len(client.get("/v1/datasets").json["items"]) == 1
    assert len(list((service.parts.settings.home / "blobs" / "tables").iterdir())) == 2


def test_a_key_whose_dataset_was_deleted_makes_no_other_one(service: Service) -> None:
    """To bring back what somebody deleted would be a surprise; the sentence says what to do."""
    client = service.client()
    sent = {"data": CSV, "content_type": "text/csv", "headers": ONCE}
    client.delete(f"/v1/datasets/{client.post('/v1/datasets', **sent).json['id']}")
    again = client.post("/v1/datasets", **sent)

    assert again.status_code == 409
    assert "use a new key" in again.json["detail"]


def test_keys_are_forgotten_after_a_week(service: Service) -> None:
    """The table must not grow for ever, and a client that repeats after a week has something else in mind."""
    client = service.client()
    sent = {"data": CSV, "content_type": "text/csv"}
    first = client.post("/v1/datasets", **sent, headers=ONCE).json["id"]
    with service.parts.database.write() as session:
        old = f"UPDATE repeats SET created_at = created_at - {KEPT_SECONDS + 1}"  # noqa: S608  a number of ours
        session.connection().exec_driver_sql(old)
    client.post("/v1/datasets", **sent, headers={"Idempotency-Key": "another"})
    again = client.post("/v1/datasets", **sent, headers=ONCE).json["id"]

    assert again != first


@pytest.mark.parametrize("key", ["", "k" * 201])
def test_a_key_of_no_or_too_many_characters_is_refused(service: Service, key: str) -> None:
    """An empty one would make all that follow repeats of the first."""
    headers = {"Idempotency-Key": key}
    answer = service.client().post("/v1/datasets", data=CSV, content_type="text/csv", headers=headers)

    assert answer.status_code == 422


def test_who_comes_too_early_is_told_when_to_come_again(service: Service) -> None:
    """A client that has to guess asks a hundred times a second, or once an hour."""
    run = service.start_run()
    client = service.client()
    dataset = client.get(f"/v1/runs/{run}").json["dataset_id"]
    asked = [
        client.post(f"/v1/runs/{run}/predictions", json={"rows": [{"age": 30}]}),
        client.post(f"/v1/runs/{run}/continue", json={"budget": {"seconds": 60}}),
        client.post(f"/v1/runs/{run}/what-ifs", json={"folds": 4}),
        client.delete(f"/v1/datasets/{dataset}"),
    ]

    assert [answer.status_code for answer in asked] == [409] * 4
    assert all(int(answer.headers["Retry-After"]) > 0 for answer in asked)
    service.worker().work_on_next()
    queued = client.post(f"/v1/runs/{run}/what-ifs", json={"hyperparameters": {"max_depth": 9}})
    assert (queued.status_code, queued.headers["Retry-After"]) == (202, "1")
    service.worker().work_on_next()
    finished = client.post(f"/v1/runs/{service.finished_run()}/cancel")
    assert (finished.status_code, finished.headers.get("Retry-After")) == (409, None)


def test_pages_neither_skip_nor_repeat_while_things_are_added_and_deleted(service: Service) -> None:
    """A cursor names a place among the things and no count, so that what comes later moves nothing."""
    client = service.client()
    before = [service.add_dataset() for _ in range(5)]
    page = client.get("/v1/datasets?limit=2").json
    seen = [item["id"] for item in page["items"]]
    client.delete(f"/v1/datasets/{seen[-1]}")  # what the cursor names
    while page["next_cursor"]:
        service.add_dataset()
        page = client.get(f"/v1/datasets?limit=2&cursor={page['next_cursor']}").json
        seen += [item["id"] for item in page["items"]]

    assert seen == before[::-1]
