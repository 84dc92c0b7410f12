"""ETags: what somebody has already is not sent, and not even put together, again.

A tag of one thing is made of the columns that its answer is made from, before the answer is: a changed run has another
``last_change``, a changed dataset other kinds or another name. Lists have the digest of their text as a tag, which
spares the way and not the work. All are weak but that of the specification: an answer may be written in other bytes and
say the same.
"""

import hashlib
import json
from importlib.metadata import PackageNotFoundError, version

from flask import Flask, Response, abort, g, request

from service.services import services
from service.store.tables import Dataset, Run

# Their text is tagged: each is a page of a list, and short.
LISTS = frozenset({"datasets.list_datasets", "runs.list_runs", "chat.list_conversations"})
# Kept by whoever asked, and asked about again before it is used.
ASK_AGAIN = "private, no-cache"


def send_tags(app: Flask) -> None:
    """Add the tags to the answers, and leave out what the caller has."""
    app.after_request(_tag)


def answer_unless_known(tag: str, *, is_strong: bool = False) -> None:
    """Answer with 304 where the caller has what has this tag; else the answer gets it."""
    g.etag = (tag, is_strong)
    known = request.if_none_match
    if known.star_tag or (known.contains(tag) if is_strong else known.contains_weak(tag)):
        abort(Response(status=304))


def tag_of(*parts: object) -> str:
    """Return a tag that is another one as soon as one of the parts, or the program that writes the answer, is.

    Examples
    --------
    >>> tag_of("run", 7) == tag_of("run", 7), tag_of("run", 7) == tag_of("run", 8)
    (True, False)
    """
    text = json.dumps([_PROGRAM, *parts], default=str)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def tag_of_dataset(dataset: Dataset) -> str:
    """Return the tag of a dataset: what is said of its columns follows from its rows and the kinds."""
    return tag_of("dataset", dataset.id, dataset.name, dataset.hash, dataset.kinds, dataset.created_at)


def tag_of_run(run: Run) -> str:
    """Return the tag of a run, without reading its record."""
    test = services().runs.test_dataset_id(run.id, run.owner_id)
    state = (run.status, run.attempt, run.last_change, run.finished_at, run.cancel_requested, run.error)
    asked = (run.settings, run.checks, run.what_if, run.dataset_id, test)
    return tag_of("run", run.id, *state, *asked, run.elapsed_seconds, run.progress)


def tag_of_record(run: Run, kind: str) -> str:
    """Return the tag of what is made from the whole record of a run, with the evaluations that came later."""
    latest = services().evaluations.newest(run.id, run.owner_id)
    dataset = () if run.dataset_id is None else services().datasets.said_of(run.dataset_id, run.owner_id)
    return tag_of(kind, tag_of_run(run), latest, dataset)


def _tag(response: Response) -> Response:
    if request.method not in ("GET", "HEAD") or response.status_code not in (200, 304):
        return response
    if request.endpoint in LISTS and response.status_code == 200:
        response.add_etag(weak=True)
        response.make_conditional(request)
    elif "etag" in g:
        tag, is_strong = g.etag
        response.set_etag(tag, weak=not is_strong)
    if "ETag" in response.headers:
        response.headers.setdefault("Cache-Control", ASK_AGAIN)
    return response


def _program() -> str:
    try:
        return version("plaintune")
    except PackageNotFoundError:  # from a folder of sources that was never installed
        return "unknown"


_PROGRAM = _program()
