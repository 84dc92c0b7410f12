"""What was tried of each hyperparameter of the winner's family, and how it scored: small multiples on one scale."""

from markupsafe import Markup

from models.record import HyperparameterAccount, RunRecord, Trial
from service.report.charts.drawing import WIDTH, Axis, dot, line, near_best, picture, shortened, widened, words
from service.report.document import Figure
from service.report.words import accounts, family_title

MOST, ACROSS = 6, 3
CELL_HEIGHT, LEFT, GAP = 150.0, 58.0, 18.0
FEWEST = 4
"""Complete trials of the family below which there is nothing to see."""


def values(record: RunRecord, best: Trial) -> Figure | None:
    """Draw score against value for the searched numbers of the winner's family; None with too few trials."""
    trials = [t for t in record.trials if t.family == best.family and t.validation_score is not None]
    searched = [a for a in accounts(record, best.family).values() if _is_drawable(a, best)][:MOST]
    if len(trials) < FEWEST or not searched:
        return None
    scores = [t.validation_score or 0.0 for t in trials]
    ends = widened([*near_best(scores, greater_is_better=record.metric.greater_is_better)])
    width = (WIDTH - LEFT - (ACROSS - 1) * GAP) / ACROSS
    marks: list[Markup] = []
    for place, account in enumerate(searched):
        column, row = place % ACROSS, place // ACROSS
        x, y = LEFT + column * (width + GAP), row * CELL_HEIGHT
        down = Axis(*ends, y + CELL_HEIGHT - 44, y + 26)
        marks += _cell(account, trials, best, down, Axis(*_reach(account, trials), x, x + width, account.is_log))
        if column == 0:
            marks += [words(x - 8, tick.at + 5, tick.label, "end") for tick in down.ticks(4)]
    rows = (len(searched) + ACROSS - 1) // ACROSS
    title = family_title(record, best.family)
    sentence = f"Each dot is a trial of {title}, upward its {record.metric.title}; the large dot is the one delivered."
    return Figure(f"What was tried of {title}", sentence, picture(rows * CELL_HEIGHT, marks))


def _cell(account: HyperparameterAccount, trials: list[Trial], best: Trial, down: Axis, across: Axis) -> list[Markup]:
    ends = (across.start, across.end)
    marks = [words(ends[0], down.end - 10, shortened(account.title, 20), "start", "strong")]
    marks += [line(ends, (tick.at, tick.at), "axis") for tick in down.ticks(4)]
    ticks = across.ticks(3)
    for tick in dict.fromkeys(ticks[:1] + ticks[-1:]):
        marks.append(words(tick.at, down.start + 20, tick.label, _side(tick.at, across)))
    drawn = [(t, t.hyperparameters.get(account.name), t.validation_score) for t in trials]
    for trial, value, score in drawn:
        if isinstance(value, (int, float)) and score is not None and trial.number != best.number:
            marks.append(dot(across.at(float(value)), down.at(score), "dot", 3.0))
    value, score = best.hyperparameters[account.name], best.validation_score
    if isinstance(value, (int, float)) and score is not None:
        marks.append(dot(across.at(float(value)), down.at(score), "chosen", 5.5))
    return marks


def _side(at: float, across: Axis) -> str:
    """Keep the words of a tick within its own picture, for the next one begins beside it."""
    share = (at - across.start) / (across.end - across.start)
    return "start" if share < 0.2 else "end" if share > 0.8 else "middle"


def _is_drawable(account: HyperparameterAccount, best: Trial) -> bool:
    value = best.hyperparameters.get(account.name)
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return account.is_searched and account.kind != "choice" and is_number and account.low != account.high


def _reach(account: HyperparameterAccount, trials: list[Trial]) -> tuple[float, float]:
    """Return the ends of what was searched, wide enough for what was tried; zero lies at the edge of powers."""
    tried = [t.hyperparameters.get(account.name) for t in trials]
    known = [float(v) for v in (account.low, account.high, *tried) if isinstance(v, (int, float))]
    known = [value for value in known if value > 0] if account.is_log else known
    return min(known), max(known)
