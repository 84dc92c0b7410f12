"""``plaintune report``: the report of a model folder as one self-contained HTML file."""

import argparse
import json
from pathlib import Path

from models.artifact import load_record
from service.commands.command import SUCCESS, Command, say
from service.report.document import Report
from service.report.html import as_html
from service.report.markdown import as_markdown
from service.report.plain import as_plain
from service.report.report import report_of

OUT = "plaintune-report.html"


def declare(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("model", metavar="DIR", help="model folder")
    parser.add_argument(
        "--out",
        metavar="FILE",
        default=OUT,
        help=f"FILE.html, FILE.md or FILE.json (default {OUT}); its ending decides",
    )


def run(arguments: argparse.Namespace) -> int:
    """Write the report."""
    out = Path(arguments.out)
    report = report_of(load_record(arguments.model))
    out.write_text(written(report, out.suffix.lower()), encoding="utf-8")
    say(f"The report is in {out}.")
    return SUCCESS


def written(report: Report, ending: str) -> str:
    """Return a report in the format that a file's ending asks for; HTML for an ending that is not known."""
    if ending == ".json":
        return json.dumps(as_plain(report), ensure_ascii=False, allow_nan=False, indent=1)
    return as_markdown(report) if ending in (".md", ".markdown") else as_html(report)


COMMAND = Command("report", "the run's report as one self-contained HTML file", declare, run)
