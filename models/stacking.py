"""Weights of members that fit best, found by a convex problem of a few numbers: the second level of a stack.

Wolpert (Neural Networks 5, 1992) lets a model learn from the predictions of others; Breiman (Machine Learning 24, 1996)
keeps its weights from falling below zero, which makes it steady. Here the weights are also drawn towards those that
they start from, as if some rows spoke for these, so that members that say the same keep what they have.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize, nnls

Array = NDArray[np.float64]

PULL_ROWS = 10.0
"""How strongly the weights are drawn to where they start, in rows: of a thousand rows, little is felt of it."""
MAX_ITERATIONS = 50


def weights_of_logs(logs: Array, y: NDArray[np.intp], weight: Array, start: Array) -> Array:
    """Return the weights with which sums of log probabilities have the least log loss.

    Parameters
    ----------
    logs : log probabilities by each member, shape (n_members, n_rows, n_classes)
    y : the true classes, shape (n_rows,)
    weight : of the rows, shape (n_rows,)
    start : weights to begin with and to be drawn to, shape (n_members,)

    Returns
    -------
    array of shape (n_members,)
        None below zero. Their sum is free: over 1, the members together are surer than each alone.
    """
    weight = weight / weight[weight > 0].mean()
    n_rows = weight.sum()
    true = np.take_along_axis(logs, y[None, :, None], axis=2)[:, :, 0]
    credit = true @ weight

    def loss(weights: Array) -> tuple[float, Array]:
        summed = np.tensordot(weights, logs, axes=1)
        top = summed.max(axis=1, keepdims=True)
        sizes = np.exp(summed - top)
        totals = sizes.sum(axis=1, keepdims=True)
        value = weight @ (np.log(totals) + top)[:, 0] - weights @ credit
        slope = np.tensordot(logs, sizes * (weight[:, None] / totals), axes=2) - credit
        away = weights - start
        return (value + PULL_ROWS * away @ away) / n_rows, (slope + 2 * PULL_ROWS * away) / n_rows

    bounds = [(0.0, None)] * len(start)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": MAX_ITERATIONS})
    weights: Array = found.x
    return weights


def weights_of_errors(errors: Array, weight: Array, start: Array) -> Array:
    """Return the weights, adding up to 1 and none below zero, whose average has the least squared error.

    Parameters
    ----------
    errors : predicted minus true values by each member, shape (n_members, n_rows)
    weight : of the rows, shape (n_rows,)
    start : weights to be drawn to, shape (n_members,)
    """
    weight = weight / weight[weight > 0].mean()
    squares = (errors * weight) @ errors.T / weight.sum()
    size = squares.diagonal().mean()
    if size == 0:
        return start
    pull = PULL_ROWS / weight.sum()
    root = np.linalg.cholesky(squares / size + pull * np.eye(len(start)))
    together = 1e3 * np.ones(len(start))  # one more equation, so heavy that it holds: the weights add up to 1
    found = nnls(np.vstack([root.T, together]), np.append(np.linalg.solve(root, pull * start), together[0]))[0]
    weights: Array = found / found.sum()
    return weights
