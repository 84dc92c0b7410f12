"""What the columns are worth: how much worse the score gets when the cells of a column are dealt anew among the rows.

Permutation importance (Breiman, Machine Learning 45, 2001; Fisher, Rudin and Dominici, JMLR 20, 2019), told on rows
that the model did not see: on those that it was fitted on, a column that was learned by heart looks important. The
models are those that the leading trial left on its folds; where it left none, its configuration is fitted again.

What a column is worth by itself says little where another tells nearly the same: too little where the model falls back
on the other, too much where it plays them off against each other (Hooker, Mentch and Zhou, Statistics and Computing 31,
2021). So such columns are shuffled together as well, and named together.
"""

from collections.abc import Mapping, Sequence
from concurrent.futures import Future, wait
from dataclasses import dataclass, replace
from statistics import fmean

import numpy as np
from numpy.typing import NDArray

from models.association import associations, clusters, with_target
from models.evaluation import Configuration
from models.record import ColumnImportance, ColumnImportances, Trial
from models.reserve import Reserve
from models.score_drops import LEVEL, ScoreDrops
from models.search.coordinator import KEPT, Search
from models.shuffled import ShuffleOutcome, ShuffleTask
from models.stage import Stage

Blocks = tuple[tuple[str, ...], ...]

N_SHUFFLES, N_ROWS, LEAST_ROWS = 5, 2_000, 200
MOST_PREDICTED = 200_000
"""Rows that are predicted anew in all: the work is counted, so that it is the same whatever the clock says."""
MOST_COLUMNS = 100
"""Columns that are measured: those that go most with the target."""
COMPARED_ROWS, COMPARED_CELLS, LEAST_COMPARED = 1_000, 3_000_000, 200
"""Rows on which columns are compared, with each other and with the target; fewer of a very wide table."""
FIT_FILL, TASK_SHARE = 0.6, 0.8
"""Of the seconds, what the fits are planned to fill, and when the last shuffle begins; the rest is for scoring."""
LEAST_FRACTION = 0.1
"""Where a fit on all training rows takes too long, it is made on a part of them, but on no less than this."""
POLL_SECONDS = 0.5
MOST_NAMED = 4
"""Columns of a group that its sentence names."""


@dataclass(frozen=True)
class _Plan:
    """What is shuffled, on how many rows of which folds, by models that learn from what part of their rows."""

    trial: Trial
    blocks: Blocks
    association: tuple[float | None, ...]
    folds: tuple[int, ...]
    n_rows: int
    n_shuffles: int
    fraction: float
    left_out: tuple[str, ...]


def column_importances(stage: Stage, search: Search, trial: Trial) -> ColumnImportances:
    """Measure what the columns are worth to a trial, within its share of the budget.

    Where no clock may be read, the work is counted. Where no time is left, or somebody asked to stop, the answer says
    so and holds nothing else.
    """
    if stage.sink.should_stop():
        return _not_measured(trial, "the run was asked to stop")
    left = stage.budget.left_seconds()
    reserve = Reserve(None if left is None else min(stage.budget.importance_seconds, left))
    if reserve.is_over():
        return _not_measured(trial, "no time was left")
    stage.sink.progressed(search.progress("measuring what columns are worth"))
    plan = _plan(stage, search, trial, reserve)
    if not plan.folds:
        return _not_measured(trial, f"a fit takes {_fold_seconds(trial):.1f} s, and {reserve.seconds:.1f} s were left")
    outcomes = _measure(stage, search, plan, reserve)
    if not outcomes:
        return _not_measured(trial, "the time was over before the first column was shuffled")
    return _scored(stage, plan, outcomes, reserve)


def _not_measured(trial: Trial, because: str) -> ColumnImportances:
    return ColumnImportances(trial.number, (), (), f"Not measured: {because}.", level=LEVEL)


def _fold_seconds(trial: Trial) -> float:
    return fmean(fold.seconds for fold in trial.folds)


def _plan(stage: Stage, search: Search, trial: Trial, reserve: Reserve) -> _Plan:
    """Decide what can be measured with the work, and where a clock counts, within the time."""
    measured = _columns(stage)
    names = [stage.problem.columns[i].name for i in measured]
    groups, association = _groups(stage, measured)
    blocks = (*((name,) for name in names), *groups)
    last = max(fold.repeat for fold in stage.folds)
    # Of folds in time, the last have seen the most rows; of others, none is better than another.
    folds = [k for k in reversed(range(len(stage.folds))) if stage.folds[k].repeat == last]
    fraction = 1.0
    if reserve.seconds is not None and not search.is_kept(trial):
        slots, fills = stage.evaluator.n_slots, FIT_FILL * reserve.seconds / max(1e-6, _fold_seconds(trial))
        folds = folds[: slots * max(1, int(fills))]
        fraction = min(1.0, fills)
    n_rows = min(N_ROWS, sum(len(stage.folds[k].validation) for k in folds))
    n_shuffles = int(np.clip(MOST_PREDICTED // (len(blocks) * n_rows), 1, N_SHUFFLES))
    n_rows = min(n_rows, max(LEAST_ROWS, MOST_PREDICTED // (len(blocks) * n_shuffles)))
    sizes = np.cumsum([len(stage.folds[k].validation) for k in folds])
    needed = folds[: int(np.searchsorted(sizes, n_rows)) + 1] if fraction >= LEAST_FRACTION else []
    left_out = tuple(column.name for column in stage.problem.columns if column.name not in names)
    return _Plan(
        trial=trial,
        blocks=blocks,
        association=(*(None for _ in names), *association),
        folds=tuple(needed),
        n_rows=n_rows,
        n_shuffles=n_shuffles,
        fraction=fraction,
        left_out=left_out,
    )


def _columns(stage: Stage) -> list[int]:
    """Return the numbers of the columns to measure; of very many, those that go most with the target."""
    problem = stage.problem
    if len(problem.columns) <= MOST_COLUMNS:
        return list(range(len(problem.columns)))
    rows = _compared_rows(stage)
    answer = problem.y[rows]
    found = with_target(problem.frame.iloc[rows], problem.columns, answer, is_class=bool(problem.classes))
    return sorted(np.argsort(-found, kind="stable")[:MOST_COLUMNS].tolist())


def _groups(stage: Stage, measured: Sequence[int]) -> tuple[Blocks, tuple[float, ...]]:
    """Return the names of columns that tell nearly the same, and how much alike the least alike two of each are."""
    columns = [stage.problem.columns[i] for i in measured]
    frame = stage.problem.frame.iloc[_compared_rows(stage)]
    found = associations(frame, columns)
    groups = clusters(found)
    least = tuple(float(found[np.ix_(group, group)].min()) for group in groups)
    return tuple(tuple(columns[i].name for i in group) for group in groups), least


def _compared_rows(stage: Stage) -> NDArray[np.intp]:
    n_rows = stage.problem.n_rows
    n_compared = int(np.clip(COMPARED_CELLS // len(stage.problem.columns), LEAST_COMPARED, COMPARED_ROWS))
    if n_rows <= n_compared:
        return np.arange(n_rows)
    rng = np.random.default_rng(stage.order.settings.seed)
    return np.sort(rng.choice(n_rows, n_compared, replace=False))


def _measure(stage: Stage, search: Search, plan: _Plan, reserve: Reserve) -> tuple[ShuffleOutcome, ...]:
    """Let each fold's model predict shuffled rows; what is not done in time, or fails, is left out."""
    n_waves = -(-len(plan.folds) // stage.evaluator.n_slots)
    seconds = None if reserve.left is None else TASK_SHARE * max(0.0, reserve.left) / n_waves
    # Rows are shared out evenly, and no fold has more than it has.
    a_fold = -(-plan.n_rows // len(plan.folds))
    tasks = [_task(stage, search, plan, k, a_fold, seconds) for k in plan.folds]
    running = [stage.evaluator.submit(task) for task in tasks]
    pending = set(running)
    while pending and not reserve.is_over() and not stage.sink.should_stop():
        left = POLL_SECONDS if reserve.left is None else min(POLL_SECONDS, max(0.0, reserve.left))
        _, pending = wait(pending, timeout=left)
        stage.sink.progressed(search.progress("measuring what columns are worth"))
    return tuple(filter(None, (_outcome(future) for future in running)))


def _outcome(future: Future[ShuffleOutcome]) -> ShuffleOutcome | None:
    if not future.done():
        future.cancel()
        return None
    if future.cancelled() or future.exception() is not None:
        return None
    outcome = future.result()
    return outcome if outcome.shuffled else None


def _task(stage: Stage, search: Search, plan: _Plan, fold: int, n_rows: int, seconds: float | None) -> ShuffleTask:
    trial, is_kept = plan.trial, search.is_kept(plan.trial)
    return ShuffleTask(
        folder=str(stage.scratch),
        plan=stage.plan,
        fold=fold,
        configuration=Configuration(trial.family, dict(trial.hyperparameters), plan.fraction, "rows"),
        metric=stage.scorer.metric.account.name,
        seed=stage.order.settings.seed,
        rounds=trial.folds[fold].rounds,
        blocks=plan.blocks,
        n_shuffles=plan.n_shuffles,
        n_rows=n_rows,
        kept=f"{stage.scratch}/{KEPT}" if is_kept else None,
        stored=search.kept[trial.number][fold] if is_kept else None,
        seconds=seconds,
    )


def _scored(stage: Stage, plan: _Plan, outcomes: tuple[ShuffleOutcome, ...], reserve: Reserve) -> ColumnImportances:
    """Turn predictions into drops of the score, with intervals over bootstraps of the rows."""
    rows = np.concatenate([outcome.rows for outcome in outcomes])
    n_done = min(len(outcome.shuffled) for outcome in outcomes)
    drops = ScoreDrops(stage, outcomes, rows)
    found: dict[tuple[str, ...], ColumnImportance] = {}
    for number, (block, association) in enumerate(zip(plan.blocks, plan.association, strict=True)):
        shuffles = range(number, n_done, len(plan.blocks))
        if not shuffles or (number and reserve.is_over()):
            break
        told = drops.of([np.concatenate([outcome.shuffled[i] for outcome in outcomes]) for i in shuffles])
        if told is not None:
            found[block] = ColumnImportance(block, told[0], told[0] - told[1], told[0] + told[1], association)
    single = sorted((one for one in found.values() if len(one.columns) == 1), key=lambda one: -one.drop)
    if not found:
        return _not_measured(
            plan.trial, "the rows at hand are too few, or too much alike, to tell a score and its error"
        )
    alone = {one.columns[0]: one.drop for one in single}
    groups = sorted((_noted(o, alone) for o in found.values() if len(o.columns) > 1), key=lambda one: -one.drop)
    unmeasured = tuple(block[0] for block in plan.blocks if len(block) == 1 and block not in found)
    return ColumnImportances(
        trial=plan.trial.number,
        columns=tuple(single),
        groups=tuple(groups),
        because=_account(plan, outcomes, groups),
        left_out=(*unmeasured, *plan.left_out),
        level=LEVEL,
        n_rows=len(rows),
        n_folds=len(outcomes),
        n_shuffles=-(-n_done // len(plan.blocks)),
    )


def _noted(group: ColumnImportance, alone: Mapping[str, float]) -> ColumnImportance:
    """Add the sentence about columns that tell nearly the same, each of which was also measured alone."""
    named, drops = group.columns[:MOST_NAMED], [alone[name] for name in group.columns if name in alone]
    more = len(group.columns) - len(named)
    names = f"{', '.join(named)} and {more} more" if more else " and ".join([", ".join(named[:-1]), named[-1]])
    note = f"{names} tell nearly the same: together they are worth {group.drop:.3g}"
    if drops and max(drops) < group.drop:
        note += f", but each looks unimportant beside the other: alone, at most {max(drops):.3g}."
    elif drops:
        note += f", and the model plays them off against each other, so that alone one is worth {max(drops):.3g}."
    return replace(group, note=note)


def _account(plan: _Plan, outcomes: Sequence[ShuffleOutcome], groups: Sequence[ColumnImportance]) -> str:
    """Say how it was measured and what was thinned."""
    n_rows = sum(len(outcome.rows) for outcome in outcomes)
    models = "the model of one fold" if len(outcomes) == 1 else f"the models of {len(outcomes)} folds"
    text = (
        f"{n_rows:,} rows were predicted by {models} of trial {plan.trial.number}, which did not see them, with the "
        "cells of each column dealt anew among the rows. Intervals are over bootstraps of the rows, widened because "
        "the models of the folds learned from each other's rows."
    )
    if plan.fraction < 1.0:
        text += f" For want of time the models were fitted on {plan.fraction:.0%} of their rows."
    if groups:
        text += (
            " Columns that tell nearly the same stand in for each other, so that what one is worth alone says little; "
            "they were also shuffled together."
        )
    if plan.left_out:
        text += f" {len(plan.left_out):,} columns that go least with the target were not measured."
    return text
