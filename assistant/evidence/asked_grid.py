"""A grid that a question describes: so many settings, so many values of each, folds, and time of a fit."""

import re
from dataclasses import dataclass
from math import prod

from assistant.evidence.fact import QUESTION, EvidenceFact, asked_value

_WORDS = {
    word: count
    for count, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), start=1
    )
}
_COUNT = rf"(\d{{1,4}}|{'|'.join(_WORDS)})"
_SETTING = r"(?:knobs?|dials?|(?:hyper-?)?param(?:eter)?s?|settings?|dimensions?|factors?)"
_VALUE = r"(?:values?|levels?|settings?|options?|choices?|steps?|points?)"
_PRODUCT = re.compile(r"\d{1,4}(?:\s*[x*]\s*\d{1,4})+")
_EACH = re.compile(rf"\b{_COUNT} {_SETTING}\b.{{0,30}}?\b{_COUNT} {_VALUE}\b")
_LISTED = re.compile(rf"\b{_COUNT} (?:{_VALUE} )?(?:for|of) (?!(?:my|the|all|these|those|us|me|course)\b)")
_KEY = re.compile(r"['\"]?\w+['\"]? ?[:=] ?(?=\[)")  # of a setting whose values follow as a list
_NAME = re.compile(r"['\"]\w+['\"] ?:|\bcv ?=")
_LIST = re.compile(r"\[([^\[\]]+)\]")
_TUPLE = re.compile(r"\([^()]*\)")  # one value, as of the layers of a network
_CALL = re.compile(r"[:=] ?[\w.]+\(\)")  # values that only running the code would tell
_FEWEST_NAMED = 2
_OTHER_THINGS = r"(?:fits?|folds?|trials?|rows?|samples?|columns?|features?|models?|cores?|jobs?|hours?|days?|weeks?)\b"
_NAMED = re.compile(rf"\b{_COUNT} (?!{_VALUE}\b|{_OTHER_THINGS})[a-z_]+(?: (?!{_OTHER_THINGS})[a-z_]+)?s\b")
_FOLDS = re.compile(rf"\b{_COUNT}[ -]?folds?\b|\bcv ?= ?{_COUNT}\b")
_SECONDS = re.compile(r"\b(\d{1,5}(?:\.\d+)?) ?(s|secs?|seconds?|min|minutes?)\b")
MOST_SETTINGS = 40
_MOST_POINTS = 10**12
_SUM = f"{QUESTION}: a sum, worked out here"


@dataclass(frozen=True)
class AskedGrid:
    """Numbers of values of each hyperparameter, folds (1 where none are named), and seconds of one fit, if named."""

    values: tuple[int, ...]
    folds: int = 1
    seconds: float | None = None

    @property
    def points(self) -> int:
        """The number of combinations."""
        return prod(self.values)

    @property
    def fits(self) -> int:
        """The number of fits."""
        return self.points * self.folds


def asked_grid(text: str) -> AskedGrid | None:
    """Read a grid from a question; None where it describes none.

    Examples
    --------
    >>> asked_grid("four knobs, six settings each, five folds").fits
    6480
    >>> asked_grid("a 5x5 grid at 2 seconds a fit").seconds
    2.0
    >>> asked_grid("is a grid any good")
    """
    words = text.lower()
    values = _values(words)
    if not values or prod(values) > _MOST_POINTS:
        return None
    folds, time = _FOLDS.search(words), _SECONDS.search(words)
    seconds = None if time is None else float(time[1]) * (60 if time[2].startswith("min") else 1)
    return AskedGrid(values, 1 if folds is None else max(1, _count(folds[1] or folds[2])), seconds)


def _values(words: str) -> tuple[int, ...]:
    if _KEY.search(words):
        return _written_out(words)
    product = _PRODUCT.search(words)
    if product is not None:
        return tuple(int(value) for value in re.findall(r"\d+", product[0]))
    each = _EACH.search(words)
    if each is not None:
        return (_count(each[2]),) * min(_count(each[1]), MOST_SETTINGS)
    listed = [_count(word) for word in _LISTED.findall(words)]
    if len(listed) < _FEWEST_NAMED and "grid" in words:
        listed = [_count(word) for word in _NAMED.findall(words)]
    return tuple(listed) if len(listed) >= _FEWEST_NAMED else ()


def _written_out(words: str) -> tuple[int, ...]:
    """Count the values of a grid in code; nothing where a part is no plain list, or there are several."""
    code = _TUPLE.sub("()", words)
    lists = _LIST.findall(code)
    n_named = sum(not name.startswith("cv") for name in _NAME.findall(code))
    if "[{" in code.replace(" ", "") or _CALL.search(code) or n_named > len(lists):
        return ()
    return tuple(len(values.strip(", ").split(",")) for values in lists)


def _count(word: str) -> int:
    return _WORDS.get(word) or int(word)


def points_of(grid: AskedGrid) -> EvidenceFact:
    """Return the number of combinations."""
    return EvidenceFact(f"combinations: {' x '.join(map(str, grid.values))}", grid.points, source=_SUM)


def fits_of(grid: AskedGrid) -> EvidenceFact:
    """Return the number of fits."""
    return EvidenceFact(f"fits: {grid.points} x {grid.folds}", grid.fits, source=_SUM)


def folds_of(grid: AskedGrid) -> EvidenceFact:
    """Return the folds that the question names."""
    return asked_value(grid.folds)


def hours_of(grid: AskedGrid) -> EvidenceFact | None:
    """Return the hours of all fits, one after another, where the question says how long one takes."""
    if grid.seconds is None:
        return None
    return EvidenceFact(
        f"hours: {grid.fits} fits of {grid.seconds:g} s", round(grid.fits * grid.seconds / 3600, 2), source=_SUM
    )
