"""What a search technique is: an account of itself, and a searcher for the space of each family."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from models.portfolio import enough_trials, first_candidates, portfolio
from models.record import Fact, ResourceKind, Scalar, Settings, TechniqueAccount, Trial
from models.search.space import SearchSpace


@dataclass(frozen=True)
class SearchOrder:
    """What is to be searched: the settings of a run, the space of each family, and the rows of the table."""

    settings: Settings
    spaces: Mapping[str, SearchSpace]
    n_rows: int

    @property
    def searched(self) -> tuple[str, ...]:
        """Families in which anything is left to choose."""
        return tuple(name for name, space in self.spaces.items() if space.distributions)

    @property
    def n_first(self) -> int:
        """Trials before any search: the baseline, the tuned defaults, and for auto the portfolio."""
        families = tuple(self.spaces)
        n_portfolio = len(portfolio(families, self.n_rows)) if self.settings.technique == "auto" else 0
        return 1 + len(first_candidates(families)) + n_portfolio

    @property
    def n_enough(self) -> int | None:
        """Complete trials that end the search; None where a number of trials, or a technique, was asked for."""
        is_free = self.settings.technique == "auto" and self.settings.trials is None
        return enough_trials(self.n_rows) if is_free else None

    def n_trials(self, family: str) -> int | None:
        """Return a family's equal share of the trials that are searched; None where seconds alone bind the run."""
        if self.settings.trials is None:
            return None
        left = max(0, self.settings.trials - self.n_first)
        share, rest = divmod(left, len(self.searched))
        return share + (self.searched.index(family) < rest)


@dataclass(frozen=True)
class Suggestion:
    """Hyperparameters to try next, and why. ``resource`` is the share (0 to 1) of ``resource_of`` that they get."""

    hyperparameters: Mapping[str, Scalar]
    why: str
    resource: float = 1.0
    resource_of: ResourceKind | None = None


@dataclass(frozen=True)
class Outcome:
    """A trial that ended. ``utility`` is its score, greater is better: of a pruned one the mean of its folds."""

    trial: Trial
    utility: float | None

    @property
    def is_complete(self) -> bool:
        """Whether the score is that of all folds."""
        return self.trial.state == "complete" and self.utility is not None


@dataclass(frozen=True)
class Choice:
    """One choice of a technique before the search begins, for the record."""

    chosen: str
    because: str
    over: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()


class Searcher(Protocol):
    """A technique at work on the space of one family.

    What it proposes depends on the seed, the number of the trial and what it was told so far; it reads no clock.
    """

    def propose(self, number: int) -> Suggestion | None:
        """Return what trial ``number`` should try.

        None while nothing can be proposed before an open trial has been told; with no open trial, None is the end.
        """
        ...

    def tell(self, outcome: Outcome) -> None:
        """Learn from a trial of the family that ended, proposed here or not."""
        ...

    def withdraw(self, number: int) -> None:
        """Forget what was proposed for a trial: something else was recorded under its number."""
        ...


class Technique(ABC):
    """A way to search.

    ``measures_slopes`` says whether every fold should also tell the slope of its loss.
    """

    account: TechniqueAccount
    measures_slopes = False

    def families(self, asked: tuple[str, ...]) -> tuple[str, ...]:
        """Return the families to search, given those that were asked for; none means all."""
        return asked

    def narrowed(self, space: SearchSpace) -> SearchSpace:
        """Return the part of a space that this technique can search."""
        return space

    def choices(self, order: SearchOrder) -> tuple[Choice, ...]:  # noqa: ARG002  most have none
        """Return what is chosen before the search begins, with reasons."""
        return ()

    @abstractmethod
    def begin(self, family: str, order: SearchOrder) -> Searcher:
        """Begin the search of one family's space."""
