"""The first page: a file to begin with or an example, and the last runs."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from models.record import Score, from_plain
from service.datasets import take_in, uploaded
from service.engine import Upload
from service.examples.registry import EXAMPLES, example_named
from service.gate import current_owner
from service.page.numbers import score, score_in_range
from service.page.refusals import MENDABLE, Refusal, refusal
from service.services import services
from service.store.pages import PageRequest
from service.store.tables import Run

LAST = 3
MOST_TABLES = 200


@dataclass(frozen=True)
class RunLine:
    """A run in a few words. ``said`` is its honest score with its range, or how far it has come."""

    run: Run
    metric: str
    number: str
    said: str


def show_start() -> str:
    """Show where to drop a file, examples to try, and the last runs."""
    return _start(None)


def upload() -> Response | tuple[str, int]:
    """Take a file in from the form, for browsers without our script."""
    try:
        with uploaded() as file:
            dataset = take_in(file, current_owner())
    except MENDABLE as error:
        return _start(refusal(error)), 422
    return redirect(url_for("page.show_table", dataset_id=dataset.id), 303)


def take_example(name: str) -> Response:
    """Make an example table the owner's own, as if it had been uploaded."""
    example = example_named(name)
    with services().blobs.received(io.BytesIO(example.csv())) as path:
        dataset = take_in(Upload(path, example.file_name, "text/csv"), current_owner())
    return redirect(url_for("page.show_table", dataset_id=dataset.id, goal=example.goal), 303)


def lead_to_start(name: str) -> Response:
    """Lead from the address of an example to where it can be picked: looking makes no table."""
    return redirect(url_for("page.show_start", _anchor=example_named(name).name), 303)


def show_tables() -> str:
    """List the latest tables."""
    found = services().datasets.latest(current_owner(), MOST_TABLES)
    return render_template("page/tables.html", datasets=found, most=MOST_TABLES)


def _start(refused: Refusal | None) -> str:
    owner = current_owner()
    return render_template(
        "page/start.html",
        refused=refused,
        runs=run_lines(services().runs.list(owner, PageRequest(limit=LAST)).items, owner),
        datasets=services().datasets.latest(owner, LAST),
        examples=EXAMPLES,
        max_bytes=request.max_content_length,
    )


def run_lines(runs: Sequence[Run], owner_id: str) -> list[RunLine]:
    """Put runs in a few words each."""
    scores = services().runs.scores([run.id for run in runs], owner_id)
    return [_line(run, scores.get(run.id)) for run in runs]


def _line(run: Run, plain: object) -> RunLine:
    metric = services().engine.metric(run.goal["metric"]).title
    found = from_plain(Score, plain) if plain is not None else None
    if found is not None and found.corrected is not None and found.low is not None and found.high is not None:
        ends = [score_in_range(end, found.low, found.high) for end in (found.low, found.high)]
        number = score_in_range(found.corrected, found.low, found.high)
        return RunLine(run, metric, number, f"likely {ends[0]} to {ends[1]}")
    if found is not None:
        return RunLine(run, metric, score(found.cross_validated), "without a range")
    best = run.progress.get("best_score")
    return RunLine(run, metric, "" if best is None else score(best), "" if best is None else "best so far")
