"""Charts as text: what the page draws, in a terminal."""

from typing import Any

import pytest

from assistant.answer import answer
from service.commands.text_charts import ASCII, BLOCKS, drawn
from tests.assistant.conftest import RUNS


def figure(*data: dict[str, Any], **layout: Any) -> dict[str, Any]:  # noqa: ANN401  Plotly's
    """Make a Plotly figure."""
    return {"data": list(data), "layout": {"title": {"text": "A chart"}, **layout}}


def test_bars_are_as_long_as_their_values() -> None:
    """Twice the value, twice the bar."""
    bars = figure({"type": "bar", "orientation": "h", "y": ["one", "two", "none"], "x": [10, 20, 0]})
    lengths = [line.count("#") for line in drawn(bars, 80, ASCII).splitlines()[1:]]

    assert lengths[1] == pytest.approx(2 * lengths[0], abs=2)
    assert lengths[2] == 1


def test_bars_below_zero_go_the_other_way() -> None:
    """From zero to the left."""
    bars = figure({"type": "bar", "x": ["gain", "loss"], "y": [1.0, -1.0]})
    _, gain, loss = drawn(bars, 60, ASCII).splitlines()

    assert gain.index("#") >= loss.rindex("#")


def test_named_dots_show_their_standard_error() -> None:
    """Whether two overlap is what people look for."""
    dots = figure(
        {
            "type": "scatter",
            "x": [0.8, 0.9],
            "y": ["trial 1", "trial 2"],
            "error_x": {"array": [0.05, 0.0]},
            "name": "s",
        }
    )
    _, first, second = drawn(dots, 80).splitlines()

    assert first.count("─") > 10
    assert "─" not in second
    assert first.rstrip().endswith("0.8")


def test_pairs_of_numbers_become_a_field_of_dots() -> None:
    """The best is at the top, and the ends of the axes are written."""
    field = figure({"type": "scatter", "x": [0.01, 0.1, 1.0], "y": [0.5, 0.7, 0.6]}, xaxis={"type": "log"})
    lines = drawn(field, 60, ASCII).splitlines()
    columns = [line.index("*") for line in lines if "*" in line]

    assert lines[1].strip().startswith("0.7")
    assert sum("*" in line for line in lines) == 3
    assert sorted(columns)[1] == pytest.approx((min(columns) + max(columns)) / 2, abs=1)
    assert lines[-1].split() == ["0.01", "1"]


@pytest.mark.parametrize("width", [1, 40, 80, 300])
@pytest.mark.parametrize("run", sorted(RUNS))
def test_every_chart_of_an_answer_fits_the_terminal(run: str, width: int) -> None:
    """A line that wraps is no chart."""
    for question in ("Why was learning rate 0.02 chosen?", "Compare the top 3", "Does it overfit?"):
        for chart in answer(question, RUNS[run]()).charts:
            lines = drawn(chart, width).splitlines()[1:]

            assert max(len(line) for line in lines if ": " not in line) <= max(40, min(width, 100))


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"type": "pie", "labels": ["a"], "values": [1]},
        {"type": "scatter", "x": [], "y": []},
        {"type": "scatter", "x": [1, None], "y": [None, 2]},
        {"type": "heatmap", "x": ["a"], "y": ["b"], "z": [[1]]},
    ],
)
def test_what_cannot_be_drawn_is_named(data: dict[str, Any]) -> None:
    """A new kind of chart must not end a conversation."""
    assert drawn(figure(data), 80) == "A chart (a chart that the page draws, and this terminal does not)"


def test_one_value_and_equal_values_are_drawn() -> None:
    """There is no range to divide by."""
    assert "●" in drawn(figure({"type": "scatter", "x": [1.0, 1.0], "y": [2.0, 2.0]}), 80, BLOCKS)
    assert "●" in drawn(figure({"type": "scatter", "x": ["a"], "y": [2.0]}), 80, BLOCKS)


def test_names_of_the_data_cannot_steer_the_terminal() -> None:
    """A column name may hold an escape sequence."""
    bars = figure({"type": "bar", "orientation": "h", "y": ["\u001b[2J\u0007age\nx"], "x": [1]})

    assert "\u001b" not in drawn(bars, 80)
    assert len(drawn(bars, 80).splitlines()) == 2
