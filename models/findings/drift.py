"""Drift: whether the last rows can be told from the earlier ones (adversarial validation)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import spearmanr
from sklearn.ensemble import ExtraTreesClassifier
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold

from models.encoding import Matrix, TableEncoder
from models.findings.evidence import Evidence
from models.findings.risk import Risk
from models.problem import Problem
from models.record import Fact, Finding

RISK = Risk(
    code="drift",
    title="Later rows that differ from earlier ones",
    threshold=0.75,
    because="One half means that nobody tells the last fifth of the rows from the others, one that anybody does. From "
    "three quarters on, what held for the earlier rows may not hold for the next ones.",
    remedy="If the order of the rows is one in time, name a column of time in the goal, so that folds follow it.",
)
LATE_SHARE = 0.2
MIN_ROWS, MAX_ROWS, MAX_CELLS, LEAST_SAMPLE = 100, 2_000, 200_000, 300
N_TREES, LEAF_ROWS, N_FOLDS = 25, 5, 3
SORTED = 0.95
"""Rank correlation with the place in the table from which the rows are taken to be sorted by a column."""
SECONDS = 0.4
"""What the check takes at most on slow cores; with less left it is not begun."""


@dataclass(frozen=True)
class _Told:
    """How well late rows are told from early ones, and by which column most."""

    auc: float
    column: str


def drift(evidence: Evidence) -> Finding:
    """Let a small forest tell the last fifth of the rows, by time or by place in the table, from the others."""
    problem = evidence.problem
    if problem.n_rows < MIN_ROWS:
        return RISK.not_applicable(f"With fewer than {MIN_ROWS} rows, late ones cannot be told from early ones.")
    left = evidence.reserve.left
    if left is not None and left < SECONDS:
        return RISK.not_applicable(f"There was too little time left for a small forest, about {SECONDS:g} s.")
    place = np.arange(problem.n_rows) if problem.order is None else problem.order
    if problem.order is None and _follows(problem.y, place):
        return RISK.not_applicable("The rows stand in the order of the target, so their order is none in time.")
    names = [c.name for c in problem.columns if not _is_order(c.name, problem, place)]
    if not names:
        return RISK.not_applicable("Every column rises or falls with the place of the row, as a counter does.")
    told = _told(problem, place, names, evidence.seed)
    if told is None:
        return RISK.not_applicable("All rows are of one time, or the columns hold one value: there is nothing to tell.")
    order = "in time" if problem.order is not None else "in the table"
    sentence = (
        f"The last fifth of the rows {order} are told from the others with a ROC AUC of {told.auc:.2f} (0.5 is "
        f'guessing), most by "{told.column}".'
    )
    remedy = RISK.remedy
    if problem.order is not None:
        remedy = "Folds follow time already. Watch the model on new rows, and fit again when they have changed."
    facts = (Fact("ROC AUC of late against early rows", told.auc), Fact("column", told.column))
    return RISK.answer(sentence, told.auc, facts, is_found=told.auc > RISK.threshold, remedy=remedy)


def _follows(values: NDArray[np.float64], place: NDArray[np.intp]) -> bool:
    if not np.ptp(values) > 0 or not np.ptp(place) > 0:
        return False
    return abs(float(spearmanr(values, place).statistic)) > 0.8


def _is_order(name: str, problem: Problem, place: NDArray[np.intp]) -> bool:
    """Whether a column rises or falls with the place of the row, as a counter or a date does."""
    values = problem.frame[name]
    if values.dtype.kind not in "fiM":
        return False
    known = values.notna().to_numpy()
    if known.sum() < MIN_ROWS or values[known].nunique() < 2:
        return False
    numbers = values[known].rank().to_numpy(float)
    return bool(abs(np.corrcoef(numbers, np.argsort(np.argsort(place[known])))[0, 1]) > SORTED)


def _told(problem: Problem, place: NDArray[np.intp], names: list[str], seed: int) -> _Told | None:
    """Cross-validate the small forest on a sample of the rows."""
    n_rows = int(np.clip(MAX_CELLS // len(names), LEAST_SAMPLE, MAX_ROWS))
    rows = np.arange(problem.n_rows)
    if len(rows) > n_rows:
        rows = np.sort(np.random.default_rng(seed).choice(rows, n_rows, replace=False))
    late = (place[rows] > np.quantile(place, 1 - LATE_SHARE)).astype(float)
    if min(late.sum(), len(late) - late.sum()) < 2 * N_FOLDS:
        return None
    columns = [column for column in problem.columns if column.name in set(names)]
    encoder = TableEncoder(columns, "tree", 2, seed)
    matrix = encoder.fit_transform(problem.frame.iloc[rows][[c.name for c in columns]], late)
    probability, weight = _cross_validated(matrix, late, seed)
    by_column: dict[str, float] = {}
    for origin, share in zip(encoder.feature_origins_, weight, strict=True):
        by_column[origin] = by_column.get(origin, 0.0) + float(share)
    return _Told(float(roc_auc_score(late, probability)), max(by_column, key=by_column.__getitem__))


def _cross_validated(
    matrix: Matrix, late: NDArray[np.float64], seed: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the probability of each row to be a late one, and how much each feature told."""
    probability, weight = np.zeros(len(late)), np.zeros(matrix.shape[1])
    for train, rest in StratifiedKFold(N_FOLDS, shuffle=True, random_state=seed).split(matrix, late):
        forest = ExtraTreesClassifier(N_TREES, min_samples_leaf=LEAF_ROWS, random_state=seed)
        forest.fit(matrix[train], late[train])
        probability[rest] = forest.predict_proba(matrix[rest])[:, 1]
        weight += forest.feature_importances_
    return probability, weight
