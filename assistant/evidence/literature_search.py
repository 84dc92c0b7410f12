"""Knowledge facts of searching: what others have shown, each with its source. Our own words; their figures."""

from assistant.evidence.fact import EvidenceFact
from assistant.evidence.literature import RANDOM_DRAWS

_BERGSTRA = RANDOM_DRAWS.source
_OPTUNA = "Optuna 5, its source and documentation"
_LOEPPKY = "Loeppky, Sacks and Welch 2009, Choosing the sample size of a computer experiment, Technometrics 51"
_SUM = "a sum, worked out here"

GRID_VALUES = EvidenceFact("values for each hyperparameter in the example", 5, source=_SUM)
GRID_SETTINGS = EvidenceFact("hyperparameters in the example", 4, source=_SUM)
GRID_POINTS = EvidenceFact("combinations in the example: 5 x 5 x 5 x 5", 625, source=_SUM)
GRID_FOLDS = EvidenceFact("folds in the example", 5, source=_SUM)
GRID_FITS = EvidenceFact("fits in the example: 625 x 5", 3125, source=_SUM)

RARE_SHARE = EvidenceFact("a smaller share of the search space that counts as best", 1, "%", source=_SUM)
RARE_DRAWS = EvidenceFact("draws that hit it with 95 %: the least n with 1 - 0.99**n above 0.95", 299, source=_SUM)

LEARNING_BEATS_RANDOM = EvidenceFact(
    "searches that learn beat random search on tuning tasks",
    None,
    source="Turner and others 2021, Bayesian optimization is superior to random search, PMLR 133",
)
TPE = EvidenceFact(
    "the tree-structured Parzen estimator",
    None,
    source="Bergstra, Bardenet, Bengio and Kégl 2011, Algorithms for hyper-parameter optimization, NeurIPS 24",
)
EXPECTED_IMPROVEMENT = EvidenceFact(
    "a surrogate and the expected improvement under it",
    None,
    source="Jones, Schonlau and Welch 1998, Efficient global optimization, Journal of Global Optimization 13",
)
TPE_STARTUP = EvidenceFact("trials that Optuna's TPE draws at random first, by default", 10, source=_OPTUNA)
OPTUNA_JOINT = EvidenceFact(
    "Optuna 5 proposes all hyperparameters together by default (multivariate TPE)", None, source=_OPTUNA
)
PED_ANOVA = EvidenceFact(
    "importance by how differently the best trials are spread: PED-ANOVA, the default of Optuna 5",
    None,
    source="Watanabe, Bansal and Hutter 2023, PED-ANOVA, IJCAI; Optuna 5, its source",
)

HYPERBAND = EvidenceFact(
    "Hyperband", None, source="Li, Jamieson, DeSalvo, Rostamizadeh and Talwalkar 2018, Hyperband, JMLR 18"
)
KEPT_PART = EvidenceFact("one in how many configurations goes on to the next rung", 3, source=HYPERBAND.source)
HALVING = EvidenceFact(
    "successive halving",
    None,
    source="Jamieson and Talwalkar 2016, Non-stochastic best arm identification, AISTATS, PMLR 51",
)
ASHA = EvidenceFact(
    "halving that promotes without waiting",
    None,
    source="Li and others 2020, A system for massively parallel hyperparameter tuning, MLSys",
)
BOHB = EvidenceFact(
    "Hyperband that proposes by a model", None, source="Falkner, Klein and Hutter 2018, BOHB, ICML, PMLR 80"
)
MEDIAN_STARTUP = EvidenceFact("trials before Optuna's median pruner begins, by default", 5, source=_OPTUNA)
MEDIAN_WARMUP = EvidenceFact("steps of a trial before it may be pruned, by default", 0, source=_OPTUNA)

IMPLICIT = EvidenceFact(
    "slopes through the optimum of the fit",
    None,
    source="Bengio 2000, Gradient-based optimization of hyperparameters, Neural Computation 12; Pedregosa 2016, ICML",
)
UNROLLED = EvidenceFact(
    "slopes through the steps of the training",
    None,
    source="Maclaurin, Duvenaud and Adams 2015, Gradient-based hyperparameter optimization, ICML, PMLR 37",
)

TRIALS_A_SETTING = EvidenceFact("trials for each hyperparameter, to begin with", 10, source=_LOEPPKY)
MORE_TRIALS_A_SETTING = EvidenceFact(
    "trials for each hyperparameter, generously", 20, source=f"twice that of {_LOEPPKY}"
)
FEW_TRIALS = EvidenceFact("trials for 5 hyperparameters at 10 each", 50, source=_SUM)
MANY_TRIALS = EvidenceFact("trials for 10 hyperparameters at 20 each", 200, source=_SUM)

ONE_ERROR = EvidenceFact(
    "the simplest configuration within one standard error of the best",
    None,
    source="Breiman, Friedman, Olshen and Stone 1984, Classification and regression trees; Hastie, Tibshirani and "
    "Friedman 2009, The Elements of Statistical Learning, section 7.10",
)
SEEDS_MATTER = EvidenceFact(
    "scores depend on seeds and splits, often by as much as on the method",
    None,
    source="Bouthillier and others 2021, Accounting for variance in machine learning benchmarks, MLSys",
)

TERMINATION = EvidenceFact(
    "a search may end when what is left to gain is less than the noise of the folds",
    None,
    source="Makarova and others 2022, Automatic termination for hyperparameter optimization, AutoML, PMLR 188",
)
CASH = EvidenceFact(
    "choosing the algorithm and its hyperparameters as one problem (CASH)",
    None,
    source="Thornton, Hutter, Hoos and Leyton-Brown 2013, Auto-WEKA, KDD",
)
RACE_FOLDS = EvidenceFact(
    "folds that a trial has at least before it may be given up here", 2, source="Plaintune's rule"
)
RACE_LEVEL = EvidenceFact("level of the one-sided paired t test of that rule", 5, "%", source="Plaintune's rule")
