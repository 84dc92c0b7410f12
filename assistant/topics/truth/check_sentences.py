"""Sentences on the deeper checks: what one found, or what it would tell and what that costs."""

from assistant.draft import Draft
from assistant.evidence.check_prices import WHAT, check_seconds
from assistant.evidence.findings import answered
from assistant.markup import code
from assistant.topics.truth.finding_sentences import measured
from models.record import RunRecord


def check_sentence(record: RunRecord, check: str, would_tell: str, draft: Draft) -> str:
    """Return what a check found where it was made, or else what it would tell, how to ask, and its seconds."""
    done = answered(record, check)
    if done is not None:
        return measured(done, draft)
    seconds = check_seconds(record, check) if record.result is not None else None
    price = f", about {draft.measure(seconds, 2)} of work" if seconds else ""
    how = f"the check {code(check)} ({WHAT[check]}{price})"
    asking = f"ask for it by {code('plaintune check')} or {code('POST /v1/runs/{id}/checks')}"
    return f"{would_tell}: {how}; {asking}."
