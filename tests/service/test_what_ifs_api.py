"""What-ifs over HTTP: queued behind each other, claimed and fenced like any work, and never the end of their run."""

from dataclasses import replace

import pytest

from models.errors import WhatIfOrderError
from models.record import Progress, RunRecord, WhatIfOrder
from service.engine import Reply, Sink
from service.errors import LeaseLostError
from service.store.claims import Ending
from service.store.what_ifs import OpenWhatIf, WhatIfOutcome
from tests.service.conftest import OTHER_KEY, Service
from tests.service.fake_engine import finding, no_difference

pytestmark = pytest.mark.both_databases

DEPTH = {"hyperparameters": {"max_depth": 10}}


@pytest.fixture
def ended(service: Service) -> str:
    """Finish a run and return its id."""
    return service.finished_run(budget={"trials": 3})


def ask(service: Service, run_id: str, body: object = DEPTH) -> dict[str, object]:
    """Ask for a what-if and return the answer."""
    answer = service.client().post(f"/v1/runs/{run_id}/what-ifs", json=body)
    assert answer.status_code == 202, answer.json
    return dict(answer.json)


def status(service: Service, run_id: str, number: int) -> str:
    """Return how far a what-if is."""
    return str(service.client().get(f"/v1/runs/{run_id}/what-ifs/{number}").json["status"])


def test_a_what_if_is_queued_and_read_where_its_location_says(service: Service, ended: str) -> None:
    """The whole way, as its owner sees it; the run's result stays in sight and stays the same."""
    before = service.client().get(f"/v1/runs/{ended}").json["result"]
    answer = service.client().post(f"/v1/runs/{ended}/what-ifs", json=DEPTH)

    assert answer.status_code == 202
    assert answer.headers["Location"] == f"/v1/runs/{ended}/what-ifs/1"
    assert (answer.json["number"], answer.json["status"], answer.json["order"]) == (1, "queued", DEPTH)
    waiting = service.client().get(f"/v1/runs/{ended}").json
    assert (waiting["status"], waiting["result"]) == ("queued", before)

    assert service.worker().work_on_next()
    found = service.client().get(answer.headers["Location"]).json
    assert (found["status"], found["validation_score"], found["seconds"]) == ("complete", 0.8, 1.5)
    run = service.client().get(f"/v1/runs/{ended}").json
    assert (run["status"], run["result"]) == ("succeeded", before)


def test_what_ifs_wait_for_each_other(service: Service, ended: str) -> None:
    """Several questions at once are answered one by one, and each knows how many came before it."""
    asked = [ask(service, ended), ask(service, ended, {"folds": 3}), ask(service, ended, {"family": "linear"})]
    assert [one["asked_before"] for one in asked] == [0, 1, 2]

    for number in (1, 2, 3):
        assert status(service, ended, number) == "queued"
        assert service.worker().work_on_next()
        assert status(service, ended, number) == "complete"
    assert not service.worker().work_on_next()
    assert service.client().get(f"/v1/runs/{ended}").json["status"] == "succeeded"


def test_what_ifs_are_listed_by_number_in_pages(service: Service, ended: str) -> None:
    """A long list comes in parts."""
    for _ in range(3):
        ask(service, ended)
    first = service.client().get(f"/v1/runs/{ended}/what-ifs?limit=2").json
    rest = service.client().get(f"/v1/runs/{ended}/what-ifs?limit=2&cursor={first['next_cursor']}").json

    assert [item["number"] for item in first["items"]] == [1, 2]
    assert ([item["number"] for item in rest["items"]], rest["next_cursor"]) == ([3], None)
    assert service.client().get(f"/v1/runs/{ended}/what-ifs?cursor=x").status_code == 422


def test_a_promoted_what_if_is_what_the_run_delivers(service: Service, ended: str) -> None:
    """It was asked for twice: once to be measured, once to be delivered."""
    ask(service, ended)
    service.worker().work_on_next()
    answer = service.client().post(f"/v1/runs/{ended}/what-ifs/1/promote")

    assert answer.status_code == 202
    assert answer.json["promotion"]["status"] == "queued"
    assert service.worker().work_on_next()
    found = service.client().get(f"/v1/runs/{ended}/what-ifs/1").json
    run = service.client().get(f"/v1/runs/{ended}").json
    assert (found["promotion"]["status"], found["promotion"]["trial"]) == ("complete", 3)
    assert (run["status"], run["result"]["trial"], run["progress"]["trials"]) == ("succeeded", 3, 4)
    trials = service.client().get(f"/v1/runs/{ended}/trials").json["items"]
    assert [trial["number"] for trial in trials] == [0, 1, 2, 3]


def test_trials_of_a_what_if_are_no_progress_of_its_run(service: Service, ended: str) -> None:
    """The list of runs would say that a run of a hundred trials had twenty."""

    def trying(sink: Sink, record: RunRecord, asked: OpenWhatIf) -> WhatIfOutcome:
        sink.progressed(Progress("searching", 1.0, None, 25, 0.1))
        meanwhile.append(service.client().get(f"/v1/runs/{ended}").json["progress"])
        return no_difference(sink, record, asked)

    meanwhile: list[dict[str, object]] = []
    before = service.client().get(f"/v1/runs/{ended}").json["progress"]
    ask(service, ended)
    service.engine.trying = trying
    service.worker().work_on_next()
    after = service.client().get(f"/v1/runs/{ended}").json["progress"]

    assert (meanwhile[0]["stage"], meanwhile[0]["trials"]) == ("searching", before["trials"])
    assert (after["trials"], after["best_score"]) == (before["trials"], before["best_score"])


def test_what_has_no_outcome_is_not_promoted(service: Service, ended: str) -> None:
    """Neither what waits, nor what failed, nor what makes no model."""
    ask(service, ended)
    assert service.client().post(f"/v1/runs/{ended}/what-ifs/1/promote").status_code == 409

    service.engine.trying = fail
    service.worker().work_on_next()
    assert status(service, ended, 1) == "failed"
    assert service.client().post(f"/v1/runs/{ended}/what-ifs/1/promote").status_code == 409

    service.engine.trying = type(service.engine)().trying
    ask(service, ended, {"folds": 3})
    service.worker().work_on_next()
    assert service.client().post(f"/v1/runs/{ended}/what-ifs/2/promote").status_code == 422


def fail(_sink: Sink, _record: RunRecord, _asked: OpenWhatIf) -> WhatIfOutcome:
    """Fail in a way that nobody planned."""
    raise RuntimeError("no")


@pytest.mark.parametrize("error", [WhatIfOrderError("what-if", "the table is another one"), RuntimeError("no")])
def test_a_what_if_that_fails_leaves_the_run_as_it_was(service: Service, ended: str, error: Exception) -> None:
    """A run that had succeeded does not fail afterwards; the what-if says why it has no outcome."""

    def failing(_sink: Sink, _record: RunRecord, _asked: OpenWhatIf) -> WhatIfOutcome:
        raise error

    service.engine.trying = failing
    ask(service, ended)
    service.worker().work_on_next()

    found = service.client().get(f"/v1/runs/{ended}/what-ifs/1").json
    run = service.client().get(f"/v1/runs/{ended}").json
    assert found["status"] == "failed"
    assert found["error"]
    assert (run["status"], run["error"]) == ("succeeded", None)
    assert run["result"] is not None


def test_a_promotion_that_fails_leaves_what_was_measured(service: Service, ended: str) -> None:
    """The experiment keeps its outcome, and the run its model."""
    ask(service, ended)
    service.worker().work_on_next()
    service.engine.trying = fail
    service.client().post(f"/v1/runs/{ended}/what-ifs/1/promote")
    service.worker().work_on_next()

    found = service.client().get(f"/v1/runs/{ended}/what-ifs/1").json
    assert (found["status"], found["promotion"]["status"]) == ("complete", "failed")
    assert service.client().get(f"/v1/runs/{ended}").json["result"]["trial"] == 0


def test_a_cancel_stops_all_what_ifs_that_wait(service: Service, ended: str) -> None:
    """Who no longer waits gets the worker back, and the run as it had ended."""
    ask(service, ended)
    ask(service, ended)
    assert service.client().post(f"/v1/runs/{ended}/cancel").status_code == 202
    assert service.worker().work_on_next()

    assert [status(service, ended, number) for number in (1, 2)] == ["cancelled", "cancelled"]
    assert service.client().get(f"/v1/runs/{ended}").json["status"] == "succeeded"
    assert not service.worker().work_on_next()
    assert ask(service, ended)["asked_before"] == 0


def test_what_ifs_go_on_at_another_worker(service: Service, ended: str) -> None:
    """A worker that dies leaves its experiment to the next one."""
    ask(service, ended)
    lost = service.claims.claim("lost", -1.0)
    assert lost is not None
    assert lost.what_if is not None
    assert status(service, ended, 1) == "running"

    assert service.worker().work_on_next()
    assert status(service, ended, 1) == "complete"
    with pytest.raises(LeaseLostError):
        service.claims.finish(lost, Ending("succeeded", what_if=lost.what_if.asked), 1.0)


def test_a_worker_of_before_writes_nothing_while_a_what_if_is_made(service: Service, ended: str) -> None:
    """The attempt fences what-ifs off like any work."""
    ask(service, ended)
    old = service.claims.claim("old", -1.0)
    assert old is not None
    service.worker().work_on_next()

    with pytest.raises(LeaseLostError):
        service.claims.record_finding(old, finding())


def test_what_a_what_if_takes_is_no_part_of_the_run(service: Service, ended: str) -> None:
    """It has a budget of its own: a run that goes on later counts its own seconds."""
    before = service.client().get(f"/v1/runs/{ended}").json["progress"]["elapsed_seconds"]
    seen: list[OpenWhatIf] = []

    def remember(_sink: Sink, _record: RunRecord, asked: OpenWhatIf) -> WhatIfOutcome:
        seen.append(asked)
        with service.parts.database.write() as session:
            session.connection().exec_driver_sql("UPDATE runs SET elapsed_seconds = 500")
        return WhatIfOutcome(replace(asked.asked, status="complete"))

    service.engine.trying = remember
    ask(service, ended, {**DEPTH, "budget": {"seconds": 30}})
    service.worker().work_on_next()

    assert seen[0].asked.order == WhatIfOrder({"max_depth": 10})
    assert seen[0].asked.budget_seconds == pytest.approx(30)
    assert service.client().get(f"/v1/runs/{ended}").json["progress"]["elapsed_seconds"] == pytest.approx(before)


def test_a_run_without_an_outcome_has_no_what_ifs(service: Service, ended: str) -> None:
    """There is nothing to compare with yet; nor while the run is being checked."""
    waiting = service.start_run()
    assert service.client().post(f"/v1/runs/{waiting}/what-ifs", json=DEPTH).status_code == 409
    service.client().post(f"/v1/runs/{ended}/checks", json={"checks": ["nested_cv"]})
    assert service.client().post(f"/v1/runs/{ended}/what-ifs", json=DEPTH).status_code == 409


def test_a_run_with_a_what_if_at_work_is_neither_checked_nor_continued(service: Service, ended: str) -> None:
    """One piece of work at a time writes into a run."""
    ask(service, ended)

    assert service.client().post(f"/v1/runs/{ended}/checks", json={"checks": ["nested_cv"]}).status_code == 409
    assert service.client().post(f"/v1/runs/{ended}/continue", json={"budget": {"trials": 2}}).status_code == 409


@pytest.mark.parametrize("number", ["2", "0", "-1", "one", "9" * 40])
def test_what_was_not_asked_is_not_there(service: Service, ended: str, number: str) -> None:
    """And no number, however odd, is an error of ours."""
    ask(service, ended)

    assert service.client().get(f"/v1/runs/{ended}/what-ifs/{number}").status_code == 404
    assert service.client().post(f"/v1/runs/{ended}/what-ifs/{number}/promote").status_code == 404


def test_another_owners_what_ifs_are_not_there(service: Service, ended: str) -> None:
    """Neither the run nor what was asked of it."""
    ask(service, ended)
    other = service.client(OTHER_KEY)

    assert other.post(f"/v1/runs/{ended}/what-ifs", json=DEPTH).status_code == 404
    assert other.get(f"/v1/runs/{ended}/what-ifs").status_code == 404
    assert other.get(f"/v1/runs/{ended}/what-ifs/1").status_code == 404
    assert other.post(f"/v1/runs/{ended}/what-ifs/1/promote").status_code == 404


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"hyperparameters": {}},
        {"hyperparameters": {"max_depth": None}},
        {"hyperparameters": {"horoscope": 3}},
        {"hyperparameters": {"max_depth": 4}, "folds": 3},
        {"folds": 1},
        {"folds": "five"},
        {"rows_fraction": 1},
        {"rows_fraction": 0},
        {"trials": 0},
        {"technique": "horoscope"},
        {"without_columns": []},
        {"without_columns": "age"},
        {"family": "linear", "folds": 3, "trials": 4},
        {**DEPTH, "budget": {"seconds": 0}},
        {**DEPTH, "budget": {"seconds": 90_000}},
        {**DEPTH, "budget": {"trials": 5}},
        {**DEPTH, "wish": 1},
    ],
)
def test_what_ifs_that_cannot_be_are_refused(service: Service, ended: str, body: dict[str, object]) -> None:
    """Before anything is queued, with a sentence."""
    answer = service.client().post(f"/v1/runs/{ended}/what-ifs", json=body)

    assert answer.status_code == 422
    assert answer.json["detail"]
    assert service.client().get(f"/v1/runs/{ended}/what-ifs").json["items"] == []


def test_a_deleted_run_takes_its_what_ifs_along(service: Service, ended: str) -> None:
    """Nothing of a run outlives it."""
    ask(service, ended)
    service.worker().work_on_next()
    assert service.client().delete(f"/v1/runs/{ended}").status_code == 204

    assert service.client().get(f"/v1/runs/{ended}/what-ifs").status_code == 404


def test_the_assistant_speaks_from_what_ifs_too(service: Service, ended: str) -> None:
    """What was measured once need not be asked for again."""
    ask(service, ended)
    service.worker().work_on_next()
    service.client().post("/v1/chat", json={"message": "what if?", "run_id": ended})
    (_, record, _), *_ = service.engine.questions

    assert record is not None
    assert [(one.number, one.status) for one in record.what_ifs] == [(1, "complete")]


def test_the_page_shows_what_ifs_and_leads_to_them(service: Service, ended: str) -> None:
    """A citation of an answer ends where a reader sees what came out; the result stays in sight meanwhile."""
    ask(service, ended)
    assert "Waiting for its turn." in service.client().get(f"/runs/{ended}").text
    service.worker().work_on_next()

    page = service.client().get(f"/runs/{ended}").text
    assert 'id="what-ifs-1"' in page
    assert "It scores as the winner does." in page
    assert service.client().get(f"/runs/{ended}/what-ifs/1").headers["Location"].endswith("#what-ifs-1")


def reply(**more: object) -> Reply:
    """Make an answer of the assistant."""
    return replace(Reply("It starts now.", (), (), (), "what_if_value", (), {}), **more)


def test_an_offered_experiment_travels_with_the_answer(service: Service, ended: str) -> None:
    """A page can put a button beside the answer: what is offered is what the API takes."""
    service.engine.next_reply = reply(proposal=WhatIfOrder({"max_depth": 10}), proposal_seconds=2.5)
    answer = service.client().post("/v1/chat", json={"message": "what if?", "run_id": ended}).json

    assert answer["proposal"] == {"what_if": DEPTH, "seconds": 2.5}
    assert answer["what_if"] is None
    assert "Yes, start it" in service.client().get(f"/runs/{ended}/chat").text
    assert ask(service, ended, answer["proposal"]["what_if"])["number"] == 1


def test_a_yes_starts_the_experiment_and_says_where_it_is(service: Service, ended: str) -> None:
    """The number in the answer is a citation, and it leads there."""
    service.engine.next_reply = reply(start=WhatIfOrder({"max_depth": 10}))
    answer = service.client().post("/v1/chat", json={"message": "yes", "run_id": ended}).json

    assert answer["what_if"] == f"/v1/runs/{ended}/what-ifs/1"
    assert answer["answer"].endswith("It is what-if [1](#c1) of this run.")
    assert answer["citations"][0]["href"] == f"/runs/{ended}/what-ifs/1"
    assert service.worker().work_on_next()
    kept = service.client().get(f"/v1/conversations/{answer['conversation_id']}").json["messages"]
    assert kept[-1]["text"] == answer["answer"]


def test_an_experiment_that_cannot_be_started_is_said_to_be_so(service: Service, ended: str) -> None:
    """A conversation goes on where a request would be refused."""
    service.engine.next_reply = reply(start=WhatIfOrder({"horoscope": 10}))
    answer = service.client().post("/v1/chat", json={"message": "yes", "run_id": ended})

    assert answer.status_code == 200
    assert answer.json["what_if"] is None
    assert "could not be started" in answer.json["answer"]
