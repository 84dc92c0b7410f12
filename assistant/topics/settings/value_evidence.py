"""Sentences on the other values of one setting: the one that was asked about, and the best that were tried."""

import re

from assistant.draft import Draft
from assistant.evidence.fact import asked_value
from assistant.evidence.rivals import rival
from assistant.evidence.trials import default_trial, leader, score_fact, value_fact
from assistant.evidence.tried_values import NEAR_IN_RANGE, TriedValues, reads_as
from assistant.markup import code
from assistant.naming import in_sentence, trial_named
from assistant.topics.experiments.what_if_offer import offer
from assistant.topics.setting import neighbor_sentences
from assistant.topics.verdict import verdict_sentence
from assistant.understanding.experiment import wish_of
from assistant.understanding.question import Question
from models.record import RunRecord, Trial

_PICKED = re.compile(r"^why\b.*\b(?:pick|choose|chose|select|set|take|took)\b.*hp:\w+ (?:of |to |at |= )?num\b")


def say_evidence(asked: Question, record: RunRecord, trial: Trial, tried: TriedValues, draft: Draft) -> None:
    """Write how other values of a setting did, the one that the question names first."""
    if len(tried.values) < 2:
        draft.say("No other value was tried, so the run cannot tell whether one would do better; trying one would.")
        return
    shown = _say_asked(asked, record, trial, tried, draft)
    best_other = _best_other(trial, tried)
    draft.say(*neighbor_sentences(record, trial, tried, draft, shown))
    if best_other is not None and best_other is not shown:
        _say_best_other(record, trial, best_other, tried, draft)
    draft.say(
        "These trials differ in other settings too, so how much is due to this one cannot be told; the same",
        "configuration with only this value changed, fitted on the same folds, would settle it.",
    )
    _offer_asked(asked, record, trial, tried, draft)


def _offer_asked(asked: Question, record: RunRecord, trial: Trial, tried: TriedValues, draft: Draft) -> None:
    """Offer to measure the value that the question names, where no trial has it."""
    wish = wish_of(asked, record).order
    name, first = tried.account.name, leader(record)
    if wish is None or set(wish.hyperparameters) != {name} or first is None or first.number != trial.number:
        return
    value = wish.hyperparameters[name]
    is_new = isinstance(value, int | float) and not any(
        reads_as(tried.value(one), float(value)) for one in tried.trials
    )
    if is_new:
        offer(record, wish, draft)


def say_luck(record: RunRecord, trial: Trial, tried: TriedValues, draft: Draft) -> None:
    """Write first whether the value is established, where the question doubts it."""
    best = _best_other(trial, tried)
    if best is None:
        draft.say("Whether it is luck cannot be told: no other value was tried.")
        return
    is_tied = rival(record, trial, best).is_tied
    draft.say(
        "It may well be luck: a clearly different value does equally well, so that only the neighborhood is known."
        if is_tied or is_tied is None
        else "Hardly luck alone: the best clearly different value is behind by more than chance would give."
    )


def say_default(record: RunRecord, trial: Trial, name: str | None, draft: Draft) -> None:
    """Write first how the configuration did beside the tuned defaults, where the question speaks of them."""
    default = default_trial(record, trial.family)
    if default is None or default.number == trial.number:
        return
    has_value = name is not None and name in default.hyperparameters
    value = f", {code(name)} = {draft.cite(value_fact(default, name), 3)}" if has_value and name is not None else ""
    draft.say(
        f"The tuned defaults ({trial_named(draft, default)}{value}) scored",
        f"{draft.measure(score_fact(record, default))}, the chosen values ({trial_named(draft, trial)})",
        f"{draft.measure(score_fact(record, trial))}. Comparing the chosen ones with the defaults:",
        in_sentence(verdict_sentence(record, rival(record, trial, default), draft)),
    )


def say_premise(asked: Question, trial: Trial, tried: TriedValues, draft: Draft) -> None:
    """Say so where the question takes another value for the chosen one."""
    value = next(iter(asked.entities.values), None)
    is_why = asked.frame == "why" or _PICKED.search(asked.tagged) is not None
    if value is None or not is_why or reads_as(tried.value(trial), value):
        return
    name = tried.account.name
    draft.say(
        f"Your run did not choose {draft.cite(asked_value(value))}:",
        f"its {code(name)} is {draft.cite(value_fact(trial, name))}.",
    )


def _best_other(trial: Trial, tried: TriedValues) -> Trial | None:
    """Return the best trial with a clearly different value, or else with any other value."""
    chosen = tried.value(trial)
    others = [other for other in tried.trials if tried.value(other) != chosen]
    far = [other for other in others if tried.distance(tried.value(other), chosen) > NEAR_IN_RANGE]
    return next(iter(far or others), None)


def _say_best_other(record: RunRecord, trial: Trial, best: Trial, tried: TriedValues, draft: Draft) -> None:
    other = rival(record, trial, best)
    value = f"{draft.cite(value_fact(best, tried.account.name))} ({trial_named(draft, best)})"
    if other.is_tied:
        draft.say(
            f"The value is no discovery by itself: the best trial with a clearly different one, {value}, does equally",
            f"well. {verdict_sentence(record, other, draft)}",
        )
        return
    draft.say(
        f"Against the best trial with a clearly different value, {value}:",
        in_sentence(verdict_sentence(record, other, draft)),
    )


def _say_asked(asked: Question, record: RunRecord, trial: Trial, tried: TriedValues, draft: Draft) -> Trial | None:
    """Answer for the value that the question names; return the trial that stands for it."""
    others = (value for value in asked.entities.values if not reads_as(tried.value(trial), value))
    value = next(others, None)
    if value is None:
        return None
    if _is_outside(tried, value):
        draft.say(f"{draft.cite(asked_value(value))} lies outside of the searched range.")
    nearest = _standing_for(tried, value)
    if nearest is None or nearest.number == trial.number:
        draft.say(f"No value nearer to {draft.cite(asked_value(value))} than the chosen one was tried.")
        return None
    _say_nearest(record, trial, nearest, value, tried, draft)
    return nearest


def _standing_for(tried: TriedValues, value: float) -> Trial | None:
    """Return the best trial with that very value, or else the one with the nearest."""
    exact = next((trial for trial in tried.trials if reads_as(tried.value(trial), value)), None)
    return exact or tried.nearest(value)


def _say_nearest(
    record: RunRecord, trial: Trial, nearest: Trial, value: float, tried: TriedValues, draft: Draft
) -> None:
    asked, named = draft.cite(asked_value(value)), trial_named(draft, nearest)
    start = f"{asked} was tried ({named})"
    if not reads_as(tried.value(nearest), value):
        near = draft.cite(value_fact(nearest, tried.account.name))
        start = f"{asked} was not tried; the nearest value that was is {near} ({named})"
    draft.say(
        f"{start}: it scored {draft.measure(score_fact(record, nearest))}. Comparing the chosen one with it:",
        in_sentence(verdict_sentence(record, rival(record, trial, nearest), draft)),
    )


def _is_outside(tried: TriedValues, value: float) -> bool:
    low, high = tried.account.low, tried.account.high
    return low is not None and high is not None and not low <= value <= high
