"""A search space as the unit cube, in which distances mean the same for every hyperparameter."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, log, sqrt
from typing import cast

import numpy as np
from numpy.typing import NDArray
from optuna.distributions import BaseDistribution, CategoricalDistribution, FloatDistribution, IntDistribution

from models.record import Scalar

Points = NDArray[np.float64]
Distribution = CategoricalDistribution | FloatDistribution | IntDistribution

ONE_HOT = sqrt(0.5)
"""The mark of a choice: two points that differ in one choice alone are 1 apart."""


@dataclass(frozen=True)
class Axis:
    """One hyperparameter in the cube: a column for a number, on its own scale, or a column for each choice."""

    name: str
    distribution: Distribution

    @property
    def width(self) -> int:
        """Columns that it takes."""
        found = self.distribution
        return len(found.choices) if isinstance(found, CategoricalDistribution) else 1

    def encode(self, value: Scalar) -> list[float]:
        """Return the columns of a value."""
        found = self.distribution
        if isinstance(found, CategoricalDistribution):
            return [ONE_HOT * (value == choice) for choice in found.choices]
        low, high, at = _scaled(found, (found.low, found.high, value))
        return [(at - low) / (high - low) if high > low else 0.5]

    def decode(self, columns: Sequence[float]) -> Scalar:
        """Return the nearest value that is allowed."""
        found = self.distribution
        if isinstance(found, CategoricalDistribution):
            choice: Scalar = found.choices[int(np.argmax(columns))]
            return choice
        if columns[0] <= 0.0 or columns[0] >= 1.0:
            return found.high if columns[0] > 0.5 else found.low
        low, high = _scaled(found, (found.low, found.high))
        value = low + columns[0] * (high - low)
        value = min(max(exp(value) if found.log else value, found.low), found.high)
        return round(value) if isinstance(found, IntDistribution) else value


@dataclass(frozen=True)
class UnitCube:
    """All axes of a space, side by side."""

    axes: tuple[Axis, ...]

    @property
    def width(self) -> int:
        """Columns of a point."""
        return sum(axis.width for axis in self.axes)

    def encode(self, values: Mapping[str, Scalar]) -> Points:
        """Return the point of some values, shape (width,)."""
        return np.array([column for axis in self.axes for column in axis.encode(values[axis.name])])

    def decode(self, point: Points) -> dict[str, Scalar]:
        """Return the nearest values that are allowed."""
        values, at = {}, 0
        for axis in self.axes:
            values[axis.name] = axis.decode(point[at : at + axis.width].tolist())
            at += axis.width
        return values

    def snap(self, points: Points) -> Points:
        """Move points, shape (n_points, width), to the nearest that stand for allowed values."""
        moved, at = np.clip(points, 0.0, 1.0), 0
        for axis in self.axes:
            part = slice(at, at + axis.width)
            if isinstance(axis.distribution, CategoricalDistribution):
                moved[:, part] = ONE_HOT * np.eye(axis.width)[moved[:, part].argmax(axis=1)]
            elif isinstance(axis.distribution, IntDistribution):
                positions, places = np.unique(moved[:, at], return_inverse=True)
                moved[:, at] = np.array([axis.encode(axis.decode([p]))[0] for p in positions])[places]
            at += axis.width
        return moved


def cube_of(distributions: Mapping[str, BaseDistribution]) -> UnitCube:
    """Return the cube of a space.

    Examples
    --------
    >>> cube = cube_of({"rate": FloatDistribution(0.01, 1.0, log=True), "depth": IntDistribution(2, 10)})
    >>> cube.encode({"rate": 0.1, "depth": 4}).round(6).tolist()
    [0.5, 0.25]
    >>> cube.decode(np.array([1.0, 0.26]))
    {'rate': 1.0, 'depth': 4}
    """
    return UnitCube(tuple(Axis(name, cast("Distribution", found)) for name, found in distributions.items()))


def _scaled(found: FloatDistribution | IntDistribution, values: Sequence[Scalar]) -> list[float]:
    return [log(float(value or 0)) if found.log else float(value or 0) for value in values]
