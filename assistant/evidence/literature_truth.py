"""Knowledge facts on whether a score is true: choosing, leakage, small tables, importance, averages, intervals."""

from assistant.evidence.fact import EvidenceFact


def _shown(label: str, source: str) -> EvidenceFact:
    """Return a fact that is a statement rather than a number."""
    return EvidenceFact(label, None, source=source)


_KAPOOR = (
    "Kapoor and Narayanan 2023, Leakage and the reproducibility crisis in machine-learning-based science, Patterns 4"
)
_OPTUNA = "Optuna 5.0, documentation of optuna.importance"

NESTED = _shown(
    "the search itself must be repeated inside outer folds for an unbiased score",
    "Varma and Simon 2006, Bias in error estimation when using cross-validation, BMC Bioinformatics 7",
)
NESTED_SELECTS_ALIKE = _shown(
    "which model is selected rarely changes with nested cross-validation",
    "Wainer and Cawley 2021, Nested cross-validation when selecting classifiers is overzealous, Expert Systems with "
    "Applications 182",
)
LEAKAGE = _shown(
    "leakage is information about the target that the model would not have in use",
    "Kaufman, Rosset, Perlich and Stitelman 2012, Leakage in data mining, ACM TKDD 6",
)
LEAKING_PAPERS = EvidenceFact("papers found to suffer from leakage", 294, source=_KAPOOR)
LEAKING_FIELDS = EvidenceFact("fields of science in which they were found", 17, source=_KAPOOR)
SMALL_ERROR_BARS = _shown(
    "error bars of cross-validation on small tables are larger than expected",
    "Varoquaux 2018, Cross-validation failure: small sample sizes lead to large error bars, NeuroImage 180",
)
DATA_HUNGRY = _shown(
    "forests and networks need many more rows than regression to show what they can do",
    "van der Ploeg, Austin and Steyerberg 2014, Modern modelling techniques are data hungry, BMC Medical Research "
    "Methodology 14",
)
TEN_EVENTS = EvidenceFact(
    "rows of the rarest class for each coefficient, by an old rule of thumb", 10,
    source="Peduzzi, Concato, Kemper, Holford and Feinstein 1996, Journal of Clinical Epidemiology 49",
)  # fmt: skip
NO_TEN_EVENTS = _shown(
    "there is no good reason for that rule",
    "van Smeden and others 2016, No rationale for 1 variable per 10 events criterion, BMC Medical Research "
    "Methodology 16",
)
ONE_STANDARD_ERROR = _shown(
    "of models within one standard error of the best, the simplest is taken",
    "Breiman, Friedman, Olshen and Stone 1984, Classification and Regression Trees",
)
TEN_FOLDS = EvidenceFact(
    "stratified folds that a study recommends", 10,
    source="Kohavi 1995, A study of cross-validation and bootstrap for accuracy estimation and model selection, IJCAI",
)  # fmt: skip
BIAS_AND_VARIANCE = _shown(
    "error is made of bias, variance and noise",
    "Geman, Bienenstock and Doursat 1992, Neural networks and the bias/variance dilemma, Neural Computation 4",
)
LEAF_OF_LIGHTGBM = EvidenceFact(
    "min_data_in_leaf of LightGBM, its default", 20, "rows", source="LightGBM, documentation of its parameters"
)
PED_ANOVA = _shown(
    "how differently the best trials are spread over a range",
    "Watanabe, Bansal and Hutter 2023, PED-ANOVA: efficiently quantifying hyperparameter importance in arbitrary "
    "subspaces, IJCAI",
)
FANOVA = _shown(
    "share of the variance of the score that a hyperparameter explains",
    "Hutter, Hoos and Leyton-Brown 2014, An efficient approach for assessing hyperparameter importance, ICML",
)
OPTUNA_VERSION = EvidenceFact("major version of Optuna from which PED-ANOVA is its default", 5, source=_OPTUNA)
TRIALS_FOR_IMPORTANCE = EvidenceFact(
    "complete trials of a family that PED-ANOVA needs: the best tenth must be five of them", 50, source=_OPTUNA
)
PERMUTATION = _shown("importance by shuffling a column", "Breiman 2001, Random forests, Machine Learning 45")
UNRESTRICTED = _shown(
    "shuffling one of two columns that tell the same misleads",
    "Hooker, Mentch and Zhou 2021, Unrestricted permutation forces extrapolation, Statistics and Computing 31",
)
MANY_VALUES = _shown(
    "importances counted in trees favor columns of many values",
    "Strobl, Boulesteix, Zeileis and Hothorn 2007, Bias in random forest variable importance measures, BMC "
    "Bioinformatics 8",
)
SHAP = _shown(
    "what each column adds to or takes from one prediction",
    "Lundberg and Lee 2017, A unified approach to interpreting model predictions, NeurIPS",
)
ENSEMBLE_SELECTION = _shown(
    "models are added to an average as long as it gets better",
    "Caruana, Niculescu-Mizil, Crew and Ksikes 2004, Ensemble selection from libraries of models, ICML",
)
STACKING = _shown(
    "a second model learns from the predictions of the first ones",
    "Wolpert 1992, Stacked generalization, Neural Networks 5",
)
BAGGING = _shown("models of resampled rows are averaged", "Breiman 1996, Bagging predictors, Machine Learning 24")
CONFORMAL = _shown(
    "intervals and sets that cover with a promised probability",
    "Vovk, Gammerman and Shafer 2005, Algorithmic Learning in a Random World",
)
CONFORMAL_SETS = _shown(
    "sets of classes with a promised coverage",
    "Sadinle, Lei and Wasserman 2019, Least ambiguous set-valued classifiers with bounded error levels, JASA 114",
)
QUANTILE_INTERVALS = _shown(
    "intervals whose width follows the row",
    "Romano, Patterson and Candes 2019, Conformalized quantile regression, NeurIPS",
)
DEEP_ENSEMBLES = _shown(
    "how far models with other seeds disagree",
    "Lakshminarayanan, Pritzel and Blundell 2017, Simple and scalable predictive uncertainty estimation, NeurIPS",
)
CORRECTED_REPEATS = _shown(
    "the corrected test over repeated folds finds the same again",
    "Bouckaert and Frank 2004, Evaluating the replicability of significance tests, PAKDD",
)
