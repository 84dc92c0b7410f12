"""How long one row and 10,000 rows take in Python, on made-up tables.

    python benchmarks/one_row.py [--path frame|fast] [--model single|default] [--table NAME ...] [--profile]

``--path frame`` asks about a DataFrame of one row, ``fast`` about lists of cells, as the service does with JSON.
``--model single`` is one fit of one family (``--family``), ``default`` what a search of ``--seconds`` delivers: an
average of several configurations, each fitted with several seeds. Nothing else should run on the machine meanwhile.
"""

import argparse
import cProfile
import pstats
import time
from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from models.estimator import AutoMLClassifier
from models.model import Member, Model

N_TRAINING, N_MANY, N_ASKED, N_WARM = 3_000, 10_000, 200, 20
REVIEW = """broken screen late delivery refund wrong size great value slow reply friendly staff missing part battery
charger color fades quickly arrived early box damaged works fine never again"""
WORDS = REVIEW.split()


def numeric(n_rows: int, rng: np.random.Generator) -> tuple[pd.DataFrame, NDArray[np.float64]]:
    """Eight numbers, some missing."""
    values = rng.normal(size=(n_rows, 8))
    signal = values[:, 0] * values[:, 1] + values[:, 2]
    values[rng.random(values.shape) < 0.02] = np.nan
    return pd.DataFrame(values, columns=[f"x{i}" for i in range(8)]), signal


def mixed(n_rows: int, rng: np.random.Generator) -> tuple[pd.DataFrame, NDArray[np.float64]]:
    """Fourteen columns: numbers, categories of few and of many levels, a boolean and two dates."""
    numbers, signal = numeric(n_rows, rng)
    opened = pd.Timestamp("2022-01-01") + pd.to_timedelta(rng.integers(0, 1000, n_rows), unit="D")
    frame = numbers.iloc[:, :6].assign(
        plan=rng.choice(["basic", "plus", "pro"], n_rows),
        region=rng.choice([f"region {i}" for i in range(8)], n_rows),
        city=rng.choice([f"city {i}" for i in range(60)], n_rows),
        agent=rng.choice([f"agent {i}" for i in range(200)], n_rows),
        is_new=rng.random(n_rows) < 0.3,
        calls=rng.poisson(3, n_rows),
        opened=opened.strftime("%Y-%m-%d"),
        closed=(opened + pd.to_timedelta(rng.integers(1, 5000, n_rows), unit="h")).strftime("%Y-%m-%d %H:%M"),
    )
    return frame, signal + (frame["plan"] == "pro").to_numpy(float) + 0.2 * frame["calls"].to_numpy(float)


def text(n_rows: int, rng: np.random.Generator) -> tuple[pd.DataFrame, NDArray[np.float64]]:
    """One column of sentences, and three numbers."""
    chosen = [rng.choice(WORDS, rng.integers(4, 20)) for _ in range(n_rows)]
    signal = np.array([float("refund" in words) + ("great" in words) - 2 * ("late" in words) for words in chosen])
    return numeric(n_rows, rng)[0].iloc[:, :3].assign(note=[" ".join(words) for words in chosen]), signal


TABLES: Mapping[str, tuple[Callable[..., tuple[pd.DataFrame, NDArray[np.float64]]], int]] = {
    "numeric": (numeric, 2),
    "mixed": (mixed, 2),
    "text": (text, 2),
    "100 classes": (numeric, 100),
}
"""How each table is made, and its number of classes."""


def fitted(arguments: argparse.Namespace, name: str) -> tuple[Model, pd.DataFrame]:
    """Return a model of that table, and rows to ask about."""
    make, n_classes = TABLES[name]
    frame, signal = make(N_TRAINING + N_MANY, np.random.default_rng(0))
    edges = np.quantile(signal[:N_TRAINING], np.arange(1, n_classes) / n_classes)
    y = np.char.add("class ", np.digitize(signal + 1e-9, edges).astype(str))
    is_single = arguments.model == "single"
    few = {"seconds": None, "trials": 2, "folds": 3, "families": (arguments.family,)}
    model = (
        AutoMLClassifier(**few if is_single else {"seconds": arguments.seconds})
        .fit(frame[:N_TRAINING], y[:N_TRAINING])
        .model_
    )
    if is_single:
        model = replace(model, members=(Member(1.0, model.members[0].fits[:1]),))
    return model, frame[N_TRAINING:].reset_index(drop=True)


def asking(model: Model, rows: pd.DataFrame, path: str) -> list[Callable[[], object]]:
    """Return questions about one row each."""
    frames = [rows.iloc[i : i + 1] for i in range(N_ASKED + N_WARM)]
    if path == "frame":
        return [lambda frame=frame: model.predict_rows(frame) for frame in frames]  # type: ignore[misc]
    cells = [
        {name: frame[name].astype(object).where(frame[name].notna(), None).tolist() for name in rows}
        for frame in frames
    ]
    return [lambda row=row: model.predict_columns(row) for row in cells]  # type: ignore[misc]


def seconds_of(ask: Callable[[], object]) -> float:
    """Return how long a question takes."""
    start = time.perf_counter()
    ask()
    return time.perf_counter() - start


def main() -> None:
    """Fit, ask, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--path", choices=("frame", "fast"), default="fast")
    parser.add_argument("--model", choices=("single", "default"), default="single")
    parser.add_argument("--family", default="xgboost", help="of a single model")
    parser.add_argument("--seconds", type=float, default=30, help="of the search for a default model")
    parser.add_argument("--table", nargs="*", choices=TABLES, default=list(TABLES))
    parser.add_argument("--profile", action="store_true", help="print where the time of one row goes")
    arguments = parser.parse_args()
    for name in arguments.table:
        model, rows = fitted(arguments, name)
        questions = asking(model, rows, arguments.path)
        times = 1000 * np.array([seconds_of(ask) for ask in questions])[N_WARM:]
        many = min(seconds_of(lambda: model.predict_rows(rows)) for _ in range(3))  # noqa: B023  asked at once
        fits = " + ".join(str(len(member.fits)) for member in model.members)
        print(
            f"{name:12} {arguments.path:6} fits {fits:16} one row: median {np.median(times):6.2f} ms, 95th percentile "
            f"{np.quantile(times, 0.95):6.2f} ms; {N_MANY:,} rows: {many:6.3f} s"
        )
        if arguments.profile:
            profile = cProfile.Profile()
            profile.runcall(lambda: [ask() for ask in questions])  # noqa: B023
            pstats.Stats(profile).sort_stats("tottime").print_stats(25)


if __name__ == "__main__":
    main()
