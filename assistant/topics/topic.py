"""What a topic is: how it is recognized, what it says in general, and what it says of a run.

A new topic is one file that holds one ``Topic``, and one line in ``registry.py``.
"""

from collections.abc import Callable
from dataclasses import dataclass

from assistant.draft import Draft
from assistant.understanding.question import Question
from assistant.understanding.route import Cue, Subject
from models.record import RunRecord


def _always(_: RunRecord) -> bool:
    return True


def _never(_: Question) -> bool:
    return False


@dataclass(frozen=True)
class Topic:
    """One subject that the assistant answers.

    Parameters
    ----------
    name : str
        The name that an answer reports.
    cues : tuple of Cue
        Patterns over the tagged question that speak for the topic.
    examples : tuple of str
        Questions as people ask them.
    gist : callable
        Writes the answer in general, in one short paragraph.
    detail : callable
        Writes why, and what to do about it, in general.
    in_run : callable
        Writes the answer from the record of a run, finished or not.
    invitation, run_invitation : str
        The question that leads here, without a run and about the run.
    leads_to : tuple of str
        Names of the topics that one would ask about next, the nearest first.
    is_about_runs : bool
        Whether the run goes first even where the words do not speak of it.
    is_for_the_run : callable
        The same, where it depends on what is asked of the topic; then the general details are left out, too.
    is_whole_in_run : bool
        Whether what it says of a run is the whole answer, so that nothing general follows.
    suits : callable
        Whether the topic has something to say of a run.
    """

    name: str
    cues: tuple[Cue, ...]
    examples: tuple[str, ...]
    gist: Callable[[Question, Draft], None]
    detail: Callable[[Question, Draft], None]
    in_run: Callable[[Question, RunRecord, Draft], None]
    invitation: str
    run_invitation: str
    leads_to: tuple[str, ...]
    is_about_runs: bool = False
    is_for_the_run: Callable[[Question], bool] = _never
    is_whole_in_run: bool = False
    suits: Callable[[RunRecord], bool] = _always

    @property
    def subject(self) -> Subject:
        """The topic as the router sees it."""
        return Subject(self.name, self.cues, self.examples)
