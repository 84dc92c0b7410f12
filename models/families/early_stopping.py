"""Early stopping, the same for every family that grows in rounds: how long to wait, and what is kept of the way."""

from collections.abc import Sequence

from models.record import CurvePoint

MIN_PATIENCE, MAX_PATIENCE, FEW_ROWS = 30, 100, 5_000
CURVE_POINTS = 30


def patience(n_rows: int) -> int:
    """Return how many rounds without improvement are waited for: more on few rows, where the loss is noisier.

    Examples
    --------
    >>> patience(1_000), patience(50_000)
    (100, 30)
    """
    return max(MIN_PATIENCE, round(MAX_PATIENCE * min(1.0, FEW_ROWS / n_rows)))


def curve(train_loss: Sequence[float], stopping_loss: Sequence[float]) -> tuple[CurvePoint, ...]:
    """Return a learning curve of at most ``CURVE_POINTS`` points, the last round always among them.

    Parameters
    ----------
    train_loss, stopping_loss : sequence of float, length n_rounds
        Loss after each round; smaller is better.

    Examples
    --------
    >>> [point.rounds for point in curve([0.5, 0.4, 0.3], [0.6, 0.5, 0.5])]
    [1, 2, 3]
    """
    n_rounds = len(stopping_loss)
    n_points = min(n_rounds, CURVE_POINTS)
    rounds = sorted({round((i + 1) * n_rounds / n_points) for i in range(n_points)})
    return tuple(CurvePoint(n, float(train_loss[n - 1]), float(stopping_loss[n - 1])) for n in rounds)
