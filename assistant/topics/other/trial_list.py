"""The trials, listed, sorted and filtered exactly as asked, as a short table."""

from assistant.draft import Draft
from assistant.evidence.fact import EvidenceFact, asked_value
from assistant.evidence.gap import gap_fact, gap_of
from assistant.evidence.trials import (
    BASELINES,
    completed,
    count_fact,
    is_cheap_look,
    number_fact,
    score_fact,
    seconds_fact,
    train_fact,
    value_fact,
)
from assistant.markup import code, escaped
from assistant.naming import at_start, family_title, trial_named
from assistant.topics.other.kind import Kind, told_by
from assistant.topics.other.trial_filter import Bounds, TrialFilter, filter_of
from assistant.understanding.question import Question
from models.record import RunRecord, Scalar, Trial

_ORDERS = {
    "best": "the best first", "worst": "the worst first", "fastest": "the fastest first",
    "slowest": "the slowest first", "newest": "the newest first", "oldest": "in the order of their numbers",
}  # fmt: skip
_SUBJECTS = {
    "score": "score", "train": "training score", "gap": "gap", "seconds": "seconds", "number": "trial number",
}  # fmt: skip
_STATES = {
    "waiting": "waiting", "running": "running", "complete": "complete", "pruned": "stopped early", "failed": "failed",
}  # fmt: skip
MOST_SETTINGS = 3
RANKED = ("worst", "fastest", "slowest")
"""Orders in which the baseline would always be first, and tell nothing."""


def _in_general(_: Question, draft: Draft) -> None:
    draft.say(
        "I list, sort and filter the trials of a run, once one is open: by score, time, number, family or state, and",
        "by the value of any hyperparameter (the five fastest; those with XGBoost by score; those with a depth below",
        "some value). Every trial of a run is on its list, those that failed or were stopped included.",
    )


def _in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    if not record.trials:
        draft.say("Your run has no trials yet, so there is nothing to list.")
        return
    wanted = filter_of(asked, record)
    found = _sorted(record, wanted, [trial for trial in record.trials if _matches(record, trial, wanted)])
    for value in wanted.unread:
        draft.say(f"What {draft.cite(asked_value(_plain(value)))} is to bound I could not read, so it bounds nothing.")
    _say_first(record, wanted, found, draft)
    _say_count(record, wanted, found, draft)
    if found:
        _say_table(record, wanted, found[: wanted.number], draft)
    else:
        _say_what_there_is(record, wanted, draft)


def _matches(record: RunRecord, trial: Trial, wanted: TrialFilter) -> bool:
    if wanted.families and trial.family not in wanted.families:
        return False
    if wanted.order in RANKED and trial.family in BASELINES and not wanted.families:
        return False
    if wanted.states and trial.state not in wanted.states:
        return False
    return all(bounds.hold(_number(record, trial, bounds.subject)) for bounds in wanted.bounds)


def _number(record: RunRecord, trial: Trial, subject: str) -> float | None:
    """Return what a bound speaks of; None where the trial has no such number."""
    known: dict[str, Scalar] = {
        "score": trial.validation_score,
        "train": trial.train_score,
        "gap": gap_of(record, trial),
        "seconds": trial.seconds or None,
        "number": trial.number,
    }
    value = known.get(subject, trial.hyperparameters.get(subject))
    return None if isinstance(value, bool | str | None) else float(value)


def _sorted(record: RunRecord, wanted: TrialFilter, trials: list[Trial]) -> list[Trial]:
    """Sort by the order that was asked for, or else the best first; trials without a score come last."""
    if wanted.by is None and wanted.order in ("fastest", "slowest"):
        timed = [trial for trial in trials if trial.seconds > 0 and (trial.state == "complete" or wanted.states)]
        return sorted(timed or trials, key=lambda trial: trial.seconds * (-1 if wanted.order == "slowest" else 1))
    if wanted.order in ("newest", "oldest"):
        return sorted(trials, key=lambda trial: trial.number * (-1 if wanted.order == "newest" else 1))
    numbers = {trial.number for trial in trials}
    scored = [trial for trial in completed(record) if trial.number in numbers]
    if wanted.by is not None:
        return sorted(trials, key=lambda trial: _place(record, trial, wanted.by or ""))
    if scored and wanted.order == "worst":
        return scored[::-1]
    if scored and wanted.order == "best" and wanted.has_number:
        return scored
    ranked = {trial.number for trial in scored}
    return scored + [trial for trial in trials if trial.number not in ranked]


def _place(record: RunRecord, trial: Trial, setting: str) -> tuple[bool, float]:
    """Return where a trial stands in a list by a setting; those that do not have it come last."""
    value = _number(record, trial, setting)
    return value is None, value or 0.0


def _order_words(wanted: TrialFilter) -> str:
    return f"by {code(wanted.by)}, the lowest first" if wanted.by else _ORDERS[wanted.order or "best"]


def _say_count(record: RunRecord, wanted: TrialFilter, found: list[Trial], draft: Draft) -> None:
    everything = draft.cite(count_fact(record, "all"))
    read = _conditions(record, wanted, draft)
    order = f", {_order_words(wanted)}" if len(found) > 1 else ""
    more = f"; the first {draft.cite(_shown(wanted))} are shown" if len(found) > wanted.number else ""
    if not read:
        floor = ", the baseline left out" if wanted.order in RANKED else ""
        trials = "trial" if len(record.trials) == 1 else "trials"
        draft.say(f"Your run has {everything} {trials}{order}{floor}{more}:")
        return
    count = EvidenceFact("trials that match what you asked for", len(found), href="trials")
    number = draft.cite(count) if found else "None"
    verb = "match" if len(found) > 1 else "matches"
    draft.say(f"{number} of the {everything} trials {verb} ({', '.join(read)}){order}{more}.")


def _shown(wanted: TrialFilter) -> EvidenceFact:
    return EvidenceFact("trials that are shown", wanted.number, href="trials")


def _conditions(record: RunRecord, wanted: TrialFilter, draft: Draft) -> list[str]:
    """Say how the question was read, so that a wrong reading is seen."""
    read = [family_title(record, family) for family in wanted.families]
    read += [f"the state {_STATES[state]}" for state in wanted.states]
    return read + [_condition(bounds, draft) for bounds in wanted.bounds]


def _condition(bounds: Bounds, draft: Draft) -> str:
    name = _SUBJECTS.get(bounds.subject) or code(bounds.subject)
    low, high = (None if end is None else draft.cite(asked_value(_plain(end))) for end in (bounds.low, bounds.high))
    if low is not None and high is not None:
        return f"{name} {low}" if bounds.low == bounds.high else f"{name} between {low} and {high}"
    if high is not None:
        return f"{name} {'at most' if bounds.is_closed else 'below'} {high}"
    return f"{name} {'at least' if bounds.is_closed else 'above'} {low}"


def _plain(value: float) -> float:
    return int(value) if float(value).is_integer() else value


def _say_table(record: RunRecord, wanted: TrialFilter, trials: list[Trial], draft: Draft) -> None:
    settings = _settings(record, wanted)
    has_train = any(bounds.subject == "train" for bounds in wanted.bounds)
    has_gap = any(bounds.subject == "gap" for bounds in wanted.bounds)
    header = ["trial", "family", escaped(record.metric.title), *map(code, settings)]
    header += [*(["training score"] if has_train else []), *(["gap"] if has_gap else []), "seconds", "state"]
    rows = []
    for trial in trials:
        row = [draft.cite(number_fact(trial)), family_title(record, trial.family), _score(record, trial, draft)]
        row += [draft.cite(value_fact(trial, name)) if name in trial.hyperparameters else "" for name in settings]
        row += [_cited(train_fact(record, trial), draft)] if has_train else []
        row += [_cited(gap_fact(record, trial), draft)] if has_gap else []
        rows.append([*row, draft.cite(seconds_fact(trial), 2), _state(record, trial)])
    draft.table(header, rows)


def _settings(record: RunRecord, wanted: TrialFilter) -> list[str]:
    """Return the settings that the question names and that some trial has."""
    named = dict.fromkeys((*wanted.settings, *(bounds.subject for bounds in wanted.bounds)))
    used = {name for trial in record.trials for name in trial.hyperparameters}
    return [name for name in named if name in used][:MOST_SETTINGS]


def _score(record: RunRecord, trial: Trial, draft: Draft) -> str:
    return draft.cite(score_fact(record, trial)) if trial.validation_score is not None else ""


def _cited(fact: EvidenceFact | None, draft: Draft) -> str:
    return draft.cite(fact) if fact else ""


def _state(record: RunRecord, trial: Trial) -> str:
    return "cheap look" if is_cheap_look(record, trial) else _STATES[trial.state]


def _say_first(record: RunRecord, wanted: TrialFilter, found: list[Trial], draft: Draft) -> None:
    """Name the one that the order is about, in words."""
    if not found or wanted.order is None:
        return
    first = found[0]
    if wanted.order in ("fastest", "slowest"):
        time = draft.measure(seconds_fact(first), 2)
        draft.say(f"The {wanted.order} is {trial_named(draft, first)}: its folds took {time} together.")
    elif wanted.order in ("best", "worst") and first.validation_score is not None:
        score = draft.measure(score_fact(record, first))
        better = "greater" if record.metric.greater_is_better else "smaller"
        draft.say(f"The {wanted.order} is {trial_named(draft, first)} with {score}; {better} is better.")


def _say_what_there_is(record: RunRecord, wanted: TrialFilter, draft: Draft) -> None:
    """Say between which ends the trials lie, where none is within the bounds."""
    for bounds in wanted.bounds[:2]:
        known = [(n, t) for t in record.trials if (n := _number(record, t, bounds.subject)) is not None]
        name = _SUBJECTS.get(bounds.subject) or code(bounds.subject)
        if not known:
            draft.say(f"No trial has a value of {name}.")
            continue
        href = "trials"
        ends = [EvidenceFact(f"{words} {bounds.subject} of the trials", _plain(end), "", href) for words, end in (
            ("lowest", min(known, key=lambda pair: pair[0])[0]), ("highest", max(known, key=lambda pair: pair[0])[0])
        )]  # fmt: skip
        if ends[0].value == ends[1].value:
            draft.say(f"{at_start(name)} is {draft.cite(ends[0])} in every trial that has it.")
            continue
        draft.say(f"{at_start(name)} of the trials goes from {draft.cite(ends[0])} to {draft.cite(ends[1])}.")
    if wanted.families and not any(trial.family in wanted.families for trial in record.trials):
        used = dict.fromkeys(trial.family for trial in record.trials)
        draft.say(f"Families that were tried: {', '.join(family_title(record, family) for family in used)}.")


TRIAL_LIST = Kind(
    name="trial_list",
    cues=told_by(r"""
        60 ^(?:please |now |can you |and )*(?:list|sort|filter) (?:\w+ ){0,4}trials\b
        60 \bwhich trials (?:used?|have|had|with|are|were)\b.*\bnum\b|\btrials (?:in which|where|that|
        ...whose)\b.*\bnum\b|^filter\b
        11 \bwhich (?:family:\w+ )(?:trials?|models?|one) (?:was|is|were|took)\b
        10 ^(?:can you |please |now |and |just )?(?:sort|order|filter|rank) (?:it |them |these |the list )?by\b|
        ...^(?:now |and |just |please |show )*(?:me )?only\b.*\btrials\b
        10 \b(?:try|tries|trials?|fits?)\b.*\b(?:longer|more|less|shorter|faster|slower) than num|
        ...^(?:the )?top num (?:trials|models)\b
        10 \bwhich (?:of (?:my|the) )?(?:trials?|models?)\b.*\b(?:slowest|fastest|longest|number one|most time|
        ...best so far|quickest)
        9 \b(?:remove|drop|hide|leave out) the (?:failed|pruned|baseline)\b.*\b(?:list|show|rest)|^(?:list|show|
        ...lsit) all\b
        11 \b(?:list|show|give|display|print|filter|sort|order|table|find|get|see)\b.*\b(?:trials|configurations)\b
        11 \btrials?\b.*\b(?:where|between|whose|under|below|above|over|with hp:|with (?:a |the )?(?:score|depth|gap)|
        ...sorted|ordered|by (?:the )?(?:score|time|seconds|number))
        11 \b(?:fastest|slowest|quickest|longest|worst|newest|latest|cheapest) (?:num )?(?:trials?|models?|ones?|
        ...configurations?|fits?)\b|\b(?:num|five|ten|three) (?:fastest|slowest|worst|quickest|newest|latest)
        10 \bwhich (?:trial|model|configuration|one)s? (?:was|is|were|are|took) (?:the )?(?:fastest|slowest|quickest|
        ...longest|worst|shortest)
        10 \btrials? (?:with|of|using|from|by) (?:a |the )?(?:family:|hp:)
        10 ^(?:the )?trials?(?: trial:)?(?: .*)?\b(?:between|under|below|above|over|from trial:|trial: to trial:)
        9 ^(?:all|every|the|my) trials$|\ball (?:of )?(?:the |my )?trials\b|\bhow many trials (?:used|with|have|had|
        ...are|
        ...were|of)\b
        9 \bwhat (?:trials|configurations) (?:were|did|have|has)\b
        -7 \bcompare|\bside by side|\bvs\b|\bdifference|\bwhy\b|\bmore trials|\benough\b
        -20 \bcsv\b|\bexcel\b|\bspreadsheet|\bexport|\bdownload|\bdata ?frame
    """),
    examples=(
        "list the 5 fastest trials",
        "show me all trials sorted by score",
        "trials between 10 and 20",
        "which trial was the slowest",
    ),
    in_general=_in_general,
    in_run=_in_run,
)
