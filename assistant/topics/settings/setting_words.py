"""What is said of the importance of hyperparameters in general: how it is told, and what it does not tell."""

from assistant.draft import Draft
from assistant.evidence.literature import FEW_MATTER
from assistant.evidence.literature_truth import FANOVA, OPTUNA_VERSION, PED_ANOVA, TRIALS_FOR_IMPORTANCE
from assistant.topics.kinds_of_question import text
from assistant.understanding.question import Question


def gist(_: Question, draft: Draft) -> None:
    """Say what few settings do, and what their importance tells."""
    draft.say(
        f"Usually {draft.refer(FEW_MATTER, 'a few hyperparameters')} decide most of the score, and which ones differs",
        "from table to table. Their importance says how much they mattered over the ranges that were searched; it",
        "gives no direction, and it is shaky with few trials.",
    )


def gist_of_ranking(_: Question, draft: Draft) -> None:
    """Say how far a ranking of settings reaches."""
    draft.say(
        "A ranking of settings holds for the ranges that were searched and for the trials that were made; it gives no",
        "direction, and with few trials only its first place means anything.",
    )


def gist_of_formula(_: Question, draft: Draft) -> None:
    """Say by which evaluator it is told."""
    draft.say(
        f"This service tells it by **{draft.refer(PED_ANOVA, 'PED-ANOVA')}**, the default of Optuna from version",
        f"{draft.cite(OPTUNA_VERSION)} on: how differently the best tenth of the trials are spread over a range from",
        f"all of them. Earlier versions used **{draft.refer(FANOVA, 'fANOVA')}**: the share of the variance of the",
        "score, over the whole space, that a hyperparameter explains in a forest fitted to the trials. Either way the",
        "numbers are scaled to add up to one: they say how much, not in which direction.",
    )


def detail_of_formula(_: Question, draft: Draft) -> None:
    """Say what two evaluators and few trials do to it."""
    draft.say(
        "So the same study gives other numbers by another evaluator: name it with every number. And the best tenth of",
        f"few trials is nothing: fewer than {draft.cite(TRIALS_FOR_IMPORTANCE)} complete trials of a family give no",
        "answer here.",
    )


def gist_of_the_best(_: Question, draft: Draft) -> None:
    """Say what tells what matters near the best."""
    draft.say(
        "Yes. Importance depends on the range: one that holds a very bad region looks important merely because of it.",
        "What matters **near the best** is told by looking at the good trials only:",
        f"{draft.refer(PED_ANOVA, 'PED-ANOVA')} compares the best tenth with the rest, and an ablation walks from the",
        "default to the chosen values one by one.",
    )


def detail_of_the_best(_: Question, draft: Draft) -> None:
    """Say what that costs."""
    draft.say(
        "The price: few trials are good, so the answer is unstable; below some fifty of one family it is mostly",
        "chance. Narrow the ranges to where good trials lie, search again there, and read the importance of that",
        "search.",
    )


def gist_of_rounding(_: Question, draft: Draft) -> None:
    """Say that last digits hardly matter."""
    draft.say(
        "Hardly any last digit matters: near the best values the score is usually flat, and the trials measured it",
        "with noise. Rounding inside the range of values that did equally well is safe.",
    )


def gist_of_fanova(_: Question, draft: Draft) -> None:
    """Say how fANOVA comes to its shares."""
    draft.say(
        f"**{draft.refer(FANOVA, 'fANOVA')}** fits a random forest to the trials (settings in, score out), averages",
        "its predictions over all the other settings, and asks how much of the variance of the score each setting",
        "explains by itself, and each pair together beyond that. The shares add up to one.",
    )
    draft.say(
        "So they hold for the ranges that were searched, and for the trials that were made: a wide range with a bad",
        "end makes a setting important, and few trials make a poor forest. This service tells shares by",
        f"{draft.refer(PED_ANOVA, 'PED-ANOVA')} instead, the default of Optuna from version",
        f"{draft.cite(OPTUNA_VERSION)} on: how differently the best tenth of the trials are spread from all of them.",
    )


GIST_OF_FREEZING = text(
    "You can, at **good** values (those of the best trials, not just any), and with care: a share near zero holds only",
    "over the ranges that were searched, so that outside of them the setting may matter; it may still matter together",
    "with another one (an interaction), and few trials leave all small shares uncertain.",
)
DETAIL_OF_FREEZING = text(
    "A share that is very large mostly says that part of that range is very bad: narrow it, then look again at what",
    "matters near the best. Freeze one or two, not all at once, and check that the score holds.",
)
GIST_OF_INTERACTIONS = text(
    "Settings often depend on each other: a smaller learning rate wants more trees, and deeper trees stand less of",
    "them; a penalty weighs differently in a larger model. Shares of single settings hide that. Compare trials that",
    "are low and high in both, or search a small grid over the two; with few trials the answer is uncertain.",
)
