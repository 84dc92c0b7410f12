"""Sentences on all that was tried of one setting: its edge, from best to worst, and the best trials beside each other.

They are told of whatever setting a question about the run is about: where the value lies, and what the others did.
"""

import re
from collections.abc import Sequence

from assistant.draft import Draft
from assistant.evidence.edges import Edge, edges_of
from assistant.evidence.fact import EvidenceFact, asked_value
from assistant.evidence.rivals import rival
from assistant.evidence.searched import as_number
from assistant.evidence.trials import better_by, error_fact, score_fact, score_of, value_fact
from assistant.evidence.tried_values import TriedValues, range_facts, reads_as
from assistant.markup import code
from assistant.naming import family_title, in_sentence, trial_named
from assistant.topics.setting import change_sentence
from assistant.topics.settings.value_evidence import say_default
from assistant.topics.verdict import verdict_sentence
from assistant.understanding.question import Question
from models.record import RunRecord, Trial

FEWEST = 4  # trials of a setting, from which they say more than the neighbors of the chosen value do
_OF_THE_EDGE = re.compile(
    r"\b(?:edge|limits?|bound(?:ary|s)?|border|widen\w*|extend\w*|wider|ranges?)\b|\b(?:low|high|upper|lower) end\b"
)
_TAKES_FOR_CHOSEN = re.compile(
    r"\b(?:hp:\w+|c) (?:of|was|is|at|=) num\b|\bnum (?:was |is |got )?(?:chosen|picked|selected)"
)
_OF_A_WISH = re.compile(r"\b(?:would|could|should|if|instead|try|tried|set|change|compared?|than|better|ok|okay)\b")
_OF_THE_DEFAULT = re.compile(r"\bdefaults?\b")
_OF_A_CHANGE = re.compile(
    r"\b(?:should|would|could|can|enough|too|right|better|worse|well|good|chang\w+|sensitiv\w*|rais\w+|lower\w*|reason"
    r"|increas\w+|decreas\w+|reduc\w+|drop|higher|smaller|larger|bigger|deeper|shallower|simpler|stronger|weaker"
    r"|strong|weak|need|reasonable|sensible|less|more|twice|double|half|faster)\b"
)


def say_verdict(asked: Question, record: RunRecord, trial: Trial, tried: Sequence[TriedValues], draft: Draft) -> None:
    """Write first what the question wants to hear of a setting: whether it lies at an edge, or wants a change."""
    for each in tried[:1]:
        draft.say(_premise_sentence(asked, trial, each, draft))
        if _OF_THE_DEFAULT.search(asked.tagged):
            say_default(record, trial, each.account.name, draft)
        if _OF_THE_EDGE.search(asked.tagged):
            draft.say(edge_sentence(record, trial, each, draft))
        if _OF_A_CHANGE.search(asked.tagged):
            draft.say(change_sentence(record, trial, each))


def _premise_sentence(asked: Question, trial: Trial, tried: TriedValues, draft: Draft) -> str:
    """Say so where the question takes another value for the chosen one."""
    name = tried.account.name
    values, chosen = asked.entities.values, tried.value(trial)
    is_taken = _TAKES_FOR_CHOSEN.search(asked.tagged) and not _OF_A_WISH.search(asked.tagged)
    if not asked.is_about_run or not values or not is_taken or any(reads_as(chosen, value) for value in values):
        return ""
    said = draft.cite(asked_value(values[0]))
    return f"Your run did not choose {said}: its {code(name)} is {draft.cite(value_fact(trial, name))}."


def edge_sentence(record: RunRecord, trial: Trial, tried: TriedValues, draft: Draft) -> str:
    """Say whether the value lies at an end of the range that was searched, and what follows from it."""
    name, ends = tried.account.name, range_facts(tried)
    if ends is None or not tried.account.is_searched or name not in trial.hyperparameters:
        return ""
    value, low, high = draft.cite(value_fact(trial, name)), draft.cite(ends[0]), draft.cite(ends[1])
    edge = next(iter(edges_of(record, trial, (name,))), None)
    if edge is None:
        return (
            f"No: {code(name)} = {value} lies inside of the searched range from {low} to {high} and not at its edge, "
            "so there is no reason to widen it."
        )
    side = "high" if edge.is_high else "low"
    return f"Yes: {code(name)} = {value} lies at the {side} end of the range from {low} to {high}. {_so(record, edge)}"


def _so(record: RunRecord, edge: Edge) -> str:
    rises = edge.still_rises(record)
    if edge.beyond is None:
        return "Nothing lies beyond that end, so the range need not be wider."
    if rises is None:
        return "Whether the score still rises there cannot be told, so widen it on that side and continue the run."
    if rises:
        return "The best trial there beats the best further inside, so widen it on that side and continue the run."
    return "The best trial further inside is as good, so a wider range promises little."


def say_tried(record: RunRecord, tried: TriedValues, draft: Draft, least: int = FEWEST) -> None:
    """Write how many values of a setting were tried, and the best, the middle and the worst trial with theirs.

    Of two trials the neighbors tell as much, so that they are told only where ``least`` asks for it.
    """
    name, trials = tried.account.name, tried.trials
    if len(trials) < least or not tried.account.is_searched:
        return
    title = family_title(record, tried.family.name)
    count = EvidenceFact(f"complete trials of {tried.family.name} with {name}", len(trials), href="trials")
    values = EvidenceFact(f"different values of {name} that were tried", len(tried.values), href="trials")
    marks = {"best": trials[0], "median": trials[len(trials) // 2], "worst": trials[-1]}
    if len(trials) < FEWEST:
        del marks["median"]
    shown = ", ".join(f"{mark} {_scored(record, name, trial, draft)}" for mark, trial in marks.items())
    draft.say(f"{draft.cite(count)} trials of {title} tried {draft.cite(values)} values of {code(name)}: {shown}.")
    draft.say(_spread(record, tried))


def say_small_against_large(record: RunRecord, tried: TriedValues, draft: Draft) -> None:
    """Write whether small or large values of a setting scored better, by the best trial of each half of the values."""
    name, value_of = tried.account.name, tried.value
    trials = [trial for trial in tried.trials if as_number(value_of(trial)) is not None]
    values = sorted({number for trial in trials if (number := as_number(value_of(trial))) is not None})
    if len(values) < 2:
        draft.say(f"Only one value of {code(name)} has a score, so smaller and larger ones cannot be compared.")
        return
    small_ones = values[: (len(values) + 1) // 2]
    small = next(trial for trial in trials if as_number(value_of(trial)) in small_ones)
    large = next(trial for trial in trials if as_number(value_of(trial)) not in small_ones)
    error = error_fact(record, small)
    noise = "" if error is None else f", with a standard error of {draft.cite(error, 2)} over the folds"
    draft.say(
        f"{_halves_verdict(record, small, large)}: of small values of {code(name)} the best trial scores",
        f"{_scored(record, name, small, draft)}, of large ones {_scored(record, name, large, draft)}{noise}.",
        "Their other settings differ too, so only a fit that changes this one alone would settle it.",
    )


def _halves_verdict(record: RunRecord, small: Trial, large: Trial) -> str:
    is_tied = rival(record, small, large).is_tied
    if is_tied is None:
        return "Whether they differ by more than noise cannot be told"
    if is_tied:
        return "**No difference beyond the noise**"
    return f"**The {'smaller' if better_by(record, score_of(small), score_of(large)) > 0 else 'larger'} did better**"


def _scored(record: RunRecord, name: str, trial: Trial, draft: Draft) -> str:
    value, score = draft.cite(value_fact(trial, name), 3), draft.measure(score_fact(record, trial))
    return f"{score} at {value} ({trial_named(draft, trial)})"


def _spread(record: RunRecord, tried: TriedValues) -> str:
    """Say whether best and worst are apart by more than noise, and what may be concluded of the setting."""
    best, worst = tried.trials[0], tried.trials[-1]
    if best.standard_error is None:
        return ""
    if better_by(record, score_of(best), score_of(worst)) <= 2 * best.standard_error:
        return "Best and worst lie within the noise of the folds, so these trials show no effect of the value."
    proof = " With so few folds even that is no proof." if rival(record, best, worst).is_tied else ""
    return f"Best and worst lie further apart than that noise, though their other settings differ too.{proof}"


def say_second(record: RunRecord, tried: TriedValues, draft: Draft) -> None:
    """Write how the second best trial of a family did with its own value of a setting."""
    if len(tried.trials) < 2:
        return
    best, second = tried.trials[:2]
    draft.say(
        f"The second best of this family is {trial_named(draft, second)}, with {code(tried.account.name)}",
        f"{draft.cite(value_fact(second, tried.account.name), 3)}; the best beside it:",
        in_sentence(verdict_sentence(record, rival(record, best, second), draft)),
    )
