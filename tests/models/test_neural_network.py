"""The neural network: how it is trained, when it stops, what is kept of it."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.special import ndtri

from models.errors import DivergedError
from models.families.compact_network import CompactNetwork
from models.families.family import FitOrder, Rows, predict
from models.families.network_training import N_WAVES, NetworkPlan, Networks, train_until
from models.families.neural_network import PORTFOLIO, REFIT_ROWS, NeuralNetwork
from models.families.normal_scores import NormalScores
from models.record import Scalar, Task
from models.search.space import space_of

FAMILY = NeuralNetwork()
TASKS: tuple[Task, ...] = ("binary", "multiclass", "regression")
N_CLASSES = {"binary": 2, "multiclass": 3, "regression": 0}
PLAN = NetworkPlan(5e-3, 32, 2, 16, 1e-3, "relu", 12, 2)


def settings(**chosen: Scalar) -> dict[str, Scalar]:
    """Return quick hyperparameters."""
    defaults = {h.name: h.default for h in FAMILY.account("binary").hyperparameters}
    return {**defaults, "n_epochs": 12, "n_units": 16, "n_networks": 2, **chosen}


def order(task: Task, n_rows: int = 200, *, noise: float = 0.1, seed: int = 0) -> FitOrder:
    """Rows with a signal and noise; every fourth tells when to stop."""
    rng = np.random.default_rng(3)
    X = rng.normal(size=(n_rows, 4)).astype(np.float32)
    signal = X[:, 0] * X[:, 1] + noise * rng.normal(size=n_rows)
    y = signal.astype(float) if task == "regression" else np.digitize(signal, [-0.4, 0.4]).astype(float)
    y = np.minimum(y, 1) if task == "binary" else y
    is_stop = np.arange(n_rows) % 4 == 3
    stop = Rows(X[is_stop], y[is_stop])
    train = Rows(X[~is_stop], y[~is_stop])
    return FitOrder(train, task, N_CLASSES[task], "log_loss", ("q",) * 4, seed, stop=stop)


@pytest.mark.parametrize("activation", ["relu", "tanh"])
@pytest.mark.parametrize("task", TASKS)
def test_kept_networks_predict_as_those_that_were_fitted(task: Task, activation: str) -> None:
    """What is kept is a copy without scikit-learn; a copy that differs would be another model than was scored."""
    given = order(task)
    features = NormalScores(given.train.X)
    rows = Rows(features.appended(given.train.X), given.train.y)
    networks = Networks(replace(PLAN, activation=activation), given, rows)
    networks.run_epoch(0)

    kept = predict(CompactNetwork(networks.members, features), given.train.X, given.n_classes)

    name = "predict" if task == "regression" else "predict_proba"
    fitted = np.mean([getattr(member, name)(rows.X) for member in networks.members], axis=0)
    assert kept == pytest.approx(fitted, abs=1e-5)


def test_blocks_of_rows_change_no_prediction(monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory is bounded by predicting a few rows at a time."""
    given = order("multiclass")
    estimator = FAMILY.fit(settings(), given).estimator
    at_once = predict(estimator, given.train.X, 3)

    monkeypatch.setattr("models.families.compact_network.CELLS_AT_A_TIME", 500)

    assert predict(estimator, given.train.X, 3) == pytest.approx(at_once, abs=1e-6)
    assert predict(estimator, given.train.X[:0], 3).shape == (0, 3)


def test_best_epoch_is_restored() -> None:
    """Rows that told when to stop would have told in vain otherwise."""
    given = order("binary", noise=3.0)
    assert given.stop is not None
    networks = Networks(replace(PLAN, learning_rate=2e-2, n_epochs=40), given, given.train)

    progress = train_until(networks, given.train, given.stop, None)

    best = min(progress.stopping_loss)
    assert progress.stopping_loss[-1] > best
    assert progress.n_epochs == progress.stopping_loss.index(best) + 1
    assert networks.loss(given.stop) == pytest.approx(best)


def test_wave_without_a_better_epoch_is_the_last() -> None:
    """Where noise is learned from the start, most of the epochs are saved."""
    fitted = FAMILY.fit(settings(n_epochs=60, learning_rate=2e-2), order("binary", noise=30.0))

    assert fitted.rounds is not None
    assert fitted.rounds < 60
    assert fitted.curve[-1].rounds < 60


def test_curve_tells_both_losses_of_every_epoch() -> None:
    """The curve is shown as evidence for stopping."""
    fitted = FAMILY.fit(settings(n_epochs=9), order("regression", noise=0.0))

    assert [point.rounds for point in fitted.curve] == list(range(1, len(fitted.curve) + 1))
    assert fitted.curve[-1].train_loss < fitted.curve[0].train_loss
    assert fitted.curve[-1].stopping_loss < fitted.curve[0].stopping_loss


@pytest.mark.parametrize("rounds", [1, 5, 12])
def test_rounds_are_the_epochs_of_the_last_fit(rounds: int) -> None:
    """The last fit has no rows that tell when to stop."""
    given = replace(order("binary"), stop=None, rounds=rounds)

    fitted = FAMILY.fit(settings(), given)

    assert (fitted.rounds, fitted.max_rounds, fitted.curve) == (rounds, 12, ())


def test_few_rows_are_all_used_once_the_epochs_are_known() -> None:
    """On few rows, those that told when to stop are worth more in training."""
    given = order("regression")
    assert given.stop is not None
    fitted = FAMILY.fit(settings(), given)
    everything = Rows(np.vstack([given.train.X, given.stop.X]), np.r_[given.train.y, given.stop.y])

    again = FAMILY.fit(settings(), replace(given, train=everything, stop=None, rounds=fitted.rounds))

    X = everything.X
    assert len(given.train.y) <= REFIT_ROWS
    assert np.array_equal(predict(fitted.estimator, X, 0), predict(again.estimator, X, 0))


def test_learning_rate_comes_in_waves_that_end_at_rest() -> None:
    """A network is left where the steps are small."""
    plan = replace(PLAN, n_epochs=60)
    rates = [plan.rate(epoch) for epoch in range(60)]
    ends = [epoch for epoch in range(60) if plan.ends_wave(epoch)]

    assert len(ends) == N_WAVES
    assert ends[-1] == 59
    assert all(rates[epoch] < 0.1 * plan.learning_rate for epoch in ends[1:])
    assert max(rates) == pytest.approx(plan.learning_rate, rel=0.01)
    assert min(rates) > 0


@pytest.mark.parametrize("epochs", [3, 8, 14, 30, 45, 60])
def test_fixed_number_of_epochs_ends_at_the_end_of_a_wave(epochs: int) -> None:
    """The mean of what the folds kept may lie within a wave."""
    plan = replace(PLAN, n_epochs=60).resting_after(epochs)

    assert plan.ends_wave(epochs - 1) or plan.ends_wave(epochs)
    assert plan.n_epochs >= epochs


def test_rate_of_an_epoch_reaches_the_optimizer() -> None:
    """The rate is set on a private part of scikit-learn's network: a new version may move it."""
    given = order("binary")
    networks = Networks(PLAN, given, given.train)
    networks.run_epoch(0)
    before = [w.copy() for w in networks.members[0].coefs_]
    networks.plan = replace(PLAN, learning_rate=0.0)

    networks.run_epoch(1)

    assert all(np.array_equal(old, new) for old, new in zip(before, networks.members[0].coefs_, strict=True))


def test_every_epoch_sees_the_rows_in_another_order() -> None:
    """scikit-learn repeats one order for ever when its random state is a number."""
    given = order("binary")
    networks = Networks(PLAN, given, given.train)
    state = networks.members[0].random_state
    networks.run_epoch(0)
    first = state.get_state()[2]
    networks.run_epoch(1)

    assert state.get_state()[2] != first


def test_steps_that_are_too_large_are_an_error_that_says_so() -> None:
    """The trial fails with its reason, and the search goes on."""
    given = order("regression")
    huge = replace(given.train, X=given.train.X * np.float32(1e18))

    with pytest.raises(DivergedError, match="smaller learning_rate"):
        FAMILY.fit(settings(learning_rate=1e30), replace(given, train=huge))


def test_other_errors_of_scikit_learn_stay_what_they_are() -> None:
    """A missing value that reaches the network is our mistake and no divergence."""
    given = order("regression")
    X = given.train.X.copy()
    X[0, 0] = np.nan
    networks = Networks(PLAN, given, replace(given.train, X=X))

    with pytest.raises(ValueError, match="NaN"):
        networks.run_epoch(0)


def test_row_of_weight_zero_changes_nothing() -> None:
    """A row that counts for nothing must not even steer a minibatch."""
    given = replace(order("regression"), stop=None, rounds=3)
    X, y = given.train.X, given.train.y
    weight = np.r_[np.zeros(30), np.ones(len(y) - 30)]
    spoiled = np.r_[np.full(30, 1e6), y[30:]]

    first = FAMILY.fit(settings(), replace(given, train=Rows(X, y, weight)))
    second = FAMILY.fit(settings(), replace(given, train=Rows(X, spoiled, weight)))

    assert np.array_equal(predict(first.estimator, X, 0), predict(second.estimator, X, 0))


def test_heavier_rows_are_followed() -> None:
    """Two rows alike with different answers: the heavier answer wins."""
    X = np.tile(np.eye(4, dtype=np.float32), (30, 1))
    y = np.repeat([0.0, 1.0], 60)
    weight = np.where(y == 1, 9.0, 1.0)
    given = FitOrder(Rows(X, y, weight), "binary", 2, "log_loss", ("q",) * 4, 0, rounds=40)

    probability = predict(FAMILY.fit(settings(n_epochs=40), given).estimator, X, 2)[:, 1]

    assert probability == pytest.approx(0.9, abs=0.05)


def test_smallest_table_with_a_constant_column_is_fitted() -> None:
    """Ten rows are the least that the engine takes; a fold of them may hold one class alone."""
    given = order("multiclass", 12)
    X = given.train.X.copy()
    X[:, 2] = 1.0
    alone = replace(given, train=Rows(X, np.zeros(len(X))))

    for rows in (replace(given, train=Rows(X, given.train.y)), alone):
        prediction = predict(FAMILY.fit(settings(), rows).estimator, X, 3)
        assert prediction.sum(axis=1) == pytest.approx(1.0)


def test_constant_target_is_predicted_as_it_is() -> None:
    """Its deviation is zero, and nothing may be divided by that."""
    given = order("regression")
    constant = replace(given, train=replace(given.train, y=np.full(len(given.train.y), 7.0)), stop=None, rounds=12)

    assert predict(FAMILY.fit(settings(), constant).estimator, given.train.X, 0) == pytest.approx(7.0, abs=0.5)


def test_different_seeds_give_different_networks() -> None:
    """The average is of networks that differ."""
    members = Networks(PLAN, order("binary"), order("binary").train)
    members.run_epoch(0)
    first, second = members.members

    assert not np.array_equal(first.coefs_[0], second.coefs_[0])


def test_normal_scores_are_ranks_that_know_ties_and_far_values() -> None:
    """A value that is common stands in the middle of its ranks; one beyond all others is as the outermost."""
    column = np.r_[np.zeros(60), np.arange(1, 41)].astype(np.float32)
    X = np.column_stack([column, column > 0]).astype(np.float32)
    scores = NormalScores(X)

    asked = np.array([[0, 0], [40, 0], [1e6, 0], [-5, 1]], dtype=np.float32)
    wide = scores.appended(asked)

    assert list(scores.columns) == [0]
    assert wide.shape == (4, 3)
    assert wide[:, 2] == pytest.approx([-0.524, 2.576, 2.576, -0.524], abs=0.01)


def test_long_columns_keep_few_knots_and_their_shape() -> None:
    """The size of a model must not grow with the rows."""
    X = np.exp(np.random.default_rng(0).normal(size=(5_000, 1))).astype(np.float32)
    scores = NormalScores(X)

    assert scores.knots.shape == (1, 256)
    ranks = np.argsort(np.argsort(X[:, 0]))
    assert scores.appended(X)[:, 1] == pytest.approx(ndtri((ranks + 0.5) / 5_000), abs=0.1)


def test_portfolio_lies_within_what_is_searched() -> None:
    """Each is tried as it stands."""
    space = space_of(FAMILY.account("binary"), {})

    assert PORTFOLIO
    for configuration in PORTFOLIO:
        assert set(configuration) <= set(space.distributions)
        assert space.searched(space.complete(configuration)) == {
            **space.searched(space.defaults),
            **configuration,
        }


def test_the_account_says_which_loss_a_regression_trains_on() -> None:
    """Who asks for the mean absolute error should know that the networks do not train on it."""
    assert "squared error whatever the metric" in NeuralNetwork().account("regression").sentence
    assert "error" not in NeuralNetwork().account("binary").sentence
