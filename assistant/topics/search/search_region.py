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
