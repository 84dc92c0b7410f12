"""Group leakage: whether rows that share a name (a customer, a patient) tell each other's answers across folds.

A model that does not see the name is scored on folds that split the names and on folds that keep each name whole.
Where the first score is much better, the other columns give the rows of one name away: a row is then predicted from
its relatives, which a new customer does not have. A column that is informative in itself, such as a city, makes no
such difference, since the model does not see it in either case.

Whether new rows come from the same names, nobody but the user can know. Where all rows of a name have the same
answer, as with the diagnosis of a patient, a known name needs no model, so that new ones must be meant; where answers
differ, as with the sales of a shop from day to day, both may be.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.ensemble import ExtraTreesClassifier, ExtraTreesRegressor
from sklearn.model_selection import GroupKFold, KFold

from models.draws import Draws
from models.encoding import Matrix, TableEncoder
from models.families.family import predict
from models.findings.evidence import Evidence, shown
from models.findings.risk import Risk
from models.problem import Problem
from models.record import Fact, Finding
from models.scoring import prepare_cross_validated
from models.splits import Fold
from models.tables.keys import is_key_name

RISK = Risk(
    code="group_leakage",
    title="Relatives across folds",
    threshold=0.1,
    because="When a tenth of what was learned is lost once names are kept whole, by two standard errors, rows are "
    "predicted from their relatives.",
    remedy="Name that column as the group in the goal, unless new rows come from the same names.",
)
MIN_ROWS, MAX_ROWS, MAX_CELLS, LEAST_SAMPLE = 100, 2_000, 200_000, 400
MIN_NAMES, MIN_MEMBERS, MAX_MEMBERS = 6, 2.0, 100.0
"""Names there must be at least; and rows that a name has on average, at least and at most."""
MAX_COLUMNS, N_FOLDS, N_TREES, N_BOOTSTRAPS = 3, 4, 30, 60
LIKENESS = "likeness of the answers of one value"
SURE = 2.0
"""Standard errors from which a difference is not taken for chance."""
SECONDS = 0.8
"""What one column takes at most on slow cores; with less left it is not begun."""


@dataclass(frozen=True)
class _Leak:
    """A column of names: the score on folds that split them, on folds that do not, and how sure the difference is.

    ``likeness`` is how alike the answers of a name are, 1 where they are all the same and 0 where as any others.
    ``difference`` and ``error`` are in utility, where greater is better; ``learned`` is the utility on folds that split
    the names, above that of the baseline.
    """

    column: str
    split: float
    whole: float
    difference: float
    error: float
    learned: float
    likeness: float

    @property
    def lost(self) -> float:
        """The share of what was learned that is lost when names are kept whole, 0 to 1; 0 where chance may do it."""
        is_chance = not self.error > 0 or self.difference < SURE * self.error
        return 0.0 if is_chance or not self.learned > 0 else min(1.0, self.difference / self.learned)


def group_leakage(evidence: Evidence) -> Finding:
    """Score a small forest on folds that split the names of a column and on folds that keep them whole."""
    problem = evidence.problem
    if problem.groups is not None:
        return RISK.not_applicable("The goal names a group, and folds keep it whole already.")
    if problem.n_rows < MIN_ROWS:
        return RISK.not_applicable(f"With fewer than {MIN_ROWS} rows, the difference could not be told from chance.")
    candidates = _candidates(evidence)
    if not candidates:
        return RISK.not_applicable("No column has names that come back in a few rows each.")
    leaks = []
    for name, names in candidates[:MAX_COLUMNS]:
        left = evidence.reserve.left
        if left is not None and left < SECONDS:
            break
        leak = _measured(name, names, evidence)
        leaks += [] if leak is None else [leak]
    if not leaks:
        return RISK.not_applicable("There was too little time, or the metric is undefined on the rows looked at.")
    return _said(max(leaks, key=lambda leak: (leak.lost, leak.difference)))


def _said(worst: _Leak) -> Finding:
    sentence = (
        f'A small model that does not see "{worst.column}" scores {shown(worst.split)} on folds that split its values '
        f"and {shown(worst.whole)} on folds that keep each of them whole"
    )
    sentence += f": {worst.lost:.0%} of what it learned is lost." if worst.lost else ": no worse, beyond chance."
    facts = (
        Fact("column", worst.column),
        Fact("score on folds that split it", worst.split),
        Fact("score on folds that keep it whole", worst.whole),
        Fact("standard error of the difference", worst.error),
        Fact("share of what was learned that is lost", worst.lost),
        Fact(LIKENESS, worst.likeness),
    )
    remedy = f'Name "{worst.column}" as the group in the goal, unless new rows come from the same ones.'
    return RISK.answer(sentence, worst.lost, facts, is_found=worst.lost > RISK.threshold, remedy=remedy)


def _candidates(evidence: Evidence) -> list[tuple[str, pd.Series]]:
    """Return columns whose values name a few rows each, those named like a key first; unseen columns too."""
    frame = evidence.problem.frame
    known = [(column, frame[column.name]) for column in evidence.problem.columns]
    known += [(unseen.column, unseen.cells) for unseen in evidence.unseen]
    found = []
    for column, values in known:
        is_key = is_key_name(column.name)
        if column.kind not in ("categorical", "text", "identifier") and not (is_key and column.kind == "numeric"):
            continue
        n_names = int(values.nunique())
        if n_names >= MIN_NAMES and MIN_MEMBERS <= values.notna().sum() / n_names <= MAX_MEMBERS:
            found.append((not is_key, -n_names, column.name, values))
    return [(name, values) for _, _, name, values in sorted(found, key=lambda item: item[:3])]


def _measured(name: str, names: pd.Series, evidence: Evidence) -> _Leak | None:
    """Cross-validate a small forest both ways, on whole names, as many as the work allows."""
    columns = [column for column in evidence.problem.columns if column.name != name]
    codes = pd.factorize(names, use_na_sentinel=False)[0]
    n_rows = int(np.clip(MAX_CELLS // max(1, len(columns)), LEAST_SAMPLE, MAX_ROWS))
    rows = _whole_names(codes, n_rows, evidence.seed)
    part, codes = evidence.problem.rows(rows), codes[rows]
    if not columns or len(np.unique(codes)) < N_FOLDS or len(np.unique(part.y)) < 2:
        return None
    encoder = TableEncoder(columns, "tree", len(part.classes), evidence.seed)
    matrix = encoder.fit_transform(part.frame[[column.name for column in columns]], part.y)
    splitter = KFold(N_FOLDS, shuffle=True, random_state=evidence.seed)
    split = _Guess.of(matrix, part, _folds(splitter.split(matrix)), evidence)
    whole_names = GroupKFold(N_FOLDS, shuffle=True, random_state=evidence.seed)
    whole = _Guess.of(matrix, part, _folds(whole_names.split(matrix, groups=codes)), evidence)
    leak = _compared(name, split, whole, Draws(codes, evidence.seed), evidence)
    return None if leak is None else replace(leak, likeness=_likeness(codes, part))


def _likeness(codes: NDArray[np.intp], part: Problem) -> float:
    """Return how alike two answers of one name are, beyond any two answers: 0 to 1, told from pairs."""
    sizes = np.bincount(codes)
    n_pairs = float((sizes * (sizes - 1)).sum())
    if not n_pairs:
        return 0.0
    if part.classes:
        n_classes = len(part.classes)
        alike = np.unique(codes * n_classes + part.y.astype(np.intp), return_counts=True)[1]
        shares = np.bincount(part.y.astype(np.intp)) / part.n_rows
        unlike, by_chance = 1 - float((alike * (alike - 1)).sum()) / n_pairs, 1 - float((shares**2).sum())
    else:
        means = np.bincount(codes, part.y) / np.maximum(sizes, 1)
        squares = np.bincount(codes, (part.y - means[codes]) ** 2)
        unlike, by_chance = float((sizes * squares).sum()) / n_pairs, float(np.var(part.y))
    return float(np.clip(1 - unlike / by_chance, 0.0, 1.0)) if by_chance > 0 else 0.0


def _whole_names(codes: NDArray[np.intp], n_rows: int, seed: int) -> NDArray[np.intp]:
    """Return the rows of drawn names, as many as the number of rows allows."""
    order = np.random.default_rng(seed).permutation(codes.max() + 1)
    sizes = np.bincount(codes)[order]
    n_names = max(1, int(np.searchsorted(np.cumsum(sizes), n_rows, side="right")))
    return np.flatnonzero(np.isin(codes, order[:n_names]))


def _folds(pairs: Iterable[tuple[NDArray[np.intp], NDArray[np.intp]]]) -> tuple[Fold, ...]:
    return tuple(Fold(0, k, train, rest) for k, (train, rest) in enumerate(pairs))


@dataclass(frozen=True)
class _Guess:
    """Out-of-fold predictions of the small forest, ready to be scored under weightings of the rows."""

    score: Callable[[NDArray[np.float64]], NDArray[np.float64]]

    @classmethod
    def of(cls, matrix: Matrix, part: Problem, folds: tuple[Fold, ...], evidence: Evidence) -> "_Guess":
        """Fit the forest on each fold and predict the rest."""
        n_classes = len(part.classes)
        guess = np.zeros((1, part.n_rows, n_classes) if n_classes else (1, part.n_rows))
        for fold in folds:
            kind = ExtraTreesClassifier if n_classes else ExtraTreesRegressor
            forest = kind(N_TREES, min_samples_leaf=2, random_state=evidence.seed)
            forest.fit(matrix[fold.train], part.y[fold.train])
            guess[0, fold.validation] = predict(forest, matrix[fold.validation], n_classes)
        if n_classes:  # a forest of few trees is sure of too much for a log loss
            guess = (guess * N_TREES + 1) / (N_TREES + n_classes)
        return cls(prepare_cross_validated(evidence.scorer, part.y, guess, folds))


def _compared(name: str, split: _Guess, whole: _Guess, draws: Draws, evidence: Evidence) -> _Leak | None:
    """Compare the two scores, with the error of their difference from bootstraps of whole names."""
    weights = np.array([draws.next() for _ in range(N_BOOTSTRAPS)])
    all_rows = np.ones((1, weights.shape[1]))
    sign = evidence.scorer.metric.utility(1.0)
    here, there = float(split.score(all_rows)[0]), float(whole.score(all_rows)[0])
    spread = sign * (split.score(weights) - whole.score(weights))
    known = spread[np.isfinite(spread)]
    baseline = evidence.baseline
    if baseline is None or not np.isfinite([here, there]).all() or len(known) < N_BOOTSTRAPS // 2:
        return None
    learned = sign * (here - float(baseline.validation_score or 0.0))
    return _Leak(name, here, there, sign * (here - there), float(known.std(ddof=1)), learned, 0.0)
