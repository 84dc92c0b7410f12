"""All topics: a new one is a line here."""

from assistant.topics.basics.automl import AUTOML
from assistant.topics.basics.choose import CHOOSE
from assistant.topics.basics.definition import DEFINITION
from assistant.topics.basics.importance import IMPORTANCE
from assistant.topics.basics.params_vs_hyperparams import PARAMS_VS_HYPERPARAMS
from assistant.topics.deciding.class_weights import CLASS_WEIGHTS
from assistant.topics.deciding.imbalance import IMBALANCE
from assistant.topics.deciding.threshold_calibration import THRESHOLD_CALIBRATION
from assistant.topics.experiments.what_if_value import WHAT_IF_VALUE
from assistant.topics.other.topic import OTHER
from assistant.topics.search.bayesian import BAYESIAN
from assistant.topics.search.gradient_based import GRADIENT_BASED
from assistant.topics.search.grid_search import GRID_SEARCH
from assistant.topics.search.hyperband_pruning import HYPERBAND_PRUNING
from assistant.topics.search.more_trials_or_time import MORE_TRIALS_OR_TIME
from assistant.topics.search.random_search import RANDOM_SEARCH
from assistant.topics.settings.batch_size import BATCH_SIZE
from assistant.topics.settings.epochs_early_stopping import EPOCHS_EARLY_STOPPING
from assistant.topics.settings.hyperparameter_importance import HYPERPARAMETER_IMPORTANCE
from assistant.topics.settings.learning_rate import LEARNING_RATE
from assistant.topics.settings.n_estimators import N_ESTIMATORS
from assistant.topics.settings.network_architecture import NETWORK_ARCHITECTURE
from assistant.topics.settings.regularization import REGULARIZATION
from assistant.topics.settings.tree_depth_complexity import TREE_DEPTH_COMPLEXITY
from assistant.topics.settings.why_this_value import WHY_THIS_VALUE
from assistant.topics.topic import Topic
from assistant.topics.truth.cross_validation import CROSS_VALIDATION
from assistant.topics.truth.data_leakage import DATA_LEAKAGE
from assistant.topics.truth.nested_cv_selection_bias import NESTED_CV_SELECTION_BIAS
from assistant.topics.truth.overfitting import OVERFITTING
from assistant.topics.truth.prediction_uncertainty import PREDICTION_UNCERTAINTY
from assistant.topics.truth.reproducibility import REPRODUCIBILITY
from assistant.topics.truth.small_data import SMALL_DATA
from assistant.topics.truth.train_test_gap import TRAIN_TEST_GAP
from assistant.topics.truth.underfitting import UNDERFITTING
from assistant.topics.winner.compare_models import COMPARE_MODELS
from assistant.topics.winner.deployment import DEPLOYMENT
from assistant.topics.winner.ensemble import ENSEMBLE
from assistant.topics.winner.feature_importance import FEATURE_IMPORTANCE
from assistant.topics.winner.metric_choice import METRIC_CHOICE
from assistant.topics.winner.why_this_model import WHY_THIS_MODEL

TOPICS: tuple[Topic, ...] = (
    DEFINITION,
    IMPORTANCE,
    CHOOSE,
    PARAMS_VS_HYPERPARAMS,
    OVERFITTING,
    REGULARIZATION,
    TRAIN_TEST_GAP,
    WHY_THIS_MODEL,
    WHY_THIS_VALUE,
    COMPARE_MODELS,
    METRIC_CHOICE,
    CROSS_VALIDATION,
    LEARNING_RATE,
    TREE_DEPTH_COMPLEXITY,
    N_ESTIMATORS,
    UNDERFITTING,
    BATCH_SIZE,
    EPOCHS_EARLY_STOPPING,
    NETWORK_ARCHITECTURE,
    GRID_SEARCH,
    RANDOM_SEARCH,
    BAYESIAN,
    HYPERBAND_PRUNING,
    GRADIENT_BASED,
    AUTOML,
    NESTED_CV_SELECTION_BIAS,
    DATA_LEAKAGE,
    IMBALANCE,
    CLASS_WEIGHTS,
    THRESHOLD_CALIBRATION,
    SMALL_DATA,
    HYPERPARAMETER_IMPORTANCE,
    WHAT_IF_VALUE,
    ENSEMBLE,
    FEATURE_IMPORTANCE,
    MORE_TRIALS_OR_TIME,
    REPRODUCIBILITY,
    PREDICTION_UNCERTAINTY,
    DEPLOYMENT,
    OTHER,
)
