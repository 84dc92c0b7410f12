"""What a run tells of the price of choosing: the corrected score, rows of its own, and nested folds afterwards."""

from assistant.draft import Draft
from assistant.evidence.findings import answered
from assistant.evidence.table_size import rows_fact
from assistant.evidence.trials import count_fact
from assistant.topics.truth.check_sentences import check_sentence
from assistant.topics.truth.choosing_sentences import (
    say_default_against_tuned,
    say_how_it_was_corrected,
    say_price,
    say_what_decided,
)
from assistant.topics.truth.delivered_sentences import say_how_it_was_fitted
from assistant.topics.truth.finding_sentences import measured
from assistant.topics.truth.true_score_sentences import say_how_to_settle, say_true_scores, say_whether_held_out
from assistant.understanding.question import Question
from models.record import RunRecord


def below(_: Question, record: RunRecord, draft: Draft) -> None:
    """Say what choosing cost, what other rows say, and whether rows drifted."""
    say_price(record, draft)
    if not say_true_scores(record, draft):
        say_how_to_settle(draft)
    drift = answered(record, "drift")
    draft.say(measured(drift, draft) if drift is not None else "")


def price_and_check(_: Question, record: RunRecord, draft: Draft) -> None:
    """Say what choosing cost, how that is known, and what rows of their own say."""
    say_price(record, draft)
    say_how_it_was_corrected(record, draft)
    if not say_true_scores(record, draft, most=1):
        say_how_to_settle(draft)


def of_another_number(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Say so where the run tried another number than the question says."""
    tried = len(record.trials)
    if asked.entities.values and tried not in asked.entities.values:
        draft.say("Your run did not try so many, so what follows is its own:")
    price_and_check(asked, record, draft)


def column_choice(_: Question, __: RunRecord, draft: Draft) -> None:
    """Say which part of that a run can know."""
    draft.say(
        "A choice made before the upload cannot be seen in a run, and no correction of its score can take it off:",
        "upload all columns and let the folds decide.",
    )


def check(_: Question, record: RunRecord, draft: Draft) -> None:
    """Say that nested folds can be had."""
    if record.result is not None:
        draft.say(
            f"Your run chose among {draft.cite(count_fact(record, 'complete'))} complete trials on",
            f"{draft.measure(rows_fact(record))}.",
            check_sentence(record, "nested_cv", "Nested folds can be had afterwards", draft),
        )


def price(_: Question, record: RunRecord, draft: Draft) -> None:
    """Say what choosing cost, and that nested folds can be had."""
    say_price(record, draft)
    if record.result is not None:
        draft.say(check_sentence(record, "nested_cv", "Nested cross-validation can be had afterwards", draft))


def held_out(_: Question, record: RunRecord, draft: Draft) -> None:
    """Say whether rows were locked away, and what the score is worth without."""
    say_whether_held_out(record, draft)
    say_price(record, draft)


def untouched(_: Question, record: RunRecord, draft: Draft) -> None:
    """Say whether rows were locked away, and that none of them chose."""
    draft.say(
        "No: the locked test table of your run had no part in any fit or choice; the trials were ranked on the folds."
        if record.test is not None
        else "No: in your run no rows of a hold-out took part in choosing, since none was locked away; the trials were "
        "ranked on held-back folds alone, and that choice is paid for by a correction."
    )
    reporting(_, record, draft)


def reporting(_: Question, record: RunRecord, draft: Draft) -> None:
    """Say which scores there are to report."""
    say_price(record, draft)
    if not say_true_scores(record, draft):
        say_how_to_settle(draft)


def fallen(_: Question, record: RunRecord, draft: Draft) -> None:
    """Put the default beside the tuned one."""
    say_default_against_tuned(record, draft)
    say_price(record, draft)
    say_true_scores(record, draft, most=1)


def fitted_again(_: Question, record: RunRecord, draft: Draft) -> None:
    """Say what decided, and what was fitted afterwards."""
    say_what_decided(record, draft)
    say_how_it_was_fitted(record, draft)
    say_price(record, draft)
