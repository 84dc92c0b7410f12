"""What is wrong with a form, field by field: a sentence for each, and the field to mend it in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from marshmallow import ValidationError

from service.errors import FieldError, OverLimitError
from service.settings import setting_name


@dataclass(frozen=True)
class FieldProblem:
    """A sentence on one field. ``anchor`` is the id of the field on the page."""

    anchor: str
    sentence: str


# The name of a field in a request for a run: its id on the page, and what the page calls it.
FIELDS: Mapping[str, tuple[str, str]] = {
    "goal": ("goal", ""),
    "dataset_id": ("goal", ""),
    "miss_costs": ("miss_costs", ""),
    "budget": ("budget-other", ""),
    "budget.seconds": ("seconds", "Seconds: "),
    "budget.trials": ("trials", "Trials: "),
    "search": ("families", ""),
    "search.technique": ("technique", "Technique: "),
    "search.families": ("families", "Models to try: "),
    "search.folds": ("folds", "Folds: "),
    "search.repeats": ("repeats", "Repeats: "),
    "search.seed": ("seed", "Seed: "),
    "constraints.predict_ms": ("predict_ms", "Time to predict: "),
    "test_dataset_id": ("test_dataset_id", ""),
}


def problems_of(error: Exception) -> tuple[FieldProblem, ...]:
    """Put an error in words, beside the fields that it is about."""
    if isinstance(error, ValidationError):
        found = error.messages if isinstance(error.messages, Mapping) else {"goal": error.messages}
        return tuple(_problem(name, sentence) for name, sentence in _flat(found, ""))
    if isinstance(error, OverLimitError) and error.setting == setting_name("max_run_seconds"):
        return (_problem("budget.seconds", str(error)),)
    return (_problem(error.field if isinstance(error, FieldError) else "goal", str(error)),)


def _problem(name: str, sentence: str) -> FieldProblem:
    anchor, title = FIELDS.get(name, ("goal", ""))
    return FieldProblem(anchor, f"{title}{sentence}")


def _flat(found: object, name: str) -> Iterator[tuple[str, str]]:
    if isinstance(found, Mapping):
        for part, inner in found.items():
            # A number is the place in a list, which is one field on the page.
            yield from _flat(inner, name if isinstance(part, int) else f"{name}.{part}".lstrip("."))
    elif isinstance(found, list):
        for sentence in found:
            yield name, str(sentence)
