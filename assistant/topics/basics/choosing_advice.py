"""Advice on choosing hyperparameters: where to start, what to search, how to decide, and with which technique."""

from assistant.draft import Draft
from assistant.evidence.literature import (
    BEST_SHARE,
    FEW_MATTER,
    HIT_PROBABILITY,
    MORE_TREES,
    RANDOM_DRAWS,
    SELECTION_OVERFITS,
)
from assistant.evidence.literature_search import ONE_ERROR
from assistant.markup import code
from assistant.topics.kinds_of_question import text
from assistant.understanding.question import Question

what = text(
    "Choose hyperparameters by measuring: try several values, score each configuration by cross-validation on",
    "the same folds, and keep the best; where two do equally well, keep the simpler.",
)
tie = text(
    "Among configurations within one standard error of the best take the simplest or quickest: the difference cannot",
    "be told from noise, and what is simpler is less likely to have learned noise. Before it goes into use, score the",
    "chosen one on rows that had no part in the choice.",
)
narrowing = text(
    "Searching again pays where a best value lies at an end of its range, or where the score still rose late. Inside",
    "the ranges, a finer search around the best mostly finds differences below the noise: keep in the new range all",
    "values that tie with the best, and stop once the gain is less than the standard error of the folds.",
)
which_to_search = text(
    "Search **the few that matter most** for the family, and fix the rest at good defaults: learning rate and size of",
    "the trees in boosting, the share of columns for a split in forests, the strength of the penalty in linear models,",
    "learning rate and weight decay in networks. Do not search what has a better way: early stopping finds the number",
    "of rounds.",
)
what_to_tune_on = text(
    "Tune on what is important or has its best value at an edge of its range, and fix what shows no effect, at a value",
    "that did well. An effect near zero holds only inside the range that was searched. Where the best trials tie and",
    "the score has been flat, tuning is used up.",
)
how_to_say_it = text(
    f"Here, {code('search.space')} says it: a value fixes a hyperparameter, a list of two ends narrows its range, and",
    "a list of choices keeps those. Every technique keeps to it. Rates and strengths belong on a log scale. Ranges are",
    "no oath: if the best value lies at an edge, widen the range and search on.",
)
by_hand = text(
    "**Not bad, but slow**: by hand you change one thing at a time and look at the held-back score. It costs no",
    "machinery and teaches what each setting does, but it is slow, it is hard to do for settings that depend on each",
    "other, and it forgets. Nobody counts the tries either, though each of them flatters the best score a little",
    "more.",
)
knowledge = text(
    f"**What you know is worth more than any technique**: give it as ranges or fixed values ({code('search.space')}),",
    "begin with defaults that did well elsewhere, and search only the rest. Knowing the few settings that matter is",
    "also what makes a small grid feasible.",
)
habits = text(
    "Good habits: write down every trial with its settings, seed and reason; keep folds and metric the same while you",
    "compare; change ranges only for a reason; keep test rows that nobody looks at; and look again now and then,",
    "because defaults and methods change.",
)


in_which_order = text(
    "**Together**, as a rule: settings depend on each other (learning rate and number of rounds, depth and leaf size),",
    "so tuning one at a time can miss the best pair. By hand, where together is too much: first what matters most",
    "(learning rate with early stopping, then the size of trees and leaves; in a linear model the strength of the",
    "penalty), then the shares of rows and columns, then further penalties, then the rest.",
)
boosting = text(
    "**Learning rate first, with early stopping for the number of trees**: a hundredth to three tenths, on a log",
    "scale. Then the size of the trees: depth three to ten (or leaves, sixteen to a few hundred) and the least weight",
    "or number of rows of a leaf, one to twenty and more, on a log scale. Then sampling: rows and columns for each",
    "tree, a half to one. Penalties last, over several powers of ten. Leave the rest at its default. Search them",
    "together if you can, keep the depth moderate, and widen a range if the best lies at its edge.",
)
kernel = text(
    "**A log scale for both**, as their effect goes by factors: C from about a hundredth to a thousand, gamma from",
    "about a ten-thousandth to ten. Standardize the columns first, or these ranges mean nothing. Search the two",
    "together: a larger gamma wants another C, so good pairs lie along a ridge. Coarsely over whole powers of ten",
    "first, then finer around the best; if it lies at an edge, widen that side.",
)
linear = text(
    "**On a log scale, by cross-validation, after scaling the columns.** Try the strength of the penalty at equal",
    "factors, from a thousandth to a thousand or more (C is its inverse: a small C is a strong penalty), a dozen",
    "values or so, on the same folds. Among those within one standard error of the best take the stronger penalty: the",
    "simpler model. If the best lies at an edge, widen that side. Whether it is an L1 or an L2 penalty comes second.",
)
network = text(
    "**Learning rate first**: it decides most; a ten-thousandth to a tenth, on a log scale. Then batch size (change",
    "the rate with it) and the size of the network, width before depth; then weight decay, on a log scale as well, and",
    "dropout if it overfits. They depend on each other, so a random or Bayesian search takes them together. Do not",
    "tune the epochs: allow many, and stop early on rows held apart. Scale the columns before all that, and compare",
    "with a boosted model: on tables it is hard to beat.",
)
neighbors = text(
    "**There is no rule that holds for every table; try values and cross-validate.** A usual start is about the square",
    "root of the number of rows, searched on a log scale from one to some hundreds, odd numbers for two classes to",
    "avoid ties. A small k follows the noise, a large one blurs. Scale the columns first, or the distance means",
    "nothing; then weights by distance and the kind of distance may help. Within a standard error take the larger k.",
)
in_little_time = text(
    "**Defaults first, then few settings, and give weak ones up.** Fit two or three kinds of model with good defaults",
    "and compare them over the folds: that is most of the gain, in a part of the time. Spend the rest on the best one:",
    "its two to four settings that matter, by a search that learns or by random draws, with pruning. Three folds or a",
    "part of the rows make trials cheaper. Leave some minutes for the final fit and a look at the score on held-back",
    "rows.",
)
who_set_ranges = text(
    "**You, where the search space was set; else the defaults of the engine**: each family has ranges that it is",
    "usually searched in, from the library's documentation and from studies of tuning. They can be changed: where the",
    f"best value lies at an end, widen the range in {code('search.space')} and search on; earlier trials are not lost.",
)
compare = text(
    "Leave alone at first: anything that has no clear effect in your family, and what early stopping or more trees",
    "settle by themselves. Put a baseline and the untouched default beside every result, and compare all on the same",
    "folds by cross-validation: a gain below the standard error is no gain.",
)
no_formula = text(
    "There is **no formula and no best set for every table**: what is right depends on rows, noise and columns. What",
    "does carry over are good defaults and sensible ranges, from the library, from papers, or from your last project",
    "on similar data. Use them as the start, put them among the candidates, and let held-back rows decide.",
)
which_technique = text(
    "**It depends on what a fit costs.** One to three settings: a small grid. Many quick fits: random or TPE. From a",
    "few dozen trials on: a search that learns, such as TPE. Few and dear fits with numeric settings: a Gaussian",
    "process. Long fits of which a short one tells: Hyperband. The penalty of a linear model alone: its gradient. If",
    "you do not know: let the engine choose, and look at its reason.",
)


def forest(_: Question, draft: Draft) -> None:
    """Write what to do for a forest."""
    draft.say(
        "For a random forest: set the number of trees as high as time allows and",
        f"{draft.refer(MORE_TREES, 'do not tune it')}. Leave the depth unlimited first, then try leaves with more",
        "rows. The number of columns that a split may look at usually matters most; for classes, the square root of",
        "the number of columns is a usual start. Compare by cross-validation, or by the out-of-bag score: every tree",
        "is tested on the rows that it did not draw.",
    )


def pick(_: Question, draft: Draft) -> None:
    """Write the usual rule, and what it costs."""
    draft.say(
        "The usual rule takes **the highest mean score over the folds**. You are right that the best of many is partly",
        f"lucky: {draft.refer(SELECTION_OVERFITS, 'choosing can overfit as well')}, the more candidates and the fewer",
        "rows, the more.",
    )


def pick_carefully(asked: Question, draft: Draft) -> None:
    """Write how to take one of many without falling for luck."""
    pick(asked, draft)
    draft.say("What to do about it:")
    draft.list(
        [
            f"take {draft.refer(ONE_ERROR, 'the simplest configuration within one standard error')} of the best",
            "try fewer candidates, or repeat the folds with other splits",
            "prefer a setting whose neighbors also do well to a lone peak",
            "confirm the chosen one on rows that had no part in the choice, or correct its score for choosing",
        ]
    )


def start(_: Question, draft: Draft) -> None:
    """Write what to begin with."""
    draft.say(
        "Choose the metric, then start with **good defaults** and see what they score: they are hard to beat. Then",
        "tune what matters most by random or Bayesian search, with wide ranges on a log scale for rates and strengths;",
        "usually",
        f"{draft.refer(FEW_MATTER, 'only a few settings matter')}. Search coarsely first, then more finely around the",
        "best, and widen a range if the best lies at its edge.",
    )
    draft.list(
        [
            "boosting: learning rate (a hundredth to three tenths), size of trees; early stopping finds their number",
            "linear models: the strength of the penalty, over several powers of ten",
            "forests: columns for a split and rows in a leaf; many trees",
            "networks: learning rate first, then weight decay and size; early stopping for the epochs",
        ]
    )


def say_ways(draft: Draft) -> None:
    """Write the ways to decide what to try, one line each."""
    few = draft.refer(FEW_MATTER, "few settings matter")
    draft.say("There are several ways to decide what to try:")
    draft.list(
        [
            (
                "**By hand and from experience**: begin with good defaults, and fix what you know. Knowing the few "
                "settings that matter is also what makes a small grid feasible."
            ),
            (
                "**Grid search** tries every combination of listed values. It finds the best of those points, as "
                "measured with noise, and says nothing of values between them; its cost multiplies with each setting."
            ),
            (
                f"**Random search** draws combinations. Because {few}, it wins by testing a new value of each "
                f"setting in every trial: {draft.cite(RANDOM_DRAWS)} draws hit the best {draft.cite(BEST_SHARE)} % "
                f"of a space with a probability of {draft.cite(HIT_PROBABILITY)} %."
            ),
            "**Bayesian optimization** learns from earlier trials which values look promising, and tries those next.",
            "**Hyperband and pruning** stop weak configurations early, so that more can be tried in the same time.",
        ]
    )


def ways(_: Question, draft: Draft) -> None:
    """Write the ways, where to start, and that choosing flatters."""
    say_ways(draft)
    draft.say(
        "Where to start: tune the learning rate and the size of trees in boosting, the strength of the penalty in a",
        "linear model; search rates and strengths on a log scale; fix the rest. The score of the chosen one is",
        f"flattered, since {draft.refer(SELECTION_OVERFITS, 'choosing can overfit as well')}: confirm it on rows",
        "that had no part in the choice, or correct it.",
    )


def habits_and_ways(asked: Question, draft: Draft) -> None:
    """Write good habits, and then the ways."""
    habits(asked, draft)
    ways(asked, draft)
