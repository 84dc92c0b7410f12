"""What to be careful about: what the checks found, and what the reading of the goal warned of."""

from assistant.draft import Draft
from assistant.evidence.fact import EvidenceFact
from assistant.markup import escaped
from assistant.topics.other.kind import Kind, told_by
from assistant.understanding.question import Question
from models.record import Finding, RunRecord

MOST = 5


def _in_general(_: Question, draft: Draft) -> None:
    draft.say(
        "A run checks itself for what makes a score unreal or a model weak: columns that know the answer, copies of",
        "rows, related rows, drift, values at the edge of what was searched, folds that differ, too few rows. Each",
        "check says found, not found, or does not apply, with its number and what to do. A warning never stops a run.",
    )


def _in_run(_: Question, record: RunRecord, draft: Draft) -> None:
    say_found(record, draft)


def say_found(record: RunRecord, draft: Draft) -> None:
    """Write what the checks found, what the reading of the goal warned of, and how the run ended, if badly."""
    found = [finding for finding in record.findings if finding.answer == "found"]
    count = EvidenceFact("checks of the run", len(record.findings), href="findings")
    if not record.findings:
        draft.say("The checks of your run are not done yet: they come at its end.")
    elif not found:
        draft.say(f"Nothing: none of the {draft.cite(count)} checks of your run found anything.")
    else:
        number = EvidenceFact("checks that found something", len(found), href="findings")
        draft.say(f"{draft.cite(number)} of the {draft.cite(count)} checks found something:")
        draft.list([_line(finding, draft) for finding in found[:MOST]])
    if record.goal.warnings:
        whole = EvidenceFact("warning about the goal", None, href="goal")
        draft.say("While reading the goal:")
        draft.list([draft.quote(warning, whole) for warning in record.goal.warnings[:MOST]])
    if record.error:
        whole = EvidenceFact("why the run ended", None, href="progress")
        draft.say(f"The run ended with an error: {draft.quote(record.error, whole)}")
    if record.result is not None:
        draft.say("What no check can know: whether new rows are like these, and whether every column is known in time.")


def _line(finding: Finding, draft: Draft) -> str:
    href = f"findings/{finding.code}"
    whole = EvidenceFact(f"finding: {finding.title}", finding.value, href=href)
    known = [EvidenceFact(fact.label, fact.value, fact.unit, href) for fact in finding.facts]
    return f"**{escaped(finding.title)}**: {draft.quote(f'{finding.sentence} {finding.remedy}', whole, known)}"


WARNINGS_FOUND = Kind(
    name="warnings_found",
    cues=told_by(r"""
        11 \bwarnings?\b|\b(?:did )?anything (?:go |went |goes )?wrong\b|\banything (?:i|we) should (?:be careful|
        ...know|worry|watch)
        10 \bcareful about\b|\bwhat did the checks\b|\b(?:which|what) (?:checks|findings|problems|issues|risks)\b|
        ...\bred flags?\b
        9 \bwhat surprised you\b|\bsomething (?:interesting|surprising)\b|\bany (?:problems|issues|risks|concerns)\b
        -8 \bfold\w* differ|\bleak|\btrials?\b
    """),
    examples=(
        "did the run have any warnings",
        "is there anything i should be careful about",
        "which problems were found",
    ),
    in_general=_in_general,
    in_run=_in_run,
)
