"""How well goals in plain words are understood: ``python benchmarks/goals.py GOALS.jsonl DATA_FOLDER [--all]``.

Each line of GOALS.jsonl has ``table`` (DATA_FOLDER holds NAME.csv), ``goal``, and either ``expect`` (target, task,
metric, positive_class, costs, ignore, group, time, weight; a null metric or positive class is not stated, so that
anything is right) or ``unclear: true`` with ``candidates`` that have to be among those asked back.
"""

import argparse
import json
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import isclose
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from models.errors import InputError, UnclearGoalError
from models.goal import understand_goal
from models.metrics import canonical_metric
from models.record import Goal
from models.table import Table, read_table

PROMISES = {
    "target right or asked back": (0.90, True),
    "wholly right": (0.75, True),
    "confidently wrong": (0.05, False),
}


@dataclass(frozen=True)
class Outcome:
    """What became of one goal, and what was wrong with it."""

    is_honest: bool
    is_whole: bool
    is_confidently_wrong: bool
    faults: tuple[str, ...]
    seconds: float


def judge(case: Mapping[str, Any], table: Table) -> Outcome:
    """Understand one goal and compare it with what is expected."""
    began = time.perf_counter()
    try:
        goal = understand_goal(case["goal"], table)
    except UnclearGoalError as error:
        return _judge_question(case, error, time.perf_counter() - began)
    except InputError as error:
        return Outcome(False, False, False, (f"refused: {error}",), time.perf_counter() - began)
    seconds = time.perf_counter() - began
    if case["unclear"]:
        return Outcome(False, False, True, (f"took {goal.target} where it had to ask",), seconds)
    faults = tuple(_faults(goal, case["expect"]))
    is_right = goal.target == case["expect"]["target"]
    return Outcome(is_right, not faults, not is_right, faults, seconds)


def _judge_question(case: Mapping[str, Any], error: UnclearGoalError, seconds: float) -> Outcome:
    if not case["unclear"]:
        asked = f"asked back {list(error.candidates)} for {case['expect']['target']}"
        return Outcome(False, False, False, (asked,), seconds)
    lacking = sorted(set(case["candidates"]) - set(error.candidates))
    faults = (f"asked {list(error.candidates)} without {lacking}",) if lacking else ()
    return Outcome(not lacking, not lacking, False, faults, seconds)


def _faults(goal: Goal, expect: Mapping[str, Any]) -> list[str]:
    """Return one sentence for each field that is not as expected."""
    faults = [
        f"{field} {getattr(goal, field)} instead of {expect[field]}"
        for field in ("target", "task", "group", "time", "weight")
        if getattr(goal, field) != expect[field]
    ]
    if expect["metric"] and goal.metric not in {canonical_metric(name) for name in expect["metric"]}:
        faults.append(f"metric {goal.metric} instead of {expect['metric']}")
    if expect["positive_class"] is not None and goal.positive_class != expect["positive_class"]:
        faults.append(f"positive_class {goal.positive_class} instead of {expect['positive_class']}")
    if set(goal.ignore) != set(expect["ignore"]):
        faults.append(f"ignore {sorted(goal.ignore)} instead of {sorted(expect['ignore'])}")
    if not _costs_agree(goal, expect["costs"]):
        faults.append(f"costs {goal.costs} instead of {expect['costs']}")
    return faults


def _costs_agree(goal: Goal, expected: Mapping[str, float] | None) -> bool:
    if goal.costs is None or expected is None:
        return goal.costs is None and expected is None
    ratio = expected["false_negative"] / expected["false_positive"]
    return isclose(goal.costs.false_negative / goal.costs.false_positive, ratio, rel_tol=1e-6)


def report(outcomes: list[Outcome]) -> bool:
    """Print the totals and return whether every promise is kept."""
    n = len(outcomes)
    shares = {
        "target right or asked back": sum(outcome.is_honest for outcome in outcomes) / n,
        "wholly right": sum(outcome.is_whole for outcome in outcomes) / n,
        "confidently wrong": sum(outcome.is_confidently_wrong for outcome in outcomes) / n,
    }
    kept = True
    for name, share in shares.items():
        promise, is_floor = PROMISES[name]
        is_kept = share >= promise if is_floor else share <= promise
        kept = kept and is_kept
        bound = "at least" if is_floor else "at most"
        print(f"{name:28} {share:6.1%}  ({bound} {promise:.0%}: {'kept' if is_kept else 'MISSED'})")
    slowest = max(outcome.seconds for outcome in outcomes)
    print(f"{n} goals; the slowest took {slowest * 1000:.0f} ms")
    return kept


def main() -> int:
    """Score every goal of a file; exit status 1 when a promise is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("goals", type=Path, help="one JSON object a line")
    parser.add_argument("data", type=Path, help="the folder with NAME.csv for each table NAME")
    parser.add_argument("--all", action="store_true", help="print the goals that were understood, too")
    arguments = parser.parse_args()

    @cache
    def table(name: str) -> Table:
        return read_table(arguments.data / f"{name}.csv", name=name)

    outcomes = []
    for line in arguments.goals.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        outcome = judge(case, table(case["table"]))
        outcomes.append(outcome)
        if outcome.faults or arguments.all:
            verdict = "; ".join(outcome.faults) or "right"
            print(f"{case['id']}  {case['table']}  {case['goal'][:150]!r}\n      {verdict}")
    return 0 if report(outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())
