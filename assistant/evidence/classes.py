"""Facts of the classes of a run: how common they are, how rare the rarest is, and how decisions are cut."""

from assistant.evidence.fact import QUESTION, EvidenceFact
from models.record import ClassCount, Decision, Finding, RunRecord

UNEQUAL = 3
"""Rows of the largest class for each of the rarest from which classes are called unequal; a rule of thumb."""
FEW_RARE_ROWS = 100
"""Rows of the rarest class below which the want of them is the trouble, and not their share; a rule of thumb."""


def by_size(record: RunRecord) -> list[ClassCount]:
    """Return the classes, the largest first; empty for a regression and where they are not recorded."""
    if record.goal.task == "regression":
        return []
    return sorted(record.data.classes, key=lambda label: -label.rows)


def rows_fact(label: ClassCount) -> EvidenceFact:
    """Return how many rows a class has."""
    return EvidenceFact(f"rows of the class {label.name}", label.rows, "", "data")


def name_fact(label: ClassCount, which: str) -> EvidenceFact:
    """Return the name of a class, as the largest or the rarest one."""
    return EvidenceFact(f"{which} class", label.name, "", "data")


def share_fact(record: RunRecord, label: ClassCount) -> EvidenceFact:
    """Return the share of the rows that a class has, in percent."""
    rows = sum(each.rows for each in record.data.classes)
    share = 100 * label.rows / rows if rows else 0.0
    return EvidenceFact(f"share of the class {label.name}", round(share, 1 if share >= 1 else 3), "%", "data")


def rare_in_a_fold_fact(record: RunRecord, rarest: ClassCount) -> EvidenceFact | None:
    """Return how many rows of the rarest class a fold scores on, where classes are shared equally among folds."""
    plan = record.folds
    if plan is None or plan.kind != "stratified":
        return None
    label = f"rows of the class {rarest.name} that each fold is scored on, about"
    return EvidenceFact(label, round(rarest.rows / plan.n_folds), "", "decisions")


def ratio_fact(largest: ClassCount, rarest: ClassCount) -> EvidenceFact:
    """Return how many rows of the largest class there are for each row of the rarest."""
    ratio = largest.rows / max(1, rarest.rows)
    return EvidenceFact("rows of the largest class for each of the rarest", round(ratio, 1), "", "data")


def threshold_fact(record: RunRecord) -> EvidenceFact | None:
    """Return the probability from which the positive class is decided; None where there is none."""
    result = record.result
    if result is None or result.threshold is None or record.goal.task != "binary":
        return None
    return EvidenceFact("probability from which the positive class is decided", result.threshold, "", "result")


def cost_facts(record: RunRecord) -> tuple[EvidenceFact, EvidenceFact] | None:
    """Return what a miss and what a false alarm costs, as the goal states it."""
    costs = record.goal.costs
    if costs is None:
        return None
    return (
        EvidenceFact("cost of a false negative, a miss", costs.false_negative, href="goal"),
        EvidenceFact("cost of a false positive, a false alarm", costs.false_positive, href="goal"),
    )


def threshold_at_ratio(ratio: float) -> EvidenceFact:
    """Return the threshold at which a miss costs ``ratio`` times a false alarm.

    Examples
    --------
    >>> threshold_at_ratio(4).value
    0.2
    """
    label = f"threshold where a miss costs {ratio:g} times a false alarm: one divided by one more than that"
    return EvidenceFact(label, round(1 / (1 + ratio), 4), source=f"{QUESTION}; rule of Elkan 2001, IJCAI")


def finding_named(record: RunRecord, code: str) -> Finding | None:
    """Return the finding of that code; None where the run has none."""
    return next((finding for finding in record.findings if finding.code == code), None)


def decision_at(record: RunRecord, stage: str) -> Decision | None:
    """Return the last decision of a stage; None where there is none."""
    return next((decision for decision in reversed(record.decisions) if decision.stage == stage), None)
