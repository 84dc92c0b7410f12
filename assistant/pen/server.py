"""One request to an OpenAI-compatible server, bounded in seconds and in bytes; whatever goes wrong is one error."""

import json
import queue
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from assistant.pen.request import Message

MOST_BYTES = 512 * 1024
MOST_TOKENS = 2_000
SILENT_SECONDS = 10.0
"""How long a server may send nothing: a first word may take as long as a long question takes to read."""


class PenError(Exception):
    """The language model gave no text. The text of the error names no secret and nothing of the question."""


@dataclass(frozen=True)
class Server:
    """An OpenAI-compatible server: its base URL, the model that is asked for, and the key that it wants.

    The key may be None: servers at home want none.
    """

    url: str
    model: str
    key: str | None = None

    def __repr__(self) -> str:
        return f"Server(url={self.url!r}, model={self.model!r})"

    def complete(self, messages: Sequence[Message], seconds: float) -> str:
        """Return what the model writes.

        Parameters
        ----------
        messages : sequence of Message
        seconds : float
            From now until the text is whole. A server that sends a byte a second does not hold anybody longer.

        Raises
        ------
        PenError
            When there is no server, it refuses, stalls, dies, writes nothing, or does not stop writing.
        """
        answers: queue.SimpleQueue[str | Exception] = queue.SimpleQueue()
        until = time.monotonic() + seconds

        def work() -> None:
            try:
                answers.put(self._ask(messages, until))
            except Exception as error:  # noqa: BLE001  whatever a foreign server brings about, the answer stands already
                answers.put(error)

        # A thread, since looking up a name and reading headers obey no clock of ours; it ends when its socket does.
        threading.Thread(target=work, name="language-model", daemon=True).start()
        try:
            answer = answers.get(timeout=seconds)
        except queue.Empty:
            raise PenError(f"no answer within {seconds:.0f} s") from None
        if isinstance(answer, Exception):
            raise PenError(_named(answer)) from answer
        return answer

    def _ask(self, messages: Sequence[Message], until: float) -> str:
        openai: Any = import_module("openai")  # an extra, and slow to load: only whoever has a server pays for it
        wait = max(0.1, min(SILENT_SECONDS, until - time.monotonic()))
        client = openai.OpenAI(base_url=self.url, api_key=self.key or "none", timeout=wait, max_retries=0)
        with (
            client,
            client.chat.completions.with_streaming_response.create(
                model=self.model,
                messages=list(messages),
                max_tokens=MOST_TOKENS,
                temperature=0,
                stream=True,
                extra_headers={"Accept-Encoding": "identity"},
            ) as response,
        ):
            return text_of(_bounded(response.iter_bytes(), until))


def _bounded(chunks: Iterator[bytes], until: float) -> bytes:
    body = bytearray()
    for chunk in chunks:
        body += chunk
        if len(body) > MOST_BYTES:
            raise PenError(f"more than {MOST_BYTES} bytes")
        if time.monotonic() > until:
            raise PenError("it did not come to an end in time")
    return bytes(body)


def text_of(body: bytes) -> str:
    r"""Return the text of an answer that came in pieces (server-sent events) or, from some servers, as one object.

    Raises
    ------
    PenError
        When it is none, holds no text, or ended before the model had.

    Examples
    --------
    >>> text_of(b'data: {"choices": [{"delta": {"content": "Hi"}}]}\n\ndata: [DONE]\n\n')
    'Hi'
    """
    try:
        said = body.decode()
        choices = list(_pieces(said)) if said.lstrip().startswith(("data:", ":", "event:")) else _whole(said)
        text = "".join(_content(choice) for choice in choices)
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise PenError("what it sent is no answer of a language model") from error
    if any(choice.get("finish_reason") == "length" for choice in choices):
        raise PenError("it did not come to an end")
    if not text.strip():
        raise PenError("it wrote nothing")
    return text.strip()


def _whole(said: str) -> list[Any]:
    return [json.loads(said)["choices"][0]]


def _pieces(said: str) -> Iterator[Any]:
    has_ended = False
    for line in said.splitlines():
        data = line.removeprefix("data:").strip() if line.startswith("data:") else ""
        if data == "[DONE]":
            has_ended = True
        elif data:
            for choice in json.loads(data)["choices"][:1]:
                has_ended = has_ended or bool(choice.get("finish_reason"))
                yield choice
    if not has_ended:
        raise ValueError("the stream broke off")


def _content(choice: Any) -> str:  # noqa: ANN401  JSON of a stranger
    part = choice.get("delta") or choice.get("message") or {}
    content = part.get("content") or ""
    if not isinstance(content, str):
        raise TypeError("the content is no text")
    return content


def _named(error: Exception) -> str:
    status = getattr(error, "status_code", None)
    if isinstance(error, PenError):
        return str(error)
    if isinstance(error, ModuleNotFoundError):
        return "the extra is not installed: pip install 'plaintune[language-model]'"
    return f"it answered {status}" if status else type(error).__name__
