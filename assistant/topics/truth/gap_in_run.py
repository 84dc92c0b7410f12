"""What a run tells of the gap between training and held-back score."""

from assistant.charts.of_answers import folds_chart
from assistant.charts.of_truth import gap_chart
from assistant.draft import Draft
from assistant.evidence.findings import LEAKS, finding_of, found
from assistant.evidence.gap import gap_of
from assistant.evidence.rivals import rival
from assistant.evidence.trials import best_of_family, completed, leader
from assistant.naming import in_sentence, trial_named
from assistant.topics.truth.finding_sentences import measured, say_found
from assistant.topics.truth.gap_sentences import (
    say_gap,
    say_named_gap,
    say_side_by_side,
    say_trend,
    say_two_gaps,
    say_usual,
)
from assistant.topics.truth.many_gaps_sentences import say_gap_along, say_gaps_by_family, say_levers
from assistant.topics.truth.overfitting_verdict import say_correction
from assistant.topics.truth.true_score_sentences import say_how_to_settle, say_true_scores
from assistant.topics.verdict import verdict_sentence
from assistant.understanding.question import Question
from models.record import RunRecord, Trial

_RISKS = {"low": "low", "moderate": "moderate", "high": "high", "cannot_tell": "not to be told from this run"}


def diverging(_: Question, record: RunRecord, draft: Draft) -> None:
    """Say what early stopping kept in this run."""
    stopping = finding_of(record, "early_stopping")
    draft.say(f"In your run: {measured(stopping, draft)}" if stopping is not None else "")
    say_trend(record, draft)


def _asked_trial(asked: Question, record: RunRecord) -> Trial | None:
    """Return the trial that the question is about: one by number or rank, the best of a family, or the leading one."""
    ranking, named = completed(record), asked.entities
    by_number = next((trial for trial in ranking if trial.number in named.trials), None)
    by_rank = next((ranking[rank - 1] for rank in named.ranks if rank <= len(ranking)), None)
    families = (best_of_family(record, family) for family in named.families)
    return by_number or by_rank or next((trial for trial in families if trial is not None), None) or leader(record)


def in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Say how large the gap is, whether it is usual, and what new rows promise."""
    first = _asked_trial(asked, record)
    if first is None or gap_of(record, first) is None:
        draft.say("In your run the gap is not recorded: no trial has both a training and a validation score.")
        return
    say_gap(record, first, draft)
    say_usual(record, first, draft)
    _say_beside_the_first(record, first, draft)
    _say_risk(record, draft)
    say_correction(record, draft)
    if not say_true_scores(record, draft, most=1) and asked.is_about_run and record.result is not None:
        say_how_to_settle(draft)
    draft.show(gap_chart(record, completed(record)))


def _say_beside_the_first(record: RunRecord, trial: Trial, draft: Draft) -> None:
    """Put a trial that is asked about beside the leading one by the held-back score, which decides."""
    first = leader(record)
    if first is None or trial is first:
        return
    verdict = in_sentence(verdict_sentence(record, rival(record, first, trial), draft))
    draft.say(f"What decides is the held-back score, and there {trial_named(draft, first)} stands before it: {verdict}")


def closing(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Say how large the gap is, and what trials with more restraint scored."""
    in_run(asked, record, draft)
    first = _asked_trial(asked, record)
    if first is not None:
        say_levers(record, first, draft)


def by_family(_: Question, record: RunRecord, draft: Draft) -> None:
    """Rank the families by their gaps."""
    say_gaps_by_family(record, draft)
    _say_risk(record, draft)
    draft.show(gap_chart(record, completed(record)))


def by_complexity(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Put the gaps of the families side by side, then those along the settings that make the leading one complex."""
    first = leader(record)
    account = next((one for one in record.families if first is not None and one.name == first.family), None)
    named = [name.lstrip("-") for name in account.complexity] if account is not None else []
    for name in (*asked.entities.hyperparameters[:1], *named):
        if say_gap_along(record, name, draft):
            break
    say_gaps_by_family(record, draft)
    draft.say("A smaller gap is no better by itself: only where the held-back score rises with it.")
    say_trend(record, draft)
    draft.show(gap_chart(record, completed(record)))


def along_a_setting(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Say how the gap goes with the setting that is asked about."""
    if any(say_gap_along(record, name, draft) for name in asked.entities.hyperparameters[:1]):
        say_trend(record, draft)
        draft.show(gap_chart(record, completed(record)))
        return
    draft.say("In your run too few trials with different values of it have both scores to tell that.")
    in_run(asked, record, draft)


def sized(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Put a gap that the question names beside the noise of the run, then the run's own."""
    said = [value for turn in asked.turns_before[-1:] for value in turn.entities.values]
    say_named_gap([*asked.entities.values, *said], record, draft)
    in_run(asked, record, draft)


def _say_risk(record: RunRecord, draft: Draft) -> None:
    if record.result is not None:
        risk = _RISKS[record.result.overfitting.risk]
        draft.say(f"On overfitting, judged from all the evidence and not from the gap, the risk is {risk}.")


def reverse(_: Question, record: RunRecord, draft: Draft) -> None:
    """Say whether it is so in this run, and whether copies or relatives could be behind it."""
    first = leader(record)
    if first is None or gap_of(record, first) is None:
        draft.say("In your run no trial has both scores yet.")
        return
    say_gap(record, first, draft)
    hits = found(record, LEAKS)
    if hits:
        say_found(hits, draft, most=2)
    elif record.findings:
        draft.say("No copies, relatives or columns that know the answer were found in your run.")
    draft.show(folds_chart(record, first))


def side_by_side(_: Question, record: RunRecord, draft: Draft) -> None:
    """Show both scores of the best trials."""
    say_side_by_side(record, draft)
    _say_risk(record, draft)
    draft.show(gap_chart(record, completed(record)))


def beside(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Put the gap of the leading trial beside that of another one: the one that is asked about, or the next best."""
    first, other = leader(record), _asked_trial(asked, record)
    if other is first:
        other = next((trial for trial in completed(record) if trial is not first), None)
    if first is None or other is None:
        draft.say("In your run there are no two trials with both scores to compare.")
        return
    say_two_gaps(record, first, other, draft)


def corrected(_: Question, record: RunRecord, draft: Draft) -> None:
    """Say what to expect of new rows."""
    say_correction(record, draft)
    say_true_scores(record, draft, most=1)


def by_fold(_: Question, record: RunRecord, draft: Draft) -> None:
    """Say the gap, and show both scores of each fold."""
    first = leader(record)
    if first is None or gap_of(record, first) is None:
        draft.say("In your run the gap is not recorded: no trial has both a training and a validation score.")
        return
    say_gap(record, first, draft)
    say_correction(record, draft)
    draft.show(folds_chart(record, first))
