"""Follow-ups: a question that leaves things out takes them from the conversation before it."""

import re
from dataclasses import replace

from assistant.conversation import OTHER, Conversation, Entities, Turn
from assistant.understanding.ellipsis import PULLS, pull_of
from assistant.understanding.question import Question
from assistant.understanding.setting_topics import GROUP_TOPICS, group_named

DECIDED = 1.5  # added to the pull where a name speaks for a topic
WHAT_IF_OF_IT = 2.5  # a what-if that names no setting is about what was spoken of, however it sounds
COMPARING = ("why_this_model", "compare_models")
TRYING = "what_if_value"
ABOUT_A_VALUE = ("why_this_value", TRYING)
ABOUT_ANY_SETTING = (*ABOUT_A_VALUE, "hyperparameter_importance", "definition")
# Topics in which a bare number is theirs: a share, a number of folds, a number of trials.
WITH_NUMBERS_OF_THEIR_OWN = (
    "threshold_calibration", "cross_validation", "more_trials_or_time", "small_data", "train_test_gap",
    "prediction_uncertainty", "batch_size", "epochs_early_stopping", "random_search", "grid_search", "bayesian",
    "hyperband_pruning", "reproducibility", "imbalance", "class_weights", "network_architecture", "ensemble",
)  # fmt: skip
WITH_RANKS_OF_THEIR_OWN = ("feature_importance", "hyperparameter_importance")
WITH_TRIALS_OF_THEIR_OWN = ("hyperband_pruning",)
_ASKED_TO_TRY = re.compile(r"\b(?:try|run|rerun|test|measure) (?:it|that|this)\b")
_ASKED_WHY = re.compile(r"\b(?:why|how come|reason|justif\w+)\b")
_WHAT_IF = re.compile(r"^(?:and |but |so |then |ok )?(?:what if|what happens (?:if|when)|suppose)\b")
_HOW_CHOSEN = re.compile(
    r"^(?:and |so |but |ok )?(?:how|by (?:what|whom)|on (?:what|which) \w+) (?:was|were|is|did you|do you)"
    r"(?: (?:it|this|that|they|these))? (?:chosen|choose|picked?|set|selected?|decided?)(?: (?:it|this|that|on))?$"
)
_IS_IT_REAL = re.compile(r"\b(?:real|true|significant\w*|luck|chance|noise|random|sure|certain|tied?)\b")


def resolve(question: Question, conversation: Conversation) -> Question:
    """Fill what a follow-up leaves out from the turns before; another question is returned as it is.

    The result says which topic the follow-up stays with, and how strongly: the fewer words of its own it has,
    the more.
    """
    last = _turn_to_go_on_from(question, conversation)
    if last is None:
        return question
    pull = pull_of(question)
    if not pull:
        return question
    before = _remembered(last, conversation)
    topic = _topic_after(question, last, before)
    is_decided = topic != last.topic or _names_something(question.entities)
    is_of_it = _WHAT_IF.search(question.tagged) or (topic != OTHER and _HOW_CHOSEN.search(question.tagged))
    decided = DECIDED if is_decided else (WHAT_IF_OF_IT if is_of_it else 0.0)
    return replace(
        question,
        entities=_inherited(question.entities, before),
        topic_before=topic,
        pull=pull + decided,
        is_about_run=question.is_about_run or last.is_about_run or _names_something(question.entities),
    )


def leans_on_a_refusal(question: Question, conversation: Conversation) -> bool:
    """Whether a question has no subject of its own, and the one before it got no answer."""
    last = conversation.last
    names_nothing = not _names_something(question.entities)
    return last is not None and last.is_refusal and names_nothing and pull_of(question) >= PULLS[0]


def _turn_to_go_on_from(question: Question, conversation: Conversation) -> Turn | None:
    """Return the last turn that had a subject; after a refusal only where the question names something."""
    last = conversation.last
    if last is None or (last.is_refusal and not _names_something(question.entities)):
        return None
    return conversation.last_with_a_subject


def _remembered(last: Turn, conversation: Conversation) -> Entities:
    """Return what the last turn was about, its setting looked up further back where it names none."""
    if last.entities.hyperparameters:
        return last.entities
    earlier = next((turn.entities for turn in reversed(conversation.turns) if turn.entities.hyperparameters), None)
    if earlier is None or last.topic in (*WITH_NUMBERS_OF_THEIR_OWN, *COMPARING):
        return last.entities
    return replace(last.entities, hyperparameters=earlier.hyperparameters)


def _names_something(entities: Entities) -> bool:
    return entities != Entities()


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


def _topic_after(question: Question, last: Turn, before: Entities) -> str:
    """Return the topic that the follow-up stays with, or that what it names leads to."""
    own = question.entities
    if own.ranks or own.trials:
        theirs = WITH_TRIALS_OF_THEIR_OWN if own.trials else WITH_RANKS_OF_THEIR_OWN
        return last.topic if last.topic in theirs else "compare_models"
    if own.hyperparameters:
        return _after_a_setting(question, last)
    if own.values:
        return _after_a_value(question, last, before)
    if own.families:
        return _after_a_family(question, last)
    return _after_words_alone(question, last, before)


def _after_a_setting(question: Question, last: Turn) -> str:
    if question.frame == "what_if" or (question.entities.values and last.topic == TRYING):
        return TRYING
    if question.frame in ("why", "why_not") or question.entities.values:
        return "why_this_value"
    if last.topic in ABOUT_ANY_SETTING:
        return last.topic
    if last.topic in GROUP_TOPICS.values() and _ASKED_WHY.search(last.question.lower()):
        return "why_this_value"
    return GROUP_TOPICS.get(group_named(question.tagged), last.topic)


def _after_a_value(question: Question, last: Turn, before: Entities) -> str:
    if _ASKED_TO_TRY.search(question.tagged):
        return TRYING
    if last.topic in WITH_NUMBERS_OF_THEIR_OWN:
        return last.topic
    if question.frame == "what_if" or last.topic == TRYING:
        return TRYING
    if last.topic in GROUP_TOPICS.values() and question.frame not in ("why", "why_not"):
        return last.topic
    return "why_this_value" if before.hyperparameters else last.topic


def _after_a_family(question: Question, last: Turn) -> str:
    if question.frame in ("why", "why_not"):
        return "why_this_model"
    if question.frame == "what_if":
        return TRYING
    return "compare_models" if last.topic in COMPARING else last.topic


def _after_words_alone(question: Question, last: Turn, before: Entities) -> str:
    asks_why = question.frame in ("why", "why_not")
    if last.topic in COMPARING:
        asks_how_much = question.frame in ("how_much", "how_sure") or _IS_IT_REAL.search(question.tagged)
        return "compare_models" if asks_how_much else ("why_this_model" if asks_why else last.topic)
    if asks_why and last.is_about_run and last.topic in GROUP_TOPICS.values() and before.hyperparameters:
        return "why_this_value"
    return last.topic
