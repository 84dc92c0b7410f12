"""The page that predicts: its form, its answers in words, many rows, and code that really works."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest

from models.errors import InputError
from models.record import ColumnAccount, ColumnImportance, ColumnImportances, Importances, RunRecord, Uncertainty
from models.usual import UsualValues
from service.engine import Order, Predictions, Predictor, Sink, TableFile
from service.store.runs import Recorded
from tests.service.conftest import KEY, OTHER_KEY, Service
from tests.service.fake_engine import FakePredictor, three_trials
from tests.service.test_page_views import FRAGMENT, Reader, enter

COLUMNS = ("age", "plan", "joined", "city", "note")
HOSTILE = '"><img src=x onerror=alert(1)>'
USUAL = {
    "age": UsualValues("40", 30.0, 50.0, is_whole=True),
    "plan": UsualValues("basic", choices=("basic", "gold", HOSTILE), n_choices=3),
    "joined": UsualValues("2024-03-01", "2023-12-31", "2024-05-05", is_whole=True),
    "city": UsualValues("Rome", choices=("Rome", "Oslo"), n_choices=90),
    "note": UsualValues(""),
}


class Model(FakePredictor):
    """A model that needs an age, and remembers what it was asked."""

    def __init__(self) -> None:
        self.records: Sequence[Mapping[str, Any]] = ()
        self.files: list[tuple[bytes, str]] = []
        self.said: Predictions | None = None

    def predict_records(self, records: Sequence[Mapping[str, Any]]) -> Predictions:
        """Predict, and remember."""
        self.records = records
        return self.said or super().predict_records(records)

    def predict_file(self, data: bytes, content_type: str) -> Predictions:
        """Predict, and remember."""
        self.files.append((data, content_type))
        if b"age" not in data:
            raise InputError('The rows lack "age", which the model needs.')
        n_rows = max(1, len(data.decode().splitlines()) - 1)
        return Predictions(("yes",) * n_rows, ("no", "yes"), ((0.25, 0.75),) * n_rows, ())


@pytest.fixture
def model() -> Model:
    """Return what predicts."""
    return Model()


@pytest.fixture
def reader(service: Service, model: Model) -> Reader:
    """Return the first owner in a browser, over an engine with columns of every kind."""

    def usual(table: TableFile, names: Sequence[str]) -> Mapping[str, UsualValues]:
        assert table.path.exists()
        return {name: USUAL[name] for name in names if name in USUAL}

    def load(_folder: object) -> Predictor:
        return model

    service.engine.usual_values = usual  # type: ignore[method-assign]
    service.engine.load_model = load  # type: ignore[method-assign]
    service.engine.work = work
    return enter(service, KEY)


def work(order: Order, sink: Sink, recorded: Recorded) -> RunRecord:
    """End with columns of every kind, the second one the most important."""
    record = three_trials(order, sink, recorded)
    kinds = ("numeric", "categorical", "datetime", "categorical", "text")
    columns = tuple(
        ColumnAccount(name, kind, 0, 3, ("x",))  # type: ignore[arg-type]  # the kinds stand above
        for name, kind in zip(COLUMNS, kinds, strict=True)
    )
    singles = (ColumnImportance(("plan",), 0.2, 0.1, 0.3), ColumnImportance(("age",), 0.1, 0.0, 0.2))
    importances = Importances(ColumnImportances(0, singles, (), "measured"))
    return replace(record, data=replace(record.data, columns=columns), importances=importances)


def test_the_form_has_a_fitting_field_for_each_column_the_most_important_first(
    service: Service, reader: Reader
) -> None:
    """Who fills it in knows what is usual, and need not know how a table writes things."""
    text = reader.read(f"/runs/{service.finished_run()}/predict")
    labels = re.findall(r'<label for="column-\d+" title="([^"]*)"', text)
    assert labels == ["plan", "age", "joined", "city", "note"]
    assert re.search(r'<input id="column-1" name="column-1" value="40"[^>]* type="number" step="1"', text)
    assert '<option value="basic" selected>' in text
    assert re.search(r'value="2024-03-01"[^>]* type="date"', text)
    assert re.search(r'value="Rome"[^>]* list="column-3-choices"', text)
    assert "usual 40, 30 to 50" in text
    assert "<img" not in text


def test_many_columns_stand_behind_a_fold_after_the_first(service: Service, reader: Reader) -> None:
    """A form of three hundred fields is a wall; what matters most stands before it."""

    def wide(order: Order, sink: Sink, recorded: Recorded) -> RunRecord:
        record = three_trials(order, sink, recorded)
        columns = tuple(ColumnAccount(f"c{n}", "numeric", 0, 9, ("1",)) for n in range(300))
        return replace(record, data=replace(record.data, columns=columns))

    service.engine.work = wide
    text = reader.read(f"/runs/{service.finished_run()}/predict")
    assert "292 more columns</summary>" in text
    assert text.count('class="field"') == 302  # and the two for many rows


def test_one_row_is_told_with_its_chances_and_its_reasons(service: Service, reader: Reader, model: Model) -> None:
    """A label alone says neither how sure it is nor why."""
    run = service.finished_run()
    status, text = reader.send(f"/runs/{run}/predict", {"column-0": "gold", "column-1": "41"}, FRAGMENT)
    assert (status, "<html" in text) == (200, False)
    assert model.records == [{"plan": "gold", "age": 41, "joined": None, "city": None, "note": None}]
    assert "75 of 100 rows like this are yes" in text
    assert text.count('<circle class="chosen"') == 75
    assert "age is 41: adds 25 points." in text
    assert ("50 of 100" in text, "<b>75 of 100</b>" in text) == (True, True)
    assert "colour is not used." in text
    assert "Prediction ready: churn yes." in text


def test_a_value_beyond_the_table_is_warned_about(service: Service, reader: Reader) -> None:
    """A model answers for an age of four hundred as calmly as for forty."""
    run = service.finished_run()
    _, text = reader.send(f"/runs/{run}/predict", {"column-1": "400"})
    assert "age: 400 is beyond the table (largest 50). Treat this prediction with care." in text
    assert "beyond the table" not in reader.send(f"/runs/{run}/predict", {"column-1": "50"})[1]


def test_a_number_is_told_with_its_interval_in_a_sentence(service: Service, reader: Reader, model: Model) -> None:
    """One number without its range looks surer than it is."""

    def of_values(order: Order, sink: Sink, recorded: Recorded) -> RunRecord:
        return replace(work(order, sink, recorded), uncertainty=Uncertainty("interval", 0.9, "so", coverage=0.88))

    service.engine.work = of_values
    run = service.finished_run()
    model.said = Predictions((214312.4,), (), None, (), intervals=((171234.5, 262987.1),))
    _, text = reader.send(f"/runs/{run}/predict", {"column-1": "40"})
    assert '<div class="hero" dir="auto">214,000</div>' in text
    assert "For 90 of 100 rows like this the true value lies between 171,000 and 263,000." in text
    assert "On rows held back it did for 88 of 100." in text


def test_of_a_hundred_classes_the_largest_are_named_and_the_others_counted(
    service: Service, reader: Reader, model: Model
) -> None:
    """A list of a hundred bars is read by nobody, and the rest is not nothing."""
    classes = tuple(f"class {n}" for n in range(100))
    shares = (0.5, *[0.5 / 99] * 99)
    model.said = Predictions(("class 0",), classes, (shares,), ())
    run = service.finished_run()
    _, text = reader.send(f"/runs/{run}/predict", {"column-1": "40"})
    table = text.split('class="shares"')[1].split("</table>")[0]
    assert table.count("<rect") == 8
    assert "92 other classes together" in table
    assert "46 of 100" in table


def test_pasted_rows_are_predicted_and_bad_ones_are_told_by_their_lines(
    service: Service, reader: Reader, model: Model
) -> None:
    """One broken line among a thousand is no reason to refuse the others, nor to pass over it in silence."""
    run = service.finished_run()
    pasted = "age\tplan\tname\n30\tbasic\ta\n31\tbasic\n\n32\tgold\tb\tc\n33\tgold\td\n"
    status, text = reader.send(f"/runs/{run}/predict/many", {"rows": pasted}, FRAGMENT)
    assert (status, text.count("<b>yes</b>")) == (200, 2)
    assert model.files == [(b"age,plan,name\n30,basic,a\n33,gold,d\n", "text/csv")]
    assert "2 rows were left out." in text
    assert "Line 3 has 2 values, the first line names 3." in text
    assert "Line 5 has 4 values, the first line names 3." in text
    assert re.findall(r'<th scope="row" class="numbers quiet">(\d+)</th>', text) == ["2", "6"]
    assert "75 of 100" in text


def test_of_very_many_rows_the_first_are_shown_and_all_are_in_the_download(service: Service, reader: Reader) -> None:
    """A page of ten thousand lines helps nobody; the file has them."""
    run = service.finished_run()
    form = {"rows": "age\n" + "30\n" * 1200}
    _, text = reader.send(f"/runs/{run}/predict/many", form)
    assert (text.count("<b>yes</b>"), "1,200 rows: the first 50" in text) == (50, True)
    _, csv = reader.send(f"/runs/{run}/predict/many.csv", form)
    assert len(csv.splitlines()) == 1201


def test_the_download_gives_the_rows_back_and_runs_nothing_in_a_spreadsheet(service: Service, reader: Reader) -> None:
    """A cell that begins like a formula is text there; a negative number stays a number."""
    run = service.finished_run()
    _, csv = reader.send(f"/runs/{run}/predict/many.csv", {"rows": 'age,plan\n-3,=1+1\n4,"@x, y"\n'})
    assert (
        csv
        == "age,plan,prediction,probability_no,probability_yes\n-3,'=1+1,yes,0.25,0.75\n4,\"'@x, y\",yes,0.25,0.75\n"
    )


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ("", "Paste rows with their header line first"),
        ("age\n", "Paste rows with their header line first"),
        ("plan\nbasic\n", "The rows lack &#34;age&#34;"),
        ('age\n"30\n31\n', "A double quote in line 2 is not closed"),
        ("age,plan\n30\n", "No row can be used: line 2 has 1 value"),
    ],
)
@pytest.mark.parametrize("ending", ["", ".csv"])
def test_rows_that_cannot_be_used_are_refused_in_a_sentence(
    service: Service, reader: Reader, rows: str, sentence: str, ending: str
) -> None:
    """Beside the field, which keeps what was pasted; the download says the same."""
    status, text = reader.send(f"/runs/{service.finished_run()}/predict/many{ending}", {"rows": rows})
    assert status == 422
    assert sentence in text


@pytest.mark.parametrize(
    ("name", "data", "given"),
    [
        ("rows.csv", "age;plan\n30;größe\n".encode("cp1252"), ("age,plan\n30,größe\n".encode(), "text/csv")),
        ("rows.txt", "age\tplan\n30\tx\n".encode("utf-16"), (b"age,plan\n30,x\n", "text/csv")),
        ("rows.jsonl", b'{"age": 30}\n', (b'{"age": 30}\n', "application/x-ndjson")),
        ("rows.json", b'[{"age": 30}]', (b'[{"age": 30}]', "application/json")),
    ],
)
def test_files_of_every_kind_go_the_way_of_pasted_rows_or_to_the_engine(
    service: Service, reader: Reader, model: Model, name: str, data: bytes, given: tuple[bytes, str]
) -> None:
    """What a spreadsheet saves is read as it is pasted; what is no text of lines is the engine's to read."""
    run = service.finished_run()
    form = {"csrf_token": reader.token, "file": (BytesIO(data), name)}
    answer = reader.client.post(f"/runs/{run}/predict/many", data=form, headers={"Accept": "text/html"})
    assert answer.status_code == 200
    assert model.files == [given]


def test_the_code_that_is_shown_predicts_the_row_in_the_form(service: Service, reader: Reader, model: Model) -> None:
    """Code that is copied and fails is worse than none."""
    run = service.finished_run()
    text = reader.read(f"/runs/{run}/predict")
    python = text.split('id="code-python">')[1].split("</code>")[0].replace("&#34;", '"')
    assert f'"http://localhost/v1/runs/{run}/predictions"' in python
    assert '"Bearer KEY"' in python
    body = python.split("json=")[1].split(",\n)")[0]
    sent = eval(body, {"__builtins__": {}})  # noqa: S307  it is a literal, and that it is one is the point
    curl = json.loads(text.split('id="code-curl">')[1].split("-d '")[1].split("'")[0].replace("\\u0027", "'"))
    assert curl == sent
    answer = service.client().post(f"/v1/runs/{run}/predictions", json=sent)
    assert (answer.status_code, answer.json["predictions"]) == (200, ["yes"])
    assert model.records == [{"plan": "basic", "age": 40, "joined": "2024-03-01", "city": "Rome", "note": None}]


def test_a_run_without_a_model_says_what_to_do(service: Service, reader: Reader) -> None:
    """The page is linked before the run is done, and a run may end with nothing."""
    waiting = service.start_run()
    text = reader.read(f"/runs/{waiting}/predict")
    assert ("waits for a free worker" in text, "Follow the run" in text) == (True, True)
    reader.send(f"/runs/{waiting}/cancel", {})
    assert "It was stopped before there was one." in reader.read(f"/runs/{waiting}/predict")

    def fail(_order: Order, _sink: Sink, _recorded: Recorded) -> RunRecord:
        raise InputError("The target has one value.")

    service.engine.work = fail
    text = reader.read(f"/runs/{service.finished_run()}/predict")
    assert "This run has no model. The target has one value." in text


def test_while_an_experiment_is_at_work_the_page_says_so_and_keeps_what_was_typed(
    service: Service, reader: Reader
) -> None:
    """The model may be about to change: an answer now might be another one's."""
    run = service.finished_run()
    body = {"hyperparameters": {"max_depth": 10}}
    assert service.client().post(f"/v1/runs/{run}/what-ifs", json=body).status_code == 202
    status, text = reader.send(f"/runs/{run}/predict", {"column-1": "47"})
    assert (status, "predict again when that is done" in text, 'value="47"' in text) == (422, True, True)


def test_a_run_whose_table_was_deleted_is_still_predicted_with(service: Service, reader: Reader) -> None:
    """What is usual is not known any more; the examples of the record stand in."""
    run = service.finished_run()
    dataset = service.client().get(f"/v1/runs/{run}").json["dataset_id"]
    assert service.client().delete(f"/v1/datasets/{dataset}").status_code == 204
    assert re.search(r'<input id="column-1" name="column-1" value="x"', reader.read(f"/runs/{run}/predict"))
    assert reader.send(f"/runs/{run}/predict", {"column-1": "40"})[0] == 200


def test_another_owner_predicts_nothing_here(service: Service, reader: Reader) -> None:
    """A model tells much of the rows that it learned from."""
    run = service.finished_run()
    assert reader.read(f"/runs/{run}/predict")
    stranger = enter(service, OTHER_KEY)
    assert stranger.client.get(f"/runs/{run}/predict").status_code == 404
    for place in ("predict", "predict/many", "predict/many.csv"):
        assert stranger.send(f"/runs/{run}/{place}", {"rows": "age\n30\n"})[0] == 404
