"""The command line after a fit: a test table, evaluations, reports and studies."""

import json
from pathlib import Path

import optuna
import pytest
from sqlalchemy.pool import NullPool

import service.evaluating
from models.artifact import load_record
from models.errors import SameTableError, TableLimitError, UnlabeledTableError
from models.table import read_table, save_table
from models.tables.limits import TableLimits, time_error
from service.command_line import main
from service.engine import EvaluationOrder, TableFile
from service.local_engine import LocalEngine
from service.settings import Limits

COLUMNS = "age,region,churn\n"


def rows(first: int, n: int) -> str:
    """Write rows of one source; the answer hangs on the age, mostly."""
    return "".join(
        f"{20 + i % 41},{'north' if i % 3 else 'south'},{'yes' if (i % 41 > 20) != (i % 7 == 0) else 'no'}\n"
        for i in range(first, first + n)
    )


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the tables of these tests into one folder."""
    folder = tmp_path_factory.mktemp("tables")
    (folder / "people.csv").write_text(COLUMNS + rows(0, 150))
    (folder / "test.csv").write_text(COLUMNS + rows(150, 90))
    (folder / "later.csv").write_text(COLUMNS + rows(500, 80))
    (folder / "unlabeled.csv").write_text("age,region\n30,north\n40,south\n")
    return folder


@pytest.fixture(scope="module")
def model_folder(tables: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Fit with a locked table."""
    folder = tmp_path_factory.mktemp("models") / "model"
    words = ["fit", str(tables / "people.csv"), "--goal", "predict churn", "--trials", "2"]
    assert main([*words, "--test", str(tables / "test.csv"), "--out", str(folder)]) == 0
    return folder


def test_a_fit_opens_its_test_table_once(model_folder: Path) -> None:
    """The record says when."""
    test = load_record(model_folder).test

    assert test is not None
    assert (test.table, test.purpose, test.opening, test.n_scored) == ("test.csv", "test", 1, 90)
    assert test.n_seen is not None


def test_an_evaluation_stands_beside_the_promise(
    model_folder: Path, tables: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In words for people, as JSON for scripts."""
    assert main(["evaluate", str(model_folder), str(tables / "later.csv")]) == 0
    said = capsys.readouterr().out
    assert "the promised range of" in said
    assert "without the training table" in said

    words = ["evaluate", str(model_folder), str(tables / "later.csv"), "--json"]
    assert main([*words, "--training", str(tables / "people.csv")]) == 0
    score = json.loads(capsys.readouterr().out)
    assert score["purpose"] == "evaluation"
    assert score["n_seen"] is not None
    assert score["low"] <= score["score"] <= score["high"]


def test_the_test_table_cannot_be_opened_twice_in_silence(
    model_folder: Path, tables: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The second look is an evaluation, and says so."""
    assert main(["evaluate", str(model_folder), str(tables / "test.csv")]) == 0

    assert "opened before; this is opening 2" in capsys.readouterr().out


def test_a_report_is_written_in_the_format_of_its_ending(
    model_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """HTML where nothing else is said."""
    for name, begins in (("r.html", "<!doctype html>"), ("r.md", "# Predict churn"), ("r.json", "{")):
        assert main(["report", str(model_folder), "--out", str(tmp_path / name)]) == 0
        assert (tmp_path / name).read_text().lstrip().startswith(begins)
    assert capsys.readouterr().out.count("The report is in") == 3


def test_a_study_of_a_model_folder_opens_with_optuna(model_folder: Path, tmp_path: Path) -> None:
    """Without a service, too."""
    file = tmp_path / "study.db"
    assert main(["study", str(model_folder), "--out", str(file)]) == 0
    storage = optuna.storages.RDBStorage(f"sqlite:///{file}", engine_kwargs={"poolclass": NullPool})

    assert optuna.load_study(study_name=None, storage=storage).best_value == (
        load_record(model_folder).leaderboard[0].validation_score
    )


@pytest.mark.parametrize(
    "words",
    [
        ["evaluate", "nowhere", "later.csv"],
        ["evaluate", "MODEL", "nowhere.csv"],
        ["evaluate", "MODEL", "people.csv"],
        ["evaluate", "MODEL", "unlabeled.csv"],
        ["report", "nowhere"],
        ["report", "MODEL", "--out", "nowhere/report.html"],
        ["study", "nowhere"],
        ["study", "MODEL", "--out", "nowhere/study.db"],
        ["fit", "people.csv", "--goal", "predict churn", "--trials", "1", "--test", "people.csv"],
        ["fit", "people.csv", "--goal", "predict churn", "--trials", "1", "--test", "unlabeled.csv"],
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_status_2(
    words: list[str],
    model_folder: Path,
    tables: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Scripts look at the status, and people at the sentence."""
    monkeypatch.chdir(tables)
    before = sorted(path.name for path in tables.iterdir())

    assert main([str(model_folder) if word == "MODEL" else word for word in words]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "Traceback" not in said
    assert sorted(path.name for path in tables.iterdir()) == before


def test_a_limit_is_named_in_the_words_of_an_evaluation(monkeypatch: pytest.MonkeyPatch) -> None:
    """The process is that which reads tables, and its owner did not ask to read one."""

    def run_out(*_: object) -> None:
        raise time_error(TableLimits())

    monkeypatch.setattr(service.evaluating, "run_limited", run_out)
    table = TableFile(Path("rows.parquet"), {}, 4)
    with pytest.raises(TableLimitError, match=r"Scoring the rows takes too many seconds.*PLAINTUNE_MAX_READ_SECONDS"):
        LocalEngine(Limits()).evaluate(EvaluationOrder(Path("model"), table, None, 1))


class TestInAnotherProcess:
    """As the service does it."""

    @pytest.fixture
    def order(self, model_folder: Path, tables: Path, tmp_path: Path) -> EvaluationOrder:
        """Keep the tables as the service keeps them."""
        files = {}
        for name in ("people", "later", "unlabeled"):
            file = tmp_path / f"{name}.parquet"
            save_table(read_table(tables / f"{name}.csv", name=name), file)
            files[name] = TableFile(file, {}, 240)
        return EvaluationOrder(model_folder, files["later"], files["people"], 3)

    def test_an_evaluation_is_the_same_and_its_errors_come_back_whole(self, order: EvaluationOrder) -> None:
        """A limited process may be killed, and the service lives on."""
        engine = LocalEngine(Limits())
        score = engine.evaluate(order)
        assert (score.opening, score.n_scored) == (3, 80)
        assert score.n_seen is not None

        folder = order.table.path.parent
        for name, error in (("unlabeled", UnlabeledTableError), ("people", SameTableError)):
            with pytest.raises(error):
                engine.evaluate(
                    EvaluationOrder(order.model, TableFile(folder / f"{name}.parquet", {}, 4), order.training, 1)
                )
