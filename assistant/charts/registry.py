"""All charts that a run may have, in the order in which they answer: a new one is a file and a line here."""

from assistant.charts.calibration import CALIBRATION
from assistant.charts.classes import CLASSES
from assistant.charts.column_importance import COLUMN_IMPORTANCE
from assistant.charts.column_kinds import COLUMN_KINDS
from assistant.charts.confusion import CONFUSION
from assistant.charts.drawing import ChartKind
from assistant.charts.fold_by_fold import FOLD_BY_FOLD
from assistant.charts.gap import GAP
from assistant.charts.honest_score import HONEST_SCORE
from assistant.charts.hyperparameter_importance import HYPERPARAMETER_IMPORTANCE
from assistant.charts.leaders import LEADERS
from assistant.charts.learning_curve import LEARNING_CURVE
from assistant.charts.parallel_coordinates import PARALLEL_COORDINATES
from assistant.charts.partial_dependence import PARTIAL_DEPENDENCE
from assistant.charts.precision_recall import PRECISION_RECALL
from assistant.charts.predicted_true import PREDICTED_TRUE
from assistant.charts.residuals import RESIDUALS
from assistant.charts.roc import ROC
from assistant.charts.score_by_trial import SCORE_BY_TRIAL
from assistant.charts.slices import SLICES
from assistant.charts.threshold_costs import THRESHOLD_COSTS
from assistant.charts.time_by_family import TIME_BY_FAMILY
from models.record import RunRecord

CHARTS: tuple[ChartKind, ...] = (
    HONEST_SCORE,
    LEADERS,
    FOLD_BY_FOLD,
    THRESHOLD_COSTS,
    CALIBRATION,
    CONFUSION,
    ROC,
    PRECISION_RECALL,
    PREDICTED_TRUE,
    RESIDUALS,
    CLASSES,
    COLUMN_IMPORTANCE,
    PARTIAL_DEPENDENCE,
    COLUMN_KINDS,
    SCORE_BY_TRIAL,
    TIME_BY_FAMILY,
    SLICES,
    PARALLEL_COORDINATES,
    HYPERPARAMETER_IMPORTANCE,
    LEARNING_CURVE,
    GAP,
)


def chart_named(name: str) -> ChartKind | None:
    """Return the chart of that name; None where there is none."""
    return next((chart for chart in CHARTS if chart.name == name), None)


def suitable(record: RunRecord) -> tuple[ChartKind, ...]:
    """Return the charts that a record holds enough for."""
    return tuple(chart for chart in CHARTS if chart.suits(record))
