"""Typed columns to a matrix of float32: one encoder for trees, one for linear models, fitted inside each fold.

Trees get numbers as they are (missing is missing), categories as codes, and the mean of the target for
categories with many levels, cross-fitted so that no row sees its own answer or that of a row tied to it. Linear
models get everything on one scale, missing values filled and marked, and categories as one column a level.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from models.columns import Column, Values
from models.cross_fitting import NO_TIES, Ties
from models.date_parts import DateParts, differences
from models.target_means import TargetMeans
from models.text_parts import TextParts

Matrix = NDArray[np.float32]
Style = Literal["tree", "linear"]

MANY_LEVELS = 10
MAX_ONE_HOT = 40
MAX_MEAN_CLASSES = 10
MAX_DATE_PAIRS = 3
FAR = 1e6
CELLS_AT_A_TIME = 2_000_000
"""Of the matrix, that are scaled at a time."""
_LARGEST = float(np.finfo(np.float32).max)


class CategoryCodes:
    """Numbers the levels of a categorical column, the most frequent first; missing and unseen are NaN."""

    def fit(self, values: pd.Series) -> "CategoryCodes":
        """Learn the levels."""
        self.levels_ = [str(level) for level in values.value_counts().index]
        self._number()
        return self

    def _number(self) -> None:
        self.codes_ = {level: float(i) for i, level in enumerate(self.levels_)}

    def transform(self, values: Values) -> Matrix:
        """Return codes of shape (n_rows, 1)."""
        get, unknown = self.codes_.get, float("nan")
        codes = [get(value, unknown) if isinstance(value, str) else unknown for value in values.tolist()]
        return np.array(codes, dtype=np.float32)[:, None]


class TableEncoder:
    """Turns a frame of typed columns into the matrix that a family of the given style takes.

    Parameters
    ----------
    columns : the columns, in the order of the frame
    style : tree or linear
    n_classes : number of classes, 0 for a regression
    seed : of the cross-fitting of target means

    Attributes
    ----------
    feature_names_ : name of each column of the matrix
    feature_types_ : ``c`` for codes of few levels, else ``q``
    feature_origins_ : name of the table's column that each column of the matrix comes from
    """

    def __init__(self, columns: Sequence[Column], style: Style, n_classes: int, seed: int = 0) -> None:
        self.names = [column.name for column in columns]
        self.kinds = [column.kind for column in columns]
        self.style = style
        self.n_classes = n_classes
        self.seed = seed

    def fit_transform(self, frame: pd.DataFrame, y: NDArray[np.float64], ties: Ties = NO_TIES) -> Matrix:
        """Learn from training rows and encode them; a row's own answer never enters its own features.

        Parameters
        ----------
        frame : typed columns, shape (n_rows, n_columns)
        y : class numbers or values, shape (n_rows,)
        ties : rows whose answers do not enter a row's features either
        """
        self.parts_: dict[str, Any] = {}
        self.missing_ = np.zeros(0, dtype=np.intp)
        values = self._values(frame)
        for name, kind in zip(self.names, self.kinds, strict=True):
            if kind in ("categorical", "boolean"):
                self.parts_[name] = CategoryCodes().fit(frame[name])
            elif kind == "datetime":
                self.parts_[name] = DateParts().fit(values[name])
            elif kind == "text":
                self.parts_[name] = TextParts(self.seed).fit(values[name])
        self._plan()
        codes = self._codes(values)
        matrix = self._matrix(values, codes, self._fit_means(codes, y, ties))
        return self._fit_scale(matrix) if self.style == "linear" else matrix

    def transform(self, frame: pd.DataFrame) -> Matrix:
        """Encode the rows of a frame as ``fit_transform`` did, shape (n_rows, n_features)."""
        return self.encode(self._values(frame))

    def encode(self, values: Mapping[str, Values]) -> Matrix:
        """Encode columns of typed values, as ``convert_columns`` gives them; no row's features depend on the others'.

        Returns
        -------
        float32 array of shape (n_rows, n_features)
        """
        codes = self._codes(values)
        means = self.means_.transform(self._mean_codes(codes)) if self.mean_columns_ else None
        matrix = self._matrix(values, codes, means)
        return self._scale(matrix) if self.style == "linear" else matrix

    def levels(self, name: str) -> Mapping[str, float] | None:
        """Return the levels of a categorical column seen in training, each with its code; None for other kinds."""
        part = self.parts_.get(name)
        return part.codes_ if isinstance(part, CategoryCodes) else None

    def _values(self, frame: pd.DataFrame) -> dict[str, Values]:
        """Return the columns of a typed frame as arrays."""
        return {name: frame[name].to_numpy() for name in self.names}

    def _codes(self, values: Mapping[str, Values]) -> dict[str, Matrix]:
        return {n: part.transform(values[n]) for n, part in self.parts_.items() if isinstance(part, CategoryCodes)}

    def _plan(self) -> None:
        """Name the features, and decide which columns get target means."""
        kinds = dict(zip(self.names, self.kinds, strict=True))
        self.dates_ = [name for name, kind in kinds.items() if kind == "datetime"][:MAX_DATE_PAIRS]
        many = [n for n, p in self.parts_.items() if isinstance(p, CategoryCodes) and len(p.levels_) > MANY_LEVELS]
        self.mean_columns_ = many if self.n_classes <= MAX_MEAN_CLASSES else []
        self.feature_names_: list[str] = []
        self.feature_types_: list[str] = []
        self.feature_origins_: list[str] = []
        for name in self.names:
            self._name_features(name)
        pairs = [f"{b} - {a}" for i, a in enumerate(self.dates_) for b in self.dates_[i + 1 :]]
        self._add_features(pairs, self.dates_[:1] * len(pairs))

    def _name_features(self, name: str) -> None:
        part = self.parts_.get(name)
        if isinstance(part, CategoryCodes) and self.style == "linear":
            levels = part.levels_[:MAX_ONE_HOT]
            self._add_features([f"{name} = {level}" for level in levels], [name] * len(levels))
        elif isinstance(part, CategoryCodes):
            # Trees that may group levels at will learn many rare levels by heart: those get an order instead.
            self._add_features([name], [name], "c" if len(part.levels_) <= MANY_LEVELS else "q")
        elif part is None:
            self._add_features([name], [name])
        else:
            names = [f"{name}: {feature}" for feature in part.feature_names_]
            self._add_features(names, [name] * len(names))

    def _add_features(self, names: list[str], origins: list[str], feature_type: str = "q") -> None:
        self.feature_names_ += names
        self.feature_origins_ += origins
        self.feature_types_ += [feature_type] * len(names)

    def _matrix(self, values: Mapping[str, Values], codes: Mapping[str, Matrix], means: Matrix | None) -> Matrix:
        """Return the features of every column, and the means after them: one matrix, filled column by column."""
        n_marks = len(self.missing_) if self.style == "linear" else 0
        n_rows = len(values[self.names[0]])
        matrix = np.empty((n_rows, len(self.feature_names_) - n_marks), dtype=np.float32)
        at = 0
        for block in self._blocks(values, codes):
            matrix[:, at : at + block.shape[1]] = block
            at += block.shape[1]
        if means is not None:
            matrix[:, at:] = means
        return matrix

    def _blocks(self, values: Mapping[str, Values], codes: Mapping[str, Matrix]) -> Iterator[Matrix]:
        for name in self.names:
            part = self.parts_.get(name)
            if part is None:
                yield _as_float32(values[name])[:, None]
            elif name not in codes:
                yield part.transform(values[name])
            elif self.style == "linear":
                levels = np.arange(min(len(part.levels_), MAX_ONE_HOT), dtype=np.float32)
                yield (codes[name] == levels).astype(np.float32)
            else:
                yield codes[name]
        if len(self.dates_) > 1:
            yield differences([values[name] for name in self.dates_])

    def _mean_codes(self, codes: Mapping[str, Matrix]) -> Matrix:
        joined: Matrix = np.hstack([codes[name] for name in self.mean_columns_])
        return joined

    def _fit_means(self, codes: Mapping[str, Matrix], y: NDArray[np.float64], ties: Ties) -> Matrix | None:
        if not self.mean_columns_:
            return None
        self.means_ = TargetMeans(self.n_classes, self.seed)
        means = self.means_.fit_transform(self._mean_codes(codes), y, ties)
        per_column = means.shape[1] // len(self.mean_columns_)
        origins = [name for name in self.mean_columns_ for _ in range(per_column)]
        self._add_features([f"target by {name}" for name in origins], origins)
        return means

    def _fit_scale(self, matrix: Matrix) -> Matrix:
        """Learn the fill value, center and spread of every feature."""
        self.missing_ = np.flatnonzero(np.isnan(matrix).any(axis=0))
        with np.errstate(over="ignore"):  # a spread beyond float32 is as good as infinite
            self.center_, self.spread_ = _centers_and_spreads(matrix)
        names = [f"{self.feature_names_[i]} is missing" for i in self.missing_]
        self._add_features(names, [self.feature_origins_[i] for i in self.missing_])
        return self._scale(matrix)

    def _scale(self, matrix: Matrix) -> Matrix:
        """Center, scale and softly clip to (-3, 3), so that one far value cannot rule a linear model.

        A few rows at a time, in double precision: on all rows at once that would take several times the matrix.
        """
        n_features = matrix.shape[1]
        encoded = np.empty((len(matrix), n_features + len(self.missing_)), dtype=np.float32)
        n_rows = max(1, CELLS_AT_A_TIME // max(1, n_features))
        for i in range(0, len(matrix), n_rows):
            part = matrix[i : i + n_rows]
            is_missing = np.isnan(part)
            known = np.where(is_missing, self.center_, part).astype(np.float64)
            scaled = np.clip((known - self.center_) / self.spread_, -FAR, FAR)
            encoded[i : i + n_rows, :n_features] = scaled / np.sqrt(1 + (scaled / 3) ** 2)
            encoded[i : i + n_rows, n_features:] = is_missing[:, self.missing_]
        return encoded


def _centers_and_spreads(matrix: Matrix) -> tuple[Matrix, Matrix]:
    """Return the median of every feature, and what a normal one with its quartiles would deviate by.

    Many features at a time: one by one, thousands of them would take longer than a fit.
    """
    centers, spreads = np.zeros(matrix.shape[1]), np.ones(matrix.shape[1])
    n_at_a_time = max(1, CELLS_AT_A_TIME // max(1, len(matrix)))
    for start in range(0, matrix.shape[1], n_at_a_time):
        part = slice(start, start + n_at_a_time)
        ordered = np.sort(matrix[:, part].T.astype(np.float64), axis=1)  # missing ones last; no float32 holds squares
        counts = (~np.isnan(ordered)).sum(axis=1)
        low, centers[part], high = (_quantiles(ordered, counts, share) for share in (0.25, 0.5, 0.75))
        spread = (high - low) / 1.349
        for k in np.flatnonzero((high <= low) & (counts > 0)):
            spread[k] = ordered[k, : counts[k]].std()
        spreads[part] = np.where(spread > 0, spread, 1.0)
    return centers.astype(np.float32), spreads.astype(np.float32)


def _quantiles(ordered: NDArray[np.float64], counts: NDArray[np.intp], share: float) -> NDArray[np.float64]:
    """Return a quantile of the first ``counts`` values of each row of ordered values; 0 where there are none."""
    place = share * np.maximum(counts - 1, 0)
    below = place.astype(np.intp)
    above = np.minimum(below + 1, np.maximum(counts - 1, 0))
    rows = np.arange(len(ordered))
    low, high = ordered[rows, below], ordered[rows, above]
    return np.where(counts > 0, low + (place - below) * (high - low), 0.0)


def _as_float32(values: Values) -> NDArray[np.float32]:
    """Return numbers as float32, infinite ones as missing, those beyond its range as the largest that it holds."""
    numbers = np.where(np.isfinite(values), np.clip(values, -_LARGEST, _LARGEST), np.nan)
    return numbers.astype(np.float32)
