"""Tables that are too large for the seconds: the run works on some of the rows, and says on how many."""

from dataclasses import replace

from models.journal import Journal
from models.problem import Prepared
from models.record import Fact, Settings
from models.sink import History
from models.subsample import subsample

CELLS_A_SECOND = 25_000
"""Rows times columns for each second of the budget: a boosted model of so many is had in about a tenth of it."""
ROWS_TRIED = "rows that are used"


def affordable(prepared: Prepared, settings: Settings, history: History, journal: Journal) -> Prepared:
    """Return the problem with as many of its rows as the seconds allow, and write down how many they are.

    The latest rows where the goal has an order, whole groups where it has groups, else drawn from each class alike. A
    run that goes on keeps the rows that it began with. Without seconds, all rows are used.
    """
    problem = prepared.problem
    n_rows = _decided_before(history) or _n_affordable(prepared, settings)
    if n_rows is None or n_rows >= problem.n_rows:
        return prepared
    rows = subsample(problem, n_rows / problem.n_rows, settings.seed)
    because = (
        f"one model of all rows and {len(problem.columns):,} columns would take too much of the "
        f"{settings.seconds:,.0f} seconds; a search on some of the rows finds more than a few fits on all of them"
    )
    facts = (Fact(ROWS_TRIED, n_rows, "rows"), Fact("rows with an answer", problem.n_rows, "rows"))
    journal.decide("data", f"use {len(rows):,} of {problem.n_rows:,} rows", because, facts=facts)
    account = replace(prepared.account, n_rows_used=len(rows))
    return replace(prepared, problem=problem.rows(rows), account=account)


def _n_affordable(prepared: Prepared, settings: Settings) -> int | None:
    if settings.seconds is None:
        return None
    return int(CELLS_A_SECOND * settings.seconds / max(1, len(prepared.problem.columns)))


def _decided_before(history: History) -> int | None:
    """Return the rows that an earlier attempt of the run settled on."""
    for decision in history.decisions:
        for fact in decision.facts:
            if decision.stage == "data" and fact.label == ROWS_TRIED:
                return int(str(fact.value))
    return None
