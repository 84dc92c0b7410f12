"""One trial, whole: its settings, scores, folds, time, and why it was tried."""

from assistant.draft import Draft
from assistant.evidence.fact import EvidenceFact, asked_value
from assistant.evidence.trials import (
    address,
    completed,
    error_fact,
    leader,
    score_fact,
    seconds_fact,
    train_fact,
    trial_numbered,
    value_fact,
)
from assistant.markup import code
from assistant.naming import at_start, family_title, trial_named
from assistant.topics.other.kind import Kind, told_by
from assistant.understanding.question import Question
from models.record import RunRecord, Trial

MOST_SETTINGS = 14


def _in_general(_: Question, draft: Draft) -> None:
    draft.say(
        "Of every trial a run keeps its family, all settings, the score of each fold on rows fitted on and held back,",
        "its time, and why it was tried or stopped. Open a run and name a trial by its number, and I show all of it.",
    )


def _in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    trial = _asked(asked, record)
    if trial is None:
        _say_absent(asked, record, draft)
        return
    whole = EvidenceFact(f"why trial {trial.number} was tried", None, href=address(trial))
    why = draft.quote(trial.error or trial.why, whole)
    title = f"{at_start(trial_named(draft, trial))} is {family_title(record, trial.family)}"
    draft.say(f"{title}; its state is {trial.state}{f' ({why})' if why else ''}.")
    if trial.validation_score is not None:
        draft.say(*_scores(record, trial, draft))
    else:
        draft.say("It has no score, because a score needs all folds.")
    _say_settings(trial, draft)
    draft.say("When it began, and what ran beside it, is not recorded.")


def _say_absent(asked: Question, record: RunRecord, draft: Draft) -> None:
    numbers = asked.entities.trials
    named = f"no trial {draft.cite(asked_value(numbers[0]))}" if numbers else "no such trial"
    if not record.trials:
        draft.say(f"Your run has {named}: it has no trials yet, for it has not come so far.")
        return
    last = EvidenceFact("number of the last trial", max(trial.number for trial in record.trials), href="trials")
    draft.say(f"Your run has {named}: its trials are numbered from zero, and the last one is {draft.cite(last)}.")


def _asked(asked: Question, record: RunRecord) -> Trial | None:
    """Return the trial that is named by number or rank, or else the one that leads."""
    if asked.entities.trials:
        return trial_numbered(record, asked.entities.trials[0])
    if asked.entities.ranks:
        ranking, rank = completed(record), asked.entities.ranks[0]
        return ranking[rank - 1] if 1 <= rank <= len(ranking) else None
    return leader(record)


def _scores(record: RunRecord, trial: Trial, draft: Draft) -> list[str]:
    error, train = error_fact(record, trial), train_fact(record, trial)
    return [
        f"{record.metric.title} is {draft.measure(score_fact(record, trial))} on rows held back",
        f"(standard error {draft.cite(error, 2)})" if error else "",
        f"and {draft.measure(train)} on rows fitted on." if train else "; the training score is not recorded.",
        f"Its folds took {draft.measure(seconds_fact(trial), 2)}.",
    ]


def _say_settings(trial: Trial, draft: Draft) -> None:
    names = [*trial.hyperparameters][:MOST_SETTINGS]
    if not names:
        draft.say("It has nothing to set.")
        return
    draft.say("Its settings:")
    draft.list([f"{code(name)}: {draft.cite(value_fact(trial, name))}" for name in names])


TRIAL_DETAILS = Kind(
    name="trial_details",
    cues=told_by(r"""
        12 \b(?:full |all |exact |complete )?(?:settings|config\w*|details?|setup) (?:of|
        ...for|in|from) (?:the
        ... |my )?(?:trials? trial:|trial:|rank:|best|winner|winning|third|second|top|leading)
        12 \b(?:print|show|give|tell)\b.*\b(?:settings|config\w*|parameters|details?)\b.*\b(?:trial:|rank:|best one|
        ...winner|best)
        11 \bwhat (?:was|is|happened (?:in|with|to)) (?:trial )?trial:$|^(?:show |tell me about |describe |
        ...explain )?(?:me )?(?:trial )?trial:$
        11 \b(?:trial )?trial: (?:details|settings|config\w*|shows? nan|has no score)|
        ...\bwhen did (?:trial )?trial: (?:start|begin|run)
        12 ^(?:and )?why (?:trial )?trial:$
        -9 \bwhy\b(?! (?:trial )?trial:$)|\bcompare|\bvs\b|\bagainst\b|\bchosen\b|\bbetter\b
    """),
    examples=("give me the full settings of trial 4", "print the config of the best one", "what was trial 5"),
    in_general=_in_general,
    in_run=_in_run,
)
