"""Sentences on where a run searched: beside its defaults, in which region the best lie, and what to search next."""

from assistant.charts.spans import span_facts
from assistant.draft import Draft
from assistant.evidence.rivals import rival
from assistant.evidence.searched import best_tenth, leading_family, searched_settings, span_of
from assistant.evidence.trials import best_trial, default_trial, score_fact
from assistant.evidence.tried_values import range_facts
from assistant.markup import code
from assistant.naming import at_start, family_title, trial_named
from assistant.topics.verdict import verdict_sentence
from models.record import RunRecord

MOST_SETTINGS = 2
FEWEST_LATE = 4
CLOSE = 0.25
"""Share of a searched range, below which trials lie close together."""


def say_beside_default(record: RunRecord, draft: Draft) -> None:
    """Write how the best configuration did beside the tuned defaults of its family."""
    best = best_trial(record)
    default = None if best is None else default_trial(record, best.family)
    if best is None or default is None:
        draft.say("No complete trial ran with the tuned defaults, so the two cannot be compared in your run.")
        return
    title = at_start(family_title(record, best.family))
    if best.number == default.number:
        draft.say(f"{title} with its tuned defaults ({trial_named(draft, best)}) is itself the best: nothing beat it.")
        return
    draft.say(
        f"{title} scores {record.metric.title} {draft.measure(score_fact(record, default))} with its tuned defaults",
        f"({trial_named(draft, default)}) and {draft.measure(score_fact(record, best))} at best",
        f"({trial_named(draft, best)}).",
        verdict_sentence(record, rival(record, best, default), draft),
    )


def say_region(record: RunRecord, draft: Draft) -> None:
    """Write where the best trials of the leading family lie, beside the whole range that could be searched."""
    found = leading_family(record)
    if found is None:
        draft.say("Too few trials of one family have a score to tell a region.")
        return
    best, trials = found
    top = best_tenth(trials)
    for tried in searched_settings(record, best.family)[:MOST_SETTINGS]:
        span, ends = span_of(tried, top), range_facts(tried)
        if span is None or ends is None:
            continue
        count, low, high = span_facts(span)
        title, name = family_title(record, best.family), code(tried.account.name)
        draft.say(
            f"The best {draft.cite(count)} trials of {title} use {name} from {draft.cite(low, 3)} to",
            f"{draft.cite(high, 3)}; searched was from {draft.cite(ends[0])} to {draft.cite(ends[1])}.",
        )


def say_late_values(record: RunRecord, draft: Draft) -> None:
    """Write whether the last trials of the leading family lie close together, beside the whole searched range."""
    found = leading_family(record)
    if found is None:
        draft.say("Whether it got stuck cannot be told: too few trials of one family have a score.")
        return
    best, trials = found
    late = tuple(sorted(trials, key=lambda trial: trial.number)[-max(FEWEST_LATE, len(trials) // 3) :])
    is_close, sentences = True, []
    for tried in searched_settings(record, best.family)[:MOST_SETTINGS]:
        span, ends = span_of(tried, late), range_facts(tried)
        if span is None or ends is None:
            continue
        is_close = is_close and tried.distance(span.low, span.high) < CLOSE
        count, low, high = span_facts(span)
        sentences.append(
            f"The last {draft.cite(count)} complete trials of {family_title(record, best.family)} tried "
            f"{code(tried.account.name)} from {draft.cite(low, 3)} to {draft.cite(high, 3)}, of "
            f"{draft.cite(ends[0])} to {draft.cite(ends[1])} that could be searched."
        )
    if not sentences:
        draft.say("Whether it got stuck cannot be told: no numeric setting was searched in the leading family.")
        return
    verdict = (
        "**Perhaps**: its last trials lie close together" if is_close else "**No sign of it**: its last trials spread"
    )
    draft.say(f"{verdict}.", *sentences)
