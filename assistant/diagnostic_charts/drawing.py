"""What a chart is: a picture in plain data, the finding that it shows, and the numbers that it draws."""

from collections.abc import Callable
from dataclasses import dataclass

from assistant.draft import Chart
from assistant.evidence.fact import EvidenceFact
from models.record import RunRecord, Scalar


@dataclass(frozen=True)
class Drawing:
    """One chart, drawn from a record.

    Parameters
    ----------
    title : str
        The finding, in one sentence of plain text.
    sentence : str
        What the marks are, and what to see in them; plain text.
    figure : mapping
        A Plotly figure with ``data`` and ``layout``, as plain data. Names of the data are escaped for Plotly in it.
    columns : tuple of str
    rows : tuple of tuples, each as long as ``columns``
        The numbers that the figure draws.
    facts : tuple of EvidenceFact
        What the numbers of ``title`` rest on.
    """

    title: str
    sentence: str
    figure: Chart
    columns: tuple[str, ...]
    rows: tuple[tuple[Scalar, ...], ...]
    facts: tuple[EvidenceFact, ...]


@dataclass(frozen=True)
class ChartKind:
    """A chart that a run may have.

    Parameters
    ----------
    name : str
        Its name in addresses, in snake case.
    label : str
        What it is called.
    reading : str
        How it is read, whatever the run; without digits.
    needs : str
        What a record must hold to have it, as the end of a sentence that begins with "It needs".
    draw : callable
        Draws it; returns None where the record does not hold what it needs.
    """

    name: str
    label: str
    reading: str
    needs: str
    draw: Callable[[RunRecord], Drawing | None]

    def suits(self, record: RunRecord) -> bool:
        """Whether a record holds what the chart needs."""
        return self.draw(record) is not None
