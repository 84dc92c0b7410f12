"""What was searched: the range, the default and the chosen value of each setting of a family."""

from assistant.draft import Draft
from assistant.evidence.trials import best_of_family, leader, value_fact
from assistant.evidence.tried_values import TriedValues, default_fact, range_facts, tried_values
from assistant.markup import code
from assistant.naming import at_start, family_title
from assistant.topics.other.kind import Kind, told_by
from assistant.understanding.question import Question
from models.record import RunRecord, Trial


def _in_general(_: Question, draft: Draft) -> None:
    draft.say(
        "A search space says, for each setting, from where to where it may lie and on which scale, or which choices it",
        "has. Wide ranges on a log scale are right for learning rates and penalties. Here the ranges stand with the",
        "families, can be fixed or narrowed when a run is started, and travel with its record.",
    )


def _in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    named = [family for family in asked.entities.families if best_of_family(record, family)]
    trial = best_of_family(record, named[0]) if named else leader(record)
    account = next((one for one in record.families if trial and one.name == trial.family), None)
    if trial is None or account is None:
        draft.say("No family of your run has a score yet; ask again when its first trials are complete.")
        return
    found = [tried_values(record, account.name, one.name) for one in account.hyperparameters]
    rows = [_line(one, trial, draft) for one in found if one is not None]
    draft.say(f"{at_start(family_title(record, account.name))} was searched here, its best trial beside it:")
    draft.table(("setting", "from", "to", "scale", "default", "best trial"), rows)
    draft.say("Settings that are not searched have a better way than searching, such as early stopping for rounds.")


def _line(tried: TriedValues, trial: Trial, draft: Draft) -> tuple[str, ...]:
    account, ends = tried.account, range_facts(tried)
    low, high = (draft.cite(ends[0]), draft.cite(ends[1])) if ends else ("", "")
    if not ends:
        low = ", ".join(code(str(choice)) for choice in account.choices)
    scale = ("log" if account.is_log else "plain") if account.is_searched else "not searched"
    value = draft.cite(value_fact(trial, account.name)) if account.name in trial.hyperparameters else ""
    return code(account.name), low, high, scale, draft.cite(default_fact(tried)), value


SEARCH_SPACE = Kind(
    name="search_space",
    cues=told_by(r"""
        11 \b(?:what|which|show|list|print)\b.*\b(?:search space|ranges?|bounds)\b.*\b(?:used|search\w*|each|every|
        ...settings?|were|was|run)
        11 \bwhat search space\b|\b(?:ranges?|bounds|search space) (?:for|of) (?:each|every|all|my|the|
        ...this) (?:\w+ )?(?:settings?|hyperparameters?|run|family:)
        -8 \bmean\b|\bwhat is a\b|\bdefine\b|\bwider?\b|\bextend|\bedge\b|\bhow (?:do|should)|\bchoose\b|\bhp:|
        ...\bshould\b
    """),
    examples=("what search space was used", "show the ranges of all settings"),
    in_general=_in_general,
    in_run=_in_run,
)
