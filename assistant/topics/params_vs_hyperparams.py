"""Hyperparameters against the parameters that a model learns."""

from assistant.draft import Draft
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.trials import leader, value_fact
from assistant.markup import code
from assistant.naming import family_title, trial_named
from assistant.topics.topic import Topic
from assistant.understanding.question import Question
from assistant.understanding.route import cues
from models.record import RunRecord

LEARNED = {
    "linear": "its parameters, one coefficient for each feature and an intercept",
    **dict.fromkeys(
        ("random_forest", "extra_trees"), "its parameters, where each tree splits and what each leaf predicts"
    ),
    **dict.fromkeys(
        ("xgboost", "lightgbm", "hist_gradient_boosting", "catboost"),
        "its parameters, where each tree splits and what each leaf adds",
    ),
    "k_nearest_neighbors": "its parameters, which are the rows themselves, kept to look neighbors up in",
    "neural_network": "its parameters, a weight for each connection and an offset for each unit",
}
"""What the fit of each family learns."""


def _gist(asked: Question, draft: Draft) -> None:
    if "coefficient" in asked.tagged or "weights" in asked.tagged:
        draft.say("No: coefficients and weights are parameters, learned from the rows by the fit.")
    draft.say(
        "**Parameters** are learned from the training rows by the fit; **hyperparameters** are set before the fit",
        "and steer it.",
    )


def _detail(_: Question, draft: Draft) -> None:
    draft.list(
        [
            (
                "In a linear model the coefficients are parameters; the kind and strength of the penalty are "
                "hyperparameters (in scikit-learn `C` is the inverse of that strength)."
            ),
            (
                "In a tree the split points and the values in the leaves are parameters; the greatest depth and the "
                "least rows in a leaf are hyperparameters."
            ),
            (
                "In a neural network the weights are parameters; the learning rate, the batch size and the number of "
                "layers are hyperparameters."
            ),
        ]
    )
    draft.say(
        "They hang together: the hyperparameters decide which parameters the fit will find. The fit cannot set them",
        "itself, since on its own training rows more freedom always looks better. So they are chosen on held-back",
        "rows.",
    )


def _in_run(_: Question, record: RunRecord, draft: Draft) -> None:
    first = leader(record)
    if first is None:
        draft.say("In your run no configuration has a score yet.")
        return
    settings = ", ".join(f"{code(name)} = {draft.cite(value_fact(first, name))}" for name in first.hyperparameters)
    rows = EvidenceFact("rows that the run used", record.data.n_rows_used, href="data")
    draft.say(
        f"In your run the hyperparameters of {family_title(record, first.family)} ({trial_named(draft, first)}) are",
        f"{settings or 'none'}. They were set before the fit;",
        f"{LEARNED.get(first.family, 'its parameters')}, are learned from your {draft.cite(rows)} rows.",
    )


PARAMS_VS_HYPERPARAMS = Topic(
    name="params_vs_hyperparams",
    cues=cues(r"""
        7 \b(?:values?|ones?|numbers?|things?)\b.*\b(?:learn|learns|learned)\b.*\b(?:i|we|you) (?:set|choose|pick)
        9 (?<!hyper)\b(?:model )?parameters?\b.*\b(?:and|vs|from|or|than|to|with|between|not|same|are)
        ...\b.*\bhyperparameters?\b
        9 \bhyperparameters?\b.*\b(?:and|vs|from|or|than|to|with|between|not|same|
        ...just)\b.*(?<!hyper)\b(?:model |normal |regular |learned |ordinary )?parameters?\b
        9 \b(?:coefficients?|weights|biases|intercept|split points)\b.*\b(?:hyperparameters?)\b
        9 \bhyperparameters?\b.*\b(?:coefficients?|weights|biases|learned)\b
        6 (?:is|are) (?:it|they|\w+) (?:a )?(?:hyperparameters?) or (?:a )?parameters?
        ...|parameters? or hyperparameters?
        6 what (?:does|do|did) (?:the|a|my) model (?:itself )?learn
    """),
    examples=(
        "what is the difference between hyperparameters and model parameters",
        "parameters vs hyperparameters",
        "are the coefficients hyperparameters",
        "is a hyperparameter not just a parameter",
    ),
    gist=_gist,
    detail=_detail,
    in_run=_in_run,
    invitation="What is the difference between hyperparameters and model parameters?",
    run_invitation="Which values in my model are hyperparameters, and which parameters are learned?",
    leads_to=("definition", "choose", "regularization"),
)
