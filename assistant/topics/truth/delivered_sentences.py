"""Sentences on how the delivered model was fitted: once more on all rows, or as the models of the folds."""

from assistant.draft import Draft
from assistant.evidence.fact import EvidenceFact
from models.record import Decision, RunRecord


def say_how_it_was_fitted(record: RunRecord, draft: Draft) -> None:
    """Write what was done after the folds, from the recorded decisions; nothing before the run has a result."""
    if record.result is None:
        return
    decided = [decision for decision in record.decisions if decision.stage == "model"]
    if not decided:
        draft.say(
            "The models of the folds only measure. How the delivered model was fitted is not recorded here; as a rule",
            "it is fitted once more on all rows.",
        )
        return
    draft.say("What is delivered:")
    draft.list([_said(decision, draft) for decision in decided])


def _said(decision: Decision, draft: Draft) -> str:
    href = f"decisions/{decision.id}"
    whole = EvidenceFact("decision on the delivered model", None, href=href)
    known = [EvidenceFact(fact.label, fact.value, fact.unit, href) for fact in decision.facts]
    return f"{draft.quote(decision.chosen, whole, known)}: {draft.quote(decision.because, whole, known)}"
