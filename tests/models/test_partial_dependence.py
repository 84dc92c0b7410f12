"""How predictions go with a column is told as the model goes, small, repeatable, and within its time."""

import json
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from models.artifact import load
from models.record import (
    Goal,
    PartialDependence,
    PartialDependences,
    RunRecord,
    Settings,
    from_plain,
    to_plain,
)
from models.run import RunOrder, execute
from models.search.budget import Budget
from models.sink import MemorySink
from models.table import table_from_frame
from models.varied import varied

N_ROWS = 300
GOAL = Goal(text="", target="y", task="regression", metric="root_mean_squared_error")
SETTINGS = Settings(seconds=None, trials=2, seed=0, folds=3, families=("linear",))
LARGEST = 20_000

pytestmark = pytest.mark.usefixtures("inline")


def made_up() -> pd.DataFrame:
    """Return rows whose answer rises with a number by 3 a unit, and hangs on a level and on a day."""
    rng = np.random.default_rng(0)
    number = np.where(rng.random(N_ROWS) < 0.1, np.nan, rng.normal(size=N_ROWS))
    level = rng.choice(["a", "a", "b"], N_ROWS)
    day = pd.Timestamp("2026-01-01") + pd.to_timedelta(rng.integers(0, 200, N_ROWS), "D")
    said = [f"word{i} and word{i % 7} or so, number {i}" for i in range(N_ROWS)]
    late = (day - pd.Timestamp("2026-01-01")).days / 100
    y = 3 * np.nan_to_num(number) + 2 * (level == "b") + late + rng.normal(0, 0.2, N_ROWS)
    return pd.DataFrame({"number": number, "level": level, "day": day, "said": said, "y": y})


def run(folder: Path, frame: pd.DataFrame, goal: Goal = GOAL, settings: Settings = SETTINGS) -> RunRecord:
    """Run in this process."""
    return execute(RunOrder(table_from_frame(frame, "made up"), goal, settings), folder, MemorySink())


def told(record: RunRecord) -> PartialDependences:
    """Return what was told."""
    assert record.partial_dependence is not None
    return record.partial_dependence


def of(found: PartialDependences, name: str) -> PartialDependence:
    """Return what was told of one column."""
    return next(one for one in found.columns if one.column == name)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where the run of this module delivers."""
    return tmp_path_factory.mktemp("run")


@pytest.fixture(scope="module")
def record(folder: Path) -> RunRecord:
    """Run once, by processes."""
    return run(folder, made_up())


def test_an_average_rises_as_the_answer_does(record: RunRecord) -> None:
    """Three a unit were put in; the slope of a linear model must come out again, with missing cells apart."""
    number = of(told(record), "number")
    known = [point for point in number.points if isinstance(point.value, float)]
    slopes = np.diff([p.prediction for p in known]) / np.diff([float(p.value or 0) for p in known])

    assert np.allclose(slopes[3:-3], 3.0, atol=0.5)  # far values are drawn in before a linear model
    assert number.points[-1].value is None
    assert all(point.low <= point.prediction <= point.high for point in known)
    assert isinstance(number.usual_low, float)
    assert isinstance(number.usual_high, float)
    assert known[0].value < number.usual_low < number.usual_high < known[-1].value  # type: ignore[operator]


def test_rows_are_counted_once(record: RunRecord) -> None:
    """Each row of the table stands for one value of each column."""
    for one in told(record).columns:
        assert sum(point.n_rows for point in one.points) == N_ROWS, one.column
        assert all(point.n_rows for point in one.points), one.column


def test_levels_and_days_are_values_too_and_texts_are_none(record: RunRecord) -> None:
    """A level costs two, a day a hundredth; of a text there is no other to put in its place."""
    level, day = of(told(record), "level"), of(told(record), "day")
    by_level = {point.value: point.prediction for point in level.points}

    assert list(by_level) == ["a", "b"]
    assert by_level["b"] - by_level["a"] == pytest.approx(2.0, abs=0.3)
    assert [point.value for point in day.points] == sorted(str(point.value) for point in day.points)
    assert day.points[-1].prediction > day.points[0].prediction + 1
    assert "said" not in {one.column for one in told(record).columns}


def test_the_average_is_that_of_the_model_in_the_folder(record: RunRecord, folder: Path) -> None:
    """What is told is of what is delivered, not of a stand-in."""
    model, one = load(folder / "model"), of(told(record), "level")
    frame = made_up()[["number", "level", "day", "said"]]
    rng = np.random.default_rng(SETTINGS.seed)
    rows = frame.iloc[np.sort(rng.choice(N_ROWS, told(record).n_rows, replace=False))]

    assert one.points[0].prediction == pytest.approx(float(model.predict(rows.assign(level="a")).mean()), rel=1e-4)
    assert model.record == record


def test_a_repeat_tells_the_same_and_a_record_of_before_tells_nothing(record: RunRecord, tmp_path: Path) -> None:
    """Nothing that is told reads a clock, and old records are read."""
    plain = to_plain(record)
    again = run(tmp_path, made_up())

    assert told(again) == told(record)
    assert from_plain(RunRecord, plain) == record
    assert len(json.dumps(plain["partial_dependence"])) < LARGEST
    del plain["partial_dependence"]
    assert from_plain(RunRecord, plain).partial_dependence is None


def test_of_several_classes_the_one_that_moves_most_is_told(tmp_path: Path) -> None:
    """And of two the positive one, whichever was met first."""
    frame = made_up()
    by_lot = np.random.default_rng(1).random(N_ROWS) < 0.4
    frame["y"] = np.where(by_lot, "chance", np.where(frame["y"] > 3, "high", "low"))
    goal = Goal(text="", target="y", task="multiclass", metric="log_loss")
    several = of(told(run(tmp_path / "several", frame, goal)), "number")
    frame["y"] = np.where(frame["y"] == "high", "high", "else")
    goal = Goal(text="", target="y", task="binary", metric="roc_auc", positive_class="high")
    two = of(told(run(tmp_path / "two", frame, goal)), "number")

    assert several.of in ("high", "low")
    assert np.ptp([point.prediction for point in several.points]) > 0.3
    assert two.of == "high"
    for point in (*several.points, *two.points):
        assert 0 <= point.low <= point.high <= 1


def test_without_time_it_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A run keeps to its seconds."""
    monkeypatch.setattr(Budget, "dependence_seconds", property(lambda _: 0.0))
    found = told(run(tmp_path, made_up(), settings=replace(SETTINGS, seconds=60.0)))

    assert found == PartialDependences((), "Not measured: no time was left.")


def test_where_time_ends_early_the_first_columns_are_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The most important ones come first, and what is missing is said."""
    ticks = iter(range(100))
    monkeypatch.setattr("models.varied.time", SimpleNamespace(perf_counter=lambda: 0.04 * next(ticks)))
    monkeypatch.setattr(Budget, "dependence_seconds", property(lambda _: 0.25))
    found = told(run(tmp_path, made_up(), settings=replace(SETTINGS, seconds=60.0)))

    assert [one.column for one in found.columns] == ["number", "level"]
    assert "1 further columns were not told" in found.because


class Stopping(MemorySink):
    """Asks to stop as soon as there is a model."""

    def should_stop(self) -> bool:
        """Whether something can be delivered."""
        return len(self.trials) >= 2


def test_who_asks_to_stop_does_not_wait_for_it(tmp_path: Path) -> None:
    """And is told that it was not measured."""
    order = RunOrder(table_from_frame(made_up(), "made up"), GOAL, replace(SETTINGS, trials=9))
    found = told(execute(order, tmp_path, Stopping()))

    assert found.because == "Not measured: the run was asked to stop."


def test_varying_keeps_the_types_of_all_columns() -> None:
    """A column that changes its type on the way is encoded as another one."""
    rows = table_from_frame(made_up(), "made up").frame[["number", "level", "day"]]
    for name in rows:
        made = varied(rows.iloc[:5], rows[name].iloc[[7, 9]])
        assert made.dtypes.tolist() == rows.dtypes.tolist()
        assert len(made) == 10
