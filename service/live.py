"""What happens in a run, as it happens: the feed behind the event streams of the API and of the page."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from service.errors import NotFoundError
from service.present import Object, present_decision, present_progress, present_trial
from service.store.runs import FINISHED, RunStore
from service.store.tables import Run

POLL_SECONDS = 0.5
QUIET_SECONDS = 15.0
# Streams end after a while, so that a client that went away unnoticed gives its place back.
STREAM_SECONDS = 300.0


@dataclass(frozen=True)
class Happening:
    """One event of a run: progress, trial, decision, done, or quiet when nothing happened for long."""

    id: int
    kind: str
    data: Object


@dataclass(frozen=True)
class RunFeed:
    """Follows one run of one owner from a change on.

    Parameters
    ----------
    runs : RunStore
    run_id, owner_id : str
    after : int
        Number of the last change that the listener knows.
    is_closing : callable
        Whether the process is about to end.
    """

    runs: RunStore
    run_id: str
    owner_id: str
    after: int
    is_closing: Callable[[], bool]

    def happenings(self) -> Iterator[Happening]:
        """Give what happens until the run is done, five minutes have passed, or the process ends."""
        after, shown = self.after, None
        began = spoke = time.monotonic()
        while time.monotonic() - began < STREAM_SECONDS and not self.is_closing():
            try:
                run = self.runs.get(self.run_id, self.owner_id)
            except NotFoundError:
                return  # it was deleted while somebody watched
            news = list(self._news(run, after, shown))
            shown = present_progress(run)
            yield from news
            if news:
                after, spoke = news[-1].id, time.monotonic()
            elif time.monotonic() - spoke > QUIET_SECONDS:
                spoke = time.monotonic()
                yield Happening(after, "quiet", {})
            if run.status in FINISHED:
                return
            time.sleep(POLL_SECONDS)

    def _news(self, run: Run, after: int, shown: Object | None) -> Iterator[Happening]:
        last = after
        if run.last_change > after:
            changes = self.runs.changes(self.run_id, self.owner_id, after)
            found = [Happening(change, "trial", present_trial(trial)) for change, trial in changes.trials]
            found += [Happening(number, "decision", present_decision(d)) for number, d in changes.decisions]
            yield from sorted(found, key=lambda happening: happening.id)
            last = max((after, *(happening.id for happening in found)))
        progress = present_progress(run)
        if progress != shown:
            yield Happening(last, "progress", progress)
        if run.status in FINISHED:
            yield Happening(max(last, run.last_change), "done", {"status": run.status, "error": run.error})
