"""Which trials failed, were stopped early or were only looked at, and why."""

import re

from assistant.draft import Draft
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.trials import address, cheap_looks_fact, count_fact, is_cheap_look, stopped_fact
from assistant.naming import at_start, family_title, trial_named
from assistant.topics.other.kind import Kind, told_by
from assistant.topics.other.warnings_found import say_found
from assistant.understanding.question import Question
from models.record import RunRecord, Trial

MOST = 6
_WRONG = re.compile(r"\b(?:went|go|gone|goes|going) wrong\b|\bproblems?\b")


def _in_general(_: Question, draft: Draft) -> None:
    draft.say(
        "A **failed** trial is one whose fit broke: an error of the library, too little memory, or a time limit. A",
        "**pruned** trial was given up on purpose, because its first folds or rounds were clearly behind, so that",
        "the seconds could go to better ones. Neither spoils a run: both simply have no score, and cannot win. Many",
        "failures with one message point to the data or to a setting that does not suit it.",
    )


def _in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    failed = [trial for trial in record.trials if trial.state == "failed"]
    stopped = [t for t in record.trials if t.state == "pruned" and not is_cheap_look(record, t)]
    looked = [trial for trial in record.trials if is_cheap_look(record, trial)]
    named = [trial for trial in record.trials if trial.number in asked.entities.trials]
    draft.say(*(_state(trial, draft) for trial in named[:MOST] if trial.state != "failed"))
    everything = draft.cite(count_fact(record, "all"))
    if not (failed or stopped or looked):
        draft.say(f"None: of the {everything} trials of your run, no trial failed and none was pruned.")
        return
    failures = f"{draft.cite(count_fact(record, 'failed'))} failed" if failed else "none failed"
    looks = ""
    if looked:
        looks = f", and {draft.cite(cheap_looks_fact(record))} were only looked at with a part of the rounds or rows"
    draft.say(
        f"Of the {everything} trials of your run {failures};",
        f"{draft.cite(stopped_fact(record))} were stopped early because they were behind{looks}.",
        "Such a trial has no score, so that it stands in no ranking; the other trials are not touched by it.",
    )
    _say_trials(record, "Failed", failed, draft)
    if _WRONG.search(asked.tagged):
        say_found(record, draft)
        return
    _say_trials(record, "Stopped early", stopped, draft)
    _say_trials(record, "Only looked at", looked, draft)


def _state(trial: Trial, draft: Draft) -> str:
    """Say that a trial which the question takes for failed is something else."""
    state = {"complete": "complete and has a score", "pruned": "was stopped on purpose"}.get(trial.state, trial.state)
    verb = "is " if trial.state != "pruned" else ""
    return f"{at_start(trial_named(draft, trial))} did not fail: it {verb}{state}."


def _say_trials(record: RunRecord, title: str, trials: list[Trial], draft: Draft) -> None:
    if not trials:
        return
    more = ", the first of them" if len(trials) > MOST else ""
    draft.say(f"**{title}**{more}:")
    draft.list([_line(record, trial, draft) for trial in trials[:MOST]])


def _line(record: RunRecord, trial: Trial, draft: Draft) -> str:
    whole = EvidenceFact(f"why trial {trial.number} has no score", None, href=address(trial))
    why = draft.quote(trial.error or trial.why, whole) or "the reason is not recorded"
    return f"{at_start(trial_named(draft, trial))} ({family_title(record, trial.family)}): {why}"


FAILED_TRIALS = Kind(
    name="failed_trials",
    cues=told_by(r"""
        11 ^(?:list|show|give) (?:me )?(?:the |all |my )?(?:failed|pruned|crashed|broken)\b|
        ...\btri\w+ with (?:an? )?errors?\b
        11 \b(?:trials?|trial:|fits?|runs)(?: |$).*\b(?:timed out|time ?outs?|nan\b|no score|without (?:a )?score|
        ...errors?\b)
        10 \bwhy did (?:num )?(?:family:\w+ )?(?:trials?|runs|fits?|models?) crash|\bcrash (?:with|reason|message)
        11 \bfailed trials?|\btrials?\b.*\b(?:fail|failed|failing|crash|crashed|broke|errors?|error out)\b
        11 \b(?:which|what|why|how many|any|did)\b.*\b(?:trials?|fits?|configurations?)\b.*\b(?:fail|
        ...failed|crash|crashed|abort|aborted|error|errors|errored)\b
        10 \b(?:which|what|list|show)\b.*\b(?:trials?|configurations?)\b.*\b(?:prun|stopped early|given up|
        ...cut|abandon|discard)
        10 \b(?:which|list|show)\b.*\bpruned\b|\bwhat (?:went wrong|failed|crashed|broke)\b|\banything fail
        12 \bwhy (?:was|is|did|were) (?:trials? )?trial: .*\b(?:prun\w+|fail\w*|stop\w*|crash\w*|discard\w*|given up)
        8 \berror (?:message|of trial)|\berrors? (?:in|during) (?:the |my )?(?:run|search)
        -9 \b(?:remove|drop|without|except|exclud\w+|hide|leave out)\b
    """),
    examples=("which trials failed and why", "list the pruned trials", "did any trial crash"),
    in_general=_in_general,
    in_run=_in_run,
)
