"""What is said of the importance of columns in general: how it is measured, and what it does not tell."""

import re

from assistant.draft import Draft
from assistant.evidence.literature_truth import MANY_VALUES, PERMUTATION, SHAP, UNRESTRICTED
from assistant.markup import code
from assistant.naming import at_start
from assistant.topics.kinds_of_question import text
from assistant.understanding.question import Question


def gist(_: Question, draft: Draft) -> None:
    """Say what the importance of a column is, and is not."""
    draft.say(
        f"The importance of a column is {draft.refer(PERMUTATION, 'how much worse the model predicts')} held-back rows",
        "when the values of that column are shuffled. It says what this model leans on, not what **causes** the",
        "target, and nothing of the direction; columns that tell nearly the same share their importance.",
    )


def detail(_: Question, draft: Draft) -> None:
    """Say what related columns do to it."""
    draft.say(
        "Where one of two related columns is shuffled, the model falls back on the other, or",
        f"{draft.refer(UNRESTRICTED, 'meets rows that cannot exist')}: judge such columns together. A column of no",
        "importance may be left out after a run without it has shown that the score holds.",
    )


def gist_of_counting(_: Question, draft: Draft) -> None:
    """Set split and gain against permutation."""
    draft.say(
        "**Split** counts how often trees use a column, **gain** adds up how much their splits lower the loss. Take",
        "gain rather than split to see what the trees lean on, but both are told on **training** rows and favor",
        f"{draft.refer(MANY_VALUES, 'columns of many different values')}, so that an id or noise may look important.",
        f"Safer is {draft.refer(PERMUTATION, 'permutation importance')} on held-back rows, with its spread.",
    )


def gist_of_shap(_: Question, draft: Draft) -> None:
    """Set SHAP against permutation."""
    draft.say(
        f"**{at_start(draft.refer(PERMUTATION, 'Permutation importance'))}** is one number a column: how much the",
        f"score loses on held-back rows when its values are shuffled. **{draft.refer(SHAP, 'SHAP')}** is one signed",
        "number a column and **row**: what the column adds to or takes from that prediction. Take the first to judge",
        "what the model needs, the second to explain a case. Neither tells causes, and both are blurred by columns",
        "that tell the same.",
    )


_OF_IMPORTANCE = re.compile(r"^(?:does|is|do)\b.*\bimportan")


def gist_of_direction(asked: Question, draft: Draft) -> None:
    """Say that importance has no sign."""
    draft.say(
        "No: importance has no sign." if _OF_IMPORTANCE.search(asked.tagged) else "Importance has no sign.",
        "It says how much the model leans on a column over all rows, neither in which direction it moves a prediction",
        "nor by how much in one case: the same column may raise the probability of some rows and lower that of others.",
    )


def detail_of_direction(_: Question, draft: Draft) -> None:
    """Say what does tell a direction."""
    draft.say(
        "A direction is told by a curve of partial dependence (predict with the column at each of several values), by",
        f"the coefficients of a linear model, or row by row by {draft.refer(SHAP, 'SHAP values')}:",
        f"{code('POST /v1/runs/{id}/predictions')} with {code('explain')} gives each column's share in one prediction.",
    )


GIST_OF_NEGATIVE = text(
    "No. An importance a little below zero is noise: by luck the shuffled values scored better on these rows. Read it",
    "as nothing. Only where the whole interval lies below zero would a run without the column be worth a try.",
)
GIST_OF_CAUSES = text(
    "Importance is association, not cause: a column may be important because it goes along with what really matters.",
    "And columns that go along with each other share their importance: shuffle one, and the model still has the other.",
    "So a low importance does not prove that a column is useless, nor a high one that changing it would change the",
    "outcome.",
)
GIST_OF_WITHOUT_THE_FIRST = text(
    "Without the most important column the score falls, but mostly by less than its importance says: importance is",
    "measured with the fitted model, and one that is fitted without the column leans on related ones instead. Only a",
    "fit without it on the same folds tells, by the paired difference; do it above all if the column is late or dear.",
)
GIST_OF_DROPPING = text(
    "A column whose importance cannot be told from zero can usually go, but make sure by a run without it on the same",
    "folds: related columns stand in for each other, so leave them out one at a time.",
)


def gist_of_a_quarrel(_: Question, draft: Draft) -> None:
    """Say why gain and permutation disagree."""
    draft.say(
        "Neither lies: they measure different things. **Gain** (and split counts) say what the trees leaned on while",
        f"fitting, on training rows, and favor {draft.refer(MANY_VALUES, 'columns of many different values')}: noise",
        f"that was overfitted looks important. **{draft.refer(PERMUTATION, 'Permutation')}** says what held-back",
        "predictions lose without the column; where two columns tell the same, it calls both small. Look at both:",
        "high in gain and nothing in permutation means overfitting, or a twin column.",
    )


def gist_of_many_values(_: Question, draft: Draft) -> None:
    """Say what to make of an important column of many values."""
    draft.say(
        "It may well be only that: importance by gain or impurity favors",
        f"{draft.refer(MANY_VALUES, 'columns of many different values')}, such as ids and postal codes: they offer",
        f"more places to split. {draft.refer(PERMUTATION, 'Permutation importance')} on held-back rows has not that",
        "flaw: if the column is on top there too, it truly helps on new rows (or stands for something that leaks).",
    )


GIST_OF_WHY = text(
    "A column is on top because predictions of held-back rows lose most without it; why the world is so, no importance",
    "tells: it is association, not cause. Before you rely on it, make sure that its value is known when the prediction",
    "is made (or it leaks the outcome), look for columns that tell nearly the same and share its importance, and ask",
    "whether the direction makes sense.",
)
GIST_OF_ONE = text(
    "One column that carries nearly all is a strong predictor or a leak: ask when and how it is filled in. If it is",
    "sound, compare with a model of that column alone; a tie speaks for the simpler. And think of the day when it is",
    "missing or changes its meaning: the more hangs on it, the more it has to be watched.",
)
GIST_OF_COUNT = text(
    "A model may be given many columns and lean on few: trees leave out what they never split on, and a penalty sets",
    "coefficients to zero. Count the columns whose importance on held-back rows is above noise; the others can mostly",
    "go, which a run without them on the same folds has to confirm.",
)
GIST_OF_ORDER = text(
    "The order is only as sure as the intervals: columns whose intervals overlap are tied, and may change places with",
    "other rows, folds or seeds. The top is mostly stable, the middle and the tail are not. More rows and more",
    "shuffles narrow the intervals; columns that tell the same should be judged together.",
)
GIST_OF_ROWS = text(
    "Importance belongs on rows that the model did not learn from: there it shows what helps new predictions. On",
    "training rows it also credits what was memorized, such as ids and noise. Gain and split counts of trees always",
    "come from training rows.",
)
GIST_OF_PROOF = text(
    "No, a model proves no cause: importance says that a column goes along with the target and helps to predict it. A",
    "correct sentence is: *the model leans on this column, and rows that differ in it differ in the outcome*. Whether",
    "changing it would change the outcome, only an experiment shows (or a design that deals with confounders).",
)
GIST_OF_SECRETS = text(
    "A secret or the mark of a person (a password, a token, a number of an account) is no column to learn from: it",
    "says nothing that holds for others, and should not be in the table at all. Leave it out of the goal.",
)
GIST_OF_BINNING = text(
    "If its importance cannot be told from zero, hardly anybody would notice. Make sure by a run with the column",
    "changed or left out, on the same folds, by the paired difference: related columns stand in for each other.",
)
