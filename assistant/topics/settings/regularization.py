"""L1, L2, elastic net, lambda, alpha and other brakes on complexity."""

import re

from assistant.draft import Draft
from assistant.evidence.gap import gap_fact
from assistant.evidence.literature import ELASTIC_NET, LASSO, RIDGE
from assistant.evidence.trials import best_of_family, leader, score_fact, train_fact, value_fact
from assistant.evidence.tried_values import position_in_range
from assistant.markup import code
from assistant.naming import family_title, trial_named
from assistant.topics.direct_answers import DirectAnswers
from assistant.topics.setting import change_sentence, say_settings, settings_of
from assistant.topics.settings.hyperparameter_words import asks_for_account, say_coupled, say_named
from assistant.topics.settings.regularization_asked import REGULARIZATION_ASKED
from assistant.topics.settings.tried_sentences import say_tried, say_verdict
from assistant.topics.topic import Topic
from assistant.understanding.question import Question
from assistant.understanding.route import cues
from models.record import RunRecord, Trial

GROUPS = ("penalty",)
_FOREST_BRAKES = "its brakes are the least rows in a leaf and the share of columns that a split may look at"
_OTHER_BRAKES = {
    "random_forest": _FOREST_BRAKES,
    "extra_trees": _FOREST_BRAKES,
    "k_nearest_neighbors": "its brake is the number of neighbors: the more of them, the smoother it is",
    "neural_network": "its brakes are narrow layers and few passes over the rows",
}


_BLOWS_UP = re.compile(
    r"degenerate|has stopped|"
    r"^(?=.*(?:leaf|leaves|boost|hp:penalty)).*(?:blow|explod|too small|\bnan\b|diverg|\binfinite\b)"
)
_KINDS = re.compile(
    r"\bl1\b|\bl2\b|lasso|ridge|elastic|\b(?:which|what) (?:kinds?|types?|sorts?)\b"
    r"|^which (?:penalty|hp:penalty|regularization)\b|\bis my model regulari[sz]ed"
)
_OF_TREES = re.compile(
    r"\b(?:tree booster|gbtree)|\balpha and lambda\b|\blambda and alpha\b|^(?!.*reg_).*hp:penalty .*family:xgboost"
)
_HAPPENED = re.compile(r"^(?:was|were|did|has|have)\b")
_NAMES_ONE = re.compile(r"hp:penalty")
_ENDS_OF_THE_MIX = {0: "pure L2 (ridge)", 1: "pure L1 (lasso)"}
_FEW_WORDS = 4
_NAMES_C = re.compile(r"\bC\b|\bc ?(?:=|of|was|is) ?[\d.]")
_COMPARES = re.compile(r"\bdifferen|\bvs\b|\bversus\b")
_DEFINES = re.compile(r"\bwhat (?:is|are|does)\b|\bexplain|\bdefin|\bmean|\bhelps?\b|\btuning\b")


def _gist(asked: Question, draft: Draft) -> None:
    if _BLOWS_UP.search(asked.tagged):
        draft.say(
            "Make the L2 penalty stronger (`l2_leaf_reg`, `reg_lambda`): the values of leaves have blown up, since too",
            "little holds those with few rows. A smaller learning rate helps too, as do larger leaves, or gradient",
            "steps for the leaves in place of Newton's (`leaf_estimation_method`). Check where the loss becomes `nan`.",
        )
        return
    is_account = asks_for_account(asked) or len(asked.tagged.split()) <= _FEW_WORDS
    is_of_one = is_account and _NAMES_ONE.search(asked.tagged) and not _KINDS.search(asked.tagged)
    is_of_one = is_of_one and not asked.is_about_run and not _COMPARES.search(asked.tagged)
    is_of_one = is_of_one and not _NAMES_C.search(asked.text) and not _HAPPENED.search(asked.tagged)
    is_of_one = is_of_one and not _OF_TREES.search(f"{asked.tagged} | {asked.text.lower()}")
    if is_of_one and say_named(asked, None, draft):
        return
    if not _DEFINES.search(asked.tagged):
        draft.say(
            "The strength of the penalty decides: at the right one **regularization** takes away more noise than",
            "signal, too strong it underfits, too weak it does nothing. So search it on a log scale by",
            "cross-validation, on columns of one scale, and keep it only where held-back rows gain.",
        )
        return
    draft.say(
        "**Regularization** makes a model pay for complexity, for instance for large coefficients, so that it",
        "follows the noise of its training rows less. For tuning it is a dial: one strength, searched on a log",
        "scale, decides how simple the model is.",
    )


def _detail(asked: Question, draft: Draft) -> None:
    if _BLOWS_UP.search(asked.tagged):
        return
    if asked.entities.hyperparameters and not _KINDS.search(asked.tagged):
        draft.say(
            "What to do: try strengths over several powers of ten and keep the one with the best held-back score."
        )
        return
    draft.list(
        [
            (
                f"**L1** ({draft.refer(LASSO, 'lasso')}) adds the absolute size of the coefficients: it sets some to "
                "exactly zero. Choose it when few columns matter."
            ),
            (
                f"**L2** ({draft.refer(RIDGE, 'ridge')}) adds their squares: it shrinks all and drops none. Choose "
                "it when many columns matter a little, or are correlated."
            ),
            f"**{draft.refer(ELASTIC_NET, 'Elastic net')}** mixes the two.",
        ]
    )
    draft.say(
        "Bring columns to one scale first, or the penalty hits them unequally. A larger lambda or alpha means a",
        "stronger penalty; with `C` it is the other way round, since it is the inverse. In boosting, penalties act",
        "on the values of the leaves, and a small learning rate and a share of rows for each tree are brakes too;",
        "dropout and weight decay belong to neural networks.",
    )
    draft.say(
        "What to do: try strengths over several powers of ten and keep the one with the best held-back score. Too",
        "strong a penalty underfits, too weak a one overfits; if leaf values blow up, make the L2 penalty stronger.",
    )


def _in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    first = leader(record)
    if first is None:
        draft.say("In your run no configuration has a score yet.")
        return
    wanted = next((best_of_family(record, family) for family in asked.entities.families), None) or first
    found = settings_of(record, wanted, GROUPS)
    found = [tried for tried in found if tried.account.name in asked.entities.hyperparameters] or found
    if _NAMES_C.search(asked.text) and found and all(tried.account.name != "C" for tried in found):
        draft.say(
            f"No setting of this run is called `C`: here the strength is {code(found[0].account.name)}, where larger",
            "is stronger.",
        )
    say_verdict(asked, record, wanted, found, draft)
    if _KINDS.search(asked.tagged):
        draft.say(_kind_sentence(record, wanted, draft))
    if say_settings(record, wanted, GROUPS, draft, asked.entities.hyperparameters):
        say_coupled(asked, record, wanted, GROUPS, draft)
        draft.say(_strength_sentence(asked, record, wanted))
        say_tried(record, found[0], draft)
        _say_gap(record, wanted, draft)
        return
    brakes = _OTHER_BRAKES.get(wanted.family)
    title = family_title(record, wanted.family)
    draft.say(f"In your run, {title} has no penalty{': ' + brakes if brakes else ''}.")
    if asked.entities.families:
        say_settings(record, wanted, ("tree_size",), draft)
        return
    other = best_of_family(record, "linear")
    if other is not None and other.number != wanted.number:
        say_settings(record, other, GROUPS, draft)


def _say_gap(record: RunRecord, trial: Trial, draft: Draft) -> None:
    """Say what the penalty leaves between rows that the trial was fitted on and others."""
    train, gap = train_fact(record, trial), gap_fact(record, trial)
    if train is None or gap is None:
        return
    draft.say(
        f"On rows that it was fitted on {trial_named(draft, trial)} scores {draft.measure(train)}, on held-back rows",
        f"{draft.measure(score_fact(record, trial))}: a gap of {draft.cite(gap, 2)}. A stronger penalty pays only if",
        "the held-back score gains, not for a smaller gap.",
    )


def _kind_sentence(record: RunRecord, trial: Trial, draft: Draft) -> str:
    """Say which kind of penalty a trial has, where it has a mix of both, and whether another mix did worse."""
    tried = next((each for each in settings_of(record, trial, GROUPS) if each.account.name == "l1_ratio"), None)
    if tried is None:
        return _leaf_penalties_sentence(record, trial, draft)
    kind = next((words for end, words in _ENDS_OF_THE_MIX.items() if tried.value(trial) == end), "a mix of L1 and L2")
    name, value = code("l1_ratio"), draft.cite(value_fact(trial, "l1_ratio"))
    said = f"The penalty of {trial_named(draft, trial)} is {kind}, as {name} is {value}."
    return f"{said} {change_sentence(record, trial, tried)}"


def _leaf_penalties_sentence(record: RunRecord, trial: Trial, draft: Draft) -> str:
    """Say which penalties act on the leaves of a boosted model."""
    kinds = [
        f"{kind} ({code(name)} = {draft.cite(value_fact(trial, name))})"
        for name, kind in _KINDS_OF_LEAVES.items()
        if name in trial.hyperparameters
    ]
    if not kinds:
        return ""
    return (
        f"Yes: the leaf values of {family_title(record, trial.family)} ({trial_named(draft, trial)}) are penalized by "
        f"{' and '.join(kinds)}; the size of trees, sampling and the learning rate restrain it, too."
    )


_KINDS_OF_LEAVES = {"reg_lambda": "L2", "l2_regularization": "L2", "l2_leaf_reg": "L2", "reg_alpha": "L1"}


def _strength_sentence(asked: Question, record: RunRecord, trial: Trial) -> str:
    """Say whether the leading penalty is strong or weak beside what was searched, and which way it points."""
    found = settings_of(record, trial, GROUPS)
    tried = next((each for each in found if each.account.name in asked.entities.hyperparameters), found[0])
    if tried.account.name == "l1_ratio":
        return (
            "That is the mix of the penalties and not their strength: at zero all is L2 (ridge), at one all L1 (lasso)."
        )
    place = position_in_range(tried, tried.value(trial))
    strength = "" if place is None else _STRENGTHS[min(2, int(place * 3))]
    return f"{strength}A larger value is a stronger penalty here; a larger `C`, its inverse, is a weaker one."


_STRENGTHS = (
    "Beside what was searched that is weak. ",
    "Beside what was searched that is of middle strength. ",
    "Beside what was searched that is strong. ",
)


_ANSWERS = DirectAnswers(REGULARIZATION_ASKED, _gist, _detail, _in_run)

REGULARIZATION = Topic(
    name="regularization",
    cues=cues(r"""
        8 \b(?:l1|l2|lasso|ridge|elastic net|elasticnet)\b.*\b(?:and|vs|or|between)\b.*\b(?:l1|l2|lasso|ridge|
        ...elastic net|elasticnet)\b
        7 \bregularization
        6 \b(?:l1|l2|lasso|ridge)\b|elastic ?net
        7 \b(?:huge|large|big|exploding|enormous) (?:coefficients?|weights)
        5 hp:penalty
        5 \bpenal(?:ty|ties|i[sz]e)|\bshrink(?:age|s|ing)?\b|weight decay|\bdropout\b
    """),
    examples=(
        "how does regularization help with tuning",
        "what is the difference between l1 and l2",
        "which regularization strength was chosen",
        "lasso or ridge",
    ),
    gist=_ANSWERS.gist,
    detail=_ANSWERS.detail,
    in_run=_ANSWERS.in_run,
    invitation="How does regularization help?",
    run_invitation="How strongly is my model regularized?",
    leads_to=("overfitting", "why_this_value", "learning_rate"),
)
