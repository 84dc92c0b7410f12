"""Where to read on, and how to keep up as methods change."""

import re

from assistant.draft import Draft
from assistant.evidence.literature_reading import READINGS
from assistant.markup import escaped
from assistant.topics.other.kind import Kind, told_by
from assistant.understanding.question import Question
from models.record import RunRecord

MOST = 5
_ABOUT_SEARCH = re.compile(r"\btun|hyperparam|\bsearch|\boptim|\bauto ?ml|\bbayes")


def _in_general(asked: Question, draft: Draft) -> None:
    about_search = _ABOUT_SEARCH.search(asked.tagged) is not None
    ordered = sorted(READINGS, key=lambda reading: about_search and not reading.is_about_search)
    draft.say("Start with one book and one survey, and learn the rest on your own tables. Worth reading:")
    draft.list([f"{draft.refer(one.fact, escaped(one.fact.label))}: {one.good_for}" for one in ordered[:MOST]])
    draft.say(
        "Methods change, their foundations hardly do: folds, honest scores and a simple baseline judge whatever comes",
        "next. To keep up, read the release notes and user guides of the libraries that you use (scikit-learn, Optuna,",
        "XGBoost, LightGBM), and try a new method on your table beside the old one, with the same folds and budget,",
        "before you believe that it is better.",
    )


def _in_run(asked: Question, _: RunRecord, draft: Draft) -> None:
    _in_general(asked, draft)


LEARNING_ON = Kind(
    name="learning_on",
    cues=told_by(r"""
        36 \brecommend\w*\b.*\b(?:books?|papers?|courses?)\b
        12 \byoutube\b|\bpodcast|\bbest way to learn\b|\bgood start\b
        12 \b(?:books?|papers?|articles?|literature|courses?|tutorials?|further reading|read more|learning path|
        ...resources?|
        ...references?|read up|blogs?)\b(?!.*\b(?:column|row)s?\b)
        11 \b(?:learn|study|read) (?:more|further|on|about (?:this|tuning|hyperparam\w*|machine learning|ml))\b
        11 \b(?:keep|stay|keeping|staying) up(?: to date| with)?\b|\bup to date\b|\bstate of the art\b
        9 \bwhere (?:can|do|should) (?:i|we) (?:learn|read|start learning|study)
        8 \bhow (?:can|do|should) (?:i|we) (?:learn|get better at|become good)
    """),
    examples=(
        "where can i learn more about this",
        "which books or papers should i read",
        "how do i keep up with new methods",
    ),
    in_general=_in_general,
    in_run=_in_run,
)
