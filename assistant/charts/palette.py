"""Colors and shapes of marks: gray for context, one accent, or a hue for each kin of families and a shape for each."""

from collections.abc import Mapping
from dataclasses import dataclass

ACCENT, CONTEXT, INK, INK_2, LINE = "#0A544E", "#8C8A85", "#1F2328", "#4A4E55", "#DEDAD0"
LINEAR, NEIGHBORS, FORESTS, BOOSTING, NEURAL = "#7A7D86", "#93308F", "#8A7000", "#3B7DE6", "#7A2412"


@dataclass(frozen=True)
class Look:
    """How a mark looks: a color, one of Plotly's symbols, and its size in pixels."""

    color: str = CONTEXT
    symbol: str = "circle"
    size: int = 7


CHOSEN = Look(ACCENT, "circle", 11)
RING = Look(ACCENT, "circle-open", 12)
_FAMILIES: Mapping[str, Look] = {
    "linear": Look(LINEAR),
    "k_nearest_neighbors": Look(NEIGHBORS, "diamond"),
    "random_forest": Look(FORESTS, "square"),
    "extra_trees": Look(FORESTS, "square-open"),
    "hist_gradient_boosting": Look(BOOSTING, "triangle-up"),
    "xgboost": Look(BOOSTING, "triangle-down"),
    "lightgbm": Look(BOOSTING, "triangle-right"),
    "catboost": Look(BOOSTING, "triangle-left"),
    "neural_network": Look(NEURAL, "star"),
}


def look_of(family: str) -> Look:
    """Return how the marks of a family look in every chart."""
    return _FAMILIES.get(family, Look())
