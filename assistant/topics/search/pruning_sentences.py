"""Sentences on what pruning may have cost a run: how well early scores tell, and the nearest of the stopped trials."""

from assistant.draft import Draft
from assistant.evidence.search_cost import whole_trial_fact
from assistant.evidence.stopped_trials import Agreement, agreement, agreement_facts, behind_fact, near_miss
from assistant.evidence.trials import completed
from assistant.naming import family_title, trial_named
from assistant.topics.search.search_sentences import technique_used
from models.record import RunRecord

WELL, POORLY = 0.7, 0.3
"""Rank correlations above and below which early scores tell the final order well, or hardly."""


def say_agreement(record: RunRecord, draft: Draft) -> None:
    """Write how well the early order of the trials agrees with the final one."""
    found = agreement(record)
    if found is None:
        draft.say("How well early and final ranks agree cannot be told: too few trials ran to the end.")
        return
    correlation, n_trials = agreement_facts(found)
    early = "after the cheap look" if found.is_of_looks else "after the first two folds"
    draft.say(
        f"Among {draft.cite(n_trials)} trials that ran to the end, the order {early} and the final order have a rank",
        f"correlation of {draft.cite(correlation, 2)} (one is the same order): {_verdict(found)}.",
    )


def _verdict(found: Agreement) -> str:
    if found.correlation >= WELL:
        return "early scores tell the final order well, so giving up early hardly costs a good trial"
    return "early scores say little here" if found.correlation <= POORLY else "giving up early may cost a good trial"


def say_near_miss(record: RunRecord, draft: Draft) -> None:
    """Write which of the stopped trials was nearest to the best of its family, and what it takes to settle it."""
    miss = near_miss(record)
    if miss is None:
        if technique_used(record) == "hyperband" and completed(record):
            draft.say("Slow starters that a cheap look put last are lost; which ones, nobody measured.")
        return
    apart = draft.measure(behind_fact(record, miss), 2)
    price = whole_trial_fact(record, miss.trial)
    where = "behind" if miss.behind > 0 else "ahead of"
    draft.say(
        f"The most promising one that was stopped is {trial_named(draft, miss.trial)}",
        f"({family_title(record, miss.trial.family)}): on the folds that it has, it was {apart} {where} the best of",
        f"its family, {trial_named(draft, miss.best)}.",
        f"To settle it, run it to the end: about {draft.measure(price, 2)} of fits." if price else "",
    )
