"""How an answer names what is in a record: families, trials, and whether the run is over."""

from assistant.draft import Draft
from assistant.evidence.trials import number_fact
from assistant.markup import code, escaped, one_line
from assistant.understanding.lexicon import TITLES
from models.record import RunRecord, Trial


def family_title(record: RunRecord | None, family: str) -> str:
    """Return a family's name as a reader knows it."""
    account = next((item for item in record.families if item.name == family), None) if record else None
    if account is not None:
        return escaped(account.title)
    if family == "dummy":
        return "the baseline"
    return TITLES.get(family) or code(family)


def plain_title(record: RunRecord, family: str) -> str:
    """Return a family's name for a place that is no Markdown, such as a chart."""
    account = next((item for item in record.families if item.name == family), None)
    if account is not None:
        return one_line(account.title)
    return "the baseline" if family == "dummy" else TITLES.get(family) or one_line(family)


def at_start(words: str) -> str:
    """Return words with a capital at the start, as a sentence begins."""
    return words[:1].upper() + words[1:]


def in_sentence(words: str) -> str:
    """Return a sentence without the capital at its start, as it stands after a colon."""
    return words[:1].lower() + words[1:]


def trial_named(draft: Draft, trial: Trial) -> str:
    """Return "trial 12", the number a citation."""
    return f"trial {draft.cite(number_fact(trial))}"


def is_blend(record: RunRecord) -> bool:
    """Whether the delivered model averages several trials."""
    return record.result is not None and len(record.result.ensemble) > 1


def first_called(record: RunRecord) -> str:
    """Return what the first trial is: the winner, the leader so far, or the largest part of a blend."""
    if record.result is None:
        return "leader so far"
    return "trial with the largest share in your model" if is_blend(record) else "winner"


def has_won(record: RunRecord) -> str:
    """Return the verb for the first in the ranking: it won, or leads while the run goes on."""
    if record.result is None:
        return "leads so far"
    return "has the largest share in your model" if is_blend(record) else "won"
