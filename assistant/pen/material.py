"""What the pen works with: the answer as it stands, the facts that it cites, and how the run is named."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from assistant.draft import Citation
from assistant.pen.mentions import Names


@dataclass(frozen=True)
class Material:
    """An answer that may be written anew.

    Parameters
    ----------
    question : str
        As it was asked.
    text : str
        The deterministic answer: Markdown whose numbers are links to citations.
    citations : tuple of Citation
        The facts that it cites.
    names : Names
        How families, hyperparameters, metrics, columns and classes may be called.
    families_of_trials : mapping of int to str
        The family of each trial of the run.
    greater_is_better : bool or None
        The direction of the run's metric; None without a run.
    """

    question: str
    text: str
    citations: tuple[Citation, ...]
    names: Names
    families_of_trials: Mapping[int, str] = field(default_factory=dict)
    greater_is_better: bool | None = None

    @property
    def facts(self) -> dict[str, Citation]:
        """The citations by id."""
        return {citation.id: citation for citation in self.citations}

    def with_citations(self, more: tuple[Citation, ...]) -> "Material":
        """Return the material with further facts, such as differences of two."""
        return replace(self, citations=(*self.citations, *more))
