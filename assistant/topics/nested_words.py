"""What is said of nested cross-validation in general: what it is, what it picks, and what is compared by it."""

from assistant.draft import Draft
from assistant.evidence.literature import BBC, PAIRED_TEST, SELECTION_OVERFITS
from assistant.evidence.literature_truth import NESTED, NESTED_SELECTS_ALIKE
from assistant.topics.kinds_of_question import text
from assistant.understanding.question import Question


def gist_of_nesting(_: Question, draft: Draft) -> None:
    """Say what nested cross-validation is."""
    draft.say(
        f"**Nested cross-validation** repeats {draft.refer(NESTED, 'the whole search')} inside each outer fold: the",
        "inner folds choose the hyperparameters, the outer fold, which had no part in that, gives the score. So the",
        "score is that of the procedure (family and tuning together), free of the luck of choosing the best of many.",
    )


def detail_of_nesting(_: Question, draft: Draft) -> None:
    """Say what it costs, and what else gives an honest score."""
    draft.say(
        "It costs as many searches as there are outer folds. It is worth that on small tables and wide searches; with",
        f"few hyperparameters {draft.refer(NESTED_SELECTS_ALIKE, 'it rarely changes which model is selected')}, only",
        "what score one may promise. Cheaper ways to an honest score:",
        f"{draft.refer(BBC, 'a bootstrap over the held-back predictions')} of all trials, or rows that are locked away",
        "and opened once.",
    )


def gist_of_picking(_: Question, draft: Draft) -> None:
    """Say that it picks no hyperparameters."""
    draft.say(
        "Nested cross-validation does not pick hyperparameters: each outer fold may choose others, and none of these",
        "is the answer. It scores the procedure. For the final model, run the same search once more on **all** rows,",
        "fit with what it chooses, and report the mean outer score as what to expect of it.",
    )


def detail_of_picking(_: Question, draft: Draft) -> None:
    """Say what it means when the outer folds choose differently."""
    draft.say(
        "If the outer folds choose very different values, the score does not depend much on them, or the table is too",
        "small to tell: prefer the default or the simpler values then. Never take the outer fold with the best score:",
        f"that would be {draft.refer(SELECTION_OVERFITS, 'choosing by luck')} again.",
    )


def gist_of_comparing(_: Question, draft: Draft) -> None:
    """Say that procedures are compared, whatever each fold chooses."""
    draft.say(
        "That each outer fold selects other hyperparameters is no obstacle: what is compared are **procedures** (a",
        "family with its tuning), not fixed configurations. Run every procedure on the same outer folds and take the",
        "difference fold by fold.",
    )


def detail_of_comparing(_: Question, draft: Draft) -> None:
    """Say how the difference is judged."""
    draft.say(
        f"Judge the mean difference with {draft.refer(PAIRED_TEST, 'a corrected error')}, since folds share training",
        "rows, and repeat the outer folds with other splits where the choice is unstable. A difference that does not",
        "stand out is a tie: take the simpler or faster procedure.",
    )


GIST_OF_FALLING = text(
    "Tuning is not guaranteed to help, and a score that falls afterwards has two usual reasons: the tuned values are",
    "no better than the defaults beyond noise, or the score before was that of the luckiest of many trials and is now",
    "seen on rows that had no part in the choice. Compare both on the same folds, with the error of the difference.",
)
DETAIL_OF_FALLING = text(
    "What to do: if the drop is within the noise, keep the defaults, which are easier to defend. If it is larger, look",
    "whether metric, folds and seed are the same, and whether the search ranges hold the default at all.",
)
GIST_OF_REFIT = text(
    "A model is selected by its mean score on held-back folds, not by how well it fits rows that it already knows. And",
    "the delivered model is not one of those of the folds: it is fitted again, on other rows (all of them) and perhaps",
    "with another seed, so the same settings give other numbers.",
)
