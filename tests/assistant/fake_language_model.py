"""An OpenAI-compatible server on loopback that lies, stalls, dies, streams and refuses as a test tells it."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

MODEL = "a-model"


@dataclass
class FakeServer:
    """What was asked, and what is answered: one behavior a request, the last one again and again."""

    url: str
    behaviors: list[Callable[["Handler"], None]] = field(default_factory=list)
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)
    may_end: threading.Event = field(default_factory=threading.Event)

    def does(self, *behaviors: Callable[["Handler"], None]) -> None:
        """Say what it does, request by request."""
        self.behaviors = list(behaviors)


class Handler(BaseHTTPRequestHandler):
    """Answers one request."""

    server: "Listening"

    def do_POST(self) -> None:
        """Do what the test said."""
        fake = self.server.fake
        fake.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        fake.keys.append(self.headers.get("Authorization"))
        behavior = fake.behaviors.pop(0) if len(fake.behaviors) > 1 else fake.behaviors[0]
        behavior(self)

    def log_message(self, *_: object) -> None:
        """Stay silent."""

    def begin(self, content_type: str = "text/event-stream", status: int = 200) -> None:
        """Send a head that says that the end of the connection is the end of the body."""
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True

    def piece(self, text: str) -> None:
        """Send one piece of a text."""
        said = {"choices": [{"index": 0, "delta": {"content": text}, "finish_reason": None}]}
        self.wfile.write(f"data: {json.dumps(said)}\n\n".encode())
        self.wfile.flush()


class Listening(ThreadingHTTPServer):
    """A server that knows what the test said."""

    daemon_threads = True
    fake: FakeServer

    def handle_error(self, *_: object) -> None:
        """Stay silent: a client that has gone is what some tests are about."""


def says(text: str) -> Callable[[Handler], None]:
    """Stream a text, word by word."""

    def behave(handler: Handler) -> None:
        handler.begin()
        for word in text.split(" "):
            handler.piece(f"{word} ")
        handler.wfile.write(b"data: [DONE]\n\n")

    return behave


def says_at_once(text: str, reason: str = "stop") -> Callable[[Handler], None]:
    """Send a text as one object, as servers do that cannot stream."""

    def behave(handler: Handler) -> None:
        handler.begin("application/json")
        choice = {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": reason}
        handler.wfile.write(json.dumps({"choices": [choice]}).encode())

    return behave


def refuses(status: int) -> Callable[[Handler], None]:
    """Answer with an error."""

    def behave(handler: Handler) -> None:
        handler.begin("application/json", status)
        handler.wfile.write(b'{"error": {"message": "no"}}')

    return behave


def stalls(handler: Handler) -> None:
    """Take the request and say nothing."""
    handler.server.fake.may_end.wait(30)


def stalls_in_the_middle(handler: Handler) -> None:
    """Begin, and say no more."""
    handler.begin()
    handler.piece("The risk ")
    handler.server.fake.may_end.wait(30)


def trickles(handler: Handler) -> None:
    """Send a byte now and then, for ever: no wait for a next byte is long."""
    handler.begin()
    while not handler.server.fake.may_end.wait(0.02):
        handler.wfile.write(b" ")
        handler.wfile.flush()


def dies_in_the_middle(handler: Handler) -> None:
    """Begin, and break off."""
    handler.begin()
    handler.piece("The risk that your model overfits ")


def never_stops(handler: Handler) -> None:
    """Send megabytes."""
    handler.begin()
    for _ in range(200):
        handler.piece("more and more " * 1_000)


def sends(body: bytes) -> Callable[[Handler], None]:
    """Send something that is no answer."""

    def behave(handler: Handler) -> None:
        handler.begin("application/json")
        handler.wfile.write(body)

    return behave


@contextmanager
def serving() -> Iterator[FakeServer]:
    """Serve on a free port of loopback until the test is over."""
    listening = Listening(("127.0.0.1", 0), Handler)
    listening.fake = FakeServer(f"http://127.0.0.1:{listening.server_port}/v1")
    thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield listening.fake
    finally:
        listening.fake.may_end.set()
        listening.shutdown()
        thread.join()
        listening.server_close()
