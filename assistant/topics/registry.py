"""All topics: a new one is a line here."""

from assistant.topics.choose import CHOOSE
from assistant.topics.compare_models import COMPARE_MODELS
from assistant.topics.cross_validation import CROSS_VALIDATION
from assistant.topics.definition import DEFINITION
from assistant.topics.importance import IMPORTANCE
from assistant.topics.learning_rate import LEARNING_RATE
from assistant.topics.metric_choice import METRIC_CHOICE
from assistant.topics.n_estimators import N_ESTIMATORS
from assistant.topics.other.topic import OTHER
from assistant.topics.overfitting import OVERFITTING
from assistant.topics.params_vs_hyperparams import PARAMS_VS_HYPERPARAMS
from assistant.topics.regularization import REGULARIZATION
from assistant.topics.topic import Topic
from assistant.topics.train_test_gap import TRAIN_TEST_GAP
from assistant.topics.tree_depth_complexity import TREE_DEPTH_COMPLEXITY
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
    OTHER,
)
