"""The assistant's Markdown as HTML that is safe to show: what looks like HTML in it is text."""

from collections.abc import Mapping
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

_RENDERER = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")


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
    Markup('<p>&lt;b&gt;<a href="/runs/7" title="score">0.8</a></p>\n')
    """
    cited = {f"#{citation['id']}": citation for citation in answer["citations"]}
    tokens = _RENDERER.parse(answer["answer"])
    for token in tokens:
        for child in token.children or ():
            if child.type == "link_open" and child.attrGet("href") in cited:
                _address(child, cited[str(child.attrGet("href"))], anchor)
    return Markup(_RENDERER.renderer.render(tokens, _RENDERER.options, {}))  # noqa: S704  rendered with HTML disabled


def _address(link: Token, citation: Mapping[str, Any], anchor: str) -> None:
    source = citation.get("source")
    link.attrSet("href", str(citation.get("href") or f"#{anchor}-{citation['id']}"))
    link.attrSet("title", f"{citation['label']} ({source})" if source else str(citation["label"]))
