"""A column that knows the answer: one feature that alone predicts the target almost perfectly."""

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import balanced_accuracy_score, r2_score, roc_auc_score
from sklearn.model_selection import KFold, StratifiedKFold, cross_val_predict
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

from models.encoding import Matrix, TableEncoder
from models.findings.evidence import Evidence
from models.problem import Problem
from models.record import Fact, Finding, FindingAnswer

THRESHOLD = 0.98
MAX_ROWS, MIN_ROWS, MAX_CELLS = 2_000, 200, 400_000
MAX_FEATURES = 400
N_FOLDS = 3
TITLE = "A column that knows the answer"
REASON = (
    "Real columns rarely predict this well alone. Such a column was often filled in after the fact, or is the target "
    "in another form."
)


def knows_the_answer(evidence: Evidence) -> Finding:
    """Score a small tree on each feature alone, on rows that it did not train on."""
    problem = _sample(evidence.problem, evidence.seed)
    encoder = TableEncoder(problem.columns, "tree", len(problem.classes), evidence.seed)
    matrix = encoder.fit_transform(problem.frame, problem.y)
    best: dict[str, float] = {}
    for name, values in list(zip(encoder.feature_origins_, matrix.T, strict=True))[:MAX_FEATURES]:
        skill = _skill(values[:, None], problem, evidence.seed)
        if np.isfinite(skill):
            best[name] = max(skill, best.get(name, -np.inf))
    if not best:
        sentence = "No column could be looked at alone: too few rows of some class."
        return Finding("knows_the_answer", TITLE, "not_applicable", sentence, None, THRESHOLD, REASON, _remedy(""))
    name = max(best, key=best.__getitem__)
    value = best[name]
    is_found = value > THRESHOLD
    what = "R²" if problem.task == "regression" else "ROC AUC" if problem.task == "binary" else "balanced accuracy"
    known = f'The column "{name}" alone reaches {what} {value:.3f}'
    sentence = f"{known}: it seems to know the answer." if is_found else f"{known}, the most of all columns."
    facts = (Fact("column", name), Fact(f"{what} of the column alone", value))
    answer: FindingAnswer = "found" if is_found else "not_found"
    return Finding(
        "knows_the_answer",
        TITLE,
        answer,
        sentence,
        value,
        THRESHOLD,
        REASON,
        _remedy(name),
        facts,
    )


def _remedy(name: str) -> str:
    column = f'"{name}"' if name else "the column"
    return f"Ask whether {column} is known before the answer is. If not, leave it out and run again."


def _sample(problem: Problem, seed: int) -> Problem:
    n_rows = int(np.clip(MAX_CELLS // len(problem.columns), MIN_ROWS, MAX_ROWS))
    if problem.n_rows <= n_rows:
        return problem
    return problem.rows(np.sort(np.random.default_rng(seed).choice(problem.n_rows, n_rows, replace=False)))


def _skill(values: Matrix, problem: Problem, seed: int) -> float:
    """Cross-validated score of one feature; NaN where it cannot be told."""
    y: NDArray[np.float64] = problem.y
    if problem.task == "regression":
        tree = DecisionTreeRegressor(max_depth=8, min_samples_leaf=3, random_state=seed)
        predicted = cross_val_predict(tree, values, y, cv=KFold(N_FOLDS, shuffle=True, random_state=seed))
        return float(r2_score(y, predicted))
    if (
        min(np.bincount(y.astype(np.intp), minlength=2)[np.unique(y.astype(np.intp))]) < N_FOLDS
        or len(np.unique(y)) < 2
    ):
        return float("nan")
    folds = StratifiedKFold(N_FOLDS, shuffle=True, random_state=seed)
    classifier = DecisionTreeClassifier(max_depth=max(3, 2 * len(problem.classes)), random_state=seed)
    if problem.task == "multiclass":
        return float(balanced_accuracy_score(y, cross_val_predict(classifier, values, y, cv=folds)))
    probability = cross_val_predict(classifier, values, y, cv=folds, method="predict_proba")
    return float(roc_auc_score(y, probability[:, 1]))
