"""Sentences on tables with few rows: why scores swing, how far, and what steadies them."""

import re

from assistant.draft import Draft
from assistant.evidence.findings import answered, finding_of, limit_of
from assistant.evidence.literature_truth import DATA_HUNGRY, ONE_STANDARD_ERROR, SMALL_ERROR_BARS
from assistant.evidence.table_size import (
    asked_fold_facts,
    rarest_class_fact,
    rows_fact,
    rows_of_a_fold_fact,
    worth_of_a_row_fact,
)
from assistant.evidence.trials import error_fact, leader, score_fact
from assistant.naming import first_called, trial_named
from assistant.topics.truth.check_sentences import check_sentence
from assistant.topics.truth.finding_sentences import measured
from assistant.understanding.question import Question
from models.record import RunRecord

_FEWEST_ROWS, _MOST_ROWS = 10, 5000


def gist_of_few_rows(asked: Question, draft: Draft) -> None:
    """Say which models suit few rows, and where scores are asked about what one row weighs in them."""
    if _OF_SCORES.search(asked.tagged):
        say_worth_of_a_row(asked, draft)
    draft.say(
        "With few rows, begin with models of few parameters and a penalty (ridge, lasso, penalized logistic",
        "regression); shallow trees or a small forest are the challengers, since flexible families need",
        f"{draft.refer(DATA_HUNGRY, 'many more rows')} to show what they can do. Keep a richer one only where it is",
        "better by more than the noise.",
    )


_OF_SCORES = re.compile(
    r"^(?!.*\btest\b).*(?:\bscores?\b|\btrust|\bdifferen|family:.*\bnum\b.*family:.*\bnum\b|metric:\w+ num)"
)
_COUNTED_ROWS = re.compile(
    r"\b(\d{2,4}) (?:\w+ )?(?:rows|samples|patients|customers|observations|examples|records|people|subjects)\b"
)


def named_rows(asked: Question) -> float | None:
    """Return how many rows the question says a table has; None where it names no such number."""
    counted = _COUNTED_ROWS.search(asked.words)
    if counted is not None:
        return float(counted.group(1))
    return next((value for value in asked.entities.values if _FEWEST_ROWS <= value <= _MOST_ROWS), None)


def say_worth_of_a_row(asked: Question, draft: Draft) -> None:
    """Say what one row weighs in a table of the size that the question names."""
    rows = named_rows(asked)
    facts = asked_fold_facts(rows) if rows is not None else None
    if facts is None:
        return
    draft.say(
        f"With so many rows, one of five folds holds {draft.measure(facts[0])}, so that a single row more or less",
        f"right moves the accuracy of that fold by {draft.measure(facts[1])}. A difference between two models must be",
        "larger than that noise before it means anything.",
    )


def detail_of_few_rows(_: Question, draft: Draft) -> None:
    """Say how to measure and choose with few rows."""
    draft.say("How to measure and choose then:")
    draft.list(
        [
            (
                "**repeated, stratified cross-validation**, the mean with its standard error; no large part locked "
                "away, which few rows cannot spare: nested cross-validation or a corrected score instead"
            ),
            "**few candidates**: each further one is one more chance to be lucky",
            (
                f"**the {draft.refer(ONE_STANDARD_ERROR, 'one-standard-error rule')}**: the simplest model within one "
                "standard error of the best"
            ),
            "**outliers** weigh more: look at the rows behind the largest errors",
            "**more rows**, above all of the rare class, promise more than any tuning",
        ]
    )


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
    for name in ("fold_spread", "seed_stability"):
        finding = answered(record, name)
        if finding is not None:
            draft.say(measured(finding, draft))
    draft.say(check_sentence(record, "repeated_cv", "What of the score is owed to the split can be measured", draft))


def say_size(record: RunRecord, draft: Draft) -> None:
    """Write how many rows there are, of the rarest class and of a fold, and whether that is few."""
    rarest, fold, worth = rarest_class_fact(record), rows_of_a_fold_fact(record), worth_of_a_row_fact(record)
    few = finding_of(record, "few_rows")
    limit = limit_of(few) if few is not None else None
    verdict = ""
    if few is not None and limit is not None:
        verdict = "That counts as few" if few.answer == "found" else "That does not count as few"
        verdict += f" (the limit of the check is {draft.cite(limit)})."
    draft.say(
        f"Your run uses {draft.measure(rows_fact(record))}"
        + (f", {draft.cite(rarest)} of them of the rarest class" if rarest else "")
        + (f"; a fold holds back {draft.cite(fold)}." if fold else "."),
        verdict,
        f"One row more or less right moves the score of a fold by {draft.measure(worth)}." if worth else "",
    )


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
