"""The locked table of a run: checked before the search, opened once, when the model is written."""

from models.artifact import load
from models.errors import MissingColumnsError, SameTableError
from models.labeled_rows import answers_of
from models.record import TrueScore
from models.stage import Stage
from models.table import Table
from models.true_score import Opening, true_score


def check_locked(stage: Stage) -> None:
    """Refuse a locked table that could not be scored in the end; better before the search than after it.

    Only whether answers and columns are there is looked at. Nothing of a run without such a table.

    Raises
    ------
    SameTableError, UnlabeledTableError, MissingColumnsError
        With what to do about it.
    """
    test, goal = stage.order.test, stage.order.goal
    if test is None:
        return
    if test.hash == stage.order.table.hash:
        raise SameTableError(test.name)
    answers_of(test, goal, stage.problem.classes)
    needed = [column.name for column in stage.problem.columns]
    if goal.weight is not None:
        needed.append(goal.weight)
    absent = tuple(name for name in needed if name not in test.raw.columns)
    if absent:
        raise MissingColumnsError(absent)


def open_locked(stage: Stage, test: Table) -> TrueScore:
    """Score the written model on the locked table. A table that was opened before makes this an evaluation."""
    order = stage.order
    number = order.test_openings + 1
    purpose = "test" if number == 1 else "evaluation"
    opening = Opening(test, purpose, number, order.table, stage.scorer.metric)  # type: ignore[arg-type]
    return true_score(load(stage.new_model), opening)
