"""What would have been chosen otherwise is right where the right answer is known."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray

from models.blend import Blend
from models.counterfactuals import contest as contests
from models.counterfactuals.contest import Contest, Given, contest_of
from models.counterfactuals.default_path import default_path
from models.counterfactuals.other_costs import cost_choices
from models.counterfactuals.other_metrics import metric_choices
from models.counterfactuals.rematch import N_DRAWS, rematch_of
from models.families.registry import family_named
from models.metrics import METRICS, metric_for, metric_of_function
from models.problem import Problem
from models.record import Costs, Counterfactuals, EnsembleMember, Rematch, Scalar, Task, Trial, from_plain, to_plain
from models.reserve import Reserve
from models.scoring import Scorer, prepare_cross_validated
from models.search.space import SearchSpace, space_of
from models.splits import Fold

Array = NDArray[np.float64]
N_ROWS = 300
NO_CLOCK = Reserve(None)
OVER = Reserve(-1.0)


def contest(
    y: Array, predictions: Sequence[Array], metric: str = "accuracy", task: Task = "binary", **roles: object
) -> Contest:
    """Put trials with these predictions side by side; the first is delivered."""
    scorer = Scorer(METRICS[metric])
    folds = tuple(Fold(0, k, np.arange(len(y))[:0], np.arange(k, len(y), 5)) for k in range(5))
    kept = {number: np.asarray(one[None], dtype=np.float32) for number, one in enumerate(predictions)}
    trials = {}
    for number, prediction in kept.items():
        score = prepare_cross_validated(scorer, y, prediction, folds)(np.ones((1, len(y))))
        trials[number] = Trial(number, "linear", {}, "complete", validation_score=float(score[0]))
    problem = Problem(pd.DataFrame(index=range(len(y))), (), y, task, **roles)  # type: ignore[arg-type]
    found = contest_of(Given(problem, folds, scorer, kept.get, 0), trials, Blend((EnsembleMember(0, 1.0),)))
    assert found is not None
    return found


def two_columns(probability: Array) -> Array:
    """Return the probabilities of both classes."""
    return np.column_stack([1 - probability, probability])


def answers(seed: int = 0, n_rows: int = N_ROWS) -> Array:
    """Draw two classes."""
    return np.random.default_rng(seed).integers(0, 2, n_rows).astype(float)


def right_but(y: Array, wrong: NDArray[np.intp]) -> Array:
    """Return certain predictions that are right but for some rows."""
    said = y.copy()
    said[wrong] = 1 - said[wrong]
    return two_columns(0.1 + 0.8 * said)


def shares(told: Rematch | None) -> dict[int, float]:
    """Return the shares by trial."""
    assert told is not None
    return {one.trial: one.share for one in told.shares}


def test_two_equal_trials_win_about_half_each() -> None:
    """Each is wrong on twenty rows of its own, so which comes first is a toss."""
    y = answers()
    told = rematch_of(contest(y, [right_but(y, np.arange(20)), right_but(y, np.arange(50, 70))]), 0, NO_CLOCK)

    assert shares(told)[0] == pytest.approx(0.5, abs=0.1)
    assert sum(shares(told).values()) == pytest.approx(1.0)


def test_trials_that_predict_the_same_share_every_draw() -> None:
    """Twins are not rivals: neither wins by standing first in a list."""
    y = answers()
    twin = right_but(y, np.arange(20))

    assert shares(rematch_of(contest(y, [twin, twin.copy()]), 0, NO_CLOCK)) == {0: 0.5, 1: 0.5}


def test_a_winner_that_is_better_everywhere_wins_every_draw() -> None:
    """And rivals below one in a hundred are not named."""
    y = answers()
    told = rematch_of(contest(y, [right_but(y, np.arange(5)), right_but(y, np.arange(60))]), 0, NO_CLOCK)

    assert shares(told) == {0: 1.0}
    assert told is not None
    assert told.n_draws == N_DRAWS
    assert told.n_trials == 2


def test_the_winner_is_named_even_where_it_never_wins_again() -> None:
    """The list is about the winner, so it may not fall off it."""
    y = answers()
    rivals = [right_but(y, np.arange(20)), right_but(y, np.arange(40))]
    made_up = contest(y, rivals)
    upside_down = replace(made_up, trials=made_up.trials[::-1])

    assert shares(rematch_of(upside_down, 0, NO_CLOCK)) == {0: 1.0, 1: 0.0}


def test_groups_are_drawn_as_wholes() -> None:
    """What hangs on one group of six is far from sure, however many rows the group has."""
    y = answers()
    group = np.arange(N_ROWS) // 50
    # All forty mistakes of the first are in one group, the seventy of the second are everywhere.
    rivals = [right_but(y, np.arange(40)), right_but(y, np.arange(70) * N_ROWS // 70)]

    assert shares(rematch_of(contest(y, rivals), 0, NO_CLOCK))[0] > 0.97
    # The first loses where its group is drawn twice or more: 1 - (5/6)^6 - 6 (1/6) (5/6)^5.
    assert shares(rematch_of(contest(y, rivals, groups=group), 0, NO_CLOCK))[1] == pytest.approx(0.263, abs=0.1)


def test_of_very_many_rows_some_tell_what_all_would(monkeypatch: pytest.MonkeyPatch) -> None:
    """A draw moves a score less the more rows there are; a sample must not make the choice look less sure."""
    y = answers(n_rows=4_000)
    rivals = [right_but(y, np.arange(400)), right_but(y, np.arange(1_000, 1_440))]
    whole = shares(rematch_of(contest(y, rivals), 0, NO_CLOCK))
    monkeypatch.setattr(contests, "MAX_ROWS", 1_000)
    sampled = contest(y, rivals)

    assert len(sampled.y) == len(sampled.thinned(2_000).y) == 1_000
    assert sampled.is_sampled
    assert shares(rematch_of(sampled, 0, NO_CLOCK))[0] == pytest.approx(whole[0], abs=0.06)


def test_repeats_and_rows_that_were_never_scored_are_taken_as_the_run_takes_them() -> None:
    """Scores are means over repeats, and with folds in time the oldest rows have no prediction."""
    y = answers()
    folds = tuple(Fold(r, k, np.arange(0), np.arange(50 + (r + k) % 5, N_ROWS, 5)) for r in range(2) for k in range(5))
    first, second = right_but(y, np.arange(50, 60)), right_but(y, np.arange(50, 90))
    kept = {0: np.stack([first, second]).astype(np.float32), 1: np.stack([second, second]).astype(np.float32)}
    for predictions in kept.values():
        predictions[:, :50] = np.nan
    trials = {number: Trial(number, "linear", {}, "complete", validation_score=0.9 - number / 10) for number in kept}
    problem = Problem(pd.DataFrame(index=range(N_ROWS)), (), y, "binary")
    made_up = contest_of(
        Given(problem, folds, Scorer(METRICS["accuracy"]), kept.get, 0), trials, Blend((EnsembleMember(0, 1.0),))
    )
    assert made_up is not None
    (balanced,) = (c for c in metric_choices(made_up, NO_CLOCK) if c.metric == "balanced_accuracy")

    assert len(made_up.y) == N_ROWS - 50
    assert shares(rematch_of(made_up, 0, NO_CLOCK)) == {0: 1.0}
    assert balanced.winner_score == pytest.approx(1 - (10 + 40) / 2 / (N_ROWS - 50), abs=0.01)


def test_draws_stop_when_the_time_is_over_and_then_nothing_is_told() -> None:
    """The end of a run waits for nobody, and a handful of draws is no probability."""
    y = answers()
    made_up = contest(y, [right_but(y, np.arange(20)), right_but(y, np.arange(30))])

    assert rematch_of(made_up, 0, OVER) is None
    assert metric_choices(made_up, OVER) == ()
    assert cost_choices(made_up, None, OVER) == ()


def test_one_trial_or_one_group_has_no_rematch() -> None:
    """Who stands alone wins by default, and a single group is always drawn."""
    y = answers()
    one, other = right_but(y, np.arange(20)), right_but(y, np.arange(30))

    assert rematch_of(contest(y, [one]), 0, NO_CLOCK) is None
    assert rematch_of(contest(y, [one, other], groups=np.zeros(N_ROWS, dtype=int)), 0, NO_CLOCK) is None


def test_where_hardly_any_draw_has_a_score_nothing_is_told() -> None:
    """Without a positive row there is no ranking to win by."""
    y = np.zeros(N_ROWS)
    alike = [two_columns(np.full(N_ROWS, 0.4)), two_columns(np.full(N_ROWS, 0.3))]
    none = replace(contest(y, alike), scorer=Scorer(METRICS["roc_auc"]))

    assert rematch_of(none, 0, NO_CLOCK) is None


def test_a_metric_of_the_users_own_is_asked_less_often() -> None:
    """Such a function may take long; no other part of it may be lost."""
    y = answers()
    own = metric_of_function(lambda truth, said: float((truth == said).mean()), "binary")
    made_up = contest(y, [right_but(y, np.arange(20)), right_but(y, np.arange(30))])
    told = rematch_of(replace(made_up, scorer=Scorer(own)), 0, NO_CLOCK)

    assert told is not None
    assert told.n_draws < N_DRAWS
    assert told.shares[0].trial == 0


def test_another_metric_chooses_another_trial_where_it_should() -> None:
    """One ranks perfectly and is far too unsure, the other says the base rate: each metric has its favorite."""
    y = answers()
    ranks = two_columns(0.5 + 0.001 * (y - 0.5))
    sure = two_columns(np.where(np.arange(N_ROWS) % 10 == 0, 0.5, 0.02 + 0.96 * y))
    made_up = contest(y, [ranks, sure], metric="roc_auc")
    by_name = {choice.metric: choice for choice in metric_choices(made_up, NO_CLOCK)}

    assert made_up.winner.number == 0
    assert by_name["log_loss"].trial == 1
    assert by_name["log_loss"].score < by_name["log_loss"].winner_score
    assert by_name["log_loss"].own_score == made_up.trials[1].validation_score
    assert by_name["log_loss"].delivered_score == by_name["log_loss"].winner_score
    assert by_name["average_precision"].trial == 0


@pytest.mark.parametrize(
    ("task", "metric"), [("binary", "roc_auc"), ("multiclass", "log_loss"), ("regression", "root_mean_squared_error")]
)
def test_all_metrics_of_the_task_and_no_others_are_told(task: Task, metric: str) -> None:
    """Scores agree with the engine's own to the digits that are kept."""
    y = np.arange(N_ROWS) % (2 if task == "binary" else 3) + (1.0 if task == "regression" else 0.0)
    n_classes = 2 if task == "binary" else 3
    known = y + np.random.default_rng(0).normal(size=N_ROWS) if task == "regression" else None
    predictions = known if known is not None else np.eye(n_classes)[y.astype(int)] * 0.6 + 0.4 / n_classes
    told = metric_choices(contest(y.astype(float), [predictions], metric=metric, task=task), NO_CLOCK)

    assert {choice.metric for choice in told} | {metric} == {name for name, one in METRICS.items() if task in one.tasks}
    assert all(metric_for(choice.metric, task).account.title == choice.title for choice in told)


def test_metrics_that_do_not_apply_are_left_out() -> None:
    """A logarithm of a negative value, and a share of nothing, are no scores."""
    y = np.linspace(-1, 1, N_ROWS)
    y[7] = 0.0
    told = metric_choices(contest(y, [y + 0.1], metric="root_mean_squared_error", task="regression"), NO_CLOCK)

    assert {choice.metric for choice in told} == {"mean_absolute_error", "r2"}


def test_dearer_misses_move_the_threshold_down() -> None:
    """And the delivered model pays less there than at a threshold for other costs."""
    rng = np.random.default_rng(1)
    probability = rng.beta(1, 2, N_ROWS)
    y = (rng.random(N_ROWS) < probability).astype(float)
    told = cost_choices(contest(y, [two_columns(probability)]), None, NO_CLOCK)
    thresholds = [choice.threshold for choice in told]

    assert thresholds == sorted(thresholds, reverse=True)
    dear = next(choice for choice in told if choice.costs == Costs(5, 1))
    assert dear.threshold == pytest.approx(1 / 6, abs=1e-4)
    assert dear.delivered_cost == dear.winner_cost == dear.cost
    assert (dear.delivered_cost or 0.0) < (dear.kept_cost or 0.0)


def test_costs_of_the_goal_are_no_other_costs() -> None:
    """Ten to two is five to one."""
    y = answers()
    made_up = contest(y, [right_but(y, np.arange(20))])

    assert all(choice.costs != Costs(5, 1) for choice in cost_choices(made_up, Costs(10, 2), NO_CLOCK))
    assert len(cost_choices(made_up, None, NO_CLOCK)) == len(cost_choices(made_up, Costs(10, 2), NO_CLOCK)) + 1


def test_values_have_no_costs_of_two_mistakes() -> None:
    """Nothing is missed and nothing alarmed."""
    y = np.linspace(0, 1, N_ROWS)
    made_up = contest(y, [y], metric="r2", task="regression")

    assert cost_choices(made_up, None, NO_CLOCK) == ()


Values = Mapping[str, Scalar]
ACCURACY = METRICS["accuracy"]


def space() -> SearchSpace:
    """Return two hyperparameters of LightGBM, the others fixed."""
    account = family_named("lightgbm").account("binary")
    fixed = {h.name: h.default for h in account.hyperparameters if h.name not in ("learning_rate", "num_leaves")}
    return space_of(account, fixed)


def trial(number: int, values: Values) -> Trial:
    """Score a configuration by its learning rate alone: near 0.02 is best."""
    rate = float(values["learning_rate"] or 1)
    score = 0.9 - 0.05 * abs(float(np.log(rate / 0.02)))
    return Trial(number, "lightgbm", space().complete(values), "complete", validation_score=score, seconds=2.0)


def drawn(n_trials: int) -> list[Trial]:
    """Return the default and configurations all over the space."""
    rng, values = np.random.default_rng(2), space().searched(space().complete({}))
    rates, leaves = np.exp(rng.uniform(np.log(0.012), np.log(0.28), n_trials)), rng.integers(8, 120, n_trials)
    others = [{"learning_rate": float(r), "num_leaves": int(n)} for r, n in zip(rates, leaves, strict=True)]
    return [trial(number, one) for number, one in enumerate([values, *others])]


def test_the_hyperparameter_that_moved_the_score_is_told_from_the_one_that_did_not() -> None:
    """The estimate names both, with its doubt, and is called an estimate."""
    trials = [*drawn(30), trial(31, {"learning_rate": 0.02, "num_leaves": 90})]
    told = default_path(space(), trials, trials[-1], ACCURACY)
    assert told is not None
    steps = {step.hyperparameter: step for step in told.steps}

    gained = told.chosen_score - told.default_score
    rate, leaves = steps["learning_rate"], steps["num_leaves"]
    assert not rate.is_measured
    assert rate.gain == pytest.approx(gained, abs=3 * (rate.spread or 0.0) + 0.005)
    assert abs(leaves.gain or 0.0) < gained / 3
    assert "estimates" in told.because


def test_a_step_between_two_trials_is_measured() -> None:
    """Where both ends were tried, nothing needs estimating."""
    first = drawn(0)[0]
    start = space().searched(first.hyperparameters)
    moved = {**start, "learning_rate": 0.02}
    trials = [first, trial(1, moved), trial(2, {**moved, "num_leaves": 90})]
    told = default_path(space(), trials, trials[2], ACCURACY)
    assert told is not None
    by_name = {step.hyperparameter: step for step in told.steps}

    if told.steps[0].hyperparameter == "learning_rate":
        assert by_name["learning_rate"].is_measured
        assert by_name["learning_rate"].gain == pytest.approx(told.chosen_score - told.default_score, abs=1e-4)
        assert by_name["num_leaves"].gain == 0.0
    else:
        assert not by_name["num_leaves"].is_measured


def test_where_nothing_near_was_tried_nothing_is_told_but_what_would_settle_it() -> None:
    """Two trials are no ground for an estimate."""
    trials = [*drawn(0), trial(1, {"learning_rate": 0.02, "num_leaves": 90})]
    told = default_path(space(), trials, trials[1], ACCURACY)
    assert told is not None

    for step in told.steps:
        assert step.gain is None
        assert step.spread is None
        assert step.seconds == 2.0
        assert step.what_if not in [one.hyperparameters for one in trials]
    assert "left open" in told.because


def test_a_step_far_from_every_trial_is_left_open() -> None:
    """Trials in one corner, whose scores jump, say nothing of a configuration in the middle of nowhere."""
    default = drawn(0)[0]
    start = space().searched(default.hyperparameters)
    rate, leaves = float(start["learning_rate"] or 0), int(start["num_leaves"] or 0)
    corner = [
        replace(
            trial(n, {"learning_rate": rate * (1 + n / 100), "num_leaves": leaves}), validation_score=0.8 + n % 2 / 10
        )
        for n in range(1, 12)
    ]
    chosen = replace(trial(20, {"learning_rate": 0.29, "num_leaves": 120}), validation_score=0.95)
    told = default_path(space(), [default, *corner, chosen], chosen, ACCURACY)
    assert told is not None

    assert [step.gain for step in told.steps] == [None, None]


def test_a_default_that_was_chosen_or_never_tried_has_no_path() -> None:
    """There is no way from here to here."""
    trials = drawn(10)

    assert default_path(space(), trials, trials[0], ACCURACY) is None
    assert default_path(space(), trials[1:], trials[5], ACCURACY) is None


def test_counterfactuals_survive_being_written_and_read() -> None:
    """The service keeps them as JSON, without a bare NaN."""
    y = answers()
    made_up = contest(y, [right_but(y, np.arange(20)), right_but(y, np.arange(40, 62))])
    trials = [*drawn(30), trial(31, {"learning_rate": 0.02, "num_leaves": 90})]
    told = Counterfactuals(
        winner=0,
        n_rows=len(made_up.y),
        rematch=rematch_of(made_up, 0, NO_CLOCK),
        metrics=metric_choices(made_up, NO_CLOCK),
        costs=cost_choices(made_up, None, NO_CLOCK),
        default_path=default_path(space(), trials, trials[-1], ACCURACY),
    )
    text = json.dumps(to_plain(told), allow_nan=False)

    assert from_plain(Counterfactuals, json.loads(text)) == told
    assert len(text) < 20_000
