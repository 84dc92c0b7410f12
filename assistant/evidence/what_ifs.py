"""Facts of what-ifs: experiments that were asked for after the run, and what came out of them."""

from assistant.evidence.fact import EvidenceFact
from assistant.evidence.trials import unit_of
from models.record import RunRecord, Scalar, WhatIf, WhatIfOrder


def what_if_of(record: RunRecord, order: WhatIfOrder) -> WhatIf | None:
    """Return the latest what-if of an order that has an outcome or is under way; None where there is none."""
    asked = [one for one in record.what_ifs if _same(one.order, order) and one.status != "cancelled"]
    return asked[-1] if asked else None


def latest_what_if(record: RunRecord) -> WhatIf | None:
    """Return the what-if that was asked for last."""
    return record.what_ifs[-1] if record.what_ifs else None


def address_of(what_if: WhatIf) -> str:
    """Return the address of a what-if, relative to the run's."""
    return f"what-ifs/{what_if.number}"


def number_fact(what_if: WhatIf) -> EvidenceFact:
    """Return the number of a what-if."""
    return EvidenceFact("what-if number", what_if.number, "", address_of(what_if))


def score_fact(record: RunRecord, what_if: WhatIf) -> EvidenceFact:
    """Return what was scored in a what-if."""
    label = f"{record.metric.title} in what-if {what_if.number}, cross-validated (rows that it was not fitted on)"
    return EvidenceFact(label, what_if.validation_score, unit_of(record), address_of(what_if))


def seconds_fact(what_if: WhatIf) -> EvidenceFact:
    """Return how long a what-if took."""
    return EvidenceFact(f"time of what-if {what_if.number}", what_if.seconds, "s", address_of(what_if))


def whole_fact(what_if: WhatIf) -> EvidenceFact:
    """Return the fact that stands for any number in the sentences of a what-if."""
    return EvidenceFact(f"outcome of what-if {what_if.number}", None, "", address_of(what_if))


def known_facts(record: RunRecord, what_if: WhatIf) -> tuple[EvidenceFact, ...]:
    """Return the facts that the sentences of a what-if name by number."""
    number, unit, href = what_if.number, unit_of(record), address_of(what_if)
    named: tuple[tuple[str, float | None], ...] = (
        (f"{record.metric.title} in what-if {number}, cross-validated", what_if.validation_score),
        (f"{record.metric.title} of the trial that what-if {number} is compared with", what_if.compared_score),
        (f"mean difference over the same folds in what-if {number}", _without_sign(what_if.difference)),
        (f"low end of the interval of the difference in what-if {number}", what_if.low),
        (f"high end of the interval of the difference in what-if {number}", what_if.high),
    )
    compared = EvidenceFact(f"trial that what-if {number} is compared with", what_if.compared_with, "", href)
    facts = tuple(EvidenceFact(label, value, unit, href) for label, value in named if value is not None)
    return (*facts, compared) if what_if.compared_with is not None else facts


def _without_sign(value: float | None) -> float | None:
    return None if value is None else abs(value)


def _same(order: WhatIfOrder, other: WhatIfOrder) -> bool:
    """Whether two orders ask for the same: a value of 10 is one of 10.0."""
    return _plain(order) == _plain(other)


def _plain(order: WhatIfOrder) -> tuple[object, ...]:
    values = tuple(sorted((name, _number(value)) for name, value in order.hyperparameters.items()))
    others = (order.family, order.without_columns, order.folds, order.rows_fraction, order.trials, order.technique)
    return (values, *others)


def _number(value: Scalar) -> str:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return f"{float(value):.12g}" if is_number else str(value)  # type: ignore[arg-type]
