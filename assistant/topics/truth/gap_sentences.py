"""Sentences on the gap between training and held-back score: how large it is, and what is usual in its family."""

from collections.abc import Sequence

from assistant.draft import Draft
from assistant.evidence.fact import QUESTION, EvidenceFact
from assistant.evidence.findings import answered
from assistant.evidence.gap import FamilyGaps, family_gaps, gap_fact, gap_of
from assistant.evidence.literature import NO_UNBIASED_ERROR
from assistant.evidence.rivals import rival
from assistant.evidence.trials import (
    BASELINES,
    completed,
    error_fact,
    leader,
    number_fact,
    score_fact,
    train_fact,
    unit_of,
    value_fact,
)
from assistant.markup import code
from assistant.naming import at_start, family_title, first_called, in_sentence, trial_named
from assistant.topics.truth.finding_sentences import measured
from assistant.topics.verdict import verdict_sentence
from models.record import RunRecord, Trial

_MOST_SETTINGS, _SHOWN = 2, 5
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
    return f"the {first_called(record)}"


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


def say_named_gap(named: Sequence[float], record: RunRecord, draft: Draft) -> None:
    """Put a gap that somebody names beside the standard error of the leading trial."""
    first = leader(record)
    error = error_fact(record, first) if first is not None else None
    if len(named) != 1 or not 0 < named[0] < 1 or first is None or error is None or not first.standard_error:
        return
    fact = EvidenceFact("gap that you named", named[0], "", source=QUESTION)
    verdict = "more" if named[0] > 2 * first.standard_error else "no more"
    draft.say(
        f"The {draft.cite(fact)} that you name is {verdict} than two standard errors of the held-back score of your",
        f"run ({draft.cite(error, 2)} each).",
    )


def say_side_by_side(record: RunRecord, draft: Draft) -> None:
    """Write a table of both scores of the best trials."""
    shown = completed(record)[:_SHOWN]
    if not shown:
        draft.say("In your run no trial has a score yet.")
        return
    draft.say(f"{record.metric.title} of the best trials of your run, on rows seen and unseen:")
    header = ("trial", "family", "training score", "held-back score", "standard error", "gap")
    draft.table(header, [(*line_of_scores(record, trial, draft), _gap(record, trial, draft)) for trial in shown])


def line_of_scores(record: RunRecord, trial: Trial, draft: Draft) -> tuple[str, ...]:
    """Return the cells of one trial: number, family, both scores, standard error."""
    train, error = train_fact(record, trial), error_fact(record, trial)
    return (
        draft.cite(number_fact(trial)),
        family_title(record, trial.family),
        draft.cite(train) if train else "not recorded",
        draft.cite(score_fact(record, trial)),
        draft.cite(error, 2) if error else "not recorded",
    )


def say_largest_gaps(record: RunRecord, draft: Draft, most: int = 3, *, smallest_first: bool = False) -> None:
    """Write a table of the trials whose training score is farthest ahead of their held-back one, or least far."""
    trials = [trial for trial in completed(record) if trial.family not in BASELINES]
    gaps = [(gap, trial) for trial in trials if (gap := gap_of(record, trial)) is not None]
    ranked = sorted(gaps, key=lambda pair: pair[0] if smallest_first else -pair[0])[:most]
    if not ranked:
        draft.say("No trial of your run has both scores, so none can be ranked by its gap.")
        return
    draft.say(f"By the gap between both scores, {'smallest' if smallest_first else 'largest'} first:")
    header = ("trial", "family", "gap", "training score", "held-back score", "settings")
    draft.table(header, [_line_of_gap(record, trial, draft) for _, trial in ranked])


def _line_of_gap(record: RunRecord, trial: Trial, draft: Draft) -> tuple[str, ...]:
    gap, train = gap_fact(record, trial), train_fact(record, trial)
    names = list(trial.hyperparameters)[:_MOST_SETTINGS]
    settings = [f"{code(name)} {draft.cite(value_fact(trial, name))}" for name in names]
    return (
        draft.cite(number_fact(trial)),
        family_title(record, trial.family),
        draft.cite(gap, 2) if gap else "",
        draft.cite(train) if train else "",
        draft.cite(score_fact(record, trial)),
        ", ".join(settings),
    )


def say_two_gaps(record: RunRecord, first: Trial, other: Trial, draft: Draft) -> None:
    """Write whether the first trial's gap is the larger one, and both trials in a table."""
    gap, its_gap = gap_of(record, first), gap_of(record, other)
    if gap is None or its_gap is None:
        draft.say("In your run there are no two trials with both scores to compare.")
        return
    verdict = verdict_sentence(record, rival(record, first, other), draft)
    called = "the winner" if first is leader(record) else f"{family_title(record, first.family)}"
    draft.say(
        f"The gap of {called} is the {'larger' if gap > its_gap else 'smaller'} one.",
        "That does not change the choice, which goes by held-back scores and not by gaps.",
        f"{at_start(called)} against the other: {in_sentence(verdict)}",
    )
    header = ("trial", "family", "training score", "held-back score", "standard error", "gap")
    lines = [(*line_of_scores(record, trial, draft), _gap(record, trial, draft)) for trial in (first, other)]
    draft.table(header, lines)


def _gap(record: RunRecord, trial: Trial, draft: Draft) -> str:
    fact = gap_fact(record, trial)
    return draft.cite(fact, 2) if fact else "not recorded"
