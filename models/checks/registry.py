"""The deeper checks there are: one line each, the cheapest first."""

from collections.abc import Mapping

from models.checks.learning_curve import learning_curve
from models.checks.nested_cv import nested_cv
from models.checks.null_search import null_search
from models.checks.permuted_labels import permuted_labels
from models.checks.repeated_cv import repeated_cv
from models.checks.work import DeepCheck

DEEP_CHECKS: Mapping[str, DeepCheck] = {
    "learning_curve": learning_curve,
    "repeated_cv": repeated_cv,
    "null_search": null_search,
    "permuted_labels": permuted_labels,
    "nested_cv": nested_cv,
}
