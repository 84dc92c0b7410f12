"""An experiment in words: what changes, and what stays as it is."""

from assistant.draft import Draft
from assistant.evidence.fact import QUESTION, EvidenceFact
from assistant.markup import code, escaped
from assistant.understanding.lexicon import TITLES
from models.record import Scalar, WhatIfOrder

TECHNIQUES = {
    "grid": "grid search",
    "random": "random search",
    "tpe": "TPE, a Bayesian way to search",
    "gp": "a Gaussian process",
    "hyperband": "Hyperband",
    "gradient": "gradient-based tuning",
    "auto": "the automatic choice",
}


def in_words(order: WhatIfOrder, draft: Draft) -> str:
    """Return what an experiment does, as it stands after a colon."""
    family = TITLES.get(order.family or "", code(order.family or ""))
    if order.hyperparameters:
        values = [f"{code(name)} = {_value(draft, name, value)}" for name, value in order.hyperparameters.items()]
        whose = f"the best configuration of {family}" if order.family else "the winner's configuration"
        return f"{whose} with {' and '.join(values)}, everything else as it was"
    if order.trials is not None:
        where = f" in {family} alone" if order.family else ""
        return f"{_number(draft, 'more trials', order.trials)} more trials{where}, on from those of the run"
    if order.technique is not None:
        title = TECHNIQUES.get(order.technique, escaped(order.technique))
        return f"another search of the same table by {title}, with as many trials"
    return f"{family} with its tuned default" if order.family else _of_the_winner(order, draft)


def _of_the_winner(order: WhatIfOrder, draft: Draft) -> str:
    """Return what is done with the winner's configuration as it is."""
    if order.folds is not None:
        return f"the winner and its runner-up on {_number(draft, 'folds to try', order.folds)} folds"
    if order.rows_fraction is not None:
        percent = round(100 * order.rows_fraction, 1)
        share = _number(draft, "share of the training rows", percent, "%")
        return f"the winner's configuration, fitted on {share} of the training rows"
    return f"the winner's configuration without {', '.join(code(name) for name in order.without_columns)}"


def _value(draft: Draft, name: str, value: Scalar) -> str:
    return draft.cite(EvidenceFact(f"{name} to try", value, source=QUESTION))


def _number(draft: Draft, label: str, value: float, unit: str = "") -> str:
    return draft.measure(EvidenceFact(label, value, unit, source=QUESTION))
