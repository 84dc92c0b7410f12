"""Sentences on how the delivered model was fitted: once more on all rows, or as the models of the folds."""

from assistant.draft import Draft
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.trials import leader, value_fact
from assistant.markup import code
from assistant.naming import at_start, family_title, trial_named
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


def say_members(record: RunRecord, draft: Draft) -> None:
    """Write the trials that the delivered model is made of, each with its settings."""
    parts = tuple(member.trial for member in record.result.ensemble) if record.result is not None else ()
    first = leader(record)
    numbers = parts or ((first.number,) if first is not None else ())
    if parts:
        count = EvidenceFact("trials that the delivered model averages", len(parts), href="result")
        draft.say(f"Your run delivers an average of {draft.cite(count)} trials, so each has to be fitted:")
    lines = []
    for trial in (one for one in record.trials if one.number in numbers):
        values = ", ".join(f"{code(name)} = {draft.cite(value_fact(trial, name))}" for name in trial.hyperparameters)
        lines.append(
            f"{at_start(trial_named(draft, trial))}, {family_title(record, trial.family)}: {values or 'no settings'}"
        )
    draft.list(lines)


def _said(decision: Decision, draft: Draft) -> str:
    href = f"decisions/{decision.id}"
    whole = EvidenceFact("decision on the delivered model", None, href=href)
    known = [EvidenceFact(fact.label, fact.value, fact.unit, href) for fact in decision.facts]
    return f"{draft.quote(decision.chosen, whole, known)}: {draft.quote(decision.because, whole, known)}"
