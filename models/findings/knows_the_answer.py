"""A column that knows the answer: one feature that alone predicts the target almost perfectly."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from models.columns import Column
from models.encoding import Matrix, TableEncoder
from models.errors import TooFewGroupsError
from models.findings.alone import Alone
from models.findings.evidence import NO_TIME, Evidence
from models.problem import Problem
from models.record import Fact, Finding, FindingAnswer, Settings
from models.splits import make_folds, plan_folds

CODE, THRESHOLD = "knows_the_answer", 0.98
MAX_ROWS, MIN_ROWS, MAX_CELLS = 2_000, 200, 400_000
MAX_FEATURES = 100
"""Features that get a tree, at most: those that tell most at a glance. One that knows the answer is among them."""
GLANCE_SHARE = 0.6
"""Of the reserve, what glances may take; trees get the rest."""
COLUMNS_AT_A_TIME = 20
N_FOLDS = 3
TITLE = "A column that knows the answer"
REASON = (
    "Real columns rarely predict this well alone. Such a column was often filled in after the fact, or is the target "
    "in another form."
)


@dataclass(frozen=True)
class _Feature:
    """A feature, the column that it comes from, and what it tells at a glance, 0 to 1."""

    column: str
    values: Matrix
    glance: float


def knows_the_answer(evidence: Evidence) -> Finding:
    """Glance at every feature, then score a small tree on each that is promising, on rows that it did not train on."""
    problem = _sample(evidence.problem, evidence.seed)
    alone = _alone(problem, evidence.seed)
    if alone is None:
        return _without_answer("No column could be looked at alone: too few rows of some class, or too few groups.")
    if evidence.reserve.is_over():
        return _without_answer(NO_TIME)
    features = sorted(_features(alone, evidence), key=lambda feature: -feature.glance)
    best: dict[str, float] = {}
    tried: set[str] = set()
    for feature in features[:MAX_FEATURES]:
        if tried and evidence.reserve.is_over():
            break
        tried.add(feature.column)
        skill = alone.skill(feature.values)
        if np.isfinite(skill):
            best[feature.column] = max(skill, best.get(feature.column, -np.inf))
    if not best:
        return _without_answer("The score of a column alone is undefined on these rows.")
    glanced = {feature.column for feature in features}
    return _answered(problem, best, _left_out(len(tried), len(glanced), len(problem.columns)))


def _without_answer(sentence: str) -> Finding:
    return Finding(CODE, TITLE, "not_applicable", sentence, None, THRESHOLD, REASON, _remedy(""))


def _answered(problem: Problem, best: dict[str, float], left_out: str) -> Finding:
    name = max(best, key=best.__getitem__)
    value = best[name]
    is_found = value > THRESHOLD
    what = "R²" if problem.task == "regression" else "ROC AUC" if problem.task == "binary" else "balanced accuracy"
    known = f'The column "{name}" alone reaches {what} {value:.3f}'
    others = "those tried" if left_out else "all columns"
    sentence = f"{known}: it seems to know the answer." if is_found else f"{known}, the most of {others}."
    facts = (Fact("column", name), Fact(f"{what} of the column alone", value))
    answer: FindingAnswer = "found" if is_found else "not_found"
    return Finding(CODE, TITLE, answer, sentence + left_out, value, THRESHOLD, REASON, _remedy(name), facts)


def _left_out(n_tried: int, n_glanced: int, n_columns: int) -> str:
    """Say which columns were not tried and why; nothing where all were."""
    said = ""
    if n_tried < n_glanced:
        said += f" Tried: the {n_tried:,} of {n_columns:,} columns that tell most at a glance."
    if n_glanced < n_columns:
        said += f" For {n_columns - n_glanced:,} of {n_columns:,} columns there was no time."
    return said


def _remedy(name: str) -> str:
    column = f'"{name}"' if name else "the column"
    return f"Ask whether {column} is known before the answer is. If not, leave it out and run again."


def _sample(problem: Problem, seed: int) -> Problem:
    n_rows = int(np.clip(MAX_CELLS // len(problem.columns), MIN_ROWS, MAX_ROWS))
    if problem.n_rows <= n_rows:
        return problem
    return problem.rows(np.sort(np.random.default_rng(seed).choice(problem.n_rows, n_rows, replace=False)))


def _alone(problem: Problem, seed: int) -> Alone | None:
    """Return the sample with folds of the run's own kind; None where it allows none.

    Shuffled rows of a group, or of a time, would make a column that names either seem to know the answer.
    """
    if problem.classes:
        counts = np.bincount(problem.y.astype(np.intp))
        if np.count_nonzero(counts) < 2 or counts[counts > 0].min() < N_FOLDS:
            return None
    try:
        plan = plan_folds(problem, Settings(folds=N_FOLDS, seed=seed))
    except TooFewGroupsError:
        return None
    return Alone(problem, make_folds(problem, plan), seed)


def _features(alone: Alone, evidence: Evidence) -> Iterator[_Feature]:
    """Encode a few columns at a time, as long as the reserve allows, and glance at each feature."""
    problem = alone.problem
    for number, columns in enumerate(_batches(problem.columns)):
        if number and evidence.reserve.is_over(GLANCE_SHARE):
            return
        encoder = TableEncoder(columns, "tree", len(problem.classes), evidence.seed)
        frame = problem.frame[[column.name for column in columns]]
        matrix = encoder.fit_transform(frame, problem.y, problem.ties)
        for name, values in zip(encoder.feature_origins_, matrix.T, strict=True):
            yield _Feature(name, values, alone.glance(values))


def _batches(columns: tuple[Column, ...]) -> list[tuple[Column, ...]]:
    """Return the columns a few at a time, all dates together: the time between two of them is a feature too."""
    dates = tuple(column for column in columns if column.kind == "datetime")
    others = tuple(column for column in columns if column.kind != "datetime")
    parts = [others[i : i + COLUMNS_AT_A_TIME] for i in range(0, len(others), COLUMNS_AT_A_TIME)]
    return [dates, *parts] if dates else parts
