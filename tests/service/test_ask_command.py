"""``plaintune ask``: the same conversation as over HTTP, in a terminal."""

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.record import RunRecord
from service.answering import answered
from service.command_line import main
from service.commands import ask
from service.commands.ask import Style, Talk, told
from tests.assistant.conftest import binary_run
from tests.assistant.fake_language_model import MODEL, says, serving

FIRST, THEN = "Why was max_depth 4 chosen?", "and why not 9?"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Give a model folder whose record is made up."""

    def load(_path: str) -> RunRecord:
        return binary_run()

    monkeypatch.setattr(ask, "load_record", load)
    for name in ("URL", "MODEL", "KEY"):
        monkeypatch.delenv(f"PLAINTUNE_LANGUAGE_MODEL_{name}", raising=False)
    return str(tmp_path)


class Terminal(io.StringIO):
    """Somebody who types."""

    def isatty(self) -> bool:
        """Say that it is one."""
        return True


def typed(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    """Let somebody type lines and then end the input."""
    monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


def test_a_follow_up_in_the_terminal_is_answered_as_over_http(
    folder: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One assistant, whoever asks."""
    typed(monkeypatch, FIRST, THEN)
    assert main(["ask", folder]) == 0
    said = capsys.readouterr().out
    first = answered(FIRST, binary_run(), {})
    second = answered(THEN, binary_run(), first.context)

    assert told(first, Style(is_unicode=True)) in said
    assert told(second, Style(is_unicode=True)) in said


@pytest.mark.parametrize("end", ["", "exit", "EXIT", "quit", "   "])
def test_an_empty_line_or_exit_ends(
    end: str, folder: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """And so does the end of the input, as every test here shows."""
    typed(monkeypatch, "does it overfit?", end, "and why?")
    assert main(["ask", folder]) == 0

    assert capsys.readouterr().out.count("You may also ask") == 1


def test_control_c_ends_without_a_traceback(
    folder: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is how people leave."""

    class Interrupted(io.StringIO):
        def __iter__(self) -> "Interrupted":
            return self

        def __next__(self) -> str:
            raise KeyboardInterrupt

    monkeypatch.setattr(sys, "stdin", Interrupted())
    assert main(["ask", folder]) == 0
    said = capsys.readouterr()

    assert said.out.endswith("\n")
    assert said.err == ""


def test_who_sits_at_a_terminal_gets_a_prompt_and_leaves_with_control_d(
    folder: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """``input`` raises EOFError there."""
    asked: list[str] = []

    def keyboard(prompt: str, lines: Iterator[str] = iter(["does it overfit?"])) -> str:  # noqa: B008  one keyboard
        asked.append(prompt)
        try:
            return next(lines)
        except StopIteration:
            raise EOFError from None

    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr("builtins.input", keyboard)
    assert main(["ask", folder]) == 0

    assert asked == ["> ", "> "]
    assert "overfit" in capsys.readouterr().out


def test_charts_come_as_text(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Folds are seen faster than read."""
    assert main(["ask", folder, "draw the score by fold"]) == 0
    said = capsys.readouterr().out

    assert "fold 1" in said
    assert "fold 5" in said


def test_facts_are_footnotes_where_asked_for(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Every number can be followed, in a terminal too."""
    assert main(["ask", folder, "Does it overfit?", "--facts"]) == 0
    said = capsys.readouterr().out

    number = re.search(r"0\.847 \[(\d+)\]", said)
    assert number is not None
    assert f"[{number[1]}] ROC AUC of trial 4, cross-validated (rows that it was not fitted on): 0.847" in said
    assert "](#" not in said


def test_without_facts_no_mark_of_a_link_is_left(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A terminal shows no Markdown."""
    assert main(["ask", folder, "Does it overfit?"]) == 0
    said = capsys.readouterr().out

    assert "](#" not in said
    assert "**" not in said


def test_the_pen_writes_in_the_terminal_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """One setting for both."""
    question = "Why did this model win?"
    words = answered(question, binary_run(), {}).text.replace("won, because", "has won, because")
    with serving() as server:
        server.does(says(words))
        monkeypatch.setenv("PLAINTUNE_LANGUAGE_MODEL_URL", server.url)
        monkeypatch.setenv("PLAINTUNE_LANGUAGE_MODEL_MODEL", MODEL)
        reply = Talk(binary_run()).ask(question)

    assert (reply.text, reply.written_by) == (words, MODEL)
