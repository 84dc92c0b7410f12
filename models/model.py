"""A fitted model: raw rows in, predictions out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from models.blend import blended
from models.columns import Column, Converted, Values, convert_columns, convert_frame
from models.encoding import Matrix, TableEncoder
from models.errors import NotExplainableError
from models.explain import Explainer, Explanation, players_of
from models.families.family import Array, predict
from models.intervals import interval_of, set_of
from models.record import RunRecord, Scale, Task
from models.scoring import decide

MAX_NAMED = 3


@dataclass(frozen=True)
class Predicted:
    """Predictions of some rows.

    ``answers`` are class labels or numbers, shape (n_rows,); ``probabilities`` has shape (n_rows, n_classes) in the
    order of the model's classes, None for a regression. ``warnings`` are sentences about cells that could not be
    used as they were. ``intervals`` are the lower and the upper ends for values, shape (n_rows, 2), and ``sets`` tell
    which classes may well be the answer, shape (n_rows, n_classes); None where the record promises nothing.
    """

    answers: NDArray[Any]
    probabilities: NDArray[np.float64] | None
    warnings: tuple[str, ...]
    intervals: NDArray[np.float64] | None = None
    sets: NDArray[np.bool_] | None = None


@dataclass(frozen=True)
class Fit:
    """A fitted estimator and the encoder that it was fitted behind; fits on the same rows share one."""

    encoder: TableEncoder
    estimator: Any


@dataclass(frozen=True)
class Member:
    """One configuration: its weight in the average, and its fits, whose predictions count the same."""

    weight: float
    fits: tuple[Fit, ...]

    def predict(self, encoded: Mapping[int, Matrix], n_classes: int) -> Array:
        """Return the mean of what the fits say, shape (n_rows, n_classes) or (n_rows,).

        ``encoded`` holds the rows as each encoder gives them, by its ``id``.
        """
        said = [predict(fit.estimator, encoded[id(fit.encoder)], n_classes) for fit in self.fits]
        mean: Array = sum(said[1:], said[0]) / len(said)
        return mean


@dataclass(frozen=True)
class Model:
    """What a run delivers: one fitted configuration or a weighted average of some, and how to read rows for them.

    ``classes`` are labels as in the table; the positive class of a binary task is the last one, and is decided
    from the probability ``threshold`` on. ``ignored`` columns may be present in rows and are not used.
    ``scale`` and ``temperature`` are those of the blend. Predictions are explained against the rows of ``background``;
    models written before there were any have none.
    """

    columns: tuple[Column, ...]
    task: Task
    classes: tuple[str, ...]
    threshold: float
    members: tuple[Member, ...]
    record: RunRecord
    ignored: tuple[str, ...] = ()
    scale: Scale = "plain"
    temperature: float = 1.0
    background: pd.DataFrame | None = None

    def predict_rows(self, rows: pd.DataFrame) -> Predicted:
        """Predict raw rows, as read from a file or sent as JSON.

        Raises
        ------
        MissingColumnsError
            When a column that the model needs is not there.
        """
        return self._predict(convert_frame(rows, self.columns, self.ignored))

    def predict_columns(self, cells: Mapping[str, Sequence[Any]]) -> Predicted:
        """Predict rows given as lists of cells by column, as ``columns_from_records`` makes them of JSON.

        The answers are those of ``predict_rows``; a few rows cost much less than in a frame.

        Raises
        ------
        MissingColumnsError
            When a column that the model needs is not there.
        """
        n_rows = max(map(len, cells.values()), default=0)
        given = {name.strip(): list(column) for name, column in cells.items()}
        return self._predict(convert_columns(given, n_rows, self.columns, self.ignored))

    def explain_rows(self, rows: pd.DataFrame) -> tuple[Explanation, ...]:
        """Explain the prediction of each raw row: what each column adds to a base value.

        Raises
        ------
        MissingColumnsError
            When a column that the model needs is not there.
        NotExplainableError
            When the model was written before there was anything to explain by.
        """
        if self.background is None:
            raise NotExplainableError
        frame = convert_frame(rows, self.columns, self.ignored).frame
        names, importances = [column.name for column in self.columns], self.record.importances
        explainer = Explainer(
            background=self.background,
            predict=self.predict_typed,
            players=players_of(names, None if importances is None else importances.columns),
            classes=self.classes,
            seed=self.record.settings.seed,
        )
        return tuple(explainer.explain(frame.iloc[[number]]) for number in range(len(frame)))

    def predict_typed(self, frame: pd.DataFrame) -> Array:
        """Predict rows whose cells are read already, as those of ``background`` are.

        Returns
        -------
        probabilities of shape (n_rows, n_classes), or values of shape (n_rows,)
        """
        return self._average({column.name: frame[column.name].to_numpy() for column in self.columns})

    def _predict(self, rows: Converted) -> Predicted:
        prediction, told = self._average(rows.values), self.record.uncertainty
        warnings = (*rows.warnings, *self._unseen(rows.values))
        if not self.classes:
            return Predicted(prediction, None, warnings, intervals=interval_of(prediction, told))
        labels = np.array(self.classes, dtype=object)[decide(prediction, self.threshold).astype(np.intp)]
        return Predicted(labels, prediction, warnings, sets=set_of(prediction, told))

    def _average(self, values: Mapping[str, Values]) -> Array:
        """Blend what the members say; rows are encoded once for each encoder."""
        encoders = {id(fit.encoder): fit.encoder for member in self.members for fit in member.fits}
        encoded = {key: encoder.encode(values) for key, encoder in encoders.items()}
        predictions = [member.predict(encoded, len(self.classes)) for member in self.members]
        return blended([member.weight for member in self.members], predictions, self.scale, self.temperature)

    def _unseen(self, values: Mapping[str, Values]) -> tuple[str, ...]:
        """One sentence for each column with categories that training never saw."""
        sentences = []
        for column in self.columns:
            levels = self.members[0].fits[0].encoder.levels(column.name)
            if levels is None:
                continue
            unseen = sorted({v for v in values[column.name].tolist() if isinstance(v, str) and v not in levels})
            if unseen:
                named = ", ".join(repr(value) for value in unseen[:MAX_NAMED])
                more = f" and {len(unseen) - MAX_NAMED} more" if len(unseen) > MAX_NAMED else ""
                sentences.append(f"{column.name}: {named}{more} never occurred in training; treated as unknown.")
        return tuple(sentences)

    def predict(self, rows: pd.DataFrame) -> NDArray[Any]:
        """Predict class labels or values of raw rows, shape (n_rows,)."""
        return self.predict_rows(rows).answers

    def predict_proba(self, rows: pd.DataFrame) -> NDArray[np.float64]:
        """Predict probabilities of raw rows, shape (n_rows, n_classes), in the order of ``classes_``.

        Raises
        ------
        AttributeError
            For a regression.
        """
        probabilities = self.predict_rows(rows).probabilities
        if probabilities is None:
            raise AttributeError("a regression has no probabilities: use predict")
        return probabilities

    def predict_interval(self, rows: pd.DataFrame) -> NDArray[np.float64]:
        """Return the lower and the upper end for the value of each raw row, shape (n_rows, 2).

        ``record.uncertainty`` says at which level, and how often it covered. NaN where nothing can be promised.

        Raises
        ------
        AttributeError
            For a classification.
        """
        if self.classes:
            raise AttributeError("a classification has no intervals: use predict_set")
        intervals = self.predict_rows(rows).intervals
        return np.full((len(rows), 2), np.nan) if intervals is None else intervals

    def predict_set(self, rows: pd.DataFrame) -> NDArray[np.bool_]:
        """Return which classes may well be the answer of each raw row, shape (n_rows, n_classes), as ``classes_`` are.

        ``record.uncertainty`` says at which level, and how often it covered. All of them where nothing can be promised.

        Raises
        ------
        AttributeError
            For a regression.
        """
        if not self.classes:
            raise AttributeError("a regression has no sets of classes: use predict_interval")
        sets = self.predict_rows(rows).sets
        return np.ones((len(rows), len(self.classes)), dtype=bool) if sets is None else sets

    @property
    def classes_(self) -> NDArray[Any]:
        """The classes, in the order of the columns of ``predict_proba``."""
        return np.array(self.classes, dtype=object)
