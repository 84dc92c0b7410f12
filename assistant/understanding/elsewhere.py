"""Subjects of the field that no topic answers: recognized, so that they are not taken for another.

When a topic is written, its cues move from here into its file.
"""

from collections.abc import Mapping

from assistant.understanding.route import Subject, cues

# By topic name: the words to name it in a refusal.
TITLES: Mapping[str, str] = {
    "grid_search": "grid search",
    "random_search": "random search",
    "bayesian": "Bayesian optimization",
    "hyperband_pruning": "pruning and Hyperband",
    "gradient_based": "gradient-based tuning",
    "automl": "automated machine learning as such",
    "what_if_value": "what another setting would do",
    "more_trials_or_time": "more trials or more time",
    "reproducibility": "reproducing a run",
    "other": "that side of a run",
}

_CUES: Mapping[str, str] = {
    "grid_search": r"""
        7 \bgrid ?search|\bgridsearchcv|\b(?:full )?grid over|\bsearch grid\b
        2 \bgrid\b
        6 how many combinations|all combinations
    """,
    "random_search": r"""
        7 \brandom(?:ized)? ?search|randomi[sz]edsearchcv
        5 random (?:draws?|sampling of)
    """,
    "bayesian": r"""
        11 \bbayes|\btpe\b|gaussian process|\bacquisition\b|\bsurrogate\b|expected improvement
        7 \boptuna\b
        7 what to try next|same hyperparameters multiple times|exploration|exploit
        9 start ?up trials
    """,
    "hyperband_pruning": r"""
        11 hyperband|successive halving|\basha\b|\bbohb\b
        7 \bprun(?:e|ed|ing|er)\b
        6 stopped early|started badly|thrown away|cut off early
    """,
    "gradient_based": r"""
        11 gradient based|hypergradient|gradients? (?:of|with respect to) .*hyperparameter|differentiable
    """,
    "automl": r"""
        5 \bauto ?ml\b|automated machine learning|automatic machine learning
        7 black box
        6 replace (?:data scientists?|me)|beat .*data scientist
    """,
    "what_if_value": r"""
        5 \bwhat (?:if|would (?:happen|change|be))\b
        8 what (?:if|would (?:happen|change|have been|a|an|the|my)) .*(?:hp:|num)
        9 (?:range|bounds?|limits?) .*(?:extend|wider|widen|larger)
        9 (?:extend|widen) the (?:range|bound|search space)
        7 edge of|at the (?:very )?edge|at the bound
        5 (?:try|use|set|change) (?:the )?hp:\w+ (?:to|of|at|num)
        6 (?:if|had) (?:i|we|you) (?:had )?(?:used?|set|chose|changed?|took) .*hp:
    """,
    "more_trials_or_time": r"""
        9 more (?:trials|time|search)|longer (?:search|run|time|budget)|time budget
        9 run(?:ning)? (?:it|this)? ?(?:for )?longer|search(?:ing)? (?:for )?longer
        9 (?:number of|how many|enough) trials|n_trials|max trials
        9 stop the (?:tuner|search|run)|after n trials|keep searching|continue the search
        6 worth (?:running|searching|waiting)
    """,
    "reproducibility": r"""
        11 reproduc|\bseeds?\b|same result|random[_ ]state|determinis|repeatable|\bre ?train
        8 different (?:results?|scores?) (?:each|every|when|in)
    """,
    "other": r"""
        8 failed trials?|which trials failed|trials? (?:fail|crash)
        7 \bmemory\b|how long did|how much time|\bcpu\b|\bram\b|\bgpu\b
        7 \bsummar(?:y|ize|ise)|for my boss|\breport\b
        6 (?:draw|plot|chart|graph|visuali[sz]e)\b
        7 list (?:all )?(?:the |my )?trials|trials where|show completed|\btrials? .*between
        7 what (?:can|could) (?:you|this)|who are you|what are you|help me$|^help$|what next\b
        7 which decisions|decision log|what does (?:the )?column
        4 simpler$|plain words$|again$
        7 run (?:you|that) did not finish|unfinished
        6 document(?:ing)? (?:the )?tuning|learning path
    """,
}

SUBJECTS = tuple(Subject(name, cues(lines)) for name, lines in _CUES.items())
