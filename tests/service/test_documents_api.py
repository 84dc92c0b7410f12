"""Reports and studies over HTTP."""

from pathlib import Path

import optuna
import pytest
from sqlalchemy.pool import NullPool

from models.errors import InputError
from models.record import RunRecord
from service.engine import Order, Sink
from service.store.runs import Recorded
from tests.service.conftest import Service
from tests.service.fake_engine import decision, trial


@pytest.mark.parametrize(
    ("query", "mimetype", "begins"),
    [("", "text/html", "<!doctype html>"), ("?format=html", "text/html", "<!doctype html>"),
     ("?format=md", "text/markdown", "# Predict churn"), ("?format=json", "application/json", "{")],
)  # fmt: skip
def test_a_report_comes_in_three_formats(service: Service, query: str, mimetype: str, begins: str) -> None:
    """For people, for a repository, for programs."""
    answer = service.client().get(f"/v1/runs/{service.finished_run()}/report{query}")

    assert (answer.status_code, answer.mimetype) == (200, mimetype)
    assert answer.text.lstrip().startswith(begins)
    assert "churn" in answer.text


def test_another_format_is_refused(service: Service) -> None:
    """With the field, as everywhere."""
    answer = service.client().get(f"/v1/runs/{service.finished_run()}/report?format=pdf")

    assert answer.status_code == 422
    assert [error["field"] for error in answer.json["errors"]] == ["format"]


def test_the_policy_lets_the_reports_own_style_through(service: Service) -> None:
    """Under the policy of the other answers it would be bare text."""
    answer = service.client().get(f"/v1/runs/{service.finished_run()}/report")

    assert "style-src 'sha256-" in answer.headers["Content-Security-Policy"]
    assert "script" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_the_pages_address_leads_to_the_report(service: Service) -> None:
    """A bookmark of the page, and the button on it."""
    run_id = service.finished_run()
    answer = service.client().get(f"/runs/{run_id}/report")

    assert (answer.status_code, answer.headers["Location"]) == (303, f"/v1/runs/{run_id}/report")
    assert f'href="/runs/{run_id}/report"' in service.client().get(f"/runs/{run_id}").text


def refused_work(_order: Order, _sink: Sink, _recorded: Recorded) -> RunRecord:
    """Fail as the engine does on input that it refuses."""
    raise InputError("One class alone cannot be learned.")


def test_runs_that_wait_fail_or_were_stopped_have_a_report_too(service: Service) -> None:
    """Somebody wants to know why there is no model."""
    waiting = service.start_run()
    assert "waits for its turn" in service.client().get(f"/v1/runs/{waiting}/report").text
    assert service.client().post(f"/v1/runs/{waiting}/cancel").status_code == 202
    assert "stopped" in service.client().get(f"/v1/runs/{waiting}/report").text

    service.engine.work = refused_work
    failed = service.finished_run()
    assert "One class alone" in service.client().get(f"/v1/runs/{failed}/report?format=md").text


def breaks_after_two_trials(_order: Order, sink: Sink, _recorded: Recorded) -> RunRecord:
    """Fail when some trials are recorded, and no record is."""
    sink.decided(decision(1))
    for number in range(2):
        sink.trial_finished(trial(number, score=0.7 + number / 100))
    raise InputError("The disk is full.")


def test_what_a_failed_run_recorded_stands_in_its_report(service: Service) -> None:
    """It is where one begins to look."""
    service.engine.work = breaks_after_two_trials
    text = service.client().get(f"/v1/runs/{service.finished_run()}/report?format=md").text

    assert "The disk is full" in text
    assert "0.7100" in text
    assert "## Decisions and their reasons" in text
    assert "## The model" not in text


def test_a_study_opens_with_optuna_and_has_the_same_best_value(service: Service, tmp_path: Path) -> None:
    """It is downloaded to be looked at elsewhere."""
    run_id = service.finished_run()
    answer = service.client().get(f"/v1/runs/{run_id}/study")
    file = tmp_path / "study.db"
    file.write_bytes(answer.data)
    storage = optuna.storages.RDBStorage(f"sqlite:///{file}", engine_kwargs={"poolclass": NullPool})
    study = optuna.load_study(study_name=f"plaintune-{run_id}", storage=storage)
    run = service.client().get(f"/v1/runs/{run_id}").json

    assert answer.mimetype == "application/vnd.sqlite3"
    assert "attachment" in answer.headers["Content-Disposition"]
    assert study.best_value == run["leaderboard"][0]["validation_score"]
    assert len(study.trials) == 3
