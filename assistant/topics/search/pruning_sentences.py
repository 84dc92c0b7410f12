"""Sentences on what pruning may have cost a run: how well early scores tell, and the nearest of the stopped trials."""

from collections import Counter

from assistant.draft import Draft
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.search_cost import spent_fact, trial_seconds, trial_seconds_fact, whole_trial_fact
from assistant.evidence.stopped_trials import (
    Agreement,
    agreement,
    agreement_facts,
    behind_fact,
    early_place,
    folds_fact,
    near_miss,
    reasons,
    saved_fact,
    stopped,
)
from assistant.evidence.trials import cheap_looks_fact, completed, count_fact, leader, score_fact, stopped_fact
from assistant.naming import family_title, trial_named
from assistant.topics.search.search_sentences import technique_used
from models.record import RunRecord

WELL, POORLY = 0.7, 0.3
"""Rank correlations above and below which early scores tell the final order well, or hardly."""
HARD_CUT = 2
"""Places that even a hard cut keeps."""
QUICK = 30.0
"""Seconds of a trial, below which giving up early saves too little to be worth its risk."""


def counts(record: RunRecord, draft: Draft) -> str:
    """Return how many trials were cut, and what that saved."""
    saved, cheap = saved_fact(record), cheap_looks_fact(record)
    looked = f", {draft.cite(cheap)} only cheap looks by plan" if cheap.value else ""
    return (
        f"Of {draft.cite(count_fact(record, 'all'))} trials of your run, {draft.cite(count_fact(record, 'complete'))} "
        f"are complete and {draft.cite(stopped_fact(record))} were stopped early{looked}."
        + (f" Stopping saved about {draft.measure(saved, 2)} of fits." if saved else "")
    )


def say_counts(record: RunRecord, draft: Draft) -> None:
    """Write how many trials were cut, why, and what that saved."""
    draft.say(counts(record, draft))
    families = Counter(trial.family for trial in stopped(record)).most_common(1)
    if families:
        name, count = families[0]
        most = EvidenceFact(f"trials of {name} that were stopped early", count, href=f"families/{name}")
        draft.say(
            f"Most of those stopped, {draft.cite(most)}, are of {family_title(record, name)}. Why they were stopped:"
        )
    why = reasons(stopped(record))
    whole = EvidenceFact("why trials were stopped", None, href="trials")
    draft.list(
        [
            f"{draft.cite(EvidenceFact(f'trials that were stopped: {reason}', count, href='trials'))}: "
            f"{draft.quote(reason, whole)}"
            for reason, count in why[:3]
        ]
    )


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


def say_price(record: RunRecord, draft: Draft) -> None:
    """Write what a trial takes, and so whether giving up early or Hyperband has anything to save."""
    each, seconds = trial_seconds_fact(record), trial_seconds(record)
    if each is None or seconds is None:
        return
    verdict = "there is little to save" if seconds < QUICK else "giving up early can save much"
    draft.say(
        f"A complete trial of your run takes {draft.measure(each, 2)} on average and all fits together took",
        f"{draft.measure(spent_fact(record), 2)}, so {verdict}.",
    )


def say_winner_in_full(record: RunRecord, draft: Draft) -> None:
    """Write that the winner was scored on all folds with its whole resource, as only complete trials can win."""
    best = leader(record)
    if best is None:
        draft.say("No configuration has a full score yet.")
        return
    draft.say(
        f"**In full**: {trial_named(draft, best)} was fitted and scored on all {draft.cite(folds_fact(best))} folds",
        f"with all of its rounds and rows, like every complete trial: {record.metric.title}",
        f"{draft.measure(score_fact(record, best))}. A trial that was stopped early or only looked at cheaply has no",
        "full score, is not ranked, and cannot win.",
    )


def say_early_place(record: RunRecord, draft: Draft) -> None:
    """Write which place the best trial had early on, and what a rule that cuts the worse half would have done."""
    found, best = early_place(record), leader(record)
    if found is None or best is None:
        return
    place, among = found
    is_behind = float(place.value or 0) > float(among.value or 0) / 2
    verdict = (
        "so a rule that cuts the worse half there would have lost it"
        if is_behind
        else "so even a rule that cuts the worse half there would have kept it"
    )
    draft.say(
        f"After the first two folds the best configuration was number {draft.cite(place)} of {draft.cite(among)} that",
        f"ran to the end, {verdict}. A harder cut, which keeps only a few, would have",
        "been a risk." if float(place.value or 0) > HARD_CUT else "kept it, too.",
    )
