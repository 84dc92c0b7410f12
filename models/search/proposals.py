"""What to try next: first the baseline and the defaults, then family by family its portfolio and the technique.

Nothing here reads a clock. A proposal depends on the trials told so far, the seed and its own number alone, so
that a run repeats exactly, whatever the number of processes and across a kill.
"""

from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from models.evaluation import Configuration
from models.families.registry import BASELINE
from models.metrics import Metric
from models.portfolio import first_candidates, portfolio
from models.record import Trial
from models.search.allocation import Allocation
from models.search.techniques.technique import Outcome, SearchOrder, Suggestion, Technique

N_ALWAYS = 2
"""The baseline and the first default are tried whatever the time: without them there is nothing to deliver."""


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
        self._open: dict[int, str] = {}
        self._queue = self._begin()
        self._portfolio: dict[str, deque[Configuration]] = {name: deque() for name in self.families}
        if order.settings.technique == "auto":
            for configuration in portfolio(self.families, order.n_rows):
                self._portfolio[configuration.family].append(configuration)
        self._number = 0

    def _begin(self) -> Iterator[Proposal]:
        """Yield what is tried before any search."""
        yield Proposal(0, Configuration(BASELINE.name), "the baseline that every model must beat", is_first=True)
        for given in first_candidates(self.families):
            yield self._completed(given, "the tuned default of its family", is_first=True)

    def _completed(self, given: Configuration, why: str, *, is_first: bool = False) -> Proposal:
        values = self._order.spaces[given.family].complete(given.hyperparameters)
        configuration = Configuration(given.family, values, measures_slope=self._technique.measures_slopes)
        return Proposal(self._number, configuration, why, is_first=is_first)

    @property
    def families(self) -> tuple[str, ...]:
        """The families that take part."""
        return tuple(self._order.spaces)

    def propose(self, allowed: frozenset[str] | None = None) -> Proposal | None:
        """Return the next configuration; None when nothing can be proposed before an open trial has been told.

        ``allowed`` names the families that may be tried now (all where None); the baseline and the first default
        are proposed whatever it says. With no trial open, None means that nothing is left to try.
        """
        for proposal in self._queue:
            family = proposal.configuration.family
            if allowed is None or family in allowed or proposal.number < N_ALWAYS:
                self._number += 1
                return proposal
        return self._search(allowed)

    def _search(self, allowed: frozenset[str] | None) -> Proposal | None:
        """Return what comes next for the family whose turn it is, or for the next that has anything.

        That is its portfolio, as far as it goes, and then what the technique proposes.
        """
        searchable = [n for n in self._searchers if self._allocation.is_sound(n) and (allowed is None or n in allowed)]
        while searchable:
            family = self._allocation.next_family(searchable, Counter(self._open.values()))
            if self._portfolio[family]:
                return self._known_elsewhere(family)
            suggestion = self._searchers[family].propose(self._number)
            if suggestion is not None:
                return self._proposed(family, suggestion)
            searchable.remove(family)
        return None

    def _known_elsewhere(self, family: str) -> Proposal:
        given = self._portfolio[family].popleft()
        proposal = self._completed(given, "a configuration that did well on many other tables")
        self._open[self._number] = family
        self._number += 1
        return proposal

    def _proposed(self, family: str, suggestion: Suggestion) -> Proposal:
        configuration = Configuration(
            family=family,
            hyperparameters=suggestion.hyperparameters,
            resource=suggestion.resource,
            resource_of=suggestion.resource_of,
            measures_slope=self._technique.measures_slopes,
        )
        proposal = Proposal(self._number, configuration, suggestion.why)
        self._open[self._number] = family
        self._number += 1
        return proposal

    def tell(self, trial: Trial) -> None:
        """Learn from a trial that ended, whether it was proposed here or recorded by an earlier attempt."""
        self._number = max(self._number, trial.number + 1)
        proposed = self._open.pop(trial.number, None)
        if proposed is not None and proposed != trial.family:
            self._searchers[proposed].withdraw(trial.number)
        outcome = Outcome(trial, self._utility(trial))
        self._allocation.tell(trial, outcome.utility)
        if trial.family in self._searchers:
            self._searchers[trial.family].tell(outcome)

    def _utility(self, trial: Trial) -> float | None:
        if trial.state == "complete" and trial.validation_score is not None:
            return self._metric.utility(trial.validation_score)
        if trial.state == "pruned" and trial.folds:
            scores = [fold.validation_score for fold in trial.folds if fold.validation_score is not None]
            return self._metric.utility(float(np.mean(scores))) if scores else None
        return None
