"""What is told to a person whose input cannot be used: a sentence on the page where it was given."""

from collections.abc import Mapping
from dataclasses import dataclass

from marshmallow import ValidationError

from models.errors import InputError
from service.errors import ConflictError, FieldError, OverLimitError

# What a person can mend where they are; every other error has a page of its own.
MENDABLE = (InputError, ConflictError, FieldError, OverLimitError)


@dataclass(frozen=True)
class Refusal:
    """A sentence that says what is wrong and what to do, and columns to choose from where that would settle it."""

    sentence: str
    candidates: tuple[str, ...] = ()


def refusal(error: Exception) -> Refusal:
    """Put an error in words."""
    return Refusal(str(error), tuple(getattr(error, "candidates", ())))


def first_sentence(error: ValidationError) -> str:
    """Return the first thing that a schema found wrong."""
    found: object = error.messages
    while isinstance(found, (Mapping, list)) and found:
        found = next(iter(found.values())) if isinstance(found, Mapping) else found[0]
    return str(found)
