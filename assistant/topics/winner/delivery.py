"""Sentences on what is delivered: the parts of a blend, and the decisions that led to it."""

from assistant.draft import Draft
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.trials import trial_numbered
from assistant.naming import family_title, is_blend, trial_named
from models.record import Decision, EnsembleMember, RunRecord

TELLING_STAGES = ("winner", "ensemble", "stacking", "calibration", "threshold", "model")


def say_decisions(record: RunRecord, draft: Draft) -> None:
    """Write the parts of a blend, and why the engine delivered what it did, in its own recorded words."""
    if is_blend(record) and record.result is not None:
        count = EvidenceFact("trials that the delivered model averages", len(record.result.ensemble), href="result")
        draft.say(f"Your model averages the predictions of {draft.cite(count)} trials:")
        draft.list([member_words(record, member, draft) for member in record.result.ensemble])
    decided = [decision for decision in record.decisions if decision.stage in TELLING_STAGES]
    if decided:
        draft.say("What was decided, and why:")
        draft.list([decision_line(decision, draft) for decision in decided])


def member_words(record: RunRecord, member: EnsembleMember, draft: Draft) -> str:
    """Return the share of a part in what is delivered, and what it is."""
    share = EvidenceFact(f"share of trial {member.trial} in the model", round(100 * member.weight, 1), "%", "result")
    trial = trial_numbered(record, member.trial)
    if trial is None:
        return f"{draft.cite(share)} % from a trial that is not recorded"
    return f"{draft.cite(share)} % {family_title(record, trial.family)} ({trial_named(draft, trial)})"


def decision_line(decision: Decision, draft: Draft) -> str:
    """Return what was chosen and why, in the recorded words."""
    href = f"decisions/{decision.id}"
    whole = EvidenceFact(f"decision on the {decision.stage}", None, href=href)
    known = [EvidenceFact(fact.label, fact.value, fact.unit, href) for fact in decision.facts]
    return f"{draft.quote(decision.chosen, whole, known)}: {draft.quote(decision.because, whole, known)}"
