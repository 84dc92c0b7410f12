"""The charts of a result in three groups: which there are, which comes first, and what each card shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.charts.drawing import ChartKind, Drawing
from assistant.charts.registry import chart_named
from models.record import RunRecord, Task

ROWS_SHOWN = 20
CLASSES: tuple[Task, ...] = ("binary", "multiclass")
TASKS: Mapping[str, tuple[Task, ...]] = {
    "threshold_costs": ("binary",),
    "roc": ("binary",),
    "precision_recall": ("binary",),
    "calibration": CLASSES,
    "confusion": CLASSES,
    "classes": CLASSES,
    "predicted_true": ("regression",),
    "residuals": ("regression",),
}
"""Tasks that a chart is of; one that is not named here is of all."""
DRAWN_HERE: Mapping[str, str] = {
    "honest_score": "page/_dots.html",
    "threshold_costs": "page/_threshold.html",
    "confusion": "page/_confusion.html",
    "partial_dependence": "page/_dependence.html",
}
"""Pictures that the server draws, by their templates; all others are drawn by Plotly."""


@dataclass(frozen=True)
class GroupKind:
    """A question that charts answer. The first of ``leads`` that a run has stands alone, the others behind it."""

    anchor: str
    title: str
    leads: tuple[str, ...]
    names: tuple[str, ...]


GROUPS = (
    GroupKind(
        "how-good",
        "How good is it?",
        ("threshold_costs", "predicted_true", "confusion"),
        (
            "threshold_costs",
            "calibration",
            "confusion",
            "roc",
            "precision_recall",
            "predicted_true",
            "residuals",
            "fold_by_fold",
            "classes",
            "honest_score",
        ),
    ),
    GroupKind(
        "what-it-looks-at",
        "What does it look at?",
        ("column_importance",),
        ("column_importance", "partial_dependence", "column_kinds"),
    ),
    GroupKind(
        "how-found",
        "How was it found?",
        ("score_by_trial",),
        (
            "score_by_trial",
            "leaders",
            "time_by_family",
            "slices",
            "parallel_coordinates",
            "hyperparameter_importance",
            "learning_curve",
            "gap",
        ),
    ),
)


@dataclass(frozen=True)
class Card:
    """One chart on the page. ``template`` draws it where the server does; None where Plotly does."""

    kind: ChartKind
    drawing: Drawing
    template: str | None

    @property
    def rows_shown(self) -> Sequence[Sequence[object]]:
        """The first rows of its table; all are on the chart's own page."""
        return self.drawing.rows[:ROWS_SHOWN]


@dataclass(frozen=True)
class Group:
    """One group of a run: the chart that stands first, those behind it, and those that the run does not hold."""

    kind: GroupKind
    lead: Card | None
    more: tuple[Card, ...]
    absent: tuple[ChartKind, ...]


def groups_of(record: RunRecord) -> tuple[Group, ...]:
    """Return the groups of a run, with everything drawn that it holds."""
    return tuple(group_of(kind, record) for kind in GROUPS)


def card_of(name: str, record: RunRecord) -> Card | None:
    """Return one chart of a run; None where it has none of that name."""
    kind = chart_named(name)
    drawing = None if kind is None else kind.draw(record)
    return None if kind is None or drawing is None else Card(kind, drawing, DRAWN_HERE.get(name))


def group_of(kind: GroupKind, record: RunRecord) -> Group:
    """Return one group of a run."""
    names = [name for name in kind.names if record.goal.task in TASKS.get(name, (record.goal.task,))]
    cards = {name: card for name in names if (card := card_of(name, record)) is not None}
    first = next((name for name in (*kind.leads, *cards) if name in cards), None)
    more = tuple(card for name, card in cards.items() if name != first)
    absent = tuple(found for name in names if name not in cards and (found := chart_named(name)) is not None)
    return Group(kind, cards.get(first or ""), more, absent)
