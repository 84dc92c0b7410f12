"""Sentences on where decisions are cut in a run, and on what was decided or found, in the engine's own words."""

from assistant.draft import Draft
from assistant.evidence.classes import cost_facts, decision_at, threshold_fact
from assistant.evidence.fact import EvidenceFact
from assistant.markup import code, escaped
from models.record import Decision, Finding, RunRecord


def decision_sentence(decision: Decision, draft: Draft) -> str:
    """Return what was decided, and why."""
    href = f"decisions/{decision.id}"
    whole = EvidenceFact(f"decision on the {decision.stage}", None, href=href)
    known = [EvidenceFact(fact.label, fact.value, fact.unit, href) for fact in decision.facts]
    chosen, because = draft.quote(decision.chosen, whole, known), draft.quote(decision.because, whole, known)
    return f"{chosen}, because {because.rstrip('.')}."


def finding_sentence(finding: Finding, draft: Draft) -> str:
    """Return what a check found."""
    href = f"findings/{finding.code}"
    whole = EvidenceFact(finding.title, finding.value, "", href)
    known = [EvidenceFact(fact.label, fact.value, fact.unit, href) for fact in finding.facts]
    return draft.quote(finding.sentence, whole, known)


def threshold_sentences(record: RunRecord, draft: Draft) -> list[str]:
    """Say where the positive class is cut, and where that comes from."""
    threshold, costs = threshold_fact(record), cost_facts(record)
    positive = code(record.goal.positive_class) if record.goal.positive_class else "the positive class"
    if threshold is None:
        return []
    said = [f"Your model says {positive} from a probability of {draft.cite(threshold)} on."]
    decision = decision_at(record, "threshold")
    if costs is not None:
        miss, alarm = (draft.cite(fact) for fact in costs)
        said.append(
            f"That comes from the costs in your goal, {miss} for a miss and {alarm} for a false alarm: the cost of an "
            "alarm divided by the sum of both."
        )
    elif decision is not None:
        said.append(f"What was decided on it: {decision_sentence(decision, draft)}")
    else:
        said.append(
            f"No costs are stated, and {escaped(record.metric.title)} needs no threshold, so the customary half holds."
            if record.metric.needs != "class"
            else "No costs are stated."
        )
    return said
