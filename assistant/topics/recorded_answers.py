"""Questions that the record answers by itself, whichever topic they belong to: it opens the answer."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from assistant.draft import Draft
from assistant.topics.winner.counterfactual_sentences import path_list, simpler_sentence, step_sentence
from assistant.topics.winner.diagnostic_sentences import misses_sentence, mistake_sentence
from assistant.understanding.question import Question
from models.record import RunRecord

Write = Callable[[Question, RunRecord, Draft], bool]


def _path(asked: Question, record: RunRecord, draft: Draft) -> bool:
    named = [step_sentence(record, name, draft) for name in asked.entities.hyperparameters]
    steps = [step for step in named if step] or path_list(record, draft)
    if steps:
        draft.say("From the tuned default to the chosen values, one hyperparameter at a time, this moved the score:")
        draft.list(steps)
    return bool(steps)


def _simpler(_: Question, record: RunRecord, draft: Draft) -> bool:
    return _said(simpler_sentence(record, draft), draft)


def _mistake(_: Question, record: RunRecord, draft: Draft) -> bool:
    return _said(mistake_sentence(record, draft), draft)


def _misses(_: Question, record: RunRecord, draft: Draft) -> bool:
    return _said(misses_sentence(record, draft), draft)


def _said(sentence: str, draft: Draft) -> bool:
    draft.say(sentence)
    return bool(sentence)


@dataclass(frozen=True)
class RecordedAnswer:
    """What words ask for something that a record may hold, and what says it; False where it is not recorded."""

    pattern: re.Pattern[str]
    write: Write


_ANSWERS = (
    RecordedAnswer(
        re.compile(
            r"\b(?:from|between|against) (?:the |its |my )?(?:tuned )?defaults?\b.*\b(?:to|and)\b"
            r"|\bwhat moved the score\b|\bmov\w+ (?:\S+ ){1,4}(?:from|away from) (?:the |its )?default"
            r"|\bwhich (?:changes?|steps?|moves?|settings?) (?:\w+ ){0,3}(?:brought|gained|raised|improved)\b"
        ),
        _path,
    ),
    RecordedAnswer(
        re.compile(
            r"\b(?:one|num) (?:standard error|se) rule\b.*\b(?:choose|chosen|pick|take|prefer|say|give|here|my|this)"
            r"|\bwh(?:at|ich)\b.*\b(?:choose|chosen|pick|take|prefer)\b.*\b(?:one|num) (?:standard error|se)\b"
            r"|\bwhat would the (?:one|num) (?:standard error|se)\b"
        ),
        _simpler,
    ),
    RecordedAnswer(
        re.compile(
            r"\bmost (?:frequent|common|usual) (?:mistakes?|errors?|confusions?|mix ?up)\b"
            r"|\bwhich (?:class|classes|kinds?)\b.*\b(?:confus\w+|mix\w*|mistak\w+|taken for|wrong)\b"
            r"|\bwhat does (?:it|my model|the model|this model) (?:confuse|mistake|mix up|get wrong) most\b"
        ),
        _mistake,
    ),
    RecordedAnswer(
        re.compile(
            r"\bhow (?:far|much) (?:off|wrong) (?:are|is)\b.*\b(?:predictions?|estimates?|it|model)\b"
            r"|\bhow (?:large|big) (?:are|is) (?:the |its |my )?(?:typical |usual )?(?:errors?|misses|residuals?)\b"
            r"|\bdo(?:es)? (?:the |its |my )?(?:predictions?|model|it) (?:lean|tend)\b.*\b(?:high|low|side)\b"
        ),
        _misses,
    ),
)


def say_recorded(asked: Question, record: RunRecord, draft: Draft) -> bool:
    """Answer from the record alone, where a question asks for just what it holds; tell whether that was so."""
    fitting = (one for one in _ANSWERS if one.pattern.search(asked.tagged))
    return any(one.write(asked, record, draft) for one in fitting)
