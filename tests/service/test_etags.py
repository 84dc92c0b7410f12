"""What somebody has already is not sent again, and whatever changed is."""

import pytest
from flask.testing import FlaskClient

from tests.service.address_book import LATER_CSV
from tests.service.conftest import OTHER_KEY, Service


def tagged(client: FlaskClient, address: str) -> str:
    """Read an address and return its tag, having seen that the same is not sent again."""
    answer = client.get(address)
    tag = answer.headers["ETag"]
    again = client.get(address, headers={"If-None-Match": tag})
    assert (answer.status_code, again.status_code, again.data, again.headers["ETag"]) == (200, 304, b"", tag)
    assert client.get(address, headers={"If-None-Match": f'W/"other", {tag}'}).status_code == 304
    assert client.get(address, headers={"If-None-Match": '"other"'}).status_code == 200
    assert answer.headers["Cache-Control"] == "private, no-cache"
    return tag


ADDRESSES = ("", "/report", "/report?format=md", "/report?format=json", "/model")


@pytest.mark.parametrize("part", ADDRESSES)
def test_what_a_run_left_is_sent_again_when_it_was_looked_at_again(service: Service, part: str) -> None:
    """An experiment, an evaluation, more budget: each changes what is told, and a stale answer would hide it."""
    run = service.finished_run()
    client, address = service.client(), f"/v1/runs/{run}{part}"
    seen = [tagged(client, address)]
    client.post(f"/v1/runs/{run}/what-ifs", json={"hyperparameters": {"max_depth": 9}})
    service.worker().work_on_next()
    seen.append(tagged(client, address))
    if part:
        client.post(f"/v1/runs/{run}/evaluations", json={"dataset_id": service.add_dataset(rows=LATER_CSV)})
        seen.append(tagged(client, address))
    client.post(f"/v1/runs/{run}/continue", json={"budget": {"seconds": 60}})
    service.worker().work_on_next()
    seen.append(tagged(client, address))

    assert len(set(seen)) == len(seen)


def test_a_run_at_work_has_another_tag_with_each_change(service: Service) -> None:
    """Who polls must see it begin and end."""
    run = service.start_run()
    waiting = tagged(service.client(), f"/v1/runs/{run}")
    service.worker().work_on_next()

    assert tagged(service.client(), f"/v1/runs/{run}") != waiting


def test_a_dataset_has_another_tag_with_another_name_or_kind(service: Service) -> None:
    """Both are told in its answer."""
    address = f"/v1/datasets/{service.add_dataset()}"
    client = service.client()
    seen = [tagged(client, address)]
    for change in ({"name": "another"}, {"columns": {"age": "numeric"}}):
        assert client.patch(address, json=change).status_code == 200
        seen.append(tagged(client, address))

    assert len(set(seen)) == 3


@pytest.mark.parametrize("kind", ["datasets", "runs"])
def test_a_list_has_another_tag_with_another_item(service: Service, kind: str) -> None:
    """Also when it was empty before."""
    client = service.client()
    seen = [tagged(client, f"/v1/{kind}")]
    service.start_run()
    seen.append(tagged(client, f"/v1/{kind}"))
    service.start_run()

    assert len({*seen, tagged(client, f"/v1/{kind}")}) == 3


def test_the_specification_has_a_strong_tag(service: Service) -> None:
    """It is the same bytes as long as the program is the same."""
    assert tagged(service.client(), "/openapi.json").startswith('"')


def test_a_tag_opens_nothing_for_another_owner(service: Service) -> None:
    """A 304 would tell that the thing is there."""
    address = f"/v1/runs/{service.finished_run()}"
    tag = tagged(service.client(), address)

    assert service.client(OTHER_KEY).get(address, headers={"If-None-Match": tag}).status_code == 404
    assert service.client(OTHER_KEY).get(address, headers={"If-None-Match": "*"}).status_code == 404


def test_what_must_not_be_stored_is_not_tagged(service: Service) -> None:
    """Predictions and talks are nobody's to keep on the way."""
    run = service.finished_run()
    answer = service.client().post(f"/v1/runs/{run}/predictions", json={"rows": [{"age": 30}]})

    assert answer.status_code == 200
    assert "ETag" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"
