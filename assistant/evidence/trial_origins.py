"""Facts of where trials came from: why each was tried, and which were tried more than once."""

import re
from collections.abc import Iterable

from assistant.evidence.fact import EvidenceFact
from models.record import RunRecord, Trial

_STOPPED = re.compile(r"(?:^|; )(?:stopped after|only a cheap look).*")
_LEARNED = re.compile(r"proposed by|expected improvement|loss (?:falls|rises)")


def why_tried(trial: Trial) -> str:
    """Return why a trial was tried, without why it was given up.

    Examples
    --------
    >>> why_tried(Trial(7, "xgboost", {}, "pruned", why="drawn at random; stopped after 2 of 5 folds: behind"))
    'drawn at random'
    """
    return _STOPPED.sub("", trial.why) or "no reason is recorded"


def learned(record: RunRecord) -> tuple[Trial, ...]:
    """Return the trials that were proposed from what earlier ones had scored."""
    return tuple(trial for trial in record.trials if _LEARNED.search(why_tried(trial)))


def repeated(trials: Iterable[Trial]) -> tuple[tuple[Trial, ...], ...]:
    """Return the groups of trials that have the same configuration at the same resource, each more than once."""
    groups: dict[tuple[object, ...], list[Trial]] = {}
    for trial in trials:
        if trial.hyperparameters:
            settings = tuple(sorted(trial.hyperparameters.items(), key=lambda item: item[0]))
            groups.setdefault((trial.family, trial.resource, settings), []).append(trial)
    return tuple(tuple(group) for group in groups.values() if len(group) > 1)


def repeated_fact(groups: tuple[tuple[Trial, ...], ...]) -> EvidenceFact:
    """Return how many trials repeat an earlier one."""
    count = sum(len(group) - 1 for group in groups)
    return EvidenceFact("trials whose configuration had been tried before, exactly", count, href="trials")
