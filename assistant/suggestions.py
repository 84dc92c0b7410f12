"""The next questions that an answer offers: only such as have an answer."""

from collections.abc import Sequence

from assistant.topics.registry import TOPICS
from assistant.topics.topic import Topic
from models.record import RunRecord

MOST_SUGGESTIONS = 3
_BY_NAME = {topic.name: topic for topic in TOPICS}
_FIRST_WITHOUT_RUN = ("definition", "choose", "overfitting")
_FIRST_WITH_RUN = (
    "why_this_model",
    "overfitting",
    "compare_models",
    "why_this_value",
    "cross_validation",
    "definition",
    "choose",
)


def suggest(topic: str, record: RunRecord | None, offered: Sequence[str] = ()) -> tuple[str, ...]:
    """Return up to three questions that lead on from a topic (or from a refusal).

    ``offered`` are topics that the question may have meant: they go first.
    """
    here = _BY_NAME.get(topic)
    firsts = _FIRST_WITHOUT_RUN if record is None else _FIRST_WITH_RUN
    names = dict.fromkeys((*offered, *(here.leads_to if here else ()), *firsts))
    onward = [_BY_NAME[name] for name in names if name in _BY_NAME and (name != topic or name in offered)]
    return tuple(_question(next_topic, record) for next_topic in onward if record is None or next_topic.suits(record))[
        :MOST_SUGGESTIONS
    ]


def _question(topic: Topic, record: RunRecord | None) -> str:
    return topic.invitation if record is None else topic.run_invitation
