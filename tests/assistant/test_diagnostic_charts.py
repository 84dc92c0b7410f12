"""Charts of errors: a finding for a title, the numbers of the record and no others, and only colors of the page."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from assistant.charts.calibration import CALIBRATION
from assistant.charts.confusion import CONFUSION
from assistant.charts.drawing import ChartKind, Drawing
from assistant.charts.precision_recall import PRECISION_RECALL
from assistant.charts.predicted_true import PREDICTED_TRUE
from assistant.charts.residuals import RESIDUALS
from assistant.charts.roc import ROC
from assistant.charts.threshold_costs import THRESHOLD_COSTS
from models.record import RunRecord
from tests.assistant.test_told_of_a_delivery import TOLD

KINDS = (CONFUSION, ROC, PRECISION_RECALL, CALIBRATION, THRESHOLD_COSTS, PREDICTED_TRUE, RESIDUALS)
SUITABLE = {
    "binary": {"confusion", "roc", "precision_recall", "calibration", "threshold_costs"},
    "hostile": {"confusion", "roc", "precision_recall", "calibration", "threshold_costs"},
    "multiclass": {"confusion", "calibration"},
    "regression": {"predicted_true", "residuals"},
}
DRAWN = [(run, kind) for run, names in SUITABLE.items() for kind in KINDS if kind.name in names]
EVERY = pytest.mark.parametrize(("run", "kind"), DRAWN, ids=lambda value: getattr(value, "name", value))
COLORS = {
    "#0A544E", "#8C8A85", "#1F2328", "#4A4E55", "#DEDAD0", "#FFFFFF", "#E4F0EE", "#C9E0DC", "#A9CCC7",
}  # fmt: skip
"""Those of charts in light mode: one accent against gray, ink for text, and shades of cells."""


def drawn(run: str, kind: ChartKind) -> Drawing:
    """Draw a chart that a run must have."""
    found = kind.draw(TOLD[run]())
    assert found is not None
    return found


def strings(value: Any) -> Iterator[str]:  # noqa: ANN401  walks any figure
    """Yield every text in a figure."""
    if isinstance(value, dict):
        for item in value.values():
            yield from strings(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from strings(item)
    elif isinstance(value, str):
        yield value


@pytest.mark.parametrize("run", SUITABLE)
def test_a_run_has_the_charts_of_its_task(run: str) -> None:
    """A curve of a threshold means nothing where a value is predicted."""
    assert {kind.name for kind in KINDS if kind.suits(TOLD[run]())} == SUITABLE[run]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_run_without_diagnostics_has_none_of_them(kind: ChartKind, any_run: RunRecord) -> None:
    """Records of before, and runs that still work."""
    assert kind.draw(any_run) is None


@EVERY
def test_the_title_is_a_finding_whose_numbers_are_facts(run: str, kind: ChartKind) -> None:
    """A title that names only the axes tells nobody what to see."""
    told = drawn(run, kind)
    values = [fact.value for fact in told.facts]

    assert told.title.endswith(".")
    assert not re.search(r"\d", told.sentence + kind.reading)
    names = [str(value) for value in values if isinstance(value, str)]
    title = told.title
    for name in names:
        title = title.replace(" ".join(name.split()), "")
    for number in re.findall(r"\d[\d,]*(?:\.\d+)?", title):
        shown = float(number.replace(",", ""))
        decimals = len(number.partition(".")[2])
        known = [abs(float(value)) for value in values if isinstance(value, int | float)]
        assert any(abs(value - shown) <= 0.51 * 10.0**-decimals for value in known), (number, values)


@EVERY
def test_the_figure_is_plain_data_in_the_colors_of_the_page(run: str, kind: ChartKind) -> None:
    """It travels as JSON, and the page swaps exactly these colors when the theme changes."""
    told = drawn(run, kind)
    figure = json.loads(json.dumps(told.figure, allow_nan=False))

    assert set(figure) == {"data", "layout"}
    assert {mark["type"] for mark in figure["data"]} <= {"scatter", "bar"}, "the page loads Plotly's basic bundle"
    colors = {text for text in strings(figure) if re.fullmatch(r"#[0-9A-Fa-f]{6}|rgb.*", text)}
    assert colors <= COLORS
    assert figure["layout"]["showlegend"] is False


@EVERY
def test_the_table_has_a_cell_for_each_column(run: str, kind: ChartKind) -> None:
    """Who cannot see the picture reads the same numbers."""
    told = drawn(run, kind)

    assert told.rows
    assert {len(row) for row in told.rows} == {len(told.columns)}


@pytest.mark.parametrize("kind", [CONFUSION, ROC, CALIBRATION], ids=lambda kind: kind.name)
def test_names_of_classes_are_never_markup(kind: ChartKind) -> None:
    """Plotly reads text as HTML."""
    figure = drawn("hostile", kind).figure

    assert not [text for text in strings(figure) if "<" in text]


def test_the_curve_holds_the_points_of_the_record() -> None:
    """And begins at no alarms at all."""
    told = drawn("binary", ROC)
    curve = told.figure["data"][1]

    assert curve["x"] == [0.0, 0.0, 6.0, 19.0, 55.0, 100.0]
    assert curve["y"] == [0.0, 20.0, 53.0, 81.0, 97.0, 100.0]
    assert told.title == "To catch 81 % of the positives, 19 % of the others are alarmed for nothing."
    assert told.figure["data"][2]["y"] == [65.4], "the dot is the threshold of the model"


def test_cells_are_darker_the_larger_their_share_of_the_row() -> None:
    """Two classes of a different size must not look confused for being large."""
    told = drawn("binary", CONFUSION)
    no, yes = told.figure["data"]

    assert (no["text"], yes["text"]) == (["924", "126"], ["112", "238"])
    assert no["marker"]["color"] == ["#A9CCC7", "#E4F0EE"]
    assert yes["marker"]["color"] == ["#FFFFFF", "#C9E0DC"]
    assert no["base"][0] + no["x"][0] <= yes["base"][0], "columns stand beside each other"
    assert told.title == "34.6 % of the rows of Yes are taken for No."


def test_the_cheapest_threshold_is_marked_beside_that_of_the_model() -> None:
    """The picture is there to compare the two."""
    told = drawn("binary", THRESHOLD_COSTS)
    marked = {mark["name"]: (mark["x"], mark["y"]) for mark in told.figure["data"][1:]}

    assert marked == {"the model's threshold": ([0.5], [530.0]), "cheapest": ([0.31], [386.0])}
    assert told.title == "At 0.31 the cost is lowest: 386 per thousand rows, now 530."


def test_where_values_lean_is_said_with_the_way() -> None:
    """Around 310,000 the true values are 28,000 higher in the middle."""
    assert drawn("regression", RESIDUALS).title == (
        "It leans most around 310,000: there predictions are 28,000 too low in the middle."
    )
