"""The checks of a run: one explained, or all of them in a table with their answers, numbers and limits."""

from assistant.draft import Draft
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.findings import found, limit_of, number_of
from assistant.markup import escaped
from assistant.topics.truth.finding_sentences import measured, remedy, why_limit
from assistant.topics.truth.overfitting_verdict import verdict_in_short
from assistant.understanding.question import Question
from models.record import Finding, RunRecord

_ANSWERS = {"found": "found", "not_found": "not found", "not_applicable": "cannot be told"}


def explain_finding(finding: Finding, draft: Draft) -> None:
    """Say one finding with its limit and the reason of it."""
    limit = limit_of(finding)
    draft.say(
        f"**{escaped(finding.title)}**: {_ANSWERS[finding.answer]}. {measured(finding, draft)}",
        f"The limit is {draft.cite(limit)}: {why_limit(finding, draft)}" if limit else why_limit(finding, draft),
        remedy(finding, draft) if finding.answer == "found" else "",
    )


def list_checks(_: Question, record: RunRecord, draft: Draft) -> None:
    """Show every check with its answer, its number and its limit."""
    if not record.findings:
        draft.say("No check has been made in your run yet: they are made once the winner is chosen.")
        return
    count = EvidenceFact("checks of the run", len(record.findings), href="findings")
    hits = EvidenceFact("checks that found something", len(found(record)), href="findings")
    draft.say(f"Your run made {draft.cite(count)} checks, and {draft.cite(hits)} of them found something:")
    draft.table(("check", "answer", "measured", "limit"), [_line(finding, draft) for finding in record.findings])
    draft.list([f"**{escaped(finding.title)}**: {remedy(finding, draft)}" for finding in found(record)])
    draft.say(verdict_in_short(record))


def _line(finding: Finding, draft: Draft) -> tuple[str, ...]:
    limit = limit_of(finding)
    return (
        escaped(finding.title),
        _ANSWERS[finding.answer],
        draft.cite(number_of(finding), 3) if finding.value is not None else "",
        draft.cite(limit, 3) if limit is not None else "",
    )
