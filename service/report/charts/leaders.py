"""The best trials with their standard errors: who is really ahead of whom."""

from models.record import RunRecord
from service.report.charts.drawing import LINE, WIDTH, Axis, dot, line, picture, shortened, widened, words
from service.report.document import Figure
from service.report.words import family_title, plural

LEFT, MOST = 220.0, 12


def leaders(record: RunRecord) -> Figure | None:
    """Draw the scores of the best trials, tied ones filled; None with fewer than two."""
    board = record.leaderboard[:MOST]
    if len(board) < 2:
        return None
    errors = [entry.standard_error or 0.0 for entry in board]
    ends = [e.validation_score + sign * error for e, error in zip(board, errors, strict=True) for sign in (-1, 1)]
    axis = Axis(*widened(ends), LEFT + 10, WIDTH - 12)
    height = len(board) * LINE + 30
    marks = [line((tick.at, tick.at), (0.0, height - 24), "axis") for tick in axis.ticks(4)]
    marks += [words(tick.at, height - 6, tick.label, "middle") for tick in axis.ticks(4)]
    for place, (entry, error) in enumerate(zip(board, errors, strict=True)):
        y, score = place * LINE + 14, entry.validation_score
        name = f"{shortened(family_title(record, entry.family), 19)}, trial {entry.trial}"
        marks.append(words(LEFT - 4, y + 5, name, "end"))
        marks.append(line((axis.at(score - error), axis.at(score + error)), (y, y), "range"))
        marks.append(dot(axis.at(score), y, "chosen" if entry.tied else "ring", 5.0))
    n_tied = sum(entry.tied for entry in record.leaderboard)
    told = "The winner is ahead of all others by more than chance gives."
    if n_tied > 1:
        told = f"{plural(n_tied, 'trial')} (filled dots) differ by less than chance alone gives."
    return Figure("The best trials", f"{told} Lines reach one standard error to each side.", picture(height, marks))
