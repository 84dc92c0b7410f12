"""The reply to a yes or a no, where an answer offered an experiment."""

from assistant.draft import Draft
from assistant.evidence.experiment_cost import experiment_seconds
from assistant.topics.experiments.experiment_words import in_words
from assistant.understanding.consent import is_no, is_yes
from models.record import RunRecord, WhatIfOrder


def write_reply(question: str, proposal: WhatIfOrder, record: RunRecord | None, draft: Draft) -> bool:
    """Start what was offered after a yes, let it be after a no; return whether the message was either."""
    if is_yes(question):
        draft.begin(proposal, None if record is None else experiment_seconds(record, proposal))
        draft.say(
            f"The experiment starts now: {in_words(proposal, draft)}.",
            "The model that is delivered stays as it is. Ask me again in a moment, and I tell what came out.",
        )
        return True
    if is_no(question):
        draft.say("All right, nothing was started. Ask for it whenever you like.")
        return True
    return False
