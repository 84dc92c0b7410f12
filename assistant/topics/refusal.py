"""Honest refusals: short, without a lecture, and with questions that can be answered."""

from assistant.draft import Draft
from assistant.evidence import honest_score
from assistant.evidence.trials import leader, score_fact
from assistant.understanding.courtesy import Courtesy
from assistant.understanding.gate import Refused
from assistant.understanding.language import notice_in
from models.record import RunRecord

_RULES: dict[Refused, str] = {
    "secrets": "I do not have keys, passwords or settings of the server, and would not show them. Ask me about your "
    "run, its models or its settings instead.",
    "instructions": "I answer questions about a run and about tuning, and cannot be given other instructions.",
    "others": "I can only speak about your own run, the one that is open here.",
    "machine": "I only explain: I cannot run code, read files, or change and delete anything. Runs and tables are "
    "deleted on their pages or over HTTP (`DELETE /v1/runs/RUN`, whole runs only); ask me what your run shows instead.",
    "false_claim": "I only state what was measured, so I cannot say that.",
}
_COURTESIES: dict[Courtesy, str] = {
    "thanks": "You are welcome. Ask on whenever you like.",
    "greeting": "Hello. Ask me anything about your run, or about how models are tuned.",
    "farewell": "Goodbye. This conversation stays here until you delete it.",
    "yes": "There is nothing waiting for a yes. Ask me a question, or take one of those below.",
    "no": "All right, nothing was started. Ask me something else, or take one of the questions below.",
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


def say_language(language: str, draft: Draft) -> None:
    """Say that answers are in English: in the language of the question where it is known, and in English."""
    draft.say(notice_in(language), "I answer in English only.")


def ask_in_english(draft: Draft) -> None:
    """Ask for the question in English."""
    draft.say("Ask me the same in English, in any words you like, and I answer in full.")


def return_courtesy(courtesy: Courtesy, draft: Draft) -> None:
    """Answer what asks nothing."""
    draft.say(_COURTESIES[courtesy])


def ask_back(draft: Draft) -> None:
    """Ask for a question where there was none."""
    draft.say("What would you like to know? I can explain your run and how its settings were tuned.")


def refuse_unknown(draft: Draft) -> None:
    """Say that the question is outside of what is answered."""
    draft.say("I cannot answer that: I explain hyperparameters, tuning, and the models of your run.")
