"""What a hyperparameter is, and what the other words of tuning mean."""

import re

from assistant.draft import Draft
from assistant.evidence.accounts.table import general_account
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.trials import completed, leader, value_fact
from assistant.markup import code
from assistant.naming import family_title, has_won, in_sentence, trial_named
from assistant.topics.basics.glossary import Term, asks_for_a_term, terms_in
from assistant.topics.basics.glossary_in_run import say_terms_in_run
from assistant.topics.basics.glossary_notes import say_more
from assistant.topics.settings.hyperparameter_words import say_named
from assistant.topics.topic import Topic
from assistant.understanding.lexicon import general_name
from assistant.understanding.question import Question
from assistant.understanding.route import Cue, cues
from models.record import RunRecord, Trial

MOST_TERMS = 3
_HYPERPARAMETER = re.compile(r"\bhyperparameters?\b(?! (?:tuning|optimization|search))")
_TERM_ASKED = Cue(re.compile(asks_for_a_term()), 6.0)


_IN_TUNING = re.compile(
    r"\b(?:in|of|for|about|during|to|with) (?:the )?(?:hyperparameter )?(?:tuning|optimization|search)\b"
)
# Terms that are meant even where a setting is named beside them, and the words that ask to read a line of a log.
_BEFORE_SETTINGS = frozenset(
    {"conditional hyperparameter", "executions per trial", "max trials", "log-uniform", "log scale", "search space"}
)
_LINE = re.compile(
    r"\bdecode\b|piece by piece|log line|(?:read|understand|explain|mean\w*) (?:this|that|the) line|\binfo\b.*trial:"
)


def _terms(asked: Question) -> tuple[Term, ...]:
    """Return the terms to explain; none where the question is about hyperparameters as such."""
    found = terms_in(asked.tagged)
    if _IN_TUNING.search(asked.tagged):
        found = tuple(term for term in found if term.name != "tuning")
    drawn = tuple(term for term in found if term.name.startswith("log"))
    if drawn:
        return drawn[:1]
    if _HYPERPARAMETER.search(asked.tagged) and not any(term.name in _BEFORE_SETTINGS for term in found):
        return ()
    return found[:MOST_TERMS]


def _is_of_one(asked: Question) -> bool:
    """Whether the question asks what one hyperparameter is, and not what hyperparameters are."""
    if any(term.name in _BEFORE_SETTINGS for term in _terms(asked)):
        return False
    return bool(asked.entities.hyperparameters) and re.search(r"\bhyperparameters\b", asked.tagged) is None


def _gist(asked: Question, draft: Draft) -> None:
    if _LINE.search(asked.tagged):
        _say_line(draft)
        return
    if _is_of_one(asked) and say_named(asked, None, draft):
        return
    terms = _terms(asked)
    for term in terms:
        draft.say(term.meaning)
    if not terms:
        draft.say(
            "A **hyperparameter** is a setting that is fixed before a model is fitted, as the heat of an oven is set",
            "before baking, and that controls how it learns: for example the learning rate, the depth of a tree, the",
            "number of trees, the batch size and number of epochs of a neural network, or how strongly large",
            "coefficients are penalized. The fit cannot learn it from the rows.",
        )


def _say_line(draft: Draft) -> None:
    draft.say("Such a line tells of one **trial**, one configuration that was tried. From left to right it holds:")
    draft.list(
        [
            "its number, counted from zero, and the **family** of models that it belongs to, such as XGBoost",
            "its **score** on held-back rows, the mean over the folds",
            "after the plus-minus sign how unsure that mean is: the **standard error**, or the spread over the folds",
            "the **seconds** that its fits took",
        ]
    )
    draft.say("Two trials whose scores differ by less than that second number are hardly to be told apart.")


def _detail(asked: Question, draft: Draft) -> None:
    if _LINE.search(asked.tagged) or _is_of_one(asked):
        return
    if _terms(asked):
        say_more(_terms(asked), draft)
        return
    draft.say(
        "More freedom always fits the training rows better, so a hyperparameter has to be judged on rows that the",
        "model was not fitted on. Each family of models has its own; tree and linear",
        "models, for instance, have no batch size. Tuning tries several values, and keeps what does best there.",
    )


_OF_SETTINGS = re.compile(r"\bhyper|\bsettings?\b|\bparameters?\b|\bknobs?\b|^$")


def _in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Explain by the run; a word that is not known here leaves that to a note."""
    terms = _terms(asked)
    is_silent = _IN_TUNING.search(asked.tagged) or not _OF_SETTINGS.search(asked.tagged)
    if not terms and not _is_of_one(asked) and is_silent:
        return
    _gist(asked, draft)
    first = leader(record)
    if _LINE.search(asked.tagged):
        return
    if _is_of_one(asked):
        _say_value(asked, record, draft)
    elif terms:
        say_terms_in_run(terms, record, draft)
        if asked.is_about_run:
            say_more(terms, draft)
    elif first is None:
        draft.say("In your run no configuration has a score yet.")
    elif first.hyperparameters:
        title = family_title(record, first.family)
        draft.say(f"In your run, {title} {has_won(record)} ({trial_named(draft, first)}), with these hyperparameters:")
        draft.list([_explained(record, first, name, draft) for name in first.hyperparameters])
    else:
        draft.say(f"In your run, {family_title(record, first.family)} {has_won(record)}; it has no hyperparameters.")


def _explained(record: RunRecord, trial: Trial, name: str, draft: Draft) -> str:
    """Say the value of one hyperparameter, and what it does, where that is recorded."""
    said = f"{code(name)} = {draft.cite(value_fact(trial, name))}"
    accounts = next((one.hyperparameters for one in record.families if one.name == trial.family), ())
    account = next((one for one in accounts if one.name == name), None)
    if account is None:
        return said
    whole = EvidenceFact(f"what {name} does", None, source=account.source)
    return f"{said}: {in_sentence(draft.quote(account.meaning, whole))}"


def _say_value(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Say what the run used of the hyperparameters that were named, in the best trial that has them."""
    for name in asked.entities.hyperparameters[:1]:
        owner = next((trial for trial in completed(record) if name in trial.hyperparameters), None)
        if general_account(general_name(name), asked.entities.families) is None:
            say_named(asked, record, draft)
        if owner is not None:
            draft.say(
                f"In your run {code(name)} is {draft.cite(value_fact(owner, name))} in {trial_named(draft, owner)}",
                f"({family_title(record, owner.family)}), the best that has one.",
            )


DEFINITION = Topic(
    name="definition",
    cues=(
        _TERM_ASKED,
        *cues(r"""
        24 \b(?:what|define|describe|explain|meaning|tell|how) .*hp:(?:sampling|steps|details|neighbors|kernel|other)\b
        7 hp:(?:sampling|steps|details|neighbors|kernel|other)\b
        6 \bhyperparameters? what (?:is|are)\b|\bterm hyperparameter
        5 \bwhat (?:is|are|means?) (?:a |an |the |these |those |your )?hyperparameters?\b
        5 \bhyperparameters?\b(?: \w+){0,3} (?:mean|means|meaning|stand for)\b|\bword hyperparameter
        6 \bwhat (?:is|are) (?:meant|understood) by (?:a |an |the )?(?:trial|study|fold|search space|family|
        ...standard error)
        6 \bwhat (?:is|are|means?) (?:a |an |the )?(?:family:dummy)
        9 ^(?:what (?:is|are) |explain |define |describe )(?:a |an |the )?(?:family:\w+|feature engineering|regression)$
        4 \b(?:what|define|definition|meaning|mean|explain|describe|understand|idea)\b.*\bhyperparameters?\b
        5 ^(?:(?:a|the|explain|define|describe) )?(?:simply )?hyperparameters?(?: (?:simply|meaning|definition))?$
        5 \bwhat (?:is|are|means?) (?:a |an |the |these |those )?(?:so called )?hyperparameters?(?: (?:in|of|for
        ...|simply)\b.*)?$
        6 \bwhat (?:is|are|means?|does) (?:a |an |the |your )?(?:trials?|study|studies|search space|baseline
        ...|dummy)\b
        6 \bwhat (?:is|are|means?|does) (?:a |an |the |your )?(?:standard error|leaderboard|optimism|tuning
        ...|model family)\b
        2 \bwhat (?:does|do|is meant by) .*\bmean\b|\bmeaning of\b|\bdefinition of\b|\bdefine\b
        6 \bwhat (?:does|do) .*\b(?:trials?|validation scores?|search space|executions? per trial)\b
        6 ^(?:what (?:is|are|does|do) |define |explain |meaning of )?(?:a |an |the )?hp:(?:sampling|kernel|neighbors
        ...|other)
        3 \b(?:what (?:is|are|does)|define|explain|meaning of)\b.*\bhp:\w+ (?:mean|means|stand for)
        14 \bplus minus (?:sign )?(?:behind|after|next to|beside) (?:\w+ ){0,3}(?:scores?|metric:\w+|results?|mean)
        10 \bplus minus .*\bmean\b|\bwhat .*\bplus minus (?:behind|after)|\btrial and (?:a |the )?study\b
        8 executions? per trial|(?:trials?|epochs?) (?:and|vs) (?:trials?|epochs?|executions?)
    """),
    ),
    examples=(
        "what is a hyperparameter",
        "what are hyperparameters in machine learning",
        "define hyperparameter",
        "what does best validation score mean",
        "what is a trial",
        "what do you call a trial here",
    ),
    gist=_gist,
    detail=_detail,
    in_run=_in_run,
    invitation="What is a hyperparameter?",
    run_invitation="What is a hyperparameter?",
    leads_to=("params_vs_hyperparams", "importance", "choose"),
)
