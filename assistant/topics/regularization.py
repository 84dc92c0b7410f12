"""L1, L2, elastic net, lambda, alpha and other brakes on complexity."""

from assistant.draft import Draft
from assistant.evidence.literature import ELASTIC_NET, LASSO, RIDGE
from assistant.evidence.trials import best_of_family, leader
from assistant.naming import family_title
from assistant.topics.setting import say_settings
from assistant.topics.topic import Topic
from assistant.understanding.question import Question
from assistant.understanding.route import cues
from models.record import RunRecord

GROUPS = ("penalty",)
_FOREST_BRAKES = "its brakes are the least rows in a leaf and the share of columns that a split may look at"
_OTHER_BRAKES = {
    "random_forest": _FOREST_BRAKES,
    "extra_trees": _FOREST_BRAKES,
    "k_nearest_neighbors": "its brake is the number of neighbors: the more of them, the smoother it is",
    "neural_network": "its brakes are narrow layers and few passes over the rows",
}


def _gist(_: Question, draft: Draft) -> None:
    draft.say(
        "**Regularization** makes a model pay for complexity, for instance for large coefficients, so that it",
        "follows the noise of its training rows less. For tuning it is a dial: one strength, searched on a log",
        "scale, decides how simple the model is.",
    )


def _detail(_: Question, draft: Draft) -> None:
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
    if say_settings(record, wanted, GROUPS, draft):
        draft.say("A larger value is a stronger penalty here.")
        return
    brakes = _OTHER_BRAKES.get(wanted.family)
    title = family_title(record, wanted.family)
    draft.say(f"In your run, {title} has no penalty{': ' + brakes if brakes else ''}.")
    other = best_of_family(record, "linear")
    if other is not None and other.number != wanted.number:
        say_settings(record, other, GROUPS, draft)


REGULARIZATION = Topic(
    name="regularization",
    cues=cues(r"""
        8 \b(?:l1|l2|lasso|ridge|elastic net|elasticnet)\b.*\b(?:and|vs|or|between)\b.*\b(?:l1|l2|lasso|ridge|
        ...elastic net|elasticnet)\b
        7 \bregularization
        6 \b(?:l1|l2|lasso|ridge)\b|elastic ?net
        5 hp:penalty
        5 \bpenal(?:ty|ties|i[sz]e)|\bshrink(?:age|s|ing)?\b|weight decay|\bdropout\b
    """),
    examples=(
        "how does regularization help with tuning",
        "what is the difference between l1 and l2",
        "which regularization strength was chosen",
        "lasso or ridge",
    ),
    gist=_gist,
    detail=_detail,
    in_run=_in_run,
    invitation="How does regularization help?",
    run_invitation="How strongly is my model regularized?",
    leads_to=("overfitting", "why_this_value", "learning_rate"),
)
