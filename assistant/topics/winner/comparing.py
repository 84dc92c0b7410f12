"""Trials of a run side by side: those that are named, the best, the worst, a simpler one, the baseline."""

import re
from collections.abc import Sequence

from assistant.charts.of_answers import comparison_chart
from assistant.draft import Draft
from assistant.evidence.fact import EvidenceFact, asked_value
from assistant.evidence.findings import answered, found
from assistant.evidence.rivals import rival
from assistant.evidence.trials import (
    BASELINES,
    address,
    baseline,
    best_of_family,
    best_trial,
    completed,
    default_trial,
    error_fact,
    is_cheap_look,
    leader,
    score_fact,
    seconds_fact,
    trial_numbered,
    value_fact,
)
from assistant.markup import code
from assistant.naming import at_start, family_title, first_called, trial_named
from assistant.topics.truth.check_sentences import check_sentence
from assistant.topics.truth.choosing_sentences import say_default_against_tuned
from assistant.topics.truth.finding_sentences import measured
from assistant.topics.verdict import verdict_sentence
from assistant.topics.winner import compare_words as words
from assistant.topics.winner.comparison_sentences import (
    say_differences,
    say_how_many_tied,
    say_quickest,
    say_simpler,
    say_spread,
    say_table,
    tied_with_best,
)
from assistant.understanding.question import Question
from models.record import RunRecord, Trial

SHOWN = 5
_STATES = {
    "waiting": "has not begun",
    "running": "still runs",
    "complete": "is complete, and the metric is undefined on its folds",
    "pruned": "was pruned",
    "failed": "failed",
}
_CHEAP_LOOK = "was only looked at with a part of the rounds or rows"
MOST_SHOWN = 10


def say_best_two(_: Question, record: RunRecord, draft: Draft) -> None:
    """Show what was said in general on the best two trials of the run."""
    trials = list(completed(record)[:2])
    if len(trials) < 2:
        draft.say("In your run there are no two complete trials to compare yet.")
        return
    draft.say("In your run, the best two trials:")
    say_differences(record, trials, draft)
    draft.show(comparison_chart(record, trials))


def say_other_run(_: Question, record: RunRecord, draft: Draft) -> None:
    """Write by which folds and metric the run scored, and what to hold another run against."""
    alone = "I see only the run that is open here, so another one I cannot put beside it."
    first = leader(record)
    if first is None or record.folds is None:
        draft.say(alone)
        return
    folds = EvidenceFact("folds of the run", record.folds.n_folds, href="folds")
    draft.say(
        f"{alone} It scored by {record.metric.title} on {draft.cite(folds)} folds; its leading trial",
        f"({trial_named(draft, first)}) has {draft.measure(score_fact(record, first))}.",
    )


def say_default(_: Question, record: RunRecord, draft: Draft) -> None:
    """Compare the best trial with the default of its family."""
    say_default_against_tuned(record, draft)
    best = best_trial(record)
    default = default_trial(record, best.family) if best is not None else None
    if best is not None and default is not None and default.number != best.number:
        say_table(record, [best, default], draft)
        draft.show(comparison_chart(record, [best, default]))


def say_simpler_ones(_: Question, record: RunRecord, draft: Draft) -> None:
    """Say what simpler trial does as well, beside those that are tied."""
    say_simpler(record, draft)
    tied = tied_with_best(record)
    if len(tied) > 1:
        draft.say("Tied by their folds:")
        say_table(record, tied[:SHOWN], draft)
        draft.show(comparison_chart(record, tied[:SHOWN]))


def say_chosen(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Write the trials that are asked for side by side, and what their differences are worth."""
    _say_missing(asked, record, draft)
    trials = _chosen(asked, record)
    if not trials:
        if not asked.entities.trials:
            draft.say("In your run no trial has a score yet, so there is nothing to compare.")
            return
        words.gist_of_noise(asked, draft)
        say_best_two(asked, record, draft)
        return
    if len(trials) == 1:
        draft.say(f"There is only one complete trial to show: {trial_named(draft, trials[0])}.")
    is_two = len(trials) == 2
    if is_two and (asked.entities.ranks or _ABOUT_RANK.search(asked.tagged)):
        _say_place(record, trials[1], draft)
    _say_verdict(asked, record, draft)
    if _is_general(asked):
        say_differences(record, trials[:2], draft)
        return
    _say_side_by_side(asked, record, trials, draft)
    if not is_two or asked.frame == "how_sure":
        _say_how_sure(asked, record, draft)
    draft.show(comparison_chart(record, trials))


def _say_side_by_side(asked: Question, record: RunRecord, trials: Sequence[Trial], draft: Draft) -> None:
    """Write a table of trials and what their differences are worth, which goes first where that was asked."""
    is_two = len(trials) == 2
    is_about_the_difference = asked.frame in ("how_much", "how_sure") or is_two or bool(_CLOSE.search(asked.tagged))
    if is_about_the_difference:
        say_differences(record, trials, draft)
    draft.say(f"{record.metric.title} of your run{'' if record.result else ' so far'}, {_direction(record)} is better:")
    say_table(record, trials, draft)
    if is_two and asked.entities.trials:
        _say_values(trials, draft)
    if not is_about_the_difference:
        say_differences(record, trials, draft)
    if _ABOUT_SPEED.search(asked.tagged):
        times = ", ".join(f"{trial_named(draft, one)}: {draft.measure(seconds_fact(one), 2)}" for one in trials[:3])
        draft.say(f"Time for all folds: {times}.")


def _is_general(asked: Question) -> bool:
    """Whether a long question names nothing of the run and asks for no list: a verdict is all that it needs of one."""
    named = asked.entities
    is_long = len(asked.tagged.split()) > _FEW_WORDS
    names = bool(named.trials or named.ranks or named.families) or asked.topic_before is not None
    return is_long and not names and not asked.is_about_run and _SHOW.search(asked.tagged) is None


_FEW_WORDS = 7
_SHOW = re.compile(r"\b(?:show|list|table|top|side|rank\w*|leaderboard|compare|these|which|give)\b")


def _say_verdict(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Answer in a sentence which trial is quickest, or whether all do alike, where that was asked."""
    if _ABOUT_SPEED.search(asked.tagged):
        say_quickest(record, draft)
    named = asked.entities
    if _ABOUT_SPREAD.search(asked.tagged):
        say_spread(record, draft)
    if _ABOUT_ALL.search(asked.tagged) or not (named.trials or named.ranks or named.families):
        say_how_many_tied(record, draft)


_ABOUT_SPEED = re.compile(r"slow|fast|quick|\bspeed\b")
_ABOUT_ALL = re.compile(
    r"\b(?:all|most|every|many)\b.*\b(?:equal|equally|same|alike|similar|tied|ties|as good)\b|\bhow many\b.*\btied"
    r"|\b(?:indistinguishable|tied) (?:from|with)\b|\bwithin (?:the )?(?:noise|error)\b|\bas good\b"
)
_ABOUT_FAMILIES = re.compile(r"\bfamil(?:y|ies)\b|\balgorithms?\b|\b(?:kinds?|types?) of models?\b|\bmodel types?\b")
_ABOUT_SPREAD = re.compile(
    r"\bmedian\b|\bmiddle\b|\btypical\b|\baverage trials?\b|\bspread\b|\brange of (?:the )?scores\b"
)
_CLOSE = re.compile(
    r"\breal\b|\breally\b|\bclose\w*\b|\btight\b|\bnarrow\w*\b|\bmargins?\b|\bby far\b|\bclear\w*\b|\bneck\b"
)
_NOT_LINEAR = re.compile(r"\bnon ?(?:linear|family:linear)|\bnot (?:linear|family:linear)")
_SECOND = re.compile(r"\b(?:came|come|finished|placed|ranked|is|was) second\b|\brunner up\b")
_ABOUT_RANK = re.compile(r"\brunner\b|\bsecond\b|\bthird\b|\bworst\b|\blast\b")


def _say_place(record: RunRecord, trial: Trial, draft: Draft) -> None:
    """Write at which place a trial stands, and what it scores."""
    place = [one.number for one in completed(record)].index(trial.number) + 1
    fact = EvidenceFact(f"place of trial {trial.number} by its score", place, href="leaderboard")
    error = error_fact(record, trial)
    draft.say(
        f"At place {draft.cite(fact)} stands {family_title(record, trial.family)} ({trial_named(draft, trial)}) with",
        f"{record.metric.title} {draft.measure(score_fact(record, trial))}"
        + (f" (standard error {draft.cite(error, 2)})." if error else "."),
    )


def _say_values(trials: Sequence[Trial], draft: Draft) -> None:
    """Write which values two trials of one family do not share."""
    one, other = trials
    if one.family != other.family:
        draft.say("They are of different families, and so have other hyperparameters altogether.")
        return
    names = [name for name in one.hyperparameters if one.hyperparameters[name] != other.hyperparameters.get(name)]
    differ = ", ".join(
        f"{code(name)} {draft.cite(value_fact(one, name), 3)} against {draft.cite(value_fact(other, name), 3)}"
        for name in names
        if name in other.hyperparameters
    )
    if differ:
        draft.say(f"What differs, {trial_named(draft, one)} first: {differ}.")


def say_floor(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Compare the best trial with the baseline, in points and in standard errors."""
    first, least = leader(record), baseline(record)
    if first is None or least is None:
        draft.say("Your run has no trial of a baseline to compare it with.")
        return
    difference = rival(record, first, least)
    draft.say(
        "Your model beats guessing by more than chance would give:"
        if difference.is_tied is False
        else "That your model beats guessing is not proven:",
        f"the baseline, which ignores every column, scores {draft.measure(score_fact(record, least))}, the",
        f"{first_called(record)} ({trial_named(draft, first)}) {record.metric.title}",
        f"{draft.measure(score_fact(record, first))}. " + verdict_sentence(record, difference, draft),
    )
    skill = answered(record, "no_skill")
    if skill is not None:
        draft.say(measured(skill, draft))
    if _OF_A_RULE.search(asked.tagged):
        draft.say(
            "A rule of one column was not tried: nothing recorded says how it would do. Try it: a run with that column",
            "alone in its table is scored on the same folds, or count on labeled rows how often the rule is right.",
        )


_OF_A_RULE = re.compile(r"\brules?\b|\bcolumn:|older|younger|if .* then")


def _direction(record: RunRecord) -> str:
    return "greater" if record.metric.greater_is_better else "smaller"


def _say_missing(asked: Question, record: RunRecord, draft: Draft) -> None:
    missing: list[str] = []
    for number in asked.entities.trials:
        trial = trial_numbered(record, number)
        if trial is None:
            missing.append(draft.cite(asked_value(number)))
        elif trial.validation_score is None:
            whole = EvidenceFact(f"why trial {number} has no score", None, href=address(trial))
            why = draft.quote(trial.error or trial.why, whole)
            named = at_start(trial_named(draft, trial))
            state = _CHEAP_LOOK if is_cheap_look(record, trial) else _STATES[trial.state]
            draft.say(f"{named} has no score to compare: it {state}{': ' + why if why else ''}.")
    if missing:
        count = EvidenceFact("trials of the run", len(record.trials), href="trials")
        first = EvidenceFact(
            "number of the first trial", min((t.number for t in record.trials), default=0), href="trials"
        )
        draft.say(
            f"Your run has no trial {' and no trial '.join(missing)}: it has {draft.cite(count)} trials"
            + (f", counted from {draft.cite(first)}." if record.trials else " so far.")
        )


def _chosen(asked: Question, record: RunRecord) -> list[Trial]:
    """Return the trials to show, the one to compare the others with first."""
    ranking, named = completed(record), asked.entities
    first = leader(record)
    chosen = [trial for trial in ranking if trial.number in named.trials]
    chosen += [ranking[rank - 1] for rank in named.ranks if rank <= len(ranking)]
    if not chosen and _SECOND.search(asked.tagged):
        chosen += ranking[:2]
    if _NOT_LINEAR.search(asked.tagged):
        bent = [trial for trial in ranking if trial.family not in {"linear", *BASELINES}][:1]
        return bent if first is None or first in bent else [first, *bent]
    chosen += [trial for trial in (best_of_family(record, family) for family in named.families) if trial is not None]
    if len({trial.number for trial in chosen}) == 1 and first is not None:
        chosen.append(first)
    if not chosen and named.trials:
        return []
    if not chosen and _ABOUT_FAMILIES.search(asked.tagged):
        bests = (best_of_family(record, family) for family in dict.fromkeys(trial.family for trial in ranking))
        chosen = [trial for trial in bests if trial is not None and trial.family not in BASELINES]
    if not chosen:
        count = next((int(value) for value in named.values if value in range(2, MOST_SHOWN + 1)), SHOWN)
        chosen = [*ranking[:count]]
    numbers = {trial.number for trial in chosen}
    return sorted((trial for trial in ranking if trial.number in numbers), key=lambda trial: trial is not first)


def _say_how_sure(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Write how reliable the ranking is, and where it is in doubt, what would settle it."""
    reliability = answered(record, "unreliable_ranking")
    if reliability is not None:
        draft.say(measured(reliability, draft))
    is_in_doubt = asked.frame == "how_sure" or bool(found(record, ("unreliable_ranking",)))
    if record.result is not None and is_in_doubt:
        draft.say(check_sentence(record, "repeated_cv", "Other splits of the same rows would make it surer", draft))


def say_worst(_: Question, record: RunRecord, draft: Draft) -> None:
    """Write which complete trial, the baseline left out, scored worst, and how far it is behind."""
    trials = [trial for trial in completed(record) if trial.family not in BASELINES]
    if len(trials) < 2:
        draft.say("In your run there are no two complete trials to compare yet.")
        return
    _say_place(record, trials[-1], draft)
    say_differences(record, [trials[0], trials[-1]], draft)
    say_table(record, [trials[0], trials[-1]], draft)
    draft.show(comparison_chart(record, [trials[0], trials[-1]]))
