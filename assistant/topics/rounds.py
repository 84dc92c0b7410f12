"""Sentences on boosting rounds: how many the folds kept, and how many the delivered model has."""

from statistics import fmean

from assistant.draft import Draft
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.trials import address
from models.record import RunRecord, Trial

_ROUNDS = {
    "random_forest": "trees, averaged",
    "extra_trees": "trees, averaged",
    "neural_network": "passes over the training rows",
}
"""What a round is, where it is no tree that corrects those before it."""


def say_rounds(record: RunRecord, trial: Trial, draft: Draft) -> bool:
    """Write how many rounds (or trees) a trial kept; return whether the record holds any."""
    kept = [fold.rounds for fold in trial.folds if fold.rounds is not None]
    if not kept:
        return False
    allowed = [fold.max_rounds for fold in trial.folds if fold.max_rounds is not None]
    least, most = (
        EvidenceFact(f"{name} rounds kept in a fold of trial {trial.number}", value, href=address(trial))
        for name, value in (("fewest", min(kept)), ("most", max(kept)))
    )
    mean = EvidenceFact(
        f"mean rounds kept over the folds of trial {trial.number}", round(fmean(kept)), href=address(trial)
    )
    spread = f"between {draft.cite(least)} and {draft.cite(most)}, " if min(kept) != max(kept) else ""
    what = _ROUNDS.get(trial.family, "trees, one after another")
    sentences = [f"Its folds kept {spread}{draft.cite(mean)} rounds ({what}) on average."]
    if allowed:
        limit = EvidenceFact("most rounds that were allowed", max(allowed), href=address(trial))
        full = max(kept) >= max(allowed)
        how = (
            "at least one fold used them all, so more could help" if full else "early stopping decided, not this limit"
        )
        sentences.append(f"Allowed were {draft.cite(limit)}: {how}.")
    if record.result is not None and record.result.trial == trial.number and record.result.rounds is not None:
        final = EvidenceFact("rounds of the delivered model", record.result.rounds, href="result")
        sentences.append(f"The delivered model, fitted once more on all rows, has {draft.cite(final)}.")
    draft.say(*sentences)
    return True
