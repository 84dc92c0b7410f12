"""Partial dependence as small pictures, one a column, that flow with the width of the page."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.charts.partial_dependence import is_ordered, is_usual
from models.record import AveragePrediction, PartialDependence, RunRecord
from service.page.meaning import of_100
from service.page.numbers import plain_number, setting

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 300.0, 170.0, 2.0, 2.0, 22.0, 34.0
LINE, BAR = 26.0, 90.0
RUG = 10.0
LONGEST_LEVEL = 22


@dataclass(frozen=True)
class Place:
    """One value in the picture: where it stands, how many rows have it, and what is said of it."""

    x: float
    y: float
    rug: float
    label: str
    prediction: str


@dataclass(frozen=True)
class DependencePicture:
    """One column. Of ordered values, ``line`` leads through all and ``usual`` through those that rows have."""

    column: str
    is_ordered: bool
    places: tuple[Place, ...]
    line: str
    usual: str
    ends: tuple[str, str]
    height: float
    missing: str


def dependence_pictures(record: RunRecord) -> tuple[DependencePicture, ...]:
    """Return one picture a column, all on one scale; nothing where that was not measured."""
    told = () if record.partial_dependence is None else record.partial_dependence.columns
    means = [point.prediction for one in told for point in one.points]
    if not means:
        return ()
    low, width = min(means), (max(means) - min(means)) or 1.0
    return tuple(_picture(one, low, width) for one in told)


def _picture(one: PartialDependence, low: float, width: float) -> DependencePicture:
    missing = next((point for point in one.points if point.value is None), None)
    known = [point for point in one.points if point.value is not None]
    drawn = _along(known, one, low, width) if is_ordered(one) else _below(one.points, one, low, width)
    near = [place for place, point in zip(drawn, known, strict=False) if is_usual(one, point)]
    has_line = is_ordered(one) and len(drawn) > 1
    return DependencePicture(
        column=one.column,
        is_ordered=is_ordered(one),
        places=tuple(drawn),
        line=_path(drawn) if has_line else "",
        usual=_path(near) if has_line and len(near) > 1 else "",
        ends=(drawn[0].label, drawn[-1].label) if drawn else ("", ""),
        height=HEIGHT if is_ordered(one) else TOP + LINE * len(drawn) + 4,
        missing="" if missing is None or not is_ordered(one) else _words(one, missing),
    )


def _along(points: Sequence[AveragePrediction], one: PartialDependence, low: float, width: float) -> list[Place]:
    """Place ordered values by size; times by their order, which is even enough for quantiles."""
    most = max((point.n_rows for point in points), default=1) or 1
    values = [point.value if isinstance(point.value, float) else float(k) for k, point in enumerate(points)]
    start, reach = (values[0], (values[-1] - values[0]) or 1.0) if values else (0.0, 1.0)
    up = HEIGHT - TOP - BOTTOM
    return [
        Place(
            x=LEFT + (value - start) / reach * (WIDTH - LEFT - RIGHT),
            y=HEIGHT - BOTTOM - (point.prediction - low) / width * up,
            rug=RUG * point.n_rows / most,
            label=_value(point),
            prediction=_words(one, point),
        )
        for value, point in zip(values, points, strict=True)
    ]


def _below(points: Sequence[AveragePrediction], one: PartialDependence, low: float, width: float) -> list[Place]:
    """Place levels one under the other, the missing cell last."""
    start = WIDTH - RIGHT - BAR - 46
    return [
        Place(
            x=start + (point.prediction - low) / width * BAR,
            y=TOP + LINE * (k + 0.5),
            rug=0.0,
            label=_value(point),
            prediction=_words(one, point),
        )
        for k, point in enumerate(points)
    ]


def _path(places: Sequence[Place]) -> str:
    return "M" + "L".join(f"{place.x:.1f} {place.y:.1f}" for place in places)


def _value(point: AveragePrediction) -> str:
    if point.value is None:
        return "missing"
    value = point.value
    is_plain = isinstance(value, (int, float)) and not isinstance(value, bool)  # a year is written without a comma
    text = plain_number(float(f"{value:.4g}")) if is_plain else setting(value).removesuffix("T00:00:00")
    return text if len(text) <= LONGEST_LEVEL else f"{text[: LONGEST_LEVEL // 2]}…{text[-LONGEST_LEVEL // 2 + 1 :]}"


def _words(one: PartialDependence, point: AveragePrediction) -> str:
    return setting(point.prediction) if one.of is None else of_100(point.prediction).removesuffix(" of 100")
