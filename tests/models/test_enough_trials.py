"""A small table is not searched to death: the search ends of itself, says so, and can be overruled."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from models.portfolio import enough_trials
from models.record import Goal, RunRecord, Settings
from models.run import RunOrder, execute
from models.search.techniques.technique import SearchOrder
from models.sink import MemorySink
from models.table import table_from_frame

N_ROWS = 60
GOAL = Goal(text="", target="y", task="regression", metric="rmse")
SETTINGS = Settings(seconds=60.0, families=("linear",), folds=2)


def run(folder: Path, **settings: object) -> RunRecord:
    """Search for a linear model of a table that is fitted in no time."""
    rng = np.random.default_rng(0)
    frame = pd.DataFrame(rng.normal(size=(N_ROWS, 3)), columns=list("abc"))
    table = table_from_frame(frame.assign(y=frame["a"] + rng.normal(size=N_ROWS)), "made up")
    wanted = replace(SETTINGS, **settings)  # type: ignore[arg-type]
    return execute(RunOrder(table, GOAL, wanted, n_jobs=1), folder, MemorySink())


def n_complete(record: RunRecord) -> int:
    """Count the complete trials."""
    return sum(trial.state == "complete" for trial in record.trials)


@pytest.mark.usefixtures("inline")
def test_small_table_ends_the_search_and_says_why(tmp_path: Path) -> None:
    """A better model in less time is given back, where more trials would find luck."""
    record = run(tmp_path)

    assert enough_trials(N_ROWS) <= n_complete(record) <= enough_trials(N_ROWS) + 2
    assert any("ended the search" in d.chosen and "find luck" in d.because for d in record.decisions)
    assert any("near the tuned defaults alone" in d.chosen for d in record.decisions)


@pytest.mark.usefixtures("inline")
def test_number_of_trials_that_was_asked_for_is_tried(tmp_path: Path) -> None:
    """Who names it knows why."""
    record = run(tmp_path, trials=40)

    assert len(record.trials) == 40
    assert not any("ended the search" in decision.chosen for decision in record.decisions)


def test_technique_that_was_asked_for_searches_on() -> None:
    """It has an end of its own, or none."""
    assert SearchOrder(SETTINGS, {}, N_ROWS).n_enough == enough_trials(N_ROWS)
    assert SearchOrder(replace(SETTINGS, technique="tpe"), {}, N_ROWS).n_enough is None
