"""Two runs side by side: which score is better, whether that is more than chance, and what differs between them."""

from dataclasses import dataclass
from typing import Literal

from models.record import RunRecord, Score
from service.page import numbers
from service.page.compare_drawing import RangesPicture, ranges_picture
from service.page.run_facts import SETTINGS, facts_of, settings_of

Standing = Literal["incomparable", "unknown", "same", "unclear", "likely", "clear"]


@dataclass(frozen=True)
class Difference:
    """One thing that both runs have, as it is in each; None where one of them does not have it."""

    name: str
    first: str | None
    second: str | None


@dataclass(frozen=True)
class Verdict:
    """What the two honest scores say about each other. ``better`` is A or B where one is; ``gap`` is B minus A."""

    standing: Standing
    sentence: str
    better: str | None = None
    gap: float | None = None


@dataclass(frozen=True)
class Comparison:
    """Two runs, what their scores say, and what differs and what does not."""

    first: RunRecord
    second: RunRecord
    verdict: Verdict
    folds: str
    differs: tuple[Difference, ...]
    same: tuple[Difference, ...]
    picture: RangesPicture | None


def compare(first: RunRecord, second: RunRecord) -> Comparison:
    """Put two runs side by side."""
    rows = _rows(first, second)
    differs = tuple(row for row in rows if row.first != row.second)
    same = tuple(row for row in rows if row.first == row.second)
    verdict = verdict_of(first, second)
    picture = None
    if verdict.standing != "incomparable" and first.result is not None and second.result is not None:
        picture = ranges_picture(first.result.score, second.result.score)
    return Comparison(first, second, verdict, _folds(first, second), differs, same, picture)


def verdict_of(first: RunRecord, second: RunRecord) -> Verdict:
    """Say which score is better, and whether that lies within their ranges."""
    refused = _incomparable(first, second)
    if refused:
        return Verdict("incomparable", refused)
    one, other = _score(first), _score(second)
    if one is None or other is None:
        lacking = " and ".join(name for name, score in (("A", one), ("B", other)) if score is None)
        return Verdict("unknown", f"{lacking} has no honest score, so the two cannot be compared by it.")
    return _told(one, other, first)


def is_same_data(first: RunRecord, second: RunRecord) -> bool:
    """Whether two runs learned from the same rows to predict the same column."""
    return (first.data.hash, first.goal.target, first.goal.task) == (
        second.data.hash,
        second.goal.target,
        second.goal.task,
    )


def _incomparable(first: RunRecord, second: RunRecord) -> str:
    if first.goal.task != second.goal.task or first.goal.target != second.goal.target:
        return (
            "They predict different things, so their scores cannot be compared: "
            f"{first.goal.target} in A, {second.goal.target} in B."
        )
    if first.metric.name != second.metric.name:
        titles = f"{first.metric.title} in A, {second.metric.title} in B"
        return f"They are judged by different metrics, so their scores cannot be compared: {titles}."
    if first.goal.positive_class != second.goal.positive_class:
        return "They look for different classes, so their scores cannot be compared."
    return ""


def _told(one: "Known", other: "Known", record: RunRecord) -> Verdict:
    gap = other.corrected - one.corrected
    shown = numbers.roughly(abs(gap))
    if gap == 0:
        return Verdict("same", "Both expect the same score.", None, gap)
    better = "B" if record.metric.is_better(other.corrected, one.corrected) else "A"
    good, bad = (other, one) if better == "B" else (one, other)
    if good.low > bad.high or good.high < bad.low:
        said = f"{better} is better by {shown}, and the likely ranges do not touch: more than chance explains."
        return Verdict("clear", said, better, gap)
    if good.low <= bad.corrected <= good.high or bad.low <= good.corrected <= bad.high:
        said = f"{better} looks better by {shown}, but that lies within the likely ranges: chance alone can explain it."
        return Verdict("unclear", said, better, gap)
    said = f"{better} is probably better, by {shown}: the likely ranges overlap, but neither holds the other's score."
    return Verdict("likely", said, better, gap)


@dataclass(frozen=True)
class Known:
    """An honest score that has its range."""

    corrected: float
    low: float
    high: float


def _score(record: RunRecord) -> Known | None:
    return None if record.result is None else _known(record.result.score)


def _known(score: Score) -> Known | None:
    if score.corrected is None or score.low is None or score.high is None:
        return None
    return Known(score.corrected, score.low, score.high)


def _folds(first: RunRecord, second: RunRecord) -> str:
    """Say whether both were scored on the same folds of the same rows."""
    if first.data.hash != second.data.hash:
        return "They learned from different tables: part of a difference may come from the rows, not from the model."
    if first.folds is None or second.folds is None:
        return "One of them has made no folds."
    plans = [(f.kind, f.n_folds, f.n_repeats, f.seed) for f in (first.folds, second.folds)]
    same_rows = first.data.n_rows_used == second.data.n_rows_used and is_same_data(first, second)
    order = (first.goal.group, first.goal.time) == (second.goal.group, second.goal.time)
    if plans[0] == plans[1] and same_rows and order:
        return "Same table, same rows, same folds: what differs is what the runs did."
    return "Same table, but other folds: part of a difference may come from how the rows were split."


def _rows(first: RunRecord, second: RunRecord) -> list[Difference]:
    one, other = facts_of(first), facts_of(second)
    # Of one family, setting stands against setting; of two, each has its own, and a line of them is enough.
    if first.result and second.result and first.result.family == second.result.family:
        del one[SETTINGS], other[SETTINGS]
        one, other = {**one, **settings_of(first)}, {**other, **settings_of(second)}
    names = [*one, *(name for name in other if name not in one)]
    return [Difference(name, one.get(name), other.get(name)) for name in names]
