"""Predictions and models over HTTP."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from service.engine import Predictions
from service.settings import Limits
from tests.service.conftest import Service

ROWS = {"rows": [{"age": 30}, {"age": 40}]}


def test_rows_are_predicted(service: Service) -> None:
    """What all of this is for."""
    answer = service.client().post(f"/v1/runs/{service.finished_run()}/predictions", json=ROWS)

    assert answer.status_code == 200
    assert answer.json == {
        "predictions": ["yes", "yes"],
        "probabilities": [{"no": 0.25, "yes": 0.75}] * 2,
        "intervals": None,
        "sets": None,
        "explanations": None,
        "warnings": ["colour is not used."],
    }


def test_rows_are_explained_where_asked_for(service: Service) -> None:
    """What each column adds to a base value, the scale, and the class whose probability it is."""
    answer = service.client().post(f"/v1/runs/{service.finished_run()}/predictions", json={**ROWS, "explain": True})

    assert answer.status_code == 200
    assert len(answer.json["explanations"]) == 2
    assert answer.json["explanations"][0] == {
        "base": 0.5,
        "prediction": 0.75,
        "contributions": [{"column": "age", "value": 30, "contribution": 0.25}],
        "scale": "probability",
        "of": "yes",
    }


def test_explanations_as_csv_are_refused(service: Service) -> None:
    """Leaving them out without a word would look like an answer."""
    answer = service.client().post(
        f"/v1/runs/{service.finished_run()}/predictions", json={**ROWS, "explain": True}, headers={"Accept": "text/csv"}
    )

    assert answer.status_code == 422
    assert answer.json["errors"][0]["field"] == "explain"


def with_numbers(service: Service) -> str:
    """Return the address of a run whose model predicts numbers."""
    model = service.engine.load_model(service.parts.settings.home)
    numbers = Predictions((3.0,), (), None, (), intervals=((1.5, 4.5),))
    model.predict_records = lambda _rows: numbers  # type: ignore[method-assign]
    run_id = service.finished_run()
    service.engine.load_model = lambda _folder: model  # type: ignore[method-assign]
    return f"/v1/runs/{run_id}/predictions"


def test_a_number_comes_with_its_interval(service: Service) -> None:
    """A number alone claims more than anybody knows."""
    answer = service.client().post(with_numbers(service), json={"rows": [{"age": 3}]})

    assert answer.json["predictions"] == [3.0]
    assert answer.json["intervals"] == [{"low": 1.5, "high": 4.5}]
    assert answer.json["probabilities"] is None


def test_the_interval_is_in_the_csv_too(service: Service) -> None:
    """Spreadsheets want it as much."""
    headers = {"Accept": "text/csv"}
    answer = service.client().post(with_numbers(service), json={"rows": [{"age": 3}]}, headers=headers)

    assert answer.text == "prediction,low,high\n3.0,1.5,4.5\n"


def test_classes_that_may_well_be_right_are_named(service: Service) -> None:
    """One class where the model is sure, more where it is not."""
    model = service.engine.load_model(service.parts.settings.home)
    classes = Predictions(("yes",), ("no", "yes"), ((0.4, 0.6),), (), sets=(("no", "yes"),))
    model.predict_records = lambda _rows: classes  # type: ignore[method-assign]
    run_id = service.finished_run()
    service.engine.load_model = lambda _folder: model  # type: ignore[method-assign]
    answer = service.client().post(f"/v1/runs/{run_id}/predictions", json={"rows": [{"age": 3}]})

    assert answer.json["sets"] == [["no", "yes"]]


def test_predictions_are_csv_where_asked_for(service: Service) -> None:
    """Spreadsheets and shells read CSV."""
    answer = service.client().post(
        f"/v1/runs/{service.finished_run()}/predictions",
        data=b"age\n30\n40\n",
        headers={"Content-Type": "text/csv", "Accept": "text/csv"},
    )

    assert answer.mimetype == "text/csv"
    assert answer.text == "prediction,probability_no,probability_yes\nyes,0.25,0.75\nyes,0.25,0.75\n"


@pytest.mark.parametrize("text", ["=1+1", "+1-1", "-1+1", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_prediction_that_looks_like_a_formula_is_no_formula(service: Service, text: str) -> None:
    """Class labels come from uploads, and a spreadsheet would run them."""
    model = service.engine.load_model(service.parts.settings.home)
    model.predict_file = lambda _data, _type: Predictions((text,), (), None, ())  # type: ignore[method-assign]
    run_id = service.finished_run()
    service.engine.load_model = lambda _folder: model  # type: ignore[method-assign]
    answer = service.client().post(
        f"/v1/runs/{run_id}/predictions",
        data=b"age\n30\n",
        headers={"Content-Type": "text/csv", "Accept": "text/csv"},
    )

    assert answer.text.split("\n", 1)[1].strip('"').startswith("'")


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b'{"rows": []}', 422),
        (b'{"rows": [3]}', 422),
        (b'{"rows": [{"size": 3}]}', 422),
        (b'{"row": [{"age": 3}]}', 422),
        (b'{"rows": [{"age": 3}], "explain": "why"}', 422),
        (b"[]", 422),
        (b"3", 422),
        (b"", 400),
        (b"{", 400),
        (b'{"rows": [{"age": NaN}]}', 400),
        (b"[" * 100_000, 400),
        (b"\xff\xfe", 400),
    ],
)
def test_rows_that_cannot_be_used_are_refused(service: Service, body: bytes, status: int) -> None:
    """Each gets its sentence, and none a crash."""
    address = f"/v1/runs/{service.finished_run()}/predictions"
    answer = service.client().post(address, data=body, content_type="application/json")

    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"
    assert answer.json["detail"]


def test_another_content_type_is_refused(service: Service) -> None:
    """A picture is no table."""
    address = f"/v1/runs/{service.finished_run()}/predictions"

    assert service.client().post(address, data=b"x", content_type="image/png").status_code == 415


def test_a_run_without_a_model_says_so(service: Service) -> None:
    """Impatience is no fault of the model."""
    run_id = service.start_run()

    assert service.client().post(f"/v1/runs/{run_id}/predictions", json=ROWS).status_code == 409
    assert service.client().get(f"/v1/runs/{run_id}/model").status_code == 409


def test_a_model_is_loaded_once_for_many_requests(service: Service) -> None:
    """Loading takes longer than a thousand predictions."""
    address = f"/v1/runs/{service.finished_run()}/predictions"
    with ThreadPoolExecutor(8) as clients:
        statuses = list(clients.map(lambda _: service.client().post(address, json=ROWS).status_code, range(24)))

    assert set(statuses) == {200}
    assert service.engine.loaded == 1


def test_a_model_is_downloaded_as_one_file(service: Service) -> None:
    """It belongs to whoever paid for it."""
    answer = service.client().get(f"/v1/runs/{service.finished_run()}/model")

    assert answer.data == b"packed"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")


class TestFewRows:
    """With a limit that a test can reach."""

    @pytest.fixture
    def limits(self) -> Limits:
        """Allow one row."""
        return Limits(max_prediction_rows=1)

    def test_too_many_rows_are_refused_by_the_limit(self, service: Service) -> None:
        """CSV and Parquet are for many rows."""
        answer = service.client().post(f"/v1/runs/{service.finished_run()}/predictions", json=ROWS)

        assert answer.status_code == 422
        assert "PLAINTUNE_MAX_PREDICTION_ROWS" in answer.json["detail"]


class TestFewExplained:
    """With a limit on rows to explain that a test can reach."""

    @pytest.fixture
    def limits(self) -> Limits:
        """Allow one row."""
        return Limits(max_explained_rows=1)

    def test_too_many_rows_to_explain_are_refused_by_the_limit(self, service: Service) -> None:
        """An explanation asks the model thousands of times; predictions alone are not limited by it."""
        address = f"/v1/runs/{service.finished_run()}/predictions"
        answer = service.client().post(address, json={**ROWS, "explain": True})

        assert answer.status_code == 422
        assert "PLAINTUNE_MAX_EXPLAINED_ROWS" in answer.json["detail"]
        assert service.client().post(address, json=ROWS).status_code == 200
