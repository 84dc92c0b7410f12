"""Honest refusals: short, without a lecture, and with questions that can be answered."""

from collections.abc import Sequence

from assistant.draft import Draft
from assistant.evidence import honest_score
from assistant.evidence.trials import leader, score_fact
from assistant.understanding.elsewhere import TITLES
from assistant.understanding.gate import Refused
from models.record import RunRecord

_RULES: dict[Refused, str] = {
    "secrets": "I do not have keys, passwords or settings of the server, and would not show them.",
    "instructions": "I answer questions about a run and about tuning, and cannot be given other instructions.",
    "others": "I can only speak about your own run, the one that is open here.",
    "machine": "I only explain: I cannot run code, read files, or change and delete anything.",
    "false_claim": "I only state what was measured, so I cannot say that.",
}


def refuse_by_rule(reason: Refused, record: RunRecord | None, draft: Draft) -> None:
    """Say that a request is refused; where a false figure was wanted, give the true one."""
    draft.say(_RULES[reason])
    if reason == "false_claim" and record is not None:
        _say_true_score(record, draft)


def _say_true_score(record: RunRecord, draft: Draft) -> None:
    score = record.result.score if record.result else None
    corrected = honest_score.corrected_fact(record, score) if score else None
    first = leader(record)
    fact = corrected or (score_fact(record, first) if first else None)
    if fact is not None:
        draft.say(
            f"What your run does show: {record.metric.title} {draft.measure(fact)}",
            "on rows that the model was not fitted on.",
        )


def refuse_language(draft: Draft) -> None:
    """Say that answers are in English."""
    draft.say("I understand and answer questions in English only. Ask me the same in English, in any words you like.")


def ask_back(draft: Draft) -> None:
    """Ask for a question where there was none."""
    draft.say("What would you like to know? I can explain your run and how its settings were tuned.")


def refuse_unknown(draft: Draft) -> None:
    """Say that the question is outside of what is answered."""
    draft.say("I cannot answer that: I explain hyperparameters, tuning, and the models of your run.")


def refuse_subject(subject: str, absent: Sequence[str], draft: Draft) -> None:
    """Say that a subject of the field has no answer here; ``absent`` are sentences on what the run lacks."""
    draft.say(f"I have no answer about {TITLES[subject]} that I could back with evidence, so I give none.", *absent)
