"""Sentences on a run beside a grid: whether its best values lie at an edge, and whether finer steps would help."""

from assistant.draft import Draft
from assistant.evidence.edges import Edge, edges_of
from assistant.evidence.searched import searched_settings
from assistant.evidence.trials import leader, score_fact
from assistant.markup import code
from assistant.naming import at_start, family_title, trial_named
from assistant.topics.search.trials_account import say_spread
from assistant.topics.setting import neighbor_sentences, value_sentence
from models.record import RunRecord

MOST_SETTINGS = 3


def say_edges(record: RunRecord, draft: Draft) -> None:
    """Write where the best values lie in their ranges, and for each at an end whether the score still rises there."""
    best = leader(record)
    if best is None:
        return
    edges = edges_of(record, best)
    draft.say(
        f"In your run, {family_title(record, best.family)} ({trial_named(draft, best)}) leads;",
        "these of its values lie at an end of their range:" if edges else "none of its values lies at an end:",
    )
    tried = [edge.tried for edge in edges] or list(searched_settings(record, best.family))
    draft.list([at_start(value_sentence(best, one, draft)) for one in tried[:MOST_SETTINGS]])
    draft.say(*[_edge_sentence(record, edge, draft) for edge in edges[:MOST_SETTINGS]])
    if not edges:
        draft.say("So there is no side to extend.")


def _edge_sentence(record: RunRecord, edge: Edge, draft: Draft) -> str:
    name = code(edge.tried.account.name)
    if edge.beyond is None:
        return f"Nothing lies beyond that end of {name}, so leave it."
    if edge.at_edge is None or edge.farther is None:
        return f"Farther inside too little was tried of {name} to tell whether the score still rises: extend that side."
    verdict = "it still rises, so extend that side" if edge.still_rises(record) else "it does not rise, so leave it"
    return (
        f"For {name}, the best trial near that end scores {draft.measure(score_fact(record, edge.at_edge))}, the best "
        f"farther inside {draft.measure(score_fact(record, edge.farther))}: {verdict}."
    )


def say_finer(record: RunRecord, draft: Draft) -> None:
    """Write how the neighbors of the best values score: what finer steps could hope for."""
    best = leader(record)
    if best is None:
        return
    draft.say(f"In your run the best values are those of {trial_named(draft, best)}.")
    for tried in searched_settings(record, best.family)[:2]:
        draft.say(*neighbor_sentences(record, best, tried, draft))
    say_spread(record, draft)
