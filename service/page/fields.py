"""The form for one row: a field a column, the most important first, filled with what is usual there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from models.record import ColumnAccount, RunRecord
from models.usual import UsualValues
from service.engine import TableFile
from service.errors import NotFoundError
from service.page.numbers import plain_number
from service.services import services
from service.store.tables import Run

MOST_OPTIONS = 12
FIRST_FIELDS = 8
Control = Literal["number", "date", "choice", "text"]


@dataclass(frozen=True)
class Field:
    """One column in the form, and what stands in it.

    ``choices`` are offered: all that there are in a choice, examples in a text. ``hint`` says what is usual.
    """

    name: str
    label: str
    control: Control
    value: str
    choices: Sequence[str] = ()
    hint: str = ""
    is_whole: bool = False


@dataclass(frozen=True)
class RowForm:
    """The fields of a row, the most important first, and what is usual in their columns."""

    fields: Sequence[Field]
    usual: Mapping[str, UsualValues]
    n_first: int

    def filled(self, given: Mapping[str, str]) -> "RowForm":
        """Return the form with what a person gave, by the names of the fields."""
        fields = [replace(field, value=given.get(field.name, "").strip()) for field in self.fields]
        return replace(self, fields=fields)

    @property
    def row(self) -> dict[str, Any]:
        """What stands in the fields, by column: numbers as numbers, and None for an empty field."""
        return {field.label: _cell(field) for field in self.fields}

    @property
    def cautions(self) -> list[str]:
        """A sentence for each number that lies beyond all that was seen."""
        found = ((field, self.usual.get(field.label), _cell(field)) for field in self.fields)
        told = [
            _beyond(field.label, usual, cell) for field, usual, cell in found if usual and isinstance(cell, int | float)
        ]
        return [sentence for sentence in told if sentence]


def form_of(run: Run, record: RunRecord) -> RowForm:
    """Return the form for a row of a run, filled with usual values."""
    columns = _by_importance(record)
    usual = usual_in(run, [column.name for column in columns])
    fields = [_field(f"column-{n}", column, usual.get(column.name)) for n, column in enumerate(columns)]
    # One more field is no reason to hide it.
    return RowForm(fields, usual, len(fields) if len(fields) <= FIRST_FIELDS + 1 else FIRST_FIELDS)


def usual_in(run: Run, names: Sequence[str]) -> Mapping[str, UsualValues]:
    """Return what is usual in columns of a run's table; nothing where the table was deleted."""
    try:
        dataset = services().datasets.get(run.dataset_id or "", run.owner_id)
    except NotFoundError:
        return {}
    table = services().blobs.table(dataset.id)
    return services().engine.usual_values(TableFile(table, run.kinds, dataset.n_rows * len(dataset.columns)), names)


def feature_columns(record: RunRecord) -> Sequence[ColumnAccount]:
    """Return the columns that a row to predict needs, in the order of the table."""
    return [column for column in record.data.columns if column.role == "feature" and column.is_used]


def _by_importance(record: RunRecord) -> Sequence[ColumnAccount]:
    measured = () if record.importances is None else record.importances.columns.columns
    drops = {one.columns[0]: one.drop for one in measured if len(one.columns) == 1}
    return sorted(feature_columns(record), key=lambda column: -drops.get(column.name, float("-inf")))


def _field(name: str, column: ColumnAccount, usual: UsualValues | None) -> Field:
    if usual is None:
        return _field_by_examples(name, column)
    field = Field(name, column.name, "text", usual.usual, usual.choices, is_whole=usual.is_whole)
    if column.kind == "numeric" and usual.usual:
        hint = f"usual {_short(usual.usual)}, {_short(usual.low)} to {_short(usual.high)}"
        return replace(field, control="number", hint=hint)
    if column.kind == "datetime" and usual.usual:
        hint = f"{usual.low} to {usual.high}".replace("T", " ")
        return replace(field, control="date" if usual.is_whole else "text", hint=hint)
    if column.kind in ("categorical", "boolean") and usual.n_choices <= MOST_OPTIONS:
        return replace(field, control="choice", hint=f"usual {usual.usual}" if usual.n_choices > 2 else "")
    return replace(field, hint=f"usual {usual.usual[:40]}, {usual.n_choices:,} others" if usual.n_choices > 1 else "")


def _short(number: float | str | None) -> str:
    """Write a number in at most four digits that count; a year stays a year."""
    return "" if number is None else plain_number(float(f"{float(number):.4g}"))


def _field_by_examples(name: str, column: ColumnAccount) -> Field:
    """Return a field from what the record knows, which is a few examples."""
    whole = tuple(example for example in column.examples if not example.endswith("…"))  # the others were shortened
    is_complete = column.kind in ("categorical", "boolean") and len(whole) >= column.distinct
    control: Control = "number" if column.kind == "numeric" else "choice" if is_complete else "text"
    hint = f"such as {', '.join(whole[:3])}" if whole and not is_complete else ""
    return Field(name, column.name, control, next(iter(whole), ""), whole, hint)


def _cell(field: Field) -> str | float | None:  # an int is a float here
    if not field.value:
        return None
    if field.control == "number":
        try:
            number = float(field.value)
        except ValueError:  # written in the way of the table perhaps, which the model knows
            return field.value
        return int(number) if field.is_whole and number.is_integer() else number
    return field.value


def _beyond(name: str, usual: UsualValues, value: float) -> str:
    if not isinstance(usual.low, float) or not isinstance(usual.high, float):
        return ""
    if usual.low <= value <= usual.high:
        return ""
    end = f"largest {_short(usual.high)}" if value > usual.high else f"smallest {_short(usual.low)}"
    return f"{name}: {plain_number(value)} is beyond the table ({end}). Treat this prediction with care."
