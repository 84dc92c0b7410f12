"""Every family's model is explained, on the scale that readers see, and without a remainder."""

import numpy as np
import pandas as pd
import pytest

from models.encoding import TableEncoder
from models.families.family import Family, FitOrder, Rows
from models.families.registry import BASELINE, FAMILIES
from models.fitting import fit_configuration
from models.metrics import METRICS, default_metric
from models.model import Fit, Member, Model
from models.problem import Prepared, prepare
from models.record import Goal, RunRecord, Scalar, Settings, Task
from models.table import table_from_frame

N_ROWS = 200
TASKS: tuple[Task, ...] = ("binary", "multiclass", "regression")
BY_NAME = {"ids": lambda part: getattr(part, "name", str(part))}
FEW = {"n_estimators": 20, "n_epochs": 3, "n_networks": 1}


def made_up() -> pd.DataFrame:
    """Rows of mixed kinds, with missing cells."""
    rng = np.random.default_rng(0)
    signal = rng.normal(size=N_ROWS)
    return pd.DataFrame(
        {
            "signal": np.where(rng.random(N_ROWS) < 0.1, np.nan, signal),
            "noise": rng.normal(size=N_ROWS),
            "plan": rng.choice(["basic", "plus", "pro"], N_ROWS),
            "day": pd.Timestamp("2026-01-01") + pd.to_timedelta(rng.integers(0, 99, N_ROWS), "D"),
            "y": signal + rng.normal(size=N_ROWS) / 3,
        }
    )


def prepared(task: Task) -> tuple[Prepared, Goal]:
    """Return the problem of a task."""
    frame = made_up()
    if task != "regression":
        frame["y"] = pd.cut(frame["y"], 2 if task == "binary" else 3, labels=False).astype(str)
    goal = Goal("", "y", task, default_metric(task), positive_class="1" if task == "binary" else None)
    return prepare(table_from_frame(frame, "made up"), goal), goal


def model(family: Family, task: Task, background: pd.DataFrame | None) -> Model:
    """Fit a family's default, somewhat smaller, and deliver it."""
    given, goal = prepared(task)
    problem = given.problem
    encoder = TableEncoder(problem.columns, family.style, len(problem.classes))
    matrix = encoder.fit_transform(problem.frame, problem.y)
    order = FitOrder(
        Rows(matrix, problem.y), task, len(problem.classes), goal.metric, tuple(encoder.feature_types_), 0, rounds=20
    )
    defaults: dict[str, Scalar] = {h.name: h.default for h in family.account(task).hyperparameters}
    few = {name: value for name, value in FEW.items() if name in defaults}
    fitted = fit_configuration(family, {**defaults, **few}, order, "own")
    record = RunRecord(goal, given.account, METRICS[goal.metric].account, Settings(), ())
    member = Member(1.0, (Fit(encoder, fitted.estimator),))
    return Model(problem.columns, task, problem.classes, 0.5, (member,), record, background=background)


@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("family", [*FAMILIES, BASELINE], **BY_NAME)
def test_explanations_add_up_to_what_is_predicted(family: Family, task: Task) -> None:
    """Whatever the model is made of."""
    rows = made_up()
    delivered = model(family, task, prepared(task)[0].problem.frame.head(16))
    asked = rows.iloc[[20, 40]]
    told = delivered.explain_rows(asked)
    shown = delivered.predict(asked) if task == "regression" else delivered.predict_proba(asked)

    for one, prediction in zip(told, shown, strict=True):
        at = None if one.of is None else delivered.classes.index(one.of)
        assert one.prediction == pytest.approx(prediction if at is None else prediction[at], abs=1e-6)
        assert one.base + sum(part.contribution for part in one.contributions) == pytest.approx(
            one.prediction, abs=1e-6
        )
        assert {part.column for part in one.contributions} == {"signal", "noise", "plan", "day"}
        assert one.of is None or task == "multiclass" or one.of == "1"


@pytest.mark.parametrize("family", FAMILIES, **BY_NAME)
def test_what_the_answer_hangs_on_has_the_largest_part(family: Family) -> None:
    """On a row far from the others, a family that learned the signal lays the prediction at its door."""
    delivered = model(family, "regression", prepared("regression")[0].problem.frame.head(16))
    row = made_up().head(1).assign(signal=1.5)

    (told,) = delivered.explain_rows(row)

    assert told.contributions[0].column == "signal"
    assert told.contributions[0].contribution > 0
    assert told.contributions[0].value == 1.5
