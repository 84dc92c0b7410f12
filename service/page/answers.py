"""One answer of a conversation: streamed as it comes, stopped, and copied."""

import time
from collections.abc import Iterator

import structlog
from flask import Response as TextResponse
from flask import redirect, render_template, request, stream_with_context
from markupsafe import Markup
from werkzeug.wrappers import Response

from service.asking import FAILED, STOPPED, answer_kept, leave
from service.errors import NotFoundError
from service.gate import current_owner
from service.live import POLL_SECONDS, STREAM_SECONDS
from service.page.exchanges import Exchange, Talk, chat_address, exchanges_of
from service.page.markdown import answer_blocks, with_footnotes
from service.services import services
from service.store.conversations import Place
from service.streams import HEARTBEAT, event

log = structlog.get_logger()

LEAST_NEWS = 25
"""Characters that the first sentence of an answer has at least, where it is said aloud."""


def follow_answer(conversation_id: str, number: int) -> Response:
    """Send an answer paragraph by paragraph, and whole at its end; whoever listens first has it made."""
    owner, place = current_owner(), Place(conversation_id, number)
    _exchange(place, owner)
    after = request.headers.get("Last-Event-ID", "")
    heard = int(after) if after.isdecimal() else 0
    return services().streams.respond(stream_with_context(_messages(place, owner, heard)))


def stop_answer(conversation_id: str, number: int) -> Response | str:
    """End an answer that is still to come, on the server too."""
    owner, place = current_owner(), Place(conversation_id, number)
    leave(place, owner, STOPPED)
    exchange = _exchange(place, owner)
    if "HX-Request" in request.headers:
        return render_template("page/_exchange.html", exchange=exchange, is_stopped=True)
    run_id = services().conversations.get(conversation_id, owner).run_id
    return redirect(chat_address(run_id, conversation_id, exchange.anchor), 303)


def copy_answer(conversation_id: str, number: int) -> TextResponse:
    """Give a question and its answer as Markdown, the facts of its numbers as footnotes."""
    exchange = _exchange(Place(conversation_id, number), current_owner())
    return TextResponse(with_footnotes(exchange, request.host_url), mimetype="text/markdown")


def _messages(place: Place, owner_id: str, heard: int) -> Iterator[str]:
    yield HEARTBEAT  # the listener knows at once that it is listened to
    with services().answering.alone(f"{place.conversation_id}/{place.number}") as is_free:
        if is_free:
            _make(place, owner_id)
        else:
            yield from _wait(place, owner_id)
    exchange = _exchange(place, owner_id)
    blocks = [] if exchange.answer is None else answer_blocks(exchange.answer, exchange.anchor)
    for position, block in enumerate(blocks[heard:], start=heard + 1):
        piece = render_template("page/_answer_piece.html", exchange=exchange, block=block)
        yield _numbered(piece, position)
    talk = Talk(
        services().conversations.get(place.conversation_id, owner_id).run_id, place.conversation_id, (exchange,)
    )
    end = render_template("page/_answer_end.html", talk=talk, exchange=exchange, news=_news(exchange, blocks))
    yield _numbered(end, len(blocks) + 1)
    yield event("done", "1")


def _make(place: Place, owner_id: str) -> None:
    """Have an answer made, unless it is there; one that fails is left, so that it can be asked for again."""
    try:
        answer_kept(place, owner_id)
    except NotFoundError:
        raise
    except Exception:  # the reader is told that it failed, and the log what it was
        log.exception("answer failed", conversation_id=place.conversation_id, number=place.number)
        leave(place, owner_id, FAILED)


def _wait(place: Place, owner_id: str) -> Iterator[str]:
    """Wait for an answer that is being made elsewhere in this process."""
    began = time.monotonic()
    while time.monotonic() - began < STREAM_SECONDS and not services().streams.is_closing():
        if services().conversations.open_question(place, owner_id) is None:
            return
        yield HEARTBEAT
        time.sleep(POLL_SECONDS)


def _exchange(place: Place, owner_id: str) -> Exchange:
    found = (one for one in exchanges_of(place.conversation_id, owner_id) if one.number == place.number)
    exchange = next(found, None)
    if exchange is None:
        raise NotFoundError("message", f"{place.conversation_id}/{place.number}")
    return exchange


def _news(exchange: Exchange, blocks: list[Markup]) -> str:
    """Return what is said aloud of an answer that has come: its first sentence."""
    if exchange.state != "answered" or not blocks:
        return exchange.text
    words = " ".join(Markup(" ").join(blocks).striptags().split())
    # A title of a word or two says nothing yet.
    end = words.find(". ", LEAST_NEWS)
    return f"Answer ready. {words if end < 0 else words[: end + 1]}"


def _numbered(html: str, number: int) -> str:
    """Write an unnamed event, which is put into the page."""
    lines = "".join(f"data: {line}\n" for line in html.splitlines())
    return f"id: {number}\n{lines}\n"
