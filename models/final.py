"""One fit of what is delivered: a configuration on all rows, once for each seed."""

import time
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from models.artifact import StoredFit, write_encoder, write_estimator
from models.encoding import Matrix, Style, TableEncoder
from models.evaluation import Configuration
from models.families.family import FitOrder, Rows
from models.families.registry import family_named
from models.fitting import fit_configuration
from models.workspace import load_problem

LEAST_ROUNDS = 0.7
"""Of the rounds that the folds kept, what a last fit must reach to be worth more than the models of the folds."""


@dataclass(frozen=True)
class FinalTask:
    """Fit one configuration on all rows and write the parts into the folder ``destination``.

    ``rounds`` is the number of rounds (or trees) that the folds kept on average, None for families without
    rounds. ``seed`` is that of the run, and ``repeat`` counts fits of the same configuration with seeds of their own.
    ``seconds`` bounds a fit that can be cut short; None where no clock may count. Where something else can be delivered
    (``has_substitute``), a boosted model or a network that was cut short too far is given up.
    """

    folder: str
    destination: str
    trial: int
    configuration: Configuration
    metric: str
    seed: int
    n_threads: int
    rounds: int | None
    repeat: int = 0
    seconds: float | None = None
    has_substitute: bool = False

    @property
    def stored(self) -> StoredFit:
        """The names of the files that are written."""
        style = family_named(self.configuration.family).style
        return StoredFit(f"encoder-{style}.skops", f"trial-{self.trial:05d}-{self.repeat}.skops")


@lru_cache(maxsize=2)
def _encoded(folder: str, style: Style, seed: int) -> tuple[TableEncoder, Matrix]:
    """Encode all rows; kept for the next fit of the same style."""
    problem = load_problem(folder)
    encoder = TableEncoder(problem.columns, style, len(problem.classes), seed)
    return encoder, encoder.fit_transform(problem.frame, problem.y, problem.ties)


def fit_final(task: FinalTask) -> StoredFit:
    """Fit on all rows, write the encoder and the estimator durably, and return the names of their files.

    Raises
    ------
    TimeoutError
        When the fit was cut short too far, and something else can be delivered.
    """
    start = time.perf_counter()
    problem = load_problem(task.folder)
    family = family_named(task.configuration.family)
    encoder, matrix = _encoded(task.folder, family.style, task.seed)
    order = FitOrder(
        train=Rows(matrix, problem.y, problem.weight),
        task=problem.task,
        n_classes=len(problem.classes),
        metric=task.metric,
        feature_types=tuple(encoder.feature_types_),
        seed=task.seed + task.repeat,
        n_threads=task.n_threads,
        rounds=task.rounds,
        seconds=None if task.seconds is None else max(0.0, task.seconds - (time.perf_counter() - start)),
    )
    fitted = fit_configuration(family, task.configuration.hyperparameters, order, problem.target_scale)
    if task.has_substitute and family.stops_early and (fitted.rounds or 0) < LEAST_ROUNDS * (task.rounds or 0):
        raise TimeoutError(f"{fitted.rounds:,} of {task.rounds:,} rounds fitted into the time that was left")
    folder, stored = Path(task.destination), task.stored
    if not (folder / stored.encoder).exists():
        write_encoder(folder / stored.encoder, encoder)
    write_estimator(folder / stored.estimator, fitted.estimator)
    return stored
