"""What more of a hyperparameter does, in general, by what it governs."""

from collections.abc import Mapping

EFFECTS: Mapping[str, str] = {
    "step": "A larger step learns faster and stops at a coarser answer; a smaller one needs more rounds and often ends "
    "a little better.",
    "tree_size": "Larger trees fit finer patterns, and from some size on the noise of the rows; smaller ones miss some "
    "patterns.",
    "n_trees": "More trees steady a forest and cost time; in boosting, too many fit noise unless training stops early.",
    "penalty": "A stronger penalty makes the model simpler: it fits less of the noise, and at some point less of the "
    "signal.",
    "sampling": "Showing each tree fewer rows or columns makes the trees differ more, which steadies their average, "
    "but each of them is weaker.",
    "batch": "A larger batch gives smoother and fewer steps; a smaller one noisier steps, which sometimes find a "
    "better place.",
    "passes": "More passes fit the training rows ever closer; early stopping ends them where held-back rows stop "
    "gaining.",
    "network": "A larger network can express more and needs more rows, or a stronger penalty, to do so honestly.",
    "neighbors": "More neighbors smooth the answer; fewer follow single rows.",
}
