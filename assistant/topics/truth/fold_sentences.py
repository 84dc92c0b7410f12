"""Sentences on the folds of a run: how rows were split, what each fold scored, what one more would cost."""

from assistant.draft import Draft
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.findings import answered
from assistant.evidence.table_size import rarest_class_fact, rows_fact, rows_of_a_fold_fact
from assistant.evidence.trials import BASELINES, address, completed, error_fact, leader, score_fact
from assistant.markup import code
from assistant.naming import first_called, trial_named
from assistant.topics.truth.finding_sentences import measured, remedy
from models.record import RunRecord, Trial

_KINDS = {
    "stratified": "stratified folds, the rows dealt out at random so that every class has its share of the table",
    "plain": "plain folds, the rows dealt out at random",
    "group": "group folds, so that rows of one group are never on both sides",
    "time": "folds in time order, so that a model is only scored on rows later than those it was fitted on",
}

_AGREEMENT = {
    "not_found": "**Stable**: in your run the folds of the leading trial differ by no more than chance would give.",
    "found": "**Not stable**: in your run the folds of the leading trial differ by more than chance would give.",
}


def say_plan(record: RunRecord, draft: Draft) -> None:
    """Write how the rows were split, and why so."""
    plan = record.folds
    if plan is None:
        draft.say("In your run the folds are not decided yet.")
        return
    folds, rows = EvidenceFact("folds of the run", plan.n_folds, href="folds"), rows_fact(record)
    repeats = EvidenceFact("repeats of the folds", plan.n_repeats, href="folds")
    whole = EvidenceFact("why the rows were split this way", None, href="folds")
    draft.say(
        f"Your run cuts {draft.cite(rows)} rows into {draft.cite(folds)} {_KINDS[plan.kind]}.",
        f"This is repeated {draft.cite(repeats)} times, with other splits." if plan.n_repeats > 1 else "",
        f"Why: {draft.quote(plan.because, whole, [folds, rows]).rstrip('.')}." if plan.because else "",
    )


def say_fits(record: RunRecord, draft: Draft) -> None:
    """Write how often a trial was fitted, and on how many rows."""
    plan, rows = record.folds, rows_fact(record)
    if plan is None or plan.kind == "time" or not isinstance(rows.value, int):
        return
    fits = EvidenceFact("fits of a whole trial", plan.n_folds * plan.n_repeats, "", "folds")
    held_back = rows_of_a_fold_fact(record)
    learned = EvidenceFact("rows that each fit learns from", rows.value - rows.value // plan.n_folds, "", "folds")
    draft.say(
        f"So each trial was fitted {draft.cite(fits)} times, each time on about {draft.cite(learned)} rows"
        + (f", and scored on the other {draft.cite(held_back)}" if held_back else ""),
        "(less often where it was stopped early); what is delivered is fitted on all.",
    )


def say_scores_by_fold(record: RunRecord, draft: Draft) -> Trial | None:
    """Write the score of the leading trial over all folds and on each; return that trial."""
    first = leader(record)
    if first is None or first.validation_score is None:
        return None
    error = error_fact(record, first)
    scores = [
        EvidenceFact(
            f"{record.metric.title} of trial {first.number} on one fold", fold.validation_score, "", address(first)
        )
        for fold in first.folds
        if fold.validation_score is not None
    ]
    draft.say(
        f"The {first_called(record)} ({trial_named(draft, first)}) has",
        f"{record.metric.title} {draft.measure(score_fact(record, first))} over all folds"
        + (f", with a standard error of {draft.cite(error, 2)}." if error else "."),
        f"Fold by fold: {', '.join(draft.cite(fact) for fact in scores)}." if scores else "",
    )
    return first


def say_agreement(record: RunRecord, draft: Draft) -> None:
    """Write whether the folds agree, and which of them is the poorest."""
    finding, first = answered(record, "fold_spread"), leader(record)
    if finding is not None and finding.answer in _AGREEMENT:
        draft.say(_AGREEMENT[finding.answer])
    poorest_of_first = _poorest(record, first) if first is not None else None
    if first is None or poorest_of_first is None:
        return
    score, place = poorest_of_first
    poorest = EvidenceFact(f"number of the poorest fold of trial {first.number}", place, "", address(first))
    its_score = EvidenceFact(
        f"{record.metric.title} of trial {first.number} on its poorest fold", score, "", address(first)
    )
    draft.say(f"The poorest is fold {draft.cite(poorest)}, with {draft.cite(its_score)}.")


def say_common_poorest(record: RunRecord, draft: Draft) -> None:
    """Write for how many trials the same fold is the poorest: then its rows are harder, whatever the model."""
    first = leader(record)
    poorest = _poorest(record, first) if first is not None else None
    if poorest is None:
        return
    others = [trial for trial in completed(record) if trial != first and trial.family not in BASELINES]
    places = [found[1] for trial in others if (found := _poorest(record, trial)) is not None]
    if not places:
        return
    alike = EvidenceFact("trials that are poorest on the same fold", places.count(poorest[1]), "", "folds")
    of_all = EvidenceFact("other trials with scores by fold", len(places), "", "folds")
    draft.say(
        f"The same fold is the poorest for {draft.cite(alike)} of {draft.cite(of_all)} other trials:",
        "its rows seem harder, whatever the model is."
        if 2 * places.count(poorest[1]) > len(places)
        else "most are poorest elsewhere, so it is rather chance than hard rows.",
    )


def _poorest(record: RunRecord, trial: Trial) -> tuple[float, int] | None:
    """Return the score and number of the fold on which a trial is the poorest; None where fewer than two are known."""
    scored = [(fold.validation_score, place) for place, fold in enumerate(trial.folds, start=1)]
    known = [(score, place) for score, place in scored if score is not None]
    return (min if record.metric.greater_is_better else max)(known) if len(known) > 1 else None


def say_spread(record: RunRecord, draft: Draft) -> None:
    """Write whether the folds differ by more than chance, and what to do then."""
    finding = answered(record, "fold_spread")
    if finding is not None:
        draft.say(measured(finding, draft), remedy(finding, draft) if finding.answer == "found" else "")


def say_price_of_a_fold(record: RunRecord, draft: Draft) -> None:
    """Write how many rows of the rarest class a fold holds, and what one more fold of the leading trial costs."""
    plan, rarest, first = record.folds, rarest_class_fact(record), leader(record)
    said = []
    if plan is not None and plan.kind == "stratified" and rarest is not None and isinstance(rarest.value, int):
        share = EvidenceFact("rows of the rarest class in a fold", rarest.value // plan.n_folds, "", "folds")
        said.append(f"Each fold holds about {draft.cite(share)} rows of the rarest class.")
    if first is not None and first.folds:
        seconds = round(first.seconds / len(first.folds), 2)
        price = EvidenceFact(f"time of one fold of trial {first.number}", seconds, "s", address(first))
        said.append(f"One more fold costs about {draft.measure(price, 2)} for a trial like the leading one.")
    draft.say(*said)


def say_time(record: RunRecord, draft: Draft) -> None:
    """Write whether the folds kept the order in time, and whether the last rows are unlike the others."""
    time, plan = record.goal.time, record.folds
    if plan is not None and plan.kind == "time":
        draft.say(
            "In your run the past was kept apart from the future: no model was scored on rows earlier than its own.",
            f"The order is that of {code(time)}." if time is not None else "",
        )
    elif plan is not None:
        draft.say(
            "In your run the order in time was not kept: rows were split without regard to any date, since no column",
            "of time was named in the goal. If it matters, name that column there and run again: the folds follow it,",
            "and a score that falls then has become honest.",
        )
    drift = answered(record, "drift")
    draft.say(measured(drift, draft) if drift is not None else "")
