"""What a run tells of how far its score and its predictions may be off, and of how many rows it is unsure."""

from assistant.draft import Draft
from assistant.evidence import honest_score
from assistant.evidence.classes import threshold_fact
from assistant.evidence.diagnostics import class_rates, precision_fact, recall_fact, right_fact
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.findings import answered
from assistant.evidence.sure import both_classes_fact, promised
from assistant.evidence.trials import baseline, error_fact, leader, score_fact
from assistant.markup import code
from assistant.naming import family_title, trial_named
from assistant.topics.decided import threshold_sentences
from assistant.topics.truth.finding_sentences import measured
from assistant.topics.truth.overfitting_verdict import say_correction
from assistant.topics.truth.true_score_sentences import say_true_scores
from assistant.topics.winner.diagnostic_sentences import (
    calibration_sentence,
    misses_sentence,
    mistake_sentence,
    rates_sentence,
)
from assistant.understanding.question import Question
from models.record import RunRecord

MOST_CLASSES = 3


def say_score_margin(_: Question, record: RunRecord, draft: Draft) -> None:
    """Write within what range the score lies, and how far the folds scatter."""
    say_correction(record, draft)
    _say_how_computed(record, draft)
    _say_error(record, draft)
    say_true_scores(record, draft)


def _say_how_computed(record: RunRecord, draft: Draft) -> None:
    """Write how the interval of the score came about, and on how many rows."""
    score = record.result.score if record.result is not None else None
    if score is None or score.low is None:
        return
    whole = EvidenceFact("how the interval of the score was computed", None, href=honest_score.HREF)
    rows = EvidenceFact("rows that the score was computed on", score.n_rows, "rows", honest_score.HREF)
    draft.say(f"How the range was computed, on {draft.measure(rows)}: {draft.quote(score.because, whole)}")


def say_one_row(_: Question, record: RunRecord, draft: Draft) -> None:
    """Write that single predictions are not recorded, where the run cuts, and how far probabilities hold near there."""
    draft.say(
        "Single predictions are **not recorded**, so I cannot say it of that row: have it predicted, and read its",
        "probability, its distance to the threshold, and its set." if record.goal.task != "regression" else "interval.",
    )
    cut = threshold_fact(record)
    draft.say(*threshold_sentences(record, draft)[:1])
    if cut is not None and cut.value is not None:
        draft.say(
            "Near it:",
            calibration_sentence(record, draft, float(cut.value)),
        )
    draft.say(calibration_sentence(record, draft), "That holds for groups of rows; for one of them it is no guarantee.")


def say_wrong_rows(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Write that rows are not recorded one by one, which mistakes are most frequent, and where to look."""
    draft.say(
        "Which rows are wrong is **not recorded** one by one.",
        mistake_sentence(record, draft) or misses_sentence(record, draft),
        rates_sentence(record, draft),
    )
    draft.say(
        "Rows near the threshold are the least certain. To see them, make out-of-fold predictions (those for",
        "rows of the fits look too good), put them beside the answers, sort by the miss, and compare kinds of rows.",
    )
    say_unsure(asked, record, draft)


def say_typical(_: Question, record: RunRecord, draft: Draft) -> None:
    """Write how far off predictions are on average: of values the score itself, of classes the share that is right."""
    if record.goal.task == "regression":
        draft.say(f"The typical error of your run is its score, {record.metric.title}, on rows not learned from.")
        say_correction(record, draft)
    else:
        _say_right_and_score(record, draft)
    guess = baseline(record)
    if guess is not None and guess.validation_score is not None:
        draft.say(f"A baseline that ignores every column scores {draft.measure(score_fact(record, guess))}.")
    _say_error(record, draft)


def say_share_right(_: Question, record: RunRecord, draft: Draft) -> None:
    """Write what share of predictions is right, what the score is, and what is known of drift."""
    _say_right_and_score(record, draft)
    drift = answered(record, "drift")
    draft.say(measured(drift, draft) if drift is not None else "")


def say_unsure(_: Question, record: RunRecord, draft: Draft) -> None:
    """Write for what share of the rows several classes are left, where there are two."""
    told = promised(record)
    both = both_classes_fact(record, told) if told is not None else None
    if both is not None:
        draft.say(
            f"For about {draft.measure(both)} of the rows your model cannot decide: their set holds both classes, at",
            "the level that is promised. For the others one class alone is left.",
        )
    slope = answered(record, "calibration_slope")
    draft.say(measured(slope, draft) if slope is not None else "")


def say_future(_: Question, record: RunRecord, draft: Draft) -> None:
    """Write the score that is honest for rows like these, what is known of drift, and a run that would tell more."""
    if record.result is None:
        draft.say("Your run has no honest score yet: it is made at the end.")
    say_correction(record, draft)
    say_true_scores(record, draft)
    drift = answered(record, "drift")
    draft.say(measured(drift, draft) if drift is not None else "")
    if record.folds is not None and record.folds.kind == "time":
        draft.say("Your folds follow time, so the score is one for later rows, as far as these rows reach.")
        return
    dates = [column.name for column in record.data.columns if column.kind == "datetime"]
    named = f", here {code(dates[0])}" if dates else ", if there is one"
    draft.say(
        f"The nearest thing to an answer is a run whose folds follow time: name the date column in the goal{named},",
        "and each model is scored on rows later than those that it learned from.",
    )


def _say_right_and_score(record: RunRecord, draft: Draft) -> None:
    """Write the share that is right before the score, or behind it that the share is not recorded."""
    if right_fact(record) is None:
        say_correction(record, draft)
        say_right(record, draft)
        return
    say_right(record, draft)
    say_correction(record, draft)


def say_right(record: RunRecord, draft: Draft) -> None:
    """Write what share of the held-back rows is predicted right, and of each class what is found and is right."""
    right = right_fact(record)
    if right is None:
        draft.say("What share of its predictions is right is not recorded in your run.")
        return
    draft.say(f"Of the held-back rows, your model predicts {draft.measure(right)} right.")
    lines = []
    for rates in class_rates(record)[:MOST_CLASSES]:
        found, precise = recall_fact(rates), precision_fact(rates)
        if found is not None and precise is not None:
            lines.append(
                f"{code(rates.name)}: {draft.measure(found)} of its rows are found, and {draft.measure(precise)} of "
                "those taken for it are right"
            )
    draft.list(lines)


def _say_error(record: RunRecord, draft: Draft) -> None:
    first = leader(record)
    error = error_fact(record, first) if first is not None else None
    if first is None or error is None:
        return
    folds = EvidenceFact("folds of the run", len(first.folds), href="folds")
    draft.say(
        f"Its best trial ({trial_named(draft, first)}, {family_title(record, first.family)}) scores",
        f"{record.metric.title} {draft.measure(score_fact(record, first))}, with a standard error of",
        f"{draft.cite(error, 2)} over {draft.cite(folds)} folds: a difference below about twice that tells nothing.",
    )


def say_nothing(_: Question, __: RunRecord, ___: Draft) -> None:
    """Leave the run out, where it does not bear on the question."""
