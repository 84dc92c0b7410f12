"""Checks look at all that they may, within their time, and say what they left out."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
import pytest

from models.columns import Column
from models.families.dummy import Dummy
from models.findings import fold_spread as spread
from models.findings.alone import Alone
from models.findings.evidence import NO_TIME, Evidence
from models.findings.knows_the_answer import MAX_FEATURES, knows_the_answer
from models.findings.registry import CHECKS
from models.metrics import metric_for
from models.problem import Problem
from models.record import FoldScore, Score, Trial
from models.reserve import Reserve
from models.scoring import Scorer
from models.splits import Fold

N_ROWS = 300
SCORE = Score("log_loss", 0.5, 0.52, 0.4, 0.6, 0.9, "")
FOLDS = tuple(Fold(0, k, np.flatnonzero(np.arange(N_ROWS) % 3 != k), np.arange(k, N_ROWS, 3)) for k in range(3))


class Ends(Reserve):
    """A reserve that is over after so many looks at it."""

    def __init__(self, looks: int) -> None:
        super().__init__(1.0)
        object.__setattr__(self, "looks", looks)

    def is_over(self, share: float = 1.0) -> bool:  # noqa: ARG002  as the real one
        """Count down."""
        object.__setattr__(self, "looks", self.looks - 1)
        return bool(self.looks < 0)

    looks: int


def a_problem(values: Mapping[str, Any], y: np.ndarray, **ties: np.ndarray) -> Problem:
    """Return a problem over columns of numbers and times."""
    frame = pd.DataFrame(values)
    kinds = {name: "datetime" if frame[name].dtype.kind == "M" else "numeric" for name in frame}
    columns = tuple(Column(name, kind, 0, N_ROWS) for name, kind in kinds.items())  # type: ignore[arg-type]
    is_classes = set(y) == {0.0, 1.0}
    return Problem(frame, columns, y, "binary" if is_classes else "regression", ("no", "yes") * is_classes, **ties)


def evidence(problem: Problem, reserve: Reserve | None = None) -> Evidence:
    """Return a run over a problem, of which the predictions are as good as a coin."""
    metric = "log_loss" if problem.classes else "rmse"
    coin = np.random.default_rng(0).random((1, N_ROWS, 2)).astype(np.float32)
    predictions = coin / coin.sum(axis=2, keepdims=True) if problem.classes else coin[:, :, 0]
    return Evidence(
        problem=problem,
        folds=FOLDS,
        scorer=Scorer(metric_for(metric, problem.task)),
        trials={},
        winner=Trial(0, "dummy", {}, "complete", tuple(FoldScore(0.5, 0.5 + k, 0.1) for k in range(3)), 0.5, 0.5),
        score=SCORE,
        family=Dummy().account(problem.task),
        read=lambda _: predictions,
        seed=0,
        reserve=reserve or Reserve(None),
    )


def noise(n_columns: int) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """Return columns that tell nothing of the answers, and the answers."""
    rng = np.random.default_rng(1)
    values = rng.normal(size=(n_columns, N_ROWS))
    return {f"c{i}": column for i, column in enumerate(values)}, rng.integers(0, 2, N_ROWS).astype(float)


def test_a_leak_in_the_last_of_many_columns_is_found_at_little_cost(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every column gets a glance, and a tree whoever tells most at that: the leak may stand anywhere."""
    values, y = noise(1_000)
    values["closed"] = np.where(y == 1, 0.0, np.sign(values["c0"])) + 0.01 * values["c1"]  # no straight line shows it
    trees: list[float] = []

    def counted(self: Alone, column: np.ndarray, skill: Any = Alone.skill) -> float:  # noqa: ANN401
        trees.append(skill(self, column))
        return trees[-1]

    monkeypatch.setattr(Alone, "skill", counted)
    finding = knows_the_answer(evidence(a_problem(values, y)))

    assert finding.answer == "found"
    assert '"closed"' in finding.sentence
    assert len(trees) == MAX_FEATURES
    assert f"Tried: the {MAX_FEATURES} of 1,001 columns that tell most at a glance." in finding.sentence


def test_where_all_columns_are_tried_nothing_is_said_of_leaving_out() -> None:
    """A sentence that always stands there warns of nothing."""
    finding = knows_the_answer(evidence(a_problem(*noise(5))))

    assert finding.answer == "not_found"
    assert finding.sentence.endswith("the most of all columns.")


def test_columns_for_which_there_was_no_time_are_counted() -> None:
    """What was not looked at may still know the answer."""
    finding = knows_the_answer(evidence(a_problem(*noise(100)), Ends(3)))

    assert finding.answer == "not_found"
    assert "of 100 columns there was no time" in finding.sentence
    assert "the most of those tried" in finding.sentence


def test_without_time_the_checks_that_need_some_say_so_and_the_others_answer() -> None:
    """The end of a run is no moment to be late; the cheap checks cost nothing."""
    looked = evidence(a_problem(*noise(5)), Ends(0))
    found = {finding.code: finding for finding in (check(looked) for check in CHECKS)}
    late = {code for code, finding in found.items() if finding.sentence == NO_TIME}

    assert late == {"knows_the_answer", "duplicates", "fold_spread"}
    assert all(found[code].answer == "not_applicable" for code in late)
    assert found["few_rows"].answer == "not_found"


def test_a_column_that_names_its_group_is_no_leak_where_groups_are_known() -> None:
    """A patient's number knows the patient's answer, and nothing of the next patient's."""
    rng = np.random.default_rng(2)
    group = np.arange(N_ROWS) % 6
    y = np.array([0.0, 1.0, 0.0, 1.0, 1.0, 0.0])[group]
    values = {"patient": group.astype(float), "age": rng.normal(size=N_ROWS)}

    assert knows_the_answer(evidence(a_problem(values, y))).answer == "found"
    assert knows_the_answer(evidence(a_problem(values, y, groups=group))).answer == "not_found"


def test_the_day_is_no_leak_where_time_is_known() -> None:
    """Between two days whose answers are known any answer is easy; what is asked for comes after them."""
    days = np.arange(N_ROWS)
    values = {"day": days.astype(float), "noise": np.random.default_rng(3).normal(size=N_ROWS)}
    y = days / 10 + 0.01 * values["noise"]

    assert knows_the_answer(evidence(a_problem(values, y))).answer == "found"
    assert knows_the_answer(evidence(a_problem(values, y, order=days))).answer == "not_found"


def test_two_dates_that_give_the_answer_together_are_found_wherever_they_stand() -> None:
    """How long it took is the end less the start, which no column holds by itself."""
    rng = np.random.default_rng(4)
    start = pd.Timestamp("2024-01-01") + pd.to_timedelta(rng.integers(0, 9_000, N_ROWS), unit="h")
    hours = rng.integers(1, 50, N_ROWS)
    values: dict[str, Any] = {"start": start, **noise(60)[0], "end": start + pd.to_timedelta(hours, unit="h")}

    finding = knows_the_answer(evidence(a_problem(values, hours.astype(float))))

    assert finding.answer == "found"
    assert '"start"' in finding.sentence


def test_one_row_of_a_class_leaves_the_question_open() -> None:
    """No fold can hold it on both sides."""
    values, _ = noise(3)
    y = np.r_[1.0, np.zeros(N_ROWS - 1)]

    assert knows_the_answer(evidence(a_problem(values, y))).answer == "not_applicable"


def test_the_spread_by_chance_does_not_depend_on_how_many_draws_fit_into_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A million rows are drawn a few times at once, and a run repeats exactly all the same."""
    looked = evidence(a_problem(*noise(3)))
    at_once = spread.fold_spread(looked)
    monkeypatch.setattr(spread, "MAX_AT_ONCE", 7 * N_ROWS // 3)

    assert at_once.value is not None
    assert spread.fold_spread(looked).value == at_once.value
