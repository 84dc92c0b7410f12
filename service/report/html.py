"""A report as one HTML file that needs nothing else: no script, no font, no picture from elsewhere."""

import base64
import hashlib
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from service.report.document import Number, Report

FOLDER = "report"


def as_html(report: Report, *, is_shared: bool = False) -> str:
    """Write a report as HTML; whatever looks like HTML in names and sentences is shown as it stands.

    ``is_shared`` tells whoever reads it by a link what they see.
    """
    template = _environment().get_template(f"{FOLDER}/report.html")
    return template.render(report=report, style=Markup(style()), is_shared=is_shared)  # noqa: S704  our own file


def content_security_policy() -> str:
    """Return the policy under which a browser shows the file: its own style, and nothing else at all."""
    digest = base64.b64encode(hashlib.sha256(style().encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


@cache
def style() -> str:
    """Return the style sheet that stands in the file."""
    loader = _environment().loader
    assert loader is not None  # noqa: S101  given below
    return loader.get_source(_environment(), f"{FOLDER}/report.css")[0]


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("service", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["kind"] = lambda block: type(block).__name__.lower()
    environment.tests["number"] = lambda cell: isinstance(cell, Number)
    return environment
