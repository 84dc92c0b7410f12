"""Fold by fold: what the winner scored on rows that it was fitted on and on rows held back."""

from models.record import RunRecord, Trial
from service.page import numbers
from service.report.charts.drawing import LINE, WIDTH, Axis, dot, line, picture, widened, words
from service.report.document import Figure

LEFT, MOST = 76.0, 20


def folds(record: RunRecord, trial: Trial) -> Figure | None:
    """Draw the train and validation score of each fold; None with fewer than two that have both."""
    known = [
        (number, fold.train_score, fold.validation_score)
        for number, fold in enumerate(trial.folds, start=1)
        if fold.train_score is not None and fold.validation_score is not None
    ][:MOST]
    if len(known) < 2:
        return None
    held, fitted = [v for _, _, v in known], [t for _, t, _ in known]
    axis = Axis(*widened([*held, *fitted]), LEFT, WIDTH - 12)
    height = len(known) * LINE + 30
    marks = [line((tick.at, tick.at), (0.0, height - 24), "axis") for tick in axis.ticks()]
    marks += [words(tick.at, height - 6, tick.label, "middle") for tick in axis.ticks()]
    for place, (number, train, validation) in enumerate(known):
        y = place * LINE + 14
        marks += [
            words(LEFT - 14, y + 5, f"fold {number}", "end"),
            line((axis.at(train), axis.at(validation)), (y, y), "range"),
            dot(axis.at(train), y, "ring", 5.0),
            dot(axis.at(validation), y, "chosen", 5.0),
        ]
    sentence = (
        f"Held-back rows (dots) score {numbers.score(min(held))} to {numbers.score(max(held))}, "
        f"rows that the model was fitted on (rings) {numbers.score(min(fitted))} to {numbers.score(max(fitted))}."
    )
    return Figure(f"{record.metric.title} fold by fold, trial {trial.number}", sentence, picture(height, marks))
