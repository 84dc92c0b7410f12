"""Runs over HTTP: what may be asked for, and what is told."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from models.record import Settings, from_plain
from service.settings import Limits
from tests.service.conftest import OTHER_KEY, Service

pytestmark = pytest.mark.both_databases


def settings_of(service: Service, run_id: str) -> Settings:
    """Read back what was asked of a run."""
    return from_plain(Settings, service.client().get(f"/v1/runs/{run_id}").json["settings"])


def test_a_run_is_answered_at_once_with_its_address(service: Service) -> None:
    """A search takes minutes; a request must not."""
    body = {"dataset_id": service.add_dataset(), "goal": "predict churn"}
    answer = service.client().post("/v1/runs", json=body)

    assert answer.status_code == 202
    assert answer.headers["Location"] == f"/v1/runs/{answer.json['id']}"
    assert answer.json["status"] == "queued"
    assert answer.json["goal"]["target"] == "churn"
    assert answer.json["progress"] == {
        "stage": "queued",
        "elapsed_seconds": 0.0,
        "budget_seconds": 60.0,
        "trials": 0,
        "best_score": None,
    }
    assert answer.json["result"] is None


def test_what_is_asked_for_reaches_the_engine(service: Service) -> None:
    """A setting that is accepted and ignored is a lie."""
    run_id = service.start_run(
        budget={"seconds": 30, "trials": 5},
        search={
            "technique": "random",
            "families": ["xgboost"],
            "space": {"xgboost": {"max_depth": 6}},
            "folds": 3,
            "repeats": 2,
            "seed": 7,
        },
        constraints={"predict_ms": 5},
    )

    assert settings_of(service, run_id) == Settings(
        seconds=30.0,
        trials=5,
        technique="random",
        families=("xgboost",),
        space={"xgboost": {"max_depth": 6}},
        folds=3,
        repeats=2,
        seed=7,
        predict_ms=5.0,
    )


def test_trials_alone_mean_no_clock(service: Service) -> None:
    """With trials alone and a seed, a repeat must give the same."""
    assert settings_of(service, service.start_run(budget={"trials": 5})).seconds is None


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"budget": {"seconds": 0}}, "budget.seconds"),
        ({"budget": {"seconds": 9.9}}, "budget.seconds"),
        ({"budget": {"seconds": "NaN"}}, "budget.seconds"),
        ({"budget": {"trials": 0}}, "budget.trials"),
        ({"budget": {"trials": 1.5}}, "budget.trials"),
        ({"budget": {"minutes": 1}}, "budget.minutes"),
        ({"budget": None}, "budget"),
        ({"search": {"folds": 1}}, "search.folds"),
        ({"search": {"folds": "5"}}, "search.folds"),
        ({"search": {"seed": -1}}, "search.seed"),
        ({"search": {"families": []}}, "search.families"),
        ({"search": {"technique": "gp"}}, "search.technique"),
        ({"search": {"technique": "annealing"}}, "search.technique"),
        ({"search": {"space": {"catboost": {}}}}, "search"),
        ({"search": {"space": {"xgboost": 3}}}, "search.space.xgboost.value"),
        ({"constraints": {"predict_ms": 0}}, "constraints.predict_ms"),
        ({"goal": ""}, "goal"),
        ({"goal": 3}, "goal"),
        ({"goals": "predict churn"}, "goals"),
        ({"dataset_id": None}, "dataset_id"),
    ],
)
def test_a_field_that_cannot_be_used_is_named(service: Service, body: dict[str, object], field: str) -> None:
    """Whoever reads the answer must know which field to change."""
    whole = {"dataset_id": service.add_dataset(), "goal": "predict churn", **body}
    answer = service.client().post("/v1/runs", json=whole)

    assert answer.status_code == 422
    assert answer.mimetype == "application/problem+json"
    assert [error["field"] for error in answer.json["errors"]] == [field]
    assert answer.json["errors"][0]["message"]
    assert service.client().get("/v1/runs").json["items"] == []


def test_a_budget_of_a_year_is_refused_with_the_limit(service: Service) -> None:
    """The limit is a setting, and the operator may raise it."""
    body = {"dataset_id": service.add_dataset(), "goal": "predict churn", "budget": {"seconds": 31_536_000}}
    answer = service.client().post("/v1/runs", json=body)

    assert answer.status_code == 422
    assert "86,400" in answer.json["detail"]
    assert "PLAINTUNE_MAX_RUN_SECONDS" in answer.json["detail"]


def test_the_same_idempotency_key_gives_the_same_run(service: Service) -> None:
    """A client that lost the answer asks again."""
    body = {"dataset_id": service.add_dataset(), "goal": "predict churn"}
    first, second = (
        service.client().post("/v1/runs", json=body, headers={"Idempotency-Key": "once"}) for _ in range(2)
    )
    other = service.client().post(
        "/v1/runs", json={**body, "budget": {"trials": 3}}, headers={"Idempotency-Key": "once"}
    )

    assert first.json["id"] == second.json["id"]
    assert other.status_code == 409
    assert len(service.client().get("/v1/runs").json["items"]) == 1


def test_the_same_idempotency_key_at_the_same_moment_gives_one_run(service: Service) -> None:
    """Retries of impatient clients overlap."""
    body = {"dataset_id": service.add_dataset(), "goal": "predict churn"}

    def start(_: int) -> str:
        answer = service.client().post("/v1/runs", json=body, headers={"Idempotency-Key": "once"})
        return str(answer.json["id"])

    with ThreadPoolExecutor(6) as clients:
        assert len(set(clients.map(start, range(6)))) == 1


def test_an_idempotency_key_is_its_owners(service: Service) -> None:
    """Two apps may both count from one."""
    mine = service.client().post(
        "/v1/runs",
        json={"dataset_id": service.add_dataset(), "goal": "predict churn"},
        headers={"Idempotency-Key": "1"},
    )
    theirs = service.client(OTHER_KEY).post(
        "/v1/runs",
        json={"dataset_id": service.add_dataset(OTHER_KEY), "goal": "predict churn"},
        headers={"Idempotency-Key": "1"},
    )

    assert (mine.status_code, theirs.status_code) == (202, 202)
    assert mine.json["id"] != theirs.json["id"]


def test_another_owners_run_is_not_there(service: Service) -> None:
    """Not to be read, followed, stopped, used or removed."""
    run_id = service.finished_run()
    other = service.client(OTHER_KEY)

    for method, path in (
        ("GET", ""),
        ("DELETE", ""),
        ("POST", "/cancel"),
        ("POST", "/continue"),
        ("GET", "/trials"),
        ("GET", "/events"),
        ("POST", "/predictions"),
        ("GET", "/model"),
        ("POST", "/evaluations"),
        ("GET", "/evaluations"),
        ("GET", "/report"),
        ("GET", "/study"),
    ):
        bodies = {
            "/continue": {"budget": {"trials": 1}},
            "/evaluations": {"dataset_id": service.add_dataset(OTHER_KEY)},
        }
        body = bodies.get(path) if method == "POST" else None
        assert other.open(f"/v1/runs/{run_id}{path}", method=method, json=body).status_code == 404, (method, path)
    assert other.post("/v1/chat", json={"message": "why?", "run_id": run_id}).status_code == 404
    assert other.get("/v1/runs").json["items"] == []


def test_trials_come_in_pages_by_number(service: Service) -> None:
    """A run may have thousands."""
    run_id = service.finished_run()
    first = service.client().get(f"/v1/runs/{run_id}/trials?limit=2").json
    second = service.client().get(f"/v1/runs/{run_id}/trials?limit=2&cursor={first['next_cursor']}").json

    assert [trial["number"] for trial in first["items"] + second["items"]] == [0, 1, 2]
    assert second["next_cursor"] is None
    assert first["items"][0]["folds"][0] == {
        "train_score": 0.9,
        "validation_score": 0.8,
        "seconds": 0.1,
        "rounds": None,
        "max_rounds": None,
        "curve": [],
        "hypergradient": None,
    }


@pytest.mark.parametrize("cursor", ["x", "-1", "9" * 40, "1.5"])
def test_a_made_up_cursor_is_refused(service: Service, cursor: str) -> None:
    """No database takes a number of forty digits."""
    address = f"/v1/runs/{service.start_run()}/trials?cursor={cursor}"

    assert service.client().get(address).status_code == 422


def test_a_working_run_is_not_deleted_and_a_finished_one_is_with_its_files(service: Service) -> None:
    """A worker would write into a folder that nobody owns."""
    run_id = service.start_run()
    claim = service.claims.claim("worker", -1.0)
    assert claim is not None
    assert service.client().delete(f"/v1/runs/{run_id}").status_code == 409
    assert service.worker().work_on_next()
    folder = service.parts.blobs.run_folder(run_id)
    assert (folder / "model").is_dir()

    assert service.client().delete(f"/v1/runs/{run_id}").status_code == 204
    assert service.client().get(f"/v1/runs/{run_id}").status_code == 404
    assert not folder.exists()


@pytest.mark.parametrize("path", ["", "/continue"])
def test_seconds_too_few_for_the_table_are_refused_with_those_that_would_do(service: Service, path: str) -> None:
    """Better at once than after they were spent."""
    run_id = service.finished_run()
    with service.parts.database.write() as session:
        session.connection().exec_driver_sql("UPDATE datasets SET n_rows = 90000000")
    dataset_id = service.client().get(f"/v1/runs/{run_id}").json["dataset_id"]
    body = {"budget": {"seconds": 10}}
    answer = (
        service.client().post(f"/v1/runs/{run_id}/continue", json=body)
        if path
        else service.client().post("/v1/runs", json={**body, "dataset_id": dataset_id, "goal": "predict churn"})
    )

    assert answer.status_code == 422
    assert [error["field"] for error in answer.json["errors"]] == ["budget.seconds"]
    assert "seconds would do" in answer.json["detail"]
    assert service.client().get(f"/v1/runs/{run_id}").json["status"] == "succeeded"


class TestShortRuns:
    """With a limit that a test can reach."""

    @pytest.fixture
    def limits(self) -> Limits:
        """Allow runs of 30 seconds."""
        return Limits(max_run_seconds=30)

    def test_the_limit_of_the_settings_counts(self, service: Service) -> None:
        """The default stands in the settings alone."""
        body = {"dataset_id": service.add_dataset(), "goal": "predict churn", "budget": {"seconds": 31}}
        assert service.client().post("/v1/runs", json=body).status_code == 422
        body["budget"] = {"seconds": 30}

        assert service.client().post("/v1/runs", json=body).status_code == 202
