"""What the classifier and the regressor share: the search, what it found, going on with it, and copies."""

import shutil
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Self
from weakref import finalize

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.base import BaseEstimator
from sklearn.utils import Tags
from sklearn.utils.validation import check_is_fitted, validate_data

from models.artifact import load, pack, unpack
from models.errors import RowsGoneError
from models.explain import Explanation
from models.interrupt import interrupt_keeps_the_best
from models.metrics import Metric, canonical_metric, checked_function, default_metric, metric_of_function
from models.model import Model
from models.problem import ordered_classes
from models.progress_lines import Callback, WatchedSink
from models.record import Goal, RunRecord, Score, Settings, Task
from models.rows_given import Roles, features, named
from models.run import RunOrder, execute
from models.search.budget import check_budget
from models.search.continuation import MoreBudget, continued, standing_decisions, standing_trials
from models.sink import History
from models.table import load_table, save_table, table_from_frame

CustomMetric = Callable[[NDArray[Any], NDArray[Any]], float]

MIN_ROWS = 2

_BOARD = (
    "rank",
    "trial",
    "family",
    "validation_score",
    "standard_error",
    "train_score",
    "seconds",
    "tied",
)
_ROWS = "rows.parquet"
_OF_THIS_COPY = frozenset({"_folder", "_cleanup", "_metric"})


class SearchingEstimator(BaseEstimator):
    """What the classifier and the regressor share."""

    _folder: Path
    _cleanup: Callable[[], object]
    _metric: Metric | None
    _names: list[str]

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
        callback: Callback | None = None,
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
            facts = {name: getattr(entry, name) for name in _BOARD}
            rows.append({**facts, **entry.hyperparameters})
        return pd.DataFrame(rows)

    def explain(self, X: Any) -> tuple[Explanation, ...]:  # noqa: ANN401  anything that scikit-learn takes
        """Explain the prediction of each row: what each column adds to a base value; the sum is the prediction."""
        return self._fitted().explain_rows(self._rows(X))

    def save(self, folder: str | Path) -> None:
        """Write the model folder, which ``load`` reads. A folder of that name is written over."""
        self._fitted()
        shutil.copytree(self._folder / "model", folder, dirs_exist_ok=True)

    def continue_search(self, *, seconds: float | None = None, trials: int | None = None) -> Self:
        """Go on with the search on the same rows: a fresh model, record and score over old and new trials.

        Parameters
        ----------
        seconds : working seconds on top of those used so far; no limit where None
        trials : trials on top of those so far; no limit where None

        Raises
        ------
        BudgetError
            Without seconds and trials, or where they are out of range.
        RowsGoneError
            Of a copy: it has the model, but not the rows.
        """
        check_budget(Settings(seconds=seconds, trials=trials))
        before = self.record_
        if not hasattr(self, "_metric"):
            raise RowsGoneError
        began = time.monotonic()
        trials_so_far = standing_trials(before.trials)
        more = MoreBudget(seconds, trials)
        settings = continued(before.settings, more, before.elapsed_seconds, len(trials_so_far))
        order = RunOrder(load_table(self._folder / _ROWS), before.goal, settings, self.n_jobs, self._metric)
        spent = before.elapsed_seconds + time.monotonic() - began
        return self._execute(order, History(trials_so_far, standing_decisions(before.decisions), spent))

    def __sklearn_tags__(self) -> Tags:
        """Tell scikit-learn what is taken: missing values, words and categories."""
        tags = super().__sklearn_tags__()
        tags.input_tags.allow_nan = True
        tags.input_tags.string = True
        tags.input_tags.categorical = True
        return tags

    def __getstate__(self) -> dict[str, Any]:
        """Return what a copy needs: the settings and the model, but not the rows."""
        state = {name: value for name, value in super().__getstate__().items() if name not in _OF_THIS_COPY}
        if "model_" in state:
            state["model_"] = pack(self._folder / "model")
        return state

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Become a copy, with a model folder of its own."""
        packed = state.get("model_")
        super().__setstate__({name: value for name, value in state.items() if name != "model_"})
        if packed is not None:
            self._make_folder()
            unpack(packed, self._folder)
            self.model_ = load(self._folder / "model")

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

    def _run(self, X: Any, y: pd.Series, roles: Roles, goal: Goal) -> Self:  # noqa: ANN401
        """Run the search on checked answers and keep its model."""
        began = time.monotonic()
        frame = features(X, MIN_ROWS)
        self._check_names(X, frame, reset=True)
        self._names = list(frame.columns)
        rows = named(frame, y, roles)
        table = table_from_frame(rows.frame)
        self._make_folder()
        save_table(table, self._folder / _ROWS)
        self._metric = self._custom_metric(y, goal)
        goal = replace(goal, target=rows.target, **rows.roles_of(goal))
        order = RunOrder(table, goal, self._settings(), self.n_jobs, self._metric)
        return self._execute(order, History(elapsed_seconds=time.monotonic() - began))

    def _execute(self, order: RunOrder, history: History) -> Self:
        sink = WatchedSink(self.callback, self.verbose)
        with interrupt_keeps_the_best(sink):
            execute(order, self._folder, sink, history)
        self.model_ = load(self._folder / "model")
        return self

    def _make_folder(self) -> None:
        """Make the folder of the rows, predictions and model; that of an earlier fit goes away."""
        if hasattr(self, "_cleanup"):
            self._cleanup()
        self._folder = Path(tempfile.mkdtemp(prefix="plaintune-"))
        self._cleanup = finalize(self, shutil.rmtree, self._folder, ignore_errors=True)

    def _goal(self, task: Task, positive: str | None = None) -> Goal:
        name = default_metric(task) if not isinstance(self.metric, str) else canonical_metric(self.metric)
        return Goal(text="", target="", task=task, metric=name, positive_class=positive)

    def _custom_metric(self, y: pd.Series, goal: Goal) -> Metric | None:
        """Return the user's own metric, tried once; a classification's is asked with labels as the user has them."""
        if not callable(self.metric):
            return None
        known = y.dropna()
        own: NDArray[Any] | None = None
        if goal.task != "regression":
            known = known[known.isin(self._labels)]
            order = ordered_classes([str(label) for label in known.unique()], goal.positive_class)
            own = np.array([self._labels[label] for label in order], dtype=self.classes_.dtype)
            known = known.map(self._labels)
        checked_function(self.metric, known.to_numpy())
        return metric_of_function(self.metric, goal.task, own)

    def _rows(self, X: Any) -> pd.DataFrame:  # noqa: ANN401  anything that scikit-learn takes
        self._fitted()
        frame = features(X)
        self._check_names(X, frame, reset=False)
        return frame.set_axis(self._names, axis="columns")

    def _check_names(self, X: Any, frame: pd.DataFrame, *, reset: bool) -> None:  # noqa: ANN401
        """Learn or compare the number of features, and their names where all of them are texts."""
        is_named = isinstance(X, pd.DataFrame) and all(isinstance(name, str) for name in X.columns)
        nameless = np.broadcast_to(0.0, frame.shape)
        validate_data(self, frame if is_named else nameless, reset=reset, skip_check_array=True)
