"""The best trials with their ranges: who is really ahead of whom."""

from assistant.charts.drawing import ChartKind, Drawing
from assistant.charts.frame import Axis, dots, framed, score_title, whiskers
from assistant.charts.palette import ACCENT, CHOSEN, CONTEXT, Look
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.trials import BASELINES, completed, entry_of, score_of
from assistant.naming import at_start, plain_title
from models.record import RunRecord, Trial

MOST = 10


def draw(record: RunRecord) -> Drawing | None:
    """Draw the best trials, those tied with the first in dark; None with fewer than two."""
    trials = [trial for trial in completed(record) if trial.family not in BASELINES][:MOST]
    if len(trials) < 2:
        return None
    told, facts = _finding(record)
    names = {trial.number: f"{at_start(plain_title(record, trial.family))}, trial {trial.number}" for trial in trials}
    groups = [
        ("tied with the first", [trial for trial in trials if _is_first(record, trial)], CHOSEN, ACCENT),
        ("behind, or not yet compared", [t for t in trials if not _is_first(record, t)], Look(), CONTEXT),
    ]
    marks = []
    for name, group, look, color in groups:
        errors = [trial.standard_error or 0.0 for trial in group]
        mark = dots(name, [score_of(trial) for trial in group], [names[trial.number] for trial in group], look)
        marks.append(mark | {"error_x": whiskers(errors, errors, color)})
    down = Axis(scale="category").plain() | {"categoryorder": "array", "categoryarray": [*names.values()][::-1]}
    figure = framed(marks, told, Axis(score_title(record), has_grid=True), Axis())
    return Drawing(
        title=told,
        sentence="Each dot is a trial's cross-validated score, the line one standard error to each side; dark ones are "
        "tied with the first.",
        figure={**figure, "layout": {**figure["layout"], "yaxis": down}},
        columns=("trial", "family", "score", "standard error", "tied"),
        rows=tuple((t.number, t.family, score_of(t), t.standard_error, _is_first(record, t)) for t in trials),
        facts=facts,
    )


def _is_first(record: RunRecord, trial: Trial) -> bool:
    """Whether a trial is the best by score, or tied with it."""
    entry = entry_of(record, trial)
    return entry.rank == 1 or entry.tied if entry is not None else trial.number == completed(record)[0].number


def _finding(record: RunRecord) -> tuple[str, tuple[EvidenceFact, ...]]:
    if record.result is None:
        return "The run still goes on: which of its best trials are tied is told at the end.", ()
    tied = sum(entry.tied for entry in record.leaderboard)
    if tied < 2:
        return "The first is ahead of all others by more than chance gives.", ()
    fact = EvidenceFact("trials that are tied with the first, itself included", tied, href="leaderboard")
    return f"{tied:,} trials differ by less than chance alone gives.", (fact,)


LEADERS = ChartKind(
    name="leaders",
    label="The best trials",
    reading=(
        "Each dot is a trial, the best on top, with one standard error to each side. Dark dots are tied: their "
        "differences are no larger than chance gives, so the simplest or fastest of them is as good a choice. The "
        "lines may overlap although one is really better, because the folds are the same rows."
    ),
    needs="two complete trials",
    draw=draw,
)
