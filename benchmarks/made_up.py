"""Made-up tables with a known signal: as many rows as wanted, so that the true score of any model can be measured."""

from collections.abc import Iterator
from dataclasses import dataclass
from zlib import crc32

import numpy as np
import pandas as pd
from numpy.typing import NDArray

N_ROWS = 12_000
CITIES, PLANS = 40, ("basic", "plus", "pro")


@dataclass(frozen=True)
class Recipe:
    """How a table is made.

    Parameters
    ----------
    task : binary, multiclass or regression
    signal : size of the signal beside noise of size 1; 0 is pure noise
    n_noise : numeric columns that tell nothing
    is_crossed : whether the signal is in products and steps rather than in sums
    n_classes : of a multiclass task
    rare : share of the positive class of a binary task
    tail : degrees of freedom of the noise of a regression; few are a heavy tail
    is_price : whether a regression's target is the exponential of what it would be, as prices and incomes are
    """

    task: str
    signal: float
    n_noise: int = 4
    is_crossed: bool = False
    n_classes: int = 4
    rare: float = 0.4
    tail: float = 30.0
    is_price: bool = False


RECIPES = {
    # tables for calibration
    "faint sums": Recipe("binary", 0.6),
    "rare steps": Recipe("binary", 1.5, is_crossed=True, rare=0.12),
    "coin": Recipe("binary", 0.0, n_noise=8),
    "four kinds": Recipe("multiclass", 1.5),
    "three faint kinds": Recipe("multiclass", 0.5, n_classes=3, is_crossed=True),
    "steep sums": Recipe("regression", 2.0, n_noise=2),
    "long tail": Recipe("regression", 1.0, tail=3.0),
    # tables of the first proof, for calibration since
    "plain sums": Recipe("binary", 1.2, n_noise=6),
    "rare sums": Recipe("binary", 1.0, rare=0.15),
    "faint steps": Recipe("binary", 0.8, is_crossed=True, n_noise=10),
    "five kinds": Recipe("multiclass", 1.2, n_classes=5, is_crossed=True),
    "three kinds": Recipe("multiclass", 0.8, n_classes=3, n_noise=8),
    "steps": Recipe("regression", 1.5, is_crossed=True),
    "nothing": Recipe("regression", 0.0, n_noise=8),
    "longer tail": Recipe("regression", 0.8, is_crossed=True, tail=2.5),
    # tables of the second proof, for calibration since
    "sure sums": Recipe("binary", 3.0, n_noise=3),
    "rarest steps": Recipe("binary", 1.2, n_noise=6, is_crossed=True, rare=0.08),
    "six kinds": Recipe("multiclass", 2.0, n_noise=2, n_classes=6),
    "three steep kinds": Recipe("multiclass", 1.8, n_classes=3, is_crossed=True),
    "no kinds": Recipe("multiclass", 0.0, n_noise=8, n_classes=3),
    "faint sum of many": Recipe("regression", 0.7, n_noise=12),
    "clean steps": Recipe("regression", 4.0, n_noise=1, is_crossed=True),
    "prices": Recipe("regression", 1.5, is_price=True),
    # tables for proof
    "even odds": Recipe("binary", 1.0, n_noise=12, rare=0.5),
    "one in ten": Recipe("binary", 2.0, n_noise=2, rare=0.1),
    "bent coin": Recipe("binary", 0.3, n_noise=3, is_crossed=True, rare=0.3),
    "eight kinds": Recipe("multiclass", 2.5, n_noise=3, n_classes=8),
    "two faint kinds and one": Recipe("multiclass", 0.4, n_noise=4, n_classes=3),
    "long tail of steps": Recipe("regression", 1.2, n_noise=6, is_crossed=True, tail=3.5),
    "steep prices": Recipe("regression", 2.5, n_noise=6, is_price=True),
    "whisper": Recipe("regression", 0.3, n_noise=4),
}


def make(name: str) -> tuple[pd.DataFrame, dict[str, str]]:
    """Make the table of that name, always the same; return it and its entry in a manifest."""
    recipe = RECIPES[name]
    rng = np.random.default_rng(crc32(name.encode()))
    frame = _features(recipe, rng)
    entry = {"name": name, "target": "y", "task": recipe.task}
    if recipe.task == "regression":
        noise = rng.standard_t(recipe.tail, N_ROWS)
        y = recipe.signal * _signal(frame, recipe, rng) + noise
        return frame.assign(y=np.exp(y / 2) if recipe.is_price else y), {**entry, "metric": "rmse"}
    if recipe.task == "binary":
        latent = 2 * recipe.signal * _signal(frame, recipe, rng) + rng.logistic(size=N_ROWS)
        y = np.where(latent > np.quantile(latent, 1 - recipe.rare), "yes", "no")
        return frame.assign(y=y), {**entry, "metric": "roc_auc", "positive": "yes"}
    latent = [
        2 * recipe.signal * _signal(frame, recipe, rng) + rng.gumbel(size=N_ROWS) for _ in range(recipe.n_classes)
    ]
    y = np.array([f"kind {k}" for k in np.argmax(latent, axis=0)])
    return frame.assign(y=y), {**entry, "metric": "log_loss"}


def _features(recipe: Recipe, rng: np.random.Generator) -> pd.DataFrame:
    """Four numeric columns that tell something, two of words, and columns of noise; some cells are missing."""
    numbers = rng.normal(size=(N_ROWS, 4 + recipe.n_noise))
    numbers[:, 1] = np.exp(numbers[:, 1])
    numbers[rng.random(numbers.shape) < 0.02] = np.nan
    frame = pd.DataFrame(numbers, columns=[f"x{i}" for i in range(numbers.shape[1])])
    city = rng.zipf(1.5, N_ROWS).clip(max=CITIES)
    return frame.assign(city=[f"city {i}" for i in city], plan=rng.choice(PLANS, N_ROWS))


def _signal(frame: pd.DataFrame, recipe: Recipe, rng: np.random.Generator) -> NDArray[np.float64]:
    """Return a signal of mean 0 and deviation 1, with coefficients of its own."""
    total = np.sum([weight * part for weight, part in _parts(frame, recipe, rng)], axis=0)
    return (total - total.mean()) / total.std()


def _parts(
    frame: pd.DataFrame, recipe: Recipe, rng: np.random.Generator
) -> Iterator[tuple[float, NDArray[np.float64]]]:
    a, b, c, d = (frame[f"x{i}"].fillna(frame[f"x{i}"].median()).to_numpy() for i in range(4))
    b = np.log(b)
    parts = (a * b, np.where(c > 0.5, 1.0, -0.4), np.sin(2 * d)) if recipe.is_crossed else (a, b, 0.5 * c, 0.5 * d)
    for part in parts:
        yield rng.normal(1.0, 0.3) * rng.choice((-1, 1)), part
    effect = {name: rng.normal() for name in sorted(frame["city"].unique())}
    yield 0.4, frame["city"].map(effect).to_numpy(float)
    yield 0.5, frame["plan"].map(dict(zip(PLANS, rng.normal(size=3), strict=True))).to_numpy(float)
