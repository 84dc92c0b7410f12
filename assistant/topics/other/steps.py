"""What to do next with a run, the most pressing first: from its verdict, its findings, its budget and its ties."""

from assistant.draft import Draft
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.trials import BASELINES, completed, leader, seconds_fact
from assistant.markup import code, escaped
from assistant.naming import family_title, trial_named
from models.record import Finding, RunRecord

STILL_RISING = 0.9
"""Share of the complete trials after which a best one counts as found near the end."""
GRAVE = (
    "knows_the_answer", "missing_knows_the_answer", "duplicates", "group_leakage", "identifier_feature", "drift",
    "label_conflicts", "few_rows", "no_skill",
)  # fmt: skip
"""Findings that are remedied before anything else, the gravest first."""


def steps(record: RunRecord, draft: Draft) -> list[str]:
    """Return what to do, as sentences, the most pressing first."""
    if record.status in ("queued", "running") and record.result is None:
        return ["Let the run go on: a verdict, an honest score and a model come at its end."]
    if record.result is None:
        return [_without_model(record, draft)]
    found = [*_remedies(record, draft), *_settling(record, draft), *_budget(record, draft), *_tie(record, draft)]
    return [*found, *_last(record)]


def _without_model(record: RunRecord, draft: Draft) -> str:
    whole = EvidenceFact("why the run has no model", None, href="progress")
    why = f" It ended with: {draft.quote(record.error, whole)}" if record.error else ""
    return f"The run has ended without a model, so start it again with more time or another goal.{why}"


def _remedies(record: RunRecord, draft: Draft) -> list[str]:
    found = {finding.code: finding for finding in record.findings if finding.answer == "found"}
    grave = [found[name] for name in GRAVE if name in found]
    return [f"**{escaped(one.title)}**: {_quoted(one, draft)}" for one in grave[:2]]


def _quoted(finding: Finding, draft: Draft) -> str:
    href = f"findings/{finding.code}"
    known = [EvidenceFact(fact.label, fact.value, fact.unit, href) for fact in finding.facts]
    return draft.quote(finding.remedy, EvidenceFact(f"remedy: {finding.title}", finding.value, href=href), known)


def _settling(record: RunRecord, draft: Draft) -> list[str]:
    """Name the cheapest check that would make the verdict surer."""
    checks = [one for one in record.result.overfitting.settled_by if one.check] if record.result else []
    if not checks:
        return []
    cheapest = min(checks, key=lambda one: one.seconds if one.seconds is not None else float("inf"))
    whole = EvidenceFact("what would settle the verdict", None, href="overfitting")
    said = f"**Make the verdict surer**: {draft.quote(cheapest.what, whole)}"
    said += f" Ask for the check {code(cheapest.check or '')}"
    if cheapest.seconds is None:
        return [f"{said}."]
    price = EvidenceFact(
        f"seconds that {cheapest.check} takes, predicted from the trials", cheapest.seconds, "s", "overfitting"
    )
    return [f"{said}, which takes about {draft.measure(price, 2)}."]


def _budget(record: RunRecord, draft: Draft) -> list[str]:
    """Say whether more search is worth it: a best near the end, or a value at the edge of its range."""
    edge = next((f for f in record.findings if f.code == "search_edge" and f.answer == "found"), None)
    if edge is not None:
        return [f"**Search where it was not searched**: {_quoted(edge, draft)}"]
    trials = sorted(t.number for t in completed(record) if t.family not in BASELINES)
    best = next((t for t in completed(record) if t.family not in BASELINES), None)
    if best is None or len(trials) < 4 or trials.index(best.number) < STILL_RISING * (len(trials) - 1):
        return []
    return [
        (
            f"**Search longer**: the best score came near the end, in {trial_named(draft, best)}, so continue the run "
            "from its trials with more seconds."
        )
    ]


def _tie(record: RunRecord, draft: Draft) -> list[str]:
    """Name the fastest of the trials that are tied with the first, where it is another one."""
    tied = {entry.trial for entry in record.leaderboard if entry.tied}
    first = leader(record)
    trials = [trial for trial in completed(record) if trial.number in tied and trial.seconds > 0]
    fastest = min(trials, key=lambda trial: trial.seconds, default=None)
    if first is None or fastest is None or fastest.number == first.number or len(trials) < 2:
        return []
    return [
        (
            f"**Settle the tie by taste**: {family_title(record, fastest.family)} ({trial_named(draft, fastest)}, "
            f"fitted in {draft.measure(seconds_fact(fastest), 2)}) scores as well as the first, within chance; take it "
            "if you prefer a quicker or simpler model."
        )
    ]


def _last(record: RunRecord) -> list[str]:
    has_true = record.test is not None or bool(record.evaluations)
    evaluate = (
        "**Test it once on rows that the run never saw**: give a table with known answers for an evaluation, and "
        "compare its score with what was promised."
    )
    use = (
        "**Use it**: predict new rows on the page, over HTTP or in Python, and evaluate it again when answers of "
        "later rows are known, for tables change."
    )
    report = "**Keep an account**: the report of the run holds the score, the decisions and the checks in one file."
    return [*([] if has_true else [evaluate]), use, report]
