"""Sentences on findings, in the engine's own recorded words, each number a citation."""

from collections.abc import Sequence

from assistant.draft import Draft
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.findings import facts_of, number_of
from assistant.markup import escaped
from models.record import Finding


def measured(finding: Finding, draft: Draft) -> str:
    """Return what was measured."""
    return draft.quote(finding.sentence, number_of(finding), facts_of(finding))


def remedy(finding: Finding, draft: Draft) -> str:
    """Return what to do."""
    return draft.quote(finding.remedy, number_of(finding), facts_of(finding))


def with_remedy(finding: Finding, draft: Draft) -> str:
    """Return the title, what was measured, and what to do."""
    return f"**{escaped(finding.title)}**: {measured(finding, draft)} {remedy(finding, draft)}"


def why_limit(finding: Finding, draft: Draft) -> str:
    """Return why the limit lies where it does."""
    whole = EvidenceFact(f"reason of the limit: {finding.title}", None, href=f"findings/{finding.code}")
    return draft.quote(finding.because, whole, facts_of(finding))


def say_found(findings: Sequence[Finding], draft: Draft, most: int = 4) -> None:
    """Write a list of what was found, each with what to do; nothing where nothing was."""
    draft.list([with_remedy(finding, draft) for finding in findings[:most]])
