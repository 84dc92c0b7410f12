"""Knowledge facts: what others have shown, each with its source. Our own words; their figures."""

from assistant.evidence.fact import EvidenceFact

_BERGSTRA = "Bergstra and Bengio 2012, Random search for hyper-parameter optimization, JMLR 13"
_TSAMARDINOS = "Tsamardinos, Greasidou and Borboudakis 2018, Machine Learning 107"
_PROBST_TREES = "Probst and Boulesteix 2018, To tune or not to tune the number of trees in random forest, JMLR 18"
_FRIEDMAN = "Friedman 2001, Greedy function approximation: a gradient boosting machine, Annals of Statistics 29"
_HASTIE = "Hastie, Tibshirani and Friedman 2009, The Elements of Statistical Learning, section 7.10"
_OVERTUNING = "Schneider, Bischl and Feurer 2025, Overtuning in hyperparameter optimization, AutoML, PMLR 293"
_HANLEY = "Hanley and McNeil 1982, The meaning and use of the area under a ROC curve, Radiology 143"

RANDOM_DRAWS = EvidenceFact("random configurations that are enough", 60, source=_BERGSTRA)
BEST_SHARE = EvidenceFact("share of the search space that counts as best", 5, "%", source=_BERGSTRA)
HIT_PROBABILITY = EvidenceFact("probability that one of them lies in the best share", 95, "%", source=_BERGSTRA)
FEW_MATTER = EvidenceFact("few hyperparameters matter on one table, and which ones differs", None, source=_BERGSTRA)

OVERTUNED_RUNS = EvidenceFact(
    "share of tuning runs whose choice is worse on new rows than the default or the first one tried",
    10,
    "%",
    source=_OVERTUNING,
)
SELECTION_OVERFITS = EvidenceFact(
    "the score that picks a model can itself be overfitted",
    None,
    source="Cawley and Talbot 2010, On over-fitting in model selection, JMLR 11",
)
BBC = EvidenceFact("bootstrap bias-corrected cross-validation", None, source=_TSAMARDINOS)
PAIRED_TEST = EvidenceFact(
    "the variance over folds must be widened", None,
    source="Nadeau and Bengio 2003, Inference for the generalization error, Machine Learning 52",
)  # fmt: skip
NO_UNBIASED_ERROR = EvidenceFact(
    "no unbiased estimate of the variance over folds exists", None,
    source="Bengio and Grandvalet 2004, No unbiased estimator of the variance of K-fold cross-validation, JMLR 5",
)  # fmt: skip

FEW_FOLDS = EvidenceFact("usual number of folds, at the low end", 5, source=_HASTIE)
MANY_FOLDS = EvidenceFact("usual number of folds, at the high end", 10, source=_HASTIE)

TREES_STUDIED = EvidenceFact("tables on which the number of trees was studied", 306, source=_PROBST_TREES)
MORE_TREES = EvidenceFact("a forest wants as many trees as can be afforded", None, source=_PROBST_TREES)
SMALL_STEPS = EvidenceFact("small steps with many trees predict better", None, source=_FRIEDMAN)
USUAL_LARGEST_STEP = EvidenceFact("learning rate at or below which boosting usually does best", 0.1, source=_FRIEDMAN)

LASSO = EvidenceFact(
    "the absolute penalty sets coefficients to zero", None,
    source="Tibshirani 1996, Regression shrinkage and selection via the lasso, JRSS B 58",
)  # fmt: skip
RIDGE = EvidenceFact(
    "the squared penalty shrinks all coefficients", None,
    source="Hoerl and Kennard 1970, Ridge regression, Technometrics 12",
)  # fmt: skip
ELASTIC_NET = EvidenceFact(
    "both penalties together", None,
    source="Zou and Hastie 2005, Regularization and variable selection via the elastic net, JRSS B 67",
)  # fmt: skip
TUNABILITY = EvidenceFact(
    "how much tuning gains differs from family to family", None,
    source="Probst, Boulesteix and Bischl 2019, Tunability, JMLR 20",
)  # fmt: skip
TUNABILITY_TABLES = EvidenceFact("tables of that study", 38, source=TUNABILITY.source)

AUC_CHANCE = EvidenceFact("ROC AUC of a coin", 0.5, source=_HANLEY)
AUC_MEANING = EvidenceFact("the meaning of the area", None, source=_HANLEY)
PROPER_SCORES = EvidenceFact(
    "scores that reward honest probabilities", None,
    source="Gneiting and Raftery 2007, Strictly proper scoring rules, JASA 102",
)  # fmt: skip
FORESTS = EvidenceFact("how forests are grown", None, source="Breiman 2001, Random forests, Machine Learning 45")
