"""What is said of hyperparameters rests on trials that were made, and on enough of them."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from models.families.registry import family_named
from models.hyperparameter_importance import MIN_TRIALS, family_importances
from models.metrics import METRICS
from models.record import FamilyImportances, Scalar, Trial, from_plain, to_plain
from models.search.space import SearchSpace, space_of

ACCURACY, RMSE = METRICS["accuracy"], METRICS["root_mean_squared_error"]
Values = dict[str, Scalar]


@pytest.fixture
def space() -> SearchSpace:
    """Return what is searched of LightGBM."""
    return space_of(family_named("lightgbm").account("binary"), {})


def trials(space: SearchSpace, n: int, score: Callable[[Values], float]) -> list[Trial]:
    """Draw configurations evenly, and score them by a rule."""
    rng = np.random.default_rng(0)
    found = []
    for number in range(n):
        drawn: Values = {}
        for name, distribution in space.distributions.items():
            drawn[name] = distribution.to_external_repr(_drawn(rng, distribution))
        values = space.complete(drawn)
        found.append(Trial(number, space.family, values, "complete", validation_score=score(values)))
    return found


def _drawn(rng: np.random.Generator, distribution: object) -> float:
    choices = getattr(distribution, "choices", None)
    if choices is not None:
        return float(rng.integers(len(choices)))
    low, high, is_log = distribution.low, distribution.high, distribution.log  # type: ignore[attr-defined]
    drawn = np.exp(rng.uniform(np.log(low), np.log(high))) if is_log else rng.uniform(low, high)
    return float(np.clip(round(drawn) if isinstance(low, int) else drawn, low, high))


def by_rate(values: Values) -> float:
    """Score by the learning rate alone: near 0.05 is best."""
    return 0.9 - 0.1 * abs(float(np.log(float(values["learning_rate"] or 1) / 0.05)))


def only(found: tuple[FamilyImportances, ...]) -> FamilyImportances:
    """Return the account of the only family."""
    (account,) = found
    return account


def test_the_hyperparameter_that_decides_has_most_of_the_importance(space: SearchSpace) -> None:
    """And all shares add up to one."""
    told = only(family_importances({"lightgbm": space}, trials(space, 120, by_rate), ACCURACY))

    assert told.hyperparameters[0].name == "learning_rate"
    assert told.hyperparameters[0].share > 0.4
    assert sum(one.share for one in told.hyperparameters) == pytest.approx(1.0)
    assert {one.name for one in told.hyperparameters} == set(space.distributions)
    assert told.evaluator.startswith("PED-ANOVA of Optuna 5")


def test_where_less_is_better_the_best_are_the_lowest(space: SearchSpace) -> None:
    """The best have a learning rate in common and the worst their many leaves: it is the best that count."""

    def loss(values: Values) -> float:
        is_good = 0.03 < float(values["learning_rate"] or 1) < 0.05
        is_bad = float(values["num_leaves"] or 1) > 100
        return 1.0 - 0.5 * is_good + 0.5 * (is_bad and not is_good) + float(values["lambda_l2"] or 0) / 1e6

    made = trials(space, 200, loss)
    told = only(family_importances({"lightgbm": space}, made, RMSE))
    rate = next(one for one in told.dependence if one.name == "learning_rate")

    assert told.hyperparameters[0].name == "learning_rate"
    assert min(point.best for point in rate.points) == min(trial.validation_score or 0 for trial in made)


@pytest.mark.parametrize(("n", "is_told"), [(MIN_TRIALS - 1, False), (MIN_TRIALS, True)])
def test_fewer_than_fifty_trials_are_not_enough(n: int, is_told: bool, space: SearchSpace) -> None:
    """The best tenth of 49 is less than five."""
    told = only(family_importances({"lightgbm": space}, trials(space, n, by_rate), ACCURACY))

    assert bool(told.hyperparameters) == is_told
    assert told.because.startswith("Not enough trials: 49") != is_told
    assert told.n_trials == n


def test_only_complete_trials_count(space: SearchSpace) -> None:
    """A trial that was given up has no score of its own."""
    made = trials(space, 60, by_rate)
    pruned = [replace(trial, state="pruned") for trial in made[:20]]

    told = only(family_importances({"lightgbm": space}, [*pruned, *made[20:]], ACCURACY))

    assert told.n_trials == 40
    assert told.hyperparameters == ()


def test_equal_scores_make_nothing_important(space: SearchSpace) -> None:
    """Nine equal shares would look like an answer."""
    told = only(family_importances({"lightgbm": space}, trials(space, 60, lambda _: 0.5), ACCURACY))

    assert told.hyperparameters == ()
    assert "score the same" in told.because


def test_scores_by_value_are_those_of_trials_where_there_were_any(space: SearchSpace) -> None:
    """No point lies where nothing was tried, every trial is in one, and none is in two."""
    made = trials(space, 60, by_rate)
    told = only(family_importances({"lightgbm": space}, made, ACCURACY))

    for dependence in told.dependence:
        tried = [trial.hyperparameters[dependence.name] for trial in made]
        assert sum(point.n_trials for point in dependence.points) == 60
        for point in dependence.points:
            if point.choice is not None:
                assert tried.count(point.choice) == point.n_trials
                continue
            assert point.low in tried
            assert point.high in tried
            inside = [t for t in made if point.low <= t.hyperparameters[dependence.name] <= point.high]  # type: ignore[operator]
            assert len(inside) == point.n_trials
            assert point.mean == pytest.approx(np.mean([t.validation_score for t in inside]))
            assert point.best == max(t.validation_score or 0 for t in inside)


def test_a_single_trial_has_a_point_without_an_error(space: SearchSpace) -> None:
    """A spread needs two."""
    told = only(family_importances({"lightgbm": space}, trials(space, 1, by_rate), ACCURACY))

    assert all(len(dependence.points) == 1 for dependence in told.dependence)
    assert all(dependence.points[0].standard_error is None for dependence in told.dependence)


def test_families_without_a_score_or_a_search_are_left_out(space: SearchSpace) -> None:
    """Nothing was tried, so nothing is said."""
    fixed = SearchSpace("lightgbm", {}, {}, {})

    assert family_importances({"lightgbm": space}, [], ACCURACY) == ()
    assert family_importances({"lightgbm": fixed}, trials(space, 3, by_rate), ACCURACY) == ()


def test_importances_survive_being_written_and_read(space: SearchSpace) -> None:
    """They stand in the record."""
    told = only(family_importances({"lightgbm": space}, trials(space, 60, by_rate), ACCURACY))

    assert from_plain(FamilyImportances, to_plain(told)) == told
