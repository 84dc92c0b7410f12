"""Sentences on one setting of a trial: its value, where it lies in the searched range, its neighbors."""

from collections.abc import Iterable, Sequence

from assistant.charts.of_answers import values_chart
from assistant.draft import Draft
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.numerals import written
from assistant.evidence.rivals import rival
from assistant.evidence.trials import better_by, score_fact, score_of, value_fact
from assistant.evidence.tried_values import (
    TriedValues,
    default_fact,
    position_in_range,
    range_facts,
    tried_values,
    usual_facts,
)
from assistant.markup import code
from assistant.naming import at_start, family_title, in_sentence, trial_named
from assistant.understanding.lexicon import group_of
from models.record import RunRecord, Trial

_POSITIONS = (
    (0.05, "at the low end"),
    (0.35, "in the lower part"),
    (0.65, "in the middle"),
    (0.95, "in the upper part"),
    (1.01, "at the high end"),
)


def settings_of(record: RunRecord, trial: Trial, groups: Iterable[str]) -> list[TriedValues]:
    """Return what was tried of those hyperparameters of a trial that govern one of the groups."""
    account = next((family for family in record.families if family.name == trial.family), None)
    names = [
        item.name
        for item in (account.hyperparameters if account else ())
        if item.name in trial.hyperparameters and group_of(item.name, item.aliases) in groups
    ]
    return [tried for tried in (tried_values(record, trial.family, name) for name in names) if tried is not None]


def value_sentence(trial: Trial, tried: TriedValues, draft: Draft) -> str:
    """Say the value, the searched range with the place of the value in it, and the tuned default."""
    name, value = tried.account.name, trial.hyperparameters[tried.account.name]
    said = f"{code(name)} is {draft.cite(value_fact(trial, name))}"
    ends, position = range_facts(tried), position_in_range(tried, value)
    if not tried.account.is_searched:
        return f"{said}; it was not searched, because a better way than searching exists."
    if ends is not None and position is not None:
        where = next(words for end, words in _POSITIONS if position <= end) if position <= 1.01 else "outside"
        scale = " (on a log scale)" if tried.account.is_log else ""
        said += f", {where} of the searched range from {draft.cite(ends[0])} to {draft.cite(ends[1])}{scale}"
    if value == tried.account.default:
        return f"{said}; this is the tuned default, the value that is tried first."
    return f"{said}; the tuned default is {draft.cite(default_fact(tried))}."


def usual_sentence(trial: Trial, tried: TriedValues, draft: Draft) -> str:
    """Say what values are usual, and whether that of the trial is one of them."""
    facts, value = usual_facts(tried.account), tried.value(trial)
    if not facts or isinstance(value, str | bool | None):
        return ""
    if len(facts) == 1:
        return f"A usual {code(tried.account.name)} is {draft.cite(facts[0])}."
    low, high = tried.account.usual
    where = "below" if value < low else "above" if value > high else "within"
    return f"{code(tried.account.name)} is {where} what is usual, {draft.cite(facts[0])} to {draft.cite(facts[1])}."


def coupled_sentence(tried: TriedValues, draft: Draft) -> str:
    """Say with which others the setting has to be set together."""
    account = tried.account
    if not account.coupled:
        return ""
    whole = EvidenceFact(f"what {account.name} is coupled with", None, source=account.source)
    return f"Set it together with: {in_sentence(draft.quote(account.coupled, whole))}"


def neighbor_sentences(
    record: RunRecord, trial: Trial, tried: TriedValues, draft: Draft, told: Trial | None = None
) -> list[str]:
    """Say how the best trials with a smaller and with a larger value scored, but for one that was told already."""
    value = trial.hyperparameters[tried.account.name]
    if isinstance(value, bool) or not isinstance(value, int | float):
        return []
    smaller = _best_beside(tried, trial, value, below=True)
    larger = _best_beside(tried, trial, value, below=False)
    return [
        _neighbor(record, trial, other, tried.account.name, side, draft)
        for side, other in (("smaller", smaller), ("larger", larger))
        if other is not None and other is not told
    ]


def _best_beside(tried: TriedValues, trial: Trial, value: float, *, below: bool) -> Trial | None:
    """Return the best other trial on one side of a value; trials come best first."""
    for other in tried.trials:
        theirs = tried.value(other)
        if other.number == trial.number or isinstance(theirs, str | bool | None):
            continue
        if (theirs < value) if below else (theirs > value):
            return other
    return None


def _neighbor(record: RunRecord, trial: Trial, other: Trial, name: str, side: str, draft: Draft) -> str:
    return (
        f"The best trial with a {side} {code(name)}, {draft.cite(value_fact(other, name))} "
        f"({trial_named(draft, other)}), scored {draft.measure(score_fact(record, other))}, "
        f"{_verdict(record, trial, other)}."
    )


def _verdict(record: RunRecord, trial: Trial, other: Trial) -> str:
    """Call a difference within the noise a tie, rather than worse or better."""
    if written(score_of(trial)) == written(score_of(other)):
        return "practically the same"
    if rival(record, trial, other).is_tied:
        return "a tie within the noise of the folds"
    return "worse" if better_by(record, score_of(trial), score_of(other)) > 0 else "better"


def change_sentence(record: RunRecord, trial: Trial, tried: TriedValues) -> str:
    """Say whether the best trials with a smaller and with a larger value speak for a change of the setting."""
    value, name = tried.value(trial), code(tried.account.name)
    if isinstance(value, str | bool | None):
        return ""
    found = {side: _best_beside(tried, trial, value, below=side == "smaller") for side in ("smaller", "larger")}
    beside = {side: _verdict(record, trial, other) for side, other in found.items() if other is not None}
    if not beside:
        return ""
    worse = [side for side, verdict in beside.items() if verdict == "worse"]
    if len(beside) == 1:
        (side,), untried = beside, "smaller" if "larger" in beside else "larger"
        end = "scored worse" if worse else "ties with it"
        return f"A {side} {name} promises little: the best such trial {end}; no {untried} one was tried."
    if len(worse) == len(beside):
        return f"Leave {name} as it is: the best trials with a smaller and with a larger value scored worse."
    if not worse:
        return (
            f"A change of {name} promises little: the best trials with a smaller and with a larger value tie with it."
        )
    other = "smaller" if worse == ["larger"] else "larger"
    return f"A {worse[0]} {name} promises nothing, as the best such trial scored worse; a {other} one is a tie."


def say_settings(
    record: RunRecord, trial: Trial, groups: Iterable[str], draft: Draft, named: Sequence[str] = ()
) -> bool:
    """Write what a trial uses of some groups, and its neighbors, and draw them; return whether it uses any.

    Of those that are ``named``, if it has any, nothing but these are told.
    """
    found = settings_of(record, trial, tuple(groups))
    found = [tried for tried in found if tried.account.name in named] or found
    if not found:
        return False
    verb = "uses" if record.result is not None else "uses so far"
    draft.say(f"In your run, {family_title(record, trial.family)} ({trial_named(draft, trial)}) {verb}:")
    draft.list([at_start(value_sentence(trial, tried, draft)) for tried in found])
    for tried in found[:1]:
        draft.say(usual_sentence(trial, tried, draft), *neighbor_sentences(record, trial, tried, draft))
        draft.show(values_chart(record, tried, trial))
    return True
