"""Sentences on the search of a run: the technique and why, what became of the trials, and how the best score rose."""

from assistant.draft import Draft
from assistant.evidence.fact import EvidenceFact, asked_value
from assistant.evidence.search_cost import (
    duration_fact,
    family_times,
    more_trials_fact,
    spent_fact,
    trials_of_a_night_fact,
)
from assistant.evidence.search_progress import (
    SearchProgress,
    chance_fact,
    complete_fact,
    last_gain_fact,
    late_gain_fact,
    more_fact,
    search_progress,
    since_fact,
)
from assistant.evidence.trial_origins import learned
from assistant.evidence.trials import (
    BASELINES,
    best_of_family,
    better_by,
    cheap_looks_fact,
    completed,
    count_fact,
    error_fact,
    score_fact,
    score_of,
    stopped_fact,
)
from assistant.markup import code
from assistant.naming import at_start, family_title, trial_named
from assistant.topics.winner.delivery import decision_line
from models.record import Decision, RunRecord

SEARCH = "search"
_DECISIONS = "decisions"
MANY = 500  # trials, from which on hardly any search gains
FEW = 20
"""Complete trials, below which nobody can see whether a search has settled."""


def technique_used(record: RunRecord) -> str | None:
    """Return the name of the technique that searched; None where auto was asked for and its choice is not recorded."""
    if record.technique is not None:
        return record.technique.name
    return None if record.settings.technique == "auto" else record.settings.technique


def say_technique(
    record: RunRecord, draft: Draft, wanted: tuple[str, ...], title: str, *, briefly: bool = False
) -> bool:
    """Write whether the run used one of the wanted techniques, which it used and why; return whether it did.

    ``title`` names the wanted ones, as they stand inside a sentence; where none is wanted, nothing is denied.
    ``briefly`` leaves out how the technique works and why it was taken.
    """
    used = technique_used(record)
    asked = EvidenceFact("search technique that was asked for", record.settings.technique, href=_DECISIONS)
    if used is None:
        draft.say(f"Your run was asked to search by {draft.cite(asked)}; what that chose is not recorded.")
        return False
    is_wanted = used in wanted
    denied = f"Your run did not use {title}: it searched by" if wanted else "Your run searched by"
    named = EvidenceFact("search technique of the run", used, href=_DECISIONS)
    how = "chosen by the engine" if record.settings.technique == "auto" else "which was asked for"
    draft.say(
        f"Yes, your run used {title}: {draft.cite(named)}, {how}."
        if is_wanted
        else f"{denied} {draft.cite(named)}, {how}.",
        "" if briefly else _account_sentence(record, draft),
        "" if briefly else _why_technique(record, draft),
    )
    return is_wanted


def _account_sentence(record: RunRecord, draft: Draft) -> str:
    if record.technique is None:
        return ""
    whole = EvidenceFact(f"account of {record.technique.title}", None, href=_DECISIONS)
    return draft.quote(record.technique.sentence, whole)


def _why_technique(record: RunRecord, draft: Draft) -> str:
    decision = next((one for one in search_decisions(record) if one.over), None)
    if decision is None or record.settings.technique != "auto":
        return ""
    href = f"{_DECISIONS}/{decision.id}"
    known = [EvidenceFact(fact.label, fact.value, fact.unit, href) for fact in decision.facts]
    whole = EvidenceFact("why the search went this way", None, href=href)
    chosen, because = (draft.quote(words, whole, known).rstrip(".") for words in (decision.chosen, decision.because))
    return f"It decided on {chosen}, because {because}."


def search_decisions(record: RunRecord) -> tuple[Decision, ...]:
    """Return the decisions on how to search."""
    return tuple(decision for decision in record.decisions if decision.stage == SEARCH)


def say_search_decisions(record: RunRecord, draft: Draft, containing: str, most: int = 4) -> bool:
    """Write the decisions on the search whose choice holds a word; return whether there are any."""
    found = [one for one in search_decisions(record) if containing in one.chosen]
    draft.list([decision_line(decision, draft) for decision in found[:most]])
    return bool(found)


def trials_sentence(record: RunRecord, draft: Draft, who: str = "It") -> str:
    """Return how many trials ``who`` made, and what became of them."""
    made = "made" if record.result else "has so far made"
    parts = [f"{draft.cite(count_fact(record, 'complete'))} complete"]
    for fact, words in (
        (cheap_looks_fact(record), "only looked at cheaply, with a part of the rounds or rows"),
        (stopped_fact(record), "stopped early"),
        (count_fact(record, "failed"), "failed"),
    ):
        if fact.value:
            parts.append(f"{draft.cite(fact)} {words}")
    return f"{who} {made} {draft.cite(count_fact(record, 'all'))} trials, {', '.join(parts)}."


def say_progress(record: RunRecord, draft: Draft) -> SearchProgress | None:
    """Write when the best score last improved and by how much; None where nothing has a score."""
    progress = search_progress(record)
    if progress is None:
        draft.say("In your run no configuration has a score yet, so there is no best score to follow.")
        return None
    gain = last_gain_fact(record, progress)
    best, n = trial_named(draft, progress.best), draft.cite(complete_fact(progress))
    score = f"{record.metric.title} {draft.measure(score_fact(record, progress.best))}"
    if gain is None:
        draft.say(f"In your run the first configuration with a score, {best}, is still the best of {n}: {score}.")
    else:
        late = "late in" if progress.is_late else "well before the end of"
        draft.say(
            f"In your run the best score last improved at {best}, by {draft.measure(gain, 2)} to {score}; that is",
            f"{late} the search: {draft.cite(since_fact(progress))} of {n} complete trials came after it.",
        )
    return progress


def say_chance(record: RunRecord, progress: SearchProgress, draft: Draft, n_asked: int | None = None) -> None:
    """Write how probable a new best is, how large it would be beside the noise of the folds, and what it would cost."""
    more = more_fact(progress) if n_asked is None else asked_value(n_asked)
    n_more = int(more.value) if isinstance(more.value, int) else 0
    draft.say(
        f"If trials were drawn at random, one of {draft.cite(more)} more would be a new best with a probability of",
        f"{draft.cite(chance_fact(progress, n_more))} %; a search that learns may do better. How much better it would",
        "be nobody knows beforehand.",
        _size_sentence(record, progress, draft),
    )
    price = more_trials_fact(record, n_more)
    if price is not None:
        draft.say(f"They would take about {draft.measure(price, 2)} of fits on one process.")


def say_night(record: RunRecord, draft: Draft) -> None:
    """Write how many trials a night would hold at the mean time of those so far."""
    fact = trials_of_a_night_fact(record)
    if fact is not None:
        draft.say(
            f"A night of eight hours would hold about {draft.measure(fact)} of this size on one process,",
            "far more than a search needs." if float(fact.value or 0) > MANY else "which is a search of usual length.",
        )


def say_late_gain(record: RunRecord, draft: Draft) -> None:
    """Write what the second half of the trials brought beside the noise of the folds."""
    progress = search_progress(record)
    if progress is not None:
        draft.say(_size_sentence(record, progress, draft))


def outlook(record: RunRecord, progress: SearchProgress) -> str:
    """Say whether more search is likely to pay off, by what the last trials did."""
    gain, error = late_gain_fact(record, progress), error_fact(record, progress.best)
    is_rising = gain is not None and error is not None and float(gain.value or 0) > float(error.value or 0)
    if len(progress.trials) < FEW:
        return (
            "**Perhaps**: with so few trials nobody can see yet whether the search has settled, so it is worth a try."
        )
    if progress.is_late or is_rising:
        return "**It may**: the best was still rising when the search ended."
    return "**Not by much, as it looks**: the best had settled before the search ended."


def _size_sentence(record: RunRecord, progress: SearchProgress, draft: Draft) -> str:
    gain, error = late_gain_fact(record, progress), error_fact(record, progress.best)
    if gain is None or error is None or gain.value is None or error.value is None:
        return ""
    verdict = "less than the folds can tell" if float(gain.value) < float(error.value) else "more than the folds' noise"
    return (
        f"In the second half of the trials the best improved by {draft.measure(gain, 2)}, against a standard error of "
        f"{draft.cite(error, 2)} over the folds: {verdict}."
    )


def say_other_techniques(record: RunRecord, draft: Draft) -> None:
    """Write that no other technique was tried on the table, and what trying one would take."""
    n_trials = len([trial for trial in record.trials if trial.hyperparameters])
    price = more_trials_fact(record, n_trials) if n_trials else None
    draft.say(
        "No other technique was run on this table, so whether one would have found more cannot be told.",
        f"To settle it, run the same number of trials again with another {code('search.technique')} and the same seed",
        f"(about {draft.measure(price, 2)} of fits), and compare the best scores on the same folds." if price else "",
    )


def spent_sentence(record: RunRecord, draft: Draft) -> str:
    """Return what all fits took together."""
    return f"All fits together took {draft.measure(spent_fact(record), 2)}."


def say_families(record: RunRecord, draft: Draft) -> None:
    """Write a table of the families: trials, seconds, the best score, and how many hyperparameters were searched."""
    rows = []
    for time in family_times(record):
        best = best_of_family(record, time.family)
        href = f"families/{time.family}"
        searched = _searched(record, time.family)
        rows.append(
            (
                at_start(family_title(record, time.family)),
                draft.cite(EvidenceFact(f"trials of {time.family}", time.n_trials, href=href)),
                draft.measure(duration_fact(f"time of all fits of {time.family}", time.seconds, href), 2),
                draft.cite(EvidenceFact(f"hyperparameters of {time.family} that were searched", searched, href=href)),
                draft.cite(score_fact(record, best)) if best else "none",
            )
        )
    draft.table(("family", "trials", "time of fits", "settings searched", f"best {record.metric.title}"), rows)


def _searched(record: RunRecord, family: str) -> int:
    account = next((item for item in record.families if item.name == family), None)
    return sum(item.is_searched for item in account.hyperparameters) if account else 0


def say_learned_against_drawn(record: RunRecord, draft: Draft) -> None:
    """Write the best that was proposed from earlier trials beside the best of all others, and whether they differ."""
    numbers = {trial.number for trial in learned(record)}
    ranking = [trial for trial in completed(record) if trial.family not in BASELINES]
    guided = next((trial for trial in ranking if trial.number in numbers), None)
    other = next((trial for trial in ranking if trial.number not in numbers), None)
    if guided is None or other is None:
        return
    ahead, error = better_by(record, score_of(guided), score_of(other)), error_fact(record, guided)
    if error is not None and abs(ahead) <= float(error.value or 0):
        verdict = f"within the standard error of {draft.cite(error, 2)} over the folds, so it is a tie"
    else:
        verdict = "so learning brought something" if ahead > 0 else "so learning brought nothing better"
    draft.say(
        f"The best trial that was proposed from earlier ones, {trial_named(draft, guided)}, scores",
        f"{draft.measure(score_fact(record, guided))}; the best of all others (defaults and random draws),",
        f"{trial_named(draft, other)}, {draft.measure(score_fact(record, other))}: {verdict}.",
    )
