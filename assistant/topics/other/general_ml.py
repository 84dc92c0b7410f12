"""Ideas of machine learning beside tuning, each in a few plain sentences."""

import re

from assistant.draft import Draft
from assistant.topics.other.concepts import CONCEPTS
from assistant.topics.other.concepts_of_tables import CONCEPTS_OF_TABLES
from assistant.topics.other.kind import Kind, told_by
from assistant.topics.other.noted import say_noted
from assistant.understanding.question import Question
from models.record import RunRecord

_CONCEPTS = {**CONCEPTS_OF_TABLES, **CONCEPTS}
_COMPILED = {re.compile(pattern): sentences for pattern, sentences in _CONCEPTS.items()}
_OF_TABLES = re.compile("|".join(f"(?:{pattern})" for pattern in CONCEPTS_OF_TABLES))
_ALL = "|".join(f"(?:{pattern})" for pattern in CONCEPTS)


def names_idea_of_tables(tagged: str) -> bool:
    """Whether a tagged question names an idea about families and columns."""
    return _OF_TABLES.search(tagged) is not None


def concept_named(asked: Question) -> tuple[str, ...] | None:
    """Return what is said of the idea that a question names; None where it names none."""
    return next((said for pattern, said in _COMPILED.items() if pattern.search(asked.tagged)), None)


def _in_general(asked: Question, draft: Draft) -> None:
    if not names_idea_of_tables(asked.tagged) and say_noted(asked, draft):
        return
    said = concept_named(asked)
    if said is not None:
        draft.say(*said)
        return
    draft.say(
        "I explain ideas of machine learning as far as they touch models of tables: kinds of learning, how the",
        "families work, encoding, scaling, missing values, outliers, causes, fairness. Ask me one of them by its name.",
    )


def _in_run(asked: Question, _: RunRecord, draft: Draft) -> None:
    _in_general(asked, draft)


GENERAL_ML = Kind(
    name="general_ml",
    cues=told_by(rf"""
        8 {_ALL}
        -9 \bmy (?:run|model|table)\b.*\b(?:did|was|were)\b|\bwhy (?:did|was|is|not)\b|\bhp:|\bwon\b|
        ...\bgrid search|\bcompar|\boverfit|\bplot\b|\bdraw\b|\bshow me\b|\btrials?\b|\bpenalt|\bcoefficient|
        ...\bregulariz|
        ...\bchosen\b|\bparameters?\b|\bthreshold|\bprobabilit|\bensembl|\bimbalanc|\bleak
    """),
    examples=(
        "what is the difference between supervised and unsupervised learning",
        "do i need to scale my data for trees",
        "is my model fair to women",
    ),
    in_general=_in_general,
    in_run=_in_run,
)
