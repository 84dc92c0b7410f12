"""The budget of a run: working seconds over all its attempts, and trials."""

import time
from dataclasses import dataclass, field
from math import ceil

from models.errors import BudgetError
from models.record import Settings

MIN_SECONDS, MAX_SECONDS = 10.0, 86_400.0
ESTIMATE_FRACTION, MIN_ESTIMATE_SECONDS = 0.035, 1.0
IMPORTANCE_FRACTION, MIN_IMPORTANCE_SECONDS = 0.035, 0.5
"""Of the budget, what measuring the columns may take, and the least."""
DEPENDENCE_FRACTION, MIN_DEPENDENCE_SECONDS = 0.012, 0.3
"""Of the budget, what telling how predictions go with the columns may take, and the least."""
CLOSING_SECONDS, CLOSING_FRACTION = 1.5, 0.03
"""Kept back at the end, at least and as a share of the budget: findings, files, and ending the processes."""
LEAST_SECONDS_A_CELL, ENOUGH_SECONDS_A_CELL = 2e-7, 4e-6
"""What a cell of a table takes at least, and what is enough, until a first model is written: reading, preparing, and
encoding it for the folds and once more at the end. On two slow cores that was 1.9e-6 for a table of numbers and words;
the least is for numbers alone on a machine several times as fast."""
TIME_IS_OVER, ASKED_TO_STOP = "the time for searching was over", "somebody asked to stop"
CUT_SHORT = (TIME_IS_OVER, ASKED_TO_STOP)
"""How the ``why`` of a trial ends that the end of the search cut short."""


def check_budget(settings: Settings) -> None:
    """Refuse a budget that no run can keep.

    Raises
    ------
    BudgetError
        Unless there are seconds (10 to 86,400) or trials (at least 1), or both.
    """
    if settings.seconds is None and settings.trials is None:
        raise BudgetError("seconds", None, "a run needs a number of seconds, of trials, or both")
    if settings.seconds is not None and not MIN_SECONDS <= settings.seconds <= MAX_SECONDS:
        raise BudgetError("seconds", settings.seconds, f"{MIN_SECONDS:g} to {MAX_SECONDS:,.0f} can be asked for")
    if settings.trials is not None and settings.trials < 1:
        raise BudgetError("trials", settings.trials, "at least 1 is needed")


def check_enough(seconds: float | None, n_rows: int, n_columns: int) -> None:
    """Refuse seconds in which not even a baseline and a linear model of such a table can be had.

    Raises
    ------
    BudgetError
        With the seconds that would do. What may just work is let through: the run itself tells then.
    """
    n_cells = n_rows * n_columns
    if seconds is None or seconds >= n_cells * LEAST_SECONDS_A_CELL:
        return
    enough = ceil(n_cells * ENOUGH_SECONDS_A_CELL / 10) * 10
    because = (
        f"a table of {n_rows:,} rows and {n_columns:,} columns takes longer to read, to encode and to fit even a "
        f"baseline and a linear model on; {enough:,} seconds would do"
    )
    raise BudgetError("seconds", seconds, because)


@dataclass
class Budget:
    """What a run may still use. ``spent_seconds`` are those of earlier attempts.

    Without seconds, nothing here is ever over but the trials, so that no decision depends on a clock.
    """

    seconds: float | None
    trials: int | None
    spent_seconds: float = 0.0
    started: float = field(default_factory=time.monotonic)

    @property
    def elapsed_seconds(self) -> float:
        """Working seconds over all attempts."""
        return self.spent_seconds + time.monotonic() - self.started

    @property
    def estimate_seconds(self) -> float:
        """The reserve of the honest score; that of a minute where no seconds were given."""
        return max(MIN_ESTIMATE_SECONDS, ESTIMATE_FRACTION * (self.seconds or 60.0))

    @property
    def importance_seconds(self) -> float:
        """The reserve for measuring what columns are worth; that of a minute where no seconds were given."""
        return max(MIN_IMPORTANCE_SECONDS, IMPORTANCE_FRACTION * (self.seconds or 60.0))

    @property
    def dependence_seconds(self) -> float:
        """The reserve for partial dependence; that of a minute where no seconds were given."""
        return max(MIN_DEPENDENCE_SECONDS, DEPENDENCE_FRACTION * (self.seconds or 60.0))

    def left_seconds(self, reserved: float = 0.0) -> float | None:
        """Return the seconds left after the closing and a further reserve; None without a limit."""
        if self.seconds is None:
            return None
        closing = max(CLOSING_SECONDS, CLOSING_FRACTION * self.seconds)
        return self.seconds - self.elapsed_seconds - closing - reserved
