"""What a reader who does not look is told while a run works: one sentence, now and then."""

from service.page import numbers
from service.page.so_far import SoFar
from service.page.views import RunView

# Who hears a page is not to be interrupted more often than this; the end of a run is told at once.
NEWS_SECONDS = 20.0


class News:
    """Decides what is worth saying of a run; who has just come is told nothing that the page already says."""

    def __init__(self, view: RunView) -> None:
        self._spoke: float | None = None
        self._told = _state(view)

    def of(self, view: RunView, now: SoFar, at: float) -> str:
        """Return one sentence, or nothing.

        Parameters
        ----------
        view, now : the run as it stands
        at : float
            Seconds of a clock that never goes back.
        """
        if self._spoke is None:
            self._spoke = at
        if at - self._spoke < NEWS_SECONDS or _state(view) == self._told:
            return ""
        self._spoke, self._told = at, _state(view)
        return _sentence(view, now)


def _state(view: RunView) -> tuple[object, ...]:
    return view.run.status, view.run.progress.get("stage"), view.best_so_far, view.run.takeovers


def _sentence(view: RunView, now: SoFar) -> str:
    if view.run.status == "queued":
        return "The run waits for a free worker."
    n = f"{numbers.count(now.n_ended)} {'trial' if now.n_ended == 1 else 'trials'} done"
    if view.best_so_far is None:
        return f"{now.stage}: {n}."
    return f"{now.stage}: {n}, best {view.record.metric.title} so far {numbers.score(view.best_so_far)}."
