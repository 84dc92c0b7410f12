"""An evaluation in a limited process of its own: whatever the rows are, the web process stays small and alive."""

import json
import sys
from pathlib import Path
from typing import Any

from models.artifact import load
from models.errors import ModelsError, TableLimitError
from models.record import TrueScore, from_plain, to_plain
from models.table import Table, load_table, with_kinds
from models.tables.limited import answer_error, keep_limits, run_limited
from models.tables.limits import TableLimits
from models.true_score import Opening, true_score
from service.engine import EvaluationOrder, TableFile

MODULE = "service.evaluating"


def evaluate(order: EvaluationOrder, limits: TableLimits) -> TrueScore:
    """Score a delivered model on labeled rows, within the limits on memory and time of reading a table.

    Raises
    ------
    InputError
        What is wrong with the rows, or which limit is exceeded.
    """
    asked = {
        "model": str(order.model),
        "table": _plain(order.table),
        "training": order.training and _plain(order.training),
        "opening": order.opening,
        "limits": to_plain(limits),
    }
    try:
        return from_plain(TrueScore, run_limited(MODULE, asked, limits))
    except TableLimitError as error:  # of one and the same limit, in the words of what was done
        what = error.what.replace("Reading the table", "Scoring the rows")
        raise TableLimitError(what, error.limit, error.setting) from error


def main() -> None:
    """Carry out the order on standard input."""
    order = json.load(sys.stdin)
    keep_limits(from_plain(TableLimits, order["limits"]))
    try:
        answer = {"result": _result(order)}
    except ModelsError as error:
        answer = answer_error(error)
    sys.stdout.write(json.dumps(answer))


def _plain(table: TableFile) -> dict[str, Any]:
    return {"path": str(table.path), "kinds": dict(table.kinds)}


def _result(order: dict[str, Any]) -> Any:  # noqa: ANN401  JSON has no narrower type
    training = None if order["training"] is None else _table(order["training"])
    opening = Opening(_table(order["table"]), number=order["opening"], training=training)
    return to_plain(true_score(load(order["model"]), opening))


def _table(named: dict[str, Any]) -> Table:
    return with_kinds(load_table(Path(named["path"])), named["kinds"])


if __name__ == "__main__":
    main()
