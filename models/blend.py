"""A blend: how the predictions of several members become one, and from where on it says yes.

On the plain scale predictions are averaged, on the logarithmic one the logarithms of probabilities are, which is a
weighted geometric mean. A temperature above 1 makes surer-than-right probabilities less sure.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.record import EnsembleMember, Scale

Array = NDArray[np.float64]

LEAST_PROBABILITY = 1e-6
"""Smaller ones count as this where logarithms are taken: one member, wrongly sure, must not outvote the others."""


@dataclass(frozen=True)
class Blend:
    """What is chosen after the search: members, the heaviest first, and how their predictions are put together.

    ``temperature`` divides the logarithms of the probabilities; ``threshold`` is the probability from which the
    positive class of a binary task is decided.
    """

    members: tuple[EnsembleMember, ...]
    scale: Scale = "plain"
    temperature: float = 1.0
    threshold: float = 0.5

    def of(self, predictions: Sequence[NDArray[np.floating]]) -> Array:
        """Put the members' predictions together, given in the order of the members."""
        return blended([member.weight for member in self.members], predictions, self.scale, self.temperature)


def blended(
    weights: Sequence[float],
    predictions: Sequence[NDArray[np.floating]],
    scale: Scale = "plain",
    temperature: float = 1.0,
) -> Array:
    """Put predictions of the same rows together.

    Parameters
    ----------
    weights : one for each prediction, adding up to 1
    predictions : each of shape (..., n_classes), probabilities, or (...,), values, which know only the plain scale

    Examples
    --------
    >>> sure, unsure = np.array([[0.0, 1.0]]), np.array([[0.4, 0.6]])
    >>> blended([0.5, 0.5], [sure, unsure]).round(3).tolist()
    [[0.2, 0.8]]
    >>> blended([0.5, 0.5], [sure, unsure], temperature=2.0).round(3).tolist()
    [[0.333, 0.667]]
    """
    if scale == "log":
        return _shares(_weighted(weights, [logarithms(prediction) for prediction in predictions]) / temperature)
    average = _weighted(weights, predictions)
    return average if temperature == 1.0 else _shares(logarithms(average) / temperature)


def logarithms(probabilities: NDArray[np.floating]) -> Array:
    """Return the logarithms of probabilities, those of tiny ones bounded."""
    found: Array = np.log(np.clip(probabilities, LEAST_PROBABILITY, 1.0, dtype=float))
    return found


def _weighted(weights: Sequence[float], parts: Sequence[NDArray[np.floating]]) -> Array:
    total: Array = np.sum([weight * part.astype(float) for weight, part in zip(weights, parts, strict=True)], axis=0)
    return total


def _shares(logs: Array) -> Array:
    """Turn logarithms that are known up to a constant into probabilities."""
    sizes = np.exp(logs - logs.max(axis=-1, keepdims=True))
    shares: Array = sizes / sizes.sum(axis=-1, keepdims=True)
    return shares
