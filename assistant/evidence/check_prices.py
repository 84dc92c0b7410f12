"""Facts of the deeper checks: what each would tell, and its seconds, predicted from the trials of the run."""

from collections.abc import Mapping

from assistant.evidence.fact import EvidenceFact
from assistant.evidence.trials import leader
from models.record import RunRecord, Trial

_FITS_OF_THE_WINNER: Mapping[str, float] = {"repeated_cv": 10, "permuted_labels": 39, "learning_curve": 1.8}
"""How often each check evaluates the winner, in trials (the engine's ``models.settling`` does the same sum)."""
_TRIALS_OF_THE_SEARCH, _SEARCHES = 10, 3

WHAT: Mapping[str, str] = {
    "repeated_cv": "the best trials on other splits of the same rows",
    "permuted_labels": "the winner fitted on shuffled answers",
    "null_search": "a short search on shuffled answers",
    "learning_curve": "the winner fitted on fewer rows",
    "nested_cv": "the whole search again inside outer folds",
}


def check_seconds(record: RunRecord, check: str) -> EvidenceFact | None:
    """Return what a deeper check takes on one process; None before the first score."""
    first = leader(record)
    seconds = None if first is None else _seconds(record, check, first)
    if seconds is None:
        return None
    label = f"seconds that the check {check} takes, predicted from the trials"
    return EvidenceFact(label, round(seconds, 1), "s", "trials")


def _seconds(record: RunRecord, check: str, first: Trial) -> float | None:
    spent = sum(trial.seconds for trial in record.trials)
    if check == "null_search":
        return _TRIALS_OF_THE_SEARCH * spent / max(1, len(record.trials))
    if check == "nested_cv":
        return _SEARCHES * spent
    fits = _FITS_OF_THE_WINNER.get(check)
    return None if fits is None else fits * first.seconds
