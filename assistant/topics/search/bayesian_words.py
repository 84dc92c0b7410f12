"""Sentences on Bayesian optimization in general: how it works, its limits, and what it is good for."""

from assistant.draft import Draft
from assistant.evidence.literature_search import (
    EXPECTED_IMPROVEMENT,
    LEARNING_BEATS_RANDOM,
    OPTUNA_JOINT,
    PED_ANOVA,
    TPE,
    TPE_STARTUP,
)
from assistant.topics.kinds_of_question import text
from assistant.understanding.question import Question

what = text(
    "**Bayesian optimization** learns from the trials so far which settings look promising, tries the most promising",
    "ones next, and learns again from what they score.",
)


plainly = text(
    "It is like looking for the best place to fish in a lake. Each cast tells something about the water around it. You",
    "mostly cast where neighbors were good, and now and then where nobody has tried, because it may be better still.",
    "**Bayesian optimization** does that with settings: each trial is a cast, and its picture of the lake is a guess",
    "that gets better with every one. It does not promise the best place, it finds a good one in fewer casts.",
)


repeats = text(
    "That is **no bug by itself**. Where the space is small and made of choices or whole numbers, a search that goes",
    "back to what did well proposes the same configuration again. The repeat costs a fit and tells little, unless the",
    "fit depends on a seed. What to do: look the score up instead of fitting again (a cache of tried configurations),",
    "widen the ranges or add a hyperparameter that matters, or end the search: it has little left to find in this",
    "space.",
)


use = text(
    "**Use it** where fits are dear and trials few: from a few dozen to some hundreds of them, and up to about twenty",
    "hyperparameters. It gains little where the first trials are all there are, where everything runs at once, or",
    "where the differences are smaller than the noise of the folds: it then learns the noise. Learning from the same",
    "folds again and again also makes the best score flatter more, as in any long search.",
)


name = text(
    "It is named after **Bayes' rule**: it begins with a belief about how the score depends on the settings (the",
    "prior, mostly: that near settings score alike), and each trial turns that into a better one (the posterior),",
    "which says both what to expect of a setting and how unsure that is. The next trial is chosen by it.",
)


odd = text(
    "That is **exploration**, and wanted: the search now and then tries where it knows little, because something",
    "better may lie there. A poor trial far from the best is the price of not settling too early; many near the best",
    "are exploitation, and show that it has learned. Both are wanted. With all trials near one place, a few random",
    "ones or a wider range help.",
)


limits = text(
    "Its limits: noise of the folds blurs its picture, many hyperparameters (beyond about twenty) thin it out, and",
    "trials that run at once are proposed without knowing each other. It needs start-up trials first, and deciding",
    "takes a little time, which grows with the trials for a Gaussian process. It can also settle on a good region that",
    "is not the best. With a seed and one order of trials it repeats exactly.",
)


stuck = text(
    "**Yes, it can get stuck**: it may go on refining a good region, and leave a better one untried. Exploring (the",
    "part of each choice that favors what is unknown) guards against that, and proves nothing. What helps: more random",
    "start-up trials, a few random trials in between, a second search with another seed, and ranges that are wide",
    "enough. Trials that all lie near one place, and a best score that no longer rises, are the signs.",
)


one_choice = text(
    "**Perhaps; it may also have learned something true.** Such a search proposes a choice the more often, the more",
    "of the good trials have it. So a small lead at the beginning, even one by chance, feeds itself: the other choice",
    "is hardly tried, and cannot show what it is worth. To find out: put a few trials with the other choice beside",
    "the best (all else the same, the same folds), or allow more random start-up trials. If the scores lie within a",
    "standard error, the choice does not matter, and can be fixed.",
)


def which_surrogate(_: Question, draft: Draft) -> None:
    """Write which surrogate suits what."""
    draft.say(
        "A **Gaussian process** for few, numeric hyperparameters and few trials (some dozens, up to some hundreds): it",
        "draws a smooth picture of the score with its doubt, and wrings most out of each trial.",
        f"{draft.refer(TPE, 'TPE')} for choices, for settings that exist only under conditions, and for many trials:",
        "it is quick, scales well, and is the usual default. SMAC's random forest suits choices, too. Both need random",
        "trials to start with. With some dozens of trials either is fine: the difference is mostly smaller than the",
        "noise of the folds.",
    )


def how(_: Question, draft: Draft) -> None:
    """Write the two steps of each proposal."""
    draft.say(
        "In two steps. A **surrogate**, a cheap model of the score as it depends on the settings, is fitted to the",
        "past trials; it gives a guess for every setting, and how unsure the guess is. An **acquisition function**,",
        f"such as {draft.refer(EXPECTED_IMPROVEMENT, 'the expected improvement')}, then rates each setting: high where",
        "the guess is good (exploitation) and high where it is unsure (exploration). The best rated one is tried next.",
    )


def parzen(_: Question, draft: Draft) -> None:
    """Write what TPE does instead."""
    draft.say(
        f"{draft.refer(TPE, 'TPE')}, the usual one in Optuna, turns this round: it models where the good trials lie",
        "and where the others do, and tries what is likely among the good and unlikely among the others. It takes",
        f"choices and numbers alike; {draft.refer(OPTUNA_JOINT, 'since version five')} it looks at all hyperparameters",
        "together.",
    )


def tpe(_: Question, draft: Draft) -> None:
    """Write what TPE is: its name, its densities, its start."""
    draft.say(
        f"{draft.refer(TPE, 'TPE')}, the **tree-structured Parzen estimator**, is a way of Bayesian optimization and",
        "Optuna's usual sampler. It splits the finished trials into a good part and the rest, models how the settings",
        "are distributed in each, and proposes what is likely among the good and unlikely among the rest.",
    )
    draft.say(
        f"Its first {draft.cite(TPE_STARTUP)} trials are random by default, and wide distributions keep it exploring.",
        "It takes choices, conditions and many trials, and is quick; a Gaussian process can be sharper with few",
        "numeric settings and dear fits.",
    )


def start(_: Question, draft: Draft) -> None:
    """Write what the start-up trials are for."""
    draft.say(
        f"A search that learns has to begin with something: Optuna's TPE draws its first {draft.cite(TPE_STARTUP)}",
        "trials at random by default. More start-up trials explore more before it exploits what it has found; fewer",
        "begin to learn sooner, from less. A few for each hyperparameter are enough.",
    )


def first_stays_best(asked: Question, draft: Draft) -> None:
    """Write what it means that the first trial stays the best."""
    draft.say(
        "Often not: if the very first trial, usually the default, stays the best, the space may simply **hold nothing",
        "better**, or differences are smaller than the noise of the folds. Then more random trials change nothing.",
    )
    start(asked, draft)
    draft.say(
        "What to do: look whether the best values lie at an edge and widen that range, put rates and penalties on a",
        "log scale, allow a few dozen trials after the start, and compare the best with the default over the same",
        "folds.",
    )


def describe(asked: Question, draft: Draft) -> None:
    """Write the rest of the general answer."""
    how(asked, draft)
    parzen(asked, draft)
    use(asked, draft)


def how_and_parzen(asked: Question, draft: Draft) -> None:
    """Write how it proposes, and what TPE does."""
    how(asked, draft)
    parzen(asked, draft)


def compare(_: Question, draft: Draft) -> None:
    """Write how it stands against grid and random search."""
    draft.say(
        "**It is usually better, where fits are dear**: against grid and random search it needs fewer trials for the",
        "same score, as",
        f"{draft.refer(LEARNING_BEATS_RANDOM, 'comparisons on tuning tasks')} found, because it does not spend them",
        "where earlier ones did badly. In return its trials follow one another, and it can settle too early on one",
        "region.",
    )


def optuna(asked: Question, draft: Draft) -> None:
    """Write what Optuna does by default."""
    draft.say(
        "**Optuna** is the library that proposes settings here. Its usual sampler is",
        f"{draft.refer(TPE, 'TPE')}; {draft.refer(OPTUNA_JOINT, 'since version five')} it proposes all hyperparameters",
        f"together, and tells their importance by {draft.refer(PED_ANOVA, 'PED-ANOVA')} by default.",
    )
    start(asked, draft)


many_settings = text(
    "**Less well, beyond about twenty.** The more hyperparameters, the thinner the trials lie, and the less the",
    "picture of the score can be trusted; a Gaussian process suffers first, TPE or a random forest later. It still",
    "works where only a few of them matter. What to do: fix those that hardly matter at their defaults, narrow the",
    "ranges, or use random search or pruning with many quick trials.",
)
at_once = text(
    "**Yes, at a price.** Trials that run at once are proposed without knowing each other's scores, so several may",
    "look at the same place, and each learns from fewer results. With a few processes the loss is small; with as many",
    "as there are trials it is random search. It also makes the order in which results arrive matter, so a repeat is",
    "exact only if they are taken in a fixed order.",
)
why_random_first = text(
    "**Because it has nothing to learn from yet.** The model of the score needs points that are spread over the space;",
    "without them it would take the first good one for the best, and never look elsewhere.",
)
trade_off = text(
    "**Exploitation** tries settings near the best so far, to refine them; **exploration** tries where little is",
    "known, because something better may lie there. Too much of the first gets stuck on an early favorite, too much",
    "of the second is random search. The acquisition function weighs the two for each proposal: high where the guess",
    "is good, and high where it is unsure. Early on a search explores more, toward the end it exploits.",
)
no_guarantee = text(
    "**No.** It finds a good setting in few trials and cannot know whether a better one lies where it did not look:",
    "its picture of the score is a guess from few and noisy points. A best score that no longer rises, trials spread",
    "over the space, and a second search with another seed that ends alike are good signs, and no proof.",
)
no_other_reason = text(
    "Each proposal is the candidate that the model of the earlier trials rates highest: with TPE the one that is",
    "likely among the good trials and unlikely among the others. The candidates are drawn by chance, so there is no",
    "deeper reason for a value rather than its neighbor; whether it was a good idea, its score tells.",
)
