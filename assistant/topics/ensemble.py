"""Averages of several models: what they are, whether this run delivers one, and what one of its parts would do."""

from assistant.charts.of_truth import weights_chart
from assistant.draft import Draft
from assistant.evidence import honest_score
from assistant.evidence.blend import (
    best_alone,
    gain_fact,
    members,
    speed_alone_fact,
    speed_fact,
    weight_fact,
)
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.rivals import family_rivals
from assistant.evidence.trials import (
    completed,
    count_fact,
    error_fact,
    leader,
    score_fact,
    seconds_fact,
    trial_numbered,
)
from assistant.naming import at_start, family_title, trial_named
from assistant.topics import ensemble_words as words
from assistant.topics.choosing_sentences import say_price
from assistant.topics.delivered_sentences import say_how_it_was_fitted
from assistant.topics.kinds_of_question import ANYTHING, Kind, Kinds, pattern, silent
from assistant.topics.topic import Topic
from assistant.understanding.question import Question
from assistant.understanding.route import cues
from models.record import Decision, EnsembleMember, RunRecord, Trial

_REFINEMENTS = ("stacking", "calibration")
_STAGES = ("ensemble", *_REFINEMENTS)


def _overfits(asked: Question, record: RunRecord, draft: Draft) -> None:
    _in_run(asked, record, draft)
    say_price(record, draft)


def _in_run(_: Question, record: RunRecord, draft: Draft) -> None:
    if record.result is None:
        draft.say("In your run it is not decided yet whether several trials are averaged: that comes after the search.")
        return
    if not members(record):
        _say_single(record, draft)
        return
    _say_members(record, draft)
    _say_scores(record, draft)
    _say_decisions(record, _REFINEMENTS, draft)
    draft.show(weights_chart(record, members(record)))


def _say_members(record: RunRecord, draft: Draft) -> None:
    result = record.result
    count = EvidenceFact("trials that the delivered model averages", len(members(record)), href="result")
    draft.say(
        f"Your model averages the predictions of {draft.cite(count)} trials, of",
        f"{draft.cite(count_fact(record, 'complete'))} complete ones:",
    )
    draft.list([_member(record, member, draft) for member in members(record)])
    if result is not None and result.scale == "log":
        draft.say("Probabilities are averaged by their logarithms, so that one that is nearly zero weighs much.")
    if result is not None and result.temperature != 1.0:
        heat = EvidenceFact("temperature of the probabilities", result.temperature, "", "result")
        how = "less" if result.temperature > 1 else "more"
        draft.say(f"A temperature of {draft.cite(heat, 3)} then makes the probabilities {how} sure.")


def _member(record: RunRecord, member: EnsembleMember, draft: Draft) -> str:
    trial = trial_numbered(record, member.trial)
    share = f"{draft.cite(weight_fact(member))} %"
    if trial is None or trial.validation_score is None:
        return f"{share} from a trial whose score is not recorded"
    return (
        f"{share} {family_title(record, trial.family)} ({trial_named(draft, trial)}, "
        f"{draft.measure(score_fact(record, trial))} alone)"
    )


def _say_scores(record: RunRecord, draft: Draft) -> None:
    """Put the average beside the best trial alone, with the error of the latter, and their speeds."""
    best, gain, result = best_alone(record), gain_fact(record), record.result
    if best is None or gain is None or result is None or not isinstance(gain.value, float):
        return
    whole, error = honest_score.cross_validated_fact(record, result.score), error_fact(record, best)
    noise = best.standard_error
    place = "" if noise is None else ("less" if abs(gain.value) < noise else "more")
    draft.say(
        f"Cross-validated, the average scores {record.metric.title} {draft.measure(whole)}, the best trial alone",
        f"({trial_named(draft, best)}, {family_title(record, best.family)}) {draft.measure(score_fact(record, best))}"
        + (f" with a standard error of {draft.cite(error, 2)}" if error else "")
        + ".",
        f"So the average is worth {draft.cite(gain, 2)}, {place} than that error." if place else "",
        _speeds(record, best, draft),
    )


def _speeds(record: RunRecord, best: Trial, draft: Draft) -> str:
    whole, alone = speed_fact(record), speed_alone_fact(best)
    if whole is None or alone is None:
        return "" if whole is None else f"One prediction takes {draft.measure(whole, 2)}."
    return f"One prediction takes {draft.measure(whole, 2)}, by the best trial alone {draft.measure(alone, 2)}."


def _say_single(record: RunRecord, draft: Draft) -> None:
    first = leader(record)
    if first is None or first.validation_score is None:
        draft.say("Your run delivers a single model.")
        return
    error = error_fact(record, first)
    draft.say(
        f"Your run delivers **one** model, {family_title(record, first.family)} ({trial_named(draft, first)},",
        f"{record.metric.title} {draft.measure(score_fact(record, first))}"
        + (f", standard error {draft.cite(error, 2)}" if error else "")
        + "): an average is delivered only where it scores better on held-back rows than the best trial alone.",
    )
    lines = [
        f"{at_start(family_title(record, other.trial.family))}: {draft.measure(score_fact(record, other.trial))} "
        f"({trial_named(draft, other.trial)}){', tied' if other.is_tied else ''}"
        for other in family_rivals(record)
    ]
    if lines:
        draft.say("The best of each other family:")
        draft.list(lines)
    _say_decisions(record, _STAGES, draft)


def _say_decisions(record: RunRecord, stages: tuple[str, ...], draft: Draft) -> None:
    """Write what was tried with the average, and what it was measured by."""
    draft.list([_decision(decision, draft) for decision in record.decisions if decision.stage in stages])


def _decision(decision: Decision, draft: Draft) -> str:
    href = f"decisions/{decision.id}"
    whole = EvidenceFact(f"decision on the {decision.stage}", None, href=href)
    known = [EvidenceFact(fact.label, fact.value, fact.unit, href) for fact in decision.facts]
    said = f"{draft.quote(decision.chosen, whole, known)}: {draft.quote(decision.because, whole, known)}"
    return f"**{at_start(decision.stage)}**: {said}"


def _one_only(_: Question, record: RunRecord, draft: Draft) -> None:
    """Say what is lost and gained by one member alone."""
    if not members(record):
        _in_run(_, record, draft)
        return
    _say_scores(record, draft)
    _say_members(record, draft)
    best = best_alone(record)
    if best is not None:
        draft.say(
            "To deliver one alone, order a run with that family and its values fixed in the search space, and one",
            f"trial; its fits took {draft.measure(seconds_fact(best), 2)}.",
        )
    say_how_it_was_fitted(record, draft)


def _has_scores(record: RunRecord) -> bool:
    return bool(completed(record))


_KINDS = Kinds(
    (
        Kind(pattern("overfit"), words.GIST_OF_OVERFITTING, silent, _overfits, answers_first=True),
        Kind(pattern("how many"), words.GIST_OF_SIZE, silent, _in_run, answers_first=True),
        Kind(
            pattern(r"""
                \bsubset\b|only (?:uses?|some|a few|num)|weights? (?:of )?zero|zero weight|\bbug\b|not (?:all|every)
                why (?:only|so few)
            """),
            words.gist_of_subsets,
            silent,
            _in_run,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                (?:only|just) one|one (?:model|of)|single (?:model|one)|\bfaster\b|\bspeed|\bquicker\b
                what do i lose|collapse
            """),
            words.gist_of_one,
            silent,
            _one_only,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                \balways\b|would .*(?:help|be)|(?:better|worse|best|below|behind|beat)\b|worth
            """),
            words.gist_of_best,
            silent,
            _in_run,
            answers_first=True,
        ),
        Kind(pattern("temperature"), words.GIST_OF_TEMPERATURE, silent, _in_run, answers_first=True),
        Kind(
            pattern(r"""
                \b(?:what is|define|explain|meaning|difference|how (?:do|does))\b
                \b(?:bagging|boosting|stacking|voting|meta learner)\b
            """),
            words.gist,
            words.detail,
            _in_run,
        ),
        Kind(ANYTHING, words.gist, words.detail, _in_run, is_for_the_run=True),
    )
)

ENSEMBLE = Topic(
    name="ensemble",
    cues=cues(r"""
        10 \baverag(?:e|ed|ing) (?:of )?(?:several |the |some |many )?(?:models|trials|predictions)
        12 \bweight(?:ed|s)? (?:of )?num\b|\bweights? of (?:the |each )?(?:models?|members?|trials?)
        11 \bensembl|\bblend|\bstack(?:ing|ed)\b|\bbagging\b|\bvoting\b|meta learner
    """),
    examples=(
        "what is an ensemble",
        "does my run use an ensemble",
        "is the ensemble better than the best single model",
        "what do the weights of the ensemble mean",
    ),
    gist=_KINDS.gist,
    detail=_KINDS.detail,
    in_run=_KINDS.in_run,
    invitation="What is an ensemble, and is it always better?",
    run_invitation="Is my model an ensemble, and what does it gain?",
    leads_to=("why_this_model", "compare_models", "deployment", "nested_cv_selection_bias"),
    suits=_has_scores,
    is_for_the_run=_KINDS.is_for_the_run,
)
