"""Colors and shapes of marks: gray for context, and one accent for what the sentence is about."""

from dataclasses import dataclass

ACCENT, CONTEXT, INK, INK_2, LINE = "#0A544E", "#8C8A85", "#1F2328", "#4A4E55", "#DEDAD0"


@dataclass(frozen=True)
class Look:
    """How a mark looks: a color, one of Plotly's symbols, and its size in pixels."""

    color: str = CONTEXT
    symbol: str = "circle"
    size: int = 7


CHOSEN = Look(ACCENT, "circle", 11)
RING = Look(ACCENT, "circle-open", 12)
