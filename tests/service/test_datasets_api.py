"""Datasets over HTTP."""

import io

import pytest

from service.settings import Limits
from tests.service.conftest import CSV, OTHER_KEY, Service

pytestmark = pytest.mark.both_databases


def test_a_raw_body_becomes_a_dataset(service: Service) -> None:
    """The shortest way in: curl --data-binary."""
    answer = service.client().post("/v1/datasets?name=people.csv", data=CSV, content_type="text/csv")

    assert answer.status_code == 201
    assert answer.headers["Location"] == f"/v1/datasets/{answer.json['id']}"
    assert (answer.json["name"], answer.json["rows"]) == ("people.csv", 3)
    assert [column["name"] for column in answer.json["columns"]] == ["age", "churn"]
    assert set(answer.json["columns"][0]) == {"name", "kind", "missing", "distinct", "examples", "notes"}
    assert answer.json["warnings"] == [{"code": "few", "column": None, "message": "Few rows."}]
    assert answer.json["suggested_goals"][0]["target"] == "churn"


def test_the_content_type_that_curl_sends_by_itself_is_taken(service: Service) -> None:
    """Curl --data-binary says that any body is a form."""
    answer = service.client().post("/v1/datasets", data=CSV, content_type="application/x-www-form-urlencoded")

    assert (answer.status_code, answer.json["rows"]) == (201, 3)


def test_a_form_becomes_a_dataset(service: Service) -> None:
    """The way of browsers and of most programs."""
    form = {"file": (io.BytesIO(CSV), "people.csv"), "name": "people"}
    answer = service.client().post("/v1/datasets", data=form)

    assert (answer.status_code, answer.json["name"]) == (201, "people")


def test_a_form_without_a_file_is_refused(service: Service) -> None:
    """A misspelled field name must not look like an empty table."""
    answer = service.client().post("/v1/datasets", data={"fil": (io.BytesIO(CSV), "people.csv")})

    assert answer.status_code == 422
    assert answer.json["errors"][0]["field"] == "file"


def test_the_name_of_a_file_is_a_label_and_never_a_path(service: Service) -> None:
    """A name such as ../../etc/passwd must not leave the folder of tables."""
    form = {"file": (io.BytesIO(CSV), "..\\..\\etc/\x07passwd")}
    answer = service.client().post("/v1/datasets", data=form)

    assert answer.json["name"] == "passwd"
    assert service.parts.blobs.table(answer.json["id"]).exists()


def test_a_refused_table_leaves_nothing_behind(service: Service) -> None:
    """Bad input changes nothing."""
    answer = service.client().post("/v1/datasets", data=b"", content_type="text/csv")

    assert (answer.status_code, answer.json["detail"]) == (422, '"table" is empty.')
    assert service.client().get("/v1/datasets").json == {"items": [], "next_cursor": None}
    assert [path for path in service.parts.settings.home.rglob("*") if path.name.endswith((".parquet", ".draft"))] == []
    assert list(service.parts.blobs.incoming.iterdir()) == []


def test_kinds_and_names_are_corrected(service: Service) -> None:
    """What the reader guesses, its owner knows."""
    dataset_id = service.add_dataset()
    change = {"name": "people", "columns": {"age": "numeric"}}
    answer = service.client().patch(f"/v1/datasets/{dataset_id}", json=change)

    assert (answer.json["name"], answer.json["columns"][0]["kind"]) == ("people", "numeric")
    assert service.client().get(f"/v1/datasets/{dataset_id}").json == answer.json


@pytest.mark.parametrize("change", [{"nam": "x"}, {"columns": {"age": "number"}}, {"name": ""}])
def test_a_change_that_cannot_be_made_is_refused(service: Service, change: dict[str, object]) -> None:
    """An unknown field that is silently ignored would look done."""
    answer = service.client().patch(f"/v1/datasets/{service.add_dataset()}", json=change)

    assert answer.status_code == 422
    assert answer.json["errors"]


def test_lists_come_in_pages_newest_first(service: Service) -> None:
    """A client with a thousand datasets must be able to walk them."""
    ids = [service.add_dataset() for _ in range(3)]
    first = service.client().get("/v1/datasets?limit=2").json
    second = service.client().get("/v1/datasets", query_string={"limit": 2, "cursor": first["next_cursor"]}).json

    assert [item["id"] for item in first["items"] + second["items"]] == ids[::-1]
    assert second["next_cursor"] is None


@pytest.mark.parametrize("query", ["limit=0", "limit=x", "cursor=x", "cursor=WzFd", "page=2"])
def test_a_page_that_cannot_be_given_is_refused(service: Service, query: str) -> None:
    """A made-up cursor must not start the list from the beginning unnoticed."""
    assert service.client().get(f"/v1/datasets?{query}").status_code == 422


def test_a_dataset_in_use_by_an_unfinished_run_is_not_deleted(service: Service) -> None:
    """The run would fail for no reason that its owner sees."""
    run_id = service.start_run()
    dataset_id = service.client().get(f"/v1/runs/{run_id}").json["dataset_id"]
    address = f"/v1/datasets/{dataset_id}"
    assert service.client().delete(address).status_code == 409
    assert service.worker().work_on_next()

    assert service.client().delete(address).status_code == 204
    assert service.client().get(address).status_code == 404
    assert not service.parts.blobs.table(dataset_id).exists()
    assert service.client().get(f"/v1/runs/{run_id}").json["status"] == "succeeded"


def test_a_goal_is_shown_as_understood_without_a_run(service: Service) -> None:
    """People correct what they can see."""
    address = f"/v1/datasets/{service.add_dataset()}/goals"
    answer = service.client().post(address, json={"goal": "predict churn"})

    assert (answer.status_code, answer.json["target"]) == (200, "churn")
    assert answer.json["reasons"] == [{"field": "target", "value": "churn", "because": "It is named."}]
    assert service.client().get("/v1/runs").json["items"] == []


def test_an_unclear_goal_is_answered_with_the_columns_that_it_may_mean(service: Service) -> None:
    """A guess would cost an hour of somebody's compute."""
    dataset_id = service.add_dataset()
    preview = service.client().post(f"/v1/datasets/{dataset_id}/goals", json={"goal": "predict"})
    start = service.client().post("/v1/runs", json={"dataset_id": dataset_id, "goal": "predict"})

    for answer in (preview, start):
        assert answer.status_code == 422
        assert answer.json["candidates"] == ["churn", "age"]


def test_another_owners_dataset_is_not_there(service: Service) -> None:
    """Not even whether it exists may be told."""
    dataset_id = service.add_dataset()
    other = service.client(OTHER_KEY)
    unknown = other.get("/v1/datasets/0000").json

    for answer in (
        other.get(f"/v1/datasets/{dataset_id}"),
        other.patch(f"/v1/datasets/{dataset_id}", json={"name": "mine"}),
        other.delete(f"/v1/datasets/{dataset_id}"),
        other.post(f"/v1/datasets/{dataset_id}/goals", json={"goal": "predict churn"}),
        other.post("/v1/runs", json={"dataset_id": dataset_id, "goal": "predict churn"}),
    ):
        assert answer.status_code == 404
        assert answer.json["title"] == unknown["title"]
    assert other.get("/v1/datasets").json["items"] == []


class TestSmallLimits:
    """With limits that a test can reach."""

    @pytest.fixture
    def limits(self) -> Limits:
        """Allow bodies of 200 bytes and goals of 20 characters."""
        return Limits(max_body_bytes=200, max_goal_characters=20)

    @pytest.mark.parametrize("content_type", ["text/csv", "multipart/form-data; boundary=x"])
    def test_a_body_over_the_limit_is_refused_by_name(self, service: Service, content_type: str) -> None:
        """Whoever operates the service can raise it, if told which."""
        answer = service.client().post("/v1/datasets", data=b"x" * 300, content_type=content_type)

        assert answer.status_code == 413
        assert answer.mimetype == "application/problem+json"
        assert "PLAINTUNE_MAX_BODY_BYTES" in answer.json["detail"]
        assert "200" in answer.json["detail"]

    def test_a_goal_over_the_limit_is_refused_by_name(self, service: Service) -> None:
        """A pasted novel is no goal."""
        address = f"/v1/datasets/{service.add_dataset()}/goals"
        answer = service.client().post(address, json={"goal": "predict churn" * 2})

        assert answer.status_code == 422
        assert "PLAINTUNE_MAX_GOAL_CHARACTERS" in answer.json["detail"]
