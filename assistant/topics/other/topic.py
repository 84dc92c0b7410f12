"""The topic of what no other topic answers: its kinds of questions put together."""

from assistant.draft import Draft
from assistant.topics.other.kinds import KINDS, NAME, kind_of
from assistant.topics.topic import Topic
from assistant.understanding.question import Question
from models.record import RunRecord


def _gist(asked: Question, draft: Draft) -> None:
    kind_of(asked).in_general(asked, draft)


def _detail(_: Question, __: Draft) -> None:
    """Add nothing: a kind says in one piece what it has to say."""


def _in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    kind_of(asked).in_run(asked, record, draft)


OTHER = Topic(
    name=NAME,
    cues=tuple(cue for kind in KINDS for cue in kind.cues),
    examples=tuple(example for kind in KINDS for example in kind.examples),
    gist=_gist,
    detail=_detail,
    in_run=_in_run,
    invitation="What can you do?",
    run_invitation="What should I do next?",
    leads_to=("why_this_model", "overfitting", "compare_models"),
    is_about_runs=True,
    is_whole_in_run=True,
)
