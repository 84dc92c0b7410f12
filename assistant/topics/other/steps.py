"""What to do next with a run, the most pressing first: from its verdict, its findings, its budget and its ties."""

from collections.abc import Iterator
from itertools import chain

from assistant.draft import Draft
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.trials import BASELINES, best_trial, completed, leader, seconds_fact
from assistant.markup import code, escaped
from assistant.naming import family_title, trial_named
from models.record import Finding, RunRecord

FEWEST = 4
STILL_RISING = 0.9
"""Share of the complete trials after which a best one counts as found near the end."""
GRAVE = (
    "knows_the_answer", "missing_knows_the_answer", "duplicates", "group_leakage", "identifier_feature", "drift",
    "label_conflicts", "few_rows", "no_skill",
)  # fmt: skip
"""Findings that are remedied before anything else, the gravest first."""


def steps(record: RunRecord, draft: Draft) -> Iterator[str]:
    """Yield what to do, as sentences, the most pressing first; what is not taken is not cited."""
    if record.status in ("queued", "running") and record.result is None:
        yield "Let the run go on: a verdict, an honest score and a model come at its end."
        yield "Until then, look at the leaders and at the decisions; the best score so far flatters."
        return
    if record.result is None:
        yield _without_model(record, draft)
        return
    yield from _remedies(record, draft)
    yield from _settling(record, draft)
    yield from _budget(record, draft)
    yield from _tie(record, draft)
    yield from _last(record)


def step_for_others(record: RunRecord, draft: Draft) -> str:
    """Return the one step that somebody who decides should know of: a remedy, a check, or a test on new rows."""
    if record.result is None:
        return next(steps(record, draft))
    pressing = chain(_remedies(record, draft), _settling(record, draft), _last(record))
    return next(pressing)


def _without_model(record: RunRecord, draft: Draft) -> str:
    whole = EvidenceFact("why the run has no model", None, href="progress")
    why = f" It ended with: {draft.quote(record.error, whole)}" if record.error else ""
    return f"The run has ended without a model, so start it again with more time or another goal.{why}"


def _remedies(record: RunRecord, draft: Draft) -> Iterator[str]:
    found = {finding.code: finding for finding in record.findings if finding.answer == "found"}
    for name in [name for name in GRAVE if name in found][:2]:
        yield f"**{escaped(found[name].title)}**: {_quoted(found[name], draft)}"


def _quoted(finding: Finding, draft: Draft) -> str:
    href = f"findings/{finding.code}"
    known = [EvidenceFact(fact.label, fact.value, fact.unit, href) for fact in finding.facts]
    return draft.quote(finding.remedy, EvidenceFact(f"remedy: {finding.title}", finding.value, href=href), known)


def _settling(record: RunRecord, draft: Draft) -> Iterator[str]:
    """Name the cheapest check that would make the verdict surer."""
    checks = [one for one in record.result.overfitting.settled_by if one.check] if record.result else []
    if not checks:
        return
    cheapest = min(checks, key=lambda one: one.seconds if one.seconds is not None else float("inf"))
    name = cheapest.check or ""
    whole = EvidenceFact("what would settle the verdict", None, href="overfitting")
    said = f"**Make the verdict surer**: {draft.quote(cheapest.what, whole)} Ask for the check {code(name)}"
    if cheapest.seconds is None:
        yield f"{said}."
        return
    label = f"seconds that {name} takes, predicted from the trials"
    yield f"{said}, which takes about {draft.measure(EvidenceFact(label, cheapest.seconds, 's', 'overfitting'), 2)}."


def _budget(record: RunRecord, draft: Draft) -> Iterator[str]:
    """Say whether more search is worth it: a best near the end, or a value at the edge of its range."""
    edge = next((f for f in record.findings if f.code == "search_edge" and f.answer == "found"), None)
    if edge is not None:
        yield f"**Search where it was not searched**: {_quoted(edge, draft)}"
        return
    trials = sorted(t.number for t in completed(record) if t.family not in BASELINES)
    best = best_trial(record)
    if best is None or len(trials) < FEWEST or trials.index(best.number) < STILL_RISING * (len(trials) - 1):
        return
    yield (
        f"**Search longer**: the best score came near the end, in {trial_named(draft, best)}, so continue the run "
        "from its trials with more seconds."
    )


def _tie(record: RunRecord, draft: Draft) -> Iterator[str]:
    """Name the fastest of the trials that are tied with the first, where it is another one."""
    tied = {entry.trial for entry in record.leaderboard if entry.tied}
    first = leader(record)
    trials = [trial for trial in completed(record) if trial.number in tied and trial.seconds > 0]
    fastest = min(trials, key=lambda trial: trial.seconds, default=None)
    if first is None or fastest is None or fastest.number == first.number or len(trials) < 2:
        return
    yield (
        f"**Settle the tie by taste**: {family_title(record, fastest.family)} ({trial_named(draft, fastest)}, fitted "
        f"in {draft.measure(seconds_fact(fastest), 2)}) scores as well as the first, within chance; take it if you "
        "prefer a quicker or simpler model."
    )


def _last(record: RunRecord) -> Iterator[str]:
    if record.test is None and not record.evaluations:
        yield (
            "**Test it once on rows that the run never saw**: give a table with known answers for an evaluation, and "
            "compare its score with what was promised."
        )
    yield (
        "**Use it**: predict new rows on the page, over HTTP or in Python, and evaluate it again when answers of "
        "later rows are known, for tables change."
    )
    yield "**Keep an account**: the report of the run holds the score, the decisions and the checks in one file."
