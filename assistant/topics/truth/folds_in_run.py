"""What a run tells of its folds: how rows were split, what each fold scored, and what was fitted afterwards."""

from assistant.charts.of_answers import folds_chart
from assistant.draft import Draft
from assistant.evidence.findings import LEAKS, found
from assistant.markup import code
from assistant.topics.truth import cross_validation_words as words
from assistant.topics.truth.choosing_sentences import say_price
from assistant.topics.truth.delivered_sentences import say_how_it_was_fitted
from assistant.topics.truth.finding_sentences import say_found
from assistant.topics.truth.fold_sentences import (
    say_agreement,
    say_common_poorest,
    say_fits,
    say_plan,
    say_price_of_a_fold,
    say_scores_by_fold,
    say_spread,
    say_time,
)
from assistant.topics.truth.leak_sentences import say_relatives
from assistant.topics.truth.true_score_sentences import say_how_to_settle, say_true_scores, say_whether_held_out
from assistant.understanding.question import Question
from models.record import RunRecord


def in_run(_: Question, record: RunRecord, draft: Draft) -> None:
    """Say how the rows were split, and what each fold scored."""
    say_plan(record, draft)
    first = say_scores_by_fold(record, draft)
    say_spread(record, draft)
    if first is not None:
        draft.show(folds_chart(record, first))


def plan(_: Question, record: RunRecord, draft: Draft) -> None:
    """Say how the rows were split."""
    say_plan(record, draft)


def which_rows(_: Question, record: RunRecord, draft: Draft) -> None:
    """Say whether rows were held back from the folds, and how the others were split."""
    say_whether_held_out(record, draft)
    say_plan(record, draft)
    say_fits(record, draft)


def number(_: Question, record: RunRecord, draft: Draft) -> None:
    """Say how the rows were split, and what a fold costs."""
    say_plan(record, draft)
    say_price_of_a_fold(record, draft)


def rows_of_a_fold(_: Question, record: RunRecord, draft: Draft) -> None:
    """Say how many rows each fit learned from, and how the rows were split."""
    say_plan(record, draft)
    say_fits(record, draft)
    say_price_of_a_fold(record, draft)


def why_this_number(_: Question, record: RunRecord, draft: Draft) -> None:
    """Say why so many folds were used, what more would bring, and how to have them."""
    say_plan(record, draft)
    say_fits(record, draft)
    draft.say(
        "More folds would cost more fits and hardly move the mean: each model would see a few more rows. To have",
        f"another number, start a run with {code('folds')} set in its search settings.",
    )
    say_price_of_a_fold(record, draft)


def delivery(_: Question, record: RunRecord, draft: Draft) -> None:
    """Say what was fitted after the folds."""
    if record.result is None:
        draft.say("In your run nothing is delivered yet: the final fit comes at the end.")
    say_how_it_was_fitted(record, draft)
    if record.test is not None:
        draft.say("The locked test table took no part in any fit.")


def delivered_score(_: Question, record: RunRecord, draft: Draft) -> None:
    """Say what choosing cost."""
    say_price(record, draft)


def prevention(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Say what choosing cost, where rows that were locked away are asked about."""
    if words.HELD_OUT.search(asked.tagged):
        say_price(record, draft)


def by_fold(_: Question, record: RunRecord, draft: Draft) -> None:
    """Say whether the folds agree, what each scored, and which was the poorest."""
    say_agreement(record, draft)
    first = say_scores_by_fold(record, draft)
    say_spread(record, draft)
    say_common_poorest(record, draft)
    say_price_of_a_fold(record, draft)
    if first is not None:
        draft.show(folds_chart(record, first))


def against_other_rows(_: Question, record: RunRecord, draft: Draft) -> None:
    """Put the cross-validated score beside the corrected one and that on rows of its own."""
    say_price(record, draft)
    if not say_true_scores(record, draft):
        say_how_to_settle(draft)
    say_scores_by_fold(record, draft)


def trusted(_: Question, record: RunRecord, draft: Draft) -> None:
    """Say how the rows were split, and whether copies, relatives or time make that score too good."""
    hits = found(record, LEAKS)
    if record.findings:
        draft.say(
            "Yes, it could: a check of your run found something."
            if hits
            else "Nothing in your run speaks for it: no copies, relatives or leaking columns were found."
        )
    say_found(hits, draft, most=2)
    say_plan(record, draft)
    say_time(record, draft)


def relatives(_: Question, record: RunRecord, draft: Draft) -> None:
    """Say whether rows that belong together were kept together."""
    say_relatives(record, draft)


def time(_: Question, record: RunRecord, draft: Draft) -> None:
    """Say whether the order in time was kept."""
    say_time(record, draft)
    say_plan(record, draft)
