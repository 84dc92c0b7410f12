"""Sentences on rounds: how many the folds kept, how the loss ended, and how many the delivered model has."""

from statistics import fmean

from assistant.charts.of_answers import curve_chart
from assistant.draft import Draft
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.learning_curves import STOP_EARLY, CurveEnd, Stops, curve_end
from assistant.evidence.trials import address
from assistant.naming import at_start, family_title, trial_named
from models.record import RunRecord, Trial

MOST_FOLDS = 10  # whose rounds are told one by one
_ROUNDS = {
    "random_forest": "trees, averaged",
    "extra_trees": "trees, averaged",
    "neural_network": "passes over the training rows",
}
"""What a round is, where it is no tree that corrects those before it."""


def enough_sentence(record: RunRecord, stops: Stops, draft: Draft) -> str:
    """Say whether the rounds that a trial was allowed were enough."""
    who = f"{family_title(record, stops.trial.family)} ({trial_named(draft, stops.trial)})"
    at_cap, folds = stops.cap_facts()
    if stops.n_at_cap:
        return (
            f"Perhaps not enough: {who} used all that was allowed in {draft.cite(at_cap)} of {draft.cite(folds)} "
            "folds, so more rounds, or a larger learning rate, could still help."
        )
    if stops.is_hardly_any:
        return f"{at_start(who)} stopped within its first rounds: hardly any learning, so try a smaller learning rate."
    return f"Enough: {who} had its best round well before its maximum in all {draft.cite(folds)} folds."


def _kept(trial: Trial) -> list[int]:
    return [fold.rounds for fold in trial.folds if fold.rounds is not None]


def mean_rounds_fact(trial: Trial) -> EvidenceFact | None:
    """Return how many rounds (or trees) the folds of a trial kept on average; None where none are recorded."""
    kept = _kept(trial)
    label = f"mean rounds kept over the folds of trial {trial.number}"
    return EvidenceFact(label, round(fmean(kept)), href=address(trial)) if kept else None


def say_rounds(record: RunRecord, trial: Trial, draft: Draft) -> bool:
    """Write how many rounds (or trees) a trial kept; return whether the record holds any."""
    kept = _kept(trial)
    allowed = [fold.max_rounds for fold in trial.folds if fold.max_rounds is not None]
    mean = mean_rounds_fact(trial)
    if mean is None:
        return False
    what = _ROUNDS.get(trial.family, "trees, one after another")
    how_many = f"{draft.cite(mean)} rounds ({what}) on average"
    if min(kept) != max(kept):
        how_many = f"{_fold_by_fold(trial, kept, draft)} rounds ({what}), {draft.cite(mean)} on average"
    sentences = [f"The folds of {trial_named(draft, trial)} kept {how_many}."]
    if allowed:
        limit = EvidenceFact("most rounds that were allowed", max(allowed), href=address(trial))
        sentences.append(f"Allowed were {draft.cite(limit)}: {_who_decided(trial, max(kept), max(allowed))}.")
    draft.say(*sentences, delivered_sentence(record, trial, draft))
    return True


def _fold_by_fold(trial: Trial, kept: list[int], draft: Draft) -> str:
    """Return the rounds of each fold, or of many folds the fewest and the most."""
    href = address(trial)
    if len(kept) > MOST_FOLDS:
        least, most = (
            EvidenceFact(f"{name} rounds kept in a fold of trial {trial.number}", value, href=href)
            for name, value in (("fewest", min(kept)), ("most", max(kept)))
        )
        return f"between {draft.cite(least)} and {draft.cite(most)}"
    each = [
        draft.cite(EvidenceFact(f"rounds kept in fold {number} of trial {trial.number}", rounds, href=href))
        for number, rounds in enumerate(kept, start=1)
    ]
    return f"{', '.join(each[:-1])} and {each[-1]}"


def _who_decided(trial: Trial, most: int, allowed: int) -> str:
    if trial.family not in STOP_EARLY:
        return "a forest grows all of them, for more trees do no harm"
    if most >= allowed:
        return "at least one fold used them all, so more could help"
    return "the best rounds lie below it, so early stopping decided and not this limit"


def delivered_sentence(record: RunRecord, trial: Trial, draft: Draft) -> str:
    """Say how many rounds the delivered model has, where it is this trial's."""
    result = record.result
    if result is None or result.trial != trial.number or result.rounds is None:
        return ""
    final = EvidenceFact("rounds of the delivered model", result.rounds, href="result")
    if any(decision.stage == "model" and "left on its folds" in decision.chosen for decision in record.decisions):
        return f"The delivered model averages the fits of the folds, with {draft.cite(final)} rounds on average."
    return (
        f"The delivered model, fitted once more on all rows, has {draft.cite(final)}: as many as its folds kept on "
        "average, since no rows are held apart then to stop by."
    )


def say_curve(trial: Trial, draft: Draft) -> bool:
    """Write how the loss ended in one fold, and draw the curves of all; return whether any is recorded."""
    end = curve_end(trial)
    if end is None:
        return False
    (_, start), (best_at, best), (last_at, last) = (end.facts(name) for name in ("first", "lowest", "last"))
    fold = EvidenceFact("fold whose curve is told", end.fold, href=address(trial))
    if end.lowest == end.first:
        draft.say(f"In fold {draft.cite(fold)} the loss on rows held apart was lowest at round {draft.cite(best_at)}.")
        draft.show(curve_chart(trial, _unit(trial)))
        return True
    if end.rises:
        then = f"and had risen to {draft.cite(last)} at round {draft.cite(last_at)}, the last of the curve"
    else:
        then = "which was the last round, so that it was still falling"
    draft.say(
        f"In fold {draft.cite(fold)} the loss on rows held apart fell from {draft.cite(start)} to {draft.cite(best)}",
        f"{_near(trial, end)} round {draft.cite(best_at)}, {then}.",
    )
    draft.show(curve_chart(trial, _unit(trial)))
    return True


def _near(trial: Trial, end: CurveEnd) -> str:
    """Say "near" where the curve, which is recorded at some of the rounds only, lacks the best one."""
    return "at" if trial.folds[end.fold - 1].rounds in (None, end.lowest[0]) else "near"


def _unit(trial: Trial) -> str:
    return "passes over the training rows" if trial.family == "neural_network" else "rounds"
