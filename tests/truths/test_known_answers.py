"""On made-up data whose answer is known, the engine must say what is true."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from models.artifact import load
from models.record import Costs, Finding, Goal, RunRecord, Settings
from models.run import RunOrder, execute
from models.sink import MemorySink
from models.table import table_from_frame

N_ROWS = 400
SETTINGS = Settings(seconds=None, trials=5, seed=0, folds=3, families=("linear", "xgboost"))


def run(frame: pd.DataFrame, folder: Path, goal: Goal, settings: Settings = SETTINGS) -> RunRecord:
    """Run in trials mode."""
    return execute(RunOrder(table_from_frame(frame, "made up"), goal, settings), folder, MemorySink())


def finding(record: RunRecord, code: str) -> Finding:
    """Return the finding of that code."""
    return next(found for found in record.findings if found.code == code)


def features(rng: np.random.Generator, n_rows: int = N_ROWS) -> pd.DataFrame:
    """Five columns of noise."""
    return pd.DataFrame(rng.normal(size=(n_rows, 5)), columns=list("abcde"))


BINARY = Goal(text="", target="y", task="binary", metric="roc_auc", positive_class="yes")


def test_a_target_of_pure_noise_shows_no_skill(tmp_path: Path) -> None:
    """The interval must hold one half: whoever finds skill in noise finds it everywhere."""
    rng = np.random.default_rng(4)
    record = run(features(rng).assign(y=rng.choice(["yes", "no"], N_ROWS)), tmp_path, BINARY)

    assert record.result is not None
    score = record.result.score
    assert score.low is not None
    assert score.high is not None
    assert score.low < 0.5 + 0.03
    assert score.corrected is not None
    assert score.corrected < 0.57
    assert finding(record, "no_skill").answer == "found"
    assert record.result.overfitting.risk != "low"


def test_a_leaked_column_is_found_and_named(tmp_path: Path) -> None:
    """A column filled in after the fact makes any score worthless, and the risk high."""
    rng = np.random.default_rng(5)
    y = rng.choice(["yes", "no"], N_ROWS)
    frame = features(rng).assign(closed_on=(y == "yes") * 10 + rng.normal(size=N_ROWS), y=y)

    record = run(frame, tmp_path, BINARY)

    leak = finding(record, "knows_the_answer")
    assert leak.answer == "found"
    assert "closed_on" in leak.sentence
    assert record.result is not None
    assert record.result.overfitting.risk == "high"


def test_a_plain_signal_is_no_leak(tmp_path: Path) -> None:
    """An alarm that always rings warns of nothing."""
    rng = np.random.default_rng(6)
    frame = features(rng)
    frame["y"] = np.where(frame["a"] + rng.normal(size=N_ROWS) > 0, "yes", "no")

    record = run(frame, tmp_path, BINARY)

    assert finding(record, "knows_the_answer").answer == "not_found"
    assert finding(record, "duplicates").answer == "not_found"
    assert finding(record, "no_skill").answer == "not_found"


def test_twins_of_small_whole_numbers_are_no_copies(tmp_path: Path) -> None:
    """Where columns take few values, rows are alike by chance: nothing is wrong with such a table."""
    rng = np.random.default_rng(12)
    frame = pd.DataFrame({"rooms": rng.integers(1, 9, N_ROWS), "floor": rng.integers(0, 9, N_ROWS)})
    frame["y"] = np.where(frame["rooms"] + 2 * rng.normal(size=N_ROWS) > 4, "yes", "no")

    record = run(frame, tmp_path, BINARY)

    assert finding(record, "duplicates").answer == "not_found"
    assert record.result is not None
    assert record.result.overfitting.risk != "high"


def test_duplicated_rows_are_found(tmp_path: Path) -> None:
    """A row and its twin in different folds turn scoring into remembering."""
    rng = np.random.default_rng(7)
    half = features(rng, N_ROWS // 2).assign(y=rng.choice(["yes", "no"], N_ROWS // 2))
    frame = pd.concat([half, half], ignore_index=True)

    record = run(frame, tmp_path, BINARY)

    assert finding(record, "duplicates").answer == "found"
    assert record.result is not None
    assert record.result.overfitting.risk == "high"


def test_grouped_rows_inflate_shuffled_folds_and_whole_groups_do_not(tmp_path: Path) -> None:
    """Rows of one patient resemble each other: only folds by patient show what happens with a new one."""
    rng = np.random.default_rng(8)
    patient = rng.integers(0, 40, N_ROWS)
    profile, answer = rng.normal(size=(40, 5)), rng.choice(["yes", "no"], 40)
    frame = pd.DataFrame(profile[patient] + 0.05 * rng.normal(size=(N_ROWS, 5)), columns=list("abcde"))
    frame = frame.assign(patient=[f"p{i}" for i in patient], y=answer[patient])
    plain = Goal(**{**vars(BINARY), "ignore": ("patient",)})
    grouped = Goal(**{**vars(BINARY), "group": "patient"})

    blind = run(frame, tmp_path / "shuffled", plain)
    shuffled = blind.result
    whole = run(frame, tmp_path / "whole", grouped).result

    assert finding(blind, "group_leakage").answer == "found"
    assert shuffled is not None
    assert shuffled.overfitting.risk == "high"
    assert whole is not None
    assert shuffled.score.cross_validated > 0.95
    assert whole.score.cross_validated < 0.8


def test_ten_rows_cannot_tell(tmp_path: Path) -> None:
    """With so few rows the honest answer is that nobody can know."""
    rng = np.random.default_rng(9)
    frame = features(rng, 40).assign(y=["yes", "no"] * 20)

    record = run(frame, tmp_path, BINARY)

    assert record.result is not None
    assert record.result.overfitting.risk == "cannot_tell"


def test_costs_move_the_decision(tmp_path: Path) -> None:
    """With a miss ten times as costly as a false alarm, many more alarms are raised."""
    rng = np.random.default_rng(10)
    frame = features(rng)
    frame["y"] = np.where(frame["a"] + 2 * rng.normal(size=N_ROWS) > 1.2, "yes", "no")
    costly = Goal(**{**vars(BINARY), "costs": Costs(false_negative=10, false_positive=1)})

    run(frame, tmp_path / "plain", BINARY)
    run(frame, tmp_path / "costly", costly)

    alarms = {name: (load(tmp_path / name / "model").predict(frame) == "yes").mean() for name in ("plain", "costly")}
    assert alarms["costly"] > alarms["plain"] + 0.15


@pytest.mark.parametrize("order", ["time"])
def test_a_drift_hurts_only_when_folds_follow_time(order: str, tmp_path: Path) -> None:
    """Shuffled folds look into the future; folds in time show what tomorrow brings."""
    rng = np.random.default_rng(11)
    days = pd.date_range("2024-01-01", periods=N_ROWS, freq="D")
    level = np.cumsum(rng.normal(size=N_ROWS))
    frame = pd.DataFrame({"day": days, "noise": rng.normal(size=N_ROWS), "y": level + 0.1 * rng.normal(size=N_ROWS)})
    goal = Goal(text="", target="y", task="regression", metric="r2")
    in_time = Goal(**{**vars(goal), order: "day"})

    shuffled = run(frame, tmp_path / "shuffled", goal).result
    ordered = run(frame, tmp_path / "ordered", in_time).result

    assert shuffled is not None
    assert ordered is not None
    assert shuffled.score.cross_validated > 0.9
    assert ordered.score.cross_validated < 0.7
