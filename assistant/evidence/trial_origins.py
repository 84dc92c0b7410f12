"""Facts of where trials came from: why each was tried, and which were tried more than once."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.evidence.fact import EvidenceFact
from assistant.evidence.trials import BASELINES, completed
from models.record import RunRecord, Trial

_STOPPED = re.compile(r"(?:^|; )(?:stopped after|only a cheap look).*")
_LEARNED = re.compile(r"proposed by|expected improvement|loss (?:falls|rises)")


@dataclass(frozen=True)
class Origin:
    """Trials that were tried for the same reason. ``best`` is the best complete one of them, if any."""

    why: str
    trials: tuple[Trial, ...]
    best: Trial | None


def origins(record: RunRecord) -> tuple[Origin, ...]:
    """Return the reasons for which trials were tried, the commonest first; baselines are left out."""
    groups: dict[str, list[Trial]] = {}
    for trial in record.trials:
        if trial.family not in BASELINES:
            groups.setdefault(re.sub(r"[-+]?\d[\d.,e-]*", "#", why_tried(trial)), []).append(trial)
    ranking = {trial.number: rank for rank, trial in enumerate(completed(record))}
    found = [_origin(trials, ranking) for trials in groups.values()]
    return tuple(sorted(found, key=lambda origin: (-len(origin.trials), origin.trials[0].number)))


def _origin(trials: list[Trial], ranking: dict[int, int]) -> Origin:
    scored = [trial for trial in trials if trial.number in ranking]
    best = min(scored, key=lambda trial: ranking[trial.number], default=None)
    return Origin(why_tried(trials[0]), tuple(trials), best)


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


def origin_fact(origin: Origin) -> EvidenceFact:
    """Return how many trials were tried for a reason."""
    return EvidenceFact(f"trials that were tried for this reason: {origin.why}", len(origin.trials), href="trials")


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
