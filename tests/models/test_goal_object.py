"""Goals given as objects, and goals that are suggested."""

import json
import pickle
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
import pytest

from models import errors
from models.goal import suggest_goals, understand_goal
from models.record import Costs
from models.table import Table, table_from_frame


def table() -> Table:
    """Build a small table with a column of each kind."""
    random = np.random.default_rng(1)
    n_rows = 60
    return table_from_frame(
        pd.DataFrame(
            {
                "customer": [f"c{i % 20}" for i in range(n_rows)],
                "since": pd.Timestamp("2020-01-01") + pd.to_timedelta(np.arange(n_rows), unit="D"),
                "age": random.integers(18, 80, n_rows),
                "spent": np.round(random.uniform(1, 900, n_rows), 2),
                "plan": random.choice(["basic", "plus", "pro"], n_rows),
                "same": ["x"] * n_rows,
                "churn": ["yes" if i % 4 == 0 else "no" for i in range(n_rows)],
            }
        )
    )


def test_an_object_is_taken_as_it_is() -> None:
    """Who states everything is not second-guessed."""
    goal = understand_goal(
        {
            "target": "churn",
            "task": "binary",
            "metric": "neg_log_loss",
            "positive_class": "no",
            "costs": {"false_negative": 5, "false_positive": 1},
            "group": "customer",
            "time": "since",
            "weight": "spent",
            "ignore": ["age"],
        },
        table(),
    )

    assert (goal.target, goal.task, goal.metric, goal.positive_class) == ("churn", "binary", "log_loss", "no")
    assert (goal.group, goal.time, goal.weight, goal.ignore) == ("customer", "since", "spent", ("age",))
    assert goal.costs == Costs(5, 1)
    assert {reason.because for reason in goal.reasons if reason.field != "costs"} >= {"stated in the goal"}


def test_text_that_is_an_object_is_read_as_one() -> None:
    """A client that can only send text loses nothing."""
    assert understand_goal(json.dumps({"target": "plan"}), table()).task == "multiclass"


def test_defaults_are_filled_by_task_and_said_to_be_defaults() -> None:
    """A goal is whole after it was understood, and shows what was not stated."""
    goal = understand_goal({"target": "churn"}, table())

    assert (goal.metric, goal.positive_class) == ("roc_auc", "yes")
    assert next(r for r in goal.reasons if r.field == "metric").because.startswith("the default for")


@pytest.mark.parametrize(
    ("goal", "error", "words"),
    [
        ({"target": "chrun"}, errors.GoalColumnError, "Did you mean 'churn'"),
        ({"target": "churn", "ignore": ["aeg"]}, errors.GoalColumnError, "'age'"),
        ({"target": "churn", "metrik": "f1"}, errors.GoalFieldError, "'metrik'"),
        ({"target": "churn", "metric": "f7"}, errors.UnknownMetricError, "f7"),
        ({"target": "churn", "metric": "rmse"}, errors.MetricTaskError, "binary"),
        ({"target": "churn", "positive_class": "maybe"}, errors.UnknownClassError, "'maybe'"),
        ({"target": "plan", "positive_class": "pro"}, errors.GoalValueError, "two values"),
        ({"target": "churn", "costs": {"false_negative": 0, "false_positive": 1}}, errors.GoalValueError, "above zero"),
        ({"target": "churn", "costs": {"miss": 5}}, errors.GoalValueError, "false_negative"),
        ({"target": "plan", "costs": {"false_negative": 5, "false_positive": 1}}, errors.GoalValueError, "two values"),
        ({"target": "plan", "task": "binary"}, errors.GoalValueError, "3 values"),
        ({"target": "plan", "task": "regression"}, errors.GoalValueError, "words"),
        ({"target": "churn", "task": "ranking"}, errors.GoalValueError, "one of"),
        ({"target": "churn", "ignore": "age"}, errors.GoalValueError, "list"),
        ({"target": "churn", "weight": "plan"}, errors.GoalValueError, "numbers"),
        ({"target": "churn", "time": "plan"}, errors.GoalValueError, "dates"),
        ({"target": 7}, errors.GoalValueError, "name of a column"),
        ({"target": "same"}, errors.TooFewClassesError, "'x'"),
        ({"target": "since"}, errors.UnusableTargetError, "dates"),
        ({"target": "churn", "ignore": ["churn"]}, errors.RoleConflictError, "'churn'"),
        ({"target": "churn", "group": "churn"}, errors.RoleConflictError, "'churn'"),
        ({"metric": "f1"}, errors.UnclearGoalError, "names no target"),
    ],
)
def test_what_cannot_be_followed_is_refused_in_one_sentence(
    goal: Mapping[str, Any], error: type[errors.InputError], words: str
) -> None:
    """The sentence names the field and the way out, and crosses processes unchanged."""
    with pytest.raises(error) as caught:
        understand_goal(goal, table())

    assert words in str(caught.value)
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)  # noqa: S301  our own bytes


def test_missing_targets_and_lonely_classes_are_warned_of() -> None:
    """Rows that are left out are counted in words before the run."""
    frame = pd.DataFrame({"x": np.arange(40.0), "kind": ["a", "b"] * 18 + [None, None, None, "rare"]})
    goal = understand_goal({"target": "kind"}, table_from_frame(frame))

    assert "3 rows have no kind and are left out." in goal.warnings
    assert any("rare has one row alone" in warning for warning in goal.warnings)


def test_more_classes_than_the_limit_are_refused() -> None:
    """Ten thousand categories are a key, not a class."""
    frame = pd.DataFrame({"x": np.arange(2400.0), "word": [f"w{i // 2}" for i in range(2400)]})

    with pytest.raises((errors.TooManyClassesError, errors.UnusableTargetError)):
        understand_goal({"target": "word"}, table_from_frame(frame))


def test_too_few_rows_with_a_target_are_refused() -> None:
    """Nine answers teach nothing that could be checked."""
    frame = pd.DataFrame({"x": np.arange(30.0), "y": [1.0, 2.0, 3.0] * 3 + [np.nan] * 21})

    with pytest.raises(errors.TooFewRowsError):
        understand_goal({"target": "y"}, table_from_frame(frame))


def test_suggestions_are_understood_as_they_promise() -> None:
    """A button that leads to an error is worse than none."""
    suggestions = suggest_goals(table())

    assert suggestions[0].target == "churn"
    assert len(suggestions) == 3
    for suggestion in suggestions:
        goal = understand_goal(suggestion.text, table())
        assert (goal.target, goal.task) == (suggestion.target, suggestion.task)
