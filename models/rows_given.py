"""What users of the estimators hand in: features, answers and roles of rows, checked by scikit-learn's conventions."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from sklearn.utils import check_array
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import (
    _check_sample_weight,
    assert_all_finite,
    check_consistent_length,
    column_or_1d,
)

from models.columns import label_text
from models.errors import TargetLengthError
from models.record import Goal

TARGET, GROUP, TIME, WEIGHT = "target", "group", "time", "weight"


@dataclass(frozen=True)
class Roles:
    """What rows are beside their features: arrays of shape (n_rows,), None where nothing was given."""

    sample_weight: ArrayLike | None = None
    groups: ArrayLike | None = None
    time: ArrayLike | None = None


@dataclass(frozen=True)
class Named:
    """The rows as one frame, and the names of the columns that are no features; None where there is none."""

    frame: pd.DataFrame
    target: str
    group: str | None
    time: str | None
    weight: str | None

    def roles_of(self, goal: Goal) -> dict[str, Any]:
        """Return the fields of a goal that name the roles; a time that new rows do not bring is no feature."""
        ignore = goal.ignore if self.time is None else (*goal.ignore, self.time)
        return {"group": self.group, "time": self.time, "weight": self.weight, "ignore": ignore}


def features(X: Any, min_rows: int = 1) -> pd.DataFrame:  # noqa: ANN401  anything that scikit-learn takes
    """Return rows as a frame whose columns have names of their own, told apart by their place where they are equal.

    Raises
    ------
    ValueError, TypeError
        Where scikit-learn's estimators raise them: no rows or columns, not two-dimensional, complex, sparse.
    """
    if not isinstance(X, pd.DataFrame):
        array = check_array(X, dtype=None, ensure_all_finite=False, ensure_min_samples=min_rows, input_name="X")
        return pd.DataFrame(array, columns=[f"x{i}" for i in range(array.shape[1])])
    if not X.shape[1]:
        raise ValueError(f"Found array with 0 feature(s) (shape={X.shape}) while a minimum of 1 is required.")
    if len(X) < min_rows:
        raise ValueError(f"Found array with {len(X)} sample(s) (shape={X.shape}); at least {min_rows} is required.")
    return X.set_axis(distinct_names(X.columns), axis="columns").reset_index(drop=True)


def distinct_names(names: Iterable[object]) -> list[str]:
    """Return names as strings, none empty and no two equal.

    Examples
    --------
    >>> distinct_names(["age", "age", 3, ""])
    ['age', 'age (2)', '3', 'x3']
    """
    found: dict[str, None] = {}
    for place, given in enumerate(names):
        first = name = str(given).strip() or f"x{place}"
        count = 2
        while name in found:
            name, count = f"{first} ({count})", count + 1
        found[name] = None
    return list(found)


def values(y: ArrayLike | None, estimator: object) -> pd.Series:
    """Return the answers of a regression as numbers, NaN where missing.

    Raises
    ------
    ValueError
        Where they are none, not one-dimensional, no numbers, or infinite.
    """
    _require(y, estimator)
    numbers = column_or_1d(y, dtype=np.float64, warn=True)
    assert_all_finite(numbers, allow_nan=True, input_name="y")
    return pd.Series(numbers)


def labels(
    y: ArrayLike | None, estimator: object, sample_weight: ArrayLike | None = None
) -> tuple[pd.Series, NDArray[Any]]:
    """Return the answers of a classification as text, None where missing, and the classes in their own type.

    A class whose rows all have no weight is none.

    Raises
    ------
    ValueError
        Where they are none, not one-dimensional, infinite, or numbers of a continuous scale.
    """
    _require(y, estimator)
    given = pd.Series(column_or_1d(y, warn=True))
    counts = given.notna()
    if sample_weight is not None:
        counts &= _check_sample_weight(sample_weight, given, ensure_non_negative=True) > 0
    known = given[counts].to_numpy()
    if known.dtype.kind == "f":
        assert_all_finite(known, input_name="y")
        check_classification_targets(known)
    by_text = {text: value for value in _distinct(known) if (text := label_text(value)) is not None}
    classes = np.array(list(by_text.values()), dtype=known.dtype)
    return given.map(label_text, na_action="ignore"), classes


def _require(y: ArrayLike | None, estimator: object) -> None:
    if y is None:
        raise ValueError(f"{type(estimator).__name__} requires y to be passed, but the target y is None.")


def _distinct(known: NDArray[Any]) -> Iterable[Any]:
    """Return the different classes in order; those of an object array are told apart by their texts, as 1 from True."""
    if known.dtype != object:
        return np.unique(known)
    by_text = {str(label_text(value)): value for value in known.tolist()}
    try:
        return sorted(by_text.values())
    except TypeError:  # numbers among words have no order but that of their texts
        return [by_text[text] for text in sorted(by_text)]


def named(frame: pd.DataFrame, y: pd.Series, roles: Roles) -> Named:
    """Put features, answers and roles into one frame, each under a name of its own.

    Raises
    ------
    ValueError
        Where lengths differ, or weights are negative or all zero.
    """
    if len(frame) != len(y):
        raise TargetLengthError(len(frame), len(y))
    columns: dict[str, Any] = {TARGET: y.to_numpy()}
    if roles.groups is not None:
        columns[GROUP] = column_or_1d(roles.groups, input_name="groups")
    if roles.time is not None:
        columns[TIME] = column_or_1d(roles.time, input_name="time")
    if roles.sample_weight is not None:
        columns[WEIGHT] = _check_sample_weight(roles.sample_weight, frame, ensure_non_negative=True)
    check_consistent_length(frame, *columns.values())
    names = {role: _free_name(role, frame) for role in columns}
    added = pd.DataFrame({names[role]: values for role, values in columns.items()})
    whole = pd.concat([frame, added], axis="columns")
    return Named(whole, names[TARGET], names.get(GROUP), names.get(TIME), names.get(WEIGHT))


def _free_name(name: str, frame: pd.DataFrame) -> str:
    """Return a name that no feature has."""
    while name in frame.columns:
        name += "_"
    return name
