"""Made-up tables with a planted flaw, or with none, and fresh rows without the flaw: what is true of them is known."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

N_FRESH = 3_000
N_PATIENTS = 60


@dataclass(frozen=True)
class Made:
    """Rows to train on, and fresh rows as they will come: there, a leaked column is not yet filled in."""

    train: pd.DataFrame
    fresh: pd.DataFrame


@dataclass(frozen=True)
class Case:
    """A kind of table.

    Parameters
    ----------
    make : from a generator of random numbers to rows
    task, metric : of the goal; the target is ``y``
    flaw : the codes of findings one of which names the planted flaw; none where there is none
    trials, folds : of the search
    ignore : columns that the goal leaves out
    """

    make: Callable[[np.random.Generator], Made]
    task: str = "binary"
    metric: str = "roc_auc"
    flaw: tuple[str, ...] = ()
    trials: int = 6
    folds: int = 4
    ignore: tuple[str, ...] = field(default=())


def _features(rng: np.random.Generator, n_rows: int, n_columns: int = 6) -> pd.DataFrame:
    frame = pd.DataFrame(rng.normal(size=(n_rows, n_columns)), columns=[f"x{k}" for k in range(n_columns)])
    return frame.assign(plan=rng.choice(["basic", "plus", "pro"], n_rows))


def _signal(frame: pd.DataFrame) -> np.ndarray:
    columns = frame[[c for c in frame if c.startswith("x")]].to_numpy()
    return columns[:, 0] + 0.7 * columns[:, 1] * (columns[:, 2] > 0) + (frame["plan"] == "pro").to_numpy() * 0.8


def _labelled(rng: np.random.Generator, n_rows: int, strength: float = 1.0) -> pd.DataFrame:
    frame = _features(rng, n_rows)
    latent = 1.5 * strength * _signal(frame) + rng.logistic(size=n_rows)
    return frame.assign(y=np.where(latent > 0.3, "yes", "no"))


def clean(rng: np.random.Generator) -> Made:
    """Plenty of rows, a signal, nothing wrong."""
    return Made(_labelled(rng, 1_000), _labelled(rng, N_FRESH))


def clean_values(rng: np.random.Generator) -> Made:
    """Make a regression with nothing wrong."""
    frames = [_features(rng, n) for n in (1_000, N_FRESH)]
    return Made(*[frame.assign(y=_signal(frame) + rng.normal(size=len(frame))) for frame in frames])


def clean_kinds(rng: np.random.Generator) -> Made:
    """Four classes with nothing wrong."""

    def made(n_rows: int) -> pd.DataFrame:
        frame = _features(rng, n_rows)
        x = frame[["x0", "x1", "x2", "x3"]].to_numpy()
        latent = 1.5 * x + rng.gumbel(size=(n_rows, 4))
        return frame.assign(y=[f"kind {k}" for k in latent.argmax(axis=1)])

    return Made(made(1_000), made(N_FRESH))


def clean_counts(rng: np.random.Generator) -> Made:
    """Columns of few values, so that rows have twins by chance, and towns whose rate is their own."""
    towns = rng.normal(size=40)

    def made(n_rows: int) -> pd.DataFrame:
        counts = rng.integers(0, 5, size=(n_rows, 4))
        town = rng.integers(0, 40, n_rows)
        latent = counts[:, 0] - counts[:, 1] + towns[town] + rng.logistic(size=n_rows)
        frame = pd.DataFrame(counts, columns=["rooms", "floors", "cars", "kids"])
        return frame.assign(town=[f"town {k}" for k in town], y=np.where(latent > 0, "yes", "no"))

    return Made(made(1_000), made(N_FRESH))


def leak(rng: np.random.Generator) -> Made:
    """Add a column that is filled in once the answer is known."""
    train, fresh = _labelled(rng, 500, 0.5), _labelled(rng, N_FRESH, 0.5)
    days = np.where(train["y"] == "yes", 30.0, 5.0) + 2 * rng.normal(size=len(train))
    return Made(train.assign(closed_after=days), fresh.assign(closed_after=5.0 + 2 * rng.normal(size=N_FRESH)))


def leaking_gap(rng: np.random.Generator) -> Made:
    """Add a column that is filled in for one of the answers alone, and tells nothing but that."""
    train, fresh = _labelled(rng, 500, 0.5), _labelled(rng, N_FRESH, 0.5)
    refund = np.where((train["y"] == "yes") ^ (rng.random(len(train)) < 0.02), rng.normal(50, 10, len(train)), np.nan)
    return Made(train.assign(refund=refund), fresh.assign(refund=np.nan))


def copies(rng: np.random.Generator) -> Made:
    """Every row twice, as after a join that went wrong."""
    half = _labelled(rng, 300, 0.3)
    train = pd.concat([half, half], ignore_index=True).sample(frac=1.0, random_state=int(rng.integers(2**31)))
    return Made(train.reset_index(drop=True), _labelled(rng, N_FRESH, 0.3))


def relatives(rng: np.random.Generator) -> Made:
    """Ten visits of each patient, whose values hardly change and whose answer never does."""

    def made(n_rows: int, n_patients: int, prefix: str) -> pd.DataFrame:
        profile, patient = _labelled(rng, n_patients, 0.3), rng.integers(0, n_patients, n_rows)
        frame = profile.iloc[patient].reset_index(drop=True)
        numbers = [c for c in frame if c.startswith("x")]
        frame[numbers] += 0.1 * rng.normal(size=(n_rows, len(numbers)))
        return frame.assign(patient=[f"{prefix}{k}" for k in patient])

    return Made(made(500, N_PATIENTS, "p"), made(N_FRESH, N_FRESH, "q"))


def shops(rng: np.random.Generator) -> Made:
    """Days of fifty shops whose columns give them away; the next days are those of the same shops: no flaw."""
    sites = pd.DataFrame(rng.normal(size=(50, 3)), columns=["area", "latitude", "longitude"]).assign(
        rate=rng.normal(size=50)
    )

    def made(n_rows: int) -> pd.DataFrame:
        shop = rng.integers(0, 50, n_rows)
        frame = sites.iloc[shop].reset_index(drop=True)
        weather = rng.normal(size=n_rows)
        latent = 1.2 * frame.pop("rate") + weather + rng.logistic(size=n_rows)
        return frame.assign(weather=weather, shop_id=[f"s{k}" for k in shop], y=np.where(latent > 0, "yes", "no"))

    return Made(made(1_000), made(N_FRESH))


def noise(rng: np.random.Generator) -> Made:
    """Make a target that has nothing to do with the columns."""
    frames = [_features(rng, n) for n in (500, N_FRESH)]
    return Made(*[frame.assign(y=rng.choice(["yes", "no"], len(frame))) for frame in frames])


def noise_values(rng: np.random.Generator) -> Made:
    """Make a number that has nothing to do with the columns."""
    frames = [_features(rng, n) for n in (500, N_FRESH)]
    return Made(*[frame.assign(y=rng.normal(size=len(frame))) for frame in frames])


def tiny(rng: np.random.Generator) -> Made:
    """Sixty rows and a wide search."""
    return Made(_labelled(rng, 60, 0.3), _labelled(rng, N_FRESH, 0.3))


def faint(rng: np.random.Generator) -> Made:
    """Make a faint signal in few hundred rows: no flaw, but choosing flatters."""
    return Made(_labelled(rng, 300, 0.25), _labelled(rng, N_FRESH, 0.25))


CASES = {
    "clean": Case(clean),
    "clean values": Case(clean_values, "regression", "root_mean_squared_error"),
    "clean kinds": Case(clean_kinds, "multiclass", "log_loss"),
    "clean counts": Case(clean_counts),
    "shops": Case(shops),
    "faint": Case(faint),
    "leak": Case(leak, flaw=("knows_the_answer",)),
    "leaking gap": Case(leaking_gap, flaw=("missing_knows_the_answer", "knows_the_answer")),
    "copies": Case(copies, flaw=("duplicates",)),
    "relatives": Case(relatives, flaw=("group_leakage",), ignore=("patient",)),
    "relatives named": Case(relatives, flaw=("group_leakage",)),
    "noise": Case(noise, flaw=("no_skill",)),
    "noise values": Case(noise_values, "regression", "root_mean_squared_error", flaw=("no_skill",)),
    "tiny": Case(tiny, flaw=("few_rows",), trials=12, folds=5),
}
