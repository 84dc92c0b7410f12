"""Colors and shapes of marks: gray for context, one accent for what the sentence is about, and shades for cells."""

from dataclasses import dataclass

ACCENT, CONTEXT, INK, INK_2, LINE = "#0A544E", "#8C8A85", "#1F2328", "#4A4E55", "#DEDAD0"
SHADES = ("#FFFFFF", "#E4F0EE", "#C9E0DC", "#A9CCC7")
"""Of cells, from none to most; ink can be read on each."""


@dataclass(frozen=True)
class Look:
    """How a mark looks: a color, one of Plotly's symbols, and its size in pixels."""

    color: str = CONTEXT
    symbol: str = "circle"
    size: int = 7


CHOSEN = Look(ACCENT, "circle", 11)
RING = Look(ACCENT, "circle-open", 12)
