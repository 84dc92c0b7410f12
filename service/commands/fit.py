"""``plaintune fit``: one run in this terminal, from a table and a goal to a model folder."""

import argparse
import json
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path
from types import FrameType
from typing import Any

from models.errors import UnclearGoalError
from models.goal import understand_goal
from models.record import Goal, Progress, Settings, to_plain
from models.run import RunOrder, execute
from models.sink import History, MemorySink
from models.table import Table
from service.commands.account import progress_line, told
from service.commands.command import SUCCESS, Command, say, warn
from service.commands.tables import read_named_table
from service.errors import UnusableFileError

WISHES = ("target", "task", "metric", "positive_class", "costs", "group", "time", "weight", "ignore")
MANIFEST = "manifest.json"


def declare(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("table", metavar="TABLE", help="CSV, TSV, JSON, JSON lines or Parquet, or gzip of these")
    parser.add_argument("--goal", help='plain words ("predict churn") or JSON')
    parser.add_argument("--target", help="the column to predict")
    parser.add_argument("--metric", help="what counts as good, such as roc_auc or rmse")
    parser.add_argument("--seconds", type=float, help="working seconds, 10 to 86400 (default 60)")
    parser.add_argument("--trials", type=int, help="most trials; with trials alone and a seed, a repeat is the same")
    parser.add_argument("--seed", type=int, default=0, help="start of everything random (default 0)")
    parser.add_argument("--test", metavar="TABLE", help="labeled rows to score the model on once, at the very end")
    parser.add_argument("--out", metavar="DIR", default="plaintune-model", help="folder of the model")
    parser.add_argument("--json", action="store_true", help="print the whole record as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Search, and leave the model folder."""
    began = time.monotonic()
    out = Path(arguments.out)
    check_out(out)
    table = read_named_table(arguments.table)
    goal = goal_of(arguments, table)
    if not arguments.json:
        say(f"Predicting {goal.target} ({goal.task}, {goal.metric}).")
        for warning in goal.warnings:
            say(f"Note: {warning}")
    test = None if arguments.test is None else read_named_table(arguments.test)
    order = RunOrder(table, goal, _settings(arguments), os.cpu_count() or 1, test=test)
    is_shown = sys.stderr.isatty() and not arguments.json
    with tempfile.TemporaryDirectory(prefix="plaintune-") as folder:
        sink = MemorySink(callback=_show if is_shown else None)
        with _interrupt_keeps_the_best(sink):
            # Reading the table is work, too, and counts in the budget.
            record = execute(order, Path(folder), sink, History(elapsed_seconds=time.monotonic() - began))
        shutil.copytree(Path(folder) / "model", out, dirs_exist_ok=True)
    if is_shown:
        sys.stderr.write("\r\x1b[K")
    if arguments.json:
        say(json.dumps(to_plain(record), ensure_ascii=False, allow_nan=False))
    else:
        say(told(record))
        say(f"\nThe model is in {out}: plaintune predict {out} TABLE, plaintune ask {out} QUESTION.")
    return SUCCESS


def check_out(out: Path) -> None:
    """Refuse to write over what is not a model.

    Raises
    ------
    UnusableFileError
        When the folder holds something else.
    """
    if out.is_file() or (out.is_dir() and any(out.iterdir()) and not (out / MANIFEST).is_file()):
        raise UnusableFileError(str(out), "it holds something else than a model: choose another --out")


def goal_of(arguments: argparse.Namespace, table: Table) -> Goal:
    """Understand the goal; what ``--target`` and ``--metric`` say stands over what the words leave open."""
    if arguments.goal is None and arguments.target is None:
        raise UnusableFileError("fit", "it needs --goal or --target, to know what to predict")
    goal = _from_words(arguments.goal, arguments.target, table)
    if arguments.target is not None and goal.target != arguments.target:
        because = f"it reads as predicting {goal.target}, while --target says {arguments.target}: leave one of them out"
        raise UnusableFileError("--goal", because)
    if arguments.metric is None:
        return goal
    return understand_goal({**_wishes(goal), "metric": arguments.metric}, table)


def _from_words(words: str | None, target: str | None, table: Table) -> Goal:
    if words is None:
        return understand_goal({"target": target}, table)
    try:
        return understand_goal(words, table)
    except UnclearGoalError:
        if target is None:
            raise
        return understand_goal({"target": target}, table)


def _wishes(goal: Goal) -> Mapping[str, Any]:
    """Return a goal in the form of an object, without what was not said."""
    plain = to_plain(goal)
    return {f.name: plain[f.name] for f in fields(goal) if f.name in WISHES and plain[f.name] not in (None, [])}


def _settings(arguments: argparse.Namespace) -> Settings:
    seconds = arguments.seconds
    if seconds is None and arguments.trials is None:
        seconds = Settings().seconds
    return Settings(seconds=seconds, trials=arguments.trials, seed=arguments.seed)


def _show(progress: Progress) -> None:
    sys.stderr.write(f"\r\x1b[K{progress_line(progress)}")
    sys.stderr.flush()


@contextmanager
def _interrupt_keeps_the_best(sink: MemorySink) -> Iterator[None]:
    """Let the first Ctrl-C end the search with the best model so far, and the second one everything."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        sink.is_stopped = True
        signal.signal(signal.SIGINT, before)
        warn("Ending with the best model so far; Ctrl-C again ends at once.")

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


COMMAND = Command("fit", "one run in this terminal; writes a model folder", declare, run)
