"""One fact that an answer may state, and where a reader can check it."""

from dataclasses import dataclass

from models.record import Scalar


@dataclass(frozen=True)
class EvidenceFact:
    """A value with the words that say what it is.

    A fact of the run has an ``href``, relative to the run's address (``trials/12``, ``findings/leak``,
    ``decisions/3``, ``score``). A fact of the literature has a ``source`` (authors, year, venue). What was read
    in the question itself has the source ``QUESTION``.
    """

    label: str
    value: Scalar
    unit: str = ""
    href: str | None = None
    source: str | None = None


QUESTION = "your question"


def asked_value(value: Scalar) -> EvidenceFact:
    """Return the fact that the person named this value: repeated in an answer, it is no finding of ours.

    Examples
    --------
    >>> asked_value(10).source
    'your question'
    """
    return EvidenceFact("value that you asked about", value, source=QUESTION)
