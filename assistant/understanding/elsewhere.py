"""Subjects of the field that no topic answers: recognized, so that they are not taken for another.

When a topic is written, its cues move from here into its file.
"""

from collections.abc import Mapping

from assistant.understanding.route import Subject, cues

# By topic name: the words to name it in a refusal.
TITLES: Mapping[str, str] = {
    "underfitting": "underfitting",
    "batch_size": "the batch size",
    "epochs_early_stopping": "epochs and early stopping",
    "network_architecture": "the architecture of neural networks",
    "grid_search": "grid search",
    "random_search": "random search",
    "bayesian": "Bayesian optimization",
    "hyperband_pruning": "pruning and Hyperband",
    "gradient_based": "gradient-based tuning",
    "automl": "automated machine learning as such",
    "nested_cv_selection_bias": "nested cross-validation and selection bias",
    "data_leakage": "data leakage",
    "imbalance": "rare classes",
    "class_weights": "class weights",
    "threshold_calibration": "thresholds and calibration",
    "small_data": "small tables",
    "hyperparameter_importance": "which hyperparameters mattered most",
    "what_if_value": "what another setting would do",
    "ensemble": "ensembles",
    "feature_importance": "which columns matter",
    "more_trials_or_time": "more trials or more time",
    "reproducibility": "reproducing a run",
    "prediction_uncertainty": "how sure one prediction is",
    "deployment": "using the model elsewhere",
}

_CUES: Mapping[str, str] = {
    "underfitting": r"""
        9 \bunderfit
        5 too simple|learns? nothing|can (?:not|hardly) learn
        13 both (?:train|training)\b.*\blow\b|(?:train|training) and (?:cross )?validation .*\b(?:low|bad|poor)\b
    """,
    "batch_size": r"""
        11 hp:batch|\bbatch(?:es)?\b
    """,
    "epochs_early_stopping": r"""
        11 hp:(?:passes|patience)
        11 early stop|\bepochs?\b|best iteration|\bpatience\b
    """,
    "network_architecture": r"""
        7 hp:network|\bhow many (?:layers|neurons|units)|vanishing gradient
        4 \b(?:layers|neurons|hidden)\b
        9 architecture|my (?:neural )?network|parameters does .* network
        6 (?:size|depth|nodes) of (?:a |the )?family:neural_network|hp:\w+ .*family:neural_network
    """,
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
    "nested_cv_selection_bias": r"""
        14 \bnested\b|selection bias|winner is curse|winners? curse
        6 \boptimis(?:m|tic)|optimistically
        8 \bbbc\b|bias corrected|corrected score
        8 luck(?:y)? (?:from|of|because|by)? ?(?:trying|having tried)|just luck from|tried (?:so )?many
        6 honest score|corrected for|expect(?:ed)? (?:score )?on new
        8 score (?:went|got|goes|is) (?:down|dwn|lower|worse)|(?:down|dwn|lower|worse) after (?:tun|optimi)
        8 overfit by tuning|overfit the (?:validation|cross)
        7 outer (?:iteration|fold|loop)
        6 \balready trained\b
    """,
    "data_leakage": r"""
        10 \bleak
        6 \bduplicate
        11 smote|before or after the split|before the split
        7 same (?:individual|person|patient|customer|household)s? .*(?:both|train)|in both train
        6 too good to be true|knows the answer
        9 metric:\w+ of (?:num|one)\b|(?:num|perfect) metric:\w+|suspicious
    """,
    "imbalance": r"""
        11 \b(?:im|un)balance
        7 rare (?:class|event|case)|skewed class|minority|few positives
    """,
    "class_weights": r"""
        11 hp:weights|class weights?|sample[_ ]weights?|weighted classes|scale_pos
    """,
    "threshold_calibration": r"""
        11 \bthreshold|\bcut ?off|\bcalibrat
        6 \bprobabilit|predicted (?:response )?rate|larger than num
        5 false (?:alarm|positive|negative)|missed \w+ cost
    """,
    "small_data": r"""
        9 small (?:data|dataset|sample|table)|tiny (?:data|dataset|table)|little data
        9 few (?:rows|samples|data|examples|observations)
        9 only num (?:rows|samples|examples|observations|data|records)
        7 enough (?:rows|data|samples)
    """,
    "hyperparameter_importance": r"""
        10 which (?:of (?:the|my) )?(?:hyper)?parameters? (?:matter|influence|count|had)
        10 which (?:of (?:the|my) )?(?:hyper)?parameters? (?:is|are|were|was) (?:\w+ )?important
        10 (?:most|more|least) important (?:hyper)?parameter|(?:hyper)?parameter importance
        10 importance (?:score )?of (?:each |the |my )?(?:hyper)?parameter
        8 importance of hp:|how important (?:is|was) (?:the )?hp:|hp:\w+ (?:important|mattered)
        8 parallel coordinates|fanova|ped anova
        7 wasted effort|could i round|(?:these|each) values? important|(?:hyper)?parameters? (?:interact|mattered)
        8 (?:all|each|every) (?:of )?(?:my |the )?hyperparameters? (?:matter|important)
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
    "ensemble": r"""
        11 \bensembl|\bblend|\bstack(?:ing|ed)\b|\bbagging\b|\bvoting\b|meta learner
    """,
    "feature_importance": r"""
        8 (?:which|what) (?:features?|columns?|variables?|inputs?|predictors?|column:)(?: |$)
        9 features? importan|importan\w+ (?:of )?(?:the )?(?:features?|columns?|variables?|column:)
        9 (?:features?|columns?|column:).* importan|\bshap\b|permutation importance
        8 column: .*(?:matter|influence|affect|important|role|used)|(?:role|influence|effect) of column:
        6 \bdrivers?\b|most influential
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
    "prediction_uncertainty": r"""
        11 conformal|prediction intervals?|uncertain
        9 (?:sure|confident|certain) (?:is|about|of|are) .*(?:prediction|row|customer|person)
        9 how (?:sure|certain|confident) .*predict
        11 next (?:year|month)|in the future
        6 error bars? (?:for|on) (?:a|each|one)
    """,
    "deployment": r"""
        10 deploy|in(?:to)? production|kubernetes|docker|\bistio|\bexport|\bdownload|rest api|\bendpoint
        9 \bserve\b|\bmonitor|\bonnx|drift
        6 predict(?:ions)? (?:for|on) new|use (?:the|this|my) model
    """,
}

SUBJECTS = tuple(Subject(name, cues(lines)) for name, lines in _CUES.items())
