"""How to read a chart: each by its name."""

from assistant.charts.registry import CHARTS, suitable
from assistant.draft import Draft
from assistant.evidence.fact import EvidenceFact
from assistant.topics.other.chart_words import PICTURE, chart_asked, names_absent_chart
from assistant.topics.other.kind import Kind, told_by
from assistant.understanding.question import Question
from models.record import RunRecord


def _in_general(asked: Question, draft: Draft) -> None:
    chart = None if names_absent_chart(asked.tagged) else chart_asked(asked.tagged)
    if chart is not None:
        draft.say(f"**{chart.label}.** {chart.reading}")
        return
    draft.say(
        "Read a chart in this order: its title says the finding; the axes say what is across and what is upward, and",
        "which way is better; the dark mark is the one that the title speaks of, gray ones are there to compare. Ask",
        "about one of these by its name:",
    )
    draft.list([one.label for one in CHARTS])


def _in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    _in_general(asked, draft)
    chart = None if names_absent_chart(asked.tagged) else chart_asked(asked.tagged)
    chart = chart or next(iter(suitable(record)), None)
    drawing = chart.draw(record) if chart else None
    if chart is None:
        draft.say("In your run there is nothing to draw yet: charts come with the first trials.")
    elif drawing is None:
        draft.say(f"In your run it cannot be drawn: it needs {chart.needs}.")
    else:
        whole = EvidenceFact(f"chart: {chart.label}", None, href=f"charts/{chart.name}")
        draft.say(f"In your run ({chart.label}): {draft.quote(drawing.title, whole, drawing.facts)}")
        draft.show(drawing.figure)


READING_CHARTS = Kind(
    name="reading_charts",
    cues=told_by(rf"""
        12 \bmake sense of (?:the |this )?|\bwhat do the colou?rs\b|\blegend\b|\bheat ?map\b.*\b(?:better|darker|mean)
        12 \bexplain (?:me )?(?:the )?(?:x|y|horizontal|vertical) axis\b|\b(?:x|y) axis of\b|\boptimization history\b
        60 \b(?:read|interpret|make sense of)\b.*\b{PICTURE}\b
        13 \b(?:explain|describe)\b.*\b{PICTURE}\b
        13 \b{PICTURE}\b.*\b(?:mean|means|show|shows|tell|tells|say|says|telling|showing)\b
        12 \bwhat (?:am i looking at|do (?:the|these|those) (?:dots|lines|bars|colors|marks) )
        11 \b(?:dots?|bars?|lines?|dashed|colou?rs?|axis|axes|whiskers|error bars?)\b.*\b{PICTURE}\b
        11 \bhow (?:to|do i|do you|should i|can i) (?:read|interpret)\b
    """),
    examples=("how do i read this chart", "what does the gap chart show", "explain the parallel coordinates plot"),
    in_general=_in_general,
    in_run=_in_run,
)
