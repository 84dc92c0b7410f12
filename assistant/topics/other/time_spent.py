"""How long the run took and where the time went, how much is left, and what of the machine it used."""

import re

from assistant.charts.registry import chart_named
from assistant.draft import Draft
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.spent import (
    FamilyTime,
    elapsed_fact,
    family_seconds_fact,
    family_share_fact,
    time_by_family,
    total_fact,
    total_seconds,
)
from assistant.evidence.trials import count_fact, seconds_fact, stopped_fact
from assistant.naming import at_start, family_title, trial_named
from assistant.topics.other.kind import Kind, told_by
from assistant.understanding.question import Question
from models.record import RunRecord

MOST = 5
_MEMORY = re.compile(r"\bmemory\b|\bram\b|\bgigabytes?|\bgb\b|\bmb\b|\bmegabytes?|\bdisk\b|hp:memory")
_MACHINE = re.compile(
    r"\bgpus?\b|\bcpus?\b|\bcores?\b|\bprocesses\b|\bprocessors?\b|\bcuda\b|\bhardware\b|\bcarbon|\benergy|\bpower"
)
_LEFT = re.compile(r"\bleft\b|\bremain|\blonger\b|\bwhen\b|\bwill\b|\bfinish|\beta\b")
_BROKEN = re.compile(r"\bfail\w*|\bexceed\w*|\bcrash\w*|\btime ?outs?\b|\btimed out\b|\bran out\b")
_PREDICTING = re.compile(r"\b(?:to predict|prediction|predictions|predicting|inference|latency|respond)\b")


def _in_general(asked: Question, draft: Draft) -> None:
    if _MEMORY.search(asked.tagged):
        draft.say(
            "Memory goes with rows times columns, and with what a model keeps: nearest neighbors keep all rows, a",
            "forest keeps every tree, boosted trees and linear models are small. Deep trees, many trees and texts make",
            "the difference. A run does not record the memory that its fits took.",
        )
        return
    draft.say(
        "A search costs the fits of one trial (one a fold) times the number of trials. Folds, trees, rounds and rows",
        "multiply the time almost in proportion; a low learning rate needs more rounds; depth costs more the deeper",
        "it gets. The fits run on the processor; no graphics card is needed. A time budget bounds the whole run.",
    )


def _in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    said = asked.tagged
    if _MEMORY.search(said):
        draft.say(
            "The memory that your run took is **not recorded**, so I cannot tell. The system's own monitor shows it",
            "while a run works; what drives it is rows times columns, and models that keep many trees or all rows.",
        )
    if _MACHINE.search(said):
        draft.say(
            "All fits ran on the processor, none on a graphics card: the libraries are installed without one. How many",
            "processes worked at once, and what power they took, is **not recorded**.",
        )
    if _PREDICTING.search(said):
        _say_prediction(record, draft)
    if _LEFT.search(said):
        _say_left(record, draft)
    _say_time(record, draft)
    if _BROKEN.search(said):
        _say_broken(record, draft)
    if any(pattern.search(said) for pattern in (_MEMORY, _MACHINE, _PREDICTING)):
        return
    if not _LEFT.search(said):
        _say_left(record, draft)
    _say_families(record, draft)


def _say_prediction(record: RunRecord, draft: Draft) -> None:
    time = record.result.predict_ms if record.result else None
    if time is None:
        draft.say("How long one prediction takes is not recorded for this run.")
        return
    fact = EvidenceFact("time that the delivered model takes for one row", time, "ms", "result")
    draft.say(f"To predict one row, the delivered model takes {draft.measure(fact, 2)}.")


def _say_time(record: RunRecord, draft: Draft) -> None:
    if not record.elapsed_seconds and not record.trials:
        draft.say("Your run has not worked yet, so no time is recorded.")
        return
    took = "took" if record.status in ("succeeded", "failed", "cancelled") else "has worked"
    timed = [trial for trial in record.trials if trial.seconds > 0]
    draft.say(
        f"Your run {took} {draft.measure(elapsed_fact(record), 3)} for {draft.cite(count_fact(record, 'all'))} trials;",
        f"the folds of all trials took {draft.measure(total_fact(record), 3)}, added up over the processes.",
    )
    if timed:
        mean = EvidenceFact("mean seconds of a trial, all its folds", total_seconds(record) / len(timed), "s", "trials")
        draft.say(f"That is {draft.measure(mean, 2)} a trial on average; when it began and ended is not recorded.")
        slowest = max(timed, key=lambda trial: trial.seconds)
        draft.say(
            f"The slowest was {trial_named(draft, slowest)} ({family_title(record, slowest.family)}) with",
            f"{draft.measure(seconds_fact(slowest), 2)}.",
        )


def _say_broken(record: RunRecord, draft: Draft) -> None:
    draft.say(
        f"Of its trials {draft.cite(count_fact(record, 'failed'))} failed and {draft.cite(stopped_fact(record))} were",
        "stopped early because they were behind. How many ran out of time or memory is not counted apart; the",
        "message of each failed trial tells.",
    )


def _say_left(record: RunRecord, draft: Draft) -> None:
    """Say what of the budget is left, in seconds or in trials."""
    seconds, trials = record.settings.seconds, record.settings.trials
    is_open = record.status in ("queued", "running") and record.result is None
    if not is_open:
        draft.say("It has ended, so nothing is left to wait for; it can be continued with more budget.")
    if seconds is not None:
        budget = EvidenceFact("budget of the run", seconds, "s", "settings")
        left = EvidenceFact(
            "seconds of the budget that are left", max(0.0, seconds - record.elapsed_seconds), "s", "settings"
        )
        verb = "are" if is_open else "were"
        draft.say(f"Of its budget of {draft.measure(budget)}, {draft.measure(left, 3)} {verb} left.")
    elif trials is not None:
        budget = EvidenceFact("budget of the run in trials", trials, "trials", "settings")
        rest = EvidenceFact("trials that are left", max(0, trials - len(record.trials)), "trials", "settings")
        draft.say(f"Its budget was {draft.measure(budget)}; {draft.measure(rest)} are left." if is_open else
                  f"Its budget was {draft.measure(budget)}, not seconds.")  # fmt: skip


def _say_families(record: RunRecord, draft: Draft) -> None:
    times = time_by_family(record)
    if not times:
        return
    draft.say("Where the time went:")
    draft.list([_family(record, time, draft) for time in times[:MOST]])
    chart = chart_named("time_by_family")
    drawing = chart.draw(record) if chart else None
    draft.show(drawing.figure if drawing else None)


def _family(record: RunRecord, time: FamilyTime, draft: Draft) -> str:
    count = EvidenceFact(f"trials of {time.family} that took time", time.n_trials, href=f"families/{time.family}")
    return (
        f"{at_start(family_title(record, time.family))}: {draft.measure(family_seconds_fact(time), 3)} in "
        f"{draft.cite(count)} {'trial' if time.n_trials == 1 else 'trials'}, "
        f"{draft.cite(family_share_fact(record, time))} %"
    )


TIME_SPENT = Kind(
    name="time_spent",
    cues=told_by(r"""
        18 \bhow (?:much time|long|many seconds|many minutes)\b.*\b(?:each|every|per|single) (?:
        ...algorithm|family|model|trial)
        34 \bhow long\b.*\b(?:a|one|each|single) prediction\b
        10 \b(?:part|model|family|trial)\b.*\b(?:took|needed|used|needs) (?:the )?most time\b|\btime per trial\b|
        ...\baverage time\b
        11 \bhow long (?:did|does|has|will|was|is|would)\b|\bhow much (?:time|longer)\b|\bhow many (?:seconds|
        ...minutes|hours)
        11 \b(?:time|seconds|minutes)\b.*\b(?:spent|left|remain\w*|took|taken|go|went|used|gone|each family|
        ...per family|
        ...by family)\b|\bwhere did (?:the |my |all )?(?:time|seconds)
        10 \bwhen (?:will|does|is) (?:it|this|the run|my run) (?:be )?(?:finish|finished|done|end|ready|over)
        11 \bmemory\b|\bram\b|\bgpus?\b|\bcpus?\b|\bcuda\b|\bhardware\b|\bhow many (?:cores|processes)
        9 \brun ?time\b|\bduration\b|\bwhy (?:is|was) (?:it|this|the run|the search) so slow|\bso slow\b|\blatency\b|
        ...\binference time|\bcarbon|\bhow fast (?:is|does|can)
        -7 \bmore (?:trials|time)|\bworth\b|\bhp:|\bshould i (?:run|search|train)|\bhow long should|
        ...\blonger (?:search|run)
    """),
    examples=("how long did it take", "where did the time go", "how much memory did the run use", "did it use the gpu"),
    in_general=_in_general,
    in_run=_in_run,
)
