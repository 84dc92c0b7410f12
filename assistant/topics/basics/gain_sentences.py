"""What tuning gained in a run: over the defaults of the family, and beside a baseline."""

from assistant.draft import Draft
from assistant.evidence.paired import difference_error_fact, difference_fact, paired_difference
from assistant.evidence.trials import baseline, score_fact
from assistant.naming import at_start, family_title, trial_named
from models.record import RunRecord, Trial


def say_gain(record: RunRecord, first: Trial, default: Trial, draft: Draft) -> None:
    """Write what the tuned trial gained over the default of its family, and whether that is more than chance."""
    title = family_title(record, first.family)
    scores = (
        f"{title} scores {record.metric.title} {draft.measure(score_fact(record, default))} with its tuned defaults",
        f"({trial_named(draft, default)}) and {draft.measure(score_fact(record, first))} tuned",
        f"({trial_named(draft, first)}).",
    )
    difference = paired_difference(record, first, default)
    if difference is None:
        draft.say(
            "In your run",
            *scores,
            "Whether that is more than chance cannot be told: the folds of the two cannot be paired.",
        )
        return
    gained = "gained" if difference.mean > 0 else "lost"
    verdict = (
        "more than chance would give"
        if difference.is_beyond_chance
        else "a tie, since chance alone could give this, so that the defaults would have done about as well"
    )
    draft.say(
        f"In your run tuning {gained} {draft.measure(difference_fact(record, difference), 2)} over the defaults, on",
        f"the same folds and with a standard error of {draft.cite(difference_error_fact(record, difference), 2)}:",
        f"{verdict}.",
        at_start(scores[0]),
        *scores[1:],
    )


def say_floor(record: RunRecord, first: Trial, draft: Draft) -> None:
    """Write what ignoring every column scores."""
    floor = baseline(record)
    if floor is not None and floor.number != first.number:
        draft.say(f"A baseline that ignores every column scores {draft.measure(score_fact(record, floor))}.")
