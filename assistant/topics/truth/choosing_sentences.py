"""Sentences on the price of choosing: why the best of many looks better than it is, and by how much here."""

import re

from assistant.draft import Draft
from assistant.evidence import honest_score
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.findings import answered, limit_of, number_of
from assistant.evidence.literature import BBC, OVERTUNED_RUNS, SELECTION_OVERFITS
from assistant.evidence.literature_truth import NESTED
from assistant.evidence.rivals import rival
from assistant.evidence.trials import best_trial, count_fact, default_trial, error_fact, leader, score_fact, train_fact
from assistant.naming import family_title, first_called, in_sentence, is_blend, trial_named
from assistant.topics.truth.check_sentences import check_sentence
from assistant.topics.truth.true_score_sentences import say_true_scores
from assistant.topics.verdict import verdict_sentence
from assistant.understanding.question import Question
from models.record import RunRecord


def yes_to_choosing(asked: Question, draft: Draft) -> None:
    """Say that tuning can overfit, to whom asks whether it can."""
    draft.say("Yes, choosing by cross-validation can overfit too.")
    gist_of_choosing(asked, draft)


def gist_of_choosing(_: Question, draft: Draft) -> None:
    """Say why the best score of many is too good."""
    draft.say(
        f"{draft.refer(SELECTION_OVERFITS, 'The score that picks a model')} can itself be overfitted: among many",
        "configurations the one that looks best was partly lucky on these folds, so its cross-validated score is too",
        "good, the more so the more were tried and the fewer the rows are.",
    )


def detail_of_choosing(_: Question, draft: Draft) -> None:
    """Say how much that means, and how to get an honest number."""
    draft.say(
        "The values themselves are rarely far off: near the best ones the score is usually flat, and their neighbors",
        "do as well within the noise. But do not read a meaning into the last digit, and in about",
        f"{draft.cite(OVERTUNED_RUNS)} % of tuning runs of a study the choice did worse on new rows than the default.",
    )
    draft.say("For an honest number, take one of these:")
    draft.list(
        [
            "rows locked away before the search, and opened once at the end",
            f"{draft.refer(NESTED, 'nested cross-validation')}: the whole search again inside each outer fold",
            f"{draft.refer(BBC, 'a bootstrap over the held-back predictions')} of all trials, which costs no fit",
        ]
    )


def say_choosing(_: Question, record: RunRecord, draft: Draft) -> None:
    """Say what choosing cost in a run, whether its choice is sure, and what rows of its own say."""
    if not say_price(record, draft):
        return
    say_how_it_was_corrected(record, draft)
    _say_noise(record, draft)
    if not say_true_scores(record, draft):
        draft.say("No test table was locked away or scored in your run, so that no untouched rows confirm it yet.")
    draft.say(check_sentence(record, "nested_cv", "The reference would be nested cross-validation", draft))


def say_price(record: RunRecord, draft: Draft) -> bool:
    """Write the score before and after choosing is paid for; return whether there is one."""
    score = record.result.score if record.result is not None else None
    if score is None:
        _say_so_far(record, draft)
        return False
    whole = EvidenceFact("how the corrected score was made", None, href=honest_score.HREF)
    best = honest_score.cross_validated_fact(record, score)
    corrected, optimism = honest_score.corrected_fact(record, score), honest_score.optimism_fact(record, score)
    if corrected is None or optimism is None:
        draft.say(
            f"In your run the chosen model scores {record.metric.title} {draft.measure(best)} in cross-validation.",
            f"How much of that is luck cannot be told: {draft.quote(score.because, whole).rstrip('.')}.",
        )
        return True
    lucky = isinstance(optimism.value, float) and optimism.value > 0
    draft.say(
        f"In your run {'the chosen average of trials' if is_blend(record) else 'the chosen model'} scores",
        f"{record.metric.title} {draft.measure(best)} in cross-validation, picked from",
        f"{draft.cite(count_fact(record, 'complete'))} complete trials. Corrected for that choice, expect",
        f"{draft.measure(corrected)} on new rows{_range(record, draft)}.",
        f"So the best score flatters by {draft.measure(optimism, 2)}{_in_errors(record, draft)}."
        if lucky
        else "That is no lower: what picking the luckiest takes off, if anything, is made up for by fitting the model "
        "on all rows, where the folds lacked some.",
    )
    return True


def _say_noise(record: RunRecord, draft: Draft) -> None:
    """Write the noise of the score, in which the luck of choosing lies."""
    first = leader(record)
    error = error_fact(record, first) if first is not None else None
    if first is not None and error is not None:
        draft.say(
            f"The noise that luck comes from: {trial_named(draft, first)} has a standard error of",
            f"{draft.cite(error, 2)} over the folds.",
        )


def say_how_it_was_corrected(record: RunRecord, draft: Draft) -> None:
    """Write how the corrected score was made, and what each part came to."""
    score = record.result.score if record.result is not None else None
    if score is not None and score.corrected is not None and score.because:
        whole = EvidenceFact("how the corrected score was made", None, href=honest_score.HREF)
        draft.say(f"How it was told: {draft.quote(_beginning(score.because), whole)}")


def _beginning(text: str) -> str:
    """Return the first two sentences: what was done, and what it came to."""
    return " ".join(re.split(r"(?<=\.) (?=[A-Z])", text)[:2])


def _say_so_far(record: RunRecord, draft: Draft) -> None:
    first = leader(record)
    if first is None or first.validation_score is None:
        draft.say("In your run no trial has a score yet, so there is nothing that choosing could have flattered.")
        return
    draft.say(
        "Your run has no corrected score: it is made at the end. The best of",
        f"{draft.cite(count_fact(record, 'complete'))} complete trials so far scores {record.metric.title}",
        f"{draft.measure(score_fact(record, first))} in cross-validation, and is flattered by being the best.",
    )


def _range(record: RunRecord, draft: Draft) -> str:
    ends = honest_score.interval_facts(record, record.result.score) if record.result else None
    if ends is None:
        return ""
    low, high, level = ends
    return f", between {draft.cite(low)} and {draft.cite(high)} with a confidence of {draft.cite(level)} %"


def _in_errors(record: RunRecord, draft: Draft) -> str:
    """Put the luck beside the noise of the score: the finding's number and its limit."""
    finding = answered(record, "selection_optimism")
    limit = limit_of(finding) if finding is not None else None
    if finding is None or limit is None:
        return ""
    verdict = "more than" if finding.answer == "found" else "within"
    return (
        f", {draft.cite(number_of(finding), 2)} standard errors of the score ({verdict} the limit of "
        f"{draft.cite(limit)})"
    )


def say_default_against_tuned(record: RunRecord, draft: Draft) -> None:
    """Compare the tuned default of the leading family with its best trial, on the same folds."""
    first = best_trial(record)
    default = default_trial(record, first.family) if first is not None else None
    if first is None:
        draft.say("In your run no configuration has a score yet.")
    elif default is None:
        title = family_title(record, first.family)
        draft.say(f"No trial of {title} ran with the tuned defaults, so the two cannot be compared in your run.")
    elif default.number == first.number:
        draft.say(
            f"In your run nothing beat the tuned defaults of {family_title(record, first.family)}",
            f"({trial_named(draft, first)}, {record.metric.title} {draft.measure(score_fact(record, first))}).",
        )
    else:
        verdict = verdict_sentence(record, rival(record, first, default), draft)
        draft.say(
            f"In your run the tuned default of {family_title(record, first.family)} ({trial_named(draft, default)})",
            f"scores {record.metric.title} {draft.measure(score_fact(record, default))}, and the best trial",
            f"({trial_named(draft, first)}) {draft.measure(score_fact(record, first))}. The best against the default:",
            in_sentence(verdict),
        )


def say_what_decided(record: RunRecord, draft: Draft) -> None:
    """Put the score that decided beside the one on rows that the model knows."""
    first = leader(record)
    if first is None or first.validation_score is None:
        draft.say("In your run no trial has a score yet.")
        return
    train, error = train_fact(record, first), error_fact(record, first)
    draft.say(
        f"In your run the {first_called(record)} ({trial_named(draft, first)}) was ranked by {record.metric.title}",
        f"{draft.measure(score_fact(record, first))} on held-back folds"
        + (f" (standard error {draft.cite(error, 2)})." if error else "."),
        f"On rows that it was fitted on it scores {draft.measure(train)}, which decided nothing."
        if train
        else "Its training score is not recorded.",
    )
