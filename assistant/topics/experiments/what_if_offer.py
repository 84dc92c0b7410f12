"""The offer to measure what nobody knows yet, with what it costs; a yes starts it."""

from assistant.draft import Draft
from assistant.evidence.experiment_cost import cost_fact, experiment_seconds
from assistant.topics.experiments.experiment_words import in_words
from models.record import RunRecord, WhatIfOrder


def offer(record: RunRecord, order: WhatIfOrder, draft: Draft) -> None:
    """Offer an experiment, where the run has a model to compare with."""
    seconds = experiment_seconds(record, order)
    words = in_words(order, draft)
    if record.result is None:
        draft.say(f"Once the run has ended with a model, this can be measured: {words}.")
        return
    cost = "" if seconds is None else f" It takes about {draft.measure(cost_fact(seconds), 2)} of fitting."
    draft.say(
        f"I can measure it: {words}, {_where(order)}.{cost}",
        "It never replaces your model by itself. **Shall I start it?** Answer yes or no.",
    )
    draft.propose(order, seconds)


def _where(order: WhatIfOrder) -> str:
    if order.folds is not None:
        return "which are other folds than those of the run, so that the scores cannot be paired"
    if order.rows_fraction is not None:
        return "scored on the same held-back rows, so that the difference shows what the other rows are worth"
    return "on the same folds, so that the difference has an interval"
