"""The assistant's Markdown: as HTML that is safe to show, and as Markdown to take away."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from assistant.evidence.numerals import written
from service.page.exchanges import Exchange

_RENDERER = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
_LINK = re.compile(r"\[((?:``.*?``|`[^`]*`|\\.|[^\[\]\\`])*)\]\(#c(\d+)\)")
DIGITS = 6


def answer_html(answer: Mapping[str, Any], anchor: str) -> Markup:
    r"""Turn an answer into HTML; each link to a citation gets the citation's address.

    Parameters
    ----------
    answer : mapping
        With ``answer`` (Markdown) and ``citations``, as the service keeps it.
    anchor : str
        What the page's list of evidence is called: a citation that has no address is found there.

    Examples
    --------
    >>> answer_html({"answer": "<b>[0.8](#c1)", "citations": [{"id": "c1", "label": "score", "href": "/runs/7"}]}, "m1")
    Markup('<p>&lt;b&gt;<a href="/runs/7" title="score" aria-label="0.8, score">0.8</a></p>\n')
    """
    return Markup("").join(answer_blocks(answer, anchor))


def answer_blocks(answer: Mapping[str, Any], anchor: str) -> list[Markup]:
    """Turn an answer into HTML, paragraph by paragraph: each list and each table is one piece."""
    cited = {f"#{citation['id']}": citation for citation in answer["citations"]}
    tokens = _RENDERER.parse(answer["answer"])
    for token in tokens:
        children = token.children or []
        for place, child in enumerate(children):
            if child.type == "link_open" and child.attrGet("href") in cited:
                _address(children[place:], cited[str(child.attrGet("href"))], anchor)
    return [_rendered(piece) for piece in _pieces(tokens)]


def with_footnotes(exchange: Exchange, origin: str) -> str:
    """Write a question and its answer as Markdown, what each number rests on as a footnote.

    ``origin`` is the address of the service, which goes before the addresses of its own pages.
    """
    question = "\n".join(f"> {line}" for line in exchange.question.splitlines())
    citations = () if exchange.answer is None else exchange.answer["citations"]
    notes = [f"[^{one['id'][1:]}]: {_note(one, origin)}" for one in citations]
    answer = _LINK.sub(r"\1[^\2]", exchange.text)
    return "\n\n".join(filter(None, (question, answer, "\n".join(notes)))) + "\n"


def _note(citation: Mapping[str, Any], origin: str) -> str:
    known = citation["value"]
    is_number = isinstance(known, (int, float)) and not isinstance(known, bool)
    value = "" if known is None else f": {written(known, DIGITS) if is_number else known}"
    unit = f" {citation['unit']}" if value and citation["unit"] else ""
    href = citation["href"]
    where = [part for part in (citation["source"], href and f"<{origin.rstrip('/')}{href}>") if part]
    return f"{citation['label']}{value}{unit}" + (f" ({', '.join(where)})" if where else "")


def _pieces(tokens: Sequence[Token]) -> list[list[Token]]:
    """Cut tokens where a block at the top ends."""
    pieces: list[list[Token]] = []
    depth = 0
    for token in tokens:
        if depth == 0:
            pieces.append([])
        pieces[-1].append(token)
        depth += token.nesting
    return pieces


def _rendered(tokens: Sequence[Token]) -> Markup:
    return Markup(_RENDERER.renderer.render(tokens, _RENDERER.options, {}))  # noqa: S704  rendered with HTML disabled


def _address(link: Sequence[Token], citation: Mapping[str, Any], anchor: str) -> None:
    """Give a link, which its closing token ends, the address and the name of what it cites."""
    source, label = citation.get("source"), str(citation["label"])
    end = next(place for place, token in enumerate(link) if token.type == "link_close")
    words = "".join(token.content for token in link[1:end])
    link[0].attrSet("href", str(citation.get("href") or f"#{anchor}-{citation['id']}"))
    link[0].attrSet("title", f"{label} ({source})" if source else label)
    link[0].attrSet("aria-label", f"{words}, {label}")
