"""Labeled rows that a model never saw, read as the model reads rows, with their answers and their roles."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from models.columns import convert_frame, label_text
from models.errors import MissingColumnsError, UnlabeledTableError
from models.model import Model
from models.problem import LARGEST, Problem, ranks_in_time
from models.record import Goal
from models.table import Table

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]

MIN_LABELED = 2
MAX_NAMED = 3


@dataclass(frozen=True)
class LabeledRows:
    """The rows of a table whose answer is known and counts, and a sentence for each thing that a reader should know.

    ``prediction`` holds probabilities of shape (n_rows, n_classes), or values of shape (n_rows,).
    """

    problem: Problem
    prediction: Array
    warnings: tuple[str, ...]


def read_labeled(model: Model, table: Table) -> LabeledRows:
    """Read a table's answers and let the model predict the rest.

    Raises
    ------
    UnlabeledTableError
        When the target is not there, or known of too few rows.
    MissingColumnsError
        When a column that the model needs, or the weights, are not there.
    """
    goal, classes = model.record.goal, model.classes
    answers = answers_of(table, goal, classes)
    weight = _weight_of(table, goal)
    kept = np.flatnonzero(np.isfinite(answers) if weight is None else np.isfinite(answers) & (weight > 0))
    if len(kept) < MIN_LABELED:
        raise UnlabeledTableError(table.name, goal.target, f"it holds {len(kept)} row(s) that count")
    rows = table.raw.iloc[kept].reset_index(drop=True)
    predicted = model.predict_rows(rows)
    problem = Problem(
        frame=convert_frame(rows, model.columns, model.ignored).frame,
        columns=model.columns,
        y=answers[kept],
        task=model.task,
        classes=classes,
        groups=_groups_of(table, goal, kept),
        order=_order_of(table, goal, kept),
        weight=None if weight is None else weight[kept] / weight[kept].mean(),
    )
    known = predicted.probabilities if classes else np.asarray(predicted.answers, dtype=np.float64)
    assert known is not None  # noqa: S101  a model with classes predicts probabilities
    warnings = (*_left_out(table, goal, answers, classes), *_roles_lacking(table, goal), *predicted.warnings)
    return LabeledRows(problem, known, warnings)


def answers_of(table: Table, goal: Goal, classes: tuple[str, ...]) -> Array:
    """Return the answers as class numbers or values, NaN where they are missing or of no known class.

    Raises
    ------
    UnlabeledTableError
        When the table has no target column, or fewer than two answers.
    """
    if goal.target not in table.frame.columns:
        raise UnlabeledTableError(table.name, goal.target, f'it has no column "{goal.target[:100]}"')
    values = table.frame[goal.target]
    if goal.task == "regression":
        numbers = np.asarray(pd.to_numeric(values, errors="coerce"), dtype=np.float64)
        answers = np.where(np.abs(numbers) < LARGEST, numbers, np.nan)
    else:
        codes = {name: float(number) for number, name in enumerate(classes)}
        answers = np.asarray(_labels(table, goal.target, codes).map(codes), dtype=np.float64)
    n_known = int(np.isfinite(answers).sum())
    if n_known < MIN_LABELED:
        raise UnlabeledTableError(table.name, goal.target, f"it holds {n_known} answer(s) that the model can give")
    return answers


def seen_rows(rows: Problem, training: Table, model: Model) -> Mask:
    """Tell which rows also stand in the training table, alike in every column that the model reads and in the target.

    Returns
    -------
    array of bool, shape (n_rows,)
    """
    read = convert_frame(training.raw, model.columns, model.ignored).frame
    known = answers_of(training, model.record.goal, model.classes)
    seen: Mask = np.isin(_hashes(rows.frame, rows.y), _hashes(read, known))
    return seen


def _hashes(frame: pd.DataFrame, answers: Array) -> NDArray[Any]:
    whole = pd.concat([frame, pd.Series(answers, name="answer")], axis="columns")
    hashes: NDArray[Any] = pd.util.hash_pandas_object(whole, index=False).to_numpy()
    return hashes


def _labels(table: Table, target: str, codes: dict[str, float]) -> pd.Series:
    """Return the labels as the training table spells them.

    A few rows may look like another kind of column than many do, so that a label that is not known is looked up as
    it stands in the file, too.
    """
    labels = table.frame[target].map(label_text, na_action="ignore")
    return labels.where(labels.isin(list(codes)), table.raw[target].map(label_text))


def _weight_of(table: Table, goal: Goal) -> Array | None:
    if goal.weight is None:
        return None
    if goal.weight not in table.frame.columns:
        raise MissingColumnsError((goal.weight,))
    numbers = pd.to_numeric(table.frame[goal.weight], errors="coerce").to_numpy(dtype=np.float64)
    weights: Array = np.nan_to_num(numbers).clip(min=0)
    return weights


def _groups_of(table: Table, goal: Goal, kept: NDArray[np.intp]) -> NDArray[np.intp] | None:
    if goal.group is None or goal.group not in table.frame.columns:
        return None
    codes: NDArray[np.intp] = pd.factorize(table.frame[goal.group].iloc[kept], use_na_sentinel=False)[0]
    return codes


def _order_of(table: Table, goal: Goal, kept: NDArray[np.intp]) -> NDArray[np.intp] | None:
    if goal.time is None or goal.time not in table.frame.columns:
        return None
    return ranks_in_time(table.frame[goal.time].iloc[kept].reset_index(drop=True))


def _left_out(table: Table, goal: Goal, answers: Array, classes: tuple[str, ...]) -> list[str]:
    """Say which rows are not scored, and why."""
    labels = table.frame[goal.target].map(label_text, na_action="ignore")
    is_foreign = np.isnan(answers) & labels.notna().to_numpy() if classes else np.zeros(len(answers), dtype=bool)
    n_missing = int(np.isnan(answers).sum() - is_foreign.sum())
    said = [f"{n_missing:,} row(s) have no {goal.target} and are not scored."] if n_missing else []
    if is_foreign.any():
        names = sorted(set(labels[is_foreign]))
        named = ", ".join(repr(str(name)[:40]) for name in names[:MAX_NAMED])
        more = f" and {len(names) - MAX_NAMED} more" if len(names) > MAX_NAMED else ""
        said.append(
            f"{int(is_foreign.sum()):,} row(s) are of a class that training never saw ({named}{more}). No model can "
            "predict it, and the score leaves these rows out: it is better than it should be."
        )
    return said


def _roles_lacking(table: Table, goal: Goal) -> list[str]:
    """Say where rows belong together and the table does not tell how."""
    columns = table.frame.columns
    return [
        f'There is no column "{name}", so rows count as independent; where they are not, the range is too narrow.'
        for name in (goal.group, goal.time)
        if name is not None and name not in columns
    ]
