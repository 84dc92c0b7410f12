"""Sentences on grid search in general: what it finds, what it costs, and when it is right."""

from assistant.draft import Draft
from assistant.evidence.asked_grid import asked_grid, fits_of, folds_of, hours_of, points_of
from assistant.evidence.literature_search import (
    GRID_FITS,
    GRID_FOLDS,
    GRID_POINTS,
    GRID_SETTINGS,
    GRID_VALUES,
)
from assistant.markup import code
from assistant.topics.kinds_of_question import text
from assistant.understanding.question import Question

what = text(
    "**Grid search** lists a few values for each hyperparameter, scores every combination of them, and keeps the best",
    "by the cross-validated score. It learns nothing from one combination for the next.",
)


limits = text(
    "A grid finds the best of the listed points only, as measured with the noise of the folds: never a value between",
    "or outside of them.",
)


guarantee = text(
    "**No.** Grid search finds the best of the points that you listed, and only as measured with the noise of the",
    "folds. Values between the points or outside of the range are never tried, so the best of all may lie there.",
)


when = text(
    "A grid is right for **one or two, at most three hyperparameters** with few values each, where fits are quick and",
    "can run at once, or where an even, readable map is wanted that anybody can make again. It is wrong for many",
    "hyperparameters or slow fits. It does not overfit more than other searches with as many candidates.",
)


why_not = text(
    "Because a grid's **cost multiplies** with every hyperparameter, and most of them matter little: a grid spends",
    "most of its trials on repeating the same few values of those that do. A search that draws, or learns from its",
    "trials, tests a new value of each in every trial, and can end at any time.",
)


every_combination = text(
    "**Every combination cannot be tried**: a setting such as a learning rate has values without end, and a list of",
    "values multiplies with every further setting. Nor is it needed: few settings matter, so most combinations differ",
    "in what changes nothing. Offer instead the same budget for random or Bayesian search, which comes close to the",
    "best at a fraction of the cost, and a small grid over the two settings that matter, as a map.",
)


how_to_lay_it_out = text(
    "Lay a grid out **on the scale on which the setting works**: equal factors for rates and penalties (a hundredth, a",
    "tenth, one), equal steps for shares, all choices of a category. Three to five values each; coarse first, then a",
    "finer one around the best. If the best lies at an edge, extend that side. Conditional settings go into grids of",
    "their own.",
)


why_common = text(
    "It is popular because it is simple: it can be read off a table, runs in parallel, needs no seed, and shows how",
    "two settings interact. None of that makes it find more. For one or two settings it is fine.",
)


size_in_general = text(
    "The size of a grid is the product of the numbers of values of all hyperparameters; times the folds, it is the",
    "number of fits.",
)


faster = text(
    "**Try fewer combinations, or give up on weak ones early.** The cost is the product of the numbers of values,",
    "times the folds.",
)


def cost(_: Question, draft: Draft) -> None:
    """Write how the cost multiplies."""
    draft.say(
        f"The cost multiplies: {draft.cite(GRID_VALUES)} values for each of {draft.cite(GRID_SETTINGS)}",
        f"hyperparameters are {draft.cite(GRID_POINTS)} combinations, and with {draft.cite(GRID_FOLDS)} folds",
        f"{draft.cite(GRID_FITS)} fits. One more hyperparameter multiplies that again, even if it hardly matters;",
        "most of the trials then repeat the same values of those that do.",
    )


def ways_to_be_faster(asked: Question, draft: Draft) -> None:
    """Write how to make a grid cheaper."""
    faster(asked, draft)
    draft.list(
        [
            "leave out hyperparameters that hardly matter, and fix them at their defaults",
            "take fewer values, spaced on a log scale for rates and penalties, coarse first and finer around the best",
            "spend the same time on **random** or **Bayesian** search, which need no grid",
            "let **successive halving** look at all on a part of the rows or rounds, and go on with the best only",
            "fit combinations at the same time: they do not depend on each other",
            "take fewer folds or rows for a first look, and confirm the best on all of them",
        ]
    )


def describe(asked: Question, draft: Draft) -> None:
    """Write the rest of the general answer."""
    limits(asked, draft)
    cost(asked, draft)
    when(asked, draft)


def asked_size(asked: Question, draft: Draft) -> None:
    """Work out the grid that the question describes, or say how it is done."""
    grid = asked_grid(asked.text)
    if grid is None:
        size_in_general(asked, draft)
        return
    hours = hours_of(grid)
    product = code(" x ".join(map(str, grid.values)))
    draft.say(
        f"**{draft.cite(points_of(grid))} combinations** ({product})",
        f"and, each fitted in all {draft.cite(folds_of(grid))} folds, **{draft.cite(fits_of(grid))} fits**."
        if grid.folds > 1
        else "and as many fits for each fold.",
        f"One after another, that takes about {draft.cite(hours)} hours; several processes divide it." if hours else "",
    )
    draft.say(
        "Every further setting multiplies that again. Random or Bayesian search, or successive halving, comes close to",
        "the best of that grid with a small part of the fits, and you choose how many. If it has to be a grid: two or",
        "three values of the two or three settings that matter most, then a finer one around the best.",
    )


wasted = text(
    "A grid also wastes trials on settings that hardly matter. To come closer with the same number of trials, use",
    "random or Bayesian search, or a second, finer grid around the best point.",
)


def guarantee_and_cost(asked: Question, draft: Draft) -> None:
    """Write what is not promised, and the cost."""
    guarantee(asked, draft)
    cost(asked, draft)


def limits_and_cost(asked: Question, draft: Draft) -> None:
    """Write what a grid leaves out, and the cost."""
    limits(asked, draft)
    cost(asked, draft)


holes = text(
    "A grid covers its own points evenly and nothing between them; a search that draws or learns leaves holes, and",
    "puts its trials where they tell more. A hole matters only where good trials lie around it.",
)


at_border = text(
    "**Widen that side and search again**, in finer steps: a best value at the border says that a better one may lie",
    "outside. Rates and penalties take equal factors (two or three more powers of ten), shares equal steps. Two",
    "exceptions: the end is a natural one (a share of all rows), or the score hardly changes toward the border, within",
    "its standard error; then leave it.",
)
below_default = text(
    "**Most likely the default was not among your points**, and the grid is too coarse or lies elsewhere. Other",
    "causes: the two were not scored alike (other folds, other rounds, a refit on other rows), or the difference is",
    "within the standard error of the folds. What to do: add the default as one point, score all on the same folds,",
    "put rates and penalties on a log scale around the default, and look whether the best point lies at a border.",
)
not_dead = text(
    "**Not dead, but rarely the best choice.** For one or two settings and quick fits a grid is fine: simple,",
    "parallel, repeatable, and easy to draw. For more settings, random or Bayesian search finds as much with far",
    "fewer fits.",
)
overfits = text(
    "**Yes, as any search does, and not more than others with as many candidates.** Every point of the grid is a",
    "candidate, and the best of many looks better than it is, the more so the more points and the fewer rows there",
    "are. Report a score from rows that had no part in the choice, or from nested cross-validation; a finer grid only",
    "makes it worse.",
)
split_first = text(
    "**No: split first.** Rows that are to judge the final model must take no part in the search, or its score",
    "flatters twice. Hold the test rows back, run the grid with cross-validation on the rest, fit the winner on all",
    "of the rest, and open the test rows once. Preparation that learns from rows (scaling, encoding, choosing",
    "columns) belongs inside of the folds.",
)
finer = text(
    "**Expect little from a finer grid**: near the best the score is mostly flat, so neighbors differ by less than the",
    "noise of the folds, and finer steps pick the luckiest of equals. It is worth a try where the first list was",
    "coarse or the best lies at an end of it; then score the leaders on repeated folds, and keep the old winner unless",
    "the new one is ahead by more than a standard error.",
)
