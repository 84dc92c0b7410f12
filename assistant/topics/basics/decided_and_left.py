"""What a run decided by itself, one line a stage, and what it leaves to the one who asked for it."""

from collections.abc import Mapping

from assistant.draft import Draft
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.trials import leader
from assistant.markup import code
from assistant.naming import family_title, trial_named
from models.record import Decision, RunRecord

_STAGES: Mapping[str, str] = {
    "goal": "the goal",
    "data": "the data",
    "target": "the target",
    "folds": "the folds",
    "search": "the search",
    "winner": "the winner",
    "ensemble": "the average",
    "threshold": "the threshold",
    "model": "the final fit",
}


def say_decided(record: RunRecord, draft: Draft) -> None:
    """Write what was decided, stage by stage, without the reasons."""
    if not record.decisions:
        draft.say("Your run has decided nothing yet.")
        return
    count = EvidenceFact("decisions of the run", len(record.decisions), href="decisions")
    draft.say(f"Decided by itself, in {draft.cite(count)} decisions, each written down with its reason:")
    draft.list([line for stage in _STAGES if (line := _line(stage, record, draft))])


def _line(stage: str, record: RunRecord, draft: Draft) -> str:
    taken = [one for one in record.decisions if one.stage == stage]
    if not taken:
        return ""
    return f"{_STAGES[stage]}: {'; '.join(_chosen(one, draft) for one in taken)}"


def _chosen(decision: Decision, draft: Draft) -> str:
    href = f"decisions/{decision.id}"
    known = [EvidenceFact(fact.label, fact.value, fact.unit, href) for fact in decision.facts]
    return draft.quote(decision.chosen, EvidenceFact(f"decision on the {decision.stage}", None, href=href), known)


def say_left(record: RunRecord, draft: Draft) -> None:
    """Write what is left to decide: the cut, the tie, the columns, the test, the use."""
    draft.say("Left to you:")
    draft.list([*filter(None, (_threshold(record, draft), _tie(record, draft))), *_ALWAYS])


def _threshold(record: RunRecord, draft: Draft) -> str:
    if record.goal.task == "regression":
        return ""
    cut = record.result.threshold if record.result else None
    if cut is None:
        return "the **threshold**: from which probability on you act, by what each kind of mistake costs"
    fact = EvidenceFact("threshold of the delivered model", cut, href="result")
    return f"the **threshold** (now {draft.cite(fact)}): it should follow what each kind of mistake costs you"


def _tie(record: RunRecord, draft: Draft) -> str:
    tied = sum(entry.tied for entry in record.leaderboard[1:])
    first = leader(record)
    if not tied or first is None:
        return ""
    fact = EvidenceFact("trials that are tied with the first of the leaderboard", tied, href="trials")
    return (
        f"the **tie**: {draft.cite(fact)} trials do as well as {family_title(record, first.family)} "
        f"({trial_named(draft, first)}) within the noise, so a simpler or quicker one may be taken"
    )


_ALWAYS = (
    "the **columns**: whether each is known at the time of prediction, and allowed; features that say more",
    f"the **goal**: whether the target and the metric are what matters to you (else name them in {code('goal')})",
    "the **test** on newer rows, the **use**, and watching the model as rows change",
)
