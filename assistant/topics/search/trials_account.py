"""Sentences on the trials of a run as a whole: where they came from, how their scores spread, what half would do."""

from collections import Counter
from collections.abc import Sequence

from assistant.draft import Draft
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.literature import BEST_SHARE
from assistant.evidence.rivals import family_rivals
from assistant.evidence.score_spread import as_good_fact, count_of, drawn, given, hit_fact, middle_fact, scored
from assistant.evidence.search_cost import spent_fact
from assistant.evidence.search_progress import complete_fact, late_gain_fact, search_progress
from assistant.evidence.trial_origins import learned, why_tried
from assistant.evidence.trials import count_fact, error_fact, leader, score_fact, seconds_fact, value_fact
from assistant.markup import code
from assistant.naming import at_start, family_title, trial_named
from models.record import RunRecord, Trial

FEWEST_TO_SPREAD = 3
FEW_TRIALS = 5
"""Complete trials of a family, below which it was hardly tried."""


def say_origins(record: RunRecord, draft: Draft) -> None:
    """Write how many trials were given, drawn at random and proposed from earlier ones, and how both groups scored."""
    groups = (
        (given(record), "were given beforehand (baseline, defaults, what did well elsewhere)"),
        (drawn(record), "were drawn at random"),
        (learned(record), "were proposed from what earlier ones scored"),
    )
    if not record.trials:
        return
    parts = [f"{draft.cite(count_of(trials, words))} {words}" for trials, words in groups]
    draft.say(
        f"Of {draft.cite(count_fact(record, 'all'))} trials of your run, {', '.join(parts[:-1])} and {parts[-1]}.",
        _middles(record, draft),
    )


def _middles(record: RunRecord, draft: Draft) -> str:
    """Return the middle score of the random and of the guided trials, where there are both."""
    random, guided = (_scored_of(record, trials) for trials in (drawn(record), learned(record)))
    if not random or not guided:
        return ""
    return (
        f"The middle score of the random ones is {draft.measure(middle_fact(record, random, 'the random trials'))}, of "
        f"the proposed ones {draft.measure(middle_fact(record, guided, 'the proposed trials'))}."
    )


def _scored_of(record: RunRecord, trials: tuple[Trial, ...]) -> tuple[Trial, ...]:
    numbers = {trial.number for trial in trials}
    return tuple(trial for trial in scored(record) if trial.number in numbers)


def say_spread(record: RunRecord, draft: Draft) -> None:
    """Write the best, the next, the middle and the worst score, and whether the best stands alone."""
    trials = scored(record)
    if len(trials) < FEWEST_TO_SPREAD:
        return
    best, second, worst = trials[0], trials[1], trials[-1]
    error, as_good = error_fact(record, best), as_good_fact(record, trials)
    draft.say(
        f"The scores reach from {draft.measure(score_fact(record, worst))} ({trial_named(draft, worst)}) over a middle",
        f"of {draft.measure(middle_fact(record, trials))} to {draft.measure(score_fact(record, best))}",
        f"({trial_named(draft, best)}); next is {trial_named(draft, second)} with",
        f"{draft.measure(score_fact(record, second))}.",
        "" if error is None else _stands_alone(len(trials), as_good, draft.cite(error, 2), draft),
    )


def _stands_alone(n_trials: int, as_good: EvidenceFact, error: str, draft: Draft) -> str:
    if as_good.value == 1:
        return f"No other lies within one standard error ({error}) of the best, so it stands out."
    several = "nearly all are alike" if as_good.value == n_trials else "the best is one of several equals, no outlier"
    return f"With the best, {draft.cite(as_good)} lie within one standard error ({error}) of it: {several}."


def say_half(record: RunRecord, draft: Draft) -> None:
    """Write whether half as many trials would have brought the same."""
    progress = search_progress(record)
    gain = None if progress is None else late_gain_fact(record, progress)
    if progress is None or gain is None:
        draft.say("Too few trials have a score to tell what half of them would have brought.")
        return
    error = error_fact(record, progress.best)
    size, least = float(gain.value or 0), float(error.value or 0) if error is not None else 0.0
    if size <= 0:
        verdict = "**Yes**: the second half of the trials brought nothing better"
    elif size <= least:
        verdict = "**Nearly**: the second half of the trials brought less than the noise of the folds"
    else:
        verdict = "**No**: the second half of the trials brought more than the noise of the folds"
    noise = f" and a standard error of {draft.cite(error, 2)}" if error is not None else ""
    draft.say(
        f"{verdict}, {draft.measure(gain, 2)} with {draft.cite(complete_fact(progress))} complete trials{noise}.",
        f"The best score last rose at {trial_named(draft, progress.best)}.",
    )


def say_odds(record: RunRecord, draft: Draft) -> None:
    """Write how probable it is that so many draws hit the best part of the space."""
    trials = scored(record)
    if not trials:
        return
    n_scored = draft.cite(count_of(trials, "complete, the baseline left out"))
    draft.say(
        f"If all {n_scored} scored trials had been random draws, one of them would lie in the best",
        f"{draft.cite(BEST_SHARE)} % of the space with a probability of {draft.cite(hit_fact(len(trials)))} %; guided",
        "trials and good defaults make it likelier. That a much better one sits in a narrow corner or outside of the",
        "ranges cannot be ruled out by any number of trials.",
    )


def say_worst_proposed(record: RunRecord, draft: Draft) -> None:
    """Write which of the proposed trials scored worst, why it was tried, and that it cost little."""
    proposed = _scored_of(record, learned(record))
    if not proposed:
        draft.say("No trial of your run was proposed from what earlier ones had scored.")
        return
    worst = proposed[-1]
    whole = EvidenceFact(f"why trial {worst.number} was tried", None, href=f"trials/{worst.number}")
    draft.say(
        f"Of {draft.cite(count_of(proposed, 'proposed and scored'))} proposed trials with a score the worst is",
        f"{trial_named(draft, worst)} with {draft.measure(score_fact(record, worst))}, tried because:",
        f"{draft.quote(why_tried(worst), whole)}. It took {draft.measure(seconds_fact(worst), 2)} of",
        f"{draft.measure(spent_fact(record), 2)} of fits in all. A part of each proposal goes where little is known:",
        "that is the price of not overlooking a better region.",
    )
    say_spread(record, draft)


def say_where_next(record: RunRecord, draft: Draft) -> None:
    """Write which families are tied with the first and which had too few trials to be judged."""
    first = leader(record)
    if first is None:
        return
    counts = Counter(trial.family for trial in scored(record))
    few = [family for family, count in counts.items() if count < FEW_TRIALS and family != first.family]
    tied = [one.trial.family for one in family_rivals(record) if one.is_tied]
    draft.say(
        f"{at_start(family_title(record, first.family))} ({trial_named(draft, first)}) leads with",
        f"{draft.measure(score_fact(record, first))}.",
        f"Tied with it within the noise: {_titles(record, tied)}." if tied else "No other family is tied with it.",
        f"Hardly tried so far: {_titles(record, few)}; further trials tell most there, if their fits are not too dear."
        if few
        else "Every family had some trials of its own.",
    )


def _titles(record: RunRecord, families: Sequence[str]) -> str:
    return ", ".join(family_title(record, family) for family in families)


def say_worst(record: RunRecord, draft: Draft) -> None:
    """Write which configuration scored worst, with its values beside those of the best of its family."""
    trials = scored(record)
    if not trials:
        return
    worst = trials[-1]
    best = next(trial for trial in trials if trial.family == worst.family)
    named = ", ".join(f"{code(name)} {draft.cite(value_fact(worst, name))}" for name in worst.hyperparameters)
    beside = ", ".join(f"{code(name)} {draft.cite(value_fact(best, name))}" for name in best.hyperparameters)
    draft.say(
        f"The worst configuration is {trial_named(draft, worst)}, {family_title(record, worst.family)}, with",
        f"{record.metric.title} {draft.measure(score_fact(record, worst))}: {named or 'without settings'}.",
        f"The best of its family, {trial_named(draft, best)}, has {beside}; the settings that differ most are the"
        " likely cause, and a trial with only one of them changed would settle which."
        if best is not worst and beside
        else "",
    )
