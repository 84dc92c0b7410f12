"""The charts of a run: what each needs, what it draws, and that its numbers are those of its table."""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from assistant.charts.drawing import ChartKind, Drawing
from assistant.charts.registry import CHARTS, chart_named, suitable
from models.record import RunRecord
from tests.assistant.conftest import RUNS
from tests.assistant.rich_runs import RICH_RUNS

ALL_RUNS = RUNS | RICH_RUNS
EVERY_CHART = pytest.mark.parametrize("kind", CHARTS, ids=lambda kind: kind.name)
EVERY_RUN = pytest.mark.parametrize("run", sorted(ALL_RUNS))
# Section "tokens" of the page's guide: nothing else may stand in a figure, so that the page can darken it.
COLORS = {"#0A544E", "#8C8A85", "#1F2328", "#4A4E55", "#DEDAD0", "#FFFFFF", "#E4F0EE", "#C9E0DC", "#A9CCC7"}


def drawn(name: str, run: str = "searched") -> Drawing:
    """Return a chart that a made-up run must have."""
    kind = chart_named(name)
    drawing = kind.draw(ALL_RUNS[run]()) if kind else None
    assert drawing is not None
    return drawing


def strings(plain: Any) -> Iterator[str]:  # noqa: ANN401  walks any figure
    """Yield every string of a figure."""
    if isinstance(plain, str):
        yield plain
    elif isinstance(plain, dict):
        for item in plain.values():
            yield from strings(item)
    elif isinstance(plain, (list, tuple)):
        for item in plain:
            yield from strings(item)


def test_runs_that_hold_everything_have_every_chart() -> None:
    """Otherwise a chart would never be drawn by a test."""
    found = {kind.name for name in ("searched", "values") for kind in suitable(RICH_RUNS[name]())}

    assert found == {kind.name for kind in CHARTS}


@EVERY_CHART
@EVERY_RUN
def test_a_chart_is_plain_data_or_nothing(kind: ChartKind, run: str) -> None:
    """It travels as JSON; what a record does not hold is not drawn, and never an error."""
    drawing = kind.draw(ALL_RUNS[run]())

    if drawing is None:
        assert not kind.suits(ALL_RUNS[run]())
        return
    assert json.loads(json.dumps(drawing.figure, allow_nan=False))["data"]
    assert all({"name", "x", "y"} <= set(series) for series in drawing.figure["data"])
    assert all(len(series["x"]) == len(series["y"]) for series in drawing.figure["data"])
    assert {len(row) for row in drawing.rows} == {len(drawing.columns)}
    assert drawing.figure["layout"]["title"]["text"].startswith(drawing.title[:8])


@EVERY_CHART
def test_figures_use_the_colors_of_the_page_alone(kind: ChartKind) -> None:
    """The page replaces each by its own in the dark; an unknown one would stay bright."""
    drawing = kind.draw(RICH_RUNS["searched"]()) or kind.draw(RICH_RUNS["values"]())

    assert drawing is not None
    assert {word for word in strings(drawing.figure) if word.startswith("#")} <= COLORS


@EVERY_CHART
@EVERY_RUN
def test_numbers_of_a_title_are_facts(kind: ChartKind, run: str) -> None:
    """The title is said in answers, where each number is a citation."""
    drawing = kind.draw(ALL_RUNS[run]())
    if drawing is None:
        return
    names = [str(cell) for row in drawing.rows for cell in row if isinstance(cell, str)]
    said = drawing.title
    for name in sorted(names, key=len, reverse=True):
        said = re.sub(rf"(?<![\w.]){re.escape(name)}(?!\w)", "", said)
    for word in re.findall(r"(?<![\w.])-?\d[\d,]*(?:\.\d+)?", said):
        shown = float(word.replace(",", ""))
        known = [float(fact.value) for fact in drawing.facts if isinstance(fact.value, int | float)]
        decimals = len(word.partition(".")[2])
        assert any(abs(value - shown) <= 0.5 * 10.0**-decimals * 1.001 for value in known), (word, drawing.title)


@EVERY_CHART
def test_how_a_chart_is_read_needs_no_numbers(kind: ChartKind) -> None:
    """It is said of any run."""
    assert not re.search(r"\d", kind.reading + kind.needs)
    assert kind.reading.endswith(".")


def test_names_of_the_data_are_escaped_in_figures(run_named: Callable[[str], RunRecord]) -> None:
    """Plotly reads text as HTML."""
    for kind in suitable(run_named("hostile")):
        drawing = kind.draw(run_named("hostile"))
        assert drawing is not None
        assert "<" not in json.dumps(drawing.figure)


def test_the_best_so_far_follows_the_metric() -> None:
    """Where smaller is better, the line goes down."""
    rows = drawn("score_by_trial", "linear").rows

    assert [row[3] for row in rows] == [min(row[2] for row in rows[: place + 1]) for place in range(len(rows))]


def test_a_score_that_ran_away_does_not_flatten_the_others() -> None:
    """The baseline lies outside of the picture, is said to, and stands in the table."""
    drawing = drawn("score_by_trial")
    low, _ = drawing.figure["layout"]["yaxis"]["range"]

    assert low > 0.5
    assert "outside of the picture" in drawing.sentence
    assert (0, "dummy", 0.5, 0.5) in drawing.rows


def test_marks_are_thinned_and_said_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    """A browser cannot draw everything, and a reader must know; no improvement is lost."""
    monkeypatch.setattr("assistant.charts.score_by_trial.MOST_MARKS", 5)
    drawing = drawn("score_by_trial")
    dots, improvements = drawing.figure["data"][0], {row[0] for row in drawing.rows if row[2] == row[3]}

    assert len(dots["x"]) < len(drawing.rows)
    assert improvements <= set(dots["x"])
    assert "trials are drawn" in drawing.sentence


def test_slices_come_by_importance_and_on_the_scale_of_the_search() -> None:
    """The first picture is the one to look at."""
    layout = drawn("slices").figure["layout"]

    assert layout["xaxis"]["title"]["text"] == "learning_rate"
    assert layout["xaxis"]["type"] == "log"
    assert layout["xaxis2"]["title"]["text"] == "max_depth"
    assert layout["yaxis"]["range"] == layout["yaxis2"]["range"]


def test_parallel_coordinates_draw_each_trial_once() -> None:
    """The best tenth is dark, all others gray; both lie between the lowest and the highest that was tried."""
    drawing = drawn("parallel_coordinates")
    others, best = drawing.figure["data"]

    assert others["x"].count(None) + best["x"].count(None) == len(drawing.rows)
    assert best["x"].count(None) == 2
    assert {0.0, 1.0} <= {height for height in (*others["y"], *best["y"]) if height is not None}
    assert best["y"][best["x"].index("score")] == 1.0


def test_the_honest_score_shares_out_its_range() -> None:
    """As many dots lie inside of the range as its level says, and half of them on each side of the expected score."""
    drawing = drawn("honest_score", "binary")
    dots = [row[1] for row in drawing.rows]

    assert len(dots) == 20
    assert sum(0.8132 <= value <= 0.8619 for value in dots) in (18, 19, 20)
    assert sum(value < 0.8395 for value in dots) == 10


def test_fold_by_fold_counts_wins_on_the_same_rows() -> None:
    """The leader beats the tuned default on every fold and the next best on three."""
    drawing = drawn("fold_by_fold", "binary")

    assert drawing.title == "The leading trial beats the next best on 3 of 5 folds and the default on 5 of 5 folds."
    assert {row[0] for row in drawing.rows} == {"leader", "next best", "default"}


def test_the_learning_curve_tells_where_the_loss_was_lowest() -> None:
    """That is where early stopping ends."""
    assert drawn("learning_curve").title == "In trial 4 the loss on rows held apart was lowest after 121 of 201 rounds."


def test_importance_names_the_evaluator_and_the_shared_worth() -> None:
    """Shares by another evaluator are other numbers, and a column with a stand-in hides."""
    assert "PED-ANOVA" in drawn("hyperparameter_importance").sentence
    assert "tenure and charges tell nearly the same" in drawn("column_importance").sentence
    assert "0.061" in drawn("column_importance").title


def test_tied_trials_are_told_apart_from_those_behind() -> None:
    """A small lead is no lead."""
    drawing = drawn("leaders", "binary")

    assert drawing.title == "2 trials differ by less than chance alone gives."
    assert [row[0] for row in drawing.rows if row[4]] == [4, 5]
    assert set(drawing.figure["data"][0]["x"]) == {row[2] for row in drawing.rows if row[4]}


def test_averages_outside_of_the_usual_values_are_gray_and_titles_tell_the_way() -> None:
    """Where few rows lie, the model has seen little; the whole line is gray and the usual part of it dark."""
    drawing = drawn("partial_dependence")
    whole, usual = drawing.figure["data"][:2]

    assert whole["x"] == usual["x"] == [float(at) for at in range(0, 73, 4)]
    assert usual["y"][0] is None
    assert usual["y"][-1] is None
    assert usual["y"][1] == whole["y"][1] == 76.0
    assert drawing.title == ("With tenure at 4, the probability of Yes is 76 % on average, at 68 it is 12 %.")
    assert ("tenure", "missing", 31.0, 27.9, 34.1, 7) in drawing.rows
    assert drawn("partial_dependence", "values").title.startswith("With tenure at 4, the prediction is 76,000 on")
