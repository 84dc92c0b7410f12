"""What to try next: first the baseline and the defaults, then family by family its portfolio and the technique.

Nothing here reads a clock. A proposal depends on the trials told so far, the seed and its own number alone, so
that a run repeats exactly, whatever the number of processes and across a kill.
"""

from collections import Counter, deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from models.evaluation import Configuration
from models.families.registry import BASELINE
from models.metrics import Metric
from models.portfolio import first_candidates, portfolio
from models.record import Trial
from models.search.allocation import Allocation
from models.search.growth import LOOK, Growth
from models.search.techniques.technique import Outcome, SearchOrder, Suggestion, Technique

N_ALWAYS = 2
"""The baseline and the first default are tried whatever the time: without them there is nothing to deliver."""
A_DEFAULT = "the tuned default of its family"
DID_WELL = "of its family, it did best on a part of the rows, so it is fitted on all of them"
A_YARDSTICK = "the best of its family so far, for others to be compared with"


@dataclass(frozen=True)
class Proposal:
    """A numbered configuration to evaluate, and why."""

    number: int
    configuration: Configuration
    why: str
    is_first: bool = False

    @property
    def is_raced(self) -> bool:
        """Whether it may be given up on its first folds.

        Never what comes first; nor a cheap look, which stands no comparison with a full fit; nor where the slope of
        all folds is wanted.
        """
        return not self.is_first and self.configuration.is_full and not self.configuration.measures_slope


class Proposals:
    """Proposes configurations and learns from the trials that it is told."""

    def __init__(self, technique: Technique, order: SearchOrder, metric: Metric) -> None:
        self._technique = technique
        self._order = order
        self._metric = metric
        self._searchers = {name: technique.begin(name, order) for name in order.searched}
        self._allocation = Allocation(self.families, counts_seconds=order.settings.seconds is not None)
        self._growth = Growth(order)
        self._open: dict[int, str] = {}
        self._queue = self._begin()
        self._portfolio: dict[str, deque[Configuration]] = {name: deque() for name in self.families}
        if order.settings.technique == "auto":
            for configuration in portfolio(self.families, order.n_rows):
                self._portfolio[configuration.family].append(configuration)
        self._number = 0
        self._n_complete = 0

    def _begin(self) -> Iterator[Proposal]:
        """Yield what is tried before any search."""
        yield Proposal(0, Configuration(BASELINE.name), "the baseline that every model must beat", is_first=True)
        for given in first_candidates(self.families):
            yield self._made(given.family, Suggestion(given.hyperparameters, A_DEFAULT), is_first=True)

    @property
    def families(self) -> tuple[str, ...]:
        """The families that take part."""
        return tuple(self._order.spaces)

    @property
    def has_enough(self) -> bool:
        """Whether so many trials are complete that more would find luck."""
        return self._order.n_enough is not None and self._n_complete >= self._order.n_enough

    def propose(self, allowed: frozenset[str] | None = None) -> Proposal | None:
        """Return the next configuration; None when nothing can be proposed before an open trial has been told.

        ``allowed`` names the families that may be tried now (all where None); the baseline and the first default
        are proposed whatever it says. With no trial open, None means that nothing is left to try.
        """
        for proposal in self._queue:
            family = proposal.configuration.family
            if allowed is None or family in allowed or proposal.number < N_ALWAYS:
                return self._proposed(proposal)
        return None if self.has_enough else self._search(allowed)

    def _search(self, allowed: frozenset[str] | None) -> Proposal | None:
        """Return what comes next for the family whose turn it is, or for the next that has anything."""
        searchable = [n for n in self._searchers if self._allocation.is_sound(n) and (allowed is None or n in allowed)]
        while searchable:
            family = self._allocation.next_family(searchable, Counter(self._open.values()))
            proposal = self._next_of(family)
            if proposal is not None:
                return self._proposed(proposal)
            searchable.remove(family)
        return None

    def _next_of(self, family: str) -> Proposal | None:
        """Return what a family tries next: what did well on a part of the rows, its portfolio, then the technique's.

        Where fits are dear, what is new is looked at on a part of the rows, and so is the best, once.
        """
        promoted = self._growth.promoted(family)
        if promoted is not None:
            return self._made(family, Suggestion(promoted, DID_WELL))
        is_dear = self._growth.is_dear(family)
        yardstick = self._growth.yardstick(family) if is_dear else None
        if yardstick is not None:
            return self._made(family, Suggestion(yardstick, A_YARDSTICK), is_look=True)
        if self._portfolio[family]:
            given = self._portfolio[family].popleft().hyperparameters
            why = "a configuration that did well on many other tables"
            return self._made(family, Suggestion(given, why), is_look=is_dear)
        suggestion = self._searchers[family].propose(self._number)
        return None if suggestion is None else self._made(family, suggestion, is_look=is_dear)

    def _made(self, family: str, given: Suggestion, *, is_look: bool = False, is_first: bool = False) -> Proposal:
        """Return a proposal of all hyperparameters, with the next number."""
        configuration = Configuration(
            family=family,
            hyperparameters=self._order.spaces[family].complete(given.hyperparameters),
            resource=LOOK if is_look else given.resource,
            resource_of="rows" if is_look else given.resource_of,
            measures_slope=self._technique.measures_slopes,
        )
        return Proposal(self._number, configuration, given.why, is_first=is_first)

    def _proposed(self, proposal: Proposal) -> Proposal:
        """Take note of a proposal that is made."""
        self._number += 1
        if not proposal.is_first:
            self._open[proposal.number] = proposal.configuration.family
        self._growth.begin(proposal.number, proposal.configuration)
        return proposal

    def weigh(self, weights: Mapping[str, float]) -> None:
        """Take the weights of families in an average of the best of each."""
        self._allocation.weigh(weights)

    def tell(self, trial: Trial) -> None:
        """Learn from a trial that ended, whether it was proposed here or recorded by an earlier attempt."""
        self._number = max(self._number, trial.number + 1)
        self._n_complete += trial.state == "complete"
        proposed = self._open.pop(trial.number, None)
        if proposed is not None and proposed != trial.family:
            self._searchers[proposed].withdraw(trial.number)
        outcome = Outcome(trial, self._utility(trial))
        self._allocation.tell(trial, outcome.utility)
        goes_on = self._growth.tell(trial, outcome.utility)
        if trial.family in self._searchers and goes_on:
            self._searchers[trial.family].withdraw(trial.number)  # the fit on all rows will tell
        elif trial.family in self._searchers:
            self._searchers[trial.family].tell(outcome)

    def _utility(self, trial: Trial) -> float | None:
        if trial.state == "complete" and trial.validation_score is not None:
            return self._metric.utility(trial.validation_score)
        if trial.state == "pruned" and trial.folds:
            scores = [fold.validation_score for fold in trial.folds if fold.validation_score is not None]
            return self._metric.utility(float(np.mean(scores))) if scores else None
        return None
