"""Sentences on tables with few rows: why scores swing, how far, and what steadies them."""

from assistant.draft import Draft
from assistant.evidence.findings import SHAKINESS, answered, finding_of, found, limit_of, not_answered
from assistant.evidence.literature_truth import SMALL_ERROR_BARS
from assistant.evidence.table_size import (
    rarest_class_fact,
    rows_fact,
    rows_of_a_fold_fact,
    worth_of_a_row_fact,
)
from assistant.evidence.trials import error_fact, leader, score_fact
from assistant.naming import first_called, trial_named
from assistant.topics.check_sentences import check_sentence
from assistant.topics.finding_sentences import measured
from assistant.understanding.question import Question
from models.record import RunRecord


def gist_of_swings(_: Question, draft: Draft) -> None:
    """Say what a score that changes with the split means."""
    draft.say(
        "That a score changes with the seed of the split is the noise of measuring on few rows, and by itself no sign",
        "of overfitting: every split holds back other rows, and with few of them each one weighs much",
        f"({draft.refer(SMALL_ERROR_BARS, 'more than most expect')}).",
    )


def detail_of_swings(_: Question, draft: Draft) -> None:
    """Say what to do about it."""
    draft.say(
        "What to do: repeat stratified cross-validation with several splits and report the mean with its standard",
        "error; never pick the split or the seed with the best score. Compare models on the same splits only, and take",
        "the simpler one unless the difference stands out from its error.",
    )


def say_swings(_: Question, record: RunRecord, draft: Draft) -> None:
    """Write how far the score of a run swings with the rows and the seed."""
    say_size(record, draft)
    say_error(record, draft)
    for name in ("fold_spread", "seed_stability", "fold_disagreement"):
        finding = answered(record, name)
        if finding is not None:
            draft.say(measured(finding, draft))
    draft.say(check_sentence(record, "repeated_cv", "What of the score is owed to the split can be measured", draft))


def say_size(record: RunRecord, draft: Draft) -> None:
    """Write how many rows there are, of the rarest class and of a fold, and whether that is few."""
    rarest, fold, worth = rarest_class_fact(record), rows_of_a_fold_fact(record), worth_of_a_row_fact(record)
    few = finding_of(record, "few_rows")
    limit = limit_of(few) if few is not None else None
    draft.say(
        f"Your run uses {draft.measure(rows_fact(record))}"
        + (f", {draft.cite(rarest)} of them of the rarest class" if rarest else "")
        + (f"; a fold holds back {draft.cite(fold)}." if fold else "."),
        f"One row more or less right moves the score of a fold by {draft.measure(worth)}." if worth else "",
    )
    if few is not None and limit is not None:
        verdict = "That counts as few" if few.answer == "found" else "That does not count as few"
        draft.say(f"{verdict} (the limit of the check is {draft.cite(limit)}).")


def say_error(record: RunRecord, draft: Draft) -> None:
    """Write the score with its standard error over the folds."""
    first = leader(record)
    if first is None or first.validation_score is None:
        return
    error = error_fact(record, first)
    draft.say(
        f"The {first_called(record)} ({trial_named(draft, first)}) scores {record.metric.title}",
        f"{draft.measure(score_fact(record, first))}"
        + (
            f", with a standard error of {draft.cite(error, 2)} over the folds."
            if error
            else "; its error is not recorded."
        ),
    )


def say_shakiness(record: RunRecord, draft: Draft) -> None:
    """Write what the checks of the evidence found, and whether they could not be made."""
    draft.list([measured(finding, draft) for finding in found(record, SHAKINESS[1:])])
    if not any(answered(record, name) for name in SHAKINESS[1:]) and not_answered(record, SHAKINESS):
        draft.say("How steady the ranking and the predictions are cannot be told from this run.")
