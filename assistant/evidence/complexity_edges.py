"""Facts of where the leading trial lies between the simple and the complex end of what was searched."""

from dataclasses import dataclass
from typing import Literal

from assistant.evidence.fact import EvidenceFact
from assistant.evidence.trials import value_fact
from assistant.evidence.tried_values import position_in_range, range_facts, tried_values
from models.record import RunRecord, Trial

AT_THE_END = 0.05
"""Share of a range that counts as its end, as in the engine's own check."""

Side = Literal["simple", "complex"]


@dataclass(frozen=True)
class Edge:
    """A hyperparameter at an end of its range: its value, that end, and what lies beyond it."""

    name: str
    value: EvidenceFact
    end: EvidenceFact
    beyond: Side


def complexity_edges(record: RunRecord, trial: Trial) -> tuple[Edge, ...]:
    """Return those hyperparameters at an end of their range of which the family says which way is complex."""
    account = next((family for family in record.families if family.name == trial.family), None)
    if account is None:
        return ()
    edges = []
    for lever in account.complexity:
        name = lever.lstrip("-")
        tried = tried_values(record, trial.family, name)
        ends = range_facts(tried) if tried is not None else None
        if tried is None or ends is None or not tried.account.is_searched or name not in trial.hyperparameters:
            continue
        place = position_in_range(tried, trial.hyperparameters[name])
        if place is None or AT_THE_END < place < 1 - AT_THE_END:
            continue
        is_high = place >= 1 - AT_THE_END
        beyond: Side = "complex" if is_high != lever.startswith("-") else "simple"
        edges.append(Edge(name, value_fact(trial, name), ends[1] if is_high else ends[0], beyond))
    return tuple(edges)
