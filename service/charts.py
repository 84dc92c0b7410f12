"""The charts of a run: which there are, and each as a Plotly figure with the numbers that it draws."""

from assistant.charts.drawing import ChartKind, Drawing
from assistant.charts.registry import CHARTS, chart_named
from models.record import to_plain
from service.errors import UnknownChartError
from service.gate import current_owner
from service.present import Object
from service.run_records import record_so_far
from service.schemas.charts import ChartSchema, ChartsSchema
from service.schemas.requests import ApiBlueprint
from service.store.plain import finite

charts = ApiBlueprint("charts", __name__, url_prefix="/v1/runs", description="Charts of a run")


@charts.route("/<run_id>/charts", methods=["GET"])
@charts.response(200, ChartsSchema)
def list_charts(run_id: str) -> Object:
    """List the charts that a run has, each with the finding that it shows; there are more as the run goes on."""
    record = record_so_far(run_id, current_owner())
    drawn = ((kind, kind.draw(record)) for kind in CHARTS)
    return {"items": [_line(kind, drawing) for kind, drawing in drawn if drawing is not None], "next_cursor": None}


@charts.route("/<run_id>/charts/<name>", methods=["GET"])
@charts.response(200, ChartSchema)
def show_chart(run_id: str, name: str) -> Object:
    """Read one chart of a run: a Plotly figure, its finding, and a table of the numbers drawn."""
    kind = chart_named(name)
    record = record_so_far(run_id, current_owner())
    drawing = kind.draw(record) if kind else None
    if kind is None or drawing is None:
        known = tuple(one.name for one in CHARTS if one.suits(record))
        raise UnknownChartError(name, known, kind.needs if kind else None)
    table = {"columns": list(drawing.columns), "rows": [list(row) for row in drawing.rows]}
    whole: Object = finite({**_line(kind, drawing), "figure": to_plain(drawing.figure), "table": table})
    return whole


def _line(kind: ChartKind, drawing: Drawing) -> Object:
    said = {"title": drawing.title, "sentence": drawing.sentence, "reading": kind.reading}
    return {"name": kind.name, "label": kind.label, **said}
