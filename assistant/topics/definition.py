"""What a hyperparameter is, and what the other words of tuning mean."""

import re

from assistant.draft import Draft
from assistant.evidence.honest_score import corrected_fact
from assistant.evidence.trials import completed, count_fact, leader, number_fact, score_fact, value_fact
from assistant.markup import code
from assistant.topics.absent import family_title
from assistant.topics.topic import Topic
from assistant.understanding.question import Question
from assistant.understanding.route import Cue
from models.record import RunRecord

# A word of tuning, how a question spells it, and its meaning; the first that a question names leads.
_GLOSSARY: tuple[tuple[str, str], ...] = (
    (r"(?:best|top) (?:cross )?validation score|validation scores?", "The **best validation score** is the highest-placed score that "
     "one configuration reached on rows that it was not fitted on, over the folds of the cross-validation. As the best of "
     "many it is a little flattered: on new rows, expect somewhat less."),
    (r"\btrials?\b", "A **trial** is one configuration of hyperparameters, fitted and scored on the same folds as all others."),
    (r"executions? per trial", "**Executions per trial** repeat one and the same configuration, so that the luck of a "
     "single fit averages out."),
    (r"\bepochs?\b|hp:passes", "An **epoch** is one pass over the training rows; families that are not fitted in passes have none."),
    (r"\bstud(?:y|ies)\b", "A **study** is the whole search: all trials that were made toward one goal."),
    (r"search space|\brange\b", "The **search space** is the set of values that the search may choose from, for each hyperparameter."),
    (r"\bstandard error\b", "The **standard error** says how far a mean over folds would typically move with other rows; "
     "folds share training rows, so it is indicative only."),
    (r"\boptimism\b", "**Optimism** is the best cross-validated score minus the corrected one: the price of choosing the best of many."),
    (r"\bfamil(?:y|ies)\b", "A **family** is a kind of model whose members share the same hyperparameters, such as random forest."),
    (r"\bleaderboard\b", "The **leaderboard** lists the complete trials by their cross-validated score, best first."),
    (r"\btuning\b|\btuned?\b", "**Tuning** is the search for hyperparameter values that predict well on rows that the model has not seen."),
    (r"\bbaseline\b|\bdummy\b", "A **baseline** (or dummy) ignores every column and predicts the same for all; a model must beat it to be worth anything."),
    (r"\bmodel\b", "A **model** is what fitting a family to the table gives: a rule that turns the columns of a row into a prediction."),
)  # fmt: skip


def _terms(asked: Question) -> list[str]:
    return [meaning for pattern, meaning in _GLOSSARY if re.search(pattern, asked.tagged)]


def _gist(asked: Question, draft: Draft) -> None:
    terms = [] if "hyperparameter" in asked.tagged else _terms(asked)
    if terms:
        for meaning in terms[:3]:
            draft.say(meaning)
        return
    draft.say(
        "A **hyperparameter** is a setting that is fixed before a model is fitted and that controls how it learns,",
        "such as the learning rate, the depth of a tree, the number of trees, or how strongly large coefficients are penalized.",
    )


def _detail(asked: Question, draft: Draft) -> None:
    if _terms(asked) and "hyperparameter" not in asked.tagged:
        return
    draft.say(
        "The fit itself cannot learn it from the rows: more capacity always fits the training rows better, so it has to be",
        "judged on rows that the model was not fitted on. Neural networks have further ones, such as the batch size and",
        "the number of epochs; tree and linear models do not have those.",
    )
    draft.say(
        "What to do: try several values, score each on held-back rows, and keep what does best there. That is tuning."
    )


def _in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    first = leader(record)
    if first is None:
        draft.say("In your run no configuration has a score yet.")
        return
    if _terms(asked) and "hyperparameter" not in asked.tagged:
        _say_best_score(record, draft)
        return
    shown = [f"{code(name)} = {draft.cite(value_fact(first, name))}" for name in first.hyperparameters]
    draft.say(
        f"In your run, {family_title(record, first.family)} {'won' if record.result else 'leads so far'}",
        f"(trial {draft.cite(number_fact(first))}) with these hyperparameters:"
        if shown
        else "and has no hyperparameters.",
    )
    draft.list(shown)


def _say_best_score(record: RunRecord, draft: Draft) -> None:
    best = completed(record)[0]
    draft.say(
        f"In your run the best validation score {'is' if record.result else 'so far is'} {record.metric.title}",
        f"{draft.measure(score_fact(record, best))}, of trial {draft.cite(number_fact(best))},",
        f"the best of {draft.cite(count_fact(record, 'complete'))} complete trials.",
    )
    corrected = corrected_fact(record, record.result.score) if record.result else None
    if corrected is not None:
        draft.say(f"Corrected for having chosen the best, expect {draft.measure(corrected)} on new rows.")


DEFINITION = Topic(
    name="definition",
    cues=(
        Cue(r"\b(?:what|define|definition|meaning|mean|explain|describe|understand)\b.*\bhyperparameters?\b", 4),
        Cue(r"^(?:a |the )?hyperparameters?$", 5),
        Cue(r"\bwhat (?:is|are) (?:a |an |the |these |those )?(?:so called )?hyperparameters?\b(?: (?:in|of|for|simply|means?)\b.*)?$", 4),
        Cue(r"\bwhat (?:is|are|does|do|means?) (?:a |an |the |your )?(?:trials?|stud(?:y|ies)|search space|standard error|baseline|dummy|leaderboard|optimism|tuning)\b", 5),
        Cue(r"\bwhat (?:does|do|is meant by) .*\bmean\b|\bmeaning of\b|\bdefinition of\b|\bdefine\b", 2),
        Cue(r"\bwhat (?:does|do) .*\b(?:trials?|validation scores?|search space|executions? per trial)\b", 6),
        Cue(r"executions? per trial|(?:trials?|epochs?) (?:and|vs) (?:trials?|epochs?|executions?)", 5),
    ),
    examples=(
        "what is a hyperparameter", "what are hyperparameters in machine learning", "define hyperparameter",
        "what does best validation score mean", "what is a trial", "what do you call a trial here",
    ),
    gist=_gist,
    detail=_detail,
    in_run=_in_run,
    invitation="What is a hyperparameter?",
    run_invitation="What is a hyperparameter?",
    leads_to=("importance", "params_vs_hyperparams", "choose"),
)  # fmt: skip
