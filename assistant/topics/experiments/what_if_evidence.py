"""What the run has measured near an experiment that nobody made yet: the nearest trials, and the edge of the range."""

from collections.abc import Mapping

from assistant.draft import Draft
from assistant.evidence.nearest import Near, distance_fact, nearest_trials
from assistant.evidence.paired import difference_fact, paired_difference
from assistant.evidence.rivals import rival
from assistant.evidence.trials import BASELINES, completed, leader, score_fact, value_fact
from assistant.evidence.tried_values import position_in_range, range_facts, tried_values
from assistant.markup import code
from assistant.naming import at_start, family_title, has_won, trial_named
from assistant.topics.verdict import verdict_sentence
from models.record import RunRecord, Scalar, Trial, WhatIfOrder

MOST_NEAR = 3
FAR_OFF = 0.35
"""Distance in the search space from which on a trial says little of what was asked for."""
_LARGE = 3
"""Standard errors of the base from which on a difference is named, even where the folds are too few to prove it."""


def say_nearest(record: RunRecord, base: Trial, order: WhatIfOrder, draft: Draft) -> bool:
    """Write the nearest trials that were measured, with their distance; return whether one is the very thing asked."""
    wanted: Mapping[str, Scalar] = {**base.hyperparameters, **order.hyperparameters}
    near = nearest_trials(record, base.family, wanted, MOST_NEAR + 1)
    exact = next((one for one in near if one.distance == 0), None)
    if exact is not None:
        _say_exact(record, exact.trial, draft)
        return True
    _say_now(record, base, order, draft)
    others = [one for one in near if one.trial.number != base.number][:MOST_NEAR]
    if not others:
        draft.say("That was not measured, and no other trial of the family is near it.")
        return False
    draft.say(_lead(record, base, others[0], draft))
    draft.list([_line(record, base, one, order, draft) for one in others])
    return False


def _say_now(record: RunRecord, base: Trial, order: WhatIfOrder, draft: Draft) -> None:
    """Write which values the experiment would change, and in which trial; and that the leader has no such setting."""
    first = leader(record)
    names = [name for name in order.hyperparameters if name in base.hyperparameters]
    if not names or first is None:
        return
    absent = [name for name in names if name not in first.hyperparameters]
    if absent and first.number != base.number:
        draft.say(
            f"{at_start(family_title(record, first.family))} ({trial_named(draft, first)}), which {has_won(record)},",
            f"has no {code(absent[0])}; of the models tried, {family_title(record, base.family)} has.",
        )
    values = " and ".join(f"{code(name)} = {draft.cite(value_fact(base, name))}" for name in names[:2])
    draft.say(
        f"Now it is {values}: {trial_named(draft, base)}, {record.metric.title}",
        f"{draft.measure(score_fact(record, base))}.",
    )


def _lead(record: RunRecord, base: Trial, nearest: Near, draft: Draft) -> str:
    """Say in one sentence what the nearest trial lets expect, and that it is no measurement."""
    difference = paired_difference(record, nearest.trial, base)
    named = trial_named(draft, nearest.trial)
    if difference is None or nearest.distance > FAR_OFF:
        expect = "nothing near enough was tried to tell what to expect"
    elif not difference.is_beyond_chance and abs(difference.mean) > _LARGE * (base.standard_error or 0) > 0:
        more, less = ("better", "gain") if difference.mean > 0 else ("worse", "loss")
        expect = f"the nearest trial, {named}, is much {more}, if the few folds can be believed, so expect a {less}"
    elif not difference.is_beyond_chance:
        expect = f"the nearest trial, {named}, is no clearly better and no clearly worse, so expect no large change"
    elif difference.mean > 0:
        expect = f"the nearest trial, {named}, is better by more than chance gives, so it is worth a try"
    else:
        expect = f"the nearest trial, {named}, is worse by more than chance gives, so expect no gain"
    return f"That was not measured; {expect}. The nearest trials, with their distance in the search space:"


def _say_exact(record: RunRecord, trial: Trial, draft: Draft) -> None:
    first = leader(record)
    scored = draft.measure(score_fact(record, trial))
    if first is None or first.number == trial.number:
        draft.say(f"That is what your run has: {trial_named(draft, trial)} scored {scored}.")
        return
    draft.say(
        f"That was measured: {trial_named(draft, trial)} is this very configuration, and scored {scored}.",
        f"Comparing the one that leads with it: {_lower(verdict_sentence(record, rival(record, first, trial), draft))}",
    )


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def _line(record: RunRecord, base: Trial, near: Near, order: WhatIfOrder, draft: Draft) -> str:
    trial = near.trial
    values = [
        f"{code(name)} = {draft.cite(value_fact(trial, name))}"
        for name in order.hyperparameters
        if name in trial.hyperparameters
    ]
    difference = paired_difference(record, trial, base)
    beside = ""
    if difference is not None:
        where = "ahead of" if difference.mean > 0 else "behind"
        beside = f", {draft.measure(difference_fact(record, difference), 2)} {where} {trial_named(draft, base)}"
    return (
        f"{trial_named(draft, trial)} ({', '.join(values)}), distance {draft.cite(distance_fact(near), 2)}: "
        f"{record.metric.title} {draft.measure(score_fact(record, trial))}{beside}"
    )


def say_range(record: RunRecord, base: Trial, order: WhatIfOrder, draft: Draft) -> None:
    """Say of each value whether it lies within what was searched."""
    for name, value in order.hyperparameters.items():
        tried = tried_values(record, base.family, name)
        ends, at = (None, None) if tried is None else (range_facts(tried), position_in_range(tried, value))
        if ends is None or at is None or 0 <= at <= 1:
            continue
        draft.say(
            f"The search looked at {code(name)} from {draft.cite(ends[0])} to {draft.cite(ends[1])} only, so this",
            "value lies where nothing was tried.",
        )


def say_family(record: RunRecord, family: str, draft: Draft) -> bool:
    """Write how the best trial of another family did; return whether there is one."""
    first = leader(record)
    best = next((trial for trial in completed(record) if trial.family == family), None)
    title = family_title(record, family)
    if best is None or first is None or family in BASELINES:
        draft.say(f"Your run has no complete trial of {title}, so nobody knows yet.")
        return False
    count = sum(trial.family == family for trial in completed(record))
    many = "its only complete trial" if count == 1 else "the best of its complete trials"
    draft.say(
        f"{title[:1].upper()}{title[1:]} was tried: {many}, {trial_named(draft, best)}, scored",
        f"{draft.measure(score_fact(record, best))}. Comparing the one that leads with it:",
        _lower(verdict_sentence(record, rival(record, first, best), draft)),
    )
    return True
