"""Wrong premises, said: what a question takes for granted and the run does not have."""

import re

from assistant.draft import Draft
from assistant.evidence.fact import EvidenceFact, asked_value
from assistant.evidence.trials import count_fact, trial_numbered
from assistant.markup import code
from assistant.naming import family_title
from assistant.topics.absent_columns import absent_columns
from assistant.understanding.question import Question
from models.record import RunRecord

_NO_SETTINGS = frozenset({"early_stopping_rounds"})
"""What every run does in its own way, so that no family has a setting for it."""

_NUMBER_METRICS = frozenset(
    {
        "root_mean_squared_error",
        "mean_absolute_error",
        "r2",
        "root_mean_squared_log_error",
        "mean_absolute_percentage_error",
    }
)
_CLASS_METRICS = frozenset(
    {"roc_auc", "log_loss", "accuracy", "balanced_accuracy", "f1", "f1_macro", "average_precision"}
)
_SAY_TRIALS_THEMSELVES = frozenset({"compare_models", "other"})
_SAY_SETTINGS_THEMSELVES = frozenset({"class_weights"})
_OPEN = re.compile(
    r"\b(?:if|would|could|should|suppose|imagine|enough|more trials|another|next|can i|may i|how many|list|plan\w*"
    r"|want|going to|instead|different (?:run|dataset|project)|in general|usually|typically)\b"
)
"""Words that ask or wish and do not state."""
_OF_MY_TABLE = re.compile(r"\b(?:in|of) (?:my|our|this) (?:\w+ )?(?:table|data|dataset|file|run)\b")
"""Words that state of a column that it is there, whatever is asked of it."""
_MADE = re.compile(
    r"\b(?:(all)(?: of)?(?: the| my| our| these| those)?|(?:ran|made|did|tried|completed|finished)|"
    r"after|with|the|my|our|those|these|has|had|have|of|from|in|over)"
    r"(?: all)? (?P<number>\d[\d,]*)(?: complete| finished| completed| optuna)? "
    r"(?:trials|configurations|combinations|attempts)\b"
)
_STATES_ALL = re.compile(r"^(?:all|ran|made|did|tried|completed|finished)\b")


def say_absent(asked: Question, record: RunRecord, draft: Draft, topic: str) -> None:
    """Say in one sentence each what the question names or states and the run does not have.

    What a follow-up takes from the turn before was said there.
    Families and hyperparameters count however they are named; numbers of trials, metrics and columns only where the
    question speaks of the run and states them as facts. ``topic`` is the name of the one that answers.
    """
    sentences = list(_absent_families(asked, record))
    if topic not in _SAY_SETTINGS_THEMSELVES:
        sentences += _absent_hyperparameters(asked, record)
    if asked.is_about_run and not _OPEN.search(asked.words):
        sentences += _wrong_number_of_trials(asked, record, draft)
        sentences += _foreign_metrics(asked, record)
        if topic not in _SAY_TRIALS_THEMSELVES:
            sentences += _absent_trials(asked, record, draft)
    if asked.is_about_run and (_OF_MY_TABLE.search(asked.words) or not _OPEN.search(asked.words)):
        sentences += absent_columns(asked, record)
    for sentence in sentences:
        draft.say(sentence)


def _absent_families(asked: Question, record: RunRecord) -> list[str]:
    used = {trial.family for trial in record.trials}
    so_far = "" if record.result is not None else " so far"
    absent = [family for family in asked.entities.families if family not in used and f"family:{family}" in asked.tagged]
    return [f"Your run did not use {family_title(record, family)}{so_far}." for family in absent]


def _absent_hyperparameters(asked: Question, record: RunRecord) -> list[str]:
    known = {account.name for family in record.families for account in family.hyperparameters}
    named = asked.entities.hyperparameters if "hp:" in asked.tagged else ()
    absent = [name for name in named if name not in known and name not in _NO_SETTINGS]
    return [f"No family in your run has a setting {code(name)}." for name in absent]


def _wrong_number_of_trials(asked: Question, record: RunRecord, draft: Draft) -> list[str]:
    """Correct a number of trials that is larger than that of the run, or that is said to be all of them."""
    said = _MADE.search(asked.words)
    everything = count_fact(record, "all")
    if said is None or not record.trials:
        return []
    number = int(said["number"].replace(",", ""))
    complete = count_fact(record, "complete").value
    states_all = _STATES_ALL.match(said.group()) is not None and number not in (everything.value, complete)
    if number <= len(record.trials) and not states_all:
        return []
    so_far = "" if record.result is not None else " so far"
    return [f"Your run made {draft.cite(everything)} trials{so_far}, not {draft.cite(asked_value(number))}."]


def _absent_trials(asked: Question, record: RunRecord, draft: Draft) -> list[str]:
    absent = [number for number in asked.entities.trials if trial_numbered(record, number) is None]
    if not absent or not record.trials:
        return []
    last = EvidenceFact("number of the last trial", max(trial.number for trial in record.trials), href="trials")
    named = " or ".join(draft.cite(asked_value(number)) for number in absent[:2])
    return [f"Your run has no trial {named}: numbered from zero, its last one is {draft.cite(last)}."]


def _foreign_metrics(asked: Question, record: RunRecord) -> list[str]:
    """Say which metric judges the run, where one is named that its task cannot have."""
    is_number = record.goal.task == "regression"
    foreign = [name for name in asked.entities.metrics if name in (_CLASS_METRICS if is_number else _NUMBER_METRICS)]
    scored, predicted = ("classes", "a number") if is_number else ("numbers", "classes")
    return [
        f"{code(name)} scores predicted {scored}; your run predicts {predicted} and is judged by {record.metric.title}."
        for name in foreign[:1]
    ]
