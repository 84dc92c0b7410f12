"""Which topic is about which group of hyperparameters."""

import re
from collections.abc import Mapping

GROUP_TOPICS: Mapping[str, str] = {
    "step": "learning_rate",
    "tree_size": "tree_depth_complexity",
    "n_trees": "n_estimators",
    "penalty": "regularization",
    "batch": "batch_size",
    "passes": "epochs_early_stopping",
    "patience": "epochs_early_stopping",
    "network": "network_architecture",
    "weights": "class_weights",
}
_TAG = re.compile(r"\bhp:(\w+)")


def group_named(tagged: str) -> str:
    """Return the group of the last hyperparameter that a tagged question names; empty where it names none.

    Examples
    --------
    >>> group_named("no not hp:step but hp:tree_size")
    'tree_size'
    """
    found = _TAG.findall(tagged)
    return found[-1] if found else ""
