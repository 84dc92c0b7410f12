"""What is said of the gap in general: what it is, whether it is bad, and what to do about it."""

from assistant.draft import Draft
from assistant.evidence.literature import FORESTS
from assistant.topics.kinds_of_question import text
from assistant.understanding.question import Question

GIST = text(
    "The size of the gap alone is no verdict: the aim is the best score on held-back rows, not the smallest gap",
    "between it and the score on rows that the model was fitted on.",
)


def detail(_: Question, draft: Draft) -> None:
    """Say what is normal, and what to do."""
    draft.say(
        f"What is normal depends on the family: {draft.refer(FORESTS, 'a random forest')} is nearly perfect on its",
        "own training rows by construction, boosted trees lie between, a linear model shows a small gap. A small gap",
        "with a low score means underfitting, not health.",
    )
    draft.say(
        "What to do: try more restraint (larger leaves, less depth, a stronger penalty, an earlier stop) on the same",
        "folds, and keep it if the held-back score rises or ties. If nothing helps, the gap did no harm, or both parts",
        "differ (in time, group or preparation): check how the rows were split. Choose and report by held-back rows.",
    )


GIST_ALONG = text(
    "Whatever gives a model more freedom (depth, leaves, rounds, a weaker penalty) widens the gap: the training score",
    "rises at once, the held-back score only up to a point. Choose by the held-back score; from where it falls, the",
    "further freedom fits noise.",
)
GIST_OF_TRUST = text(
    "**Trust the score on rows that had no part in the choice**: a test table that was opened once, or the corrected",
    "score. Next comes the cross-validated score, which chose the winner and is a little too good for it. The training",
    "score is for diagnosis only, as the model has seen those rows.",
)
GIST_OF_BOTH_SCHOOLS = text(
    "A gap alone indicates nothing for certain, so both views are half right. The aim is the best score on rows that",
    "the model has not seen, not the smallest gap. A gap is a hint of what to try (more regularization, simpler",
    "settings, more rows), and the change is worth keeping only if the held-back score improves; if it does not, the",
    "gap did no harm.",
)
GIST_OF_THE_REVERSE = text(
    "A validation score above the training score is not overfitting, and does not lead to it. It mostly comes",
    "from the luck of a small or easier split; from dropout or augmentation, which make training harder than",
    "validation; or from a training score that is averaged over the epoch while the model still learned.",
)
DETAIL_OF_THE_REVERSE = text(
    "A small difference is noise: compare it with the standard error over the folds. For a large one, check that both",
    "parts have the same share of the classes, that no copies or relatives stand on both sides (leakage), and that",
    "both scores are told in the same way.",
)
GIST_OF_LOOKING = text(
    "Put the training score and the cross-validated score of each configuration side by side, with the standard error",
    "over the folds. Where trials fit their training rows better and better while the held-back score falls, they",
    "overfit; the gap of one trial alone is not the verdict.",
)
GIST_OF_DIVERGING = text(
    "That is what overfitting over the rounds or epochs looks like: from where the held-back loss turns up, the model",
    "learns the noise of its training rows. Stop at the best round (early stopping, on rows of their own), and try a",
    "smaller step, a stronger penalty or more rows; the model of the best round is not harmed by the later ones.",
)
GIST_OF_CLOSING = text(
    "Some gap is normal; what usually closes it is restraint (shallower trees, larger leaves, a stronger penalty, an",
    "earlier stop), fewer useless columns and more rows. But do not tune for a small gap, nor choose by a limit on it:",
    "a useless model has none. Tune for the held-back score, and keep a change only where that score rises as well.",
)


def gist_of_perfection(_: Question, draft: Draft) -> None:
    """Say what a perfect training score means."""
    draft.say(
        f"A perfect training score is no harm by itself. {draft.refer(FORESTS, 'A random forest')}, nearest neighbors",
        "and deep boosted trees know their training rows nearly by heart by the way they are built, and may be the",
        "best models all the same. Judge by the held-back score; for a linear model, a perfect training score would be",
        "odd, and a sign of leakage or of too many columns.",
    )


def gist_of_size(_: Question, draft: Draft) -> None:
    """Say when a gap is a large one, and when it is bad."""
    draft.say(
        "A gap is not bad by itself: it does harm only where simpler settings score better on held-back rows. Those",
        f"are what counts; {draft.refer(FORESTS, 'forests')} and deep trees nearly always know their training rows,",
        "and may be the best all the same. Call it large when it is beyond two standard errors of the held-back score",
        "and beyond the gaps of other trials of the same family; then try simpler settings, and keep them only if the",
        "held-back score rises.",
    )


def gist_of_forests(_: Question, draft: Draft) -> None:
    """Say what the gap of a forest means."""
    draft.say(
        f"The gap of a forest is hardly meaningful: {draft.refer(FORESTS, 'deep trees')} fit their training rows",
        "nearly perfectly by the way they are built, so it is large by nature, and cannot be compared with that of",
        "another family. Judge a forest by its out-of-bag score (each tree on the rows that it did not draw) or by",
        "cross-validation, and see whether larger leaves raise that score.",
    )


GIST_OF_NO_GAP = text(
    "A missing gap is not good by itself: it says that the model does not overfit, not that it is good. If both scores",
    "are low, it **underfits**, or the columns tell little about the target. Compare with the baseline, which ignores",
    "every column; then try more capacity (a richer family, deeper trees, a weaker penalty) or better columns.",
)
GIST_OF_DROP = text(
    "Nearly every model scores lower on rows that it has not seen, so a drop alone does not say overfitting. The usual",
    "causes: the model may learn its rows by heart (deep trees, weak penalties), and then it overfits only if",
    "**simpler** settings score better on held-back rows; the held-back rows are few or unlike the others; or a step",
    "such as oversampling or encoding by the target saw the training answers. Check these in this order, and keep a",
    "simpler setting only if the held-back score improves.",
)
