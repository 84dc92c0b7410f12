"""What is said of folds in general: what they are for, how many, which kind, and what is delivered afterwards."""

import re

from assistant.draft import Draft
from assistant.evidence.literature import BBC, FEW_FOLDS, MANY_FOLDS, SELECTION_OVERFITS
from assistant.evidence.literature_truth import SMALL_ERROR_BARS, TEN_FOLDS
from assistant.topics.kinds_of_question import text
from assistant.understanding.question import Question


def gist(_: Question, draft: Draft) -> None:
    """Say what cross-validation is."""
    draft.say(
        "**Cross-validation** cuts the rows into folds; each fold is held back once while the model is fitted on the",
        "others, so that every row is predicted by a model that has not seen it.",
    )


def gist_of_practice(_: Question, draft: Draft) -> None:
    """Say the rules from which most answers about folds follow, where their meaning was not asked."""
    draft.say(
        "Three rules settle most questions about folds. Split as the model will be used: rows that belong together (a",
        "person, a machine) stay in one fold, and later rows never train a model for earlier ones. Whatever learns",
        "from rows is fitted inside the training part of each fold. And the score of the best of many settings is",
        f"{draft.refer(SELECTION_OVERFITS, 'a little flattered')}: the final number comes from rows that no choice",
        "saw.",
    )


def detail(_: Question, draft: Draft) -> None:
    """Say what it takes, and that it measures only."""
    draft.say(
        f"From {draft.cite(FEW_FOLDS)} to {draft.cite(MANY_FOLDS)} folds are usual. Each fold needs enough rows of the",
        "rarest class: stratify. Keep the rows of one person or machine in one fold, and rows that come later out of",
        "the training of earlier ones.",
    )
    _say_measures(draft)
    draft.say(
        "None of the models of the folds is the final one, and the one with the luckiest fold least of all: they only",
        "measure. The model that is delivered is fitted once more, with the chosen settings, on all rows.",
    )


def _say_measures(draft: Draft) -> None:
    draft.say(
        "It measures, it does not prevent: the winner's cross-validated score is the best of many and so",
        f"{draft.refer(SELECTION_OVERFITS, 'a little flattered')}.",
        f"{draft.refer(BBC, 'A bootstrap over the predictions')} of all trials can correct it.",
    )


_FIVE_OR_TEN = re.compile(r"\b5\b.*\b10\b|\b10\b.*\b5\b|\bfive\b.*\bten\b")


def gist_of_number(asked: Question, draft: Draft) -> None:
    """Say how many folds are usual, and what more of them bring."""
    is_largest = any(word in asked.tagged for word in ("largest", "always", "more folds"))
    is_five_or_ten = bool(_FIVE_OR_TEN.search(asked.words))
    draft.say(
        "No, more folds are not always better." if is_largest else "",
        "Ten folds are a little less pessimistic and cost twice as much; five are usually enough."
        if is_five_or_ten
        else "",
        f"From {draft.cite(FEW_FOLDS)} to {draft.cite(MANY_FOLDS)} folds are usual;",
        f"{draft.refer(TEN_FOLDS, 'a well-known study')} recommends {draft.cite(TEN_FOLDS)} stratified ones. More",
        "folds mean that each model is fitted on more rows (a less pessimistic score), but every trial costs more, and",
        "the models of the folds are more alike, so that their scores hang together.",
    )


def detail_of_number(_: Question, draft: Draft) -> None:
    """Say what the size of the table has to do with it."""
    draft.say(
        "It does depend on the size of the table. With few rows take more folds, but **repeat** them with other splits",
        "rather than raise their number further. With many rows few folds do. Each fold must hold enough rows of the",
        "rarest class.",
    )


def gist_of_delivery(_: Question, draft: Draft) -> None:
    """Say which model is delivered after the folds."""
    draft.say(
        "None of the models of the folds is chosen, least of all the one with the best fold: that would be the luck of",
        "a split. They only estimate the score. As a rule the final model is fitted once more with the chosen settings",
        "on **all** rows; the other way is to keep the models of all folds and average them, a little steadier and as",
        "many times slower.",
    )


def detail_of_delivery(_: Question, draft: Draft) -> None:
    """Say what a cross-validated score stands for."""
    draft.say(
        "So a cross-validated score stands for the **procedure**: with five folds, for models fitted on four fifths of",
        "the rows; the final one, which sees them all, is mostly a little better. Ask also whether the settings were",
        "tuned on these same folds: then the score is that of the best of many,",
        f"{draft.refer(SELECTION_OVERFITS, 'and flattered')}.",
        "Rows locked away as a test table take no part in the final fit.",
    )


GIST_OF_TRUST = text(
    "A split makes the score too good where copies, rows of one person or later rows stand on both sides, since the",
    "model then meets in validation what it knows. Group folds, time order and dropped copies prevent that.",
)
GIST_OF_TWO_SCORES = text(
    "Two scores on different rows differ by chance, by the choice and by the split. A hold-out is one draw of few",
    "rows; the cross-validated score covers all rows, is a little flattered if it picked the winner, and its models",
    "saw fewer rows. If it lies within the interval of the hold-out, nothing is wrong. Beyond that look for copies or",
    "groups on both sides (too good), or a leak inside the folds, a later period and other preparation (too poor).",
)
GIST_OF_WHICH_ROWS = text(
    "Folds are cut from the training part only, where a test part was set aside before: no choice may see its rows.",
    "Where none was, folds use all rows, and the winner's score is corrected for the choice or checked on new rows.",
)
HELD_OUT = re.compile(r"hold ?out|locked")


def gist_of_prevention(asked: Question, draft: Draft) -> None:
    """Say that folds measure and do not prevent."""
    draft.say(
        "No: cutting rows into folds tells how well a model does on unseen rows; it does not make it better at it, and",
        "it takes no overfitting away.",
    )
    if not HELD_OUT.search(asked.tagged):
        return
    draft.say(
        "Rows that were locked away are needed all the same: where the folds also choose among many configurations,",
        f"the score of the best is {draft.refer(SELECTION_OVERFITS, 'a little flattered')}, and such rows (or nested",
        f"folds, or {draft.refer(BBC, 'a correction')}) had no part in the choice.",
    )


DETAIL_OF_PREVENTION = text(
    "Look first at the size of the table, at the shares of the classes, and at how the rows were split. What does",
    "reduce overfitting: simpler settings (less depth, larger leaves), a stronger penalty, early stopping, more rows.",
    "Judge each by the cross-validated score, and confirm the final choice once on rows that had no part in it.",
)
GIST_OF_TIME = text(
    "Plain folds see the future: shuffled rows let a model learn from later months and be scored on earlier ones,",
    "which flatters it. Where rows follow each other in time, use folds in time order (forward chaining): fit on what",
    "came first, score on what came later.",
)
DETAIL_OF_TIME = text(
    "If the model will also be used for new shops, machines or persons, keep each of them in one fold as well. Columns",
    "that look back (last month's sales) may use only what was known by then.",
)
GIST_OF_STRATA = text(
    "**Stratified** folds give every fold the share of each class that the table has. Without that, a fold may hold",
    "hardly any row of a rare class, and its score means little. For classes it is the usual choice; for a number as",
    "the target, rows can be stratified by bins of it. Groups and time order go first.",
)
GIST_OF_ONE_FOLD = text(
    "One bad fold is no alarm by itself: that folds differ is normal, the more so the fewer rows (or rows of the rare",
    "class) each holds. Keep it in the mean and in its standard error; leaving it out would be choosing by luck.",
)
DETAIL_OF_ONE_FOLD = text(
    "Look at what sits in it: fewer rows or another share of the classes (stratify), one group or one period on its",
    "own (group folds or time order), outliers or wrong answers. Then repeat the folds with other splits: if a low",
    "fold comes back with the same rows, those rows are harder; if not, it was the luck of the split.",
)
GIST_OF_SAME_FOLDS = text(
    "Yes, every trial of a run is scored on the very same folds, whatever its family. So the difference of two trials",
    "can be taken fold by fold, and the luck of the split falls out of it.",
)


def gist_of_leaving_one_out(_: Question, draft: Draft) -> None:
    """Say what leaving one row out at a time is worth."""
    draft.say(
        "Possible, but repeated stratified folds are often the better choice. Leaving one row out at a time takes as",
        "many fits as there are rows and is hardly pessimistic, since each model sees all rows but one. But its score",
        f"has {draft.refer(SMALL_ERROR_BARS, 'a large error on few rows')}, the models are nearly the same, and a",
        "single row has no ROC AUC of its own, so that predictions must be pooled. With few rows take ten stratified",
        "folds or five, repeated with other splits, and report the mean with its error.",
    )


GIST_OF_SPREAD = text(
    "Folds that differ much mostly have one of three reasons: few rows (or few of the rare class) in each, so that",
    "every row weighs much; groups or periods of time that sit in one fold; or a few outliers and wrong answers.",
    "Compare the spread with what chance alone gives, stratify, look at the rows of the odd fold, and repeat the folds",
    "with other splits. Report the mean with its standard error; a difference between models below that noise is a",
    "tie.",
)
GIST_OF_SHUFFLING = text(
    "Yes, where rows may be exchanged for each other: a table sorted by class or by place gives folds that are unlike",
    "each other. No, where rows follow each other in time or belong to groups: shuffling then puts the future, or the",
    "same person, on both sides. Here rows are dealt out at random unless the goal names a column of time or of",
    "groups.",
)
GIST_OF_REPEATS = text(
    "**Repeated** k-fold deals the rows into folds several times, with another split each time, and takes the mean of",
    "all scores: the luck of a single split falls out of it. It costs as many times the fits, and is worth that on few",
    "rows and for close comparisons. The repeats use the same rows, so the error shrinks less than their number says.",
)
GIST_OF_ONE_SPLIT = text(
    "With many rows one split is enough; with few take cross-validation. One split scores on a part of the rows once,",
    "and the luck of that split is in the score; with folds every row is held back once, the score is steadier, and",
    "its standard error is known, for as many fits as there are folds. Both can be had: folds to choose, and a test",
    "table that is locked away for the final number.",
)
GIST_OF_SPARING = text(
    "A part, and only while it is locked: rows held out teach the model nothing until they are opened, and the final",
    "model may be fitted on all of them afterwards. With many rows a tenth to a fifth is no loss, and gives an honest",
    "number. With few, rather spare no large part: nested folds or a corrected score are honest as well.",
)
GIST_OF_BOTH = text(
    "Yes, where many configurations are compared by these folds: the folds choose, and the score of the winner is then",
    "that of the best of many, a little too good. A test table that had no part in the choice, opened once, gives the",
    "honest number. If nothing was chosen by the folds, their score is honest by itself; and with few rows nested",
    "folds or a corrected score do the same without giving rows away.",
)
