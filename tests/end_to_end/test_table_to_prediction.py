"""From an upload over HTTP to a model, an honest word, an answer and a prediction, on real data, through kills."""

import io
import re
import subprocess
import sys
import tarfile
import time
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from sklearn.datasets import load_breast_cancer, load_diabetes, load_wine

from models import load
from tests.end_to_end.conftest import Service

TRIALS = {"trials": 6}


def csv(frame: pd.DataFrame, **how: object) -> bytes:
    """Write a frame as a user would have it."""
    return frame.to_csv(index=False, **how).encode()  # type: ignore[call-overload, no-any-return]


def customers(n_rows: int = 300) -> pd.DataFrame:
    """Make customers with words, text, dates, money and missing cells."""
    rng = np.random.default_rng(0)
    months = rng.integers(1, 60, n_rows)
    contract = rng.choice(["monthly", "yearly"], n_rows)
    chance = 1 / (1 + np.exp(0.08 * (months - 25) + 1.5 * (contract == "yearly")))
    frame = pd.DataFrame(
        {
            "customer_id": [f"C-{i:04d}" for i in range(n_rows)],
            "months": months,
            "contract": contract,
            "bill": [f"${value:,.2f}" for value in rng.gamma(4, 300, n_rows)],
            "joined": (pd.Timestamp("2024-12-31") - pd.to_timedelta(months * 30, unit="D")).strftime("%d.%m.%Y"),
            "last_call": rng.choice(["asked about the bill and was angry", "all is well, a happy customer"], n_rows),
            "churn": np.where(rng.random(n_rows) < chance, "yes", "no"),
        }
    )
    frame.loc[rng.random(n_rows) < 0.1, "bill"] = "n/a"
    return frame


def numbers_of(answer: str) -> set[str]:
    """Return the numbers of an answer, links left out."""
    return set(re.findall(r"\d+(?:\.\d+)?", re.sub(r"\]\([^)]*\)", "]", answer)))


@pytest.fixture(scope="module")
def finished(service: Service) -> str:
    """Run once over the customers."""
    dataset = service.upload("customers.csv", csv(customers(), sep=";"))
    run = service.begin(
        dataset, "predict churn; missing a churner is five times worse than a false alarm", budget=TRIALS
    )
    assert service.wait(run)["status"] == "succeeded"
    return run


def test_plain_words_become_a_goal_and_a_result(service: Service, finished: str) -> None:
    """The whole promise in one look."""
    run = service.call("GET", f"/v1/runs/{finished}").json()

    assert run["goal"]["target"] == "churn"
    assert run["goal"]["positive_class"] == "yes"
    costs = run["goal"]["costs"]
    assert costs["false_negative"] == 5 * costs["false_positive"]
    score = run["result"]["score"]
    assert 0.5 < score["low"] <= score["corrected"] <= score["high"] <= 1
    assert run["result"]["overfitting"]["risk"] in ("low", "moderate", "high", "cannot_tell")
    assert run["result"]["overfitting"]["because"]
    assert any("customer_id" in decision["chosen"] for decision in run["decisions"])
    assert [entry["rank"] for entry in run["leaderboard"]] == sorted(entry["rank"] for entry in run["leaderboard"])
    trials = service.call("GET", f"/v1/runs/{finished}/trials").json()["items"]
    assert [trial["number"] for trial in trials] == list(range(TRIALS["trials"]))
    assert all(trial["folds"] for trial in trials if trial["state"] == "complete")


@pytest.mark.parametrize(
    "question", ["why this learning rate?", "does it overfit?", "why this model?", "what is a hyperparameter?"]
)
def test_questions_are_answered_with_citations(question: str, service: Service, finished: str) -> None:
    """Every number in an answer is a citation."""
    answer = service.call("POST", "/v1/chat", json={"message": question, "run_id": finished}).json()

    assert answer["topic"] != "out_of_scope"
    assert answer["citations"]
    assert 2 <= len(answer["suggestions"]) <= 3
    assert numbers_of(answer["answer"]), "an answer about a run without a number says nothing of the run"


def test_rows_are_predicted_as_they_are_written(service: Service, finished: str) -> None:
    """An app sends JSON, a person a CSV; both as they have it."""
    rows = customers().drop(columns="churn").head(20)
    given = rows.astype(object).where(rows.notna(), None).to_dict("records")

    answer = service.call("POST", f"/v1/runs/{finished}/predictions", json={"rows": given}).json()
    as_csv = service.call(
        "POST",
        f"/v1/runs/{finished}/predictions",
        content=csv(rows),
        headers={"Content-Type": "text/csv", "Accept": "text/csv"},
    )

    assert set(answer["predictions"]) <= {"yes", "no"}
    assert all(sum(p.values()) == pytest.approx(1) for p in answer["probabilities"])
    assert pd.read_csv(io.StringIO(as_csv.text)).shape[0] == 20


def test_the_model_that_is_downloaded_predicts_the_same(service: Service, finished: str, tmp_path: Path) -> None:
    """What the service serves is what it gives away."""
    rows = customers().drop(columns="churn").head(20)
    download = service.call("GET", f"/v1/runs/{finished}/model")
    with tarfile.open(fileobj=io.BytesIO(download.content)) as tar:
        tar.extractall(tmp_path, filter="data")
    given = rows.to_dict("records")

    answer = service.call("POST", f"/v1/runs/{finished}/predictions", json={"rows": given}).json()

    assert list(load(tmp_path / "model").predict(rows)) == answer["predictions"]


@pytest.mark.parametrize(
    ("name", "frame", "goal"),
    [
        ("breast_cancer", load_breast_cancer(as_frame=True).frame, "predict target"),
        ("wine", load_wine(as_frame=True).frame, {"target": "target", "task": "multiclass", "metric": "log_loss"}),
        ("diabetes", load_diabetes(as_frame=True).frame, "predict target, average error"),
    ],
)
def test_real_tables_of_every_task_give_a_model(name: str, frame: pd.DataFrame, goal: object, service: Service) -> None:
    """Binary, multiclass and regression, on data that real people measured."""
    run = service.begin(service.upload(f"{name}.csv", csv(frame)), goal, budget={"trials": 4})
    ended = service.wait(run)

    assert ended["status"] == "succeeded", ended["error"]
    board = ended["leaderboard"]
    assert board[0]["family"] != "dummy"  # type: ignore[index]


def test_a_run_goes_on_after_everything_was_killed(service: Service) -> None:
    """Kill -9 of web, worker and children in the middle; the same trials as without it."""
    dataset = service.upload("customers.csv", csv(customers()))
    order = {"budget": {"trials": 12}, "search": {"seed": 5}}
    undisturbed = service.begin(dataset, "predict churn", **order)
    service.wait(undisturbed)
    run = service.begin(dataset, "predict churn", **order)
    end = time.monotonic() + 120
    while service.call("GET", f"/v1/runs/{run}").json()["progress"]["trials"] < 5:
        assert time.monotonic() < end
        time.sleep(0.2)

    service.kill_everything()
    service.start()
    ended = service.wait(run)

    assert ended["status"] == "succeeded", ended["error"]
    assert essence(service, run) == essence(service, undisturbed)


def essence(service: Service, run: str) -> list[tuple[object, ...]]:
    """Return of each trial what no clock touches."""
    trials = service.call("GET", f"/v1/runs/{run}/trials?limit=100").json()["items"]
    return [(t["number"], t["family"], t["hyperparameters"], t["state"], t["validation_score"]) for t in trials]


def test_a_cancelled_run_keeps_its_best_model(service: Service) -> None:
    """Cancel is not throwing away."""
    dataset = service.upload("customers.csv", csv(customers()))
    run = service.begin(dataset, "predict churn", budget={"trials": 500})
    end = time.monotonic() + 120
    while service.call("GET", f"/v1/runs/{run}").json()["progress"]["trials"] < 3:
        assert time.monotonic() < end
        time.sleep(0.2)

    service.call("POST", f"/v1/runs/{run}/cancel")
    ended = service.wait(run)

    assert ended["status"] == "cancelled"
    row = customers().drop(columns="churn").head(1).to_dict("records")
    assert service.call("POST", f"/v1/runs/{run}/predictions", json={"rows": row}).is_success


def test_the_terminal_does_the_same(tmp_path: Path) -> None:
    """Fit, ask and predict without any service."""
    table = tmp_path / "customers.csv"
    table.write_bytes(csv(customers()))
    model = tmp_path / "model"

    fit = plaintune("fit", str(table), "--goal", "predict churn", "--trials", "4", "--out", str(model))
    ask = plaintune("ask", str(model), "does it overfit?")
    predict = plaintune("predict", str(model), str(table), "--out", str(tmp_path / "predictions.csv"))
    wrong = plaintune("fit", str(table), "--goal", "predict the weather on mars", "--out", str(model))

    assert fit.returncode == 0, fit.stderr
    assert "churn" in fit.stdout
    assert ask.returncode == 0, ask.stderr
    assert predict.returncode == 0, predict.stderr
    assert len(pd.read_csv(tmp_path / "predictions.csv")) == 300
    assert wrong.returncode == 2
    assert len(wrong.stderr.strip().splitlines()) == 1


def plaintune(*words: str) -> subprocess.CompletedProcess[str]:
    """Run the command line."""
    command = [sys.executable, "-m", "service.command_line", *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=240, check=False)
