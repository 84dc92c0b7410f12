"""What more or less of a hyperparameter does, in general: by its name, or else by what it governs."""

from collections.abc import Mapping, Sequence

_OF_A_GROUP: Mapping[str, str] = {
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
_OF_A_NAME: Mapping[str, str] = {
    "max_depth": "Deeper trees fit the training rows ever better; held-back rows gain only while finer "
    "interactions are real and leaves keep enough rows, then they lose. Each level may double leaves, time and memory. "
    "Without any limit the least rows in a leaf and the number of leaves decide. Change depth together with those.",
    "max_leaves": "More leaves let a tree fit finer rules: the training score rises, and the held-back "
    "score only where there are rows enough for them; on small tables it overfits. Raise the least rows in a leaf "
    "along with it; time and size grow.",
    "min_child_weight": "A larger `min_child_weight` asks for more evidence in a leaf: fewer splits, a more "
    "cautious model, less overfitting, and underfitting from some size on, above all of a rare class. For squared "
    "error it counts rows; for classes it sums p times one minus p, so that it takes at least four rows for each unit, "
    "and many more where the model is sure.",
    "min_samples_leaf": "Larger leaves average over more rows: smoother answers, less overfitting, smaller "
    "and faster trees; too large ones hide real differences and small groups.",
    "gamma": "A larger `gamma` drops splits that lower the loss by less than it, so that trees get smaller: "
    "less overfitting, then underfitting. It is in units of the loss, so that no value is large by itself: zero prunes "
    "nothing, and useful ones are searched on a log scale. It differs from `min_child_weight`, which asks for rows and "
    "not for gain.",
    "learning_rate": "A smaller learning rate needs proportionally more rounds (a tenth of it: about ten "
    "times as many), costs that much time, and often ends a little better; a larger one is quicker and coarser. Let "
    "early stopping find the rounds, or the comparison is unfair.",
    "n_estimators": "More trees make a forest steadier with ever less gain, and never overfit it; in "
    "boosting they help up to the best round and overfit beyond, so that early stopping should set them. Time and size "
    "grow in proportion.",
    "subsample": "Fewer rows for each tree make trees more different and rounds quicker: often an equal or "
    "slightly better score down to about half; far below, each tree is weak and noisy, and it underfits or needs many "
    "more rounds, the sooner the fewer rows there are.",
    "colsample_bytree": "Fewer columns for each tree make trees more different and quicker, and keep a few "
    "strong columns from ruling all; too few hide the columns that matter.",
    "max_features": "Fewer columns for each split make the trees of a forest more different and weaker; "
    "too few hide the columns that matter where many are useless.",
    "reg_lambda": "A larger `reg_lambda` shrinks the values of leaves, most in small ones; at zero they are "
    "not shrunk, which overfits a little more where leaves are small and hardly matters where they hold many rows. It "
    "works on a scale of powers of ten.",
    "reg_alpha": "A larger `reg_alpha` pulls the values of leaves to zero and some exactly to it; at zero "
    "it is off. It acts on a scale of powers of ten.",
    "C": "A larger `C` is a weaker penalty: the training score rises, and the held-back one only if the "
    "penalty was too strong; without bound, single rows rule (a hard margin) and fitting gets slow. Search it on a log "
    "scale, with the width of the kernel, on scaled columns.",
    "alpha": "A larger `alpha` is a stronger penalty: coefficients shrink, and far up all predictions near "
    "the mean; at zero it is an unpenalized fit, unstable where columns are correlated or many. Search powers of ten.",
    "dropout": "More dropout restrains a network and lengthens training; much of it in a small network "
    "underfits, which shows as a low training score with dropout off.",
    "scale_pos_weight": "A larger `scale_pos_weight` raises the probabilities of the rare class: more of it "
    "is found at a fixed threshold, with more false alarms. The ranking (ROC AUC) hardly changes, and probabilities "
    "are no longer right. A lower threshold does the same without a new fit.",
    "class_weight": "A weight on the rare class finds more of it at a fixed threshold, with more false "
    "alarms; the ranking hardly changes, and probabilities are no longer right. A lower threshold does the same.",
    "max_bin": "More bins let trees cut columns at finer points: rarely a visible gain beyond the default, more memory "
    "and time, and on small tables a little more overfitting; fewer bins are a mild restraint.",
    "max_delta_step": "A cap on the step of a leaf calms fits where a class is very rare; with a small learning rate "
    "and enough rows in a leaf it seldom changes anything.",
    "n_neighbors": "More neighbors smooth the answer: less variance and more bias; fewer follow single rows. Columns "
    "must be scaled, and the best number grows with the rows and the noise.",
    "batch_size": "A larger batch gives smoother and fewer steps, and wants a larger learning rate; with the old one "
    "it learns less in an epoch. Quality then hardly changes; speed does.",
    "epochs": "More epochs fit the training rows ever closer; early stopping ends them where held-back rows stop "
    "gaining, so that a generous limit does no harm.",
    "early_stopping_rounds": "A longer patience costs time and rides over chance dips; a shorter one may stop too "
    "early, the more so the smaller the learning rate and the noisier the score. The best round is kept either way.",
    "rate_drop": "The DART booster drops earlier trees at random while new ones are fitted: sometimes a "
    "little less overfitting, at the price of much slower training and prediction, and early stopping does not work as "
    "usual, since old trees change. Compare it on the same folds, with the number of rounds tuned.",
}
MOST = 2


def effects_of(names: Sequence[str], groups: Sequence[str]) -> list[str]:
    """Return what settings do in general: by their names where known, else by what they govern; two at most."""
    named = [_OF_A_NAME[name] for name in dict.fromkeys(names) if name in _OF_A_NAME]
    return (named or [_OF_A_GROUP[group] for group in dict.fromkeys(groups) if group in _OF_A_GROUP])[:MOST]
