"""Who watches a search from Python: a function that is told where it stands, and lines on the screen."""

import sys
from collections.abc import Callable

import numpy as np

from models.record import Decision, Progress, Trial
from models.sink import MemorySink

Callback = Callable[[Progress], object]
"""Called with the progress about twice a second; ``True`` ends the search, anything else lets it go on."""

LINE_WIDTH = 78


class WatchedSink(MemorySink):
    """Tells a callback and the screen what happens.

    Parameters
    ----------
    callback : function of Progress, or None
        ``True`` ends the search, which then delivers the best model so far; what it raises ends the run.
    verbose : int
        0 prints nothing, 1 one line that says where the search stands, 2 a line for each decision and trial too.
    """

    def __init__(self, callback: Callback | None = None, verbose: int = 0) -> None:
        super().__init__()
        self._watcher = callback
        self._verbose = verbose

    def progressed(self, progress: Progress) -> None:
        """Tell the callback, and write the line anew."""
        if self._verbose:
            self._write(progress)
        if self._watcher is not None:
            answer = self._watcher(progress)
            # Only a plain True: a function that appends to a list or writes to a file returns something too.
            self.is_stopped = self.is_stopped or (isinstance(answer, (bool, np.bool_)) and bool(answer))

    def decided(self, decision: Decision) -> None:
        """Say what was decided and why."""
        if self._verbose > 1:
            _say(f"{decision.stage}: {decision.chosen} ({decision.because})")

    def trial_finished(self, trial: Trial) -> None:
        """Say how a trial ended."""
        super().trial_finished(trial)
        if self._verbose > 1:
            ended = trial.state if trial.validation_score is None else f"{trial.validation_score:.4g}"
            because = f" ({trial.error})" if trial.error else ""
            _say(f"trial {trial.number}: {trial.family}, {ended}{because}, {trial.seconds:.1f} s")

    def _write(self, progress: Progress) -> None:
        best = "" if progress.best_score is None else f", best {progress.best_score:.4g}"
        line = f"{progress.stage}: {progress.elapsed_seconds:5.0f} s, {progress.trials} trials{best}"
        end = "\n" if progress.stage == "done" else ""
        sys.stdout.write(f"\r{line:<{LINE_WIDTH}}{end}")
        sys.stdout.flush()


def _say(sentence: str) -> None:
    """Write a line of its own, over the line of the progress."""
    sys.stdout.write(f"\r{sentence:<{LINE_WIDTH}}\n")
    sys.stdout.flush()
