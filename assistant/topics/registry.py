"""All topics: a new one is a line here."""

from assistant.topics.automl import AUTOML
from assistant.topics.batch_size import BATCH_SIZE
from assistant.topics.bayesian import BAYESIAN
from assistant.topics.choose import CHOOSE
from assistant.topics.class_weights import CLASS_WEIGHTS
from assistant.topics.compare_models import COMPARE_MODELS
from assistant.topics.cross_validation import CROSS_VALIDATION
from assistant.topics.data_leakage import DATA_LEAKAGE
from assistant.topics.definition import DEFINITION
from assistant.topics.deployment import DEPLOYMENT
from assistant.topics.ensemble import ENSEMBLE
from assistant.topics.epochs_early_stopping import EPOCHS_EARLY_STOPPING
from assistant.topics.feature_importance import FEATURE_IMPORTANCE
from assistant.topics.gradient_based import GRADIENT_BASED
from assistant.topics.grid_search import GRID_SEARCH
from assistant.topics.hyperband_pruning import HYPERBAND_PRUNING
from assistant.topics.hyperparameter_importance import HYPERPARAMETER_IMPORTANCE
from assistant.topics.imbalance import IMBALANCE
from assistant.topics.importance import IMPORTANCE
from assistant.topics.learning_rate import LEARNING_RATE
from assistant.topics.metric_choice import METRIC_CHOICE
from assistant.topics.more_trials_or_time import MORE_TRIALS_OR_TIME
from assistant.topics.n_estimators import N_ESTIMATORS
from assistant.topics.nested_cv_selection_bias import NESTED_CV_SELECTION_BIAS
from assistant.topics.network_architecture import NETWORK_ARCHITECTURE
from assistant.topics.other.topic import OTHER
from assistant.topics.overfitting import OVERFITTING
from assistant.topics.params_vs_hyperparams import PARAMS_VS_HYPERPARAMS
from assistant.topics.prediction_uncertainty import PREDICTION_UNCERTAINTY
from assistant.topics.random_search import RANDOM_SEARCH
from assistant.topics.regularization import REGULARIZATION
from assistant.topics.reproducibility import REPRODUCIBILITY
from assistant.topics.small_data import SMALL_DATA
from assistant.topics.threshold_calibration import THRESHOLD_CALIBRATION
from assistant.topics.topic import Topic
from assistant.topics.train_test_gap import TRAIN_TEST_GAP
from assistant.topics.tree_depth_complexity import TREE_DEPTH_COMPLEXITY
from assistant.topics.underfitting import UNDERFITTING
from assistant.topics.what_if_value import WHAT_IF_VALUE
from assistant.topics.why_this_model import WHY_THIS_MODEL
from assistant.topics.why_this_value import WHY_THIS_VALUE

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
