"""Hyperparameters against the parameters that a model learns."""

import re

from assistant.draft import Draft
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.trials import best_of_family, leader, value_fact
from assistant.markup import code
from assistant.naming import at_start, family_title, trial_named
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

_BOTH = (
    "**Parameters** are learned from the training rows by the fit; **hyperparameters** are set before the fit and "
    "steer it."
)
_EXAMPLES = (
    (
        "In a linear model the coefficients are parameters; the kind and strength of the penalty are hyperparameters "
        "(in scikit-learn `C` is the inverse of that strength)."
    ),
    (
        "In a tree the split points and the values in the leaves are parameters; the greatest depth and the least rows "
        "in a leaf are hyperparameters."
    ),
    (
        "In a neural network the weights are parameters; the learning rate, the batch size and the number of layers "
        "are hyperparameters."
    ),
)
# What a single thing is, by the words that name it, the first that fits.
_ANSWERS = tuple(
    (re.compile(words), said)
    for words, said in (
        (
            r"early stop|hp:n_trees|hp:patience|\brounds?\b|number of trees",
            (
                "Still a **hyperparameter**: early stopping chooses the number of rounds on rows that were held apart, "
                "not by the fit on its training rows, so it is a cheap way to tune it. What the fit learns are the "
                "split points and the values in the leaves of those rounds: these are the parameters."
            ),
        ),
        (
            r"hp:weights|class[_ ]weights?|scale_pos_weight",
            (
                "**Hyperparameters**: class weights are set before the fit and tell the loss how much a mistake of "
                "each class counts. `balanced` works them out from the shares of the classes, which is a rule and no "
                "learning. Choose them by costs or on held-back rows; moving the threshold does mostly the same."
            ),
        ),
        (
            r"(?:\bblend|\bensembl|\bstack).*\bweights?\b|\bweights?\b.*(?:\bblend|\bensembl|\bstack)",
            (
                "In between: the **weights of an average of models** are learned, but not by the fit of any member. "
                "They are chosen on out-of-fold predictions, as a second model that has the members' predictions for "
                "its columns. So they flatter a little, as any choice does; how many members there may be is a "
                "hyperparameter."
            ),
        ),
        (
            r"batch norm",
            (
                "**Parameters**: the scale (gamma) and shift (beta) of batch normalization are learned by gradient "
                "descent like weights, and its running means are taken from the rows. Its momentum and its epsilon are "
                "hyperparameters, which seldom need tuning. The `gamma` of a kernel or of XGBoost is another thing, a "
                "hyperparameter."
            ),
        ),
        (
            r"hp:network|\blayers?\b|\bunits?\b|\bactivations?\b|hp:optimizer|\boptimizer\b",
            (
                "**Hyperparameters**: the number of layers and units, the kind of activation and the optimizer are set "
                "before the fit, and chosen on held-back rows. Learned are the weights and offsets inside the layers; "
                "what a unit puts out for a row is neither, but a result."
            ),
        ),
        (
            r"\bsplits?\b|split points?|cut ?points?|cut point|\bleaf values?",
            (
                "A **parameter**: the fit finds the split points of a tree, and what its leaves predict, from the "
                "rows. The greatest depth and the least rows in a leaf are hyperparameters, which limit the splits "
                "that it can make."
            ),
        ),
        (
            r"intercept|\bbias(?:es)?\b",
            (
                "A **parameter**: the fit learns the intercept (bias) from the rows, as it learns the coefficients. "
                "Only whether to have one at all is a setting (in scikit-learn `fit_intercept`)."
            ),
        ),
        (
            r"\bweights?\b|family:neural_network|\bneurons?\b",
            (
                "**Parameters**, no hyperparameters: a network learns its weights by gradient descent, so you do not "
                "tune them. What is tuned are the number of layers and units, the learning rate and the batch size."
            ),
        ),
        (
            r"coefficients?|\bnum next to\b|\bbeta\b|family:linear.*\b(?:tuner|fit)\b",
            (
                "**Parameters**, no hyperparameters: the fit learns the coefficients from the rows. Tuning chooses "
                "only the kind and strength of the penalty (in scikit-learn `C` is the inverse of that strength); with "
                "another penalty the fit finds other coefficients."
            ),
        ),
        (
            r"\bcentroids?\b|support vectors?",
            (
                "A **parameter**: the fit finds it from the rows. How many there may be, or what limits them, is set "
                "before, and so a hyperparameter."
            ),
        ),
        (
            r"threshold",
            (
                "Neither, strictly: the threshold turns a probability into a decision. It is chosen after the fit, "
                "from the costs or on held-back rows, so it is treated like a hyperparameter and never learned by the "
                "fit."
            ),
        ),
        (
            r"\bseeds?\b|random_state",
            (
                "Neither: a seed fixes what is drawn by lot, so that a fit can be repeated. Do not tune it: the best "
                "of many seeds is luck."
            ),
        ),
        (
            r"^(?:so |and |but )*(?:is|are)\b.*(?:hp:\w+|family:\w*neighbors|\bk\b)",
            (
                "A **hyperparameter**: it is set before the fit and steers what the fit can learn. What the fit finds "
                "with it, such as coefficients, splits or weights, are the parameters."
            ),
        ),
    )
)


def _gist(asked: Question, draft: Draft) -> None:
    draft.say(_answer(asked) or _BOTH)


def _answer(asked: Question) -> str:
    """Return what the single thing is that the question names; nothing where it asks for the difference."""
    if re.search(r"\bdifferen|\bvs\b|\bcompar", asked.tagged):
        return ""
    return next((said for words, said in _ANSWERS if words.search(asked.tagged)), "")


def _detail(asked: Question, draft: Draft) -> None:
    if _answer(asked):
        draft.say(
            f"{_BOTH} The fit cannot set a hyperparameter itself, since on its own training rows more freedom always",
            "looks better; so it is chosen on held-back rows, and decides which parameters the fit will find.",
        )
        return
    draft.list(list(_EXAMPLES))
    draft.say(
        "They hang together: the hyperparameters decide which parameters the fit will find. The fit cannot set them",
        "itself, since on its own training rows more freedom always looks better. So they are chosen on held-back",
        "rows.",
    )


def _in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    if _answer(asked):
        _gist(asked, draft)
    first = next((best_of_family(record, name) for name in asked.entities.families), None) or leader(record)
    if first is None:
        draft.say("In your run no configuration has a score yet.")
        return
    settings = ", ".join(f"{code(name)} = {draft.cite(value_fact(first, name))}" for name in first.hyperparameters)
    rows = EvidenceFact("rows that the run used", record.data.n_rows_used, href="data")
    draft.say(
        f"In your run the hyperparameters of {family_title(record, first.family)} ({trial_named(draft, first)}) are",
        f"{settings or 'none'}: they were set before the fit. {at_start(LEARNED.get(first.family, 'its parameters'))},",
        f"are learned from your {draft.cite(rows)} rows.",
        _fixed(record, first.family) if first.hyperparameters else "",
    )


def _fixed(record: RunRecord, family: str) -> str:
    """Say which settings of a family were searched, where some were held fixed."""
    accounts = next((one.hyperparameters for one in record.families if one.name == family), ())
    fixed = [code(one.name) for one in accounts if not one.is_searched]
    if not fixed:
        return "All other settings of that family stayed at their defaults."
    searched = [code(one.name) for one in accounts if one.is_searched]
    kept = f"held fixed was {', '.join(fixed)}. The rest stayed at its defaults."
    return f"Searched were {', '.join(searched) or 'none of them'}; {kept}"


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
