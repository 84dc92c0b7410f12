"""How many trees: in a forest, and in boosting."""

import re

from assistant.draft import Draft
from assistant.evidence.gap import gap_fact
from assistant.evidence.learning_curves import STOP_EARLY, stops_of
from assistant.evidence.literature import MORE_TREES, SMALL_STEPS, TREES_STUDIED
from assistant.evidence.rivals import rival
from assistant.evidence.trials import best_of_family, completed, leader, score_fact, train_fact
from assistant.naming import at_start, family_title, has_won, trial_named
from assistant.topics.direct_answers import DirectAnswers
from assistant.topics.setting import say_settings, settings_of, value_sentence
from assistant.topics.settings.hyperparameter_words import asks_for_account, say_named
from assistant.topics.settings.n_estimators_asked import N_ESTIMATORS_ASKED
from assistant.topics.settings.rounds import enough_sentence, mean_rounds_fact, say_curve, say_rounds
from assistant.topics.topic import Topic
from assistant.understanding.question import Question
from assistant.understanding.route import cues
from models.record import RunRecord, Trial

GROUPS = ("n_trees",)


_OF_A_MODEL = re.compile(r"how many (?:trees|rounds|hp:n_trees) (?:are|is|were) (?:there )?in\b|hp:n_trees in the")
_ENOUGH = re.compile(
    r"\benough\b|\bbetter\b|\bfew\b|\blimit\b|\bmaximum\b|\bcap\b|\bceiling\b|\bmore\b|\btoo (?:few|many)\b"
    r"|\bdoubl\w+|\btwice\b|\bstop\w*\b|\ball the (?:rounds|trees)\b|overfit"
)
_OVERFITS = re.compile(r"overfit|\brisk\b|harm|too many|(?<!without )hurt|degrade")
_ODD = re.compile(r"\b(?:odd|strange|weird|exact\w*|precise\w*|crooked|round number)\b")
_WEIGHS = re.compile(r"\bmore (?:influence|important|effect)\b|\bmatters? more\b|hp:\w+ or hp:\w+")
_OF_OTHERS = re.compile(r"\b(?:top|worst|similar|other trials?|second|runner|compare\w*|alike|each trial)\b")
MOST_TOLD = 4


def _gist(asked: Question, draft: Draft) -> None:
    if _OVERFITS.search(asked.tagged) and "random_forest" in asked.entities.families:
        draft.say(
            "No: the trees of a random forest are grown independently and averaged, so that its error levels off; more",
            "of them only cost time. **Boosting** is different: there too many rounds overfit, and early stopping ends",
            "them.",
        )
        return
    if asks_for_account(asked) and not _WEIGHS.search(asked.tagged) and say_named(asked, None, draft):
        return
    draft.say(
        "In a **random forest** more trees cost time and do no harm; in **boosting** too many rounds overfit, so",
        "their number is found by early stopping.",
    )


def _detail(asked: Question, draft: Draft) -> None:
    if _OVERFITS.search(asked.tagged) and "random_forest" in asked.entities.families:
        draft.say(
            f"{draft.refer(MORE_TREES, 'A study')} over {draft.cite(TREES_STUDIED)} tables advises as many trees as",
            "time allows instead of tuning their number. What to do: give the forest a few hundred, and leave it.",
        )
        return
    draft.say(
        "The trees of a forest are grown independently and averaged, so its error levels off:",
        f"{draft.refer(MORE_TREES, 'a study')} over {draft.cite(TREES_STUDIED)} tables advises as many as time",
        "allows instead of tuning the number. Boosted trees correct one another, so after some round they correct",
        "noise. Their number hangs together with the learning rate:",
        f"{draft.refer(SMALL_STEPS, 'a smaller rate needs more trees')}.",
    )
    draft.say(
        "What to do: give a forest a few hundred trees and leave it; for boosting allow many rounds, hold some",
        "training rows apart, and stop when they no longer improve.",
    )


def _has_number(record: RunRecord, trial: Trial) -> bool:
    if trial.family == "neural_network":  # its rounds are passes over the rows
        return False
    return bool(settings_of(record, trial, GROUPS)) or any(fold.rounds is not None for fold in trial.folds)


def _owner(record: RunRecord) -> Trial | None:
    first = leader(record)
    if first is not None and _has_number(record, first):
        return first
    return next((trial for trial in completed(record) if _has_number(record, trial)), None)


def _in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    first = leader(record)
    wanted = next((best_of_family(record, family) for family in asked.entities.families), None) or _owner(record)
    if first is not None and not _has_number(record, first):
        title = at_start(family_title(record, first.family))
        draft.say(f"{title}, which {has_won(record)}, has no trees.")
    if wanted is None:
        draft.say("In your run no configuration with trees has a score yet.")
        return
    stops = stops_of(wanted) if _ENOUGH.search(asked.tagged) else None
    draft.say(enough_sentence(record, stops, draft) if stops is not None else "")
    if asked.is_about_run and _ODD.search(asked.tagged):
        draft.say("The exact number means little: neighbors score alike, so a rounded one would do as well.")
    if _OF_OTHERS.search(asked.tagged):
        _say_others(record, wanted, draft)
    if _OVERFITS.search(asked.tagged):
        _say_gap(record, wanted, draft)
    draft.say(_who_decided(record, wanted, first))
    say_rounds(record, wanted, draft)
    for tried in settings_of(record, wanted, ("step",))[:1] if wanted.family in STOP_EARLY else ():
        draft.say(f"It is coupled with the learning rate: {value_sentence(wanted, tried, draft)}")
    if wanted.family not in STOP_EARLY:
        say_settings(record, wanted, GROUPS, draft)
    else:
        say_curve(wanted, draft)


def _say_others(record: RunRecord, wanted: Trial, draft: Draft) -> None:
    """Write the trees and scores of the best trials of a family beside each other."""
    trials = [trial for trial in completed(record) if trial.family == wanted.family]
    which = "best trials" if len(trials) <= MOST_TOLD else "best trials and the worst"
    trials = trials if len(trials) <= MOST_TOLD else [*trials[: MOST_TOLD - 1], trials[-1]]
    lines = []
    for trial in trials:
        trees = mean_rounds_fact(trial)
        if trees is not None:
            score = draft.measure(score_fact(record, trial))
            lines.append(f"{at_start(trial_named(draft, trial))}: {draft.cite(trees)} trees on average, {score}")
    if len(lines) < 2:
        draft.say(f"One trial of {family_title(record, wanted.family)} has trees to tell of, so none can be compared.")
        return
    draft.say(f"The {which} of {family_title(record, wanted.family)}, by their trees:")
    draft.list(lines)
    tie = rival(record, trials[0], trials[-1]).is_tied
    draft.say("First and last of them tie, so their number of trees made no difference." if tie else "")


def _say_gap(record: RunRecord, wanted: Trial, draft: Draft) -> None:
    """Write what overfitting the trial shows, and what its trees have to do with it."""
    train, gap = train_fact(record, wanted), gap_fact(record, wanted)
    if train is None or gap is None:
        return
    why = (
        "its number of trees is not the cause, since early stopping ended each fold at its best round: look at the "
        "depth and the leaves"
        if wanted.family in STOP_EARLY
        else "more trees of a forest do not add to it: look at the rows in a leaf"
    )
    draft.say(
        f"{at_start(trial_named(draft, wanted))} scores {draft.measure(train)} on rows that it was fitted on and",
        f"{draft.measure(score_fact(record, wanted))} on held-back rows, a gap of {draft.cite(gap, 2)}; {why}.",
    )


def _who_decided(record: RunRecord, wanted: Trial, first: Trial | None) -> str:
    """Say who decided on the number of trees of a trial."""
    whose = f"of {family_title(record, wanted.family)}" if first is None or first != wanted else "of your model"
    if wanted.family in STOP_EARLY:
        return f"The number of trees {whose} was not searched: early stopping decided it, in each fold for itself."
    if any(tried.account.is_searched for tried in settings_of(record, wanted, GROUPS)):
        return f"The number of trees {whose} was chosen by the search."
    return f"The number of trees {whose} was not searched: more of them do a forest no harm, and a default holds."


def _has_trees(record: RunRecord) -> bool:
    return _owner(record) is not None


def _is_of_a_model(asked: Question) -> bool:
    return _OF_A_MODEL.search(asked.tagged) is not None


_ANSWERS = DirectAnswers(N_ESTIMATORS_ASKED, _gist, _detail, _in_run)

N_ESTIMATORS = Topic(
    name="n_estimators",
    cues=cues(r"""
        7 \b(?:that|so|this|how|too|very) (?:many|few) (?:\w+ )?(?:trees|rounds|estimators)\b
        9 \b(?:reasonable|sensible|typical|usual|good|right|normal|recommended|ideal|best|
        ...standard) (?:value for |range for |range of |values? of )?(?:the |a )?hp:n_trees
        9 \b(?:what|tell me|how) (?:about|does|is|do|are|was|were) (?:the |a |my )?hp:n_trees\b
        8 \bwhy (?:so )?(?:many|few) (?:hp:n_trees|trees|rounds)|\b(?:adding|add|extra|growing) (?:more )?trees\b
        8 \bamount of (?:\w+ )?trees|\b(?:explain|define|describe) (?:the |a )?hp:n_trees
        8 \bso (?:many|few) hp:n_trees
        6 hp:n_trees
        16 \bhalf (?:of )?(?:the |as many |my )?(?:\w+ )?(?:trees|rounds|estimators)\b
        7 \bnum trees\b|\btrees\b.*\btoo (?:many|much|few)
        6 \bboosting iterations\b|\bhow many iterations (?:did|does|was|were)
        9 (?:hp:n_trees|\btrees|\brounds)\b.*\boverfit|\boverfit.*(?:hp:n_trees|\btrees|\brounds)\b
        7 \b(?:how many|number of|more|fewer|less|enough|too many|amount of|growing number of) (?:\w+ )?(?:trees
        ...|tree|rounds|estimators)\b
        4 \b(?:trees|rounds)\b.*\b(?:num|many|enough)\b
    """),
    examples=(
        "how many trees does my model have",
        "do more trees overfit",
        "is the number of trees enough",
        "how many boosting rounds were used",
    ),
    gist=_ANSWERS.gist,
    detail=_ANSWERS.detail,
    in_run=_ANSWERS.in_run,
    is_for_the_run=_is_of_a_model,
    invitation="How many trees should a forest or a boosted model have?",
    run_invitation="How many trees does my model have, and who decided it?",
    leads_to=("learning_rate", "tree_depth_complexity", "overfitting"),
    suits=_has_trees,
)
