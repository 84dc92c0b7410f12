"""Boosting round by round: what every round lost, and when it has gone on for long enough."""

import time

from models.families.early_stopping import curve
from models.record import CurvePoint


class Rounds:
    """Takes down the losses of every round and says when to stop: no better for long, or out of time.

    Parameters
    ----------
    patience : rounds without improvement that are waited for
    seconds : of the whole; None where nothing may read a clock
    scale : what the losses are multiplied by in the curve
    """

    def __init__(self, patience: int, seconds: float | None, scale: float = 1.0) -> None:
        self._patience = patience
        self._end = None if seconds is None else time.monotonic() + seconds
        self._scale = scale
        self._train: list[float] = []
        self._stop: list[float] = []
        self.best = 0
        self.is_cut = False

    def add(self, train_loss: float, stop_loss: float) -> None:
        """Take down one more round."""
        self._train.append(self._scale * train_loss)
        self._stop.append(self._scale * stop_loss)
        if self.best == 0 or self._stop[-1] < self._stop[self.best - 1]:
            self.best = len(self._stop)

    def check_clock(self) -> bool:
        """Whether the seconds are over; boosting was cut short then."""
        self.is_cut = self._end is not None and time.monotonic() > self._end
        return self.is_cut

    @property
    def is_over(self) -> bool:
        """Whether to stop now: the best round, number ``best``, is too long ago, or the seconds are over."""
        return len(self._stop) - self.best >= self._patience or self.check_clock()

    @property
    def curve(self) -> tuple[CurvePoint, ...]:
        """The way there; empty without stopping rows."""
        return curve(self._train, self._stop) if self._stop else ()
