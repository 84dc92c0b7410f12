"""What is said of metrics in general: what each measures, which to take for which job, and what a value is worth."""

import re
from collections.abc import Callable

from assistant.draft import Draft
from assistant.evidence.literature import AUC_CHANCE, AUC_MEANING, PROPER_SCORES
from assistant.evidence.literature_models import PRECISION_RECALL
from assistant.topics.kinds_of_question import text
from assistant.understanding.question import Question


def _accuracy(_: Draft) -> str:
    return (
        "**Accuracy** is the share of rows that are called right. It hides what matters when one class is rare: if one "
        "row in a hundred is positive, saying no to all is right for the other ninety-nine. It needs a threshold and "
        "counts mistakes alike; **balanced accuracy** gives each class the same weight."
    )


def _ranking(draft: Draft) -> str:
    return (
        f"**ROC AUC** asks how often a positive row is {draft.refer(AUC_MEANING, 'ranked above')} a negative one; a "
        f"coin gets {draft.cite(AUC_CHANCE)}. It needs probabilities: from hard yes or no answers it comes out lower. "
        "**Average precision** looks at the top of the ranking, and suits rare classes."
    )


def _probabilities(draft: Draft) -> str:
    return (
        "**Log loss** is the mean logarithm of the probability given to what came true, without its sign. It rewards "
        f"{draft.refer(PROPER_SCORES, 'honest probabilities')}; being surely wrong costs most. Smaller is better."
    )


def _alarms(_: Draft) -> str:
    return (
        "**Precision** is the share of alarms that are right, **recall** the share of positives that are found; **F1** "
        "balances the two (their harmonic mean). All three need a threshold, and move against each other with it."
    )


def _errors(_: Draft) -> str:
    return (
        "**RMSE**, the root of the mean squared error, punishes large errors most; **MAE**, the mean absolute error, "
        "counts all alike; both are in the unit of the target, smaller is better. **MAPE** counts in percent; **R²** "
        "compares with predicting the average."
    )


ERRORS = frozenset(
    {
        "root_mean_squared_error",
        "mean_absolute_error",
        "r2",
        "root_mean_squared_log_error",
        "mean_absolute_percentage_error",
        "mse",
    }
)
"""Metrics of values; every other metric is one of classes."""

# What is explained together: a sentence, and the metrics that it serves.
_MEANINGS: tuple[tuple[Callable[[Draft], str], frozenset[str]], ...] = (
    (_accuracy, frozenset({"accuracy", "balanced_accuracy"})),
    (_ranking, frozenset({"roc_auc", "average_precision"})),
    (_probabilities, frozenset({"log_loss"})),
    (_alarms, frozenset({"f1", "f1_macro", "precision", "recall"})),
    (_errors, ERRORS),
)


_ASKS_MEANING = re.compile(r"\b(?:what (?:is|are|does|do)|explain|define|describe|meaning|difference)\b")


def gist(asked: Question, draft: Draft) -> None:
    """Explain the metrics that are named, first where their meaning is asked, and how to choose one."""
    named = [meaning(draft) for meaning, names in _MEANINGS if names & set(asked.entities.metrics)]
    asks = _ASKS_MEANING.search(asked.tagged) is not None
    draft.list(named if asks else [])
    draft.say(
        "Choose the metric by the decision that the model serves: whether you rank, trust probabilities, act on yes or",
        "no, or need a value that is close. Decide on it before the search, since the search optimizes it.",
    )
    draft.list([] if asks else named)


def detail(asked: Question, draft: Draft) -> None:
    """Explain all metrics where none is named."""
    if not asked.entities.metrics:
        draft.list([meaning(draft) for meaning, _ in _MEANINGS])
    draft.say("What to do: if mistakes cost differently, say so in the goal; costs say more than any metric.")


def gist_of_ranking_curves(_: Question, draft: Draft) -> None:
    """Set the ROC curve against that of precision and recall."""
    draft.say(
        f"Where positives are rare, look at {draft.refer(PRECISION_RECALL, 'precision and recall')} (the PR curve, its",
        "area is the average precision): they show how many alarms are false. The ROC curve sets the positives that",
        "are found against the share of **negatives** that raise a false alarm; with many negatives even a small share",
        "is a flood of alarms, so that it looks rosy.",
    )
    draft.say(
        f"A coin gets {draft.cite(AUC_CHANCE)} in ROC AUC whatever the classes, but the **share of positives** in",
        "average precision: compare with that. ROC AUC is right where both classes count alike or the share will",
        "change. Which point of a curve to work at, what the mistakes cost decides.",
    )


def gist_of_the_jobs(_: Question, draft: Draft) -> None:
    """Say who is right where two metrics put different models first."""
    draft.say(
        "It depends on what you will use: if you act on yes or no at one threshold, take the one that is best by F1",
        "(or better, by cost); if you use the probabilities, take the one that is best by log loss; if you work from",
        "the top of a list, the one that is best by ROC AUC or average precision.",
    )
    draft.say(
        "F1 and accuracy judge a **threshold** together with the model, and another threshold may turn them around.",
        f"Log loss is a {draft.refer(PROPER_SCORES, 'proper score')}: only honest probabilities make it best, so it is",
        "the safer choice where the use is open. And look whether either lead is more than noise: of tied models,",
        "both may have the medal.",
    )


GIST_OF_ERRORS = text(
    "It depends on whether one large miss hurts more than many small ones. **RMSE** squares the errors, so that a",
    "handful of very large values decides it, and the model that it chooses; **MAE** counts every unit of error alike",
    "and hardly notices them. Take RMSE if big misses are what costs, MAE if the usual row matters.",
)
DETAIL_OF_ERRORS = text(
    "A third way, where a miss matters in proportion: predict the logarithm of the target (RMSLE), or judge in percent",
    "(MAPE), so that ten percent too low weighs the same for cheap and dear. Look first whether the extremes are real",
    "or mistakes of the data. MAE draws a model to the median, RMSE to the mean.",
)
GIST_OF_DIFFERENT_VALUES = text(
    "Expected it is not, but common: libraries share one definition of such a metric, so that a difference",
    "comes from what they were given. Mostly one scores hard labels where the other scores probabilities (ROC",
    "AUC needs probabilities), or a different round, other rows, or weights. Score the same predictions with",
    "both: then they agree.",
)
GIST_OF_GOOD = text(
    "No value of a metric is **good** in itself: compare it with the baseline that ignores every column, with",
    "a simple model, and with what the decision needs. Near perfect is a reason to look for a column that",
    "knows the answer.",
)
GIST_OF_ACCURACY = text(
    "Because **accuracy** can be high for a model that is of no use: where one class is rare, always guessing",
    "the common one is right nearly always. It counts both kinds of mistake alike, and it needs a threshold",
    "first. Better: judge probabilities by log loss or the Brier score, or the ranking by ROC AUC or average",
    "precision, and decide by what the mistakes cost.",
)
GIST_OF_NEGATIVE_R2 = text(
    "An **R²** below zero means that the model does worse on these rows than always predicting their average. Likely",
    "causes: it overfits (good on training rows, bad here), the rows differ from those it learned from (a drift, or an",
    "order in time), or the columns say nothing of the target, so that only noise was learned.",
)
DETAIL_OF_NEGATIVE_R2 = text(
    "Check the training score beside it, the folds one by one (a tiny fold or one outlier can do it), and whether",
    "targets were transformed or rows mixed up. Then regularize more, take a simpler model, or find better columns.",
)
GIST_OF_ANOTHER_WINNER = text(
    "In general, metrics look at different things, so that of models that are close, another one may come first. Where",
    "the lead is within the noise, that is no contradiction but a tie told twice. Choose the metric by what the model",
    "is for, and not by who wins.",
)
GIST_OF_WHY = text(
    "A search needs a metric that sees small improvements. Accuracy sees only how many rows cross the threshold;",
    "ROC AUC and log loss use the whole probability, do not hang on a threshold (nor ROC AUC on the share of the",
    "classes), and so choose more surely. Report accuracy **beside** it, for those who want percent right, and always",
    "next to what saying the largest class to all would get.",
)

# For what each metric of a run is a good choice, and what it does not see.
FITS_FOR = {
    "roc_auc": (
        "It is a good choice where the order of the rows is what you use, and it does not hang on a threshold or on "
        "the shares of the classes. It does not see whether probabilities are right, nor what mistakes cost; with few "
        "positives of which only the top is acted on, average precision tells more, and if costs are known, a count "
        "of costs."
    ),
    "log_loss": (
        "It is a good choice where the probabilities themselves are used, since only honest ones make it best. It "
        "does not see what mistakes cost, and few very sure mistakes weigh much; for a mere ranking take ROC AUC."
    ),
    "average_precision": (
        "It is a good choice where positives are rare and the top of the list is acted on. It ignores how true "
        "negatives are ordered among themselves, whether probabilities are right, and what mistakes cost."
    ),
    "accuracy": (
        "It is a good choice only where classes are about even and both mistakes cost alike. It ignores how sure the "
        "model is and hides a rare class; else take balanced accuracy, log loss, average precision, or the costs."
    ),
    "balanced_accuracy": (
        "It is a good choice where every class counts alike, however rare. It ignores how sure the model is, and "
        "depends on the threshold; log loss or ROC AUC see more of close models."
    ),
    "f1": (
        "It is a good choice where a rare class is to be found and misses and false alarms cost about alike. It "
        "ignores true negatives and depends on the threshold; average precision is steadier for a search, costs say "
        "more."
    ),
    "root_mean_squared_error": (
        "It is a good choice where one large miss hurts more than many small ones. Few extreme values may decide it; "
        "where the usual row matters take the mean absolute error, where percent matter a relative one."
    ),
    "mean_absolute_error": (
        "It is a good choice where every unit of error costs the same. It hardly sees few large misses; where those "
        "hurt most take the root mean squared error."
    ),
    "r2": (
        "It is a good choice to compare with always predicting the mean. It squares errors, so that few extreme "
        "values may decide it, and it is in no unit; report the mean absolute error beside it."
    ),
}
