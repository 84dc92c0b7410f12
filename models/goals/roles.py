"""The parts that columns play beside the target: left out, kept alone, group, time, row weight."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from models.goals import cues
from models.goals.clauses import Clause
from models.goals.mentions import Mention
from models.goals.table_view import GoalColumn, GoalTable
from models.goals.words import fold

LEAST_STRENGTH = 0.5
MAX_FILLER = 5
TIME_NAME = re.compile(
    r"(?:^|[\W_])(?:date|time|timestamp|datetime|year|month|week|day|period|quarter|dteday|yr|mnth)(?:$|[\W_])|date$|time$|year$|month$"
)


@dataclass(frozen=True)
class Role:
    """A column with a part of its own, and the words that gave it."""

    column: str
    said: str


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
class Scene:
    """What roles are read from: clauses, the mentions in them, the table, and which clauses were taken back."""

    clauses: tuple[Clause, ...]
    mentions: tuple[Mention, ...]
    table: GoalTable
    retracted: frozenset[int]

    def in_clause(self, number: int) -> list[Mention]:
        """Return the mentions of one clause that are sure enough to act on, in order."""
        here = [m for m in self.mentions if m.clause == number and m.strength >= LEAST_STRENGTH and m.kind != "values"]
        return sorted(here, key=lambda mention: mention.start)

    def active(self) -> Iterable[tuple[int, Clause]]:
        """Return the clauses that still hold, with their numbers."""
        return ((i, clause) for i, clause in enumerate(self.clauses) if i not in self.retracted)

    def column(self, name: str) -> GoalColumn:
        """Return the column of that name."""
        return next(column for column in self.table.columns if column.name == name)


def read_roles(scene: Scene) -> Roles:
    """Read all roles of columns but the target."""
    weight, weight_taken = _read_weight(scene)
    time, time_taken, time_warning = _read_time(scene)
    group, group_taken = _read_group(scene, time_taken)
    special = weight_taken | time_taken | group_taken
    left_out = _read_left_out(scene, special)
    kept = _read_kept(scene)
    ruled_out = _read_ruled_out(scene)
    sure = {role.column for role in (weight, group) if role is not None}
    return Roles(
        left_out=tuple(Role(m.column, m.said) for m in left_out if m.column not in sure),
        kept=tuple(Role(m.column, m.said) for m in kept),
        ruled_out=tuple(ruled_out),
        group=group,
        time=time,
        weight=weight,
        warnings=(time_warning,) if time_warning else (),
        taken=frozenset(special) | frozenset(left_out) | frozenset(kept),
    )


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


def _read_left_out(scene: Scene, special: set[Mention]) -> list[Mention]:
    found: list[Mention] = []
    for number, clause in scene.active():
        mentions = [mention for mention in scene.in_clause(number) if mention not in special]
        here = _left_out_in(scene, number, clause, mentions)
        found.extend(mention for mention in here if mention not in found)
    return found


def _left_out_in(scene: Scene, number: int, clause: Clause, mentions: list[Mention]) -> list[Mention]:
    around = cues.LEAVE_OUT_AROUND.search(clause.text)
    if around:
        first, last = clause.word_at(around.start()), clause.word_at(around.end() - 1)
        inside = [mention for mention in mentions if first < mention.start <= last]
        return inside or _list_before(mentions, first, clause) or _referred(scene, number, clause)
    after = cues.LEAVE_OUT_NEXT.search(clause.text)
    if after:
        listed = _list_after(mentions, clause.word_at(after.end() - 1) + 1, clause)
        if listed:
            return listed
        if not _says_input_is_target(clause):
            return _referred(scene, number, clause) or _list_in_next(scene, number, clause)
    before = cues.LEAVE_OUT_LAST.search(clause.text)
    if before:
        return _list_before(mentions, clause.word_at(before.start()), clause) or _referred(scene, number, clause)
    return []


def _says_input_is_target(clause: Clause) -> bool:
    return "predict" in clause.words


def _list_after(mentions: list[Mention], start: int, clause: Clause) -> list[Mention]:
    """Return the mentions of the list that begins after a word, as long as few other words stand between."""
    listed: list[Mention] = []
    end = start
    for mention in mentions:
        if mention.start < start:
            continue
        if _n_content(clause, end, mention.start) > MAX_FILLER:
            break
        listed.append(mention)
        end = max(end, mention.end)
    return listed


def _list_before(mentions: list[Mention], end: int, clause: Clause) -> list[Mention]:
    """Return the mentions of the list that ends before a word."""
    listed: list[Mention] = []
    start = end
    for mention in sorted(mentions, key=lambda m: -m.end):
        if mention.start >= end:
            continue
        if _n_content(clause, mention.end, start) > MAX_FILLER:
            break
        listed.append(mention)
        start = min(start, mention.start)
    return listed[::-1]


def _n_content(clause: Clause, start: int, end: int) -> int:
    return sum(word not in (",", "and", "or", "nor", "the", "both", "all") for word in clause.words[start:end])


def _referred(scene: Scene, number: int, clause: Clause) -> list[Mention]:
    """Return what "it" or "them" stands for: the last columns named before, in this sentence or the one before."""
    if not cues.PRONOUN.search(clause.text) and len(clause.words) > 6:
        return []
    for earlier in range(number - 1, max(-1, number - 4), -1):
        if clause.sentence - scene.clauses[earlier].sentence > 1:
            break
        mentions = scene.in_clause(earlier)
        if mentions:
            return mentions if _is_plural(clause) else _last_of(mentions)
    return []


def _is_plural(clause: Clause) -> bool:
    return bool({"them", "those", "these", "they", "both"} & set(clause.words))


def _last_of(mentions: list[Mention]) -> list[Mention]:
    last = max(mention.start for mention in mentions)
    return [mention for mention in mentions if mention.start == last]


def _list_in_next(scene: Scene, number: int, clause: Clause) -> list[Mention]:
    """Return the list after a colon: the next clause of the same sentence."""
    after = number + 1
    if after >= len(scene.clauses) or scene.clauses[after].sentence != clause.sentence:
        return []
    return scene.in_clause(after)


def _read_kept(scene: Scene) -> list[Mention]:
    kept: list[Mention] = []
    for number, clause in scene.active():
        if cues.USE_ALL.search(clause.text):
            kept = []
            continue
        start, end = _kept_span(clause)
        kept.extend(m for m in scene.in_clause(number) if start <= m.start and m.end <= end and m not in kept)
    return kept


def _kept_span(clause: Clause) -> tuple[int, int]:
    """Return the words (first, end) that list the only columns to use; an empty span where there are none."""
    last = cues.KEEP_ONLY_LAST.search(clause.text)
    following = cues.KEEP_ONLY_NEXT.search(clause.text)
    if following:
        return clause.word_at(following.start()), len(clause.words)
    if last:
        return clause.word_at(last.start(1)), clause.word_at(last.end()) + 1
    return len(clause.words), 0


def _read_ruled_out(scene: Scene) -> list[str]:
    """Return the columns that are named as not being the target."""
    ruled_out = []
    for number, clause in scene.active():
        cue = cues.NOT_TARGET.search(clause.text)
        if cue:
            listed = _list_after(scene.in_clause(number), clause.word_at(cue.end() - 1) + 1, clause)
            ruled_out.extend(mention.column for mention in listed[:1])
    return ruled_out


def _read_weight(scene: Scene) -> tuple[Role | None, set[Mention]]:
    for number, clause in scene.active():
        cue = cues.WEIGHT.search(clause.text)
        if cue is None:
            continue
        near = [m for m in (*scene.in_clause(number), *_referred(scene, number, clause)) if _is_numeric(scene, m)]
        near = [m for m in near if m.kind == "literal" or fold(m.said) not in ("weight", "weights")] or near
        if near:
            chosen = max(near, key=lambda mention: mention.strength)
            return Role(chosen.column, clause.text), {m for m in scene.mentions if m.column == chosen.column}
    return None, set()


def _is_numeric(scene: Scene, mention: Mention) -> bool:
    return scene.column(mention.column).kind == "numeric"


def _read_group(scene: Scene, time_taken: set[Mention]) -> tuple[Role | None, set[Mention]]:
    for number, clause in scene.active():
        cue = cues.GROUP.search(clause.text)
        if cue is None:
            continue
        near = _near(scene, number)
        near = [m for m in near if m not in time_taken and _can_group(scene, m)]
        if near:
            chosen = max(
                near, key=lambda m: (m.clause == number, m.strength, -_distance(m, clause.word_at(cue.start())))
            )
            return Role(chosen.column, clause.text), {m for m in near if m.column == chosen.column}
    return None, set()


def _near(scene: Scene, number: int) -> list[Mention]:
    """Return the mentions of a clause, or else of the clauses before it in its sentence and the sentence before."""
    for earlier in range(number, max(-1, number - 4), -1):
        if scene.clauses[number].sentence - scene.clauses[earlier].sentence > 1:
            break
        mentions = scene.in_clause(earlier)
        if mentions:
            return mentions
    return []


def _can_group(scene: Scene, mention: Mention) -> bool:
    column = scene.column(mention.column)
    is_fractional = column.kind == "numeric" and column.distinct > 0.9 * scene.table.n_rows
    return column.kind not in ("datetime", "constant") and column.distinct >= 2 and not is_fractional


def _distance(mention: Mention, word: int) -> int:
    return min(abs(mention.start - word), abs(mention.end - word))


def _read_time(scene: Scene) -> tuple[Role | None, set[Mention], str | None]:
    for sentence in sorted({clause.sentence for _, clause in scene.active()}):
        numbers = [i for i, clause in scene.active() if clause.sentence == sentence]
        text = " ".join(scene.clauses[i].text for i in numbers)
        if not cues.TIME.search(text):
            continue
        named = [m for i in numbers for m in scene.in_clause(i) if is_time_like(scene.column(m.column))]
        if named:
            chosen = max(named, key=lambda mention: mention.strength)
            return Role(chosen.column, text), {m for m in named if m.column == chosen.column}, None
        found = _time_column(scene.table)
        if found is not None:
            return Role(found, text), set(), None
        return (
            None,
            set(),
            "The goal asks for a split in time, but no column of the table holds times: rows are split at random.",
        )
    return None, set(), None


def is_time_like(column: GoalColumn) -> bool:
    """Whether a column can put rows in order of time."""
    return column.kind == "datetime" or (column.kind == "numeric" and bool(TIME_NAME.search(fold(column.name))))


def _time_column(table: GoalTable) -> str | None:
    dates = [column.name for column in table.columns if column.kind == "datetime"]
    if dates:
        return dates[0]
    timed = [column.name for column in table.columns if is_time_like(column)]
    return timed[0] if timed else None
