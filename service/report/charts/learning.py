"""The learning curve of the winner: loss by rounds, on rows fitted on and on the rows that told when to stop."""

from models.record import CurvePoint, RunRecord, Trial
from service.report.charts.drawing import WIDTH, Axis, line, near_best, path, picture, widened, words
from service.report.document import Figure
from service.report.words import family_title, plural

HEIGHT, LEFT, TOP, BOTTOM = 220.0, 62.0, 14.0, 34.0
MOST_FOLDS = 5


def learning(record: RunRecord, best: Trial) -> Figure | None:
    """Draw one pair of lines a fold; None where the family does not learn in rounds."""
    curves = [fold.curve for fold in best.folds if len(fold.curve) > 1][:MOST_FOLDS]
    if not curves:
        return None
    points = [point for curve in curves for point in curve]
    losses = [loss for point in points for loss in (point.train_loss, point.stopping_loss)]
    down = Axis(*widened(near_best(losses, greater_is_better=False)), HEIGHT - BOTTOM, TOP)
    across = Axis(float(points[0].rounds), float(max(point.rounds for point in points)), LEFT + 8, WIDTH - 10)
    marks = [
        *(line((LEFT, WIDTH), (tick.at, tick.at), "axis") for tick in down.ticks()),
        *(words(LEFT - 8, tick.at + 5, tick.label, "end") for tick in down.ticks()),
        *(words(tick.at, HEIGHT - 8, tick.label, "middle") for tick in across.ticks()),
        *(path(_places(curve, down, across, is_train=True), "fitted") for curve in curves),
        *(path(_places(curve, down, across, is_train=False), "best") for curve in curves),
    ]
    kept = record.result.rounds if record.result is not None else None
    sentence = f"Loss of {plural(len(curves), 'fold')} by rounds: dashed on the rows fitted on, solid on the rows that "
    sentence += "told when to stop." if kept is None else f"told when to stop. On average {kept} rounds were kept."
    return Figure(
        f"How {family_title(record, best.family)} learned, trial {best.number}", sentence, picture(HEIGHT, marks)
    )


def _places(curve: tuple[CurvePoint, ...], down: Axis, across: Axis, *, is_train: bool) -> list[tuple[float, float]]:
    return [(across.at(p.rounds), down.at(p.train_loss if is_train else p.stopping_loss)) for p in curve]
