"""What the parts of columns are read from, and what is read: the scene and the roles."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from models.goals import cues
from models.goals.clauses import Clause
from models.goals.mentions import Mention
from models.goals.table_view import GoalColumn, GoalTable

LEAST_STRENGTH = 0.5


@dataclass(frozen=True)
class Role:
    """A column with a part of its own, and the words that gave it.

    ``is_sweeping`` says that the column was meant among others ("all the other weights"), so that it may still
    be the target.
    """

    column: str
    said: str
    is_sweeping: bool = False


@dataclass(frozen=True)
class Roles:
    """Who plays which part. ``kept`` is set when only some columns may be used."""

    left_out: tuple[Role, ...] = ()
    kept: tuple[Role, ...] = ()
    ruled_out: tuple[str, ...] = ()
    group: Role | None = None
    time: Role | None = None
    weight: Role | None = None
    warnings: tuple[str, ...] = ()
    taken: frozenset[Mention] = frozenset()


@dataclass(frozen=True)
class Evidence:
    """How strongly a column is asked for, and the words that say so."""

    column: str
    strength: float
    said: str
    mention: Mention | None = None


@dataclass(frozen=True)
class Scene:
    """Clauses, the mentions in them, the table, and which clauses were taken back."""

    clauses: tuple[Clause, ...]
    mentions: tuple[Mention, ...]
    table: GoalTable
    retracted: frozenset[int]

    @cached_property
    def _by_clause(self) -> dict[int, list[Mention]]:
        found: dict[int, list[Mention]] = {}
        for mention in sorted(self.mentions, key=lambda mention: mention.start):
            if mention.kind in ("literal", "words"):
                found.setdefault(mention.clause, []).append(mention)
        return found

    @cached_property
    def _columns(self) -> dict[str, GoalColumn]:
        return {column.name: column for column in self.table.columns}

    def named_in(self, number: int) -> list[Mention]:
        """Return the mentions by name of one clause, in order."""
        return self._by_clause.get(number, [])

    def in_clause(self, number: int) -> list[Mention]:
        """Return the mentions by name of one clause that are sure enough to act on, in order."""
        return [mention for mention in self.named_in(number) if mention.strength >= LEAST_STRENGTH]

    def active(self) -> Iterable[tuple[int, Clause]]:
        """Return the clauses that still hold, with their numbers."""
        return ((i, clause) for i, clause in enumerate(self.clauses) if i not in self.retracted)

    def column(self, name: str) -> GoalColumn:
        """Return the column of that name."""
        return self._columns[name]

    def referred(self, number: int, before: int | None = None) -> list[Mention]:
        """Return what "it" or "them" in a clause stands for: the last columns named before.

        ``before`` is the word of the clause before which to look first.
        """
        clause = self.clauses[number]
        if before is not None:
            earlier_here = [mention for mention in self.in_clause(number) if mention.end <= before]
            if earlier_here:
                return earlier_here if is_plural(clause) else _last_of(earlier_here)
        for earlier in range(number - 1, max(-1, number - 4), -1):
            if clause.sentence - self.clauses[earlier].sentence > 1:
                break
            mentions = self.in_clause(earlier)
            if mentions:
                return mentions if is_plural(clause) else _last_of(mentions)
        return []


def find_retracted(clauses: Sequence[Clause]) -> frozenset[int]:
    """Return the clauses that the writer took back: those of the same sentence before "no wait, forget that"."""
    retracted: set[int] = set()
    for number, clause in enumerate(clauses):
        if not cues.RETRACTION.search(clause.text):
            continue
        same = [i for i in range(number) if clauses[i].sentence == clause.sentence]
        before = [i for i in range(number) if clauses[i].sentence == clause.sentence - 1]
        retracted.update(same or before)
    return frozenset(retracted)


def is_plural(clause: Clause) -> bool:
    """Whether a clause speaks of several things: them, those, both, are."""
    return bool({"them", "those", "these", "they", "both", "are"} & set(clause.words))


def _last_of(mentions: list[Mention]) -> list[Mention]:
    last = max(mention.start for mention in mentions)
    return [mention for mention in mentions if mention.start == last]
