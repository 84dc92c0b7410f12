"""Should the range be wider? The values at its ends, whether the score still rises there, and what would tell."""

from assistant.draft import Draft
from assistant.evidence.edges import Edge, edges_of
from assistant.evidence.trials import leader, score_fact, value_fact
from assistant.evidence.tried_values import range_facts
from assistant.markup import code
from assistant.naming import trial_named
from assistant.topics.what_if_offer import offer
from assistant.understanding.experiment import owner_of
from assistant.understanding.question import Question
from models.record import RunRecord, Trial, WhatIfOrder


def say_edges(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Write which chosen values lie at an end of their range, and offer to look beyond."""
    trial, names = _subject(asked, record)
    if trial is None:
        draft.say("In your run no configuration has a score yet, so no value lies anywhere.")
        return
    edges = edges_of(record, trial, names)
    if not edges:
        which = f"{' and '.join(code(name) for name in names)} does" if names else "None of its searched values does"
        draft.say(
            f"{which} {'not ' if names else ''}lie at an end of the searched range in {trial_named(draft, trial)}, so",
            "widening the range promises little.",
        )
        return
    draft.say("A best value at the end of its range means that a better one may lie outside.", _meaning(edges))
    draft.list([_line(record, edge, draft) for edge in edges])
    beyond = next((edge for edge in edges if edge.beyond is not None and edge.still_rises(record) is not False), None)
    if beyond is None or beyond.beyond is None:
        draft.say("So there is no reason to look beyond these ends.")
        return
    first = leader(record)
    family = None if first is not None and first.family == trial.family else trial.family
    offer(record, WhatIfOrder({beyond.tried.account.name: beyond.beyond}, family=family), draft)
    draft.say(
        "If that helps, start another run with a wider range for it (the field is called space), on a log scale where",
        "values differ by their size; one value alone only shows the direction.",
    )


def _subject(asked: Question, record: RunRecord) -> tuple[Trial | None, tuple[str, ...]]:
    names = asked.entities.hyperparameters
    owner = owner_of(names[0], record, asked.entities.families) if names else None
    trial = owner or leader(record)
    return trial, tuple(name for name in names if trial is not None and name in trial.hyperparameters)


def _meaning(edges: tuple[Edge, ...]) -> str:
    return (
        "That matters only where the score still rises toward the end:"
        if len(edges) == 1
        else "For each of them it matters only where the score still rises toward the end:"
    )


def _line(record: RunRecord, edge: Edge, draft: Draft) -> str:
    name, ends = edge.tried.account.name, range_facts(edge.tried)
    where = "high" if edge.is_high else "low"
    said = f"{code(name)} = {draft.cite(value_fact(edge.trial, name))}"
    if ends is not None:
        said += f", at the {where} end of {draft.cite(ends[0])} to {draft.cite(ends[1])}"
    if edge.at_edge is not None and edge.farther is not None:
        rises = "still rises" if edge.still_rises(record) else "does not rise"
        said += (
            f"; the score {rises} toward it: {draft.measure(score_fact(record, edge.at_edge))} near the end "
            f"({trial_named(draft, edge.at_edge)}), {draft.measure(score_fact(record, edge.farther))} further inside "
            f"({trial_named(draft, edge.farther)})"
        )
    else:
        said += "; too few trials lie near it to tell whether the score still rises"
    return said if edge.beyond is not None else f"{said}; nothing lies beyond that end"
