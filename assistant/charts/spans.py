"""Words and facts of a span of values: "learning_rate 0.02 to 0.06"."""

from assistant.evidence.fact import EvidenceFact
from assistant.evidence.numerals import written
from assistant.evidence.searched import ValueSpan


def span_words(span: ValueSpan) -> str:
    """Return the name and the span of its values, in plain text."""
    name, low, high = span.tried.account.name, _as_it_is(span, span.low), _as_it_is(span, span.high)
    if low == high:
        return f"{name} {written(low)}"
    return f"{name} {written(low)} to {written(high)}"


def span_facts(span: ValueSpan) -> tuple[EvidenceFact, ...]:
    """Return how many trials there are, and the lowest and the highest value that they use."""
    name, href = span.tried.account.name, f"families/{span.tried.family.name}"
    return (
        EvidenceFact("trials that are compared here", span.n_trials, href="trials"),
        EvidenceFact(f"lowest {name} of these trials", _as_it_is(span, span.low), "", href),
        EvidenceFact(f"highest {name} of these trials", _as_it_is(span, span.high), "", href),
    )


def _as_it_is(span: ValueSpan, value: float) -> float:
    return int(value) if span.tried.account.kind == "int" else value
