"""The pages of charts: one chart large with its numbers, and all of a group below each other."""

import csv
import io

from flask import Response, render_template, request

from assistant.charts.registry import CHARTS, chart_named
from service.csv_answers import safe_cell
from service.errors import UnknownChartError
from service.gate import current_owner
from service.page.gallery import GROUPS, Card, card_of, group_of, groups_of
from service.page.one_row import show_row
from service.page.views import RunView, view_of

ROWS_ON_A_PAGE = 500
ONE_ROW = "one_row"


def show_charts(run_id: str) -> str:
    """Show the charts of a run by group; a panel that opens gets those of its group alone."""
    view = view_of(run_id, current_owner())
    if "HX-Request" in request.headers:
        wanted = next((kind for kind in GROUPS if kind.anchor == request.args.get("group")), GROUPS[0])
        return render_template("page/_more_charts.html", view=view, group=group_of(wanted, view.record))
    return render_template("page/charts.html", view=view, groups=groups_of(view.record))


def show_chart(run_id: str, name: str) -> str | tuple[str, int]:
    """Show one chart large: its finding, the picture, how it is read, and its numbers."""
    if name == ONE_ROW:
        return show_row(run_id)
    view = view_of(run_id, current_owner())
    kind = chart_named(name)
    card = card_of(name, view.record)
    if kind is None:
        raise UnknownChartError(name, tuple(one.name for one in CHARTS if one.suits(view.record)), None)
    rows = () if card is None else card.drawing.rows[:ROWS_ON_A_PAGE]
    return render_template("page/chart.html", view=view, kind=kind, card=card, rows=rows)


def chart_table(run_id: str, name: str) -> Response:
    """Give the numbers of a chart as a file for a spreadsheet."""
    view = view_of(run_id, current_owner())
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    card = _existing(view, name)
    writer.writerow(card.drawing.columns)
    writer.writerows([safe_cell(cell) for cell in row] for row in card.drawing.rows)
    response = Response(file.getvalue(), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{card.kind.name}-{run_id}.csv"'
    return response


def _existing(view: RunView, name: str) -> Card:
    card = card_of(name, view.record)
    if card is None:
        kind = chart_named(name)
        known = tuple(one.name for one in CHARTS if one.suits(view.record))
        raise UnknownChartError(name, known, None if kind is None else kind.needs)
    return card
