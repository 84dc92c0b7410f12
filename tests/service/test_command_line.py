"""The command line: from a table to a model folder, an answer and predictions; and what cannot be done."""

import io
from argparse import Namespace
from pathlib import Path

import pytest

from models.table import Table, read_table
from service.command_line import COMMANDS, command_named, main
from service.commands.fit import goal_of
from service.errors import UnusableFileError

ROWS = "".join(f"{20 + i % 41},{'north' if i % 3 else 'south'},{'yes' if i % 41 > 20 else 'no'}\n" for i in range(120))
COLUMNS = "age,region,churn\n"


@pytest.fixture(scope="module")
def table_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a small table."""
    path = tmp_path_factory.mktemp("tables") / "people.csv"
    path.write_text(COLUMNS + ROWS)
    return path


@pytest.fixture(scope="module")
def table(table_file: Path) -> Table:
    """Read the small table."""
    return read_table(table_file, name="people.csv")


@pytest.fixture(scope="module")
def model_folder(table_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Fit a model with the command line itself."""
    folder = tmp_path_factory.mktemp("models") / "model"
    words = ["fit", str(table_file), "--goal", "predict churn", "--trials", "2", "--seconds", "60"]
    assert main([*words, "--out", str(folder)]) == 0
    return folder


def test_a_predicted_number_comes_with_the_ends_of_its_interval(table_file: Path, tmp_path: Path) -> None:
    """A number alone claims more than anybody knows."""
    folder, out = tmp_path / "model", tmp_path / "predictions.csv"
    words = ["fit", str(table_file), "--goal", "predict age", "--trials", "2", "--seconds", "60"]
    assert main([*words, "--out", str(folder)]) == 0
    assert main(["predict", str(folder), str(table_file), "--out", str(out)]) == 0

    header, *lines = out.read_text().splitlines()
    numbers = [[float(cell) for cell in line.split(",")] for line in lines]

    assert header == "prediction,low,high"
    assert len(numbers) == 120
    assert all(low < prediction < high for prediction, low, high in numbers)


def wishes(goal: str | None = None, target: str | None = None, metric: str | None = None) -> Namespace:
    """Make the arguments that a goal is understood from."""
    return Namespace(goal=goal, target=target, metric=metric)


def test_a_model_is_asked_and_used(
    model_folder: Path, table_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The three commands of the first screen of the README."""
    assert main(["ask", str(model_folder), "does it overfit?"]) == 0
    answer = capsys.readouterr().out
    assert "overfit" in answer
    assert "](#" not in answer

    out = tmp_path / "predictions.csv"
    assert main(["predict", str(model_folder), str(table_file), "--out", str(out), "--proba"]) == 0
    lines = out.read_text().splitlines()
    assert lines[0] == "prediction,probability_no,probability_yes"
    assert len(lines) == 121

    assert main(["predict", str(model_folder), str(table_file)]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert printed[0] == "prediction"
    assert set(printed[1:]) <= {"yes", "no"}


def test_a_model_is_checked_more_deeply(
    model_folder: Path, table_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """On the table that it was made from, and on no other."""
    assert main(["check", str(model_folder), str(table_file), "--checks", "learning_curve"]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert len(printed) == 2
    assert printed[0].startswith("More rows would help: ")
    assert printed[1].startswith("Risk of overfitting: ")

    other = tmp_path / "other.csv"
    other.write_text("\n".join(table_file.read_text().splitlines()[:-1]))
    assert main(["check", str(model_folder), str(other)]) == 2
    assert "another one" in capsys.readouterr().err


def test_a_what_if_is_told_and_the_model_stays(
    model_folder: Path, table_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What came out and how it was measured; what cannot be tried is bad input."""
    before = (model_folder / "manifest.json").read_bytes()
    words = ["what-if", str(model_folder), str(table_file)]
    assert main([*words, "--rows", "0.5"]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert printed[0].startswith("From 50% of the training rows")
    assert printed[-1].endswith("The model stays as it is.")
    assert (model_folder / "manifest.json").read_bytes() == before

    assert main([*words, "--set", "max_depth"]) == 2
    assert main([*words, "--set", "horoscope=3"]) == 2
    assert main(words) == 2
    assert "ask for one thing" in capsys.readouterr().err


def test_a_conversation_goes_on_until_an_empty_line(
    model_folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever has one question has two."""
    lines = io.StringIO("does it overfit?\nand why?\n\nnever read\n")
    monkeypatch.setattr("sys.stdin", lines)
    assert main(["ask", str(model_folder)]) == 0

    assert next(lines) == "never read\n"
    assert capsys.readouterr().out.count("You may also ask") == 2


def test_a_table_that_lacks_a_column_is_refused(
    model_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the name of the column, and no traceback."""
    rows = tmp_path / "rows.csv"
    rows.write_text("region\nnorth\n")

    assert main(["predict", str(model_folder), str(rows)]) == 2
    said = capsys.readouterr().err
    assert '"age"' in said
    assert said.count("\n") == 1


@pytest.mark.parametrize(
    "words",
    [
        ["fit", "nowhere.csv", "--goal", "predict churn"],
        ["fit", "TABLE"],
        ["fit", "TABLE", "--goal", "make me a good model"],
        ["fit", "TABLE", "--target", "chrun"],
        ["fit", "TABLE", "--target", "churn", "--metric", "niceness"],
        ["fit", "TABLE", "--target", "churn", "--seconds", "1"],
        ["fit", "TABLE", "--target", "churn", "--seconds", "31536000"],
        ["fit", "TABLE", "--target", "churn", "--trials", "0"],
        ["fit", "EMPTY", "--goal", "predict churn"],
        ["fit", "TABLE", "--target", "churn", "--out", "TABLE"],
        ["predict", "nowhere", "TABLE"],
        ["check", "nowhere", "TABLE"],
        ["check", "nowhere", "TABLE", "--checks", "horoscope"],
        ["ask", "nowhere", "why?"],
    ],
)
def test_bad_input_is_one_sentence_and_status_2(
    words: list[str],
    table_file: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Scripts look at the status, and people at the sentence."""
    monkeypatch.chdir(tmp_path)
    empty = tmp_path / "empty.csv"
    empty.write_text("")
    names = {"TABLE": str(table_file), "EMPTY": str(empty)}

    assert main([names.get(word, word) for word in words]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "Traceback" not in said
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty.csv"]


@pytest.mark.parametrize(
    "words", [[], ["frobnicate"], ["fit"], ["fit", "t.csv", "--trials", "many"], ["fit", "--what"]]
)
def test_wrong_usage_is_status_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """As every tool of a shell has it."""
    with pytest.raises(SystemExit) as ended:
        main(words)

    assert ended.value.code == 2
    assert "usage: plaintune" in capsys.readouterr().err


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    """What is not listed is not found."""
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    said = capsys.readouterr().out

    assert ended.value.code == 0
    for name in COMMANDS:
        assert command_named(name).name == name
        assert command_named(name).summary.split(",")[0] in " ".join(said.split())


def test_target_and_metric_stand_over_what_the_words_leave_open(table: Table) -> None:
    """Words are vague, options are not."""
    goal = goal_of(wishes("make me a good model", target="churn", metric="accuracy"), table)

    assert (goal.target, goal.metric) == ("churn", "accuracy")


def test_words_that_contradict_the_target_are_refused(table: Table) -> None:
    """One of the two is a mistake, and only the user knows which."""
    with pytest.raises(UnusableFileError, match="churn"):
        goal_of(wishes("predict churn", target="region"), table)


def test_a_metric_keeps_what_else_the_words_say(table: Table) -> None:
    """A goal is not thrown away for one option."""
    goal = goal_of(
        wishes("predict churn; missing a churner is five times worse than a false alarm", metric="f1"), table
    )

    assert goal.metric == "f1"
    assert goal.costs is not None
    assert goal.costs.false_negative == pytest.approx(5 * goal.costs.false_positive)


def test_a_folder_that_holds_something_else_is_left_alone(table_file: Path, tmp_path: Path) -> None:
    """--out . in a home folder must not write over anything."""
    (tmp_path / "thesis.txt").write_text("years of work")

    assert main(["fit", str(table_file), "--goal", "predict churn", "--out", str(tmp_path)]) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_folder_that_cannot_be_written_is_bad_input(
    model_folder: Path, table_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The user can choose another one."""
    out = tmp_path / "nowhere" / "predictions.csv"

    assert main(["predict", str(model_folder), str(table_file), "--out", str(out)]) == 2
    assert str(out) in capsys.readouterr().err


def test_a_database_that_does_not_answer_is_a_failure_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The start of the service is the first thing that an operator sees."""
    monkeypatch.setenv("PLAINTUNE_HOME", str(tmp_path))
    monkeypatch.setenv("PLAINTUNE_DATABASE_URL", f"sqlite:///{tmp_path}/nowhere/plaintune.db")

    assert main(["worker"]) == 1
    assert capsys.readouterr().err == "The database does not answer: unable to open database file\n"
