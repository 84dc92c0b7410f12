"""A space that opens up: first near the tuned default and the best so far, wider with every dozen trials.

The tuned default of a family did well on many tables, so the better half of a wide space lies near it more often than
not; with few trials, the rest is not worth a look. LightAutoML widens its spaces with the trials that fit the time
(Vakhrushev and others, 2021); here the trials told so far decide, so that nothing depends on a clock.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import cast

from optuna.distributions import BaseDistribution, CategoricalDistribution, FloatDistribution, IntDistribution

from models.record import Scalar
from models.search.cube import Axis
from models.search.space import SearchSpace
from models.search.techniques.technique import Outcome, Searcher, Suggestion

WIDTHS = ((24, 1.0), (12, 2 / 3), (0, 1 / 3))
"""Trials of a family told so far, and from there on the share of each range that is searched, on its own scale."""
SMALL_ROWS = 500
"""On a table of at most so many rows a space stays as it begins: what lies further off would win by luck."""
_WORDS = {1 / 3: "a third of each range", 2 / 3: "two thirds of each range"}

Box = Mapping[str, tuple[float, float]]


def width_after(n_told: int, n_rows: int) -> float:
    """Return the share of each range (0 to 1) that is searched after so many trials of a family.

    Examples
    --------
    >>> [round(width_after(n, 10_000), 2) for n in (0, 11, 12, 24)], round(width_after(24, 300), 2)
    ([0.33, 0.33, 0.67, 1.0], 0.33)
    """
    if n_rows <= SMALL_ROWS:
        return WIDTHS[-1][1]
    return next(width for least, width in WIDTHS if n_told >= least)


def around(space: SearchSpace, values: Mapping[str, Scalar], width: float) -> Box:
    """Return so much of each numeric range around some values, as places (0 to 1) on the range's own scale.

    At an end of a range the box is moved inwards, so that its width is kept.
    """
    box = {}
    for name, axis in _axes(space).items():
        low = min(max(axis.encode(values[name])[0] - width / 2, 0.0), 1.0 - width)
        box[name] = (low, low + width)
    return box


def hull(box: Box, other: Box) -> Box:
    """Return the smallest box that holds both."""
    return {name: (min(low, other[name][0]), max(high, other[name][1])) for name, (low, high) in box.items()}


def within(space: SearchSpace, box: Box) -> SearchSpace:
    """Return the part of a space that lies in a box; choices keep all their values."""
    narrowed: dict[str, BaseDistribution] = dict(space.distributions)
    for name, axis in _axes(space).items():
        low, high = (axis.decode([place]) for place in box[name])
        narrowed[name] = _between(axis.distribution, low, high)
    return replace(space, distributions=narrowed)


def _axes(space: SearchSpace) -> dict[str, Axis]:
    """Return the numeric hyperparameters of a space."""
    found = space.distributions.items()
    return {n: Axis(n, cast("FloatDistribution", d)) for n, d in found if not isinstance(d, CategoricalDistribution)}


def _between(found: BaseDistribution, low: Scalar, high: Scalar) -> BaseDistribution:
    if isinstance(found, IntDistribution):
        return IntDistribution(int(low or 0), int(high or 0), log=found.log)
    assert isinstance(found, FloatDistribution)  # noqa: S101  _axes leaves choices out
    return FloatDistribution(float(low or 0), float(high or 0), log=found.log)


class WideningSearcher:
    """Searches a box that grows, by a searcher that begins anew, and is told all that lies inside, when it has grown.

    Parameters
    ----------
    space : the whole of what may be tried
    n_rows : of the table
    begin : begins the search of a part of the space
    """

    def __init__(self, space: SearchSpace, n_rows: int, begin: Callable[[SearchSpace], Searcher]) -> None:
        self._space = space
        self._n_rows = n_rows
        self._begin = begin
        self._told: list[Outcome] = []
        self._best: Outcome | None = None
        self._box = self._near(space.complete({}))
        self._searcher = begin(within(space, self._box))

    def propose(self, number: int) -> Suggestion | None:
        """Return what the searcher of the present box proposes."""
        self._widen()
        suggestion = self._searcher.propose(number)
        words = _WORDS.get(self._width)
        if suggestion is None or words is None:
            return suggestion
        return replace(suggestion, why=f"{suggestion.why}; within {words} around the default and the best so far")

    @property
    def _width(self) -> float:
        return width_after(sum(outcome.utility is not None for outcome in self._told), self._n_rows)

    def _near(self, values: Mapping[str, Scalar]) -> Box:
        return around(self._space, values, self._width)

    def _widen(self) -> None:
        box = hull(self._box, self._near(self._space.complete({})))
        if self._best is not None:
            box = hull(box, self._near(self._best.trial.hyperparameters))
        if box == self._box:
            return
        self._box = box
        inside = within(self._space, box)
        self._searcher = self._begin(inside)
        for outcome in self._told:
            if inside.holds(outcome.trial.hyperparameters):
                self._searcher.tell(outcome)

    def tell(self, outcome: Outcome) -> None:
        """Learn from a trial; what lies outside of the box waits until the box has grown."""
        self._told.append(outcome)
        is_better = self._best is None or (outcome.utility or 0.0) > (self._best.utility or 0.0)
        if outcome.is_complete and is_better:
            self._best = outcome
        if within(self._space, self._box).holds(outcome.trial.hyperparameters):
            self._searcher.tell(outcome)
        else:
            self._searcher.withdraw(outcome.trial.number)

    def withdraw(self, number: int) -> None:
        """Forget what was proposed for a trial."""
        self._searcher.withdraw(number)
