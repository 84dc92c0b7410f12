"""Which rows a fold trains on and which it is scored on: stratified, plain, in groups, in time, repeated."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.model_selection import GroupKFold, KFold, StratifiedGroupKFold, StratifiedKFold

from models.errors import TooFewGroupsError
from models.problem import Problem
from models.record import FoldPlan, Settings

Rows = NDArray[np.intp]

SMALL_ROWS, LARGE_WORK = 500, 30_000
MIN_LARGE_WORK, WORK_A_SECOND = 10_000, 170
STOPPING_FRACTION = 0.15
MIN_LEFT = 0.5
"""Of the rows to train on, what must be left where groups that are scored later are taken out."""


@dataclass(frozen=True)
class Fold:
    """One fold: row numbers to train on, and row numbers to be scored on. No row is in both."""

    repeat: int
    number: int
    train: Rows
    validation: Rows


def plan_folds(problem: Problem, settings: Settings) -> FoldPlan:
    """Decide the kind and number of folds from the rows, the classes and the goal's roles."""
    kind = _kind(problem)
    n_folds, because = _number(problem, settings)
    most, limit = _most_folds(problem, kind)
    if n_folds > most:
        n_folds, because = most, f"{limit} allow no more than {most}"
    n_repeats = settings.repeats or 1
    return FoldPlan(kind, n_folds, 1 if kind == "time" else n_repeats, settings.seed, because)  # type: ignore[arg-type]


def _kind(problem: Problem) -> str:
    if problem.order is not None:
        return "time"
    if problem.groups is not None:
        return "group"
    return "stratified" if problem.classes else "plain"


def _number(problem: Problem, settings: Settings) -> tuple[int, str]:
    if settings.folds is not None:
        return settings.folds, "that was asked for"
    work = problem.n_rows * max(1, len(problem.classes) - 1)
    if problem.n_rows < SMALL_ROWS:
        return (
            10,
            f"{problem.n_rows:,} rows are few: with ten folds each model still trains on nine tenths of them",
        )
    if work > _large_work(settings.seconds):
        return 3, f"{problem.n_rows:,} rows are enough for three folds to tell models apart, at less cost"
    return 5, f"{problem.n_rows:,} rows: five folds balance the cost and the noise of the score"


def _large_work(seconds: float | None) -> float:
    """Return from how many rows (times classes but one) on three folds serve better than five.

    On two public tables of 11,000 and 15,000 such rows, a minute with three folds gave the better model: more
    configurations could be tried. The more seconds there are, the more folds they pay for.
    """
    return LARGE_WORK if seconds is None else max(MIN_LARGE_WORK, WORK_A_SECOND * seconds)


def _most_folds(problem: Problem, kind: str) -> tuple[int, str]:
    """Return the most folds that the data allows, and what limits them."""
    if kind == "group" and problem.groups is not None:
        n_groups = len(np.unique(problem.groups))
        if n_groups < 2:
            raise TooFewGroupsError(n_groups, 2)
        return n_groups, f"{n_groups} groups"
    if kind == "time" and problem.order is not None:
        n_times = len(np.unique(problem.order))
        if n_times < 3:
            raise TooFewGroupsError(n_times, 3)
        return n_times - 1, f"{n_times} different times"
    if kind == "stratified":
        return max(2, problem.smallest_class), f"{problem.smallest_class} rows of the rarest class"
    return max(2, problem.n_rows // 2), f"{problem.n_rows} rows"


def make_folds(problem: Problem, plan: FoldPlan) -> tuple[Fold, ...]:
    """Split the rows as planned. The same plan on the same problem gives the same folds."""
    if plan.kind == "time":
        return tuple(_time_folds(problem, plan.n_folds))
    folds = []
    for repeat in range(plan.n_repeats):
        pairs = _pairs(problem, plan, plan.seed + repeat)
        folds += [Fold(repeat, k, train, validation) for k, (train, validation) in enumerate(pairs)]
    return tuple(folds)


def _pairs(problem: Problem, plan: FoldPlan, seed: int) -> Iterator[tuple[Rows, Rows]]:
    shuffled = {"shuffle": True, "random_state": seed}
    rows = np.zeros(problem.n_rows)
    if plan.kind == "group":
        if problem.classes and problem.smallest_class >= plan.n_folds:
            return StratifiedGroupKFold(plan.n_folds, **shuffled).split(rows, problem.y, problem.groups)  # type: ignore[no-any-return]
        return GroupKFold(plan.n_folds, **shuffled).split(rows, problem.y, problem.groups)  # type: ignore[no-any-return]
    if plan.kind == "stratified" and problem.smallest_class >= plan.n_folds:
        return StratifiedKFold(plan.n_folds, **shuffled).split(rows, problem.y)  # type: ignore[no-any-return]
    if plan.kind == "stratified":
        return _stratified_with_rare(problem.y, plan.n_folds, seed)
    return KFold(plan.n_folds, **shuffled).split(rows)  # type: ignore[no-any-return]


def _stratified_with_rare(y: NDArray[np.float64], n_folds: int, seed: int) -> Iterator[tuple[Rows, Rows]]:
    """Deal the rows of each class around the folds, so that a class with fewer rows than folds is spread too."""
    rng = np.random.default_rng(seed)
    shuffled = rng.permutation(len(y))
    by_class = shuffled[np.argsort(y[shuffled], kind="stable")]
    fold_of = np.empty(len(y), dtype=np.intp)
    fold_of[by_class] = np.arange(len(y)) % n_folds
    for k in range(n_folds):
        yield np.flatnonzero(fold_of != k), np.flatnonzero(fold_of == k)


def _time_folds(problem: Problem, n_folds: int) -> Iterator[Fold]:
    """Train on the past, score on what follows; a group that is scored is not trained on."""
    order = np.asarray(problem.order)
    edges = _time_edges(order, n_folds)
    for k in range(n_folds):
        train = np.flatnonzero(order <= edges[k])
        validation = np.flatnonzero((order > edges[k]) & (order <= edges[k + 1]))
        if problem.groups is not None:
            train, validation = _without_scored_groups(problem.groups, train, validation)
        yield Fold(0, k, train, validation)


def _without_scored_groups(groups: Rows, train: Rows, validation: Rows) -> tuple[Rows, Rows]:
    """Leave the groups that are scored out of training.

    Where the same groups recur at all times that would leave little to train on: then half of the groups are scored,
    and the past of the others is trained on.
    """
    scored = np.unique(groups[validation])
    left = train[~np.isin(groups[train], scored)]
    if len(left) >= MIN_LEFT * len(train):
        return left, validation
    halves = [half for half in (scored[::2], scored[1::2]) if len(half)]
    pairs = [(train[~np.isin(groups[train], half)], validation[np.isin(groups[validation], half)]) for half in halves]
    best = max(pairs, key=lambda pair: len(pair[0]))
    return best if len(best[0]) else (train, validation)


def _time_edges(order: Rows, n_folds: int) -> Rows:
    """Last time of each of n_folds + 1 blocks of about equal numbers of rows, strictly rising."""
    times = np.unique(order)
    counts = np.cumsum(np.bincount(order)[times])
    wanted = np.arange(1, n_folds + 1) * len(order) / (n_folds + 1)
    at = np.searchsorted(counts, wanted)
    at = np.minimum(np.maximum.accumulate(at), len(times) - 1)
    for k in range(1, n_folds):
        at[k] = max(at[k], at[k - 1] + 1)
    last = len(times) - 1
    for k in reversed(range(n_folds)):
        at[k] = min(at[k], last - (n_folds - k))
    edges: Rows = np.r_[times[at], times[-1]]
    return edges


def stopping_rows(problem: Problem, seed: int) -> tuple[Rows, Rows]:
    """Split the rows of a training part into those to fit on and those that tell when to stop.

    By time where the goal has an order, by whole groups where it has groups, else by class where that can be. With
    both, rows of groups among the stopping rows are not fitted on, unless the same groups recur at all times.
    """
    n_stop = max(2, round(STOPPING_FRACTION * problem.n_rows))
    rng = np.random.default_rng(seed)
    if problem.order is not None:
        by_time = np.argsort(problem.order, kind="stable")
        return _apart(problem.groups, np.sort(by_time[:-n_stop]), np.sort(by_time[-n_stop:]))
    if problem.groups is not None:
        return _whole_groups(problem.groups, n_stop, rng)
    shuffled = rng.permutation(problem.n_rows)
    if problem.classes:
        shuffled = shuffled[np.argsort(problem.y[shuffled], kind="stable")]
        is_stop = np.zeros(problem.n_rows, dtype=bool)
        is_stop[shuffled[round(1 / STOPPING_FRACTION) // 2 :: round(1 / STOPPING_FRACTION)]] = True
        return np.flatnonzero(~is_stop), np.flatnonzero(is_stop)
    return np.sort(shuffled[n_stop:]), np.sort(shuffled[:n_stop])


def _apart(groups: Rows | None, fit: Rows, stop: Rows) -> tuple[Rows, Rows]:
    """Take groups among the stopping rows out of the others, where enough is left."""
    left = fit if groups is None else fit[~np.isin(groups[fit], groups[stop])]
    return (left if len(left) >= MIN_LEFT * len(fit) else fit), stop


def _whole_groups(groups: Rows, n_stop: int, rng: np.random.Generator) -> tuple[Rows, Rows]:
    names = rng.permutation(np.unique(groups))
    sizes = np.array([np.count_nonzero(groups == name) for name in names])
    n_groups = min(len(names) - 1, int(np.searchsorted(np.cumsum(sizes), n_stop)) + 1)
    is_stop = np.isin(groups, names[:n_groups])
    return np.flatnonzero(~is_stop), np.flatnonzero(is_stop)


def resampling_units(problem: Problem) -> Rows:
    """Return for each row the unit that a bootstrap draws as a whole: its group, its block of time, or itself."""
    if problem.groups is not None:
        return problem.groups
    if problem.order is not None:
        n_blocks = int(min(50, max(5, problem.n_rows // 10)))
        ranked = np.argsort(np.argsort(problem.order, kind="stable"))
        blocks: Rows = ranked * n_blocks // problem.n_rows
        return blocks
    return np.arange(problem.n_rows)


def fold_sizes(folds: Sequence[Fold]) -> tuple[float, float]:
    """Return the mean number of training and of validation rows."""
    return float(np.mean([len(f.train) for f in folds])), float(np.mean([len(f.validation) for f in folds]))
