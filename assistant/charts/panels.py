"""Several small pictures in one figure, side by side in rows of three."""

from typing import Any

ACROSS = 3
GAP = 0.06


def suffix(place: int) -> str:
    """Return what Plotly adds to the names of the axes of a picture, counted from 0.

    Examples
    --------
    >>> suffix(0), suffix(1)
    ('', '2')
    """
    return str(place + 1) if place else ""


def placed(mark: dict[str, Any], place: int) -> dict[str, Any]:
    """Put a mark into a picture."""
    return {**mark, "xaxis": f"x{suffix(place)}", "yaxis": f"y{suffix(place)}"}


def axes(pairs: list[tuple[dict[str, Any], dict[str, Any]]]) -> dict[str, Any]:
    """Return a pair of axes a picture; pictures share the scale upward, which stands at the left."""
    rows, across = (len(pairs) + ACROSS - 1) // ACROSS, min(len(pairs), ACROSS)
    whole: dict[str, Any] = {}
    for place, (x, y) in enumerate(pairs):
        column, row = place % ACROSS, place // ACROSS
        places = _share(column, across), _share(rows - 1 - row, rows)
        anchors = f"y{suffix(place)}", f"x{suffix(place)}"
        whole[f"xaxis{suffix(place)}"] = x | {"domain": places[0], "anchor": anchors[0]}
        whole[f"yaxis{suffix(place)}"] = y | {"domain": places[1], "anchor": anchors[1], "showticklabels": not column}
    return whole


def _share(place: int, of: int) -> list[float]:
    room = 2 * GAP if of > 1 else GAP
    return [place / of + (room / 2 if place else 0.0), (place + 1) / of - (room / 2 if place < of - 1 else 0.0)]
