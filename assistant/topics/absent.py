"""Wrong premises, said: what a question takes for granted and the run does not have."""

from assistant.conversation import Entities
from assistant.evidence.trials import leader
from assistant.markup import code
from assistant.naming import family_title, has_won
from models.record import RunRecord

_NO_SETTINGS = frozenset({"early_stopping_rounds"})
"""What every run does in its own way, so that no family has a setting for it."""


def absent_sentences(entities: Entities, record: RunRecord | None) -> list[str]:
    """Return a sentence for each family and hyperparameter that the question names and the run does not have."""
    if record is None:
        return []
    used = {trial.family for trial in record.trials}
    so_far = "" if record.result is not None else " so far"
    sentences = [
        f"Your run did not use {family_title(record, family)}{so_far}."
        for family in entities.families
        if family not in used
    ]
    known = {account.name for family in record.families for account in family.hyperparameters}
    unknown = [name for name in entities.hyperparameters if name not in known and name not in _NO_SETTINGS]
    return sentences + [_absent_hyperparameter(name, record) for name in unknown]


def _absent_hyperparameter(name: str, record: RunRecord) -> str:
    first = leader(record)
    if first is None:
        return f"No family in your run has a setting that is called {code(name)}."
    whose = f"{family_title(record, first.family)}, which {has_won(record)}, included"
    return f"{code(name)} does not exist in your run: no family in it has such a setting, {whose}."
