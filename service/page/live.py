"""A run as it happens: a stream of panels for the page, each sent again when it has changed."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace

from flask import render_template, stream_with_context
from werkzeug.wrappers import Response

from models.record import Decision, RunRecord, Trial
from service.errors import NotFoundError
from service.gate import current_owner
from service.live import QUIET_SECONDS, STREAM_SECONDS
from service.page.exchanges import Talk
from service.page.news import News
from service.page.so_far import SoFar, so_far
from service.page.views import RunView, view_of
from service.present import leaderboard
from service.services import services
from service.store.queue import standing_of
from service.store.runs import FINISHED, RunStore
from service.streams import HEARTBEAT, event

# Two messages a second are as much as a person can follow; each carries whatever changed since the one before.
MESSAGE_SECONDS = 0.5
# The places of the page that a message can fill, and the template of each.
PANELS = {
    "headline": "page/_headline.html",
    "stop": "page/_stop.html",
    "curve": "page/_live_curve.html",
    "families": "page/_family_time.html",
    "landed": "page/_landed.html",
    "decisions": "page/_log.html",
}


def follow(run_id: str) -> Response:
    """Send the panels of a run until it has ended, and its result then."""
    owner = current_owner()
    watch = Watch(services().runs, view_of(run_id, owner), owner)
    messages = watch.messages(services().streams.is_closing)
    return services().streams.respond(stream_with_context(messages))


def show_title(run_id: str) -> str:
    """Say in a word and a title how a run stands: a tab in the background asks, since it has no stream."""
    return render_template("page/_title.html", run=services().runs.get(run_id, current_owner()))


def standing_now(view: RunView) -> SoFar:
    """Return where a run stands, its place in the queue included."""
    return so_far(view, standing_of(services().database, view.run))


class Watch:
    """Keeps the record of a run up to date from its changes, and says what is new as HTML.

    A listener that comes back gets all panels at once, so that nothing has to be remembered about it.
    """

    def __init__(self, store: RunStore, view: RunView, owner_id: str) -> None:
        self._store = store
        self._view = view
        self._owner_id = owner_id
        self._known = view.run.last_change
        self._shown: dict[str, str] = {}
        self._news = News(view)

    def messages(self, is_closing: Callable[[], bool]) -> Iterator[str]:
        """Give at most two messages a second, where something changed."""
        began = spoke = time.monotonic()
        while time.monotonic() - began < STREAM_SECONDS and not is_closing():
            try:
                self._catch_up()
                if self._view.is_finished:
                    yield from self._end()
                    return
            except NotFoundError:
                return  # it was deleted while somebody watched; whoever comes back is told so
            message = self._message(time.monotonic())
            if message:
                spoke = time.monotonic()
                yield event("", message, self._known)
            elif time.monotonic() - spoke > QUIET_SECONDS:
                spoke = time.monotonic()
                yield HEARTBEAT
            time.sleep(MESSAGE_SECONDS)

    def _message(self, at: float) -> str:
        """Return the panels that changed since the last message; nothing where none did."""
        now = standing_now(self._view)
        panels = {name: render_template(template, view=self._view, now=now) for name, template in PANELS.items()}
        changed = {name: html for name, html in panels.items() if html != self._shown.get(name)}
        self._shown = panels
        news = self._news.of(self._view, now, at)
        if not changed and not news:
            return ""
        return render_template("page/_live_message.html", panels=changed, news=news, view=self._view)

    def _end(self) -> Iterator[str]:
        view = view_of(self._view.run.id, self._owner_id)
        html = render_template("page/_end_message.html", view=view, talk=Talk(view.run.id))
        yield event("", html, view.run.last_change)
        yield event("done", "1")

    def _catch_up(self) -> None:
        run = self._store.get(self._view.run.id, self._owner_id)
        record = self._view.record
        if run.last_change > self._known and run.status not in FINISHED:
            changes = self._store.changes(run.id, self._owner_id, self._known)
            record = _changed(record, [t for _, t in changes.trials], [d for _, d in changes.decisions])
            self._known = max((self._known, *(number for number, _ in (*changes.trials, *changes.decisions))))
        self._view = RunView(run, record)


def _changed(record: RunRecord, trials: list[Trial], decisions: list[Decision]) -> RunRecord:
    newest_trials = {trial.number: trial for trial in (*record.trials, *trials)}
    newest_decisions = {decision.id: decision for decision in (*record.decisions, *decisions)}
    by_number = tuple(newest_trials[number] for number in sorted(newest_trials))
    return replace(
        record,
        trials=by_number,
        decisions=tuple(newest_decisions[number] for number in sorted(newest_decisions)),
        leaderboard=leaderboard(by_number, record.metric),
    )
