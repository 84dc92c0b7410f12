"""From the complete trials to what is delivered: the winner, or a blend led by it.

The same selection is made once for the run and again inside every bootstrap of the honest score.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from models.blend import Blend
from models.ensemble import MAX_CANDIDATES, STEPS, greedy_counts
from models.families.registry import BASELINE
from models.predictions import Predictions
from models.record import EnsembleMember, Trial
from models.refining import Sample, refined
from models.scoring import Scorer, prepare_cross_validated
from models.splits import Fold

Array = NDArray[np.float64]

MAX_SELECTION_CELLS, MIN_SELECTION_ROWS, MAX_SELECTION_ROWS = 20_000, 1_000, 4_000
"""Rows, and rows times classes, on which averages are compared; all rows count in the score."""


@dataclass(frozen=True)
class Candidates:
    """Complete trials, best first, and what is needed to choose among them.

    ``read`` gives out-of-fold predictions; ``units`` names for each row what a bootstrap draws as a whole, shape
    (n_rows,). All arrays are aligned with the rows of the problem. The trials of ``always`` take part however they
    score.
    """

    trials: tuple[Trial, ...]
    read: Callable[[int], Predictions | None]
    y: Array
    weight: Array | None
    folds: tuple[Fold, ...]
    units: NDArray[np.intp]
    scorer: Scorer
    seed: int
    always: frozenset[int] = frozenset()

    @cached_property
    def pool(self) -> tuple[Trial, ...]:
        """Those that may join an average: the best, with the best two of every family among them.

        The baseline only where nothing is better: in an average it would say the same of every row.
        """
        per_family: dict[str, int] = {}
        leaders = []
        able = [trial for trial in self.trials if trial.family != BASELINE.name or trial is self.trials[0]]
        for trial in able:
            per_family[trial.family] = per_family.get(trial.family, 0) + 1
            if per_family[trial.family] <= 2 or trial.number in self.always:
                leaders.append(trial)
        leaders.sort(key=lambda trial: trial.number not in self.always)
        others = [trial for trial in able if trial not in leaders]
        pool = sorted((leaders + others)[:MAX_CANDIDATES], key=self.trials.index)
        return tuple(trial for trial in pool if self.read(trial.number) is not None)

    @cached_property
    def predictions(self) -> dict[int, Predictions]:
        """Out-of-fold predictions of the pool, by trial."""
        read = {trial.number: self.read(trial.number) for trial in self.pool}
        return {number: np.asarray(found) for number, found in read.items() if found is not None}

    @cached_property
    def scored(self) -> NDArray[np.intp]:
        """Rows that were scored at all: with folds in time, the oldest never are."""
        return np.unique(np.concatenate([fold.validation for fold in self.folds]))

    @cached_property
    def selection_rows(self) -> NDArray[np.intp]:
        """The rows on which averages are compared."""
        n_rows = int(np.clip(MAX_SELECTION_CELLS // self.width, MIN_SELECTION_ROWS, MAX_SELECTION_ROWS))
        if len(self.scored) <= n_rows:
            return self.scored
        chosen = np.random.default_rng(self.seed).choice(self.scored, n_rows, replace=False)
        rows: NDArray[np.intp] = np.sort(chosen)
        return rows

    @property
    def width(self) -> int:
        """Numbers that one prediction holds: the classes, or 1."""
        return int(self.predictions[self.pool[0].number][0, 0].size)

    @cached_property
    def row_weight(self) -> Array:
        """Weights of the rows, ones where there are none."""
        return np.ones(len(self.y)) if self.weight is None else self.weight

    @cached_property
    def sample(self) -> Sample:
        """The rows on which averages are compared, with the predictions of the pool."""
        rows = self.selection_rows
        predictions = {trial: found[:, rows].astype(float) for trial, found in self.predictions.items()}
        return Sample(
            y=self.y[rows],
            predictions=predictions,
            folds=restricted(self.folds, rows, len(self.y)),
            units=self.units[rows],
            scorer=self.scorer,
            seed=self.seed,
        )

    def sample_weight(self, drawn: Array | None = None) -> Array:
        """Return the weights of the sample's rows, times how often a bootstrap drew them."""
        weight: Array = self.row_weight[self.selection_rows]
        return weight if drawn is None else weight * drawn[self.selection_rows]

    def prepared(self, blend: Blend) -> Callable[[Array], Array]:
        """Prepare the cross-validated score of a blend, for weights of shape (n_weightings, n_rows)."""
        prediction = blend.of([self.predictions[member.trial] for member in blend.members])
        return prepare_cross_validated(replace(self.scorer, threshold=blend.threshold), self.y, prediction, self.folds)

    def score(self, blend: Blend) -> float:
        """Cross-validate a blend, every row with its own weight."""
        return float(self.prepared(blend)(self.row_weight[None, :])[0])


def select(candidates: Candidates, drawn: Array | None = None, pool: Sequence[Trial] | None = None) -> Blend:
    """Choose what is delivered: members and their weights, and what is made of their average.

    Parameters
    ----------
    candidates : what there is to choose from
    drawn : how often a bootstrap drew each row, shape (n_rows,); every row once where None
    pool : restricts the choice to some of the candidates' pool
    """
    average = best_average(candidates, drawn, pool)
    return refined(average, candidates.sample, candidates.sample_weight(drawn))[0]


def best_average(candidates: Candidates, drawn: Array | None = None, pool: Sequence[Trial] | None = None) -> Blend:
    """Choose the members of the average that scores best, the heaviest first; parameters as of ``select``."""
    pool = candidates.pool if pool is None else pool
    sample, weights = candidates.sample, candidates.sample_weight(drawn)[None]

    def utility(prediction: Array) -> float:
        return float(sample.utilities(prediction, sample.scorer.threshold, weights)[0])

    predictions = [sample.predictions[trial.number] for trial in pool]
    counts = greedy_counts(predictions, utility, steps=STEPS if drawn is None else STEPS // 2)
    chosen = [(int(count), trial) for count, trial in zip(counts, pool, strict=True) if count]
    chosen.sort(key=lambda item: -item[0])
    members = tuple(EnsembleMember(trial.number, count / int(counts.sum())) for count, trial in chosen)
    return Blend(members, threshold=sample.scorer.threshold)


def restricted(folds: Sequence[Fold], rows: NDArray[np.intp], n_rows: int) -> tuple[Fold, ...]:
    """Return the folds as positions among some of the rows."""
    position = np.full(n_rows, -1, dtype=np.intp)
    position[rows] = np.arange(len(rows))
    found = []
    for fold in folds:
        kept = position[fold.validation]
        found.append(Fold(fold.repeat, fold.number, fold.train[:0], kept[kept >= 0]))
    return tuple(found)
