"""A service that stands still: one run in every state, from made-up records, and no worker that would go on.

Its pages are looked at by axe and photographed. Tables are read and questions answered by the real parts; what the
runs did is made up, so that states which take an hour, or a fault, are there at once.
"""

import io
import json
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.serving import make_server

from models.errors import InputError
from models.record import ClassCount, Progress, RunRecord, Trial
from service.app import create_app
from service.engine import Order, Predictions, Predictor, Sink
from service.local_engine import LocalEngine
from service.settings import Limits, Settings
from service.store.claims import ClaimStore
from service.store.runs import Recorded
from service.worker import Worker, Workplace
from tests.assistant.conftest import linear_run, multiclass_run
from tests.assistant.rich_runs import failed_run, searched_run
from tests.assistant.told_records import told_binary, told_multiclass, told_regression
from tests.service.fake_engine import FakePredictor
from tests.service.made_up_record import HOSTILE, a_trial, made_up_record, without_model

KEY = "key-of-the-showroom"
LONG_NAME = "W" * 200
N_COLUMNS, N_TRIALS, N_CLASSES = 300, 1_000, 100
PATIENCE_SECONDS = 60


@dataclass
class Showroom:
    """Where each state is shown, and how a browser comes in. ``places`` are paths by name of the state."""

    address: str
    open_door: Callable[[], str]
    places: dict[str, str] = field(default_factory=dict)


@contextmanager
def open_showroom(home: Path) -> Iterator[Showroom]:
    """Serve all states on a free port of the loopback until the block ends."""
    settings = Settings(home=home, api_key=KEY, lease_seconds=3.0)
    app = create_app(settings, _Engine(Limits()))
    server = make_server("127.0.0.1", 0, app, threaded=True)
    serving = threading.Thread(target=server.serve_forever, daemon=True)
    serving.start()
    stage = _Stage(app, settings)
    try:
        address = f"http://127.0.0.1:{server.server_port}"
        yield Showroom(address, lambda: f"{address}/?key={stage.open_door()}", stage.set())
    finally:
        stage.clear()
        server.shutdown()
        serving.join()
        app.extensions["plaintune"].database.dispose()


class _Stage:
    """Puts tables and runs into a service."""

    def __init__(self, app: Flask, settings: Settings) -> None:
        self._client: FlaskClient = app.test_client()
        self._client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {KEY}"
        self._claims = ClaimStore(app.extensions["plaintune"].database)
        self._owners, self._shares = app.extensions["plaintune"].owners, app.extensions["plaintune"].shares
        caller = self._owners.caller_of_secret(KEY)
        assert caller is not None
        self._owner, self._conversation = caller, ""
        self._blobs = app.extensions["plaintune"].blobs
        self._settings = settings
        self._curtain, self._is_shown = threading.Event(), threading.Event()
        self._threads: list[threading.Thread] = []

    def set(self) -> dict[str, str]:
        """Put everything in place, and return where it is."""
        churn = self._upload("telco.csv", _churn_table())
        places = {
            "start": "/",
            "table": f"/datasets/{churn}",
            "wide table": f"/datasets/{self._upload('wide.csv', _wide_table())}",
            "hostile table": f"/datasets/{self._upload('hostile.csv', _hostile_table())}",
            "runs": "/runs",
        }
        ended = {name: self._ended(churn, record) for name, record in RECORDS.items()}
        places |= {name: f"/runs/{run}" for name, run in ended.items()}
        places |= {"running": f"/runs/{self._running(churn)}", "queued": f"/runs/{self._start(churn)}"}
        finished = ended["result"]
        places |= {"trial": f"/runs/{finished}/trials/4", "failed trial": f"/runs/{finished}/trials/17"}
        places |= {"no such run": "/runs/00000000", "tables": "/datasets", "compare nothing": "/runs/compare"}
        return places | self._rooms_of(ended)

    def _rooms_of(self, ended: Mapping[str, str]) -> dict[str, str]:
        """Return the pages of runs that have ended, with a conversation and a link to share."""
        run, told = ended["result"], f"/runs/{ended['told result']}"
        for message in ("does it overfit?", "how do the best models compare?"):
            body = {"message": message, "run_id": ended["told result"], "conversation_id": self._conversation}
            answer = self._client.post("/v1/chat", json={key: value for key, value in body.items() if value})
            assert answer.status_code == 200, answer.text
            self._conversation = answer.json["conversation_id"]
        token = self._shares.add(run, self._owner.owner_id)
        return {
            "charts": f"{told}/charts",
            "chart": f"{told}/charts/score_by_trial",
            "chart of the server": f"{told}/charts/threshold_costs",
            "one row": f"/runs/{run}/charts/one_row",
            "predict": f"/runs/{run}/predict",
            "compare": f"/runs/compare?run={run}&run={ended['told result']}",
            "continue": f"/runs/{run}/continue",
            "share": f"/runs/{run}/share",
            "delete": f"/runs/{run}/delete",
            "chat": f"{told}/chat",
            "chat about a chart": f"{told}/chat?conversation=new&about=score_by_trial",
            "trials": f"/runs/{ended['1,000 trials']}/trials",
            "no trial fits": f"/runs/{run}/trials?family=neural_network",
            "shared result": f"/shared/{token}",
        }

    def open_door(self) -> str:
        """Return the secret of an address that lets one browser in."""
        return self._owners.open_door(self._owner.key_id)

    def clear(self) -> None:
        """Let the run that is shown running end."""
        self._curtain.set()
        for thread in self._threads:
            thread.join()

    def _upload(self, name: str, table: str) -> str:
        answer = self._client.post("/v1/datasets", data={"file": (io.BytesIO(table.encode()), name)})
        assert answer.status_code == 201, answer.text
        return str(answer.json["id"])

    def _start(self, dataset: str) -> str:
        body = {"dataset_id": dataset, "goal": "predict churn", "budget": {"trials": 30, "seconds": 90}}
        answer = self._client.post("/v1/runs", data=json.dumps(body), content_type="application/json")
        assert answer.status_code == 202, answer.text
        return str(answer.json["id"])

    def _ended(self, dataset: str, record: RunRecord) -> str:
        """Let a worker that does what the record says finish a run."""

        def work(order: Order, sink: Sink, _: Recorded, __: float) -> RunRecord:
            _tell(record, sink)
            if record.error is not None:
                raise _FailedError(record.error)
            if record.status == "cancelled":
                self._client.post(f"/v1/runs/{run}/cancel")
                while not sink.should_stop():
                    self._curtain.wait(0.05)
            (order.folder / "model").mkdir(exist_ok=True)
            return record

        run = self._start(dataset)
        assert self._worker(work).work_on_next()
        return run

    def _running(self, dataset: str) -> str:
        """Let a worker come to the middle of a run, and wait there."""

        def work(_: Order, sink: Sink, __: Recorded, ___: float) -> RunRecord:
            _tell(replace(RECORDS["result"], trials=RECORDS["result"].trials[:20], findings=()), sink)
            sink.trial_started(replace(a_trial(20, "xgboost"), state="running", folds=(), validation_score=None))
            sink.progressed(Progress("searching", 31.0, 90.0, 20, 0.81))
            self._is_shown.set()
            self._curtain.wait()
            return RECORDS["result"]

        run = self._start(dataset)
        worker = self._worker(work)
        thread = threading.Thread(target=worker.work_on_next)
        thread.start()
        self._threads.append(thread)
        assert self._is_shown.wait(PATIENCE_SECONDS)
        return run

    def _worker(self, work: Callable[[Order, Sink, Recorded, float], RunRecord]) -> Worker:
        place = Workplace(self._settings, self._claims, self._blobs, work, _nothing, experiment=_nothing)
        return Worker(place, "showroom")


class _Engine(LocalEngine):
    """Reads and answers like the real one; its models say yes."""

    def load_model(self, folder: Path) -> Predictor:
        """Return what says yes, wherever a run has ended well."""
        assert folder.is_dir()
        return _YesModel()


class _YesModel(FakePredictor):
    """Says yes to every row, and has its reasons in every column."""

    def predict_records(self, records: Sequence[Mapping[str, Any]]) -> Predictions:
        """Say yes."""
        return self._yes(len(records))

    def explain_records(self, records: Sequence[Mapping[str, Any]]) -> tuple[Mapping[str, Any], ...]:
        """Let the columns push to and fro, each less than the one before."""
        pushes = {name: 0.3 * (-0.5) ** rank for rank, name in enumerate(records[0])}
        parts = [{"column": name, "value": records[0][name], "contribution": push} for name, push in pushes.items()]
        told = {"base": 0.5, "prediction": 0.5 + sum(pushes.values()), "contributions": parts}
        return (told | {"scale": "probability", "of": "yes"},) * len(records)

    def example_records(self) -> tuple[Mapping[str, Any], ...]:
        """Return two rows of the made-up table."""
        return ({"tenure": 3.0, "plan": "basic"}, {"tenure": 47.0, "plan": "gold"})


class _FailedError(InputError):
    """What a run of the showroom failed of."""

    def __str__(self) -> str:
        return str(self.args[0])


def _nothing(*_: object) -> RunRecord:
    raise AssertionError("Nothing is checked or tried in the showroom.")


def _tell(record: RunRecord, sink: Sink) -> None:
    for trial in record.trials:
        sink.trial_finished(trial)
    for decision in record.decisions:
        sink.decided(decision)
    for finding in record.findings:
        sink.found(finding)


def _with_many_trials(record: RunRecord) -> RunRecord:
    trials: list[Trial] = list(record.trials)
    families = ("lightgbm", "xgboost", "linear", "random_forest")
    trials += [a_trial(number, families[number % 4]) for number in range(len(trials), N_TRIALS)]
    return replace(record, trials=tuple(trials))


def _with_many_classes(record: RunRecord) -> RunRecord:
    classes = tuple(ClassCount(f"kind {number}", 14) for number in range(N_CLASSES))
    return replace(record, data=replace(record.data, classes=classes))


RECORDS: Mapping[str, RunRecord] = {
    "result": made_up_record(),
    "told result": told_binary(searched_run()),
    "regression": told_regression(linear_run()),
    "multiclass": told_multiclass(multiclass_run()),
    "hostile result": made_up_record(HOSTILE),
    "long names": made_up_record(LONG_NAME),
    "1,000 trials": _with_many_trials(made_up_record()),
    "100 classes": _with_many_classes(told_multiclass(multiclass_run())),
    "failed": replace(failed_run(), error="The goal column has one value only: there is nothing to learn."),
    "cancelled": replace(made_up_record(), status="cancelled"),
    "cancelled early": without_model(made_up_record(), "cancelled"),
}


def _churn_table() -> str:
    rows = ["tenure,contract,charges,customer_id,churn"]
    for n in range(240):
        contract = ("monthly", "yearly", "two years")[n % 3]
        charges = f"{20 + (n * 37) % 90}.{n % 10}" if n % 11 else ""
        rows.append(f"{(n * 29) % 73},{contract},{charges},C-{n:05d},{'yes' if (n * 7) % 10 < 3 else 'no'}")
    return "\n".join(rows) + "\n"


def _wide_table() -> str:
    names = [f"sensor_{n:03d}" for n in range(N_COLUMNS - 1)] + ["broken"]
    rows = [",".join(names)]
    for n in range(60):
        values = [str((n * (column + 3)) % 101 / 10) for column in range(N_COLUMNS - 1)]
        rows.append(",".join([*values, "yes" if n % 4 == 0 else "no"]))
    return "\n".join(rows) + "\n"


def _hostile_table() -> str:
    names = (
        "<img src=x onerror=alert(1)>",
        "<hx-partial hx-target='#main'>gone</hx-partial>",
        LONG_NAME,
        "عمر العميل",
        "churn",
    )
    rows = [",".join(f'"{name}"' for name in names)]
    rows += [f'"<b>{n}</b>",{n % 7},"{LONG_NAME}",{n % 50},{"yes" if n % 3 == 0 else "no"}' for n in range(60)]
    return "\n".join(rows) + "\n"
