"""Questions about large tables, answered in a limited process of its own, so that the web process stays small."""

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from models.errors import ModelsError
from models.goal import understand_goal
from models.record import Goal, from_plain, to_plain
from models.table import load_table, with_kinds
from models.tables.limited import answer_error, keep_limits, run_limited
from models.tables.limits import TableLimits
from models.tables.on_disk import table_on_disk
from models.tables.sketches import ColumnSketch, sketch_columns
from service.engine import TableFile, TableReading
from service.table_readings import reading_of

MODULE = "service.large_tables"


def read_large(table: TableFile, limits: TableLimits) -> TableReading:
    """Return what a large table holds."""
    return from_plain(TableReading, run_limited(MODULE, _order(table, None, limits), limits))


def understand_for_large(goal: str | Mapping[str, Any], table: TableFile, limits: TableLimits) -> Goal:
    """Understand a goal over a large table."""
    return from_plain(Goal, run_limited(MODULE, _order(table, goal, limits), limits))


def sketch_large(table: TableFile, names: Sequence[str], limits: TableLimits) -> tuple[ColumnSketch, ...]:
    """Return what some columns of a large table look like."""
    order = {**_order(table, None, limits), "sketched": list(names)}
    return tuple(from_plain(ColumnSketch, sketch) for sketch in run_limited(MODULE, order, limits))


def main() -> None:
    """Answer the question on standard input."""
    order = json.load(sys.stdin)
    keep_limits(from_plain(TableLimits, order["limits"]))
    try:
        answer = {"result": _result(order)}
    except ModelsError as error:
        answer = answer_error(error)
    sys.stdout.write(json.dumps(answer))


def _order(table: TableFile, goal: str | Mapping[str, Any] | None, limits: TableLimits) -> dict[str, Any]:
    return {
        "path": str(table.path),
        "kinds": dict(table.kinds),
        "goal": goal,
        "limits": to_plain(limits),
    }


def _result(order: dict[str, Any]) -> Any:  # noqa: ANN401  JSON has no narrower type
    if "sketched" in order:
        return to_plain(sketch_columns(Path(order["path"]), order["sketched"], order["kinds"]))
    path, kinds = Path(order["path"]), order["kinds"]
    if order["goal"] is not None:
        return to_plain(understand_goal(order["goal"], table_on_disk(path, kinds)))
    return to_plain(reading_of(with_kinds(load_table(path), kinds)))


if __name__ == "__main__":
    main()
