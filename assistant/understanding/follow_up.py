"""Follow-ups: a question that leaves things out takes them from the turn before it."""

import re
from dataclasses import replace

from assistant.conversation import Conversation, Entities, Turn
from assistant.understanding.question import Question

LONGEST_FOLLOW_UP = 9
_OPENING = re.compile(
    r"^(?:and|but|so|or|then|ok|okay|what about|how about|why not|by how much|instead|also|same for|in that case)\b|"
    r"^(?:is|was|does|did|would|could|can|are|how (?:big|large|much|sure|far) is) (?:that|it|this|they|those|these)\b|^(?:why|how so|how come|which one|"
    r"how much|how sure|really|since when)(?: (?:that|this|so|is that|exactly))?$|^which (?:one|column|trial|fold|model|value)s?$"
)
_POINTING = re.compile(r"\b(?:it|that|this|those|these|they|them|one|there)\b")
_NAMES = ("hyperparameters", "families", "metrics", "trials", "ranks", "columns", "classes")


def resolve(question: Question, conversation: Conversation) -> Question:
    """Fill what a follow-up leaves out from the last turn; another question is returned as it is."""
    last = conversation.last
    if last is None or not _is_follow_up(question):
        return question
    entities = _inherited(question.entities, last.entities)
    return replace(question, entities=entities, topic_before=_topic_after(question, last), is_about_run=True)


def _is_follow_up(question: Question) -> bool:
    words = question.tagged.split(" ")
    if len(words) > LONGEST_FOLLOW_UP:
        return False
    if _OPENING.search(question.tagged):
        return True
    names_nothing = not any(getattr(question.entities, name) for name in _NAMES)
    return names_nothing and len(words) <= 6 and _POINTING.search(question.tagged) is not None


def _inherited(own: Entities, before: Entities) -> Entities:
    """What the question names itself goes first; values are never inherited."""
    if own.hyperparameters or own.families or own.trials or own.ranks:
        return replace(
            own,
            families=own.families or (before.families[:1] if own.hyperparameters else ()),
            hyperparameters=own.hyperparameters or (before.hyperparameters if own.families else ()),
        )
    return replace(
        before, values=own.values, columns=own.columns or before.columns, metrics=own.metrics or before.metrics
    )


def _topic_after(question: Question, last: Turn) -> str:
    own, before = question.entities, last.entities
    if own.ranks or own.trials:
        return "compare_models"
    if own.values and (before.hyperparameters or own.hyperparameters):
        return "why_this_value"
    if question.frame == "how_much" and last.topic == "why_this_model":
        return "compare_models"
    if own.families and last.topic in ("why_this_model", "compare_models"):
        return "why_this_model" if question.frame in ("why", "why_not") else "compare_models"
    if question.frame in ("why", "why_not") and before.hyperparameters and not own.families:
        return "why_this_value"
    if question.frame == "why" and last.topic == "compare_models":
        return "why_this_model"
    return last.topic
