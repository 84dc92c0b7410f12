"""Which things of the run a question asks for, and where they go in its answer."""

from collections.abc import Sequence

from assistant.draft import Draft
from assistant.run_facts import of_choice, of_columns, of_scores, of_search, of_settings, of_use
from assistant.run_facts.run_fact import RunFact
from assistant.understanding.question import Question
from models.record import RunRecord

FACTS: tuple[RunFact, ...] = (
    *of_search.FACTS,
    *of_choice.FACTS,
    *of_scores.FACTS,
    *of_settings.FACTS,
    *of_columns.FACTS,
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


def take_with_facts(usual: Draft, question: Question, record: RunRecord, draft: Draft, *, is_about_run: bool) -> None:
    """Take an answer, and what of the run was asked for and is not in it yet.

    It goes behind the first paragraph where that is general or where the last is an offer, and else to the end. Of a
    question that is not about the run only what many words ask for is told.
    """
    words = _words(question)
    facts = [fact for fact in asked_for(question) if is_about_run or fact.weight_in(words) >= SURE]
    news = _news(usual, question, record, facts)
    opening = usual.blocks[: 2 if usual.blocks[:1] and usual.blocks[0].endswith(":") else 1]
    cites_run = any(fact.href for block in opening for fact in usual.facts_of(block))
    if usual.proposal is not None or (is_about_run and not cites_run):
        for block in opening:
            draft.take(block, usual)
        _take(news, draft)
    draft.take_all(usual)  # what stands already is not said again
    _take(news, draft)


def _take(news: Sequence[Draft], draft: Draft) -> None:
    for told in news:
        for block in told.blocks:
            draft.take(block, told)


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
