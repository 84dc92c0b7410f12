"""Grid against random search: which of them tests more values of what matters, and why."""

from assistant.charts.of_search import grid_against_random_chart
from assistant.draft import Draft
from assistant.evidence.literature import BEST_SHARE, FEW_MATTER, HIT_PROBABILITY, RANDOM_DRAWS
from assistant.evidence.literature_search import RARE_DRAWS, RARE_SHARE
from assistant.markup import code
from assistant.understanding.question import Question


def say_grid_or_random(_: Question, draft: Draft) -> None:
    """Write why random draws usually do better with the same number of trials, and draw it."""
    draft.say(
        "**With the same number of trials, random search usually finds more.** A grid tests only a few values of each",
        "hyperparameter, again and again; random draws test a new value of each in every trial. As usually",
        f"{draft.refer(FEW_MATTER, 'only a few hyperparameters matter')}, the grid spends most trials on changes that",
        "do nothing. Neither learns from its trials, so neither gets stuck in a local optimum or gets out of one.",
    )
    draft.say(
        "A grid is right for one to three hyperparameters, and when you already know which few matter; random search",
        "when you do not know, or when there are many.",
    )
    draft.show(grid_against_random_chart())


def say_draws(_: Question, draft: Draft) -> None:
    """Write how many random draws are enough for what, and what that does not promise."""
    draft.say(
        f"About {draft.cite(RANDOM_DRAWS)} draws: with a probability of {draft.cite(HIT_PROBABILITY)} % at least one",
        f"of them lies in the best {draft.cite(BEST_SHARE)} % of the search space ({code('1 - 0.95**60')}), however",
        "many hyperparameters there are. A smaller target takes more: the best",
        f"{draft.cite(RARE_SHARE)} % take {draft.cite(RARE_DRAWS)} draws. It is a share of the space and not of the",
        "score: where good values are rare, because ranges are wide or on the wrong scale, even the best part may be",
        "far from the best.",
    )
    draft.say(
        "What to do: begin there, watch the best score so far, and stop when it stays flat for many trials, or rises",
        "by less than the standard error over the folds. Each draw is one more candidate, so the winner's score",
        "flatters a little more.",
    )
