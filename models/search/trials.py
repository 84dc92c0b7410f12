"""A trial in the making: its folds as they come in, and the trial as it is recorded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import isfinite, sqrt
from statistics import fmean, stdev
from typing import Any

import numpy as np

from models.evaluation import FoldOutcome
from models.predictions import Predictions
from models.problem import Problem
from models.record import FoldScore, Trial
from models.scoring import Scorer, prepare_cross_validated
from models.search.proposals import Proposal
from models.splits import Fold


@dataclass
class OpenTrial:
    """A candidate whose folds are being evaluated.

    ``outcomes`` are the folds that came back, by number.
    """

    proposal: Proposal
    outcomes: dict[int, FoldOutcome] = field(default_factory=dict)
    error: str | None = None
    why_pruned: str | None = None

    @property
    def number(self) -> int:
        """The trial's number."""
        return self.proposal.number

    def first_outcomes(self) -> list[FoldOutcome]:
        """Return the outcomes of the first folds without a gap, whatever the order in which they came back."""
        outcomes: list[FoldOutcome] = []
        while len(outcomes) in self.outcomes:
            outcomes.append(self.outcomes[len(outcomes)])
        return outcomes


@dataclass(frozen=True)
class TrialBook:
    """Turns the outcomes of folds into recorded trials, by the one definition of a score."""

    problem: Problem
    folds: tuple[Fold, ...]
    scorer: Scorer

    def started(self, proposal: Proposal) -> Trial:
        """Return the trial as it is recorded before any fold is fitted."""
        return self._trial(proposal, "running", why=proposal.why)

    def _trial(self, proposal: Proposal, state: str, **facts: Any) -> Trial:  # noqa: ANN401  the fields of a trial
        configuration = proposal.configuration
        facts |= {"resource": configuration.resource, "resource_of": configuration.resource_of}
        return Trial(proposal.number, configuration.family, dict(configuration.hyperparameters), state, **facts)  # type: ignore[arg-type]

    def ended(self, trial: OpenTrial) -> tuple[Trial, Predictions | None]:
        """Return the trial as it is recorded when it has ended, and its out-of-fold predictions if complete."""
        outcomes = trial.first_outcomes()
        facts: dict[str, Any] = {
            "seconds": sum(outcome.seconds for outcome in trial.outcomes.values()),
            "predict_ms": min((outcome.predict_ms for outcome in outcomes), default=None),
            "encode_ms": min((outcome.encode_ms for outcome in outcomes), default=None),
            "why": trial.proposal.why,
        }
        if trial.error is not None:
            return self._trial(trial.proposal, "failed", error=trial.error, **facts), None
        facts["folds"] = tuple(self._fold_scores(outcomes))
        why_pruned = trial.why_pruned or _why_cheap(trial.proposal)
        if why_pruned is not None:
            facts["why"] = f"{trial.proposal.why}; {why_pruned}"
            return self._trial(trial.proposal, "pruned", **facts), None
        predictions = self._assembled(outcomes)
        weights = self._weights()
        score = float(prepare_cross_validated(self.scorer, self.problem.y, predictions, self.folds)(weights)[0])
        if not isfinite(score):
            return self._trial(trial.proposal, "failed", error="its score is not a finite number", **facts), None
        facts["validation_score"] = score
        train = [fold.train_score for fold in facts["folds"] if fold.train_score is not None]
        facts["train_score"] = fmean(train) if train else None
        facts["standard_error"] = _standard_error([fold.validation_score for fold in facts["folds"]])
        return self._trial(trial.proposal, "complete", **facts), predictions

    def utilities(self, outcomes: Sequence[FoldOutcome]) -> list[float]:
        """Return the fold scores of some outcomes, greater is better; NaN where undefined."""
        return fold_utilities(self._fold_scores(outcomes), self.scorer)

    def _fold_scores(self, outcomes: Sequence[FoldOutcome]) -> list[FoldScore]:
        scores = []
        for fold, outcome in zip(self.folds, outcomes, strict=False):
            validation = self._score(fold.validation, outcome.prediction)
            train = self._score(outcome.train_rows, outcome.train_prediction)
            more = (outcome.rounds, outcome.max_rounds, outcome.curve, outcome.hypergradient)
            scores.append(FoldScore(train, validation, outcome.seconds, *more))
        return scores

    def _score(self, rows: np.ndarray[Any, Any], prediction: Predictions) -> float | None:
        weight = None if self.problem.weight is None else self.problem.weight[rows]
        score = self.scorer.score(self.problem.y[rows], np.asarray(prediction, float), weight)
        return score if isfinite(score) else None

    def _weights(self) -> np.ndarray[Any, np.dtype[np.float64]]:
        weight = self.problem.weight
        return np.ones((1, self.problem.n_rows)) if weight is None else weight[None, :]

    def _assembled(self, outcomes: Sequence[FoldOutcome]) -> Predictions:
        n_repeats = 1 + max(fold.repeat for fold in self.folds)
        shape = (n_repeats, self.problem.n_rows, *outcomes[0].prediction.shape[1:])
        predictions = np.full(shape, np.nan, dtype=np.float32)
        for fold, outcome in zip(self.folds, outcomes, strict=True):
            predictions[fold.repeat, fold.validation] = outcome.prediction
        return predictions


def _why_cheap(proposal: Proposal) -> str | None:
    """Say why a trial is not complete though all its folds were fitted; None where it is."""
    configuration = proposal.configuration
    return None if configuration.is_full else f"only a cheap look, at a part of the {configuration.resource_of}"


def fold_utilities(folds: Sequence[FoldScore], scorer: Scorer) -> list[float]:
    """Return the validation scores of folds, greater is better; NaN where undefined."""
    scores = (fold.validation_score for fold in folds)
    return [float("nan") if score is None else scorer.metric.utility(score) for score in scores]


def _standard_error(scores: Sequence[float | None]) -> float | None:
    known = [score for score in scores if score is not None]
    return stdev(known) / sqrt(len(known)) if len(known) > 1 else None


def best_trial(trials: Mapping[int, Trial], scorer: Scorer) -> Trial | None:
    """Return the complete trial with the best cross-validated score; of equals, the earliest."""
    complete = [t for t in trials.values() if t.state == "complete" and t.validation_score is not None]
    return max(complete, key=lambda t: (scorer.metric.utility(t.validation_score or 0.0), -t.number), default=None)


def best_of_families(trials: Mapping[int, Trial], scorer: Scorer) -> dict[str, Trial]:
    """Return the best complete trial of each family that has one, in the order of their names."""
    families = sorted({trial.family for trial in trials.values()})
    best = {f: best_trial({n: t for n, t in trials.items() if t.family == f}, scorer) for f in families}
    return {family: trial for family, trial in best.items() if trial is not None}
