"""All subjects that a question may be about, whether a topic answers them already or not."""

from assistant.topics.registry import TOPICS
from assistant.understanding.elsewhere import SUBJECTS

ALL_SUBJECTS = (*(topic.subject for topic in TOPICS), *SUBJECTS)
