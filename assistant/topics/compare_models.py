"""Models, trials or families side by side, and whether the difference is real."""

import re

from assistant.charts.of_answers import comparison_chart
from assistant.draft import Draft
from assistant.evidence.fact import QUESTION, EvidenceFact, asked_value
from assistant.evidence.findings import answered, found
from assistant.evidence.literature import PAIRED_TEST
from assistant.evidence.literature_truth import CORRECTED_REPEATS, ONE_STANDARD_ERROR
from assistant.evidence.trials import (
    address,
    best_of_family,
    best_trial,
    completed,
    default_trial,
    entry_of,
    is_cheap_look,
    leader,
    seconds_fact,
    trial_numbered,
)
from assistant.naming import at_start, trial_named
from assistant.topics.check_sentences import check_sentence
from assistant.topics.choosing_sentences import say_default_against_tuned
from assistant.topics.comparison_sentences import say_differences, say_simpler, say_table
from assistant.topics.finding_sentences import measured
from assistant.topics.kinds_of_question import ANYTHING, Kind, Kinds, pattern
from assistant.topics.topic import Topic
from assistant.understanding.question import Question
from assistant.understanding.route import cues
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
_LEAST_PERCENTAGE = 20


def _gist(asked: Question, draft: Draft) -> None:
    _say_difference_named(asked, draft)
    if re.search(r"\btest\b", asked.tagged):
        draft.say(f"Take {draft.refer(PAIRED_TEST, 'the corrected resampled t test')} on the differences fold by fold.")
    draft.say(
        "Compare two models fold by fold on the same rows, and call the difference real only if it is larger than",
        "chance would give.",
    )


def _say_difference_named(asked: Question, draft: Draft) -> None:
    """Take up two percentages that the question compares."""
    values = [value for value in asked.entities.values if _LEAST_PERCENTAGE <= value <= 100]
    if len(values) != 2 or "%" not in asked.text:
        return
    points = abs(round(values[0] - values[1], 4))
    fact = EvidenceFact("difference of the two scores that you named", points, "points", source=QUESTION)
    draft.say(
        f"A difference of {draft.measure(fact)} may well be the luck of the split: by itself it does not tell which",
        "model is better. How many rows stand behind it, and how it varies from fold to fold, does.",
    )


def _detail(_: Question, draft: Draft) -> None:
    draft.say(
        "A plain t test over folds is too sure of itself, because the folds share training rows, and repeating the",
        "folds would make every difference look significant.",
        f"{draft.refer(PAIRED_TEST, 'The corrected resampled t test')} widens the error by the share of rows held",
        "back, which no number of repeats can talk away; done anew over repeated folds,",
        f"{draft.refer(CORRECTED_REPEATS, 'it finds the same again')}. With few folds it is weak: a tie",
        "means that the folds cannot tell the two apart, not that they are equal.",
    )
    draft.say(
        "What to do: among tied models take the simpler or faster one; to settle a tie, test both once on rows that",
        "neither has seen, and ask whether the difference would matter to you at all.",
    )


def _best_two(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Show what was said in general on the best two trials of the run."""
    trials = list(completed(record)[:2])
    if len(trials) < 2:
        draft.say("In your run there are no two complete trials to compare yet.")
        return
    draft.say("In your run, the best two trials:")
    say_differences(record, trials, draft)
    _say_how_sure(asked, record, draft)
    draft.show(comparison_chart(record, trials))


def _default(_: Question, record: RunRecord, draft: Draft) -> None:
    """Compare the best trial with the default of its family."""
    say_default_against_tuned(record, draft)
    best = best_trial(record)
    default = default_trial(record, best.family) if best is not None else None
    if best is not None and default is not None and default.number != best.number:
        say_table(record, [best, default], draft)
        draft.show(comparison_chart(record, [best, default]))


def _simpler(_: Question, record: RunRecord, draft: Draft) -> None:
    """Say what simpler trial does as well, beside those that are tied."""
    say_simpler(record, draft)
    tied = [trial for trial in completed(record) if (entry := entry_of(record, trial)) is not None and entry.tied]
    if len(tied) > 1:
        draft.say("Tied by their folds:")
        say_table(record, tied[:SHOWN], draft)
        draft.show(comparison_chart(record, tied[:SHOWN]))


def _gist_of_simpler(_: Question, draft: Draft) -> None:
    draft.say(
        f"Of models within {draft.refer(ONE_STANDARD_ERROR, 'one standard error')} of the best, take the simplest: the",
        "folds cannot tell it from the best, and it is less likely to have learned noise.",
    )


def _in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    _say_missing(asked, record, draft)
    trials = _chosen(asked, record)
    if not trials:
        if not asked.entities.trials:
            draft.say("In your run no trial has a score yet, so there is nothing to compare.")
        return
    if len(trials) == 1:
        draft.say(f"There is only one complete trial to show: {trial_named(draft, trials[0])}.")
    is_about_the_difference = asked.frame in ("how_much", "how_sure") or len(trials) == 2 or "real" in asked.tagged
    if is_about_the_difference:
        say_differences(record, trials, draft)
    draft.say(f"{record.metric.title} of your run{'' if record.result else ' so far'}, {_direction(record)} is better:")
    say_table(record, trials, draft)
    if not is_about_the_difference:
        say_differences(record, trials, draft)
    if any(word in asked.tagged for word in ("slow", "fast", "quick")):
        times = ", ".join(f"{trial_named(draft, one)}: {draft.measure(seconds_fact(one), 2)}" for one in trials[:3])
        draft.say(f"Time for all folds: {times}.")
    _say_how_sure(asked, record, draft)
    draft.show(comparison_chart(record, trials))


def _direction(record: RunRecord) -> str:
    return "greater" if record.metric.greater_is_better else "smaller"


def _say_missing(asked: Question, record: RunRecord, draft: Draft) -> None:
    for number in asked.entities.trials:
        trial = trial_numbered(record, number)
        if trial is None:
            draft.say(f"Your run has no trial {draft.cite(asked_value(number))}.")
        elif trial.validation_score is None:
            whole = EvidenceFact(f"why trial {number} has no score", None, href=address(trial))
            why = draft.quote(trial.error or trial.why, whole)
            named = at_start(trial_named(draft, trial))
            state = _CHEAP_LOOK if is_cheap_look(record, trial) else _STATES[trial.state]
            draft.say(f"{named} has no score to compare: it {state}{': ' + why if why else ''}.")


def _chosen(asked: Question, record: RunRecord) -> list[Trial]:
    """Return the trials to show, the one to compare the others with first."""
    ranking, named = completed(record), asked.entities
    first = leader(record)
    chosen = [trial for trial in ranking if trial.number in named.trials]
    chosen += [ranking[rank - 1] for rank in named.ranks if rank <= len(ranking)]
    chosen += [trial for trial in (best_of_family(record, family) for family in named.families) if trial is not None]
    if len({trial.number for trial in chosen}) == 1 and first is not None:
        chosen.append(first)
    if not chosen and named.trials:
        return []
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


def _has_scores(record: RunRecord) -> bool:
    return bool(completed(record))


_KINDS = Kinds(
    (
        Kind(
            pattern(r"""
                significan\w+ (?:\w+ )?test|statistical\w* (?:\w+ )?test|\bt test|which test
                mcnemar|wilcoxon|repeat(?:ing|ed)
                \bmodel a\b.*\bmodel b\b|how (?:do|can|should|would|to) (?:we|i|you|one)? ?(?:know|tell|compare|decide)
            """),
            _gist,
            _detail,
            _best_two,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                \bdefaults?\b
            """),
            _gist,
            _detail,
            _default,
            is_for_the_run=True,
        ),
        Kind(
            pattern(r"""
                \bsimpl(?:er|est)\b
            """),
            _gist_of_simpler,
            _detail,
            _simpler,
            is_for_the_run=True,
        ),
        Kind(ANYTHING, _gist, _detail, _in_run, is_for_the_run=True),
    )
)

COMPARE_MODELS = Topic(
    name="compare_models",
    cues=cues(r"""
        9 \bwithin (?:one|a|num) standard error|\b(?:use|take|keep|stay with) (?:just )?(?:the )?defaults?\b
        9 \bone model\b.*\bbetter\b|\b(?:really|truly) better\b
        9 \bsimpl(?:er|est) (?:model|one|configuration|trial)\b|\bsimplest\b
        8 \b(?:winner|best (?:model|one|trial)|first)\b.*\b(?:clearly|really|truly|significantly|only|much|just|
        ...barely|slightly) (?:a bit )?(?:better|ahead|best)
        7 \b(?:models?|ones|trials?|families)\b.*\b(?:came|come|comes|are|is|was|were|got) (?:so |very |
        ...really )?close
        8 \bnext to each other\b|\bone by one\b|\bhead to head\b|\bbest (?:num|two|three|four|five|few|
        ...several) (?:models|trials|ones)\b
        8 \bhow far (?:behind|ahead|apart|off)\b|\bfamily:\w+ (?:much|far|a lot|slightly|any|really|
        ...that much) (?:better|worse|behind)
        7 \bmodels? (?:were|are|is) (?:tied|equal|as good|equally good)|\b(?:tied|equal) (?:models|trials)
        7 \bfamily:\w+ (?:be |been |any )?(?:better|worse|faster|slower)
        7 \bbetter than (?:another|the other|the rest|others)\b
        7 \brank (?:all |the |my )*(?:models|trials|families)|\border (?:all |the )*models
        7 \bcompar\w+\b(?!.*hyperparameter)|\bside by side\b|\btop num\b|\bleaderboard\b|\brunner\b
        8 \brank: |\brank:$|\bsecond best\b
        8 \btrial: .*\b(?:vs|and|or|than|against|with)\b.*\btrial:
        7 \b(?:show|what|how|about|explain|describe|details?|does|why|is)\b[\w ]* trial:
        4 \btrial:
        8 \bfamily:\w+ .*\b(?:vs|against|compared|or)\b.*\bfamily:
        7 \bfamily:\w+ (?:and|or|with) family:\w+|\b(?:better|worse) than family:
        8 \bis (?:the|that|this) difference\b|\bdifference .*\b(?:real|significant|noise|chance|luck)|
        ...\bsignifican(?:ce|t)\b|significantly (?:better|worse|different)
        6 \bby how much\b|\bhow much better\b|\bhow (?:far|close)\b|\b(?:tied?|ties)\b|\bwhich (?:model|
        ...one) is better
        6 \bmodel a\b.*\bmodel b\b|\b(?:two|both|other|all|best|top) (?:models|trials|families|configurations)\b
        6 (?:models|trials) (?:compare|rank|differ)|\branking\b
        6 (?:over|than|versus|against|with|and|to) (?:the )?default
    """),
    examples=(
        "compare the top models",
        "show me the top 5 models side by side",
        "is the difference between the two models real",
        "what about the second best",
        "how much better is xgboost than the forest",
    ),
    gist=_KINDS.gist,
    detail=_KINDS.detail,
    in_run=_KINDS.in_run,
    invitation="How do I tell whether one model is really better than another?",
    run_invitation="How do the best models compare, side by side?",
    leads_to=("why_this_model", "nested_cv_selection_bias", "cross_validation", "ensemble"),
    suits=_has_scores,
    is_for_the_run=_KINDS.is_for_the_run,
)
