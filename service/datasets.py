"""Datasets: upload, list, look at, correct, delete; and what a goal would be understood as."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http import HTTPStatus
from pathlib import Path
from typing import Any

from flask import request, url_for

from models.record import Goal, to_plain
from service.engine import TableFile, TableReading, Upload
from service.errors import FieldError, OverLimitError
from service.etags import answer_unless_known, tag_of_dataset
from service.gate import current_owner
from service.present import Object, present_dataset, present_page
from service.repeating import IDEMPOTENCY, repeat_of_request
from service.schemas.datasets import (
    NAME_CHARACTERS,
    DatasetChangeSchema,
    DatasetSchema,
    DatasetsSchema,
    GoalRequestSchema,
    GoalSchema,
)
from service.schemas.requests import ApiBlueprint, PageSchema
from service.services import services
from service.settings import setting_name
from service.store.datasets import Corrected
from service.store.pages import PageRequest
from service.store.tables import Dataset, Json, new_id

datasets = ApiBlueprint("datasets", __name__, url_prefix="/v1/datasets", description="Tables and goals")

# What clients send when they do not know better.
SAYS_NOTHING = frozenset({"", "application/octet-stream", "application/x-www-form-urlencoded"})
BODY = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "properties": {"file": {"type": "string", "format": "binary"}, "name": {"type": "string"}},
                    "required": ["file"],
                }
            },
            "text/csv": {"schema": {"type": "string"}},
            "application/json": {"schema": {"type": "array", "items": {"type": "object"}}},
        },
    }
}


@datasets.route("", methods=["POST"])
@datasets.response(201, DatasetSchema)
@datasets.doc(**BODY, parameters=[IDEMPOTENCY])
def add_dataset() -> tuple[Object, HTTPStatus, dict[str, str]]:
    """Upload a table: CSV, TSV, JSON records, JSON lines, Parquet, or gzip of these."""
    with uploaded() as upload:
        dataset = take_in(upload, current_owner())
    location = url_for("datasets.show_dataset", dataset_id=dataset.id)
    return present_dataset(dataset), HTTPStatus.CREATED, {"Location": location}


@datasets.route("", methods=["GET"])
@datasets.arguments(PageSchema, location="query")
@datasets.response(200, DatasetsSchema)
def list_datasets(page: PageRequest) -> Object:
    """List your datasets, newest first."""
    return present_page(services().datasets.list(current_owner(), page), present_dataset)


@datasets.route("/<dataset_id>", methods=["GET"])
@datasets.response(200, DatasetSchema)
def show_dataset(dataset_id: str) -> Object:
    """Look at one dataset."""
    dataset = services().datasets.get(dataset_id, current_owner())
    answer_unless_known(tag_of_dataset(dataset))
    return present_dataset(dataset)


@datasets.route("/<dataset_id>", methods=["PATCH"])
@datasets.arguments(DatasetChangeSchema)
@datasets.response(200, DatasetSchema)
def change_dataset(change: dict[str, Any], dataset_id: str) -> Object:
    """Rename a dataset, or correct what kind of values its columns hold."""
    owner = current_owner()
    dataset = services().datasets.get(dataset_id, owner)
    if change.get("columns"):
        dataset = correct(dataset, change["columns"], owner)
    if "name" in change:
        dataset = services().datasets.rename(dataset_id, owner, change["name"])
    return present_dataset(dataset)


@datasets.route("/<dataset_id>", methods=["DELETE"])
@datasets.response(204)
def remove_dataset(dataset_id: str) -> None:
    """Delete a dataset with its rows; not while a run works on it."""
    remove_dataset_of(dataset_id, current_owner())


@datasets.route("/<dataset_id>/goals", methods=["POST"])
@datasets.arguments(GoalRequestSchema)
@datasets.response(200, GoalSchema)
def preview_goal(body: dict[str, Any], dataset_id: str) -> Object:
    """Show what a goal would be understood as, without a run."""
    dataset = services().datasets.get(dataset_id, current_owner())
    plain: Object = to_plain(understand(body["goal"], dataset))
    return plain


def take_in(upload: Upload, owner_id: str) -> Dataset:
    """Read an upload and keep it: its rows are safely on disk before its row is in the database.

    Where the same idempotency key brought the same file before, nothing is read again.
    """
    repeat = repeat_of_request(upload)
    first = services().datasets.repeated(repeat, owner_id)
    if first is not None:
        return first
    dataset_id = new_id()
    with services().blobs.new_table(dataset_id) as destination:
        reading = services().engine.read_table(upload, destination)
        n_bytes = destination.stat().st_size
        services().datasets.require_room(owner_id, n_bytes)
    kept = services().datasets.add(
        Dataset(
            id=dataset_id,
            owner_id=owner_id,
            name=upload.name,
            n_rows=reading.n_rows,
            n_bytes=n_bytes,
            hash=reading.hash,
            columns=_plain_columns(reading),
            warnings=to_plain(reading.warnings),
            suggested_goals=to_plain(reading.suggested_goals),
            kinds={},
        ),
        repeat,
    )
    if kept.id != dataset_id:
        services().blobs.remove_table(dataset_id)
    return kept


def remove_dataset_of(dataset_id: str, owner_id: str) -> None:
    """Forget a dataset and remove its rows, unless an unfinished run needs them."""
    services().datasets.remove(dataset_id, owner_id)
    services().blobs.remove_table(dataset_id)


def correct(dataset: Dataset, kinds: dict[str, str], owner_id: str) -> Dataset:
    """Read a dataset's columns again with corrected kinds."""
    together = {**dataset.kinds, **kinds}
    reading = services().engine.correct_kinds(replace(table_file(dataset), kinds=together))
    said = to_plain(reading.warnings), to_plain(reading.suggested_goals)
    return services().datasets.correct(dataset.id, owner_id, Corrected(together, _plain_columns(reading), *said))


def understand(goal: str | dict[str, Any], dataset: Dataset) -> Goal:
    """Understand a goal over a dataset, within the limit on its length."""
    limit = services().settings.limits.max_goal_characters
    if isinstance(goal, str) and len(goal) > limit:
        raise OverLimitError("The goal in characters", limit, setting_name("max_goal_characters"))
    return services().engine.understand_goal(goal, table_file(dataset))


def table_file(dataset: Dataset) -> TableFile:
    """Return where a dataset's rows are and how to read them."""
    return TableFile(services().blobs.table(dataset.id), dataset.kinds, dataset.n_rows * len(dataset.columns))


def _plain_columns(reading: TableReading) -> Json:
    shown = ("name", "kind", "missing", "distinct", "examples", "notes")
    return [{name: to_plain(getattr(column, name)) for name in shown} for column in reading.columns]


@contextmanager
def uploaded() -> Iterator[Upload]:
    """Give the table of a request as a file: a multipart field, or the raw body; refuse it where there is no room."""
    services().datasets.require_room(current_owner())
    if request.mimetype == "multipart/form-data":
        file = request.files.get("file")
        if file is None:
            raise FieldError("file", "The form has no field 'file': send the table in it.")
        label, stream, content_type = request.form.get("name") or file.filename, file.stream, file.mimetype
    else:
        # The form must not be asked for here: reading it would use the raw body up.
        label, stream, content_type = request.args.get("name"), request.stream, request.mimetype
    with services().blobs.received(stream) as path:
        yield Upload(path, _label(label or "table"), None if content_type in SAYS_NOTHING else content_type)


def _label(name: str) -> str:
    # A client's file name is a label for people: no folders, no control characters, not without end.
    plain = "".join(character for character in Path(name.replace("\\", "/")).name if character.isprintable())
    return plain[:NAME_CHARACTERS] or "table"
