"""Columns are worth what they are worth, and columns that tell the same are named together."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from models.encoding import Style, TableEncoder
from models.problem import prepare
from models.record import ColumnImportance, ColumnImportances, Goal, RunRecord, Settings
from models.run import RunOrder, execute
from models.search.budget import Budget
from models.shuffled import _affordable, _Shuffler
from models.sink import MemorySink
from models.table import table_from_frame

N_ROWS = 400
GOAL = Goal(text="", target="y", task="regression", metric="root_mean_squared_error")
SETTINGS = Settings(seconds=None, trials=3, seed=0, folds=3, families=("linear",))

pytestmark = pytest.mark.usefixtures("inline")


def made_up(seed: int = 0) -> pd.DataFrame:
    """Return rows whose answer hangs on one column alone, on two that tell the same, and on no others."""
    rng = np.random.default_rng(seed)
    strong, shared = rng.normal(size=N_ROWS), rng.normal(size=N_ROWS)
    table = pd.DataFrame({"strong": strong, "shared": shared, "its copy": shared + 0.05 * rng.normal(size=N_ROWS)})
    for i in range(4):
        table[f"noise {i}"] = rng.normal(size=N_ROWS)
    return table.assign(y=2 * strong + shared + rng.normal(size=N_ROWS))


def run(frame: pd.DataFrame, folder: Path, goal: Goal = GOAL, settings: Settings = SETTINGS, **order: int) -> RunRecord:
    """Run in trials mode, in this process."""
    return execute(RunOrder(table_from_frame(frame, "made up"), goal, settings, **order), folder, MemorySink())


def measured(record: RunRecord) -> ColumnImportances:
    """Return what the columns are worth."""
    assert record.importances is not None
    return record.importances.columns


def of(told: ColumnImportances, name: str) -> ColumnImportance:
    """Return what one column is worth."""
    return next(one for one in told.columns if one.columns == (name,))


def by_trees(folder: Path) -> ColumnImportances:
    """Measure by trees, which share what two columns tell between them."""
    return measured(run(made_up(), folder, settings=replace(SETTINGS, trials=2, families=("random_forest",))))


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> ColumnImportances:
    """Measure what the made-up columns are worth once, by processes."""
    return measured(run(made_up(), tmp_path_factory.mktemp("run")))


def test_a_strong_column_is_worth_something_and_noise_is_not(told: ColumnImportances) -> None:
    """The interval of the first leaves zero out, those of the others hold it."""
    assert of(told, "strong").low > 0.5
    noise = [of(told, f"noise {i}") for i in range(4)]
    assert all(one.low <= 0 <= one.high for one in noise)
    assert told.left_out == ()
    assert told.n_rows == N_ROWS


def test_columns_that_tell_the_same_are_named_and_measured_together(told: ColumnImportances) -> None:
    """A linear model may play them off against each other: together they are worth less than "strong", alone more."""
    (group,) = told.groups

    assert group.columns == ("shared", "its copy")
    assert (group.association or 0) > 0.95
    assert 0 < group.low < group.drop < of(told, "strong").drop
    assert "stand in for each other" in told.because
    assert group.note.startswith("shared and its copy tell nearly the same")
    assert "plays them off" in group.note


def test_of_two_that_stand_in_for_each_other_each_looks_unimportant(tmp_path: Path) -> None:
    """Trees fall back on the other; only together they are worth what the one alone would be."""
    found = by_trees(tmp_path)
    (group,) = found.groups

    assert group.drop > 1.2 * sum(of(found, name).drop for name in group.columns)
    assert "each looks unimportant beside the other" in group.note


def test_intervals_of_noise_hold_zero_about_as_often_as_they_say(tmp_path: Path) -> None:
    """Nine of ten; fewer than thirty-one of forty would be seen once in a hundred times."""
    holds = []
    for seed in range(10):
        one = measured(run(made_up(seed), tmp_path / str(seed)))
        holds += [of(one, f"noise {i}").low <= 0 <= of(one, f"noise {i}").high for i in range(4)]

    assert sum(holds) >= 31


def test_a_drop_is_positive_whichever_way_the_metric_points(tmp_path: Path) -> None:
    """Of accuracy, less is worse; of RMSE, more is."""
    frame = made_up()
    frame["y"] = np.where(frame["y"] > 0, "yes", "no")
    goal = Goal(text="", target="y", task="binary", metric="accuracy", positive_class="yes")
    found = measured(run(frame, tmp_path, goal))

    assert of(found, "strong").low > 0.05


def test_any_number_of_processes_measures_the_same(told: ColumnImportances, tmp_path: Path) -> None:
    """Without seconds, nothing that is told may depend on the machine."""
    assert measured(run(made_up(), tmp_path, n_jobs=1)) == told


@pytest.mark.parametrize("style", ["tree", "linear"])
def test_dealing_features_is_dealing_cells(style: Style) -> None:
    """Rows are encoded once for all columns, which must be the same as encoding a table with dealt cells."""
    rng = np.random.default_rng(1)
    start = pd.Timestamp("2026-01-01")
    words = ["red apple pie", "green tea leaves", "blue cheese sauce", "white bread and butter"]
    frame = pd.DataFrame(
        {
            "number": np.where(rng.random(200) < 0.2, np.nan, rng.normal(size=200)),
            "level": rng.choice(list("abcdefghijklmnopq"), 200),
            "ordered": start + pd.to_timedelta(rng.integers(0, 300, 200), "D"),
            "shipped": start + pd.to_timedelta(rng.integers(300, 600, 200), "D"),
            "said": [f"{rng.choice(words)} {rng.choice(words)} number {i}" for i in range(200)],
            "y": rng.normal(size=200),
        }
    )
    problem = prepare(table_from_frame(frame, "made up"), GOAL).problem
    encoder = TableEncoder(problem.columns, style, 0)
    encoder.fit_transform(problem.frame, problem.y)
    shuffler, order = _Shuffler(problem.frame, encoder, encoder.transform(problem.frame)), rng.permutation(200)

    for block in [*((column.name,) for column in problem.columns), ("number", "shipped")]:
        dealt = problem.frame.copy()
        for name in block:
            dealt[name] = problem.frame[name].to_numpy()[order]
        assert np.array_equal(shuffler.dealt(block, order), encoder.transform(dealt), equal_nan=True), block


def test_where_time_is_short_every_column_is_measured_on_fewer_rows() -> None:
    """A round of all columns would take four times as long as there is."""
    rng = np.random.default_rng(0)

    assert len(_affordable(400, 1.0, 4.0, rng)) == 100
    assert len(_affordable(400, -1.0, 4.0, rng)) == 50
    assert _affordable(400, 5.0, 4.0, rng).tolist() == list(range(400))
    assert _affordable(30, 0.0, 4.0, rng).tolist() == list(range(30))


def test_of_very_many_columns_those_that_go_with_the_target_are_measured(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The others are named as left out, not as worth nothing."""
    monkeypatch.setattr("models.importance.MOST_COLUMNS", 3)
    found = measured(run(made_up(), tmp_path))

    assert {name for one in found.columns for name in one.columns} == {"strong", "shared", "its copy"}
    assert set(found.left_out) == {f"noise {i}" for i in range(4)}
    assert "4 columns" in found.because


def test_counted_work_thins_shuffles_and_then_rows(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Eight blocks on 250 rows are all that is allowed."""
    monkeypatch.setattr("models.importance.MOST_PREDICTED", 8 * 250)
    found = measured(run(made_up(), tmp_path))

    assert found.n_shuffles == 1
    assert 200 <= found.n_rows <= 260
    assert of(found, "strong").low > 0


def test_folds_in_time_are_measured_on_the_last(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Their models have seen the most."""
    monkeypatch.setattr("models.importance.N_ROWS", 50)
    frame = made_up().assign(day=np.arange(N_ROWS))
    found = measured(run(frame, tmp_path, replace(GOAL, time="day", ignore=("day",))))

    assert found.n_folds == 1
    assert of(found, "strong").low > 0


def test_rows_of_a_single_group_tell_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """However many they are, they are one observation: an interval of no width would be a lie."""
    monkeypatch.setattr("models.importance.N_ROWS", 50)
    frame = made_up().assign(site=np.repeat(["north", "south"], N_ROWS // 2))
    found = measured(run(frame, tmp_path, replace(GOAL, group="site"), replace(SETTINGS, folds=2)))

    assert found.columns == ()
    assert found.because.startswith("Not measured")


class Stopping(MemorySink):
    """Asks to stop as soon as there is a model."""

    def should_stop(self) -> bool:
        """Whether something can be delivered."""
        return len(self.trials) >= 2


def test_who_asks_to_stop_does_not_wait_for_it(tmp_path: Path) -> None:
    """And is told that it was not measured."""
    order = RunOrder(table_from_frame(made_up(), "made up"), GOAL, replace(SETTINGS, trials=9))
    found = measured(execute(order, tmp_path, Stopping()))

    assert found.columns == ()
    assert found.because == "Not measured: the run was asked to stop."


@pytest.mark.parametrize(
    ("reserve", "words"), [(0.0, "no time was left"), (1e-3, "a fit takes"), (2.0, "400 rows were predicted")]
)
def test_without_time_it_says_so(
    reserve: float, words: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, slow_folds: Callable[[float], None]
) -> None:
    """A run keeps to its seconds, and does not pass silence off as an answer."""
    monkeypatch.setattr(Budget, "importance_seconds", property(lambda _: reserve))
    slow_folds(0.01)
    found = measured(run(made_up(), tmp_path, settings=replace(SETTINGS, seconds=60.0, trials=3)))

    assert words in found.because
    assert bool(found.columns) == (reserve > 1)


@pytest.fixture
def slow_folds(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Let a fold be taken for as slow as the test says."""

    def take(seconds: float) -> None:
        monkeypatch.setattr("models.importance._fold_seconds", lambda _: seconds)

    return take
