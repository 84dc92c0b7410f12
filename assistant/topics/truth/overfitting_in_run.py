"""What a run says of overfitting: its verdict, and what it shows of each cause."""

from assistant.charts.of_truth import gap_chart
from assistant.draft import Draft
from assistant.evidence.findings import LEAKS, finding_of, found, named_in
from assistant.evidence.trials import best_of_family, completed, default_trial, leader
from assistant.naming import in_sentence
from assistant.topics.search.search_sentences import say_progress
from assistant.topics.truth.check_sentences import check_sentence
from assistant.topics.truth.choosing_sentences import say_price
from assistant.topics.truth.finding_list import explain_finding
from assistant.topics.truth.finding_sentences import measured, say_found
from assistant.topics.truth.gap_sentences import say_gap, say_largest_gaps, say_side_by_side, say_trend, say_two_gaps
from assistant.topics.truth.many_gaps_sentences import say_levers, say_named_setting
from assistant.topics.truth.overfitting_verdict import (
    has_settling,
    say_correction,
    say_findings,
    say_reasons,
    say_scores,
    say_verdict,
    say_what_settles,
    verdict_in_short,
)
from assistant.topics.truth.overfitting_words import lever_of
from assistant.topics.truth.true_score_sentences import say_how_to_settle, say_true_scores
from assistant.understanding.question import Question
from models.record import RunRecord


def verdict(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Give the verdict with the scores that it rests on, or explain the findings that are named."""
    named = named_in(asked.text, record)
    if named:
        for finding in named[:2]:
            explain_finding(finding, draft)
        draft.say(verdict_in_short(record))
        return
    say_verdict(record, draft)
    for name in asked.entities.hyperparameters[:1]:
        say_named_setting(record, name, draft)
    _say_evidence(record, draft)
    say_reasons(record, draft)
    say_findings(record, draft)
    say_what_settles(record, draft)


def settling(_: Question, record: RunRecord, draft: Draft) -> None:
    """Say what would make the verdict surer, and what no check can know."""
    draft.say(verdict_in_short(record) or "Your run has no verdict on overfitting yet: it is made at the end.")
    say_what_settles(record, draft)
    if record.result is not None and not has_settling(record):
        draft.say(check_sentence(record, "nested_cv", "No open question is recorded; the surest test would be", draft))
    if not say_true_scores(record, draft):
        say_how_to_settle(draft)


def _say_evidence(record: RunRecord, draft: Draft) -> None:
    first = leader(record)
    if first is not None and first.validation_score is not None:
        say_scores(record, first, draft)
        draft.show(gap_chart(record, completed(record)))
    say_correction(record, draft)
    if not say_true_scores(record, draft) and record.result is not None and not has_settling(record):
        say_how_to_settle(draft)


def what(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Give the whole verdict where it is asked about, and its short form beside a definition."""
    if asked.is_about_run or named_in(asked.text, record):
        verdict(asked, record, draft)
    else:
        in_brief(asked, record, draft)


def in_short(_: Question, record: RunRecord, draft: Draft) -> None:
    """Put the run's own scores and verdict beside what was said in general."""
    first = leader(record)
    if first is None or first.validation_score is None:
        draft.say("In your run no trial has a score yet.")
        return
    draft.say(
        f"In your run {in_sentence(verdict_in_short(record))}"
        if record.result
        else "Your run has no verdict on overfitting yet: it is made once the run has finished."
    )
    say_scores(record, first, draft)
    say_correction(record, draft)
    say_true_scores(record, draft, most=1)
    draft.show(gap_chart(record, completed(record)))


def cure(_: Question, record: RunRecord, draft: Draft) -> None:
    """Say what this run shows of it, and what its own findings advise."""
    if record.result is None:
        draft.say("Your run has no verdict on overfitting yet: it is made once the run has finished.")
    else:
        draft.say(f"In your run {in_sentence(verdict_in_short(record))}")
    say_found(found(record), draft, most=1)
    first = leader(record)
    lever = lever_of(first.family) if first is not None else None
    if lever is not None:
        draft.say(f"What restrains the family that leads here: {lever}.")
    if first is not None:
        say_levers(record, first, draft)
    if first is not None and first.validation_score is not None:
        say_scores(record, first, draft)
        draft.show(gap_chart(record, completed(record)))


def failing_in_use(_: Question, record: RunRecord, draft: Draft) -> None:
    """Say what this run holds of each cause."""
    draft.say(f"In your run {in_sentence(verdict_in_short(record))}" if record.result else "")
    hits = found(record, ("drift", *LEAKS))
    drift = finding_of(record, "drift")
    if hits:
        say_found(hits, draft, most=3)
    elif drift is not None:
        draft.say(f"No sign of drift or leakage was found. {measured(drift, draft)}")
    else:
        draft.say("In your run, drift and leakage have not been looked for yet." if record.result is None else "")
    if not say_true_scores(record, draft):
        say_how_to_settle(draft)


def in_brief(_: Question, record: RunRecord, draft: Draft) -> None:
    """Put the verdict and the scores on both kinds of rows beside what was said in general."""
    first = leader(record)
    if first is None or first.validation_score is None or record.result is None:
        draft.say("Your run has no verdict on overfitting yet: it is made once the run has finished.")
        return
    draft.say(f"In your run {in_sentence(verdict_in_short(record))}")
    say_scores(record, first, draft)


def side_by_side(_: Question, record: RunRecord, draft: Draft) -> None:
    """Show both scores of the best trials, and the verdict."""
    say_side_by_side(record, draft)
    draft.say(verdict_in_short(record))
    draft.show(gap_chart(record, completed(record)))


def by_gap(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Rank trials by their gaps."""
    say_largest_gaps(record, draft, smallest_first="least" in asked.tagged)
    draft.say(
        "A large gap is normal for forests, boosting and nearest neighbors, and no proof: what decides is the",
        "held-back score.",
    )
    first = leader(record)
    if first is not None:
        say_gap(record, first, draft)
    draft.say(verdict_in_short(record))
    say_true_scores(record, draft, most=1)
    say_trend(record, draft)
    draft.show(gap_chart(record, completed(record)))


def compared(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Put the gaps of two models side by side: those that are named, or the winner and the tuned default."""
    named = [best for family in asked.entities.families if (best := best_of_family(record, family)) is not None]
    first = leader(record)
    default = default_trial(record, first.family) if first is not None else None
    trials = [*named, *(trial for trial in (first, default) if trial is not None and trial not in named)]
    if len(trials) < 2:
        draft.say("In your run there are no two models to compare.")
        return
    say_two_gaps(record, trials[0], trials[1], draft)
    draft.say(verdict_in_short(record))


def over_the_trials(_: Question, record: RunRecord, draft: Draft) -> None:
    """Say the verdict, when the best came, and what choosing among all the trials cost."""
    draft.say(verdict_in_short(record))
    say_price(record, draft)
    say_progress(record, draft)
    say_trend(record, draft)


def expected(_: Question, record: RunRecord, draft: Draft) -> None:
    """Say what to expect of new rows, and what else would tell."""
    say_correction(record, draft)
    if not say_true_scores(record, draft):
        say_how_to_settle(draft)
    draft.say(verdict_in_short(record) or "Your run has no corrected score yet: it is made at the end.")
