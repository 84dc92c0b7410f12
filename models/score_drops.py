"""How much worse a score gets when other predictions take the place of the models' own, and how far chance may move it.

Bootstraps of the rows show how far chance may move a drop if the models are given. But the models of the folds learned
from each other's rows: where m of K folds are measured, the products of chance in one fold and of chance in another
are counted from both sides, and the variance of the drop of a column that tells nothing is (m + K - 2) / (K - 1) times
as large. The intervals are widened by that.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.stats import t as student

from models.draws import Draws
from models.metrics import METRICS
from models.scoring import prepare_cross_validated
from models.shuffled import ShuffleOutcome
from models.splits import Fold, resampling_units
from models.stage import Stage

Array = NDArray[np.float64]

LEVEL = 0.9
N_DRAWS, N_DRAWS_OF_FUNCTIONS = 100, 20
"""Bootstraps behind an interval; a user's own metric is asked once for each, which takes long."""


class ScoreDrops:
    """Scores predictions of the measured rows, as the run scores, on all of them and on bootstraps of them.

    Parameters
    ----------
    stage : the run
    outcomes : of the folds, whose predictions of rows as they are is what others are compared with
    rows : of all outcomes, one after another
    """

    def __init__(self, stage: Stage, outcomes: Sequence[ShuffleOutcome], rows: NDArray[np.intp]) -> None:
        self._y = stage.problem.y[rows]
        self._scorer = stage.scorer
        ends = np.cumsum([len(outcome.rows) for outcome in outcomes])
        none = np.empty(0, dtype=np.intp)
        starts = ends - [len(outcome.rows) for outcome in outcomes]
        self._folds = [Fold(0, k, none, np.arange(a, b)) for k, (a, b) in enumerate(zip(starts, ends, strict=True))]
        draws = Draws(resampling_units(stage.problem)[rows], stage.order.settings.seed)
        is_known = stage.scorer.metric.account.name in METRICS
        drawn = [draws.next() for _ in range(N_DRAWS if is_known else N_DRAWS_OF_FUNCTIONS)]
        weight = np.ones(len(rows)) if stage.problem.weight is None else stage.problem.weight[rows]
        self._weights = np.vstack([np.ones(len(rows)), *drawn]) * weight
        shared = (len(outcomes) + stage.plan.n_folds - 2) / (stage.plan.n_folds - 1)
        self._n_units = draws.n_units
        self._quantile = float(student.ppf((1 + LEVEL) / 2, max(1, self._n_units - 1)) * np.sqrt(shared))
        self._whole = self._utilities(np.concatenate([outcome.prediction for outcome in outcomes]))

    def _utilities(self, prediction: NDArray[np.float32]) -> Array:
        score = prepare_cross_validated(self._scorer, self._y, prediction[None], self._folds)
        return self._scorer.metric.utility(1.0) * score(self._weights)

    def of(self, shuffled: Sequence[NDArray[np.float32]]) -> tuple[float, float] | None:
        """Return how much worse the score is on average over shuffles, and half the width of its interval.

        None where too few bootstraps have a score, or all rows are of one group, which says nothing about others.
        """
        if self._n_units < 2:
            return None
        drops = self._whole - np.mean([self._utilities(prediction) for prediction in shuffled], axis=0)
        drawn = drops[1:][np.isfinite(drops[1:])]
        if not np.isfinite(drops[0]) or len(drawn) < len(drops) // 2:
            return None
        return float(drops[0]), self._quantile * float(drawn.std(ddof=1))
