"""What a hyperparameter is, and what the other words of tuning mean."""

import re

from assistant.draft import Draft
from assistant.evidence.accounts.table import general_account
from assistant.evidence.honest_score import corrected_fact
from assistant.evidence.trials import completed, count_fact, leader, score_fact, value_fact
from assistant.markup import code
from assistant.naming import at_start, family_title, has_won, trial_named
from assistant.topics.hyperparameter_words import say_named
from assistant.topics.topic import Topic
from assistant.understanding.lexicon import general_name
from assistant.understanding.question import Question
from assistant.understanding.route import cues
from models.record import RunRecord

# How a question spells a word of tuning, and its meaning, one a line; those that a question names are explained.
_GLOSSARY = r"""
(?:best|top) (?:cross )?validation scores?|validation scores? => The **best validation score** is the best score that
... one configuration reached on rows that it was not fitted on, over the folds of the cross-validation. As the best
... of many it is a little flattered: on new rows, expect somewhat less.
\btrials? => A **trial** is one configuration of hyperparameters, fitted and scored on the same folds as all others.
executions? per trial => **Executions per trial** repeat one and the same configuration, so that the luck of a single
... fit averages out.
\bepochs?\b|hp:passes => An **epoch** is one pass over the training rows; families that are not fitted in passes have
... none.
\bstud(?:y|ies)\b => A **study** is the whole search: all trials that were made toward one goal.
search space => The **search space** is the set of values that the search may choose from, for each hyperparameter.
standard error => The **standard error** says how far a mean over folds would typically move with other rows; folds
... share training rows, so it is indicative only.
\boptimism\b => **Optimism** is the best cross-validated score minus the corrected one: the price of choosing the best
... of many.
\bfamil(?:y|ies)\b => A **family** is a kind of model whose members share the same hyperparameters, such as random
... forest.
\bleaderboard\b => The **leaderboard** lists the complete trials by their cross-validated score, best first.
\btuning\b => **Tuning** is the search for hyperparameter values that predict well on rows that the model has not seen.
\b(?:baseline|dummy)\b => A **baseline** ignores every column and predicts the same for all rows; a model has to beat
... it to be worth anything.
"""
_MEANINGS = tuple(line.split(" => ", 1) for line in _GLOSSARY.strip().replace("\n... ", " ").splitlines())
MOST_TERMS = 3


def _terms(asked: Question) -> list[str]:
    if "hyperparameter" in asked.tagged:
        return []
    return [meaning for pattern, meaning in _MEANINGS if re.search(pattern, asked.tagged)][:MOST_TERMS]


def _is_of_one(asked: Question) -> bool:
    """Whether the question asks what one hyperparameter is, and not what hyperparameters are."""
    return bool(asked.entities.hyperparameters) and re.search(r"\bhyperparameters\b", asked.tagged) is None


def _gist(asked: Question, draft: Draft) -> None:
    if _is_of_one(asked) and say_named(asked, None, draft):
        return
    terms = _terms(asked)
    for meaning in terms:
        draft.say(meaning)
    if not terms:
        draft.say(
            "A **hyperparameter** is a setting that is fixed before a model is fitted and that controls how it",
            "learns: for example the learning rate, the depth of a tree, the number of trees, the batch size and",
            "number of epochs of a neural network, or how strongly large coefficients are penalized.",
        )


def _detail(asked: Question, draft: Draft) -> None:
    if _terms(asked) or _is_of_one(asked):
        return
    draft.say(
        "The fit itself cannot learn it from the rows: more freedom always fits the training rows better, so a",
        "hyperparameter has to be judged on rows that the model was not fitted on. Each family of models has its",
        "own; tree and linear models, for instance, have no batch size.",
    )
    draft.say(
        "What to do: try several values, score each on held-back rows, keep what does best there. That is tuning."
    )


def _in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    first = leader(record)
    if first is None:
        draft.say("In your run no configuration has a score yet.")
    elif _is_of_one(asked):
        _say_value(asked, record, draft)
    elif _terms(asked):
        _say_best_score(record, draft)
    elif first.hyperparameters:
        title = family_title(record, first.family)
        draft.say(f"In your run, {title} {has_won(record)} ({trial_named(draft, first)}), with these hyperparameters:")
        draft.list([f"{code(name)} = {draft.cite(value_fact(first, name))}" for name in first.hyperparameters])
    else:
        draft.say(f"In your run, {family_title(record, first.family)} {has_won(record)}; it has no hyperparameters.")


def _say_value(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Say what the run used of the hyperparameters that were named, in the best trial that has them."""
    for name in asked.entities.hyperparameters[:1]:
        owner = next((trial for trial in completed(record) if name in trial.hyperparameters), None)
        if general_account(general_name(name), asked.entities.families) is None:
            say_named(asked, record, draft)
        if owner is None:
            draft.say(f"No trial of your run has a value of {code(name)}.")
        else:
            draft.say(
                f"In your run {code(name)} is {draft.cite(value_fact(owner, name))} in {trial_named(draft, owner)}",
                f"({family_title(record, owner.family)}), the best that has one.",
            )


def _say_best_score(record: RunRecord, draft: Draft) -> None:
    best = completed(record)[0]
    draft.say(
        f"In your run the best validation score {'is' if record.result else 'so far is'} {record.metric.title}",
        f"{draft.measure(score_fact(record, best))}, of {trial_named(draft, best)},",
        f"the best of {draft.cite(count_fact(record, 'complete'))} complete trials.",
    )
    corrected = corrected_fact(record, record.result.score) if record.result else None
    if corrected is not None:
        draft.say(at_start(f"corrected for having chosen the best, expect {draft.measure(corrected)} on new rows."))


DEFINITION = Topic(
    name="definition",
    cues=cues(r"""
        10 \b(?:what|define|describe|explain|meaning|tell|how) .*hp:(?:sampling|steps|details|neighbors|kernel|other)\b
        7 hp:(?:sampling|steps|details|neighbors|kernel|other)\b
        6 \bhyperparameters? what (?:is|are)\b|\bterm hyperparameter
        5 \bwhat (?:is|are|means?) (?:a |an |the |these |those |your )?hyperparameters?\b
        5 \bhyperparameters?\b(?: \w+){0,3} (?:mean|means|meaning|stand for)\b|\bword hyperparameter
        6 \bwhat (?:is|are) (?:meant|understood) by (?:a |an |the )?(?:trial|study|fold|search space|family|
        ...standard error)
        6 \bwhat (?:is|are|means?) (?:a |an |the )?(?:family:dummy)
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
        8 executions? per trial|(?:trials?|epochs?) (?:and|vs) (?:trials?|epochs?|executions?)
    """),
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
