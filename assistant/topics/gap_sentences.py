"""Sentences on the gap between training and held-back score: how large it is, and what is usual in its family."""

from assistant.draft import Draft
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.findings import answered
from assistant.evidence.gap import FamilyGaps, family_gaps, gap_fact, gap_of
from assistant.evidence.literature import NO_UNBIASED_ERROR
from assistant.evidence.trials import error_fact, leader, score_fact, train_fact, unit_of
from assistant.naming import family_title, trial_named
from assistant.topics.finding_sentences import measured
from models.record import RunRecord, Trial

_MEMORIZING = {
    "random_forest": "a forest",
    "extra_trees": "a forest",
    "k_nearest_neighbors": "nearest neighbors, where a row on which it was fitted is its own neighbor,",
}
"""Families that know their training rows by the way they are built."""


def say_gap(record: RunRecord, trial: Trial, draft: Draft) -> None:
    """Write both scores of a trial, their gap, and the error of the held-back one."""
    gap, train, error = gap_fact(record, trial), train_fact(record, trial), error_fact(record, trial)
    if gap is None or train is None:
        draft.say(f"The training score of {trial_named(draft, trial)} is not recorded, so its gap cannot be told.")
        return
    draft.say(
        f"In your run {_called(record, trial)} ({family_title(record, trial.family)}, {trial_named(draft, trial)})",
        f"scores {record.metric.title} {draft.measure(train)} on rows that it was fitted on and",
        f"{draft.measure(score_fact(record, trial))} on held-back rows: {_worded(record, trial, gap, draft)}.",
        f"The standard error over the folds is {draft.cite(error, 2)}"
        f" ({draft.refer(NO_UNBIASED_ERROR, 'indicative only')}){_against_error(record, trial)}."
        if error
        else "",
    )


def _called(record: RunRecord, trial: Trial) -> str:
    """Return what a trial is: the best model, or the one that was asked about."""
    if trial is not leader(record):
        return "that model"
    return "the best model" if record.result else "the best model so far"


def _worded(record: RunRecord, trial: Trial, gap: EvidenceFact, draft: Draft) -> str:
    if (gap_of(record, trial) or 0.0) >= 0:
        return f"a gap of {draft.cite(gap, 2)}"
    return f"it does better on held-back rows, a gap of {draft.cite(gap, 2)}, which is mostly the luck of the split"


def _against_error(record: RunRecord, trial: Trial) -> str:
    """Put the gap beside the noise of the held-back score."""
    gap, error = gap_of(record, trial), trial.standard_error
    if gap is None or not error:
        return ""
    return "; the gap is within two of them" if abs(gap) <= 2 * error else "; the gap is larger than two of them"


def say_usual(record: RunRecord, trial: Trial, draft: Draft) -> None:
    """Write whether the gap is usual among the other trials of its family."""
    title, gaps = family_title(record, trial.family), family_gaps(record, trial)
    if gaps is None:
        draft.say(f"Whether that is usual for {title} cannot be told: there are too few other trials of it.")
        return
    smallest, middle, largest = (
        EvidenceFact(f"{name} gap of the other trials of {trial.family}", value, unit_of(record), "trials")
        for name, value in (("smallest", gaps.smallest), ("middle", gaps.middle), ("largest", gaps.largest))
    )
    count = EvidenceFact(f"other complete trials of {trial.family}", gaps.n_trials, href="trials")
    draft.say(
        f"That is {_place(gap_of(record, trial) or 0.0, gaps)} the other {draft.cite(count)} trials of {title}: their",
        f"gaps go from {draft.cite(smallest, 2)} to {draft.cite(largest, 2)}, with {draft.cite(middle, 2)} in the",
        "middle.",
    )
    memorizing = _MEMORIZING.get(trial.family)
    if memorizing is not None:
        draft.say(f"For {memorizing} a large gap is expected.")


def _place(own: float, gaps: FamilyGaps) -> str:
    if own > gaps.largest:
        return "larger than in"
    return "smaller than in" if own < gaps.smallest else "within the range of"


def say_trend(record: RunRecord, draft: Draft) -> None:
    """Write whether the trials that fit the training rows better do worse on held-back ones."""
    finding = answered(record, "train_against_validation")
    draft.say(measured(finding, draft) if finding is not None else "")
