"""A run that has ended goes on: the same id, its trials, more budget, and the life of any run."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from models.errors import NoModelError
from models.record import RunRecord, Trial
from models.search.budget import TIME_IS_OVER
from service.engine import Order, Sink
from service.errors import LeaseLostError
from service.settings import Limits
from service.store.runs import Recorded
from tests.service.conftest import Service
from tests.service.fake_engine import decision, finding, record_of, trial

pytestmark = pytest.mark.both_databases


def as_many_as_asked(order: Order, sink: Sink, recorded: Recorded) -> RunRecord:
    """Do the trials that the budget asks for and that are not recorded yet; decide at the end."""
    done = {t.number: t for t in recorded.trials}
    for number in range(order.settings.trials or 3):
        if number not in done and not sink.should_stop():
            done[number] = trial(number)
            sink.trial_finished(done[number])
    sink.decided(decision(1))
    sink.decided(replace(decision(2), stage="winner", chosen=f"the best of {len(done)}"))
    sink.found(finding())
    (order.folder / "model").mkdir(exist_ok=True)
    trials = tuple(done[number] for number in sorted(done))
    return record_of(order, trials, trials[0])


@pytest.fixture
def ended(service: Service) -> str:
    """Finish a run of three trials and return its id."""
    service.engine.work = as_many_as_asked
    return service.finished_run(budget={"trials": 3})


def numbers(service: Service, run_id: str) -> list[int]:
    """Return the numbers of the trials that a run has."""
    return [t["number"] for t in service.client().get(f"/v1/runs/{run_id}/trials").json["items"]]


def test_a_finished_run_goes_back_into_the_queue_and_on_from_its_trials(service: Service, ended: str) -> None:
    """The whole way, as its owner sees it."""
    answer = service.client().post(f"/v1/runs/{ended}/continue", json={"budget": {"trials": 2}})

    assert answer.status_code == 202
    assert answer.headers["Location"] == f"/v1/runs/{ended}"
    assert (answer.json["id"], answer.json["status"]) == (ended, "queued")
    assert answer.json["settings"]["trials"] == 5
    assert [d["stage"] for d in answer.json["decisions"]] == ["folds"]
    assert answer.json["findings"] == []
    assert len(answer.json["leaderboard"]) == 3
    assert numbers(service, ended) == [0, 1, 2]

    assert service.worker().work_on_next()
    run = service.client().get(f"/v1/runs/{ended}").json
    assert run["status"] == "succeeded"
    assert run["finished_at"] is not None
    assert len(run["leaderboard"]) == 5
    assert numbers(service, ended) == [0, 1, 2, 3, 4]


def test_seconds_add_to_what_was_spent(service: Service, ended: str) -> None:
    """The engine counts working seconds over all attempts; thirty more are thirty more."""
    with service.parts.database.write() as session:
        session.connection().exec_driver_sql("UPDATE runs SET elapsed_seconds = 12.5")
    answer = service.client().post(f"/v1/runs/{ended}/continue", json={"budget": {"seconds": 30}})

    assert answer.json["progress"]["budget_seconds"] == pytest.approx(42.5)
    assert answer.json["settings"]["trials"] is None
    assert service.worker().work_on_next()
    order, elapsed_seconds = service.engine.orders[-1]
    assert order.settings.seconds == pytest.approx(42.5)
    assert 12.5 <= elapsed_seconds < 14


def test_what_the_end_of_the_search_cut_short_is_open_again(service: Service, ended: str) -> None:
    """A trial that was given up for want of time is tried once more; one that was beaten is not."""
    cut = Trial(1, "linear", {}, "pruned", why=f"the default; stopped after 0 of 2 folds: {TIME_IS_OVER}")
    with service.parts.database.write() as session:
        session.connection().exec_driver_sql("UPDATE runs SET status = 'queued'")
    claim = service.claims.claim("worker", 30.0)
    assert claim is not None
    service.claims.record_trial(claim, cut)
    service.claims.hand_over(claim, 1.0)
    assert service.worker().work_on_next()

    service.client().post(f"/v1/runs/{ended}/continue", json={"budget": {"trials": 1}})

    assert numbers(service, ended) == [0, 2]


@pytest.mark.parametrize("how", ["queued", "running"])
def test_an_unfinished_run_cannot_go_on(service: Service, how: str) -> None:
    """Its budget is a promise already given."""
    run_id = service.start_run()
    if how == "running":
        assert service.claims.claim("worker", 30.0) is not None
    answer = service.client().post(f"/v1/runs/{run_id}/continue", json={"budget": {"trials": 1}})

    assert answer.status_code == 409
    assert how in answer.json["detail"]


def test_a_canceled_run_goes_on(service: Service) -> None:
    """Whoever stopped too early asks for more; the cancel is over."""
    run_id = service.start_run()
    service.client().post(f"/v1/runs/{run_id}/cancel")
    service.engine.work = as_many_as_asked

    answer = service.client().post(f"/v1/runs/{run_id}/continue", json={"budget": {"trials": 2}})

    assert (answer.status_code, answer.json["cancel_requested"]) == (202, False)
    assert service.worker().work_on_next()
    assert service.client().get(f"/v1/runs/{run_id}").json["status"] == "succeeded"


def test_a_run_that_had_too_little_time_goes_on(service: Service) -> None:
    """That is what more time is for."""

    def work(_order: Order, _sink: Sink, _recorded: Recorded) -> RunRecord:
        raise NoModelError("the time was over before the first fold was scored")

    service.engine.work = work
    run_id = service.finished_run()
    service.engine.work = as_many_as_asked

    answer = service.client().post(f"/v1/runs/{run_id}/continue", json={"budget": {"seconds": 600}})

    assert (answer.status_code, answer.json["error"]) == (202, None)
    assert service.worker().work_on_next()
    assert service.client().get(f"/v1/runs/{run_id}").json["status"] == "succeeded"


def test_a_continuation_that_fails_leaves_the_last_result(service: Service, ended: str) -> None:
    """A model that was delivered is not taken back."""

    def work(_order: Order, _sink: Sink, _recorded: Recorded) -> RunRecord:
        raise NoModelError("the disk is full")

    service.engine.work = work
    service.client().post(f"/v1/runs/{ended}/continue", json={"budget": {"trials": 2}})
    assert service.worker().work_on_next()

    run = service.client().get(f"/v1/runs/{ended}").json
    assert (run["status"], run["result"]["trial"]) == ("failed", 0)
    assert "disk" in run["error"]


def test_the_model_of_a_run_that_went_on_is_loaded_anew(service: Service, ended: str) -> None:
    """A warm model of before would answer for ever."""
    rows = {"rows": [{"age": 3}]}
    address = f"/v1/runs/{ended}/predictions"
    assert service.client().post(address, json=rows).status_code == 200
    service.client().post(f"/v1/runs/{ended}/continue", json={"budget": {"trials": 1}})
    assert service.client().post(address, json=rows).status_code == 409
    assert service.worker().work_on_next()

    assert service.client().post(address, json=rows).status_code == 200
    assert service.engine.loaded == 2


def test_a_worker_of_before_writes_nothing_into_a_run_that_went_on(service: Service) -> None:
    """The fence counts attempts over the whole life of a run."""
    run_id = service.start_run()
    old = service.claims.claim("old", -1.0)
    assert old is not None
    service.engine.work = as_many_as_asked
    assert service.worker().work_on_next()
    service.client().post(f"/v1/runs/{run_id}/continue", json={"budget": {"trials": 1}})
    new = service.claims.claim("new", 30.0)

    assert new is not None
    assert new.attempt == old.attempt + 2
    with pytest.raises(LeaseLostError):
        service.claims.record_trial(old, trial(7))


def test_a_repeat_with_the_same_key_asks_once(service: Service, ended: str) -> None:
    """A client that lost the answer must not double the budget."""
    body, headers = {"budget": {"trials": 2}}, {"Idempotency-Key": "more"}
    address = f"/v1/runs/{ended}/continue"

    def ask(_: int) -> tuple[int, int]:
        answer = service.client().post(address, json=body, headers=headers)
        return answer.status_code, answer.json["settings"]["trials"]

    with ThreadPoolExecutor(4) as clients:
        assert set(clients.map(ask, range(4))) == {(202, 5)}
    assert service.worker().work_on_next()
    assert ask(0) == (202, 5)
    other = service.client().post(address, json={"budget": {"trials": 9}}, headers=headers)
    assert other.status_code == 409


def test_a_repeat_without_a_key_meets_an_unfinished_run(service: Service, ended: str) -> None:
    """Two impatient clicks are one continuation."""
    address = f"/v1/runs/{ended}/continue"

    codes = [service.client().post(address, json={"budget": {"trials": 2}}).status_code for _ in range(2)]

    assert codes == [202, 409]


@pytest.mark.parametrize(
    "body", [{}, {"budget": {"seconds": 3}}, {"budget": {"trials": 0}}, {"budget": {"minutes": 1}}, {"goal": "x"}]
)
def test_a_budget_that_cannot_be_is_refused(service: Service, ended: str, body: dict[str, object]) -> None:
    """As it is for a new run."""
    assert service.client().post(f"/v1/runs/{ended}/continue", json=body).status_code == 422
    assert service.client().get(f"/v1/runs/{ended}").json["status"] == "succeeded"


def test_an_empty_budget_means_the_default(service: Service, ended: str) -> None:
    """As it does for a new run."""
    answer = service.client().post(f"/v1/runs/{ended}/continue", json={"budget": {}})

    assert answer.json["settings"]["seconds"] == pytest.approx(60, abs=1)


def test_a_run_whose_dataset_was_deleted_cannot_go_on(service: Service, ended: str) -> None:
    """There is nothing left to fit on."""
    dataset_id = service.client().get(f"/v1/runs/{ended}").json["dataset_id"]
    assert service.client().delete(f"/v1/datasets/{dataset_id}").status_code == 204
    answer = service.client().post(f"/v1/runs/{ended}/continue", json={"budget": {"trials": 2}})

    assert answer.status_code == 409
    assert "dataset" in answer.json["detail"]


class TestShortRuns:
    """With a limit that a test can reach."""

    @pytest.fixture
    def limits(self) -> Limits:
        """Allow runs of 30 seconds."""
        return Limits(max_run_seconds=30)

    def test_the_limit_counts_all_seconds_of_a_run(self, service: Service, ended: str) -> None:
        """Otherwise it could be passed in steps."""
        with service.parts.database.write() as session:
            session.connection().exec_driver_sql("UPDATE runs SET elapsed_seconds = 15")
        answer = service.client().post(f"/v1/runs/{ended}/continue", json={"budget": {"seconds": 20}})

        assert answer.status_code == 422
        assert "30" in answer.json["detail"]
