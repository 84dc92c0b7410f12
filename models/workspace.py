"""The problem of a run as files, by which it travels to the processes that evaluate candidates."""

import json
from functools import lru_cache
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

from models.columns import Column
from models.problem import Problem
from models.record import FoldPlan, from_plain, to_plain
from models.splits import Fold, make_folds

_ARRAYS = ("y", "groups", "order", "weight")


def save_problem(problem: Problem, folder: Path) -> None:
    """Write a problem into a folder, which is made."""
    folder.mkdir(parents=True, exist_ok=True)
    problem.frame.to_parquet(folder / "frame.parquet")
    arrays = {name: getattr(problem, name) for name in _ARRAYS if getattr(problem, name) is not None}
    np.savez(folder / "arrays.npz", **arrays)
    account = {
        "columns": to_plain(problem.columns),
        "task": problem.task,
        "classes": list(problem.classes),
        "target_scale": problem.target_scale,
    }
    (folder / "problem.json").write_text(json.dumps(account), encoding="utf-8")


@lru_cache(maxsize=2)
def load_problem(folder: str) -> Problem:
    """Read a problem that ``save_problem`` wrote; kept in memory for the next call."""
    path = Path(folder)
    account = json.loads((path / "problem.json").read_text(encoding="utf-8"))
    with np.load(path / "arrays.npz", allow_pickle=False) as arrays:
        given = {name: arrays[name] for name in _ARRAYS if name in arrays}
    frame = pd.read_parquet(path / "frame.parquet")
    pa.default_memory_pool().release_unused()  # what the reading took is more than what is read
    return Problem(
        frame=frame,
        columns=tuple(from_plain(Column, column) for column in account["columns"]),
        task=account["task"],
        classes=tuple(account["classes"]),
        target_scale=account["target_scale"],
        **given,
    )


@lru_cache(maxsize=4)
def load_folds(folder: str, plan: FoldPlan) -> tuple[Fold, ...]:
    """Make the planned folds of a saved problem; kept in memory for the next call."""
    return make_folds(load_problem(folder), plan)
