"""The complete trials, best first, with those marked that chance alone could have put behind the winner."""

from collections.abc import Mapping, Sequence

from scipy.stats import t as student

from models.estimate import by_score, paired_difference
from models.record import LeaderboardEntry, Trial
from models.scoring import Scorer
from models.splits import Fold, fold_sizes

TIE_LEVEL = 0.95


def leaderboard(trials: Mapping[int, Trial], scorer: Scorer, folds: Sequence[Fold]) -> tuple[LeaderboardEntry, ...]:
    """Rank the complete trials.

    ``tied`` entries are not behind the winner by more than chance gives: a paired t test over the folds with the
    correction of Nadeau and Bengio, two-sided at 5 %. Equal scores share a rank.
    """
    ranked = by_score(trials, scorer)
    entries: list[LeaderboardEntry] = []
    for position, trial in enumerate(ranked, start=1):
        previous = entries[-1] if entries else None
        is_equal = previous is not None and previous.validation_score == trial.validation_score
        rank = previous.rank if previous is not None and is_equal else position
        entries.append(
            LeaderboardEntry(
                rank=rank,
                trial=trial.number,
                family=trial.family,
                hyperparameters=trial.hyperparameters,
                validation_score=float(trial.validation_score or 0.0),
                standard_error=trial.standard_error,
                train_score=trial.train_score,
                seconds=trial.seconds,
                tied=_is_tied(ranked[0], trial, scorer, folds),
            )
        )
    return tuple(entries)


def _is_tied(winner: Trial, other: Trial, scorer: Scorer, folds: Sequence[Fold]) -> bool:
    if winner is other:
        return True
    n_train, n_validation = fold_sizes(folds)
    mean, error = paired_difference(winner, other, n_train, n_validation, scorer)
    if error == 0:
        return mean == 0
    quantile = student.ppf((1 + TIE_LEVEL) / 2, max(1, len(winner.folds) - 1))
    return bool(abs(mean) / error < quantile)
