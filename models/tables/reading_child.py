"""The process that reads an upload: JSON in on standard input, a Parquet file and JSON out."""

import json
import os
import sys
from pathlib import Path
from typing import Any

from models.errors import ModelsError, StorageFullError
from models.full_disk import is_full_disk
from models.record import from_plain, to_plain
from models.table import Upload, save_table, table_from_raw
from models.tables.limited import answer_error, keep_limits
from models.tables.limits import TableLimits, memory_error
from models.tables.reading import read_raw, source_of_file


def main() -> None:
    """Read the order, keep its limits, answer."""
    order = json.load(sys.stdin)
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what a library may print is no part of the answer
    limits = TableLimits(**order["limits"])
    keep_limits(limits)
    with answers:
        json.dump(_answer(order, limits), answers)


def _answer(order: dict[str, Any], limits: TableLimits) -> dict[str, Any]:
    try:
        upload = from_plain(Upload, order["upload"])
        raw = read_raw(source_of_file(Path(order["path"]), upload.name, upload.content_type), limits)
        table = table_from_raw(raw, upload.name, upload.min_rows)
        save_table(table, Path(order["destination"]))
        return {"result": to_plain(table.account)}
    except ModelsError as error:
        return answer_error(error)
    except OSError as error:
        if not is_full_disk(error):
            raise
        return answer_error(StorageFullError())
    except MemoryError:  # Arrow's own is one, too
        return answer_error(memory_error(limits))


if __name__ == "__main__":
    main()
    # Arrow may still be reading ahead in a thread of its own when a file was refused. A process that ends as usual
    # meanwhile aborts, or waits for that thread for ever; the answer is written, and nothing else is kept.
    os._exit(0)
