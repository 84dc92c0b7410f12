"""All topics: a new one is a line here."""

from assistant.topics.definition import DEFINITION
from assistant.topics.topic import Topic

TOPICS: tuple[Topic, ...] = (
    DEFINITION,
)  # fmt: skip
