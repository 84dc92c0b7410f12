"""Each feature by itself: a glance at all of them at once, and a small tree on one."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import balanced_accuracy_score, r2_score, roc_auc_score
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

from models.encoding import Matrix
from models.families.family import predict
from models.problem import Problem
from models.splits import Fold

Array = NDArray[np.float64]

N_BINS = 20


@dataclass(frozen=True)
class Alone:
    """Rows, answers and folds on which single features are scored."""

    problem: Problem
    folds: tuple[Fold, ...]
    seed: int

    def glance(self, values: Matrix) -> float:
        """Return how much of the answers' variance lies between bins of a feature, 0 to 1, on the rows themselves.

        Bins see whatever shape an answer has in a feature, and cost a hundredth of a tree. Missing values are a bin.
        """
        known = np.isfinite(values)
        if not known.any():
            return 0.0
        edges = np.unique(np.quantile(values[known], np.linspace(0, 1, N_BINS + 1)[1:-1]))
        bins = np.where(known, np.searchsorted(edges, values), N_BINS)
        counts = np.bincount(bins, minlength=N_BINS + 1)
        between = within = 0.0
        for answers in self._answers():
            means = np.bincount(bins, answers, N_BINS + 1) / np.maximum(counts, 1)
            between += float(counts @ means**2)
            within += float(answers @ answers)
        return between / within if within > 0 else 0.0

    def _answers(self) -> list[Array]:
        """Return the centered answers, or for each class whether a row is of it."""
        y, n_classes = self.problem.y, len(self.problem.classes)
        given = [(y == k).astype(float) for k in range(n_classes)] if n_classes else [y]
        return [answers - answers.mean() for answers in given]

    def skill(self, values: Matrix) -> float:
        """Return the cross-validated score of a small tree on one feature; NaN where it cannot be told.

        R² of a regression, ROC AUC of two classes, balanced accuracy of more.
        """
        y, n_classes = self.problem.y, len(self.problem.classes)
        column = values[:, None]
        kind = DecisionTreeClassifier if n_classes else DecisionTreeRegressor
        limits = {"max_depth": max(3, 2 * n_classes)} if n_classes else {"max_depth": 8, "min_samples_leaf": 3}
        predicted = np.zeros((len(y), n_classes) if n_classes else len(y))
        for fold in self.folds:
            tree = kind(**limits, random_state=self.seed).fit(column[fold.train], y[fold.train])
            predicted[fold.validation] = predict(tree, column[fold.validation], n_classes)
        scored = np.concatenate([fold.validation for fold in self.folds])
        return self._score(y[scored], predicted[scored])

    def _score(self, y: Array, predicted: Array) -> float:
        if not self.problem.classes:
            return float(r2_score(y, predicted))
        if len(np.unique(y)) < 2:
            return float("nan")
        if len(self.problem.classes) == 2:
            return float(roc_auc_score(y, predicted[:, 1]))
        return float(balanced_accuracy_score(y, predicted.argmax(axis=1)))
