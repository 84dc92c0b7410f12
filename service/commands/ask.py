"""``plaintune ask``: the assistant over a model folder."""

import argparse
import re
import sys

from assistant.answer import Answer, answer
from assistant.conversation import Conversation
from models.artifact import load_record
from models.record import RunRecord
from service.commands.command import SUCCESS, Command, say

_LINK = re.compile(r"\[([^\]]*)\]\(#?([^)]*)\)")
_MARKS = re.compile(r"\\([\\`*_{}\[\]()#+.!<>|-])|\*\*|`")


def declare(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("model", metavar="DIR", help="model folder")
    parser.add_argument("question", metavar="QUESTION", nargs="?", help="without one, a conversation begins")


def run(arguments: argparse.Namespace) -> int:
    """Answer one question, or one after the other until the input ends."""
    record = load_record(arguments.model)
    if arguments.question is not None:
        say(told(answer(arguments.question, record)))
    else:
        _converse(record)
    return SUCCESS


def told(said: Answer) -> str:
    """Return an answer as plain text, with the sources of its numbers below."""
    sources = [f"  {citation.label}: {citation.source}" for citation in said.citations if citation.source]
    lines = [_MARKS.sub(r"\1", _LINK.sub(r"\1", said.answer))]
    if sources:
        lines += ["", "Sources", *dict.fromkeys(sources)]
    if said.start is not None:
        lines += ["", "Experiments are started beside the table: plaintune what-if --help shows how."]
    if said.suggestions:
        lines += ["", "You may also ask", *(f"  {suggestion}" for suggestion in said.suggestions)]
    return "\n".join(lines)


def _converse(record: RunRecord) -> None:
    conversation = Conversation()
    say("Ask about this run; an empty line ends the conversation.")
    for line in sys.stdin:
        if not line.strip():
            return
        said = answer(line.strip(), record, conversation)
        conversation = said.conversation
        say(f"\n{told(said)}\n")


COMMAND = Command("ask", "the assistant over a model folder", declare, run)
