"""What to do with each way of searching: said where a question is of no special kind, as a definition helps nobody."""

from assistant.topics.kinds_of_question import pattern, text
from assistant.understanding.question import Question

DEFINES = pattern(r"""
    ^(?:\w+ ){0,2}(?:what s|what is|what are|whats|define|definition of|what does|what do) (?:\w+ ){0,5}\w+$
    \b(?:explain|describe|understand|idea behind|principle|concept|introduc\w+|tell me about|basics)\b
    how (?:does|do|did|is) (?:\S+ ){1,4}(?:work|done|function)
    ^(?:bayes\w* \w+|tpe|hyperband|(?:successive )?halving|pruning|(?:grid|random) search|gradient based tuning)$
""")
"""Who asks what something is, in whichever words."""
OF_THIS_RUN = pattern(r"""
    \b(?:my|this|the|our|your) (?:\w+ )?(?:run|runs|search|model|models|trial|trials|result|results|winner)\b
    \bhere\b|\btrial:|\b(?:did|do|have|were|was) (?:you|we|it|they)\b|\bof my trials
""")
"""Who asks about what happened in the run, and not only about something of their own."""
_PAST = pattern(r"""
    \b(?:did|was|were)\b.*\b(?:trials?|search|tpe|samplers?|optimi[sz]er|prun\w*|stopped|winner|bayes\w*)\b
    \b(?:trials?|search|tpe|sampler|optimi[sz]er|pruning|winner)\b.*\b(?:did|was|were|brought|found|won)\b
    \b(?:you|we|it) (?:\w+ )?(?:tried|searched|pruned|stopped|used|chose)\b|\bnext (?:time|run)\b
    \bthe (?:pruned|stopped) ones
    \bthe num (?:\w+ )?trials\b|\bthe last num trials\b|\bstopped the trials\b
""")
_ELSEWHERE = pattern(r"""
    gridsearch|randomi[sz]edsearch|halving\w*search|sklearn|scikit|\bkeras|\boptuna|hyperopt|\bskopt|\bray\b|\bflaml
    autogluon|\bh2o\b|\btpot\b|pycaret|\bmljar|auto ?sklearn|catboost grid|\bkaggle|\bpaper|interview
    \bi (?:ran|used|tried|did)\b
""")


def tells_of_a_run(asked: Question) -> bool:
    """Whether a question speaks of trials as of something that has happened, here and in no other tool."""
    return _PAST.search(asked.tagged) is not None and _ELSEWHERE.search(asked.tagged) is None


def is_of_this_run(asked: Question) -> bool:
    """Whether a question is about what happened in the run that is open."""
    return (asked.is_about_run and OF_THIS_RUN.search(asked.tagged) is not None) or tells_of_a_run(asked)


ASKS_WHICH = pattern(r"""
    \buse[ds]?\b|\bwhich (?:sampler|method|technique|algorithm|search)
    \bwhat (?:sampler|method|technique|kind of search)
""")
"""Who wants to know by which technique was searched, so that its account is told in full."""

bayesian = text(
    "**The space and the score decide more than the sampler.** Put rates and penalties on a log scale, search the few",
    "settings that matter, keep folds and seeds fixed, and put the default in as a first trial. Then let it draw some",
    "trials at random, and some more for each setting by what it has learned. Read the result: a best value at a",
    "border, widen that side; leaders within a standard error of each other, take the simplest and stop; still rising",
    "by more than that, go on.",
)
grid_search = text(
    "**A grid is as good as its list.** Take one to three settings that matter, three to five values each, rates and",
    "penalties in equal factors, the default among them; the preparation inside a pipeline, one fixed splitter for all",
    "points, and the test rows kept out of it. Read the result with its spread: points within a standard error tie, so",
    "take the simplest; a best point at an end asks for a longer list. With more settings or slow fits, give the same",
    "ranges to random or Bayesian search.",
)
hyperband_pruning = text(
    "**Cut as early as early scores can be trusted, and no earlier.** Report the same metric at each step, let some",
    "full trials and a warm-up go first, and compare trials only at the same step or on the same folds. Judge the",
    "winner by its full score alone. Then compare the early with the final ranks of the complete trials: if they agree",
    "well, cut harder; if not, later or not at all. Where fits take seconds or the table is small, leave it, and spend",
    "the time on repeated folds.",
)
random_search = text(
    "**The ranges and the number of draws decide.** Draw rates and penalties on a log scale, a few settings around",
    "their defaults, with the default as a first trial; some dozens of draws are a good start. Keep folds and seeds",
    "fixed, and compare by the standard error: configurations within it tie, so take the simplest. A best value at an",
    "end asks for a wider range. If the best so far has been flat for a third of the draws, stop; if it still rises,",
    "go on, or let a search that learns take over.",
)
more_trials_or_time = text(
    "More search helps **less and less**: most of the gain comes early, and later trials win by little or by luck.",
    "What to do: look at the best score so far. If it has been flat for a third of the trials, or rises by less than",
    "the standard error of the folds, stop, and score the leaders again on repeated folds; take the simplest of those",
    "that tie. If it still rises by more, go on; if a best value lies at a border, widen that range first. Better",
    "columns or more rows then bring more than further trials.",
)
gradient_based = text(
    "**It pays for many continuous settings of a smooth model, and hardly otherwise.** Penalties, weight decay,",
    "learning rates and kernel widths have a slope; depth, counts, neighbors and choices have none, nor has accuracy.",
    "For a few settings random or Bayesian search is as cheap and sees the whole range. Where you do follow the slope:",
    "take it on validation rows that the weights did not learn from, step in the logarithm of the setting, let the",
    "inner fit come near its optimum, set out from several places, and keep test rows apart.",
)
