"""Which things of the run a question asks for, and where they go in its answer."""

from collections.abc import Sequence

from assistant.draft import Draft
from assistant.run_facts import of_choice, of_scores, of_search, of_settings, of_use
from assistant.run_facts.run_fact import RunFact
from assistant.understanding.question import Question
from models.record import RunRecord

FACTS: tuple[RunFact, ...] = (
    *of_search.FACTS,
    *of_choice.FACTS,
    *of_scores.FACTS,
    *of_settings.FACTS,
    *of_use.FACTS,
)
MOST = 2
SURE = 3  # words of a set that tell a question about the run from a general one


def asked_for(question: Question) -> tuple[RunFact, ...]:
    """Return the facts of which a question holds the words, those of the most words first, at most two."""
    words = _words(question)
    weights = {fact: fact.weight_in(words) for fact in FACTS}
    found = sorted((fact for fact in FACTS if weights[fact]), key=lambda fact: -weights[fact])
    return tuple(found[:MOST])


def take_with_sure_facts(usual: Draft, question: Question, record: RunRecord, draft: Draft) -> None:
    """Take a general answer, and behind it what of the run was asked for by many words."""
    draft.take_all(usual)
    words = _words(question)
    for told in _news(usual, question, record, [fact for fact in asked_for(question) if fact.weight_in(words) >= SURE]):
        for block in told.blocks:
            draft.take(block, told)


def take_with_facts(usual: Draft, question: Question, record: RunRecord, draft: Draft) -> None:
    """Take an answer, and behind its first paragraph what of the run was asked for and is not in it yet."""
    opening = usual.blocks[: 2 if usual.blocks[:1] and usual.blocks[0].endswith(":") else 1]
    for block in opening:
        draft.take(block, usual)
    for told in _news(usual, question, record, asked_for(question)):
        for block in told.blocks:
            draft.take(block, told)
    draft.take_all(usual)  # what stands already is not said again


def _words(question: Question) -> str:
    return f"{question.tagged} | {question.text.lower()}"


def _news(usual: Draft, question: Question, record: RunRecord, facts: Sequence[RunFact]) -> list[Draft]:
    """Return what is told of the run and stands upon facts of which most are not in the answer yet."""
    known = set(usual.facts)
    news = []
    for fact in facts:
        told = Draft()
        fact.tell(question, record, told)
        if sum(one in known for one in told.facts) <= len(told.facts) / 2 and told.blocks:
            news.append(told)
            known.update(told.facts)
    return news
