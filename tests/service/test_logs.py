"""Every line of the log is one JSON object with the ids that lead to its request and its run."""

import io
import json
import logging
import sys
import warnings
from collections.abc import Iterator

import pytest
import structlog

from models.record import RunRecord
from service.engine import Order, Sink
from service.logs import log_as_json
from service.store.runs import Recorded
from tests.service.conftest import Service


@pytest.fixture
def logged(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """Set the logs up over a stream of their own, and undo it."""
    level, stream = logging.getLogger().level, io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    log_as_json("debug")
    yield stream
    logging.getLogger().setLevel(level)
    structlog.contextvars.clear_contextvars()


def lines(logged: io.StringIO) -> list[dict[str, object]]:
    """Return what was logged, and begin anew."""
    text = logged.getvalue()
    logged.seek(0)
    logged.truncate()
    return [json.loads(line) for line in text.splitlines()]


def test_lines_of_libraries_and_warnings_are_lines_like_ours(logged: io.StringIO) -> None:
    """One line of another form breaks whoever reads the rest."""
    with structlog.contextvars.bound_contextvars(run_id="a-run"):
        logging.getLogger("some.library").warning("it is %s", "slow")
        with warnings.catch_warnings():
            warnings.simplefilter("always")
            warnings.warn("it goes away", UserWarning, stacklevel=1)
    found = lines(logged)

    assert [line["run_id"] for line in found] == ["a-run", "a-run"]
    assert [line["level"] for line in found] == ["warning", "warning"]
    assert found[0]["event"] == "it is slow"
    assert "it goes away" in str(found[1]["event"])


def test_a_traceback_is_one_line_without_the_values_of_variables(logged: io.StringIO) -> None:
    """They may be rows of somebody's table."""
    row = "alice 1987"
    try:
        _ = len(row) / 0
    except ZeroDivisionError:
        logging.getLogger("some.library").exception("failed")
    (line,) = lines(logged)

    assert "ZeroDivisionError" in str(line["exception"])
    assert row not in str(line)


def test_lines_of_a_request_have_its_id_and_that_of_its_run(service: Service, logged: io.StringIO) -> None:
    """A user reports a request_id; its run's own lines are in the worker's log."""
    run_id = service.start_run()
    lines(logged)
    answer = service.client().get(f"/v1/runs/{run_id}")
    found = lines(logged)

    assert [line["run_id"] for line in found] == [run_id]
    assert [line["request_id"] for line in found] == [answer.headers["X-Request-ID"]]


def test_lines_of_a_worker_have_the_run_and_its_attempt(service: Service, logged: io.StringIO) -> None:
    """Also those that the engine's libraries write on the way."""

    def work(_order: Order, _sink: Sink, _recorded: Recorded) -> RunRecord:
        logging.getLogger("some.library").warning("of the engine")
        raise RuntimeError("broken")

    run_id = service.start_run()
    service.engine.work = work
    lines(logged)
    assert service.worker("w").work_on_next()
    found = lines(logged)

    assert {"run claimed", "of the engine", "run failed", "run ended"} <= {line["event"] for line in found}
    assert {(line["run_id"], line["attempt"], line["worker"]) for line in found} == {(run_id, 1, "w")}
    assert "run_id" not in structlog.contextvars.get_contextvars()
