"""Where the run stands: finished or not, what it has so far, and why it ended as it did."""

import re

from assistant.draft import Draft
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.spent import elapsed_fact
from assistant.evidence.trials import best_trial, count_fact, score_fact
from assistant.naming import family_title, trial_named
from assistant.topics.other.kind import Kind, told_by
from assistant.understanding.question import Question
from models.record import RunRecord

_UNFINISHED = re.compile(r"(?:not|never|un) ?finish")
_STATES = {
    "queued": "is **queued**: it waits for a free worker and has not begun",
    "running": "is **running**: its honest score and its verdict come at the end",
    "succeeded": "has **finished**, with a model",
    "failed": "has **failed**, without a model",
    "cancelled": "was **cancelled**: its trials are kept",
}


def _in_general(_: Question, draft: Draft) -> None:
    draft.say(
        "A run is queued, running, succeeded, failed or cancelled. While it works, only the best score so far is",
        "known, and it flatters; the honest score comes at the end. A cancelled run keeps its trials and the best",
        "model so far, and a finished one can be continued from its trials with more budget. No run is open here.",
    )


def _in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    if _UNFINISHED.search(asked.tagged):
        draft.say("The score of a run that did not finish is **not recorded**: only a finished one has it.")
    draft.say(
        f"Your run {_STATES[record.status]}.",
        f"It has {draft.cite(count_fact(record, 'all'))} trials, {draft.cite(count_fact(record, 'complete'))} of them",
        f"complete, after {draft.measure(elapsed_fact(record), 3)}.",
    )
    if record.error:
        whole = EvidenceFact("why the run ended", None, href="progress")
        draft.say(f"The reason on record: {draft.quote(record.error, whole)}")
    best = best_trial(record)
    if best is None:
        draft.say("No score is recorded yet.")
        return
    draft.say(
        f"The best {'trial' if record.result else 'so far'} is {family_title(record, best.family)}",
        f"({trial_named(draft, best)}) with {record.metric.title}",
        f"{draft.measure(score_fact(record, best))} on rows held back.",
    )
    if record.result is None:
        draft.say("A final score is not recorded, because the run has not delivered a model; I cannot give one.")
    if _UNFINISHED.search(asked.tagged):
        draft.say("Other runs are not part of this record, so I can say nothing about them.")


STATUS = Kind(
    name="status",
    cues=told_by(r"""
        10 \bstatus (?:queued|running|failed|cancelled|of)\b|\bstuck\b|\bqueued\b|\bwhat is it doing now\b
        11 \brun (?:that )?(?:you|it|we|i|that) (?:did not|have not|has not|never) finish|\bunfinished\b|
        ...\bdid not finish
        10 \b(?:is|has|did) (?:it|this|the run|my run|the search|everything) (?:is |been |be )?(?:done|finished?|
        ...complete|completed|
        ...ready|over|running|still running|stuck|ended|end|failed|fail|crash\w*)(?: yet| now| already)?$
        10 \b(?:status|state|progress) of (?:the |my |this )?(?:run|search)|^(?:status|progress)$|\bhow far (?:is|
        ...are|along)
        10 \bwhy (?:did|has|was) (?:it|the run|my run|this run) (?:fail|failed|stop|stopped|cancel\w*|crash\w*|end|
        ...ended)
        8 \bbest (?:score |one |result )?so far\b|\bwhat is (?:it|the run) doing\b|\bstill (?:running|working)\b
    """),
    examples=("is it done yet", "what is the status of the run", "why did the run fail"),
    in_general=_in_general,
    in_run=_in_run,
)
