"""What the list of runs shows of each, and where its score lies among those that it can be compared with."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from service.store.run_lines import RunLine
from service.store.tables import Run

WIDTH, MARGIN = 160.0, 8.0
MOST_CHARACTERS = 160


@dataclass(frozen=True)
class RangeMark:
    """An honest score in its range, in units of a small picture."""

    low: float
    corrected: float
    high: float


@dataclass(frozen=True)
class ListedRun:
    """One run of the list.

    ``words`` are those of its goal where they say more than its title; ``mark`` places its score on one axis with those
    of the same table, target and metric on this page, and is None where there is no other.
    """

    run: Run
    table: str | None
    words: str
    mark: RangeMark | None


def lines_of(lines: Sequence[RunLine]) -> list[ListedRun]:
    """Return what is shown of each run of a page."""
    alike: dict[tuple[Any, ...], list[dict[str, float]]] = {}
    for line in lines:
        score = _ranged(line.run)
        if score is not None:
            alike.setdefault(_axis_of(line.run), []).append(score)
    return [
        ListedRun(line.run, line.table, _words(line.run), _mark(line.run, alike.get(_axis_of(line.run), [])))
        for line in lines
    ]


def _axis_of(run: Run) -> tuple[Any, ...]:
    return run.dataset_id, run.goal["target"], run.goal["metric"], run.goal.get("positive_class")


def _ranged(run: Run) -> dict[str, float] | None:
    """Return the score of a run that has ended, where it has a range."""
    score: dict[str, float] | None = run.score
    if score is None or run.status in ("queued", "running") or score["low"] is None or score["corrected"] is None:
        return None
    return score


def _mark(run: Run, alike: Sequence[dict[str, float]]) -> RangeMark | None:
    score = _ranged(run)
    if score is None or len(alike) < 2:
        return None
    low, high = min(known["low"] for known in alike), max(known["high"] for known in alike)

    def at(value: float) -> float:
        return MARGIN + (value - low) / ((high - low) or 1.0) * (WIDTH - 2 * MARGIN)

    return RangeMark(at(score["low"]), at(score["corrected"]), at(score["high"]))


def _words(run: Run) -> str:
    text = str(run.goal.get("text", "")).strip()
    plain = f"predict {run.goal['target']}".casefold()
    if text.startswith("{") or text.casefold().rstrip(".") in ("", plain, str(run.goal["target"]).casefold()):
        return ""
    return text if len(text) <= MOST_CHARACTERS else f"{text[: MOST_CHARACTERS - 1]}…"
