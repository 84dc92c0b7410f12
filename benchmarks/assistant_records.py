"""Thirty recorded runs for the assistant to speak of: all tasks and techniques, odd tables, ended and failed ones."""

import json
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from sklearn.datasets import load_breast_cancer, load_diabetes, load_iris

from models.goal import understand_goal
from models.record import Progress, RunRecord, Settings, from_plain, to_plain
from models.run import RunOrder, execute
from models.search.techniques.registry import TECHNIQUE_NAMES
from models.sink import MemorySink
from models.table import Table, table_from_frame

N_TRIALS, CANCELLED_AFTER, MANY_TRIALS = 8, 4, 500
QUICK = ("linear", "xgboost", "random_forest")
QUICK_ROUNDS = 60


@dataclass(frozen=True)
class Plan:
    """One run: a table, a goal, and how it is searched; ``trials_until_cancelled`` ends it early."""

    name: str
    table: Table
    goal: dict[str, Any]
    technique: str = "auto"
    families: tuple[str, ...] = QUICK
    trials: int = N_TRIALS
    trials_until_cancelled: int | None = None


class Impatient(MemorySink):
    """Cancels a run after so many trials."""

    def __init__(self, n_trials: int) -> None:
        super().__init__()
        self.n_trials = n_trials

    def progressed(self, progress: Progress) -> None:
        """Look at the trials."""
        super().progressed(progress)
        self.is_stopped = len(self.trials) >= self.n_trials


def customers(n_rows: int, seed: int, rare: float = 0.3) -> pd.DataFrame:
    """Make customers who leave or stay, with names as people use them."""
    rng = np.random.default_rng(seed)
    frame = pd.DataFrame(
        {
            "tenure": rng.integers(1, 72, n_rows),
            "monthly charges": rng.normal(65, 20, n_rows).round(2),
            "contract": rng.choice(["monthly", "one year", "two years"], n_rows),
            "support calls": rng.poisson(1.5, n_rows),
            "region": rng.choice([f"region {k}" for k in range(12)], n_rows),
            "signed": pd.Timestamp("2024-01-01") + pd.to_timedelta(rng.integers(0, 700, n_rows), unit="D"),
        }
    )
    latent = 0.5 * frame["support calls"] - 0.03 * frame["tenure"] + (frame["contract"] == "monthly")
    latent = latent + rng.logistic(size=n_rows)
    return frame.assign(churn=np.where(latent > np.quantile(latent, 1 - rare), "yes", "no"))


def plans() -> Iterator[Plan]:
    """Return the runs, the first of which is the one that questions are asked about."""
    churn = table_from_frame(customers(600, 0), "customers")
    yield Plan("churn", churn, {"target": "churn"}, trials=24)
    iris = load_iris(as_frame=True).frame.assign(
        target=lambda f: f["target"].map({0: "setosa", 1: "versicolor", 2: "virginica"})
    )
    diabetes = load_diabetes(as_frame=True).frame
    tumors = load_breast_cancer(as_frame=True).frame
    tables = {
        "binary": (table_from_frame(tumors, "tumors"), {"target": "target"}),
        "multiclass": (table_from_frame(iris, "iris"), {"target": "target"}),
        "regression": (table_from_frame(diabetes, "diabetes"), {"target": "target"}),
    }
    for task, (table, goal) in tables.items():
        for technique in TECHNIQUE_NAMES:
            families = ("linear",) if technique == "gradient" else QUICK
            yield Plan(f"{task} {technique}", table, goal, technique, families)
    costs = {"target": "churn", "costs": {"false_negative": 5, "false_positive": 1}}
    yield Plan("costs", churn, costs)
    yield Plan("groups", churn, {"target": "churn", "group": "region"})
    yield Plan("time", churn, {"target": "churn", "time": "signed"})
    yield Plan("rare", table_from_frame(customers(900, 1, rare=0.04), "rare"), {"target": "churn"})
    yield Plan("tiny", table_from_frame(customers(60, 2), "tiny"), {"target": "churn"})
    yield Plan("cancelled", churn, {"target": "churn"}, trials=60, trials_until_cancelled=CANCELLED_AFTER)


def recorded(plan: Plan) -> RunRecord:
    """Carry one run out."""
    goal = understand_goal(plan.goal, plan.table)
    boosting = {"xgboost": {"n_estimators": QUICK_ROUNDS}} if "xgboost" in plan.families else {}
    settings = Settings(
        seconds=None,
        trials=plan.trials,
        technique=plan.technique,
        families=plan.families,
        space=boosting,
        folds=3,
        seed=0,
    )
    sink = MemorySink() if plan.trials_until_cancelled is None else Impatient(plan.trials_until_cancelled)
    with tempfile.TemporaryDirectory() as folder:
        return execute(RunOrder(plan.table, goal, settings), Path(folder), sink)


def unfinished(record: RunRecord) -> dict[str, RunRecord]:
    """Return a run as it is while it waits, works, and after it failed."""
    bare = replace(record, result=None, leaderboard=(), findings=(), importances=None, uncertainty=None)
    return {
        "queued": replace(
            bare, trials=(), decisions=(), folds=None, technique=None, status="queued", elapsed_seconds=0.0
        ),
        "running": replace(bare, trials=record.trials[:3], decisions=record.decisions[:3], status="running"),
        "failed": replace(bare, trials=(), status="failed", error="Not even the baseline could be fitted."),
    }


def records(kept: Path | None, tell: Callable[[str], None]) -> dict[str, RunRecord]:
    """Return all runs by name; those in the folder ``kept`` are read, the others made and written there."""
    found = {}
    for plan in plans():
        path = None if kept is None else kept / f"{plan.name.replace(' ', '_')}.json"
        if path is not None and path.exists():
            found[plan.name] = from_plain(RunRecord, json.loads(path.read_text(encoding="utf-8")))
            continue
        tell(f"searching: {plan.name}")
        found[plan.name] = recorded(plan)
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(to_plain(found[plan.name])), encoding="utf-8")
    return {**found, **unfinished(found["churn"])}


def with_many_trials(record: RunRecord) -> RunRecord:
    """Return a record with 500 trials: those that it has, over and over, with scores that differ a little."""
    complete = [trial for trial in record.trials if trial.validation_score is not None]
    more = [
        replace(
            complete[k % len(complete)],
            number=k,
            validation_score=(complete[k % len(complete)].validation_score or 0) - 1e-5 * k,
        )
        for k in range(len(record.trials), MANY_TRIALS)
    ]
    return replace(record, trials=(*record.trials, *more))
