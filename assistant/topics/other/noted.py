"""Short written answers to what nothing in the code answers: errors of libraries, kinds of columns, tools."""

import re

from assistant.conversation import OTHER
from assistant.draft import Draft
from assistant.notes.likeness import likeness
from assistant.notes.note import Note
from assistant.notes.placing import FITS, SURE, certainty_of
from assistant.topics.other.kind import Kind
from assistant.understanding.other_tools import AUTOML_TOOLS
from assistant.understanding.question import Question
from models.record import RunRecord

_OF_THE_RUN = re.compile(
    r"\b(?:my|this|our|the) (?:run|table|data|dataset)\b|\btrials?\b|\btrial:"
    r"|^(?:draw|plot|show|list|give|print|display|visuali[sz]e|compare|summari[sz]e|try|run|start|stop)\b"
)
_OF_A_LIBRARY = re.compile(
    rf"\b(?:{AUTOML_TOOLS}|optuna|mlflow|wandb|keras|sklearn|scikit|pandas|numpy|pip|conda"
    r"|jupyter|colab|\w*(?:error|warning))\b",
    re.IGNORECASE,
)


def noted(asked: Question) -> bool:
    """Whether a question about a library, and so not about the run, has a written answer that surely fits."""
    return _OF_A_LIBRARY.search(asked.text) is not None and _found(asked, FITS) is not None


def noted_at_all(asked: Question) -> bool:
    """Whether a written answer fits well enough where nothing else does."""
    least = SURE if asked.is_about_run else FITS
    return not _OF_THE_RUN.search(asked.tagged) and _found(asked, least) is not None


def say_noted(asked: Question, draft: Draft) -> bool:
    """Write the answer to a question that names an idea, where one surely fits; tell whether there was one."""
    note = None if _OF_THE_RUN.search(asked.tagged) else _found(asked, SURE)
    if note is not None:
        draft.say(note.said_in(draft))
    return note is not None


def _found(asked: Question, least: float) -> Note | None:
    found = likeness().nearest(asked, OTHER)
    return found[0].note if certainty_of(found) >= least else None


def _in_general(asked: Question, draft: Draft) -> None:
    note = _found(asked, FITS)
    if note is not None:
        draft.say(note.said_in(draft))


def _in_run(asked: Question, _: RunRecord, draft: Draft) -> None:
    _in_general(asked, draft)


NOTED = Kind(name="noted", cues=(), examples=(), in_general=_in_general, in_run=_in_run)
