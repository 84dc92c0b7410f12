"""What is said of overfitting in general: what it is, how to stop it, and why good training scores fail in use."""

from collections.abc import Mapping

from assistant.draft import Draft
from assistant.evidence.literature import FORESTS, MORE_TREES, OVERTUNED_RUNS, SELECTION_OVERFITS
from assistant.topics.kinds_of_question import text
from assistant.understanding.question import Question

_LEVERS: Mapping[str, str] = {
    "lightgbm": "LightGBM: fewer `num_leaves`, less `max_depth`, more `min_data_in_leaf`, `bagging_fraction` and "
    "`feature_fraction` below one, more `lambda_l1` or `lambda_l2`, a small learning rate with early stopping",
    "xgboost": "XGBoost: less `max_depth`, more `min_child_weight` and `gamma`, `subsample` and `colsample_bytree` "
    "below one, more `reg_lambda`, a small learning rate with early stopping",
    "catboost": "CatBoost: less `depth`, more `l2_leaf_reg`, a small `learning_rate` with an evaluation set and "
    "`early_stopping_rounds`, `rsm` below one, more `random_strength`; rare categories joined",
    "random_forest": "a random forest: more rows a leaf (`min_samples_leaf`), fewer columns a split (`max_features`)",
    "linear": "a linear model: a stronger penalty, fewer columns",
    "neural_network": "a neural network: early stopping, weight decay, dropout, fewer units",
    "extra_trees": "extra trees: more rows a leaf (`min_samples_leaf`), fewer columns a split (`max_features`)",
    "decision_tree": "a single tree: pruning (`ccp_alpha`), more rows a leaf, less depth; or a forest in its place",
    "svm": "a support vector machine: a smaller `gamma` first, then a smaller `C`, on scaled columns",
    "k_nearest_neighbors": "nearest neighbors: more neighbors",
}
_ANY_FAMILY = "limit the freedom: shallower trees, larger leaves, a stronger penalty, early stopping"


def lever_of(family: str) -> str | None:
    """Return what restrains a family; None where nothing is written of it."""
    return _LEVERS.get(family)


def gist(_: Question, draft: Draft) -> None:
    """Say what overfitting is."""
    draft.say(
        "**Overfitting** means that a model has learned the noise of its training rows, so that it predicts new rows",
        "worse than a simpler one would. Hyperparameters that allow too much freedom (deep trees, tiny leaves, weak",
        "penalties, too many boosting rounds) make it likely.",
    )


def short_gist(_: Question, draft: Draft) -> None:
    """Say what overfitting is, beside the verdict of a run."""
    draft.say("A model overfits when it learned the noise of its training rows, so that new rows go worse than needed.")


GIST_OF_ANYTHING = text(
    "Whether a model overfits is told by rows that it has not seen, and never by its settings or its training score:",
    "it does if a simpler or more restrained configuration scores better on the same held-back rows. Change one thing",
    "at a time on the same folds, keep what raises that score, and confirm on rows that had no part in any choice.",
)


def gist_of_looking(_: Question, draft: Draft) -> None:
    """Say how both scores are read side by side."""
    draft.say(
        "Put the training score and the cross-validated score of each trial side by side, with the standard error over",
        "the folds. Where trials fit their training rows better and better while the held-back score falls, they",
        f"overfit. The gap of one trial alone is not the verdict: {draft.refer(FORESTS, 'a random forest')} knows its",
        "training rows by its nature.",
    )


def gist_of_telling(_: Question, draft: Draft) -> None:
    """Say how overfitting is told."""
    draft.say("By rows that the model has not seen, never by the training score alone:")
    draft.list(
        [
            "compare its cross-validated score with that of **simpler** settings: if they do better, it overfits",
            "look at many trials: where a better training score goes with a worse held-back one, they overfit",
            "score it once on rows that were locked away: a score below the promised range speaks for itself",
            f"do not judge by the gap: {draft.refer(FORESTS, 'a random forest')} knows its training rows by its nature",
        ]
    )


def detail(_: Question, draft: Draft) -> None:
    """Say how it is told, and what to do."""
    draft.say(
        f"A gap is no proof by itself: {draft.refer(FORESTS, 'a random forest')} scores nearly perfectly on its own",
        "training rows and may be the best all the same. What counts is the score on rows that were held back.",
        "Cross-validation measures overfitting, it does not prevent it. And the choice among many configurations",
        f"{draft.refer(SELECTION_OVERFITS, 'can overfit too')}: in about {draft.cite(OVERTUNED_RUNS)} % of tuning runs",
        "of a study, the chosen one did worse on new rows than the default or the first one tried.",
    )
    draft.say("What helps, as long as the held-back score improves:")
    draft.list([_ANY_FAMILY, *_ON_THE_ROWS])


_ON_THE_ROWS = (
    "get more rows, or drop columns that carry no signal",
    "keep related rows (one person, one day) in the same fold, and in time order where time matters",
)
_ON_THE_SEARCH = ("try fewer configurations, repeat the folds, and confirm once on rows that were locked away",)


def gist_of_the_cure(asked: Question, draft: Draft) -> None:
    """Say what to make sure of first, and which settings limit the freedom of the families that are named."""
    draft.say(
        "Limit the model's freedom, and keep what raises the **held-back** score. First make sure that it overfits:",
        "compare the held-back scores of simpler and richer settings, not the training score with them. More folds",
        "only measure better; cutting the rows does not reduce overfitting. What does:",
    )
    named = [_LEVERS[family] for family in asked.entities.families if family in _LEVERS]
    draft.list([*(named or [_ANY_FAMILY]), *_ON_THE_ROWS, *_ON_THE_SEARCH])


GIST_OF_CAUSES = text(
    "Because part of what a model can learn from its rows is noise: chance patterns that new rows do not repeat. What",
    "it learns of them helps on the training rows and hurts everywhere else, so the training score goes on rising",
    "while the held-back score falls. The causes: more freedom than the rows bear (deep trees, tiny leaves, weak",
    "penalties, many rounds), few or noisy rows, many columns without a signal, and trying very many settings.",
)
GIST_OF_TRIALS = text(
    "More trials do not change how a model is fitted, but the best of many is partly lucky: the more were tried and",
    "the fewer the rows are, the more its cross-validated score flatters. Judge by a score that is corrected for the",
    "choice or by rows that had no part in it, and take the simplest of those that tie.",
)
GIST_OF_RANKING = text("The gap alone is no harm: a trial with a large one may still do best on held-back rows.")
GIST_OF_HEARSAY = text(
    "I go by what is recorded, not by what was said before: if a number differs from those below, these are the ones",
    "that hold. And a gap alone, of whatever size, does not settle that a model overfits.",
)
GIST_OF_NEW_ROWS = text(
    "That holds for new rows that are like those of the table, and only if nothing in it leaks the answer.",
)


def detail_of_causes(_: Question, draft: Draft) -> None:
    """Say what helps, and how it is told."""
    draft.say("What helps, as long as the **held-back** score (cross-validation) improves:")
    draft.list([_ANY_FAMILY, *_ON_THE_ROWS, *_ON_THE_SEARCH])


def gist_of_a_high_training_score(_: Question, draft: Draft) -> None:
    """Say what a high training score proves."""
    draft.say(
        "A high training score proves nothing either way, so I cannot confirm anything by it alone: it tells how",
        f"well a model knows rows that it has seen, and {draft.refer(FORESTS, 'some families')} know those by heart",
        "and are the best all the same. Only the score on rows that were held back tells.",
    )


def detail_of_the_cure(asked: Question, draft: Draft) -> None:
    """Say what is no cure, and what to check before."""
    if "random_forest" in asked.entities.families or "n_estimators" in asked.entities.hyperparameters:
        draft.say(
            f"The number of trees is not what makes a forest overfit: {draft.refer(MORE_TREES, 'more of them')} only",
            "steady it.",
        )
    draft.say(
        "Before that, look at the size of the table, at how rare the rarest class is, and at how the rows were split:",
        "a bad or lucky split looks like overfitting. And do not tune for a small gap: tune for the held-back score.",
    )


def gist_of_failing_in_use(_: Question, draft: Draft) -> None:
    """Say why a model that did well fails after it is put to use."""
    draft.say("A model that did well in training and fails in use has one of these behind it, overfitting only last:")
    draft.list(
        [
            "**drift**: the new rows are unlike those that it learned from",
            "**leakage**: a column in training knew the answer, or was filled in after the fact",
            "**skew**: the columns are prepared differently in use than in training",
            "**relatives**: copies, or rows of one person, stood on both sides of the split",
            "**overfitting**: it was judged by its training score, or chosen as the best of many",
        ]
    )


def detail_of_failing_in_use(_: Question, draft: Draft) -> None:
    """Say what to do about it."""
    draft.say(
        "Before shipping, validate on the latest period, with folds in time order. In use, send rows through the very",
        "pipeline that was fitted, log inputs and outcomes, compare their distributions with those of training, and",
        "score the model on the true answers as they come in.",
    )
