"""Partial dependence: what is predicted on average over the values of each of the columns that matter most."""

from typing import Any

from assistant.charts.drawing import ChartKind, Drawing
from assistant.charts.frame import Axis, dots, framed, line, percent, shown
from assistant.charts.palette import ACCENT, CHOSEN, CONTEXT
from assistant.charts.panels import axes, placed
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.numerals import written
from assistant.evidence.trials import unit_of
from assistant.markup import one_line
from models.record import AveragePrediction, PartialDependence, RunRecord, Scalar

MOST = 6
HREF = "charts/partial_dependence"
MISSING = "missing"


def draw(record: RunRecord) -> Drawing | None:
    """Draw one picture a column; None where that was not measured."""
    told = record.partial_dependence
    if told is None or not told.columns:
        return None
    columns = told.columns[:MOST]
    title, facts = finding_of(record, columns[0])
    what = average_of(record, columns[0])
    upward = Axis(ends=_ends(columns), has_grid=True).plain() | {"nticks": 4}
    pairs = [(_across(one), upward) for one in columns]
    pairs[0] = (pairs[0][0], upward | {"title": {"text": shown(what)}})
    figure = framed([], title, Axis(), Axis())
    marks = [mark for place, one in enumerate(columns) for mark in _marks(one, place)]
    return Drawing(
        title=title,
        sentence=f"One picture a column, the most important first: {what} on average when the column has that value in "
        "every row; gray are values that few rows have. An average, not a proof of cause.",
        figure={"data": marks, "layout": {**figure["layout"], **axes(pairs)}},
        columns=("column", "value", "average prediction", "of eight in ten rows, low", "high", "rows"),
        rows=tuple(
            (one_line(one.column), _cell(point), *_numbers(one, point), point.n_rows)
            for one in columns
            for point in one.points
        ),
        facts=facts,
    )


def average_of(record: RunRecord, one: PartialDependence) -> str:
    """Return what the averages are of: a probability in percent, or the target in its unit."""
    if one.of is None:
        return f"predicted {one_line(record.goal.target)}"
    return f"probability of {one_line(one.of)} (%)"


def is_ordered(one: PartialDependence) -> bool:
    """Whether the values have an order."""
    return one.kind in ("numeric", "datetime")


def is_usual(one: PartialDependence, point: AveragePrediction) -> bool:
    """Whether a value lies among those of the middle nine in ten rows; a level is always usual."""
    low, value, high = one.usual_low, point.value, one.usual_high
    if isinstance(low, float) and isinstance(value, float) and isinstance(high, float):
        return low <= value <= high
    if isinstance(low, str) and isinstance(value, str) and isinstance(high, str):
        return low <= value <= high
    return True


def _numbers(one: PartialDependence, point: AveragePrediction) -> tuple[float, float, float]:
    values = (point.prediction, point.low, point.high)
    if one.of is None:
        return values
    mean, low, high = (percent(value) for value in values)
    return mean, low, high


def _cell(point: AveragePrediction) -> Scalar:
    return MISSING if point.value is None else point.value


def _marks(one: PartialDependence, place: int) -> list[dict[str, Any]]:
    name = one_line(one.column)
    at = [(_cell(point), _numbers(one, point)[0], is_usual(one, point)) for point in one.points]
    if not is_ordered(one):
        return [placed(dots(name, [value for value, *_ in at], [mean for _, mean, _ in at], CHOSEN), place)]
    known = [point for point in at if point[0] != MISSING]
    values, means = [value for value, *_ in known], [mean for _, mean, _ in known]
    usual = [mean if is_near else None for _, mean, is_near in known]
    whole = line(f"{name}, all values", values, means, CONTEXT)
    return [placed(whole, place), placed(line(name, values, usual, ACCENT), place)]


def _across(one: PartialDependence) -> dict[str, Any]:
    if is_ordered(one):
        return Axis(one_line(one.column)).plain() | ({"type": "date"} if one.kind == "datetime" else {"nticks": 4})
    return Axis(one_line(one.column), "category").plain()


def _ends(columns: tuple[PartialDependence, ...]) -> tuple[float, float]:
    means = [_numbers(one, point)[0] for one in columns for point in one.points]
    margin = 0.06 * (max(means) - min(means)) or 0.02 * abs(max(means)) or 0.02
    return min(means) - margin, max(means) + margin


def finding_of(record: RunRecord, one: PartialDependence) -> tuple[str, tuple[EvidenceFact, ...]]:
    """Say from where to where the average goes over the usual values, or between which levels."""
    known = [point for point in one.points if point.value is not None and is_usual(one, point)]
    name, unit = one_line(one.column), "%" if one.of is not None else unit_of(record)
    if len(known) < 2:
        return f"Of {name}, too few values are known to tell how predictions go with it.", ()
    ends = [known[0], known[-1]] if is_ordered(one) else [f(known, key=lambda p: p.prediction) for f in (min, max)]
    means = [EvidenceFact(f"average prediction with {name} {_value(p)}", _numbers(one, p)[0], unit, HREF) for p in ends]
    values = [EvidenceFact(f"value of {name}", p.value, "", HREF) for p in ends]
    (at_low, at_high), (low, high) = (_value(p) for p in ends), (written(float(f.value or 0), 3) for f in means)
    mark = " %" if one.of is not None else ""
    what = f"the probability of {one_line(one.of)}" if one.of is not None else "the prediction"
    return (
        f"With {name} at {at_low}, {what} is {low}{mark} on average, at {at_high} it is {high}{mark}.",
        (*means, *values),
    )


def _value(point: AveragePrediction) -> str:
    value = point.value
    return written(value, 4) if isinstance(value, float) else one_line(str(value)).removesuffix("T00:00:00")


PARTIAL_DEPENDENCE = ChartKind(
    name="partial_dependence",
    label="Partial dependence",
    reading=(
        "Each small picture is a column. The line is what the model predicts on average when every row has that value "
        "and all else stays as it is: where it is flat, the value hardly matters, where it is steep, a little more or "
        "less matters a lot. It shows how the model goes, not what causes what, and misleads where columns go together."
    ),
    needs="a finished run that measured how predictions go with its columns",
    draw=draw,
)
