"""AutoML as scikit-learn estimators: the same run as over HTTP, from Python."""

from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import ClassifierMixin, RegressorMixin

from models.columns import label_text
from models.record import Task
from models.rows_given import Roles, labels, values
from models.searching_estimator import SearchingEstimator


class AutoMLClassifier(ClassifierMixin, SearchingEstimator):
    """Finds, tunes and honestly scores a classifier.

    Parameters
    ----------
    metric : str or function, default None
        A name such as ``roc_auc``, ``log_loss``, ``accuracy``, ``f1_macro``; or a function of (y_true, y_pred), two
        arrays of classes as they are in y, greater is better. Rows on which it fails or is NaN count as rows on which
        it is undefined. ``None`` is ROC AUC for two classes and log loss for more.
    seconds : float or None, default 60
        Working seconds, everything included; at least 10. ``None`` with ``trials`` for an exact repeat.
    trials : int or None
        Trials, with or instead of seconds.
    seed : int
    n_jobs : int
        Processes that evaluate candidates.
    verbose : int
        0 is silent, 1 prints a line that says where the search stands, 2 a line for each decision and trial too.
    technique : {"auto", "grid", "random", "tpe", "gp", "hyperband", "gradient"}
    families : tuple of str
        Families to search; all where empty.
    space : mapping
        What you already know: ``{"xgboost": {"max_depth": 6, "learning_rate": [0.01, 0.1]}}``.
    folds, repeats : int or None
        Folds and repeats of the cross-validation; chosen by the rows where None.
    predict_ms : float or None
        The most milliseconds that one prediction may take.
    callback : function of Progress or None
        Called about twice a second. Where it returns ``True``, the search ends and the best model so far is kept.

    Attributes
    ----------
    classes_ : array of shape (n_classes,)
    record_, score_, leaderboard_
        The written account of the run, its honest score, and its trials ranked.

    Examples
    --------
    >>> from sklearn.datasets import load_iris
    >>> X, y = load_iris(return_X_y=True, as_frame=True)
    >>> search = AutoMLClassifier(trials=2, seconds=None).fit(X, y)
    >>> bool(search.predict(X).shape == y.shape)
    True
    """

    def fit(
        self,
        X: Any,  # noqa: ANN401  anything that scikit-learn takes
        y: ArrayLike,
        sample_weight: ArrayLike | None = None,
        groups: ArrayLike | None = None,
        time: ArrayLike | None = None,
    ) -> Self:
        """Search and fit.

        Parameters
        ----------
        X : DataFrame or array of shape (n_rows, n_features)
            Numbers, categories, text, dates, with missing values.
        y : array of shape (n_rows,)
            Rows whose answer is missing are left out.
        sample_weight : array of shape (n_rows,), optional
            What a row counts, in fits and in scores.
        groups : array of shape (n_rows,), optional
            Rows of one group are never on both sides of a fold.
        time : array of shape (n_rows,), optional
            Times, dates or numbers: folds train on the past and are scored on what follows.
        """
        texts, self.classes_ = labels(y, self, sample_weight)
        self._labels = {str(label_text(value)): value for value in self.classes_}
        task: Task = "binary" if len(self.classes_) <= 2 else "multiclass"
        positive = list(self._labels)[-1] if len(self.classes_) == 2 else None
        return self._run(X, texts, Roles(sample_weight, groups, time), self._goal(task, positive))

    def predict_proba(self, X: Any) -> NDArray[np.float64]:  # noqa: ANN401
        """Return probabilities of shape (n_rows, n_classes), in the order of ``classes_``."""
        return self._fitted().predict_proba(self._rows(X))[:, self._places()]

    def predict(self, X: Any) -> NDArray[Any]:  # noqa: ANN401
        """Return the predicted classes, shape (n_rows,)."""
        predicted = self._fitted().predict(self._rows(X))
        return np.array([self._labels[label] for label in predicted], dtype=self.classes_.dtype)

    def predict_set(self, X: Any) -> NDArray[np.bool_]:  # noqa: ANN401
        """Return which classes may well be the answer, shape (n_rows, n_classes), in the order of ``classes_``.

        ``record_.uncertainty`` says at which level, and how often it covered. All where nothing can be promised.
        """
        return self._fitted().predict_set(self._rows(X))[:, self._places()]

    def _places(self) -> list[int]:
        """Return the places of ``classes_`` among the classes of the model."""
        return [self._fitted().classes.index(str(label_text(value))) for value in self.classes_]


class AutoMLRegressor(RegressorMixin, SearchingEstimator):
    """Finds, tunes and honestly scores a regression model.

    Parameters
    ----------
    metric : str or function, default None
        A name such as ``rmse``, ``mae``, ``r2``, ``rmsle``, ``mape``; or a function of (y_true, y_pred), greater is
        better. ``None`` is RMSE. For the other parameters see ``AutoMLClassifier``.

    Attributes
    ----------
    record_, score_, leaderboard_
        The written account of the run, its honest score, and its trials ranked.
    """

    def fit(
        self,
        X: Any,  # noqa: ANN401  anything that scikit-learn takes
        y: ArrayLike,
        sample_weight: ArrayLike | None = None,
        groups: ArrayLike | None = None,
        time: ArrayLike | None = None,
    ) -> Self:
        """Search and fit.

        Parameters
        ----------
        X : DataFrame or array of shape (n_rows, n_features)
            Numbers, categories, text, dates, with missing values.
        y : array of shape (n_rows,)
            Rows whose answer is missing are left out.
        sample_weight : array of shape (n_rows,), optional
            What a row counts, in fits and in scores.
        groups : array of shape (n_rows,), optional
            Rows of one group are never on both sides of a fold.
        time : array of shape (n_rows,), optional
            Times, dates or numbers: folds train on the past and are scored on what follows.
        """
        return self._run(X, values(y, self), Roles(sample_weight, groups, time), self._goal("regression"))

    def predict(self, X: Any) -> NDArray[np.float64]:  # noqa: ANN401
        """Return the predicted values, shape (n_rows,)."""
        return self._fitted().predict(self._rows(X))

    def predict_interval(self, X: Any) -> NDArray[np.float64]:  # noqa: ANN401
        """Return the lower and the upper end for the value of each row, shape (n_rows, 2).

        ``record_.uncertainty`` says at which level, and how often it covered. NaN where nothing can be promised.
        """
        return self._fitted().predict_interval(self._rows(X))
