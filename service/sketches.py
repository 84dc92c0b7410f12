"""The sketches of a dataset's columns: each is made once, when somebody first looks, and kept beside the rows."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from models.record import from_plain, to_plain
from models.tables.sketches import ColumnSketch
from service.datasets import table_file
from service.services import services
from service.store.tables import Dataset


def sketches_of(dataset: Dataset, columns: Sequence[dict[str, Any]]) -> dict[str, ColumnSketch]:
    """Return the sketches of some columns by name, making those that nobody has looked at yet."""
    kept = kept_sketches(dataset, columns)
    lacking = [column["name"] for column in columns if column["name"] not in kept]
    if not lacking:
        return kept
    made = services().engine.sketch_columns(table_file(dataset), lacking)
    _keep(services().blobs.sketches(dataset.id), made)
    return {**kept, **{sketch.name: sketch for sketch in made}}


def kept_sketches(dataset: Dataset, columns: Sequence[dict[str, Any]]) -> dict[str, ColumnSketch]:
    """Return the sketches that there are already; one of another kind was drawn before its column was corrected."""
    kept = _kept(services().blobs.sketches(dataset.id))
    kinds = {column["name"]: column["kind"] for column in columns}
    return {
        name: from_plain(ColumnSketch, kept[name])
        for name, kind in kinds.items()
        if name in kept and kept[name]["kind"] == kind
    }


def _kept(path: Path) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(path.read_bytes())
    except (OSError, ValueError):  # nothing was kept, or not whole: it can be made again
        return {}
    return found


def _keep(path: Path, made: Sequence[ColumnSketch]) -> None:
    together = {**_kept(path), **{sketch.name: to_plain(sketch) for sketch in made}}
    services().blobs.write_whole(path, json.dumps(together).encode())
