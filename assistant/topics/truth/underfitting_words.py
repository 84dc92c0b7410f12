"""What is said of underfitting in general: what it is, how it is told from a lack of signal, and what helps."""

from assistant.draft import Draft
from assistant.evidence.literature_truth import BIAS_AND_VARIANCE, LEAF_OF_LIGHTGBM
from assistant.topics.kinds_of_question import text
from assistant.understanding.question import Question


def gist(_: Question, draft: Draft) -> None:
    """Say what underfitting is."""
    draft.say(
        "**Underfitting** means that a model is too simple, or was trained too little, to catch the pattern: it scores",
        "poorly on its training rows **and** on held-back rows, hardly better than a baseline that ignores every",
        f"column. Overfitting is {draft.refer(BIAS_AND_VARIANCE, 'the other side')}: good on training rows, worse on",
        "new ones.",
    )


def detail(_: Question, draft: Draft) -> None:
    """Say what helps."""
    draft.say("How to address it, as long as the held-back score rises:")
    draft.list(
        [
            "more capacity: deeper trees, more leaves, more units, a richer family",
            "less regularization: a weaker penalty, smaller leaves, less dropout",
            "longer training: more boosting rounds or epochs, or a larger learning rate",
            "better columns: what is not in the table, no model can learn",
        ]
    )
    draft.say(
        "Check against the baseline first. If richer models score no better, the limit lies in the columns or in wrong",
        "answers.",
    )


def gist_of_the_cure(asked: Question, draft: Draft) -> None:
    """Say what helps, after what it is where that is asked."""
    if "what is" in asked.tagged:
        gist(asked, draft)
    detail(asked, draft)


GIST_OF_TIME = text(
    "A short search leaves better settings unfound; that is not underfitting, which means a model too simple for the",
    "pattern. It was too short if the best score still rose by more than the noise in the last trials.",
)
GIST_OF_TELLING = text(
    "A model underfits if it scores poorly on its training rows as well as on held-back ones, and a richer or less",
    "restrained one raises **both**. If only the training score rises, more capacity is not what is missing: then the",
    "columns, the answers or the number of rows set the limit.",
)


def gist_of_few_rows(_: Question, draft: Draft) -> None:
    """Say why LightGBM learns nothing from a tiny table."""
    draft.say(
        "On a tiny table the defaults of LightGBM forbid nearly every split: a leaf must hold",
        f"{draft.measure(LEAF_OF_LIGHTGBM)} (`min_data_in_leaf`), and columns are cut into coarse bins",
        "(`min_data_in_bin`), so that even a simple rule cannot be expressed. Lower `min_data_in_leaf` to a few rows",
        "and `min_data_in_bin` to one, or take a simpler model (linear, a single small tree), which suits so few rows",
        "better.",
    )


GIST_OF_LOW_CURVES = text(
    "Two low scores close together mean **underfitting** (high bias): the model is too simple, is held back too much,",
    "or its columns tell little. More rows will not help much. What may: more capacity (a richer family, deeper trees,",
    "more rounds), a weaker penalty, better columns. Compare with the baseline first, which ignores every column; if",
    "richer models score no better, the limit lies in the columns or in wrong answers.",
)
GIST_OF_NO_SIGNAL = text(
    "Raise the capacity, and watch both scores. If the training score rises and the held-back one too, the model was",
    "too simple; if only the training score rises, simplicity was not the limit. Then compare with the baseline, which",
    "ignores every column, and with a flexible family (boosted trees): if neither a linear nor a flexible model is",
    "ahead of the baseline by more than the noise, the columns hold no signal for this target.",
)
DETAIL_OF_NO_SIGNAL = text(
    "How good anyone could be is set by the noise in the answers: measure or label some rows twice, and see how often",
    "the two agree. Between no signal and the ceiling, better columns help more than settings.",
)
GIST_OF_NEGATIVE = text(
    "A negative R² (or a score below the baseline) means that the model predicts held-back rows worse than their plain",
    "mean would. The usual causes: it **overfits** few rows (then its training score is high); the held-back rows are",
    "unlike the others (sorted rows without shuffling, another group, a later time); or something is broken (a wrong",
    "join, another scale of the target). Look at the training score first: high, take a simpler model and more rows;",
    "low as well, the model underfits or the columns tell nothing.",
)
GIST_OF_A_CONSTANT = text(
    "A model that predicts the mean (or one class) for every row has found no signal that it may use. Likely causes: a",
    "penalty that is far too strong, too few rounds or a tiny learning rate, leaves that must hold more rows than",
    "there are, or columns without a signal (wrongly joined rows, constant columns). Compare its score with that of",
    "the baseline: if they are equal, nothing was learned. Then loosen the penalty, allow more rounds and smaller",
    "leaves, and look at the columns.",
)


_TOO_SIMPLE_LINE = (
    "It is too simple if its **training score is low as well** and a tree family is ahead of it by more than the noise",
    "of the folds; if its training score is high, simplicity is not its trouble.",
)
_TOO_SIMPLE_TREES = (
    "Probably, if its **training score is low as well**: near the baseline on both sides, it cannot even fit the rows",
    "that it knows. Very shallow trees are too simple then: compare with deeper trials on the same folds, and keep",
    "what scores better on held-back rows by more than the noise.",
)


def gist_of_a_family(asked: Question, draft: Draft) -> None:
    """Say how it is told whether a family, or a setting of it, is too simple."""
    draft.say(*(_TOO_SIMPLE_LINE if "linear" in asked.entities.families else _TOO_SIMPLE_TREES))


GIST_OF_THE_BASELINE = text(
    "A model beats the baseline where its held-back score is ahead of that of a constant guess by more than about two",
    "standard errors of the difference, on the same folds. If it is not, it has learned little: look at the columns",
    "and the answers before the settings.",
)
GIST_OF_CAPACITY = text(
    "A bigger model helps only if the present one is too simple: if richer settings or families score better on",
    "held-back rows. If their scores stay flat while only the training score rises, capacity is not the limit, and",
    "more rows or better columns are the way on.",
)
