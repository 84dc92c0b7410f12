"""What a run leaves for others: its report, and its search as an Optuna study."""

import tempfile
from pathlib import Path

from flask import Response, current_app
from marshmallow import Schema, fields, validate

from models.study_file import write_study
from service.etags import answer_unless_known, tag_of_record
from service.gate import current_owner
from service.report.html import as_html, content_security_policy
from service.report.markdown import as_markdown
from service.report.plain import as_plain
from service.report.report import report_of
from service.run_records import record_so_far
from service.schemas.requests import ApiBlueprint
from service.services import services

documents = ApiBlueprint("documents", __name__, url_prefix="/v1/runs", description="Reports and studies")

FORMATS = ("html", "md", "json")
SQLITE = "application/vnd.sqlite3"


class ReportFormatSchema(Schema):
    """``?format=`` of a report."""

    format = fields.String(load_default="html", validate=validate.OneOf(FORMATS))


@documents.route("/<run_id>/report", methods=["GET"])
@documents.arguments(ReportFormatSchema, location="query")
@documents.response(200, {"type": "string"}, content_type="text/html")
@documents.alt_response(200, schema={"type": "object"}, content_type="application/json", success=True)
@documents.alt_response(200, schema={"type": "string"}, content_type="text/markdown", success=True)
def show_report(asked: dict[str, str], run_id: str) -> Response:
    """Read a run's report: one HTML file that needs nothing else, Markdown, or JSON; also of a run without a model."""
    run = services().runs.get(run_id, current_owner())
    answer_unless_known(tag_of_record(run, f"report as {asked['format']}"))
    report = report_of(record_so_far(run_id, current_owner()))
    if asked["format"] == "json":
        return Response(current_app.json.dumps(as_plain(report)), mimetype="application/json")
    if asked["format"] == "md":
        return Response(as_markdown(report), mimetype="text/markdown")
    response = Response(as_html(report), mimetype="text/html")
    response.headers["Content-Security-Policy"] = content_security_policy()
    return response


@documents.route("/<run_id>/study", methods=["GET"])
@documents.response(200, {"type": "string", "format": "binary"}, content_type=SQLITE)
def download_study(run_id: str) -> Response:
    """Download the run's trials as an Optuna study in an SQLite file, for optuna-dashboard."""
    record = record_so_far(run_id, current_owner())
    with tempfile.TemporaryDirectory(prefix="plaintune-") as folder:
        file = Path(folder) / "study.db"
        write_study(record, file, name=f"plaintune-{run_id}")
        response = Response(file.read_bytes(), mimetype=SQLITE)
    response.headers["Content-Disposition"] = f'attachment; filename="plaintune-study-{run_id}.db"'
    return response
