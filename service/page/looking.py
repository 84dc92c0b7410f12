"""What the reader looks at: the chart that a question is asked beside, and what pointing words mean there."""

import re

from assistant.charts.drawing import ChartKind

_THIS_CHART = re.compile(r"\b(?:this|that|the) (?:chart|plot|picture|graph|figure|curve|diagram)\b", re.IGNORECASE)
_POINTING = re.compile(
    r"(?:why|explain(?: (?:this|that|it))?|(?:and )?what(?: is|'s| am i looking at| do i see)(?: (?:this|that|here))?"
    r"|what (?:does|should) (?:this|that|it|i) (?:show|mean|say|tell(?: me)?|see)(?: here)?|how do i read (?:this|it))",
    re.IGNORECASE,
)


def question_about(kind: ChartKind) -> str:
    """Return what is asked of a chart where nothing else is said."""
    return f"What does the chart “{kind.label}” show?"


def read_beside(message: str, kind: ChartKind | None) -> str | None:
    """Return what a message means where a chart is looked at; None where it means what it says.

    Examples
    --------
    >>> from assistant.charts.registry import chart_named
    >>> read_beside("why?", chart_named("gap")), read_beside("does it overfit?", chart_named("gap"))
    ('Draw the Gap of all trials chart', None)
    >>> read_beside("is this plot good?", chart_named("gap"))
    'is the Gap of all trials chart good?'
    """
    if kind is None:
        return None
    words = message.strip().rstrip("?!. ")
    if message.strip() == question_about(kind) or _POINTING.fullmatch(words):
        return f"Draw the {kind.label} chart"
    named = _THIS_CHART.sub(f"the {kind.label} chart", message)
    return None if named == message else named
