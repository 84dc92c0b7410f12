"""Follow-ups: a question that leaves things out takes them from the turn before it."""

import re
from dataclasses import replace

from assistant.conversation import Conversation, Entities, Turn
from assistant.understanding.question import Question

LONGEST_FOLLOW_UP = 9
_OPENINGS = (
    r"^(?:and|but|so|or|then|ok|okay|instead|also)\b",
    r"^(?:what about|how about|why not|by how much|same for|in that case)\b",
    r"^(?:is|was|does|did|would|could|can|are) (?:that|it|this|they|those|these)\b",
    r"^how (?:big|large|much|sure|far) is (?:that|it|this)\b",
    r"^why(?: \w+){0,2}$|^(?:how so|how come|how much|how sure|since when)(?: (?:that|this|so|is that))?$",
    r"^which (?:one|column|trial|fold|model|value)s?$",
)
_OPENING = re.compile("|".join(_OPENINGS))
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
    """Fill the gaps: what the question names itself goes first, and values are never inherited."""
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
    own, is_why = question.entities, question.frame in ("why", "why_not")
    names_setting = bool(own.hyperparameters or last.entities.hyperparameters)
    if own.ranks or own.trials:
        return "compare_models"
    if own.hyperparameters and last.topic == "why_this_value":
        return "why_this_value"
    if last.topic == "what_if_value" and not is_why:
        return "what_if_value"
    if names_setting and (own.values or (is_why and not own.families)):
        return "why_this_value"
    if last.topic in ("why_this_model", "compare_models") and (own.families or is_why or question.frame == "how_much"):
        return "why_this_model" if is_why else "compare_models"
    return last.topic
