"""Large tables: candidates start on a part of the rows, and those that do well there go on to all of them.

Cheap looks at growing samples are FLAML's (Wang, Wu, Weimer and Zhu, MLSys 2021) and those of successive halving
(Jamieson and Talwalkar, AISTATS 2016). Here there are two sizes, so that every score has something of its own size to
be compared with: a candidate is promoted where it beats the best of its family, looked at on the same rows.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import inf
from statistics import fmean

from models.evaluation import Configuration
from models.record import Fact, Scalar, Trial
from models.search.techniques.technique import Choice, SearchOrder

LOOK = 1 / 3
"""The share of the rows that a cheap look sees."""
MIN_LOOK_ROWS = 2_000
"""A look at fewer rows tells too little of what all would."""
DEAR_SHARE = 0.1
"""Of the budget's seconds, what the folds of one candidate take together in a family that is dear: then some twenty of
them would use up two cores."""
LARGE_ROWS = 30_000
"""Where no clock may be read, all families are dear from so many rows on."""
MOST_OF_A_FIT = 0.5
"""A look that takes more of what the same configuration takes on all rows is not cheap: boosting that needs its rounds
whatever the rows is one such. The family is looked at no more."""

Values = Mapping[str, Scalar]
Key = tuple[tuple[str, Scalar], ...]


def key_of(values: Values) -> Key:
    """Return hyperparameters as something that can be looked up.

    Examples
    --------
    >>> key_of({"b": 1, "a": True}) == key_of({"a": True, "b": 1})
    True
    """
    return tuple(sorted(values.items(), key=lambda item: item[0]))


@dataclass
class _Seen:
    """What was seen of one family: the best on all rows, looks at a part of them, and what fits take.

    What was begun need not have ended. ``is_cheaper`` says whether the look at the best took much less than its fit on
    all rows.
    """

    best: tuple[float, Values] | None = None
    looks: dict[Key, tuple[float, Values]] = field(default_factory=dict)
    looks_begun: set[Key] = field(default_factory=set)
    full_begun: set[Key] = field(default_factory=set)
    seconds: list[float] = field(default_factory=list)
    best_seconds: float = 0.0
    is_cheaper: bool = True

    def begun(self, *, is_full: bool) -> set[Key]:
        """Return what was begun on all rows, or on a part of them."""
        return self.full_begun if is_full else self.looks_begun

    def fitted(self, trial: Trial, utility: float | None) -> None:
        """Learn from a fit on all rows."""
        if trial.state == "complete" and utility is not None:
            self.seconds.append(trial.seconds)
            if self.best is None or utility > self.best[0]:
                self.best, self.best_seconds = (utility, trial.hyperparameters), trial.seconds

    def looked(self, trial: Trial, utility: float | None) -> bool:
        """Learn from a look; return whether a fit on all rows will follow."""
        key, worth = key_of(trial.hyperparameters), -inf if utility is None else utility
        self.looks[key] = (worth, trial.hyperparameters)
        if self.best is not None and key == key_of(self.best[1]):
            self.is_cheaper = trial.seconds <= MOST_OF_A_FIT * self.best_seconds
        return key not in self.full_begun and self.bar is not None and worth > self.bar

    @property
    def bar(self) -> float | None:
        """What a look must beat: that at the best; anything where none is complete, None where it has no look."""
        if self.best is None:
            return -inf
        look = self.looks.get(key_of(self.best[1]))
        return None if look is None else look[0]

    def promoted(self) -> Values | None:
        """Return the best of the looked at that beats the bar and was not fitted on all rows."""
        if self.bar is None:
            return None
        able = [look for key, look in self.looks.items() if key not in self.full_begun and look[0] > self.bar]
        return max(able, key=lambda look: look[0])[1] if able else None


class Growth:
    """Decides who starts on a part of the rows, and who goes on; reads no clock, but what trials were told to cost.

    Parameters
    ----------
    order : what is searched; only where the technique is auto is anything looked at cheaply
    """

    def __init__(self, order: SearchOrder) -> None:
        self._order = order
        self._seen = {name: _Seen() for name in order.spaces}
        self._open: dict[int, tuple[set[Key], Key]] = {}
        self._can_grow = can_grow(order)

    def is_dear(self, family: str) -> bool:
        """Whether candidates of a family are looked at cheaply first."""
        if not self._can_grow:
            return False
        if self._order.settings.seconds is None:
            return self._order.n_rows >= LARGE_ROWS
        seen = self._seen[family]
        return seen.is_cheaper and fmean(seen.seconds or [0.0]) > DEAR_SHARE * self._order.settings.seconds

    def promoted(self, family: str) -> Values | None:
        """Return what should be fitted on all rows, because it did well on a part of them."""
        return self._seen[family].promoted() if self._can_grow else None

    def yardstick(self, family: str) -> Values | None:
        """Return the best of a family if it was not looked at on a part of the rows: others are compared with that."""
        best = self._seen[family].best
        return None if best is None or key_of(best[1]) in self._seen[family].looks_begun else best[1]

    def begin(self, number: int, configuration: Configuration) -> None:
        """Take note of what is proposed as trial ``number``."""
        seen, key = self._seen.get(configuration.family), key_of(configuration.hyperparameters)
        if seen is not None:
            begun = seen.begun(is_full=configuration.is_full)
            if key not in begun:
                begun.add(key)
                self._open[number] = (begun, key)

    def tell(self, trial: Trial, utility: float | None) -> bool:
        """Learn from a trial that ended; return whether it is a look that will be followed by a fit on all rows.

        After a kill in a run that is bound by seconds, something else may be recorded under the number than was
        proposed: then the proposal was never begun.
        """
        if trial.number in self._open:
            begun, key = self._open.pop(trial.number)
            begun.remove(key)
        seen = self._seen.get(trial.family)
        if seen is None or not self._can_grow:
            return False
        seen.begun(is_full=trial.resource >= 1).add(key_of(trial.hyperparameters))
        if trial.resource >= 1:
            seen.fitted(trial, utility)
            return False
        return seen.looked(trial, utility)


def can_grow(order: SearchOrder) -> bool:
    """Whether a part of the rows tells enough, and nobody asked for a technique with rules of its own."""
    return order.settings.technique == "auto" and order.n_rows * LOOK >= MIN_LOOK_ROWS


def growth_choices(order: SearchOrder) -> tuple[Choice, ...]:
    """Say who starts on a part of the rows, and why; nothing where nobody does."""
    seconds = order.settings.seconds
    if not can_grow(order) or (seconds is None and order.n_rows < LARGE_ROWS):
        return ()
    share = (Fact("share of the rows of a first look", LOOK),)
    goes_on = "what beats the best of its family, looked at in the same way, is fitted on all of them"
    over = ("all rows at once",)
    if seconds is None:
        because = f"on so many rows a look at a third of them saves most of the time; {goes_on}"
        return (Choice("after the defaults, candidates start on a third of the rows", because, over, share),)
    because = (
        f"a look that takes less than half of a fit on all rows saves time; {goes_on}. Dear is a family of which one "
        f"candidate takes more than {DEAR_SHARE:.0%} of the budget, the seconds of its folds added up"
    )
    return (Choice("candidates of dear families start on a third of the rows", because, over, share),)
