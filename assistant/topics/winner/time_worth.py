"""Whether the models that took longest were worth their time: mean time and best score of each family, and the gain."""

from statistics import fmean

from assistant.draft import Draft
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.rivals import rival
from assistant.evidence.search_cost import duration_fact
from assistant.evidence.trials import BASELINES, best_of_family, completed, error_fact, score_fact
from assistant.naming import at_start, family_title, in_sentence
from assistant.topics.verdict import verdict_sentence
from assistant.understanding.question import Question
from models.record import RunRecord, Trial


def say_time_worth(_: Question, record: RunRecord, draft: Draft) -> None:
    """Write which family took longest for a trial, what it gained over the others, and which to leave out."""
    times = _mean_times(record)
    if not times:
        draft.say("In your run no model has a score yet, so whether one was worth its time cannot be told.")
        return
    slowest, quickest = max(times, key=lambda name: times[name]), min(times, key=lambda name: times[name])
    draft.say(
        f"Longest for one trial took **{family_title(record, slowest)}**,",
        f"{draft.measure(_time_fact(record, slowest, times[slowest]), 2)} on average.",
    )
    if len(times) > 1:
        slow, quick = _best(record, slowest), _best(record, quickest)
        _say_gain(record, slow, quick, draft)
    rows = [_row(record, name, times[name], draft) for name in sorted(times, key=lambda name: -times[name])]
    draft.table(("family", "trials", "mean time of a trial", f"best {record.metric.title}", "standard error"), rows)


def _mean_times(record: RunRecord) -> dict[str, float]:
    """Return the mean seconds of the complete trials of each family, the baselines left out."""
    trials = [trial for trial in completed(record) if trial.family not in BASELINES]
    names = dict.fromkeys(trial.family for trial in trials)
    return {name: fmean(trial.seconds for trial in trials if trial.family == name) for name in names}


def _time_fact(record: RunRecord, name: str, seconds: float) -> EvidenceFact:
    return duration_fact(f"mean time of a complete trial of {family_title(record, name)}", seconds, f"families/{name}")


def _best(record: RunRecord, name: str) -> Trial:
    best = best_of_family(record, name)
    return best if best is not None else completed(record)[0]


def _say_gain(record: RunRecord, slow: Trial, quick: Trial, draft: Draft) -> None:
    """Write whether the slowest family is ahead of the quickest by more than chance, and what to do."""
    found = rival(record, slow, quick)
    mean = found.difference.mean if found.difference is not None else 0.0
    was_worth = found.is_tied is False and mean > 0
    slow_title, quick_title = family_title(record, slow.family), family_title(record, quick.family)
    verdict = "It was worth it" if was_worth else "That was not worth it here"
    draft.say(
        f"**{verdict}**: the best {slow_title} against the best {quick_title}, the quickest:",
        f"{in_sentence(verdict_sentence(record, found, draft))}",
        f"{at_start(slow_title)} may stay in the next search."
        if was_worth
        else f"Leave {slow_title} out of the next search, unless it had hardly any trials so far.",
    )


def _row(record: RunRecord, name: str, seconds: float, draft: Draft) -> tuple[str, ...]:
    best = _best(record, name)
    count = sum(trial.family == name for trial in completed(record))
    error = error_fact(record, best)
    return (
        at_start(family_title(record, name)),
        draft.cite(EvidenceFact(f"complete trials of {name}", count, href=f"families/{name}")),
        draft.measure(_time_fact(record, name, seconds), 2),
        draft.cite(score_fact(record, best)),
        draft.cite(error, 2) if error else "not recorded",
    )
