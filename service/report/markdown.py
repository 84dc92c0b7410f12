"""A report as Markdown. Names and sentences are data: whatever looks like markup in them is shown as it stands."""

import re
from collections.abc import Iterable
from functools import singledispatch

from service.report.document import (
    Bullets,
    Cell,
    Code,
    Figure,
    Hero,
    Number,
    Paragraph,
    Report,
    Table,
    Term,
    Terms,
    Tone,
)

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+!<>|~&])")
_LINES = re.compile(r"\s*[\r\n]+\s*")
_START = re.compile(r"^(\s*)([-=]|\d+\.(?=\s|$))")
SIGNS: dict[Tone, str] = {
    "good": "\N{CHECK MARK} ",
    "caution": "\N{WHITE UP-POINTING TRIANGLE} ",
    "danger": "\N{MULTIPLICATION X} ",
}


def as_markdown(report: Report) -> str:
    """Write a report as CommonMark with tables."""
    facts = ", ".join(f"{_text(fact.name)}: {_cell(fact.value)}" for fact in report.facts)
    parts = [f"# {_text(report.title)}", facts]
    for section in report.sections:
        parts.append(f"## {_text(section.title)}")
        parts += [_block(block) for block in section.blocks]
    return "\n\n".join(part for part in parts if part) + "\n"


@singledispatch
def _block(block: object) -> str:
    raise TypeError(type(block).__name__)


@_block.register
def _(block: Hero) -> str:
    return f"**{_cell(block.number)}** {_text(block.words)}"


@_block.register
def _(block: Paragraph) -> str:
    return f"{SIGNS.get(block.tone, '')}{_text(block.text)}"


@_block.register
def _(block: Bullets) -> str:
    return "\n".join(f"- {_text(item)}" for item in block.items)


@_block.register
def _(block: Terms) -> str:
    return "\n".join(f"- {_term(term)}" for term in block.items)


@_block.register
def _(block: Table) -> str:
    rules = ("---:" if column.is_number else "---" for column in block.columns)
    lines = [_line(_text(column.title) for column in block.columns), _line(rules)]
    lines += [_line(_cell(cell) for cell in row.cells) for row in block.rows]
    note = f"\n\n{_text(block.note)}" if block.note else ""
    return f"**{_text(block.title)}**\n\n" + "\n".join(lines) + note


@_block.register
def _(block: Figure) -> str:
    return f"**{_text(block.title)}.** {_text(block.sentence)}"


@_block.register
def _(block: Code) -> str:
    # A fence is longer than any run of backticks in what it holds.
    longest = max((len(run) for run in re.findall(r"`+", block.text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{_text(block.title)}\n\n{fence}\n{block.text}\n{fence}"


def _term(term: Term) -> str:
    note = f" ({_text(term.note)})" if term.note else ""
    return f"{_text(term.name)}: {_cell(term.value)}{note}"


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(cell: Cell) -> str:
    return _text(cell.text if isinstance(cell, Number) else cell)


def _text(said: str) -> str:
    r"""Escape what Markdown would read as markup; a line break would end a row or a paragraph.

    Examples
    --------
    >>> _text("a|b <i>"), _text("1. x")
    ('a\\|b \\<i\\>', '1\\. x')
    """
    escaped = _SPECIAL.sub(r"\\\1", _LINES.sub(" ", said).strip())
    return _START.sub(lambda found: f"{found[1]}{found[2][:-1]}\\{found[2][-1]}", escaped)
