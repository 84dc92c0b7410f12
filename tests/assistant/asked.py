"""Questions as people ask them, from ``asked.txt``, under the topic that has to lead the answer."""

from functools import cache
from pathlib import Path


@cache
def asked() -> dict[str, list[str]]:
    """Read the questions under their topics."""
    questions: dict[str, list[str]] = {}
    topic = ""
    for line in Path(__file__).with_name("asked.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            topic = line.strip("[]")
        elif line and not line.startswith("#"):
            questions.setdefault(topic, []).append(line)
    return questions


def asked_at_once() -> list[str]:
    """Return all questions in one list."""
    return [question for questions in asked().values() for question in questions]
