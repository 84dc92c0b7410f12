"""An answer in the making: its paragraphs, the facts that its numbers rest on, and its charts.

In the finished Markdown each number is a link to its citation: ``[0.8416](#c1)`` is the value of the citation
with the id ``c1``, rounded for reading. Digits stand nowhere else but in names and in code spans. A page may
turn ``#c1`` into the address of the citation; a terminal may turn it into a footnote.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.evidence.fact import EvidenceFact
from assistant.evidence.numerals import written
from assistant.markup import code, escaped, one_line
from models.record import Scalar, WhatIfOrder

Chart = Mapping[str, Any]
MANY = 100  # counts below it may be equal by chance
LEAST_CUT_TO_WHOLE = 100  # below it, nobody writes a fraction as a whole number: 1 is not 0.996


@dataclass(frozen=True)
class Citation:
    """A pointer from a number in an answer to its fact."""

    id: str
    label: str
    value: Scalar
    unit: str
    href: str | None
    source: str | None


class Draft:
    """Collects what an answer says, so that no number gets in without its fact."""

    def __init__(self) -> None:
        self._blocks: list[str] = []
        self._facts: dict[EvidenceFact, int] = {}
        self._charts: list[Chart] = []
        self.proposal: WhatIfOrder | None = None
        self.proposal_seconds: float | None = None
        self.start: WhatIfOrder | None = None

    def propose(self, order: WhatIfOrder, seconds: float | None) -> None:
        """Offer an experiment, which takes about so many seconds; a yes to this answer starts it."""
        self.proposal, self.proposal_seconds = order, seconds

    def begin(self, order: WhatIfOrder, seconds: float | None) -> None:
        """Have an experiment started that was offered before, and takes about so many seconds."""
        self.start, self.proposal_seconds = order, seconds

    def cite(self, fact: EvidenceFact, digits: int = 4) -> str:
        """Return the value of a fact as a link to its citation."""
        value = fact.value
        if isinstance(value, bool) or value is None:
            return self.refer(fact, code(str(value).lower()))
        shown = code(value) if isinstance(value, str) else written(value, digits)
        return self.refer(fact, shown)

    def measure(self, fact: EvidenceFact, digits: int = 4) -> str:
        """Return the value of a fact as a link, with its unit behind it."""
        unit = escaped(fact.unit)
        return f"{self.cite(fact, digits)} {unit}" if unit else self.cite(fact, digits)

    def refer(self, fact: EvidenceFact, words: str) -> str:
        """Return words as a link to the citation of a fact."""
        number = self._facts.setdefault(fact, len(self._facts) + 1)
        return f"[{words}](#c{number})"

    def quote(self, sentence: str, whole: EvidenceFact, known: Sequence[EvidenceFact] = ()) -> str:
        """Return a sentence of the record, each number in it a citation.

        A number that equals one of the ``known`` facts is cited as that fact; any other is cited as part of
        ``whole``, the item of the record that holds the sentence. Small counts are alike by chance: they are that
        fact only where the next word is one of its own.
        """
        words = one_line(sentence).split(" ")
        following = [*(word.strip(".,;:()").lower() for word in words[1:]), ""]
        pairs = zip(words, following, strict=True)
        return " ".join(self._quoted_word(word, whole, _meant(known, after)) for word, after in pairs)

    def _quoted_word(self, word: str, whole: EvidenceFact, known: Sequence[EvidenceFact]) -> str:
        if not re.search(r"\d", word) or re.fullmatch(r"[^\W\d]\w*\W*", word):
            return escaped(word)
        parts = _NUMBER_IN_WORD.fullmatch(word)
        if parts is None:
            return code(word)
        before, number, after = parts.groups()
        value = _value_of(number)
        fact = next((fact for fact in known if _reads_as(fact, number)), None)
        cited = fact or EvidenceFact(whole.label, value, "", whole.href, whole.source)
        return f"{escaped(before)}{self.refer(cited, number)}{escaped(after)}"

    def say(self, *sentences: str) -> None:
        """Add one paragraph; what an answer says already, word for word, it does not say again."""
        self._add(" ".join(sentence for sentence in sentences if sentence))

    def list(self, items: Sequence[str]) -> None:
        """Add a list."""
        if items:
            self._add("\n".join(f"- {item}" for item in items))

    def _add(self, block: str) -> None:
        if block not in self._blocks:
            self._blocks.append(block)

    def take(self, block: str, other: "Draft") -> None:
        """Add a block of another draft, its citations numbered as this one numbers them."""
        facts = other.facts
        self._add(_LINKED.sub(lambda link: self.refer(facts[int(link[2]) - 1], link[1]), block))

    def take_all(self, other: "Draft", without: Collection[str] = ()) -> None:
        """Add what another draft holds: blocks, but some, charts, and the experiment that it offers or starts."""
        for block in other.blocks:
            if block not in without:
                self.take(block, other)
        self._charts.extend(other.charts)
        self.proposal, self.proposal_seconds, self.start = other.proposal, other.proposal_seconds, other.start

    def facts_of(self, block: str) -> tuple[EvidenceFact, ...]:
        """Return the facts that a block of this draft cites."""
        return tuple(self.facts[int(link[2]) - 1] for link in _LINKED.finditer(block))

    @property
    def facts(self) -> tuple[EvidenceFact, ...]:
        """The facts that were cited, in the order of their numbers."""
        return tuple(self._facts)

    def table(self, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Add a small table; its cells are Markdown."""
        lines = [header, ["---"] * len(header), *rows]
        cells = ([cell.replace("|", "\\|") for cell in line] for line in lines)
        self._blocks.append("\n".join(f"| {' | '.join(line)} |" for line in cells))

    def show(self, chart: Chart | None) -> None:
        """Add a chart, where there is one to draw."""
        if chart is not None:
            self._charts.append(chart)

    @property
    def blocks(self) -> tuple[str, ...]:
        """The paragraphs, lists and tables of the answer, as Markdown."""
        return tuple(block for block in self._blocks if block)

    @property
    def markdown(self) -> str:
        """The answer as Markdown."""
        return "\n\n".join(self.blocks)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The facts that the answer rests on, in the order in which it names them."""
        return tuple(
            Citation(f"c{number}", one_line(fact.label), fact.value, fact.unit, fact.href, fact.source)
            for fact, number in self._facts.items()
        )

    @property
    def charts(self) -> tuple[Chart, ...]:
        """The charts of the answer."""
        return tuple(self._charts)


_LINKED = re.compile(r"\[((?:``.*?``|`[^`]*`|\\.|[^\[\]\\`])*)\]\(#c(\d+)\)")
_NUMBER_IN_WORD = re.compile(
    r"""([("'\[]*)([-+]?\d+(?:,\d{3})*(?:\.\d+)?(?:[eE][-+]?\d+)?)(-?[^\W\d]*[)%"'\].,;:!?]*)"""
)


def _meant(known: Sequence[EvidenceFact], after: str) -> list[EvidenceFact]:
    """Return the facts that a number may be, before the word ``after``."""
    return [
        fact
        for fact in known
        if not isinstance(fact.value, int) or abs(fact.value) >= MANY or after in f"{fact.label} {fact.unit}".split()
    ]


def _value_of(number: str) -> float:
    value = float(number.replace(",", ""))
    return int(value) if value.is_integer() and re.fullmatch(r"[-+]?[\d,]+", number) else value


def _reads_as(fact: EvidenceFact, number: str) -> bool:
    """Whether a written number is the value of a fact, rounded to the digits that are written."""
    if isinstance(fact.value, bool) or not isinstance(fact.value, int | float):
        return False
    decimals = len(number.partition(".")[2]) if "e" not in number.lower() else 12
    if decimals == 0 and not float(fact.value).is_integer() and abs(fact.value) < LEAST_CUT_TO_WHOLE:
        return False
    return abs(fact.value - _value_of(number)) <= 0.5 * 10.0**-decimals
