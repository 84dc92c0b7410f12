"""Which families a run has tried: said where a question takes one for granted that it has not."""

from assistant.draft import Draft
from assistant.evidence.trials import BASELINES, best_of_family, completed, score_fact
from assistant.naming import family_title
from models.record import RunRecord

NETWORK = "neural_network"


def families_sentence(record: RunRecord, draft: Draft) -> str:
    """Say which families have a score, with the best of each, best first."""
    families = dict.fromkeys(trial.family for trial in completed(record) if trial.family not in BASELINES)
    bests = [best for best in (best_of_family(record, family) for family in families) if best is not None]
    if not bests:
        return ""
    told = [f"{family_title(record, best.family)} ({draft.measure(score_fact(record, best))})" for best in bests]
    listed = f"{', '.join(told[:-1])} and {told[-1]}" if len(told) > 1 else told[0]
    return f"What was tried, with the best score of each: {listed}."
