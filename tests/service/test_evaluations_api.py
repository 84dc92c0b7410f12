"""Evaluations and locked tables over HTTP: other rows, opened and counted."""

from dataclasses import replace

import pytest

from models.record import RunRecord, TrueScore, from_plain
from service.engine import Order, Sink
from service.store.evaluations import NewEvaluation
from service.store.runs import Recorded
from tests.service.conftest import KEY, OTHER_KEY, Service
from tests.service.fake_engine import table_hash, three_trials
from tests.service.made_up_record import a_true_score

pytestmark = pytest.mark.both_databases

LATER = b"age,churn\n31,yes\n41,no\n"
UNLABELED = b"age,color\n31,red\n41,blue\n"


def later(service: Service, rows: bytes = LATER) -> str:
    """Upload labeled rows that came later."""
    return service.add_dataset(rows=rows)


def test_an_evaluation_is_answered_with_the_score_and_the_promise(service: Service) -> None:
    """Whoever brings labels wants to know at once whether the promise was kept."""
    run_id, dataset_id = service.finished_run(), later(service)
    answer = service.client().post(f"/v1/runs/{run_id}/evaluations", json={"dataset_id": dataset_id})

    assert answer.status_code == 201
    assert (answer.json["run_id"], answer.json["dataset_id"]) == (run_id, dataset_id)
    assert answer.json["promised"] == {"corrected": 0.784, "low": 0.743, "high": 0.821, "level": 0.9}
    assert from_plain(TrueScore, answer.json) == replace(
        a_true_score("evaluation", "later", 0.79), hash=table_hash(LATER.decode())
    )


def test_an_evaluation_is_kept_and_listed_newest_first(service: Service) -> None:
    """A client that did not wait finds it there."""
    run_id, address = service.finished_run(), "/v1/runs/{}/evaluations"
    first, second = later(service), later(service, LATER + b"51,no\n")
    for dataset_id in (first, second):
        service.client().post(address.format(run_id), json={"dataset_id": dataset_id})
    page = service.client().get(f"{address.format(run_id)}?limit=1").json
    rest = service.client().get(f"{address.format(run_id)}?cursor={page['next_cursor']}").json

    assert [item["dataset_id"] for item in page["items"] + rest["items"]] == [second, first]
    assert rest["next_cursor"] is None


def test_the_engine_is_given_the_training_rows_and_the_number_of_the_opening(service: Service) -> None:
    """Only so can it count rows that were trained on, and say that they were looked at before."""
    run_id, dataset_id = service.finished_run(), later(service)
    again = later(service)  # the same rows under another id
    for known in (dataset_id, dataset_id, again):
        service.client().post(f"/v1/runs/{run_id}/evaluations", json={"dataset_id": known})

    assert [order.opening for order in service.engine.evaluations] == [1, 2, 3]
    assert service.engine.evaluations[0].training is not None


def test_two_looks_at_the_same_moment_are_two_openings(service: Service) -> None:
    """Both began when nobody had looked: only the first to be kept is the first."""
    run_id, dataset_id = service.finished_run(), later(service)
    store, owner = service.parts.evaluations, service.parts.owners.caller_of_secret(KEY)
    assert owner is not None
    score = a_true_score("evaluation", "later", 0.79)
    kept = [store.add(NewEvaluation(run_id, dataset_id, score), owner.owner_id) for _ in range(2)]

    assert [row.account["opening"] for row in kept] == [1, 2]
    assert kept[0].account["warnings"] == list(score.warnings)
    assert "this is opening 2" in kept[1].account["warnings"][0]


def test_a_run_whose_rows_are_gone_is_evaluated_without_them(service: Service) -> None:
    """The model is still there, and so is the promise."""
    run_id, dataset_id = service.finished_run(), later(service)
    training = service.client().get(f"/v1/runs/{run_id}").json["dataset_id"]
    assert service.client().delete(f"/v1/datasets/{training}").status_code == 204
    answer = service.client().post(f"/v1/runs/{run_id}/evaluations", json={"dataset_id": dataset_id})

    assert answer.status_code == 201
    assert service.engine.evaluations[0].training is None


def test_evaluations_go_with_their_run_and_outlive_their_rows(service: Service) -> None:
    """The score is a fact also when the rows were deleted."""
    run_id, dataset_id = service.finished_run(), later(service)
    service.client().post(f"/v1/runs/{run_id}/evaluations", json={"dataset_id": dataset_id})
    assert service.client().delete(f"/v1/datasets/{dataset_id}").status_code == 204
    kept = service.client().get(f"/v1/runs/{run_id}/evaluations").json["items"]
    assert [item["dataset_id"] for item in kept] == [None]

    assert service.client().delete(f"/v1/runs/{run_id}").status_code == 204
    with service.parts.database.read() as session:
        assert session.connection().exec_driver_sql("SELECT count(*) FROM evaluations").scalar() == 0


def test_the_training_rows_are_refused_also_under_another_id(service: Service) -> None:
    """A score on them says nothing."""
    run_id = service.finished_run()
    for dataset_id in (service.client().get(f"/v1/runs/{run_id}").json["dataset_id"], service.add_dataset()):
        answer = service.client().post(f"/v1/runs/{run_id}/evaluations", json={"dataset_id": dataset_id})

        assert answer.status_code == 422
        assert answer.json["errors"][0]["field"] == "dataset_id"
        assert "nothing about new rows" in answer.json["detail"]


def test_a_run_without_a_model_has_nothing_to_evaluate(service: Service) -> None:
    """Wait for it."""
    answer = service.client().post(f"/v1/runs/{service.start_run()}/evaluations", json={"dataset_id": later(service)})

    assert answer.status_code == 409


def test_rows_of_somebody_else_are_not_there(service: Service) -> None:
    """Neither to evaluate with, nor to test with."""
    theirs = service.add_dataset(OTHER_KEY, LATER)
    run_id = service.finished_run()
    evaluated = service.client().post(f"/v1/runs/{run_id}/evaluations", json={"dataset_id": theirs})
    body = {"dataset_id": service.add_dataset(), "goal": "predict churn", "test_dataset_id": theirs}
    tested = service.client().post("/v1/runs", json=body)

    assert (evaluated.status_code, tested.status_code) == (404, 404)
    assert service.engine.evaluations == []


def opens_the_locked_table(order: Order, sink: Sink, recorded: Recorded) -> RunRecord:
    """Do what a run does, and open its locked table."""
    record = three_trials(order, sink, recorded)
    assert order.test is not None
    purpose = "test" if order.test.openings == 0 else "evaluation"
    score = replace(a_true_score(purpose, "later", 0.79, order.test.openings + 1), hash=table_hash(LATER.decode()))
    return replace(record, test=score)


def test_a_locked_table_reaches_the_engine_and_its_score_the_answer(service: Service) -> None:
    """A field that is accepted and ignored is a lie."""
    service.engine.work = opens_the_locked_table
    dataset_id = later(service)
    run_id = service.start_run(test_dataset_id=dataset_id)
    assert service.client().get(f"/v1/runs/{run_id}").json["test"] is None
    assert service.worker().work_on_next()
    run = service.client().get(f"/v1/runs/{run_id}").json

    assert run["test_dataset_id"] == dataset_id
    assert (run["test"]["purpose"], run["test"]["opening"]) == ("test", 1)
    (order, _), *_ = service.engine.orders
    assert order.test is not None
    assert order.test.path.read_text() == LATER.decode()
    assert run["test"]["sentence"] in service.client().get(f"/runs/{run_id}").text


def test_openings_are_counted_over_continued_runs_and_evaluations(service: Service) -> None:
    """The second look is not a test, whoever takes it."""
    service.engine.work = opens_the_locked_table
    dataset_id = later(service)
    run_id = service.finished_run(test_dataset_id=dataset_id)
    assert service.client().post(f"/v1/runs/{run_id}/continue", json={"budget": {"trials": 1}}).status_code == 202
    assert service.worker().work_on_next()
    again = service.client().get(f"/v1/runs/{run_id}").json["test"]
    service.client().post(f"/v1/runs/{run_id}/evaluations", json={"dataset_id": dataset_id})

    assert (again["purpose"], again["opening"]) == ("evaluation", 2)
    assert [order.opening for order in service.engine.evaluations] == [3]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (b"age,churn\n30,yes\n40,no\n50,no\n", "nothing about new rows"),
        (UNLABELED, 'lacks "churn"'),
        (b"churn\nyes\nno\n", 'lacks "age"'),
    ],
)
def test_a_locked_table_that_cannot_serve_is_refused_at_once(service: Service, rows: bytes, said: str) -> None:
    """Not after an hour of search."""
    body = {"dataset_id": service.add_dataset(), "goal": "predict churn", "test_dataset_id": later(service, rows)}
    answer = service.client().post("/v1/runs", json=body)

    assert answer.status_code == 422
    assert [error["field"] for error in answer.json["errors"]] == ["test_dataset_id"]
    assert said in answer.json["detail"]
    assert service.client().get("/v1/runs").json["items"] == []


def test_a_locked_table_is_not_deleted_while_its_run_is_unfinished(service: Service) -> None:
    """It is opened at the very end."""
    dataset_id = later(service)
    service.start_run(test_dataset_id=dataset_id)
    assert service.client().delete(f"/v1/datasets/{dataset_id}").status_code == 409

    service.engine.work = opens_the_locked_table
    assert service.worker().work_on_next()
    service.start_run()  # the unfinished run of other rows keeps nothing here
    assert service.client().delete(f"/v1/datasets/{dataset_id}").status_code == 204


def test_the_record_of_a_run_holds_its_evaluations(service: Service) -> None:
    """The report and the assistant speak from the record."""
    run_id = service.finished_run()
    service.client().post(f"/v1/runs/{run_id}/evaluations", json={"dataset_id": later(service)})
    text = service.client().get(f"/v1/runs/{run_id}/report?format=md").text

    assert "Measured on rows that came later" in text
