"""Grid search: points at equal distances, fitted to the budget, from coarse to fine.

Optuna's grid sampler wants the points of every hyperparameter from its caller and shuffles them. Here the points are
fitted to the trials that there are, and tried in the order of Gonzalez's farthest-point rule: each is as far as can
be from all before it, so that a grid which is cut off still covers the space evenly.
"""

from collections.abc import Sequence
from itertools import product
from math import prod

import numpy as np
from optuna.distributions import BaseDistribution, CategoricalDistribution, IntDistribution

from models.record import Fact, Scalar, TechniqueAccount
from models.search.cube import cube_of
from models.search.space import SearchSpace
from models.search.techniques.technique import Choice, Outcome, SearchOrder, Suggestion, Technique

FIRST_POINTS = 16
"""Points of a family's first grid where nobody knows how many trials there will be; each next has twice as many."""
MAX_POINTS = 20_000
NEAR = 1e-9

Values = tuple[Scalar, ...]


class Grid(Technique):
    """Every combination of a few values of each hyperparameter."""

    account = TechniqueAccount(
        name="grid",
        title="grid search",
        sentence="It tries every combination of a few values of each hyperparameter, spread over its range.",
        when="Right for one to three hyperparameters, and where an even picture of the space is wanted.",
        cost="Trials multiply with every hyperparameter; values between the points are never tried.",
        source="Bergstra and Bengio 2012, JMLR 13, on its limits; Gonzalez 1985, Theoretical Computer Science 38, "
        "on the order",
    )

    def choices(self, order: SearchOrder) -> tuple[Choice, ...]:
        """Say how many points each hyperparameter gets, and what is left out."""
        return tuple(_choice(order.spaces[name], order.n_trials(name)) for name in order.searched)

    def begin(self, family: str, order: SearchOrder) -> "GridSearcher":
        """Begin with the grid that fits."""
        return GridSearcher(order.spaces[family], order.n_trials(family))


class GridSearcher:
    """Proposes the points of one grid after another.

    Parameters
    ----------
    space : what may be tried
    n_trials : how many points there may be in all; None where only the clock ends the search
    """

    def __init__(self, space: SearchSpace, n_trials: int | None) -> None:
        self._space = space
        self._n_trials = n_trials
        self._n_proposed = 0
        self._cube = cube_of(space.distributions)
        self._size = n_trials or FIRST_POINTS
        self._points = np.empty((0, self._cube.width))
        self._distance = np.empty(0)
        default = space.complete({})
        self._done = [self._cube.encode(space.searched(default))]
        self._begin_grid()

    def propose(self, number: int) -> Suggestion | None:  # noqa: ARG002  the order of the points is fixed
        """Return the point that is farthest from all before it; None when there is none left."""
        if self._n_trials is not None and self._n_proposed >= self._n_trials:
            return None
        while not len(self._points) or self._distance.max() < NEAR:
            if not self._refine():
                return None
        point = self._points[int(np.argmax(self._distance))]
        self._mark(point)
        self._n_proposed += 1
        size = len(self._points)
        return Suggestion(self._space.complete(self._cube.decode(point)), f"a point of the grid of {size:,}")

    def _refine(self) -> bool:
        """Go on to a finer grid; False where there is none."""
        before = len(self._points)
        while self._size < MAX_POINTS:
            self._size *= 2
            if prod(map(len, fitted(self._space, self._size).values())) > before:
                self._begin_grid()
                return True
        return False

    def _begin_grid(self) -> None:
        values = fitted(self._space, self._size)
        points = [dict(zip(values, combination, strict=True)) for combination in product(*values.values())]
        self._points = np.array([self._cube.encode(point) for point in points])
        self._distance = np.full(len(points), np.inf)
        for done in self._done:
            self._shrink(done)

    def _mark(self, point: np.ndarray) -> None:
        self._done.append(point)
        self._shrink(point)

    def _shrink(self, point: np.ndarray) -> None:
        """Take one more point into account in the distances to the nearest that is done."""
        self._distance = np.minimum(self._distance, np.sqrt(((self._points - point) ** 2).sum(axis=1)))

    def tell(self, outcome: Outcome) -> None:
        """Do nothing: a grid does not learn."""

    def withdraw(self, number: int) -> None:
        """Do nothing: the point counts as tried."""


def fitted(space: SearchSpace, n_points: int) -> dict[str, Values]:
    """Return the values of each hyperparameter of the largest grid of at most so many points.

    Points go in turn to the hyperparameter that has the fewest, in the order of the family's account; one whose next
    point would be too many gets none. With one value, a hyperparameter stays at its default.

    Examples
    --------
    >>> from optuna.distributions import FloatDistribution
    >>> share, depth = FloatDistribution(0.5, 1.0), IntDistribution(2, 10)
    >>> space = SearchSpace("trees", {}, {"share": share, "depth": depth}, {"share": 0.9, "depth": 6})
    >>> fitted(space, 7)
    {'share': (0.5, 0.75, 1.0), 'depth': (2, 10)}
    """
    counts = dict.fromkeys(space.distributions, 1)
    while (name := _to_lengthen(space, counts, min(n_points, MAX_POINTS))) is not None:
        counts[name] = _longer(space.distributions[name], counts[name]) or counts[name]
    return {name: _values(space, name, n) for name, n in counts.items()}


def _to_lengthen(space: SearchSpace, counts: dict[str, int], n_points: int) -> str | None:
    """Return the hyperparameter that gets the next point; None where no further one fits."""
    size = prod(counts.values())
    for name in sorted(counts, key=lambda name: counts[name]):
        longer = _longer(space.distributions[name], counts[name])
        if longer is not None and size // counts[name] * longer <= n_points:
            return name
    return None


def _longer(found: BaseDistribution, n_now: int) -> int | None:
    """Return the next number of values; None where all are taken."""
    if isinstance(found, CategoricalDistribution):
        return len(found.choices) if n_now < len(found.choices) else None
    most = _most(found)
    return n_now + 1 if most is None or n_now < most else None


def _most(found: BaseDistribution) -> int | None:
    """Return how many values there are; None where they are without number."""
    if isinstance(found, CategoricalDistribution):
        return len(found.choices)
    if isinstance(found, IntDistribution):
        return int(found.high - found.low + 1)
    return 1 if found.single() else None


def _values(space: SearchSpace, name: str, n_values: int) -> Values:
    """Return so many values at equal distances, both ends among them; one alone is the default."""
    found = space.distributions[name]
    if n_values == 1:
        return (space.complete({})[name],)
    if isinstance(found, CategoricalDistribution):
        return tuple(found.choices)
    axis = cube_of({name: found}).axes[0]
    if isinstance(found, IntDistribution):
        return tuple(_spread([axis.encode(i)[0] for i in range(found.low, found.high + 1)], found.low, n_values))
    return tuple(axis.decode([float(at)]) for at in np.linspace(0, 1, n_values))


def _spread(positions: Sequence[float], first: int, n_values: int) -> list[int]:
    """Return so many of the whole numbers from ``first`` on, nearest to equal distances on their scale."""
    n = len(positions)
    at = np.searchsorted(positions, np.linspace(0, 1, n_values) - NEAR)
    for i in range(1, n_values):
        at[i] = max(at[i], at[i - 1] + 1)
    at = np.minimum(at, n - np.arange(n_values, 0, -1))
    return [first + int(i) for i in at]


def _choice(space: SearchSpace, n_trials: int | None) -> Choice:
    """Say what the first grid of a family holds and what it leaves out."""
    if n_trials == 0:
        return Choice(f"for {space.family} no grid", "the tuned defaults take all trials")
    values = fitted(space, n_trials or FIRST_POINTS)
    size = prod(map(len, values.values()))
    counts = ", ".join(f"{name} {len(v)}" for name, v in values.items() if len(v) > 1)
    fixed = [name for name, v in values.items() if len(v) == 1]
    most = {name: _most(space.distributions[name]) for name in values}
    between = [name for name, v in values.items() if len(v) > 1 and most[name] != len(v)]
    left_out = []
    if fixed:
        left_out.append(f"{', '.join(fixed)} altogether (held at the default)")
    if between:
        left_out.append(f"what lies between the points of {', '.join(between)}")
    if n_trials is None:
        because = "the seconds do not tell how many trials there will be: grids of twice as many points follow"
    else:
        because = f"it is the largest that fits into {n_trials:,} trials of the family"
        if size < n_trials:
            because += f"; what is left of them ({n_trials - size:,}) goes to the next finer grid"
    because += f"; left out: {'; '.join(left_out) or 'nothing'}"
    facts = tuple(Fact(f"points of {name}", len(v), "points") for name, v in values.items())
    return Choice(
        f"for {space.family} a grid of {size:,} points ({counts or 'the default alone'})", because, facts=facts
    )
