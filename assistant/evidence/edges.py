"""Values at the edge of what was searched: whether the score still rises there, and where to look beyond."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.evidence.trials import better_by, score_of
from assistant.evidence.tried_values import TriedValues, position_in_range, tried_values
from models.record import RunRecord, Trial

NEAR_EDGE = 0.05
BESIDE, FARTHER = 0.15, 0.5
STEP = 0.25


@dataclass(frozen=True)
class Edge:
    """A hyperparameter whose value lies within a twentieth of an end of its range.

    ``at_edge`` is the best trial near that end and ``farther`` the best one further inside. ``beyond`` is a value
    outside of the range, None where nothing lies there: a share of the rows ends at one.
    """

    tried: TriedValues
    trial: Trial
    is_high: bool
    at_edge: Trial | None
    farther: Trial | None
    beyond: float | int | None

    def still_rises(self, record: RunRecord) -> bool | None:
        """Whether the best trial at the edge is better than the best one further inside; None without both."""
        if self.at_edge is None or self.farther is None:
            return None
        return better_by(record, score_of(self.at_edge), score_of(self.farther)) > 0


def edges_of(record: RunRecord, trial: Trial, names: Sequence[str] = ()) -> tuple[Edge, ...]:
    """Return the hyperparameters of a trial that lie at an end of their range: of those named, or of all."""
    found = (tried_values(record, trial.family, name) for name in (names or tuple(trial.hyperparameters)))
    edges = (_edge(trial, tried) for tried in found if tried is not None and tried.account.is_searched)
    return tuple(edge for edge in edges if edge is not None)


def _edge(trial: Trial, tried: TriedValues) -> Edge | None:
    at = position_in_range(tried, trial.hyperparameters.get(tried.account.name))
    if at is None or NEAR_EDGE < at < 1 - NEAR_EDGE:
        return None
    is_high = at > 0.5
    near = [other for other in tried.trials if _from_edge(tried, other, is_high=is_high) <= BESIDE]
    far = [other for other in tried.trials if BESIDE < _from_edge(tried, other, is_high=is_high) <= FARTHER]
    return Edge(tried, trial, is_high, next(iter(near), None), next(iter(far), None), _beyond(tried, is_high=is_high))


def _from_edge(tried: TriedValues, trial: Trial, *, is_high: bool) -> float:
    at = position_in_range(tried, tried.value(trial))
    if at is None:
        return 1.0
    return abs(1 - at) if is_high else abs(at)


def _beyond(tried: TriedValues, *, is_high: bool) -> float | int | None:
    """Return a value a quarter of the range beyond its end, on its scale; None where it ends of itself."""
    account = tried.account
    low, high = float(account.low or 0), float(account.high or 0)
    if high <= low or (is_high and high == 1 and account.kind == "float") or (not is_high and low == 0):
        return None
    if account.is_log and low > 0:
        factor = (high / low) ** STEP
        value = high * factor if is_high else low / factor
    else:
        step = STEP * (high - low)
        value = high + step if is_high else low - step
    if account.kind == "int":
        return max(round(value), int(high) + 1) if is_high else _whole_below(value, low)
    if value <= 0 <= low:
        return None
    return float(f"{value:.2g}")


def _whole_below(value: float, low: float) -> int | None:
    below = min(int(value), int(low) - 1)
    return below if below >= 1 else None
