"""What a run has delivered, for whoever wants to use it: whether there is a model, what it needs, how fast it is."""

from assistant.draft import Draft
from assistant.evidence.classes import finding_named, threshold_fact
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.trials import baseline, count_fact, score_fact
from assistant.markup import code
from assistant.naming import family_title, is_blend
from assistant.topics.decided import finding_sentence
from assistant.topics.truth.overfitting_verdict import say_correction
from assistant.topics.winner.comparison_sentences import say_quickest
from models.record import RunRecord

MOST_COLUMNS = 6
_CHECKED = (("knows_the_answer", "Search for leaks"), ("calibration_slope", "Calibration of the probabilities"))


def say_model(record: RunRecord, draft: Draft) -> None:
    """Write what the delivered model is and what rows it needs."""
    draft.say(_what_it_is(record, draft), _speed(record, draft))
    say_needs(record, draft)


def say_speed(record: RunRecord, draft: Draft) -> None:
    """Write what the delivered model is, how long it takes for one row, its size, and a quicker trial as good."""
    draft.say(
        _what_it_is(record, draft),
        _speed(record, draft),
        "Its size on disk is not recorded; the downloaded folder tells.",
    )
    say_quickest(record, draft)


def say_none(record: RunRecord, draft: Draft) -> None:
    """Write that there is no model, and whether one is to come."""
    complete = count_fact(record, "complete")
    if record.status in ("queued", "running"):
        draft.say(
            f"Your run is still at work ({draft.cite(complete)} complete trials) and has no model yet: it can be",
            "downloaded, and predicts, once the run has finished. Cancelling it keeps the best model so far.",
        )
        return
    ended = {"cancelled": "was cancelled", "failed": "failed"}.get(record.status, "ended")
    draft.say(f"Your run {ended} without a model, so that there is nothing to download or to predict with.")


def _what_it_is(record: RunRecord, draft: Draft) -> str:
    result = record.result
    if result is None:
        return ""
    if is_blend(record):
        count = EvidenceFact("trials that the delivered model averages", len(result.ensemble), href="result")
        return f"Your model averages {draft.cite(count)} trials; it is one folder all the same."
    return f"Your model is {family_title(record, result.family)}, fitted and ready to use."


def _speed(record: RunRecord, draft: Draft) -> str:
    if record.result is None or record.result.predict_ms is None:
        return "How long one prediction takes is not recorded."
    fact = EvidenceFact("time for the prediction of one row", record.result.predict_ms, "ms", "result")
    return f"One row takes about {draft.measure(fact, 2)}."


def say_needs(record: RunRecord, draft: Draft) -> None:
    """Write which columns new rows need, and the threshold that is built in."""
    needed = [column.name for column in record.data.columns if column.role == "feature" and column.is_used]
    count = EvidenceFact("columns that the model needs", len(needed), href="data")
    more = ", …" if len(needed) > MOST_COLUMNS else ""
    named = ", ".join(code(name) for name in needed[:MOST_COLUMNS])
    columns = "column" if len(needed) == 1 else "columns"
    draft.say(f"It needs {draft.cite(count)} {columns}, named and filled as in training: {named}{more}.")
    threshold = threshold_fact(record)
    if threshold is not None:
        draft.say(
            f"The threshold of {draft.cite(threshold)} is built in; the probabilities come along, so that you can cut",
            "elsewhere.",
        )


def say_promise(record: RunRecord, draft: Draft) -> None:
    """Write what the run promises for rows like those that it saw."""
    say_correction(record, draft)
    say_watched(record, draft)


def say_checked(record: RunRecord, draft: Draft) -> None:
    """Write what is known of the model before it is used: its honest score, a guess beside it, leaks and drift."""
    say_correction(record, draft)
    guess = baseline(record)
    if guess is not None and guess.validation_score is not None:
        draft.say(f"A baseline that ignores every column scores {draft.measure(score_fact(record, guess))}.")
    for name, named in _CHECKED:
        finding = finding_named(record, name)
        if finding is not None and finding.answer in ("found", "not_found"):
            verdict = "warns" if finding.answer == "found" else "no clear fault"
            draft.say(f"{named}, {verdict}: {finding_sentence(finding, draft)}")
    say_watched(record, draft)


def say_watched(record: RunRecord, draft: Draft) -> None:
    """Write what the run saw of drift, and the true scores that came later."""
    drift = finding_named(record, "drift")
    if drift is not None:
        draft.say(f"On drift inside the table: {finding_sentence(drift, draft)}")
    scores = [*([record.test] if record.test else []), *record.evaluations]
    latest = scores[-1] if scores else None
    if latest is None:
        draft.say("No labeled rows came after the run, so its true score is not recorded.")
        return
    whole = EvidenceFact(f"true score on {latest.table}", latest.score, "", "evaluations")
    draft.say(f"The latest true score: {draft.quote(latest.sentence, whole)}")
