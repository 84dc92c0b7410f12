"""How many trials there were, family by family, with the best and the middle score of each, and the baseline."""

import re
from statistics import median

from assistant.draft import Draft
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.trials import (
    BASELINES,
    baseline,
    completed,
    count_fact,
    leader,
    score_fact,
    score_of,
    unit_of,
)
from assistant.naming import at_start, family_title, trial_named
from assistant.topics.other.kind import Kind, told_by
from assistant.understanding.lexicon import TITLES
from assistant.understanding.question import Question
from models.record import RunRecord

_OFFERED = (
    "linear", "random_forest", "extra_trees", "xgboost", "lightgbm", "catboost", "hist_gradient_boosting",
    "k_nearest_neighbors", "neural_network",
)  # fmt: skip
_LEFT_OUT = re.compile(r"\b(?:left out|not tried|excluded?|missing|skipped|without|not)\b")


def _in_general(_: Question, draft: Draft) -> None:
    draft.say(
        "A run fits each trial once a fold, so the number of fits is trials times folds. Open a run, and I count its",
        "trials by family and by state, with the best and the middle score of each, and compare them with the "
        "baseline.",
    )


def _in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    if not record.trials:
        draft.say("Your run has no trials yet, so there is nothing to count.")
        return
    fits = EvidenceFact("fits of all folds of all trials", sum(len(t.folds) for t in record.trials), href="trials")
    draft.say(
        f"Your run has {draft.cite(count_fact(record, 'all'))} trials, {draft.cite(count_fact(record, 'complete'))} of",
        f"them complete; with their folds, that is {draft.cite(fits)} fits.",
    )
    _say_baseline(record, draft)
    families = [*dict.fromkeys(trial.family for trial in record.trials)]
    named = [family for family in families if family in asked.entities.families] or families
    header = ("family", "trials", "complete", "best score", "middle score")
    draft.table(header, [_line(record, family, draft) for family in named])
    draft.say(_first(record, draft), _delivered(record, draft))
    if _LEFT_OUT.search(asked.tagged):
        draft.say(_left_out(record, draft))


def _first(record: RunRecord, draft: Draft) -> str:
    first = leader(record)
    if first is None:
        return ""
    return f"A family is a kind of algorithm; {family_title(record, first.family)} ({trial_named(draft, first)}) leads."


def _delivered(record: RunRecord, draft: Draft) -> str:
    """Quote what was fitted at the end, on all rows."""
    decision = next((one for one in reversed(record.decisions) if one.stage == "model"), None)
    if decision is None:
        return ""
    href = f"decisions/{decision.id}"
    known = [EvidenceFact(fact.label, fact.value, fact.unit, href) for fact in decision.facts]
    whole = EvidenceFact("decision on the final fit", None, href=href)
    return f"At the end came the final fit: {draft.quote(decision.chosen, whole, known)}."


def _left_out(record: RunRecord, draft: Draft) -> str:
    tried = {trial.family for trial in record.trials}
    left = [TITLES[name] for name in _OFFERED if name not in tried]
    asked_for = len(record.settings.families or ())
    why = (
        f"the run was limited to {draft.cite(EvidenceFact('families that were asked for', asked_for, href='settings'))}"
        " families by its settings"
        if asked_for
        else "the engine gave its trials to those that promised most on a table of this size"
    )
    return f"Without a trial stayed {', '.join(left)}: {why}." if left else "No family was left out."


def _line(record: RunRecord, family: str, draft: Draft) -> tuple[str, ...]:
    href = f"families/{family}"
    every = [trial for trial in record.trials if trial.family == family]
    scored = [trial for trial in completed(record) if trial.family == family]
    count = EvidenceFact(f"trials of {family}", len(every), href=href)
    complete = EvidenceFact(f"complete trials of {family}", len(scored), href=href)
    title = at_start(family_title(record, family))
    if not scored:
        return title, draft.cite(count), draft.cite(complete), "", ""
    middle = median(score_of(trial) for trial in scored)
    half = EvidenceFact(f"median score of the complete trials of {family}", middle, unit_of(record), href)
    best = draft.cite(score_fact(record, scored[0]))
    return title, draft.cite(count), draft.cite(complete), best, draft.cite(half)


def _say_baseline(record: RunRecord, draft: Draft) -> None:
    floor = baseline(record)
    if floor is None:
        draft.say("The score of the baseline, which ignores every column, is not recorded.")
        return
    others = [trial for trial in completed(record) if trial.family not in BASELINES]
    worse = sum(record.metric.is_better(score_of(floor), score_of(trial)) for trial in others)
    count = EvidenceFact("trials that score worse than the baseline", worse, href="trials")
    draft.say(
        f"The baseline, which ignores every column ({trial_named(draft, floor)}), scores {record.metric.title}",
        f"{draft.measure(score_fact(record, floor))}; {draft.cite(count)} of the others score worse than that.",
    )


COUNTING = Kind(
    name="counting",
    cues=told_by(r"""
        12 \b(?:family|families|algorithms?)\b.*\bhow many\b|\bhow many (?:different )?(?:families|algorithms)\b
        11 \bhow many (?:of (?:my |the )?)?(?:trials|models|fits|configurations|tries|runs)\b.*\b(?:per|by|each|
        ...family|families|family:\w+|
        ...altogether|alltogether|total|fitted|fit|train\w*|run|were there|did|worse|better|below|above|baseline|
        ...finished|complete\w*)
        11 \b(?:which|what) (?:model )?(?:families|algorithms|kinds of models?)\b.*
        ...\b(?:tr(?:y|ied)|run|used?|tested|search\w*)\b
        11 \bhow many family:\w+ (?:trials |models |fits )?(?:were|was|did|are)\b
        11 \b(?:trials|models) (?:per|by|for each|of each) family\b|\b(?:median|average|mean) score of\b
        15 \b(?:score of (?:the )?baseline|baseline score|baseline (?:in|of) (?:my|the|this))\b|
        ...\bworse than the baseline
        -9 \bprun|\bfail|\bcrash|\bshould\b|\benough\b|\bneed\b|\bmore trials\b|\bhow many trials do\b|\bwhy\b|
        ...\btrees\b
    """),
    examples=(
        "how many trials per family were run",
        "how many models did you train altogether",
        "how many trials were worse than the baseline",
    ),
    in_general=_in_general,
    in_run=_in_run,
)
