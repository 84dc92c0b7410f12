"""Why a hyperparameter has its value: what was searched, what was tried, and whether others do as well."""

import re
from dataclasses import replace

from assistant.charts.of_answers import values_chart
from assistant.draft import Draft
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.trials import (
    best_of_family,
    completed,
    default_trial,
    error_fact,
    leader,
    score_fact,
    value_fact,
)
from assistant.evidence.tried_values import TriedValues, tried_values
from assistant.markup import code
from assistant.naming import at_start, family_title, has_won, in_sentence, trial_named
from assistant.topics.experiments.what_if_edge import say_edges
from assistant.topics.setting import coupled_sentence, usual_sentence, value_sentence
from assistant.topics.settings.chosen_values import DOUBTS, EDGES, say_all, say_origin, standing
from assistant.topics.settings.rounds import say_rounds
from assistant.topics.settings.setting_importance import importance_sentence
from assistant.topics.settings.value_evidence import say_default, say_evidence, say_luck, say_premise
from assistant.topics.topic import Topic
from assistant.understanding.lexicon import group_of
from assistant.understanding.other_tools import AUTOML_TOOLS
from assistant.understanding.question import Question
from assistant.understanding.route import cues
from models.record import RunRecord, Trial


def _gist(asked: Question, draft: Draft) -> None:
    if DOUBTS.search(asked.tagged):
        draft.say(
            "The chosen values are the best of those tried, and rarely the best there are: a search sees a few points,",
            "each through the noise of its folds. What is sure is their neighborhood: count how many trials lie within",
            "one standard error of the best, and how far apart their values are. If these are spread widely, the score",
            "is flat and many settings would do; if they agree, away from the ends of the ranges, the region is known.",
            "To be surer, score the leaders on repeated folds with other seeds.",
        )
        return
    draft.say(
        "A value is chosen because the configuration that holds it scored best on held-back rows, not because the",
        "value is right in itself: near the best, scores are usually flat, and neighbors do as well.",
    )


def _detail(_: Question, draft: Draft) -> None:
    draft.say(
        "To judge a value, look at the range that was searched, at the scores of smaller and larger values, and at",
        "how large the differences are beside the luck of the folds. Trials differ in several settings at once, so",
        "no score belongs to one value alone.",
    )


def _in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    first = leader(record)
    if first is None:
        draft.say("In your run no configuration has a score yet.")
        _gist(asked, draft)
        return
    asked = _of_this_run(asked)
    trial = next((best_of_family(record, family) for family in asked.entities.families), None) or first
    names = [name for name in asked.entities.hyperparameters if name in trial.hyperparameters]
    if asked.entities.hyperparameters and not names:
        trial, names = _elsewhere(asked, record, trial, draft)
    if not asked.entities.hyperparameters:
        say_all(asked, record, trial, draft)
    for name in names[:2]:
        tried = tried_values(record, trial.family, name)
        if tried is not None and EDGES.search(asked.tagged):
            say_edges(asked, record, draft)
            break
        if tried is not None:
            _say_one(asked, record, trial, tried, draft)


_OTHER_TOOLS = re.compile(
    rf"\b(?:{AUTOML_TOOLS}|optuna|grid ?search(?:cv)?|\w+searchcv|hyperopt|keras ?tuner|ray tune|lightgbmtuner)\b"
)


def _of_this_run(asked: Question) -> Question:
    """Take a value that another tool chose for no claim about this run: it is nothing to correct or to look up."""
    if not asked.entities.values or _OTHER_TOOLS.search(asked.text.lower()) is None:
        return asked
    return replace(asked, entities=replace(asked.entities, values=()))


def _elsewhere(asked: Question, record: RunRecord, first: Trial, draft: Draft) -> tuple[Trial, list[str]]:
    """Turn to the best trial that has such a setting, where the one that leads has none."""
    name = asked.entities.hyperparameters[0]
    owner = next((trial for trial in completed(record) if name in trial.hyperparameters), None)
    if owner is None:
        draft.say(f"No trial of your run has {code(name)}, so the run cannot tell why it has one value or another.")
        _gist(asked, draft)
        return first, []
    is_leader = (found := leader(record)) is not None and found.number == first.number
    draft.say(
        f"{at_start(family_title(record, first.family))} ({trial_named(draft, first)})"
        + (f", which {has_won(record)}," if is_leader else ""),
        f"has no {code(name)}. The best trial that has one is {trial_named(draft, owner)}",
        f"({family_title(record, owner.family)}).",
    )
    return owner, [name]


def _say_one(asked: Question, record: RunRecord, trial: Trial, tried: TriedValues, draft: Draft) -> None:
    account = tried.account
    whole = EvidenceFact(f"what {account.name} does", None, source=account.source)
    say_premise(asked, trial, tried, draft)
    if _DEFAULTS.search(asked.tagged):
        say_default(record, trial, account.name, draft)
    _say_digits(asked, trial, tried, draft)
    if DOUBTS.search(asked.tagged):
        say_luck(record, trial, tried, draft)
    _say_reason(asked, record, trial, tried, draft)
    draft.say(at_start(value_sentence(trial, tried, draft)), usual_sentence(trial, tried, draft))
    draft.say(importance_sentence(record, tried, draft))
    if account.is_searched:
        say_evidence(asked, record, trial, tried, draft)
    if group_of(account.name, account.aliases) in ("step", "n_trees"):
        say_rounds(record, trial, draft)
    draft.say(coupled_sentence(tried, draft))
    draft.say(
        f"What it does: {in_sentence(draft.quote(account.meaning, whole))}",
        f"More of it: {in_sentence(draft.quote(account.more, whole))}",
        draft.quote(account.overfitting, whole),
    )
    say_origin(trial, draft)
    draft.show(values_chart(record, tried, trial))


_DEFAULTS = re.compile(r"\bdefaults?\b|\bpresets?\b|out of the box|\bstandard values?\b")
_DIGITS = re.compile(
    r"\bdigits?\b|decimals|\bround (?:num|number|value)|\bexactly (?:hp:\w+ )?(?:of |= )?num\b"
    r"|\b(?:strange|odd|weird|funny|random|precise) (?:\w+ )?(?:num|value)|come from|rolled?\b"
)


def _say_digits(asked: Question, trial: Trial, tried: TriedValues, draft: Draft) -> None:
    """Say where the digits of a value come from, where the question wonders at them."""
    if not _DIGITS.search(f"{asked.tagged} | {asked.text.lower()}"):
        return
    if tried.value(trial) == tried.account.default:
        draft.say("The value is no draw of the search: it is the tuned default, which is tried first.")
        return
    draft.say(
        "Its last digits carry no meaning: such a value is drawn from a continuous range, by the sampler of this",
        "search or, for a configuration that it starts from, on other tables. Neighbors mostly score alike within the",
        "noise, so that it can be rounded.",
    )


def _say_reason(asked: Question, record: RunRecord, trial: Trial, tried: TriedValues, draft: Draft) -> None:
    error, name = error_fact(record, trial), tried.account.name
    draft.say(
        f"{at_start(trial_named(draft, trial))}, with {code(name)} = {draft.cite(value_fact(trial, name))},",
        f"{standing(record, trial)}:",
        f"{record.metric.title} {draft.measure(score_fact(record, trial))}"
        + (f" (standard error {draft.cite(error, 2)})." if error else "."),
        "It ran with the tuned defaults, and nothing that was tried beat them." if _is_default(record, trial) else "",
        _fixed_sentence(record, tried),
        "`C` is the inverse of it: a larger `C` is a weaker penalty." if _names_c(asked, tried) else "",
    )


def _names_c(asked: Question, tried: TriedValues) -> bool:
    """Whether the question uses the inverse of the strength that the run searched."""
    return "C" in tried.account.aliases and re.search(r"\bC\b", asked.text) is not None


def _is_default(record: RunRecord, trial: Trial) -> bool:
    default = default_trial(record, trial.family)
    return default is not None and default.number == trial.number


def _fixed_sentence(record: RunRecord, tried: TriedValues) -> str:
    ordered = record.settings.space.get(tried.family.name, {})
    if tried.account.name in ordered and not isinstance(ordered[tried.account.name], list | tuple):
        return "The value was fixed when the run was ordered, so nothing else was tried."
    return ""


def _has_settings(record: RunRecord) -> bool:
    first = leader(record)
    return first is not None and bool(first.hyperparameters)


WHY_THIS_VALUE = Topic(
    name="why_this_value",
    cues=cues(r"""
        13 \b(?:chosen|selected|final|tuned|best|picked|optimal) (?:hyperparameters?|parameters?|values?|settings)\b
        ....*\bdefaults?\b
        30 \bhow (?:sure|confident|certain) (?:are|is|can|am)\b.*\b(?:values|settings|parameters|hyperparameters)\b
        18 \bhow (?:were|was|are|is|did)\b.*\b(?:final|best|chosen|winning) (?:hyperparameters?|parameters?|values?|
        ...settings)\b.*\b(?:chosen|selected|picked|found|decided|determined)\b
        9 \b(?:how|why)\b.*\b(?:value|values|setting)\b.*\bhp:\w+.*\b(?:determined|chosen|decided|found|picked|
        ...selected|set|tuned)
        9 \b(?:reasoning|rationale|logic|thinking|idea|evidence|justification) (?:behind|for|of)\b.*\bhp:
        9 \b(?:list|show|give|print|tell)\b.*\b(?:hyperparameters?|settings|parameters|values)\b.*\b(?:best|
        ...final|winning|chosen|winner|my|selected)\b
        9 \bwhere (?:does|did|do) (?:the |this |that |my )?(?:num|hp:\w+|values?)\b.*\bcome from
        12 \b(?:luck|chance|coincidence)\b.*hp:\w+ (?:of |is |= )?num
        9 \bhow come (?:the |my )?hp:|\bend(?:ed)? up (?:with|at|on) (?:hp:|this value|these values|num)
        8 \bwhy num (?:as|for|in) (?:the )?hp:|\bvalues? (?:does|did|do) (?:the )?(?:final|chosen|best|winning|
        ...my) (?:model|one)
        9 \bwhy (?:were|are|was|is|did)\b.*\b(?:th(?:is|at|ese|ose|e)|one)\b.*\b(?:values?|settings|
        ...hyperparameters?)\b
        9 \b(?:which|what) (?:values|settings|hyperparameters|parameters)\b.*\b(?:chosen|selected|picked|used|
        ...final|won)\b
        10 \b(?:why|how come)\b.*\bhp:\w+ (?:is |was |set |are )?(?:so|too|this|that|very|rather)?\s?(?:low|high|
        ...small|large|big|little|deep|shallow)
        4 \bwhy\b.*\bhp:
        9 \b(?:why|how come|reasons?|what made|justif\w*|based on what)\b.*\bhp:\w+
        8 \bhp:\w+.*\b(?:why|how come|chosen because)\b
        7 \b(?:best|chosen|final|selected|winning|optimal|tuned) (?:hyperparameters?|parameters?|values?|
        ...settings|hyperparameter values)\b
        7 \b(?:which|what) (?:hyperparameters?|parameters?|values?|settings?)\b.*\b(?:chosen|selected|picked|
        ...chose|best|won|use|used|end up|final|result)\b
        6 \bwhy (?:this|that|these|those|the) (?:values?|numbers?|settings?|hyperparameters?|parameters?)\b
        6 \bwhy (?:is|was|did|not) (?:it )?(?:set to |pick |choose |chose |use )?num\b|\bwhy num\b|\bwhy not num\b
        7 \bnum\b.*\b(?:chosen|picked|selected|chose)\b.*\bhp:|\bhp:\w+ (?:of |at |to |= )?num\b.*\b(?:chosen|
        ...picked|selected|good|better|best)
    """),
    examples=(
        "why was learning rate 0.03 chosen",
        "why is max_depth 6",
        "which hyperparameters were chosen",
        "what are the best parameters",
        "why these values",
    ),
    gist=_gist,
    detail=_detail,
    in_run=_in_run,
    invitation="Why is one value of a hyperparameter chosen and not another?",
    run_invitation="Why were these hyperparameter values chosen?",
    leads_to=("importance", "learning_rate", "compare_models"),
    is_about_runs=True,
    is_whole_in_run=True,
    suits=_has_settings,
)
