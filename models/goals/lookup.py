"""Which columns a single word of a goal may mean, and how surely."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from models.goals.naming import ColumnName
from models.goals.phrases import word_set
from models.goals.synonyms import broad_families, families_of, near_families
from models.goals.words import singular, stem

SAME, SAME_STEM, TYPO, CONTAINED, NEAR, BROAD = 1.0, 0.92, 0.85, 0.85, 0.78, 0.45
TYPO_RATIO = 80.0
MOST_UNKNOWN = 200  # words compared by spelling: a text with more of them is not a goal with typos

# Words that never stand for a column by likeness: grammar, and the talk about modeling itself.
SILENT = word_set(
    """
    a an the of is are was were be been being am and or nor not no to in on at by as for from with without into
    per it its this that these those they them he she his her him their our us we i you my me your one ones who
    whom whose which what will would shall should can could may might must do does did done has have had so if
    then than but because please thanks only just all any some other others rest both each every everything
    nothing anything something else predict predicted prediction predicting forecast estimate estimated classify
    tell know want need find detect use used using train training test testing validation fold folds model
    models column columns feature features input inputs variable variables label labels target row rows record
    records data dataset table tool score scored metric out keep drop ignore exclude except remove about up down
    there here when where how much many more less most least very too also even as like such say said get gets
    got make makes take takes go goes going give given see based look looking new same never ever always end put
    own really still yet again
    """
)

ASKING = frozenset({"when", "where"})

# Those that a row is about, not what is to be known of them: a weak pointer to a column.
ENTITIES = word_set(
    """
    customer client patient applicant employee student person people passenger user driver host guest house home
    car vehicle flight loan trip ride ticket product machine device company visit visitor subscriber child kid
    man woman worker member borrower buyer passage building block district animal bird plane bike case order
    transaction
    booking reservation session article film movie mail email listing farm shop store player
    """
)


@dataclass(frozen=True)
class Hit:
    """One word of a goal that may be one word of a column name."""

    column: int
    part: int
    likeness: float


@dataclass
class Lookup:
    """Finds the name words that a word of a goal is like. Answers are remembered."""

    names: tuple[ColumnName, ...]
    _forms: dict[str, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))
    _stems: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _near: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    _broad: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    _known: dict[str, tuple[Hit, ...]] = field(default_factory=dict)
    _n_unknown: int = 0

    def __post_init__(self) -> None:
        for number, name in enumerate(self.names):
            for part, word in enumerate(name.words):
                for form in word.forms:
                    self._add(form, number, part)

    def hits(self, word: str) -> tuple[Hit, ...]:
        """Return what a word may mean, the surest likeness for each part of a name."""
        if word not in self._known:
            best: dict[tuple[int, int], float] = {}
            for form, likeness in self._alike(word):
                for place in self._forms[form]:
                    best[place] = max(best.get(place, 0.0), likeness)
            is_said = max(best.values(), default=0.0) >= SAME_STEM
            self._known[word] = tuple(Hit(*place, _discount(value, is_said)) for place, value in best.items())
        return self._known[word]

    def _add(self, form: str, number: int, part: int) -> None:
        self._forms[form].append((number, part))
        self._stems[stem(form)].add(form)
        self._stems[singular(form)].add(form)
        for family in families_of(near_families(), form):
            self._near[family].add(form)
        for family in families_of(broad_families(), form):
            self._broad[family].add(form)

    def _alike(self, word: str) -> Iterable[tuple[str, float]]:
        if (word in SILENT and word not in ASKING) or len(word) < 2:
            yield from ((form, SAME) for form in (word,) if form in self._forms)
            return
        if word in self._forms:
            yield word, SAME
        root, one = stem(word), singular(word)
        yield from ((form, SAME if singular(form) == one else SAME_STEM) for form in self._stems.get(one, ()))
        if len(root) > 3 or (len(root) == 3 and len(word) >= 6):
            yield from ((form, SAME_STEM) for form in self._stems.get(root, ()) if len(form) >= 5)
        for family in families_of(near_families(), word):
            yield from ((form, NEAR) for form in self._near.get(family, ()))
        for family in families_of(broad_families(), word):
            yield from ((form, BROAD) for form in self._broad.get(family, ()))
        if self._is_known(word):
            yield from self._contained(word)
        elif self._n_unknown < MOST_UNKNOWN:
            self._n_unknown += 1
            yield from self._contained(word)
            yield from self._typos(word)

    def _contained(self, word: str) -> Iterable[tuple[str, float]]:
        if len(word) < 4 or word in SILENT:
            return
        for form in self._forms:
            long, short = (word, form) if len(word) > len(form) else (form, word)
            if len(short) * 2.2 < len(long):
                continue
            if (len(short) >= 5 and long.endswith(short)) or (len(short) >= 4 and long.startswith(short)):
                yield form, CONTAINED * (1.0 if len(short) >= 6 else 0.85)

    def _typos(self, word: str) -> Iterable[tuple[str, float]]:
        if len(word) < 5:
            return
        found = process.extract(word, list(self._forms), scorer=fuzz.ratio, score_cutoff=TYPO_RATIO, limit=4)
        yield from (
            (form, TYPO * ratio / 100)
            for form, ratio, _ in found
            if len(form) >= 4 and (len(word) > 5 or form[0] == word[0])
        )

    def _is_known(self, word: str) -> bool:
        return word in self._forms or word in near_families() or singular(word) in near_families()


def _discount(likeness: float, is_said: bool) -> float:
    """Lessen a likeness by meaning where the word itself stands in another name."""
    return likeness * 0.85 if is_said and likeness <= NEAR else likeness
