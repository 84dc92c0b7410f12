"""Facts of the findings: what was checked, with its number, its limit and what to do."""

from collections.abc import Iterable, Sequence

from assistant.evidence.fact import EvidenceFact
from models.record import Finding, RunRecord

LEAKS = (
    "knows_the_answer",
    "missing_knows_the_answer",
    "duplicates",
    "group_leakage",
    "identifier_feature",
    "fold_spread",
)
"""Findings that make a score doubtful."""
COMPLEXITY = (
    "train_validation_gap",
    "train_against_validation",
    "model_size",
    "calibration_slope",
    "simpler_does_as_well",
)
"""Findings on a model that is more complex than its rows bear."""


def finding_of(record: RunRecord, code: str) -> Finding | None:
    """Return the finding of that code; None where it was not looked for."""
    return next((finding for finding in record.findings if finding.code == code), None)


def answered(record: RunRecord, code: str) -> Finding | None:
    """Return the finding of that code where its question has an answer."""
    finding = finding_of(record, code)
    return None if finding is None or finding.answer == "not_applicable" else finding


def found(record: RunRecord, codes: Iterable[str] | None = None) -> tuple[Finding, ...]:
    """Return what was found, of some codes in their order or of all in the order of the record."""
    if codes is None:
        return tuple(finding for finding in record.findings if finding.answer == "found")
    known = (finding_of(record, code) for code in codes)
    return tuple(finding for finding in known if finding is not None and finding.answer == "found")


def not_answered(record: RunRecord, codes: Sequence[str]) -> tuple[Finding, ...]:
    """Return those of the codes that could not be told."""
    known = (finding_of(record, code) for code in codes)
    return tuple(finding for finding in known if finding is not None and finding.answer == "not_applicable")


def named_in(question: str, record: RunRecord) -> tuple[Finding, ...]:
    """Return the findings that a question names, by their title or by their code."""
    said = " ".join(question.lower().replace("_", " ").split())
    return tuple(
        finding
        for finding in record.findings
        if finding.code.replace("_", " ") in said or finding.title.lower() in said
    )


def address_of(finding: Finding) -> str:
    """Return the address of a finding, relative to the run's."""
    return f"findings/{finding.code}"


def number_of(finding: Finding) -> EvidenceFact:
    """Return the number that a finding was decided by; its value is None where it has none."""
    return EvidenceFact(f"finding: {finding.title}", finding.value, href=address_of(finding))


def limit_of(finding: Finding) -> EvidenceFact | None:
    """Return the limit beyond which it counts as found."""
    if finding.threshold is None:
        return None
    return EvidenceFact(f"limit of the check: {finding.title}", finding.threshold, href=address_of(finding))


def facts_of(finding: Finding) -> list[EvidenceFact]:
    """Return all facts that the sentences of a finding may name."""
    facts = [EvidenceFact(fact.label, fact.value, fact.unit, address_of(finding)) for fact in finding.facts]
    return [*facts, *([number_of(finding)] if finding.value is not None else [])]


def fact_named(finding: Finding, label: str) -> EvidenceFact | None:
    """Return one fact of a finding, by its label."""
    return next((fact for fact in facts_of(finding) if fact.label == label), None)
