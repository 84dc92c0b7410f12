"""All subjects that a question may be about."""

from assistant.topics.registry import TOPICS

ALL_SUBJECTS = tuple(topic.subject for topic in TOPICS)
