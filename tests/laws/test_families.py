"""What every family must do, whichever it is."""

from dataclasses import replace

import numpy as np
import pytest
import skops.io

from models.artifact import TRUSTED
from models.families.family import Family, FitOrder, Rows, predict
from models.families.registry import BASELINE, FAMILIES, family_named
from models.record import Scalar, Task
from models.search.space import space_of

N_ROWS = 240
TASKS: tuple[Task, ...] = ("binary", "multiclass", "regression")
ALL = [*FAMILIES, BASELINE]
FEW = {"n_estimators": 10, "n_epochs": 3, "n_networks": 1}
BY_NAME = {"ids": lambda part: getattr(part, "name", str(part))}


def order(task: Task, *, stops: bool = False, n_classes: int | None = None, seed: int = 0) -> FitOrder:
    """Rows with a plain signal in two of four features."""
    rng = np.random.default_rng(5)
    X = rng.normal(size=(N_ROWS, 4)).astype(np.float32)
    signal = X[:, 0] + 0.5 * X[:, 1]
    count = {"binary": 2, "multiclass": 3, "regression": 0}[task]
    y = (
        signal.astype(float)
        if task == "regression"
        else np.digitize(signal, np.linspace(-0.7, 0.7, count - 1)).astype(float)
    )
    rows = Rows(X, y)
    stop = Rows(X[:40], y[:40]) if stops else None
    train = Rows(X[40:], y[40:]) if stops else rows
    return FitOrder(train, task, n_classes or count, "log_loss", ("q",) * 4, seed, stop=stop)


def defaults(family: Family, task: Task) -> dict[str, Scalar]:
    """Return the tuned default."""
    return {h.name: h.default for h in family.account(task).hyperparameters}


@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("family", ALL, **BY_NAME)
def test_account_is_whole(family: Family, task: Task) -> None:
    """The assistant speaks from the account: no word of it may be missing, and the default lies in the range."""
    account = family.account(task)

    assert account.name == family.name
    assert account.sentence.endswith(".")
    for h in account.hyperparameters:
        assert all((h.title, h.meaning, h.more, h.less, h.overfitting, h.cost, h.source, h.coupled)), h.name
        assert bool(h.usual) == bool(h.usual_source) == (h.kind != "choice"), h.name
        assert list(h.usual) == sorted(h.usual)
        assert len(h.usual) <= 2
        if h.kind == "choice":
            assert h.default in h.choices
        else:
            assert h.low is not None
            assert h.high is not None
            assert h.low <= h.default <= h.high  # type: ignore[operator]
            assert not (h.is_log and h.low <= 0)


@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("family", FAMILIES, **BY_NAME)
def test_default_learns_a_plain_signal(family: Family, task: Task) -> None:
    """A family that cannot learn this learns nothing."""
    given = order(task, stops=family.stops_early)
    fitted = family.fit(defaults(family, task), given)

    prediction = predict(fitted.estimator, given.train.X, given.n_classes)

    if task == "regression":
        assert np.corrcoef(prediction, given.train.y)[0, 1] > 0.8
    else:
        assert (prediction.argmax(axis=1) == given.train.y).mean() > 0.75
        assert prediction.sum(axis=1) == pytest.approx(1.0)


@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("family", FAMILIES, **BY_NAME)
def test_both_ends_of_every_range_can_be_fitted(family: Family, task: Task) -> None:
    """The search will try them."""
    space = space_of(family.account(task), {})
    for name in space.distributions:
        account = next(h for h in family.account(task).hyperparameters if h.name == name)
        for value in account.choices or (account.low, account.high):
            wanted: Scalar = int(value) if account.kind == "int" else value  # type: ignore[arg-type]
            given = order(task, stops=family.stops_early)
            quick = {
                **space.complete({name: wanted}),
                **{bound: few for bound, few in FEW.items() if bound in space.defaults},
            }
            prediction = predict(family.fit(quick, given).estimator, given.train.X, given.n_classes)
            assert np.isfinite(prediction).all(), (name, value)


@pytest.mark.parametrize("family", ALL, **BY_NAME)
def test_same_seed_gives_same_predictions(family: Family) -> None:
    """A repeat in trials mode must be exact."""
    first, second = (
        family.fit(defaults(family, "binary"), order("binary", stops=family.stops_early)) for _ in range(2)
    )
    X = order("binary").train.X

    assert np.array_equal(predict(first.estimator, X, 2), predict(second.estimator, X, 2))


@pytest.mark.parametrize("family", ALL, **BY_NAME)
def test_class_that_is_missing_in_training_gets_probability_zero(family: Family) -> None:
    """A rare class may be missing in a fold; the columns must stay where they are."""
    given = order("multiclass", stops=family.stops_early, n_classes=5)
    prediction = predict(family.fit(defaults(family, "multiclass"), given).estimator, given.train.X, 5)

    assert prediction.shape == (len(given.train.X), 5)
    assert prediction[:, 3:].max() < 0.05


@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("family", ALL, **BY_NAME)
def test_model_file_holds_trusted_types_alone_and_predicts_the_same(family: Family, task: Task) -> None:
    """Nothing is ever unpickled."""
    given = order(task, stops=family.stops_early)
    fitted = family.fit(defaults(family, task), given)

    loaded = skops.io.loads(skops.io.dumps(fitted.estimator), trusted=list(TRUSTED))

    before = predict(fitted.estimator, given.train.X, given.n_classes)
    assert np.array_equal(predict(loaded, given.train.X, given.n_classes), before)


@pytest.mark.parametrize("family", FAMILIES, **BY_NAME)
def test_weight_zero_is_as_if_the_row_were_not_there(family: Family) -> None:
    """Row weights must reach the fit."""
    given = order("regression")
    X, y = given.train.X, given.train.y.copy()
    y[:100] += 50
    weight = np.r_[np.zeros(100), np.ones(N_ROWS - 100)]
    weighted = FitOrder(Rows(X, y, weight), "regression", 0, "rmse", ("q",) * 4, 0, rounds=50)

    prediction = predict(family.fit(defaults(family, "regression"), weighted).estimator, X, 0)

    assert abs(prediction.mean() - y[100:].mean()) < 5


@pytest.mark.parametrize("family", [f for f in FAMILIES if f.name not in ("linear", "k_nearest_neighbors")], **BY_NAME)
def test_fit_that_is_cut_short_is_still_a_model(family: Family) -> None:
    """The budget is a promise: boosting and forests end when their seconds are over."""
    given = order("binary", stops=family.stops_early)
    cut = FitOrder(**{**vars(given), "seconds": 0.0})

    fitted = family.fit(defaults(family, "binary"), cut)

    assert fitted.rounds is not None
    assert fitted.max_rounds is not None
    assert 1 <= fitted.rounds < fitted.max_rounds
    assert np.isfinite(predict(fitted.estimator, given.train.X, 2)).all()


@pytest.mark.parametrize(("scale", "shift"), [(1e6, 1e7), (1e-6, 0.0), (1e-9, 0.0), (1.0, 1e8)])
@pytest.mark.parametrize("family", ALL, **BY_NAME)
def test_a_regression_is_the_same_in_any_unit(family: Family, scale: float, shift: float) -> None:
    """Dollars or millions, degrees of either kind: the unit of the target is nobody's business but the reader's."""
    given = order("regression", stops=family.stops_early)
    penalties = {"reg_alpha": 0.5, "lambda_l1": 0.5, "l1_ratio": 0.5}
    own = defaults(family, "regression")
    chosen = {**own, **{name: value for name, value in penalties.items() if name in own}}
    stop = None if given.stop is None else replace(given.stop, y=scale * given.stop.y + shift)
    other = replace(given, train=replace(given.train, y=scale * given.train.y + shift), stop=stop)

    here, there = (predict(family.fit(chosen, each).estimator, given.train.X, 0) for each in (given, other))

    back = (there - shift) / scale
    assert np.abs(back - here).mean() < 0.01 * given.train.y.std()


def test_every_family_is_found_by_its_name() -> None:
    """Names are how the world speaks of families."""
    for family in ALL:
        assert family_named(family.name) is family
