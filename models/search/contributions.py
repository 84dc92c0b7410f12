"""What each family adds to an average: the weights of the best of each in a quick greedy average.

What is delivered is an average (``models.selection``), to which a family that is behind may bring more than a second
configuration of the best family. How much, the out-of-fold predictions tell while the search goes on.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from models.ensemble import greedy_counts
from models.families.registry import BASELINE
from models.predictions import Predictions
from models.record import Trial
from models.scoring import prepare_cross_validated
from models.search.trials import TrialBook, best_of_families
from models.selection import restricted

N_ROWS, STEPS = 1_000, 10
"""Rows that are averaged and members that are added: a few hundredths of a second, and close enough to turn by."""


@dataclass
class Contributions:
    """Weighs families anew whenever the best of one has changed; reads no clock.

    ``read`` gives the out-of-fold predictions of a complete trial, None where they were not kept.
    """

    book: TrialBook
    read: Callable[[int], Predictions | None]
    seed: int
    leaders: Mapping[str, int] = field(default_factory=dict)

    def news(self, trials: Mapping[int, Trial]) -> dict[str, float] | None:
        """Return the weight (0 to 1) of each family in an average of the best of each.

        None where nothing has changed since, or nothing can be told.
        """
        best = best_of_families(trials, self.book.scorer)
        leaders = {family: trial.number for family, trial in best.items() if family != BASELINE.name}
        if leaders == self.leaders:
            return None
        self.leaders = leaders
        read = {family: self.read(number) for family, number in leaders.items()}
        return self._weights({family: found for family, found in read.items() if found is not None})

    def _weights(self, predictions: Mapping[str, Predictions]) -> dict[str, float] | None:
        problem, scorer = self.book.problem, self.book.scorer
        rows = np.unique(np.concatenate([fold.validation for fold in self.book.folds]))
        if len(rows) > N_ROWS:
            rows = np.sort(np.random.default_rng(self.seed).choice(rows, N_ROWS, replace=False))
        folds = restricted(self.book.folds, rows, problem.n_rows)
        weight = np.ones(len(rows)) if problem.weight is None else problem.weight[rows]
        sign = scorer.metric.utility(1.0)

        def utility(prediction: np.ndarray) -> float:
            return sign * float(prepare_cross_validated(scorer, problem.y[rows], prediction, folds)(weight[None, :])[0])

        parts = [np.asarray(found[:, rows], float) for found in predictions.values()]
        try:
            counts = greedy_counts(parts, utility, steps=STEPS)
        except ValueError:  # the metric is undefined on these rows, such as rows of one class
            return None
        return {family: float(count / counts.sum()) for family, count in zip(predictions, counts, strict=True)}
