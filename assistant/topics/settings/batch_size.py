"""Rows in each gradient step: what they do to noise, time and memory, and what the run measured."""

import re

from assistant.draft import Draft
from assistant.evidence.literature_models import BATCH_NOISE, LARGE_BATCH, SMALL_BATCH, SMALL_BATCHES_GENERALIZE
from assistant.evidence.trials import best_of_family, leader
from assistant.evidence.tried_values import tried_values
from assistant.markup import code
from assistant.naming import at_start, family_title, has_won, trial_named
from assistant.topics.direct_answers import DirectAnswers
from assistant.topics.setting import say_settings
from assistant.topics.settings.batch_size_asked import BATCH_SIZE_ASKED
from assistant.topics.settings.families_tried import families_sentence
from assistant.topics.settings.hyperparameter_words import asks_for_account, say_coupled, say_named
from assistant.topics.settings.setting_importance import importance_sentence, say_halves
from assistant.topics.topic import Topic
from assistant.understanding.question import Question
from assistant.understanding.route import cues
from models.record import RunRecord, Trial

GROUPS = ("batch",)
_EFFECT = re.compile(r"\b(?:affects?|only|speed|time|matters?|changes?|influence|effect|difference|hurt|help)\b")
_OF_A_DEFAULT = re.compile(r"\bauto\b|\bdefaults?\b|mlp(?:classifier|regressor)|scikit|sklearn")
_IN_ROUNDS = frozenset(("xgboost", "lightgbm", "catboost", "hist_gradient_boosting"))
_ALL_AT_ONCE = {
    "linear": "a linear model is fitted on all its rows at once",
    "k_nearest_neighbors": "nearest neighbors take no steps at all",
}


def _asks_for_account(asked: Question) -> bool:
    """Whether a question is after what a batch size does; the default of a library is something else."""
    return asks_for_account(asked) and not _OF_A_DEFAULT.search(asked.text.lower())


def _gist(asked: Question, draft: Draft) -> None:
    if _asks_for_account(asked) and say_named(asked, None, draft):
        return
    draft.say(
        f"A good **batch size** to begin with lies between {draft.cite(SMALL_BATCH)} and {draft.cite(LARGE_BATCH)}:",
        "the number of rows that each gradient step of a neural network averages over.",
    )


def _detail(asked: Question, draft: Draft) -> None:
    if _asks_for_account(asked):
        draft.say("What to do: try a few sizes, each twice the one before, and compare them by cross-validation.")
        return
    draft.list(
        [
            (
                "**Small batches** take more and noisier steps, which "
                f"{draft.refer(SMALL_BATCHES_GENERALIZE, 'often generalize a little better')}; an epoch takes longer."
            ),
            (
                "**Large batches** make an epoch quicker and take more memory. The noise falls only with the "
                f"{draft.refer(BATCH_NOISE, 'square root of the size')}, so that four times the rows halve it."
            ),
        ]
    )
    draft.say(
        "It depends on your rows and your memory, and it is coupled with the learning rate: retune the rate whenever",
        "you change the batch (larger batches bear larger steps). What to do: try a few sizes, each twice the one",
        "before, and compare them by cross-validation with the time that they take; within the noise, take the faster.",
        "Trees and linear models have no batch size.",
    )


def _in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    first, network = leader(record), best_of_family(record, "neural_network")
    boosted = next((family for family in asked.entities.families if family in _IN_ROUNDS), None)
    if boosted is not None:
        draft.say(
            f"{at_start(family_title(record, boosted))} has no batch size: each of its rounds uses all rows, or the",
            f"share of them that {code('subsample')} names, which is the nearest relative. Batch size belongs to",
            "networks.",
        )
    if network is None:
        _say_irrelevant(record, first, draft)
        if _OF_A_DEFAULT.search(asked.text.lower()):
            draft.say(f"The default of scikit-learn's networks is {code('auto')}: {code('min(200, n_samples)')} rows.")
        return
    if first is not None and first.family != "neural_network":
        title = at_start(family_title(record, first.family))
        draft.say(f"{title}, which {has_won(record)}, has no batch size, so it does not touch your score.")
    _say_networks(asked, record, network, draft)


def _say_irrelevant(record: RunRecord, first: Trial | None, draft: Draft) -> None:
    if first is None:
        draft.say("In your run no configuration has a score yet, so there is no batch size to speak of.")
        return
    title = family_title(record, first.family)
    why = _ALL_AT_ONCE.get(first.family, "each of its trees is grown on all the rows that it is given")
    draft.say(
        f"In your run batch size plays no part: {title} ({trial_named(draft, first)}) {has_won(record)}, and {why}.",
        "No neural network has a score in this run, so what a batch size would do cannot be told from it.",
        families_sentence(record, draft),
    )


def _say_networks(asked: Question, record: RunRecord, network: Trial, draft: Draft) -> None:
    tried = tried_values(record, network.family, "batch_size")
    if tried is None:
        draft.say("The batch size of the networks of your run is not recorded.")
        return
    is_of_effect = _EFFECT.search(asked.tagged) is not None
    if not is_of_effect:
        say_settings(record, network, GROUPS, draft)
    draft.say(importance_sentence(record, tried, draft))
    is_told = say_halves(record, tried, draft)
    if is_of_effect:
        say_settings(record, network, GROUPS, draft)
    say_coupled(asked, record, network, GROUPS, draft)
    if not is_told:
        draft.say(
            "Too few networks were tried to compare sizes: whether it changes the score or only the time cannot be",
            "told. The same network with another batch size, on the same folds, would settle it.",
        )


_ANSWERS = DirectAnswers(BATCH_SIZE_ASKED, _gist, _detail, _in_run)

BATCH_SIZE = Topic(
    name="batch_size",
    cues=cues(r"""
        11 hp:batch|\bbatch(?:es)?\b|\bbach size
        9 one row at a time|stochastic gradient descent
        9 \brows (?:per|in each|in a|for each) (?:gradient |training )?step
    """),
    examples=(
        "how do i choose the batch size",
        "what is a good batch size",
        "does the batch size affect the score or only the speed",
        "are small batches better than large ones",
    ),
    gist=_ANSWERS.gist,
    detail=_ANSWERS.detail,
    in_run=_ANSWERS.in_run,
    invitation="How do I choose the batch size?",
    run_invitation="Does the batch size matter in my run?",
    leads_to=("learning_rate", "epochs_early_stopping", "network_architecture"),
)
