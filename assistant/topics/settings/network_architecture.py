"""Layers and units of neural networks, why depth is hard to train, and how large the run's networks are."""

import re

from assistant.draft import Draft
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.gap import gap_fact
from assistant.evidence.literature_models import (
    BATCH_NORM,
    NARROW_LAYER,
    RELU,
    RESIDUAL,
    TREES_ON_TABLES,
    VANISHING,
    WIDE_LAYER,
)
from assistant.evidence.network_size import network_size
from assistant.evidence.rivals import rival
from assistant.evidence.trials import best_of_family, leader, score_fact, train_fact
from assistant.naming import at_start, family_title, has_won, in_sentence, trial_named
from assistant.topics.direct_answers import DirectAnswers
from assistant.topics.setting import settings_of, value_sentence
from assistant.topics.settings.families_tried import families_sentence
from assistant.topics.settings.hyperparameter_words import asks_for_account, say_named
from assistant.topics.settings.network_asked import NETWORK_ASKED
from assistant.topics.settings.tried_sentences import say_tried
from assistant.topics.topic import Topic
from assistant.topics.verdict import verdict_sentence
from assistant.understanding.question import Question
from assistant.understanding.route import cues
from models.record import RunRecord, Trial

GROUPS = ("network", "steps")
_VANISHING = re.compile(r"vanish|explod|gradients?\b|\bdead\b|saturat")
_DEPTH = re.compile(r"\blayers?\b|\bdeep\w*|\bdepth\b|\bshallow\w*")
_SIZE = {"n_layers", "n_units"}
_HOW_MANY = re.compile(
    r"hidden_layer_sizes|how many|number of|determine|choose|pick|how (?:big|large|deep|wide)|size|right|best|good"
)


def _gist(asked: Question, draft: Draft) -> None:
    if _VANISHING.search(asked.tagged):
        _say_vanishing(draft)
        return
    is_of_steps = bool(asked.entities.hyperparameters) and not set(asked.entities.hyperparameters) & _SIZE
    is_after_account = asks_for_account(asked) and not _HOW_MANY.search(f"{asked.tagged} {asked.text.lower()}")
    if (is_of_steps or is_after_account) and say_named(asked, None, draft):
        return
    draft.say(
        "There is no formula for the number of layers and units: begin with one or two hidden layers of about",
        f"{draft.cite(NARROW_LAYER)} to {draft.cite(WIDE_LAYER)} units, and grow them while the held-back score",
        "improves.",
    )


def _say_vanishing(draft: Draft) -> None:
    draft.say(
        f"**Vanishing gradients**: in a deep network the gradient is {draft.refer(VANISHING, 'multiplied')} layer by",
        "layer on its way back. With factors below one it fades, so that the first layers hardly learn; with factors",
        "above one it explodes, and the loss runs away. More layers make both worse.",
    )
    draft.list(
        [
            f"Use {draft.refer(RELU, 'relu or a relative of it')} instead of sigmoid or tanh, which level off.",
            f"Start weights at a fitting scale, and {draft.refer(BATCH_NORM, 'normalize between layers')}.",
            f"Let {draft.refer(RESIDUAL, 'connections skip layers')}; clip gradients that explode.",
            "On tables, one to three layers are mostly enough, and then neither happens.",
        ]
    )


def _detail(asked: Question, draft: Draft) -> None:
    if _VANISHING.search(asked.tagged):
        return
    if asked.entities.hyperparameters and not set(asked.entities.hyperparameters) & _SIZE:
        return
    draft.say(
        "More layers can combine what was already combined, and are harder to train (gradients may vanish on the way",
        "back); more units give room for finer shapes. Both let the network follow its training rows more closely, and",
        "time grows with the layers and with about the square of the units. Hold overfitting with an L2 penalty,",
        "dropout and early stopping rather than with a tiny network.",
    )
    draft.say(
        "What to do: search layers, units, learning rate and penalty together. A few thousand rows are little for a",
        f"deep network: compare it with a linear model and with trees, which {draft.refer(TREES_ON_TABLES, 'often')}",
        "do better on tables of that size. Trees and linear models have no layers.",
    )


def _in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    first, network = leader(record), best_of_family(record, "neural_network")
    if first is None:
        draft.say("In your run no configuration has a score yet.")
        return
    if network is None:
        draft.say(
            "No neural network has a score in your run, so there are no layers to tell of:",
            f"{trial_named(draft, first)} ({family_title(record, first.family)}) {has_won(record)},",
            "and the question does not touch it.",
            families_sentence(record, draft),
            "To see how a network would do, allow the family `neural_network` in a run of its own.",
        )
        return
    if first.family != "neural_network":
        title = at_start(family_title(record, first.family))
        draft.say(
            f"{title} ({trial_named(draft, first)}), which {has_won(record)}, has no layers and no units: the question",
            "does not touch it.",
        )
    _say_values(record, network, draft)
    _say_score(record, network, draft)
    _say_tried(asked, record, network, draft)
    _say_weights(record, network, draft)


def _say_values(record: RunRecord, network: Trial, draft: Draft) -> None:
    draft.say(f"The best network is {trial_named(draft, network)}:")
    found = settings_of(record, network, GROUPS)
    draft.list([at_start(value_sentence(network, tried, draft)) for tried in found])


def _say_score(record: RunRecord, network: Trial, draft: Draft) -> None:
    """Write the score of the best network, beside its training score and beside what leads."""
    first, train = leader(record), train_fact(record, network)
    score = draft.measure(score_fact(record, network))
    beside = f", {draft.measure(train)} on rows that it was fitted on" if train is not None else ""
    draft.say(f"It scores {score} on held-back rows{beside}.")
    if first is not None and first.number != network.number:
        verdict = in_sentence(verdict_sentence(record, rival(record, first, network), draft))
        draft.say(
            f"What leads, {trial_named(draft, first)} ({family_title(record, first.family)}), beside it: {verdict}"
        )


def _say_tried(asked: Question, record: RunRecord, network: Trial, draft: Draft) -> None:
    """Write how other layers or units did: of what the question names, or of the layers."""
    found = [tried for tried in settings_of(record, network, GROUPS) if tried.account.is_searched]
    named = [tried for tried in found if tried.account.name in asked.entities.hyperparameters]
    layers = [
        tried for tried in found if tried.account.name == ("n_layers" if _DEPTH.search(asked.tagged) else "n_units")
    ]
    for tried in (named or layers)[:1]:
        say_tried(record, tried, draft)


def _say_weights(record: RunRecord, network: Trial, draft: Draft) -> None:
    size = network_size(record, network)
    if size is not None:
        rows = EvidenceFact("rows that the run used", size.n_rows, href="data")
        count = network.hyperparameters.get("n_networks")
        many = EvidenceFact(f"networks averaged in trial {network.number}", count, href=f"trials/{network.number}")
        averaged = f"; {draft.cite(many)} such networks are averaged" if isinstance(count, int) and count > 1 else ""
        draft.say(
            f"Each network of {trial_named(draft, network)} has at least {draft.measure(size.weights_fact())},",
            f"and your table {draft.cite(rows)} rows: {draft.cite(size.ratio_fact())} weights for each row{averaged}.",
            "(At least: how many inputs the columns become is not recorded.)",
        )
    gap = gap_fact(record, network)
    draft.say(
        "More weights than rows are a warning sign and no proof of overfitting: early stopping and the penalty leave",
        "a network less freedom than its weights suggest.",
        f"What tells more is the score on rows not fitted on; there the gap is {draft.measure(gap, 2)}." if gap else "",
    )


_ANSWERS = DirectAnswers(NETWORK_ASKED, _gist, _detail, _in_run)

NETWORK_ARCHITECTURE = Topic(
    name="network_architecture",
    cues=cues(r"""
        7 hp:network|\bhow many (?:layers|neurons|units)
        16 vanishing|exploding gradient|gradients? (?:vanish|explode|disappear|die)
        4 \b(?:layers|neurons|hidden)\b
        9 \b(?:wide|narrow|deep|big)\b.*\blayers?\b|\blayers?\b.*\b(?:wide|narrow|deep|enough|overkill)\b
        9 \bdeep net\b|gradients? (?:\w+ ){0,2}(?:zero|nan|tiny|small|huge)
        9 architecture|my (?:neural )?network|parameters does .* network
        9 \b(?:hidden )?(?:layers?|neurons?|units)\b.*\b(?:hidden|network|layers?|neurons?|units|nodes)\b
        6 (?:size|depth|nodes|width) of (?:a |the |my )?family:neural_network|hp:\w+ .*family:neural_network
        9 family:neural_network.*\b(?:large|big|size|deep|deeper|wide|wider|weights)\b|
        ...\b(?:large|big|deep|weights|design)\b.*family:neural_network
        9 \bnetworks?\b.*\b(?:deeper|wider|layers?|units|neurons)\b|\b(?:adding|add|more|hidden|one) layers?\b
        8 \b(?:deep|deeper|wide|wider|bigger|larger) (?:family:neural_network|network)|hp:steps
    """),
    examples=(
        "how many layers should a neural network have",
        "what are vanishing gradients",
        "how many units in each hidden layer",
        "how many parameters does my network have compared with the rows",
    ),
    gist=_ANSWERS.gist,
    detail=_ANSWERS.detail,
    in_run=_ANSWERS.in_run,
    invitation="How many layers and units should a neural network have?",
    run_invitation="How large are the neural networks of my run?",
    leads_to=("learning_rate", "batch_size", "regularization"),
)
