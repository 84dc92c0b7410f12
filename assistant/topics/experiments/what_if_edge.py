"""Should the range be wider? The values at its ends, whether the score still rises there, and what would tell."""

from assistant.draft import Draft
from assistant.evidence.edges import Edge, edges_of
from assistant.evidence.trials import leader, score_fact, value_fact
from assistant.evidence.tried_values import TriedValues, range_facts, tried_values
from assistant.markup import code
from assistant.naming import at_start, trial_named
from assistant.topics.experiments.what_if_offer import offer
from assistant.topics.setting import value_sentence
from assistant.understanding.other_values import owned
from assistant.understanding.question import Question
from models.record import RunRecord, Trial, WhatIfOrder

RULE = (
    "A best value at the end of its range may mean that a better one lies outside. It matters only where the score "
    "still rises toward that end."
)


def say_edges(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Write which chosen values lie at an end of their range, and offer to look beyond."""
    trial, names = _subject(asked, record)
    if trial is None:
        draft.say("In your run no configuration has a score yet, so no value lies anywhere.")
        return
    edges = edges_of(record, trial, names)
    if not edges:
        which = " and ".join(code(name) for name in names) if names else "none of the searched values"
        verb = "lies" if not names else "does not lie" if len(names) == 1 else "do not lie"
        draft.say(
            f"In {trial_named(draft, trial)} {which} {verb} at an end of the searched range, so a wider range promises",
            "little.",
        )
        draft.list([at_start(value_sentence(trial, tried, draft)) for tried in _searched(record, trial, names)[:3]])
        draft.say(RULE)
        return
    draft.say(f"{at_start(trial_named(draft, trial))} has values at an end of what was searched:")
    draft.list([_line(record, edge, draft) for edge in edges])
    draft.say(RULE)
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
    """Return the trial whose values are looked at, and those that are named."""
    found = [owned(name, record, asked.entities.families) for name in asked.entities.hyperparameters]
    known = [one for one in found if one is not None]
    if not known:
        return leader(record), ()
    trial = known[0].trial
    return trial, tuple(one.name for one in known if one.trial is trial)


def _searched(record: RunRecord, trial: Trial, names: tuple[str, ...]) -> list[TriedValues]:
    found = (tried_values(record, trial.family, name) for name in names or tuple(trial.hyperparameters))
    return [tried for tried in found if tried is not None and tried.account.is_searched]


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
