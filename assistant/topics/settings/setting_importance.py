"""Sentences on what one setting was worth: its share of the importance, and smaller against larger values."""

from assistant.draft import Draft
from assistant.evidence.rivals import rival
from assistant.evidence.setting_importance import Half, halves, share_fact
from assistant.evidence.tried_values import TriedValues
from assistant.markup import code
from assistant.naming import in_sentence, trial_named
from assistant.topics.verdict import verdict_sentence
from models.record import RunRecord

HARDLY, MUCH = 10.0, 40.0
"""Percent of the importance below which a setting hardly decided anything, and from which it decided much."""


def importance_sentence(record: RunRecord, tried: TriedValues, draft: Draft) -> str:
    """Say how much the setting decided among the trials of its family, where that is recorded."""
    name = tried.account.name
    share = share_fact(record, tried.family.name, name)
    if share is None:
        return ""
    value = float(share.value or 0)
    words = "it hardly decided anything" if value < HARDLY else "it decided much" if value >= MUCH else "it had a part"
    return f"Of what decided the scores of this family, {code(name)} has {draft.cite(share)} %: {words}."


def say_halves(record: RunRecord, tried: TriedValues, draft: Draft) -> bool:
    """Write how trials with smaller values did beside those with larger ones, in score and time; return whether."""
    pair = halves(tried)
    if pair is None:
        return False
    draft.say("Score, and time of a whole trial, by its value:")
    draft.list([_half(record, half, tried, draft) for half in pair])
    ahead, behind = sorted(pair, key=lambda half: tried.trials.index(half.trials[0]))
    best, other = ahead.trials[0], behind.trials[0]
    verdict = in_sentence(verdict_sentence(record, rival(record, best, other), draft))
    draft.say(
        f"The best with a {ahead.which} value ({trial_named(draft, best)}) beside the best with a {behind.which} one",
        f"({trial_named(draft, other)}): {verdict}",
    )
    return True


def _half(record: RunRecord, half: Half, tried: TriedValues, draft: Draft) -> str:
    name = tried.account.name
    low, high = (draft.cite(fact) for fact in half.range_facts(tried))
    return (
        f"{half.which} {code(name)} ({low} to {high}): {draft.cite(half.count_fact(name))} trials, on average "
        f"{draft.measure(half.score_fact(record, name))} in {draft.measure(half.seconds_fact(name), 2)}"
    )
