"""Sentences on random search in general: why it works, what to draw from, and how many draws are enough."""

import re

from assistant.draft import Draft
from assistant.evidence.fact import EvidenceFact, asked_value
from assistant.evidence.literature import BEST_SHARE, FEW_MATTER, HIT_PROBABILITY, RANDOM_DRAWS
from assistant.evidence.literature_search import LEARNING_BEATS_RANDOM
from assistant.topics.kinds_of_question import text
from assistant.topics.search.grid_or_random import say_draws, say_grid_or_random
from assistant.understanding.question import Question

MOST_DRAWS, MANY_DRAWS = 10_000, 45

what = text(
    "**Random search** draws every configuration anew from the ranges that you give, without looking at the ones",
    "before, and keeps the one with the best cross-validated score.",
)
use = text(
    "It is right as a yardstick for cleverer searches, where all trials may run at once, and where you do not know",
    "which of many hyperparameters matter. Poor regions cost it as much time as good ones, and the ranges and their",
    "scales (a log scale for rates and penalties) matter more than luck. It overfits like any search with as many",
    "candidates: the best of many looks better than it is.",
)


def why_it_works(_: Question, draft: Draft) -> None:
    """Write why random draws do so well."""
    draft.say(
        f"Because usually {draft.refer(FEW_MATTER, 'only a few hyperparameters matter')}: every draw tests a new value",
        "of each of them, whatever the others do, where a grid repeats the same few values of each again and again.",
        "How many draws are needed depends on the share of good settings in the space, and not on the number of",
        "hyperparameters. And every draw stands alone, so they can run at once, and you can stop at any time.",
    )


def against_learning(_: Question, draft: Draft) -> None:
    """Write when a search that learns is better."""
    draft.say(
        "**A search that learns** (Bayesian) is usually better with the same number of trials, in",
        f"{draft.refer(LEARNING_BEATS_RANDOM, 'comparisons on tuning tasks')} by far more often than not, above all",
        "where fits are dear and trials few. Random search is simpler: it needs no start-up, all its trials can run at",
        "once, and nothing can lead it astray. With very few trials, or with very many, the difference is small.",
    )


scales = text(
    "Draw rates, penalties and sizes on a **log scale** (log-uniform), shares evenly, whole numbers evenly or on a log",
    "scale, and choices with equal chances. The ranges decide more than the draws: too wide, and most of them are",
    "wasted; too narrow, and the best lies outside.",
)
even = text(
    "**A little better, mostly with few trials.** Quasi-random points (Sobol, Latin hypercube) fill a space more",
    "evenly than pure draws, which leave gaps and heaps. The gain fades with many trials or many hyperparameters, and",
    "neither learns anything from earlier trials. They are good as the start-up points of a search that does learn.",
)
repeats = text(
    "**Hardly ever**, unless the space is made of few choices or whole numbers: pure draws are made anew each time,",
    "and two draws of a continuous value practically never agree. A repeat tells nothing new; look its score up.",
)
optimum = text(
    "**Not for certain; it only comes closer.** With enough draws one lands in any part of the space, however small,",
    "but it never knows that it has, and the very best of continuous settings is hit by nobody. What counts is whether",
    "a better one would differ by more than the noise of the folds, and near the best the score is usually flat.",
)
each_time = text(
    "**Because many settings score alike.** Near the best the score is flat, so that several quite different",
    "configurations are tied within the noise of the folds, and which one wins is luck of the draws. Other causes: no",
    "fixed seed, other folds, few draws. What to do: fix the seed and the folds, compare the scores with their",
    "standard errors, and look only at settings that stay the same over repeats; those are the ones that matter.",
)
beat_learning = text(
    "**It happens, mostly by luck or within the noise.** Likely causes: few trials, of which a search that learns",
    "spends the first at random anyway; a difference smaller than the standard error of the folds; ranges that are",
    "not the same, or not on a log scale; a learning search that settled early on one region; many trials at once,",
    "which it proposes without knowing each other. Compare both with the same ranges, folds and number of trials,",
    "over a few seeds.",
)
slower = text(
    "**Learning costs time of its own.** It proposes one trial after another, where random draws can all run at once;",
    "deciding takes longer the more trials there are (a Gaussian process above all); and it may favor settings that",
    "are slow to fit, such as many deep trees, because they score better. Where a fit takes a second or less, random",
    "search is often as good by the clock; where fits take minutes, the time to decide does not matter.",
)


def enough(asked: Question, draft: Draft) -> None:
    """Work out what a number of draws that the question names can be expected to hit, and then how many are enough."""
    found = re.search(r"num (?:random )?(?:draws?|trials?|iterations?|samples?|points?|tries)|trial:", asked.tagged)
    numbers = [*asked.entities.values, *asked.entities.trials]
    n = next((int(value) for value in numbers if value in range(1, MOST_DRAWS + 1)), None)
    if found is not None and n is not None and n != RANDOM_DRAWS.value:
        chance = EvidenceFact(f"100 (1 - 0.95**{n})", round(100 * (1 - 0.95**n)), "%", source="a sum, worked out here")
        draft.say(
            f"**{'For a first look' if n < MANY_DRAWS else 'Mostly'}**: with {draft.cite(asked_value(n))} draws, the",
            f"probability that one of them lies in the best {draft.cite(BEST_SHARE)} % of the space is",
            f"{draft.cite(chance)} %, however many hyperparameters there are.",
        )
    say_draws(asked, draft)


dice = text(
    "Random draws are no waste: a search that learns needs them to begin with, and they show what luck alone finds.",
)


def opposite(asked: Question, draft: Draft) -> None:
    """Write what the paper on random search found."""
    draft.say(
        f"**No, they found the opposite**: {draft.refer(FEW_MATTER, 'Bergstra and Bengio')} showed that random search",
        "usually does as well or better with the same number of trials, because it covers the few hyperparameters that",
        "matter with a new value in every trial.",
    )
    say_grid_or_random(asked, draft)


def describe(asked: Question, draft: Draft) -> None:
    """Write the rest of the general answer."""
    why_it_works(asked, draft)
    how_many(asked, draft)
    use(asked, draft)


def how_many(_: Question, draft: Draft) -> None:
    """Write how many draws hit the best part."""
    draft.say(
        f"How many: {draft.cite(RANDOM_DRAWS)} draws hit the best {draft.cite(BEST_SHARE)} % of the space with a",
        f"probability of {draft.cite(HIT_PROBABILITY)} %.",
    )
