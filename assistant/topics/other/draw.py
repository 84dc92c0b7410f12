"""Draw a chart of the run: the one that is named, or what there is to draw."""

from assistant.charts.drawing import ChartKind, Drawing
from assistant.charts.of_answers import values_chart
from assistant.charts.registry import CHARTS, suitable
from assistant.draft import Draft
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.search_progress import last_gain_fact, search_progress
from assistant.evidence.searched import about_as_good
from assistant.evidence.trials import completed, leader, score_fact, trial_numbered
from assistant.evidence.tried_values import TriedValues, tried_values
from assistant.markup import code
from assistant.naming import family_title, in_sentence, trial_named
from assistant.topics.other.chart_words import PICTURE, chart_asked, names_absent_chart
from assistant.topics.other.kind import Kind, told_by
from assistant.understanding.question import Question
from models.record import RunRecord


def _in_general(asked: Question, draft: Draft) -> None:
    chart = None if names_absent_chart(asked.tagged) else chart_asked(asked.tagged)
    if chart is not None:
        draft.say(f"I draw **{in_sentence(chart.label)}** from the record of a run; open one and ask again.")
        draft.say(chart.reading)
        return
    draft.say("I draw charts from the record of a run; open one and ask for any of these:")
    draft.list([one.label for one in CHARTS])


def _in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    tried = _setting(asked, record)
    if tried is not None and _says_values(record, tried, draft):
        return
    chart = None if names_absent_chart(asked.tagged) else chart_asked(asked.tagged)
    if chart is None:
        _say_what_there_is(record, draft, is_absent=names_absent_chart(asked.tagged))
        return
    drawing = chart.draw(record)
    if drawing is None:
        draft.say(f"**{chart.label}** cannot be drawn for this run: it needs {chart.needs}.")
        _say_names(record, draft)
        return
    say_drawing(chart, drawing, draft)
    if chart.name == "score_by_trial":
        _say_last_gain(record, draft)


def _say_last_gain(record: RunRecord, draft: Draft) -> None:
    """Write by how much the last improvement beat what was best before it."""
    progress = search_progress(record)
    gain = last_gain_fact(record, progress) if progress is not None else None
    if progress is not None and gain is not None:
        draft.say(f"The last improvement, {trial_named(draft, progress.best)}, gained {draft.measure(gain, 2)}.")


def say_drawing(chart: ChartKind, drawing: Drawing, draft: Draft) -> None:
    """Show a chart with its finding and with what its marks are."""
    whole = EvidenceFact(f"chart: {chart.label}", None, href=f"charts/{chart.name}")
    draft.say(f"**{chart.label}.** {draft.quote(drawing.title, whole, drawing.facts)}")
    draft.say(draft.quote(drawing.sentence, whole, drawing.facts))
    draft.show(drawing.figure)


def _say_what_there_is(record: RunRecord, draft: Draft, *, is_absent: bool) -> None:
    if is_absent:
        draft.say(
            "I have no such chart of this run: it would need predictions row by row, or the rows themselves, and",
            "what I draw comes from the record, which does not hold them.",
        )
    first = next(iter(suitable(record)), None)
    drawing = first.draw(record) if first and not is_absent else None
    if first is not None and drawing is not None:
        draft.say("This one tells most:")
        say_drawing(first, drawing, draft)
    _say_names(record, draft)


def _say_names(record: RunRecord, draft: Draft) -> None:
    charts = suitable(record)
    if not charts:
        draft.say("Nothing can be drawn yet: charts come with the first trials.")
        return
    draft.say("All that I can draw of your run:")
    draft.list([chart.label for chart in charts])


def _setting(asked: Question, record: RunRecord) -> TriedValues | None:
    """Return what was tried of the one hyperparameter that the question names."""
    first = leader(record)
    if first is None or len(asked.entities.hyperparameters) != 1:
        return None
    families = dict.fromkeys((*asked.entities.families, first.family, *(trial.family for trial in completed(record))))
    found = (tried_values(record, family, asked.entities.hyperparameters[0]) for family in families)
    return next((tried for tried in found if tried is not None and len(tried.values) > 1), None)


def _says_values(record: RunRecord, tried: TriedValues, draft: Draft) -> bool:
    """Draw the score over one hyperparameter; return whether that could be done."""
    best = tried.trials[0]
    chart = values_chart(record, tried, trial_numbered(record, best.number) or best)
    if chart is None:
        return False
    near = about_as_good(record, tried.trials)
    count = EvidenceFact(
        f"trials of {tried.family.name} within one standard error of its best", len(near), href="trials"
    )
    draft.say(
        f"**Score over {code(tried.account.name)}**, for {family_title(record, tried.family.name)}: the best is",
        f"{trial_named(draft, best)} with {draft.measure(score_fact(record, best))}.",
        f"Within one standard error of it are {draft.cite(count)} trials, so values among them cannot be told apart.",
    )
    draft.say("Each dot is a trial, and its other settings vary too, so a single dot proves nothing.")
    draft.show(chart)
    return True


DRAW = Kind(
    name="draw",
    cues=told_by(rf"""
        60 ^(?:please |now |can you |could you |and )*(?:draw|plot|visuali[sz]e|sketch)\b
        12 \b(?:draw|plot|chart|graph|visuali[sz]e|sketch|picture|display|render)\b (?!of\b|twist|shows?\b|means?\b)
        12 \b(?:show|give|make|see|want|need|produce|create|get|have|generate|do)\b.*\b{PICTURE}\b
        9 ^(?:the |a |an |my )?(?:[\w:]+ ){{0,4}}{PICTURE}$
        10 ^(?:a |the |an )?{PICTURE} (?:of|for|with)\b|\b(?:scatter|box ?plot|histogram|bar chart|line chart)s? of\b
        8 \b(?:which|what) {PICTURE}\b|\bany {PICTURE}\b
        9 \bparallel coordinates|^visuali[sz]e
        -20 \b(?:in|on|from) (?:the|my|this|that) (?:\w+ )?{PICTURE}\b|\bcsv\b|\bexport|\b(?:my|our) own {PICTURE}
        -6 \bread\b|\binterpret|\bmeans?\b|\bunderstand\b|\btell me about\b|\bdoes\b.*\bshow
    """),
    examples=(
        "draw a chart of the run",
        "plot score over trials",
        "show me a chart of the learning curves",
        "visualize the gap",
    ),
    in_general=_in_general,
    in_run=_in_run,
)
