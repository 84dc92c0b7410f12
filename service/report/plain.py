"""A report as plain data for programs: every number as it stands in the record, and as people read it."""

from dataclasses import fields, is_dataclass
from typing import Any

from markupsafe import Markup

from service.report.document import Number, Report
from service.store.plain import finite

FORMAT_VERSION = 1


def as_plain(report: Report) -> dict[str, Any]:
    """Turn a report into what JSON holds. Blocks say their ``type``; pictures are left out, their sentences stay."""
    return {
        "format_version": FORMAT_VERSION,
        "title": report.title,
        "status": report.status,
        "facts": _plain(report.facts),
        "sections": [
            {"name": section.name, "title": section.title, "blocks": [_block(block) for block in section.blocks]}
            for section in report.sections
        ],
        "versions": dict(report.versions),
    }


def _block(block: object) -> dict[str, Any]:
    return {"type": type(block).__name__.lower(), **_plain(block)}


def _plain(value: Any) -> Any:  # noqa: ANN401  walks any block
    if isinstance(value, Number):
        return {"value": finite(value.value), "text": value.text}
    if is_dataclass(value) and not isinstance(value, type):
        known = ((f.name, getattr(value, f.name)) for f in fields(value))
        return {name: _plain(item) for name, item in known if not isinstance(item, Markup)}
    return [_plain(item) for item in value] if isinstance(value, tuple) else value
