"""``plaintune ask``: the assistant over a model folder, one question or a conversation."""

import argparse
import re
import shutil
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from assistant.evidence.numerals import written as written_number
from assistant.markup import one_line
from models.artifact import load_record
from models.record import RunRecord, to_plain
from service.answering import answered
from service.commands.command import SUCCESS, Command, say
from service.commands.text_charts import ASCII, BLOCKS, drawn
from service.engine import Reply
from service.settings import Settings
from service.writing import open_pen, written

DIGITS = 6
ENDS = frozenset({"exit", "quit"})
_LINK = re.compile(r"\[((?:``.*?``|`[^`]*`|\\.|[^\[\]\\`])*)\]\(#(c\d+)\)")
_MARKS = re.compile(r"\\([\\`*_{}\[\]()#+.!<>|~&$^-])|\*\*|`")


@dataclass(frozen=True)
class Style:
    """How an answer is written: with or without the facts of its numbers, how wide, with what marks."""

    with_facts: bool = False
    width: int = 80
    is_unicode: bool = True


def declare(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("model", metavar="DIR", help="model folder")
    parser.add_argument("question", metavar="QUESTION", nargs="?", help="without one, a conversation begins")
    parser.add_argument("--facts", action="store_true", help="number the facts and tell below what each one is")


def run(arguments: argparse.Namespace) -> int:
    """Answer one question, or one after the other until the input ends."""
    try:
        _answer(arguments)
    except KeyboardInterrupt:
        say()  # the shell's prompt begins on a line of its own
    return SUCCESS


def _answer(arguments: argparse.Namespace) -> None:
    talk = Talk(load_record(arguments.model))
    encoding = getattr(sys.stdout, "encoding", None) or ""
    width = shutil.get_terminal_size((80, 24)).columns
    style = Style(arguments.facts, width, encoding.lower().replace("-", "").startswith("utf"))
    if arguments.question is not None:
        say(told(talk.ask(arguments.question), style))
    else:
        _converse(talk, style)


class Talk:
    """A conversation about one run, as ``POST /v1/chat`` holds it: what was asked before is remembered."""

    def __init__(self, record: RunRecord) -> None:
        self._record = record
        self._context: Mapping[str, Any] = {}
        self._pen = open_pen(Settings.from_environment().language_model)

    def ask(self, question: str) -> Reply:
        """Answer the next question."""
        reply = written(self._pen, question, answered(question, self._record, self._context), self._record)
        self._context = to_plain(reply.context)
        return reply


def told(reply: Reply, style: Style = Style()) -> str:
    """Return an answer as plain text: its charts, what its numbers rest on, and what to ask next."""
    shown = (lambda link: f"{link[1]} [{link[2][1:]}]") if style.with_facts else (lambda link: link[1])
    blocks = [_MARKS.sub(r"\1", _LINK.sub(shown, reply.text))]
    marks = BLOCKS if style.is_unicode else ASCII
    blocks += [drawn(chart, style.width, marks) for chart in reply.charts]
    if style.with_facts and reply.citations:
        blocks.append("\n".join(["Facts", *map(_fact, reply.citations)]))
    elif any(citation["source"] for citation in reply.citations):
        sources = [f"  {citation['label']}: {citation['source']}" for citation in reply.citations if citation["source"]]
        blocks.append("\n".join(["Sources", *dict.fromkeys(sources)]))
    if reply.start is not None:
        blocks.append("Experiments are started beside the table: plaintune what-if --help shows how.")
    if reply.suggestions:
        blocks.append("\n".join(["You may also ask", *(f"  {suggestion}" for suggestion in reply.suggestions)]))
    return "\n\n".join(blocks)


def _fact(citation: Mapping[str, Any]) -> str:
    known = citation["value"]
    number = isinstance(known, (int, float)) and not isinstance(known, bool)
    value = "" if known is None else f": {written_number(known, DIGITS) if number else one_line(str(known))}"
    unit = f" {citation['unit']}" if value and citation["unit"] else ""
    where = citation["source"] or citation["href"]
    return f"  [{citation['id'][1:]}] {citation['label']}{value}{unit}" + (f" ({where})" if where else "")


def _converse(talk: Talk, style: Style) -> None:
    say("Ask about this run; an empty line or exit ends the conversation.")
    for line in _typed() if sys.stdin.isatty() else sys.stdin:
        question = line.strip()
        if not question or question.lower() in ENDS:
            return
        say(f"\n{told(talk.ask(question), style)}\n")


def _typed() -> Iterator[str]:
    """Yield what somebody types at a prompt; Ctrl-D ends it."""
    while True:
        try:
            yield input("> ")
        except EOFError:
            say()
            return


COMMAND = Command("ask", "the assistant over a model folder", declare, run)
