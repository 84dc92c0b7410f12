"""The estimators have scikit-learn's manners: its own checks, copies, progress, and a way to end a search."""

import copy
import pickle
from typing import Any

import numpy as np
import pytest
from sklearn.base import BaseEstimator
from sklearn.datasets import load_breast_cancer, load_diabetes
from sklearn.utils import estimator_checks
from sklearn.utils.estimator_checks import parametrize_with_checks

from models import AutoMLClassifier, AutoMLRegressor
from models.errors import RowsGoneError
from models.record import Progress

FASTEST: dict[str, Any] = {"trials": 2, "seconds": None, "seed": 0, "folds": 2, "families": ("linear",)}
QUICK: dict[str, Any] = {**FASTEST, "trials": 6, "n_jobs": 1}
X, Y = load_breast_cancer(return_X_y=True)
X, Y = X[:120], Y[:120]


def expected_failures(_: BaseEstimator) -> dict[str, str]:
    """Name the checks that do not hold, each with its reason."""
    return {
        "check_sample_weight_equivalence_on_dense_data": (
            "a row of weight 2 is in one fold, two equal rows may be in two: other folds, and so another model"
        ),
    }


@pytest.mark.usefixtures("inline")
@parametrize_with_checks(
    [AutoMLClassifier(**FASTEST), AutoMLRegressor(**FASTEST)], expected_failed_checks=expected_failures
)
def test_scikit_learns_own_checks_hold(estimator: BaseEstimator, check: Any) -> None:  # noqa: ANN401
    """Where a scikit-learn estimator goes, these must go."""
    check(estimator)


@pytest.mark.usefixtures("inline")
@pytest.mark.parametrize("kind", [AutoMLClassifier, AutoMLRegressor])
@pytest.mark.parametrize(
    "check", ["check_fit_idempotent", "check_estimators_pickle", "check_methods_sample_order_invariance"]
)
def test_scikit_learns_checks_hold_with_all_families(kind: type[BaseEstimator], check: str) -> None:
    """Every family must repeat, be copied, and predict a row whatever its neighbors."""
    estimator = kind(trials=5, seconds=None, seed=0, folds=2)

    getattr(estimator_checks, check)(kind.__name__, estimator)


@pytest.mark.usefixtures("inline")
def test_a_copy_predicts_and_saves_but_has_no_rows_to_go_on_with() -> None:
    """A pickle that carried the rows would be large, and would spread data that nobody meant to send."""
    search = AutoMLClassifier(**FASTEST).fit(X, Y)
    for other in (pickle.loads(pickle.dumps(search)), copy.deepcopy(search)):  # noqa: S301  our own bytes
        assert np.array_equal(other.predict_proba(X), search.predict_proba(X))
        with pytest.raises(RowsGoneError, match="call fit"):
            other.continue_search(trials=2)


@pytest.mark.usefixtures("inline")
def test_a_callback_that_returns_true_ends_the_search_with_the_best_so_far() -> None:
    """Whoever has seen enough wants the model; anything but True is what functions happen to return."""
    seen: list[Progress] = []

    def enough(progress: Progress) -> bool:
        seen.append(progress)
        return progress.trials >= 2

    search = AutoMLClassifier(**{**QUICK, "trials": 50, "callback": enough}).fit(X, Y)

    assert search.record_.status == "cancelled"
    assert 2 <= len(search.record_.trials) < 50
    assert search.predict(X).shape == Y.shape
    assert seen[-1].stage == "done"


@pytest.mark.usefixtures("inline")
@pytest.mark.parametrize("answer", [None, False, 12, "stop"])
def test_a_callback_that_returns_anything_else_lets_the_search_go_on(answer: object) -> None:
    """A lambda that appends to a file returns a number, and does not mean to stop anything."""
    search = AutoMLClassifier(**QUICK, callback=lambda _progress: answer).fit(X, Y)

    assert search.record_.status == "succeeded"
    assert len(search.record_.trials) == QUICK["trials"]


@pytest.mark.usefixtures("inline")
def test_an_error_in_a_callback_reaches_the_caller() -> None:
    """A callback that fails silently would be trusted for hours."""

    def fails(_: Progress) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        AutoMLClassifier(**QUICK, callback=fails).fit(X, Y)


@pytest.mark.usefixtures("inline")
@pytest.mark.parametrize("verbose", [0, 1, 2])
def test_verbose_says_as_much_as_was_asked(verbose: int, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing by default; where it stands; and every decision and trial."""
    rows, values = load_diabetes(return_X_y=True)
    search = AutoMLRegressor(**FASTEST, verbose=verbose).fit(rows[:100], values[:100])
    said = capsys.readouterr().out

    decisions = [f"{decision.stage}: {decision.chosen}" for decision in search.record_.decisions]
    trials = [f"trial {trial.number}: {trial.family}" for trial in search.record_.trials]
    assert (said == "") == (verbose == 0)
    assert ("done:" in said) == (verbose > 0)
    for line in (*decisions, *trials):
        assert (line in said) == (verbose > 1), line
