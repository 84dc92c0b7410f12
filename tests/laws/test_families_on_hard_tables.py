"""What every family must bear: few rows, columns that say nothing, levels never seen, one class alone."""

from dataclasses import replace

import numpy as np
import pytest
import skops.io

from models.artifact import TRUSTED
from models.families.family import Family, FitOrder, Rows, predict
from models.families.registry import FAMILIES
from models.partial_fits import ROUNDS
from models.record import Scalar, Task

TASKS: tuple[Task, ...] = ("binary", "multiclass", "regression")
N_CLASSES = {"binary": 2, "multiclass": 3, "regression": 0}
BY_NAME = {"ids": lambda part: getattr(part, "name", str(part))}
TREES = [family for family in FAMILIES if family.style == "tree"]
STOPPING = [family for family in FAMILIES if family.stops_early]
EVERY = pytest.mark.parametrize("family", FAMILIES, **BY_NAME)
EVERY_TREE = pytest.mark.parametrize("family", TREES, **BY_NAME)
EVERY_STOPPING = pytest.mark.parametrize("family", STOPPING, **BY_NAME)
EVERY_TASK = pytest.mark.parametrize("task", TASKS)


def quick(family: Family, task: Task) -> dict[str, Scalar]:
    """Return the tuned default, with at most 60 trees."""
    values = {h.name: h.default for h in family.account(task).hyperparameters}
    return {name: 60 if name == "n_estimators" else value for name, value in values.items()}


def target(task: Task, signal: np.ndarray) -> np.ndarray:
    """Return a target that a signal around 0 explains."""
    if task == "regression":
        return signal.astype(float)
    return np.digitize(signal, np.linspace(-0.5, 0.5, N_CLASSES[task] - 1)).astype(float)


def order(family: Family, task: Task, X: np.ndarray, signal: np.ndarray, types: tuple[str, ...] = ()) -> FitOrder:
    """Order a fit on rows of which one in five tells when to stop, if the family wants such rows."""
    y, is_stop = target(task, signal), np.arange(len(X)) % 5 == 4
    rows = Rows(X.astype(np.float32), y)
    plain = FitOrder(rows, task, N_CLASSES[task], "log_loss", types or ("q",) * X.shape[1], 3)
    if not family.stops_early:
        return plain
    return replace(plain, train=Rows(rows.X[~is_stop], y[~is_stop]), stop=Rows(rows.X[is_stop], y[is_stop]))


@EVERY_TASK
@EVERY
def test_twelve_rows_are_enough_for_a_model(family: Family, task: Task) -> None:
    """Small tables are common, and a fold of one is smaller still."""
    X = np.random.default_rng(1).normal(size=(12, 3))

    given = order(family, task, X, X[:, 0])
    prediction = predict(family.fit(quick(family, task), given).estimator, X.astype(np.float32), given.n_classes)

    assert np.isfinite(prediction).all()


@EVERY_TASK
@EVERY
def test_fifty_rows_are_learned_from(family: Family, task: Task) -> None:
    """Limits made for large tables, such as 40 rows in a leaf, must not leave a constant."""
    X = np.random.default_rng(1).normal(size=(50, 3))

    given = order(family, task, X, X[:, 0])
    prediction = predict(family.fit(quick(family, task), given).estimator, X.astype(np.float32), given.n_classes)

    learned = prediction if task == "regression" else prediction[:, -1]
    assert np.corrcoef(learned, X[:, 0])[0, 1] > 0.6


@EVERY_TASK
@EVERY_TREE
def test_columns_that_say_nothing_do_no_harm(family: Family, task: Task) -> None:
    """A constant column and one that is missing throughout can appear in any fold."""
    rng = np.random.default_rng(2)
    X = rng.normal(size=(120, 4))
    X[:, 1], X[:, 2] = 7.0, np.nan
    X[::9, 3] = np.nan

    given = order(family, task, X, X[:, 0])
    prediction = predict(family.fit(quick(family, task), given).estimator, X.astype(np.float32), given.n_classes)

    assert np.isfinite(prediction).all()
    assert prediction.std(axis=0).max() > 0


@EVERY_TREE
def test_table_without_any_signal_column_gives_the_average(family: Family) -> None:
    """With nothing to split on, the base rate is all there is."""
    X = np.full((60, 2), 3.0)
    X[:, 1] = np.nan
    signal = np.where(np.arange(60) % 3 == 0, 1.0, -1.0)

    given = order(family, "binary", X, signal)
    prediction = predict(family.fit(quick(family, "binary"), given).estimator, X.astype(np.float32), 2)

    assert prediction[:, 1] == pytest.approx(1 / 3, abs=0.1)


@EVERY_TREE
def test_class_that_is_alone_in_training_is_predicted(family: Family) -> None:
    """In folds by group or time one class may be all there is; the fold is then scored, not lost."""
    X = np.random.default_rng(3).normal(size=(40, 2))

    given = order(family, "binary", X, np.ones(40))
    prediction = predict(family.fit(quick(family, "binary"), given).estimator, X.astype(np.float32), 2)

    assert prediction.shape == (40, 2)
    assert prediction[:, 1].min() > 0.9


@EVERY_TASK
@EVERY_TREE
def test_level_that_training_never_saw_is_predicted_for(family: Family, task: Task) -> None:
    """The encoder makes it missing; rows from elsewhere may hold it all the same."""
    rng = np.random.default_rng(4)
    X = np.column_stack([rng.integers(0, 6, 150), rng.normal(size=150)]).astype(float)
    effect = np.array([-2.0, 2.0, -1.5, 1.5, -1.0, 1.0])[X[:, 0].astype(int)]

    given = order(family, task, X, effect, ("c", "q"))
    estimator = family.fit(quick(family, task), given).estimator
    new = np.array([[np.nan, 0.0], [9.0, 0.0]], dtype=np.float32)

    assert np.isfinite(predict(estimator, new, given.n_classes)).all()
    assert predict(estimator, X.astype(np.float32), given.n_classes).std(axis=0).max() > 0.1


@EVERY_TASK
@EVERY
def test_fit_is_the_same_with_one_thread_and_with_two(family: Family, task: Task) -> None:
    """A run repeats exactly, however many threads a fit is given."""
    X = np.random.default_rng(5).normal(size=(300, 5))
    X[::7, 2] = np.nan
    X = X if family.style == "tree" else np.nan_to_num(X)
    one = order(family, task, X, X[:, 0] + X[:, 1])

    first, second = (family.fit(quick(family, task), replace(one, n_threads=n)).estimator for n in (1, 2))

    rows = X.astype(np.float32)
    assert np.array_equal(predict(first, rows, one.n_classes), predict(second, rows, one.n_classes))


@EVERY
def test_heavier_rows_pull_the_prediction_to_themselves(family: Family) -> None:
    """Rows that say the same and the contrary at one place: the heavier ones decide."""
    rng = np.random.default_rng(6)
    X = np.repeat(rng.normal(size=(100, 2)), 2, axis=0).astype(np.float32)
    y = np.tile([0.0, 1.0], 100)
    shares = []
    for heavy in (0.2, 5.0):
        rows = Rows(X, y, np.tile([1.0, heavy], 100))
        fitted = family.fit(quick(family, "binary"), FitOrder(rows, "binary", 2, "log_loss", ("q", "q"), 0, rounds=40))
        shares.append(predict(fitted.estimator, X, 2)[:, 1].mean())

    assert shares[0] < 0.4
    assert shares[1] > 0.6


@EVERY_TASK
@EVERY_STOPPING
def test_curve_ends_at_the_last_round_and_the_kept_one_is_on_the_way(family: Family, task: Task) -> None:
    """The curve is what the assistant speaks of when it is asked why boosting stopped."""
    X = np.random.default_rng(7).normal(size=(200, 4))
    given = order(family, task, X, X[:, 0] + X[:, 1])
    values = {name: 400 if name in ROUNDS else value for name, value in quick(family, task).items()}

    fitted = family.fit(values, given)

    last = fitted.curve[-1]
    assert fitted.rounds is not None
    assert 1 <= fitted.rounds <= last.rounds <= 400
    assert fitted.max_rounds == 400
    assert min(point.stopping_loss for point in fitted.curve) <= last.stopping_loss
    assert fitted.curve[0].train_loss > last.train_loss


@EVERY_STOPPING
def test_absolute_errors_are_least_at_the_median(family: Family) -> None:
    """A skewed target has its median far below its mean; which of them is right depends on the metric."""
    rng = np.random.default_rng(10)
    X = rng.normal(size=(400, 2)).astype(np.float32)
    y = rng.lognormal(0, 2, 400)
    means = []
    for metric in ("mean_absolute_error", "root_mean_squared_error"):
        given = FitOrder(Rows(X, y), "regression", 0, metric, ("q", "q"), 0, rounds=30)
        means.append(predict(family.fit(quick(family, "regression"), given).estimator, X, 0).mean())

    assert means[1] == pytest.approx(y.mean(), rel=0.35)
    # scikit-learn's networks have no absolute loss: only their stopping looks at it.
    assert means[0] < y.mean() / 2 or family.name == "neural_network"


@EVERY_STOPPING
def test_target_far_from_zero_is_told_apart(family: Family) -> None:
    """Years in seconds, or money in cents: 1,000,000 give or take 3 is more than a constant."""
    X = np.random.default_rng(11).normal(size=(300, 2)).astype(np.float32)
    given = replace(order(family, "regression", X, X[:, 0] + 1e6), rounds=60, stop=None)

    prediction = predict(family.fit(quick(family, "regression"), given).estimator, X, 0)

    assert np.corrcoef(prediction, X[:, 0])[0, 1] > 0.8


@EVERY_STOPPING
def test_rounds_that_are_fixed_are_the_rounds_that_are_grown(family: Family) -> None:
    """The delivered model grows as many rounds as its folds kept on average."""
    X = np.random.default_rng(8).normal(size=(200, 4))
    given = replace(order(family, "binary", X, X[:, 0] + X[:, 1]), stop=None, rounds=17)

    fitted = family.fit(quick(family, "binary"), given)

    assert fitted.rounds == 17
    assert fitted.curve == ()


@EVERY_TREE
def test_model_read_from_its_file_predicts_missing_values_and_levels_the_same(family: Family) -> None:
    """What is delivered is what was scored."""
    rng = np.random.default_rng(9)
    X = np.column_stack([rng.integers(0, 8, 200), rng.normal(size=(200, 2))]).astype(np.float32)
    X[::6, 1], X[::11, 0] = np.nan, np.nan
    given = order(family, "binary", X, np.nan_to_num(X[:, 1]) + (X[:, 0] % 2) - 0.5, ("c", "q", "q"))

    estimator = family.fit(quick(family, "binary"), given).estimator
    loaded = skops.io.loads(skops.io.dumps(estimator), trusted=list(TRUSTED))

    new = np.vstack([X, [[np.nan, np.nan, np.nan], [200.0, 0.0, 0.0]]]).astype(np.float32)
    assert np.array_equal(predict(loaded, new, 2), predict(estimator, new, 2))
    assert np.allclose(predict(estimator, new[:1], 2), predict(estimator, new, 2)[:1])
