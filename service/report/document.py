"""What a report is made of: sections of blocks, told once and written in every format."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from markupsafe import Markup

from models.record import Scalar


@dataclass(frozen=True)
class Number:
    """A number of the record, and how people read it."""

    value: float | None
    text: str


Cell = str | Number
Tone = Literal["plain", "lead", "quiet", "good", "caution", "danger"]


@dataclass(frozen=True)
class Hero:
    """The one number that matters most, and the words that go with it."""

    number: Number
    words: str


@dataclass(frozen=True)
class Paragraph:
    """Some sentences. The tones good, caution and danger come with a sign, so that color is never alone."""

    text: str
    tone: Tone = "plain"


@dataclass(frozen=True)
class Bullets:
    """A list of sentences."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Term:
    """Something with its value and, where it needs one, a sentence."""

    name: str
    value: Cell
    note: str = ""


@dataclass(frozen=True)
class Terms:
    """What a few things are."""

    items: tuple[Term, ...]


@dataclass(frozen=True)
class Column:
    """A column of a table; a wide one holds sentences, and needs the room to be read on a phone."""

    title: str
    is_number: bool = False
    is_wide: bool = False


@dataclass(frozen=True)
class Row:
    """A row of a table; a marked one stands out, and one of its cells says why."""

    cells: tuple[Cell, ...]
    is_marked: bool = False


@dataclass(frozen=True)
class Table:
    """Rows under a title."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: str = ""


@dataclass(frozen=True)
class Figure:
    """A picture and the sentence that it shows. Its numbers stand in a table of the section, too."""

    title: str
    sentence: str
    picture: Markup


@dataclass(frozen=True)
class Code:
    """Something to be typed or sent as it stands."""

    title: str
    text: str


Block = Hero | Paragraph | Bullets | Terms | Table | Figure | Code


@dataclass(frozen=True)
class Section:
    """One part of a report. ``name`` is its address in the file."""

    name: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Report:
    """A whole report. ``facts`` stand under the title."""

    title: str
    status: str
    facts: tuple[Term, ...]
    sections: tuple[Section, ...]
    versions: Mapping[str, Scalar] = field(default_factory=dict)
