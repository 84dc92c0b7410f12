"""The delivered model: the winner's configuration, fitted once more on all rows."""

import time
from dataclasses import dataclass
from pathlib import Path

from models.artifact import write_member
from models.encoding import TableEncoder
from models.evaluation import Configuration
from models.families.family import FitOrder, Rows
from models.families.registry import family_named
from models.fitting import fit_configuration
from models.workspace import load_problem


@dataclass(frozen=True)
class FinalTask:
    """Fit one configuration on all rows and write the parts into the file ``destination``.

    ``rounds`` is the number of boosting rounds (or trees) that the folds kept on average, None for families
    without rounds. ``seconds`` bounds a fit that can be cut short; None where no clock may count.
    """

    folder: str
    destination: str
    configuration: Configuration
    metric: str
    seed: int
    n_threads: int
    rounds: int | None
    seconds: float | None = None


@dataclass(frozen=True)
class FinalOutcome:
    """How long the last fit took, its files included, and the rounds that it kept."""

    seconds: float
    rounds: int | None = None


def fit_final(task: FinalTask) -> FinalOutcome:
    """Fit on all rows and write the encoder and the estimator durably."""
    start = time.perf_counter()
    problem = load_problem(task.folder)
    family = family_named(task.configuration.family)
    encoder = TableEncoder(problem.columns, family.style, len(problem.classes), task.seed)
    matrix = encoder.fit_transform(problem.frame, problem.y)
    order = FitOrder(
        train=Rows(matrix, problem.y, problem.weight),
        task=problem.task,
        n_classes=len(problem.classes),
        metric=task.metric,
        feature_types=tuple(encoder.feature_types_),
        seed=task.seed,
        n_threads=task.n_threads,
        rounds=task.rounds,
        seconds=None if task.seconds is None else max(0.0, task.seconds - (time.perf_counter() - start)),
    )
    fitted = fit_configuration(family, task.configuration.hyperparameters, order, problem.target_scale)
    write_member(Path(task.destination), encoder, fitted.estimator)
    return FinalOutcome(time.perf_counter() - start, fitted.rounds)
