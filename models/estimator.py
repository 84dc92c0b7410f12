"""AutoML as scikit-learn estimators: the same run as over HTTP, from Python."""

import shutil
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any, Self
from weakref import finalize

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator, ClassifierMixin, RegressorMixin
from sklearn.utils.validation import check_is_fitted

from models.artifact import load
from models.columns import label_text
from models.errors import TargetLengthError
from models.metrics import canonical_metric, default_metric, metric_of_function
from models.model import Model
from models.record import Costs, Goal, Progress, RunRecord, Score, Settings, Task
from models.run import RunOrder, execute
from models.sink import History, MemorySink
from models.table import table_from_frame

CustomMetric = Callable[[NDArray[Any], NDArray[Any]], float]

_TARGET = "target"


class _AutoML(BaseEstimator):
    """What the classifier and the regressor share."""

    def __init__(  # noqa: PLR0913  scikit-learn's way: every setting is an argument
        self,
        *,
        metric: str | CustomMetric | None = None,
        seconds: float | None = 60,
        trials: int | None = None,
        seed: int = 0,
        n_jobs: int = 2,
        verbose: int = 0,
        technique: str = "auto",
        families: tuple[str, ...] = (),
        space: Mapping[str, Mapping[str, Any]] | None = None,
        folds: int | None = None,
        repeats: int | None = None,
        predict_ms: float | None = None,
        callback: Callable[[Progress], None] | None = None,
    ) -> None:
        self.metric = metric
        self.seconds = seconds
        self.trials = trials
        self.seed = seed
        self.n_jobs = n_jobs
        self.verbose = verbose
        self.technique = technique
        self.families = families
        self.space = space
        self.folds = folds
        self.repeats = repeats
        self.predict_ms = predict_ms
        self.callback = callback

    @property
    def record_(self) -> RunRecord:
        """The run's record: every trial, fold, decision and finding, as plain frozen data."""
        return self._fitted().record

    @property
    def score_(self) -> Score:
        """The honest score: ``cross_validated``, ``corrected``, ``low``, ``high``, ``level``, ``metric``."""
        result = self.record_.result
        assert result is not None  # noqa: S101  a run that delivered a model has a result
        return result.score

    @property
    def leaderboard_(self) -> pd.DataFrame:
        """The complete trials, best first; one row each, hyperparameters as columns of their own."""
        rows = []
        for entry in self.record_.leaderboard:
            facts = {name: getattr(entry, name) for name in _LEADERBOARD_COLUMNS}
            rows.append({**facts, **entry.hyperparameters})
        return pd.DataFrame(rows)

    def save(self, folder: str | Path) -> None:
        """Write the model folder, which ``load`` reads. A folder of that name is written over."""
        self._fitted()
        shutil.copytree(self._folder / "model", folder, dirs_exist_ok=True)

    def _fitted(self) -> Model:
        check_is_fitted(self, "model_")
        model: Model = self.model_
        return model

    def _settings(self) -> Settings:
        return Settings(
            seconds=self.seconds,
            trials=self.trials,
            technique=self.technique,
            families=tuple(self.families),
            space=self.space or {},
            folds=self.folds,
            repeats=self.repeats,
            seed=self.seed,
            predict_ms=self.predict_ms,
        )

    def _run(self, X: Any, y: pd.Series, task: Task, costs: Costs | None, positive: str | None) -> None:  # noqa: ANN401
        """Run the search on checked data and keep its model."""
        began = time.monotonic()
        frame = _frame(X)
        if len(frame) != len(y):
            raise TargetLengthError(len(frame), len(y))
        self.n_features_in_ = frame.shape[1]
        self.feature_names_in_ = np.array([str(name) for name in frame.columns], dtype=object)
        target = _free_name(frame)
        table = table_from_frame(frame.assign(**{target: y.to_numpy()}))
        metric = None if not callable(self.metric) else metric_of_function(self.metric, task)
        goal = self._goal(target, task, costs, positive)
        self._folder = Path(tempfile.mkdtemp(prefix="plaintune-"))
        self._cleanup = finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        sink = MemorySink(callback=self.callback or (_printed if self.verbose else None))
        with _interrupt_keeps_the_best(sink):
            order = RunOrder(table, goal, self._settings(), self.n_jobs, metric)
            execute(order, self._folder, sink, History(elapsed_seconds=time.monotonic() - began))
        self.model_ = load(self._folder / "model")

    def _goal(self, target: str, task: Task, costs: Costs | None, positive: str | None) -> Goal:
        name = default_metric(task) if not isinstance(self.metric, str) else canonical_metric(self.metric)
        return Goal(text="", target=target, task=task, metric=name, costs=costs, positive_class=positive)

    def _rows(self, X: Any) -> pd.DataFrame:  # noqa: ANN401  anything that scikit-learn takes
        self._fitted()
        return _frame(X)


class AutoMLClassifier(ClassifierMixin, _AutoML):
    """Finds, tunes and honestly scores a classifier.

    Parameters
    ----------
    metric : str or function, default None
        A name such as ``roc_auc``, ``log_loss``, ``accuracy``, ``f1_macro``; or a function of (y_true, y_pred),
        greater is better. ``None`` is ROC AUC for two classes and log loss for more.
    seconds : float or None, default 60
        Working seconds, everything included; at least 10. ``None`` with ``trials`` for an exact repeat.
    trials : int or None
        Trials, with or instead of seconds.
    seed : int
    n_jobs : int
        Processes that evaluate candidates.
    verbose : int
        1 prints where the search stands.
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
        Called about twice a second.

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

    def fit(self, X: Any, y: ArrayLike) -> Self:  # noqa: ANN401  anything that scikit-learn takes
        """Search and fit.

        Parameters
        ----------
        X : DataFrame or array of shape (n_rows, n_features)
            Numbers, categories, text, dates, with missing values.
        y : array of shape (n_rows,)
        """
        labels = pd.Series(np.asarray(y).ravel())
        known = labels.dropna()
        self.classes_ = np.unique(known.to_numpy())
        texts = [label_text(value) for value in self.classes_]
        self._labels = dict(zip(texts, self.classes_, strict=True))
        task: Task = "binary" if len(self.classes_) <= 2 else "multiclass"
        positive = texts[-1] if len(self.classes_) == 2 else None
        self._run(X, labels.map(label_text, na_action="ignore"), task, None, positive)
        return self

    def predict_proba(self, X: Any) -> NDArray[np.float64]:  # noqa: ANN401
        """Return probabilities of shape (n_rows, n_classes), in the order of ``classes_``."""
        model = self._fitted()
        probability = model.predict_proba(self._rows(X))
        order = [model.classes.index(str(label_text(value))) for value in self.classes_]
        return probability[:, order]

    def predict(self, X: Any) -> NDArray[Any]:  # noqa: ANN401
        """Return the predicted classes, shape (n_rows,)."""
        predicted = self._fitted().predict(self._rows(X))
        return np.array([self._labels[label] for label in predicted], dtype=self.classes_.dtype)


class AutoMLRegressor(RegressorMixin, _AutoML):
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

    def fit(self, X: Any, y: ArrayLike) -> Self:  # noqa: ANN401  anything that scikit-learn takes
        """Search and fit.

        Parameters
        ----------
        X : DataFrame or array of shape (n_rows, n_features)
            Numbers, categories, text, dates, with missing values.
        y : array of shape (n_rows,)
        """
        self._run(X, pd.Series(np.asarray(y, dtype=float).ravel()), "regression", None, None)
        return self

    def predict(self, X: Any) -> NDArray[np.float64]:  # noqa: ANN401
        """Return the predicted values, shape (n_rows,)."""
        return self._fitted().predict(self._rows(X))


_LEADERBOARD_COLUMNS = (
    "rank",
    "trial",
    "family",
    "validation_score",
    "standard_error",
    "train_score",
    "seconds",
    "tied",
)


def _frame(X: Any) -> pd.DataFrame:  # noqa: ANN401
    """Return rows as a frame whose columns have names."""
    if isinstance(X, pd.DataFrame):
        return X.rename(columns=str).reset_index(drop=True)
    array = np.asarray(X)
    return pd.DataFrame(array, columns=[f"x{i}" for i in range(array.shape[1])])


def _free_name(frame: pd.DataFrame) -> str:
    """Return a name for the target that no feature has."""
    name = _TARGET
    while name in frame.columns:
        name += "_"
    return name


def _printed(progress: Progress) -> None:
    best = "" if progress.best_score is None else f", best {progress.best_score:.4g}"
    line = f"{progress.stage}: {progress.elapsed_seconds:5.0f} s, {progress.trials} trials{best}"
    sys.stdout.write(f"\r{line:<70}")
    sys.stdout.flush()


@contextmanager
def _interrupt_keeps_the_best(sink: MemorySink) -> Iterator[None]:
    """Let Ctrl-C end the search and keep the best model; a second one ends the program as usual."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_signal: int, _frame: FrameType | None) -> None:
        sink.is_stopped = True
        signal.signal(signal.SIGINT, before)

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
