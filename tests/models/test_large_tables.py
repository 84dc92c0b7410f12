"""A table that is too large for its seconds is searched on some of its rows, and the record says so."""

import numpy as np
import pandas as pd
import pytest

from models.journal import Journal
from models.large_tables import CELLS_A_SECOND, affordable
from models.problem import Prepared, prepare
from models.record import Decision, Fact, Goal, Settings
from models.search.budget import Budget
from models.sink import History, MemorySink
from models.table import table_from_frame

N_ROWS, SECONDS = 40_000, 10.0


@pytest.fixture(scope="module")
def prepared() -> Prepared:
    """Ten columns of numbers, one row in twenty of the rarer class."""
    rng = np.random.default_rng(0)
    frame = pd.DataFrame(rng.normal(size=(N_ROWS, 10)), columns=list("abcdefghij"))
    frame["late"] = np.where(np.arange(N_ROWS) % 20 == 0, "yes", "no")
    goal = Goal(text="", target="late", task="binary", metric="roc_auc", positive_class="yes")
    return prepare(table_from_frame(frame, "orders"), goal)


def used(prepared: Prepared, settings: Settings, *decisions: Decision) -> tuple[Prepared, Journal]:
    """Return what is left of a problem, and the journal."""
    journal = Journal(MemorySink(), Budget(settings.seconds, settings.trials), list(decisions))
    return affordable(prepared, settings, History(decisions=decisions), journal), journal


def test_rows_are_as_many_as_the_seconds_allow(prepared: Prepared) -> None:
    """More would mean a handful of fits instead of a search."""
    left, journal = used(prepared, Settings(seconds=SECONDS))

    assert left.problem.n_rows == CELLS_A_SECOND * SECONDS / 10
    assert left.problem.y.mean() == pytest.approx(prepared.problem.y.mean(), abs=0.001)
    assert [d.chosen for d in journal.decisions] == ["use 25,000 of 40,000 rows"]


def test_a_table_that_fits_is_used_whole(prepared: Prepared) -> None:
    """Rows are never thrown away without need."""
    left, journal = used(prepared, Settings(seconds=60.0))

    assert left is prepared
    assert not journal.decisions


def test_trials_alone_use_all_rows(prepared: Prepared) -> None:
    """Nothing that decides may look at a clock."""
    left, _ = used(prepared, Settings(seconds=None, trials=5))

    assert left is prepared


def test_a_run_that_goes_on_keeps_its_rows(prepared: Prepared) -> None:
    """Its recorded predictions are for those rows and no others."""
    before = Decision(1, "data", "use 1,000 of 40,000 rows", (), "", (Fact("rows that are used", 1_000, "rows"),))

    left, journal = used(prepared, Settings(seconds=600.0), before)

    assert left.problem.n_rows == 1_000
    assert len(journal.decisions) == 1
