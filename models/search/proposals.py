"""What to try next: first the baseline, the defaults and the portfolio, then Optuna, family by family.

Nothing here reads a clock. A proposal depends on the trials told so far, the seed and its own number alone, so
that a run repeats exactly, whatever the number of processes and across a kill.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import optuna
from optuna.samplers import BaseSampler, RandomSampler, TPESampler

from models.evaluation import Configuration
from models.families.registry import BASELINE
from models.metrics import Metric
from models.portfolio import first_candidates, portfolio
from models.record import Settings, Trial
from models.search.space import SearchSpace

TECHNIQUES = ("auto", "tpe", "random")
SHARES = (0.6, 0.25, 0.15)
"""What the best, the second and the third family get of the search; the others get the last each."""
MAX_FAILURES = 3
"""After so many failures in a row a family is left alone."""

optuna.logging.set_verbosity(optuna.logging.WARNING)


@dataclass(frozen=True)
class Proposal:
    """A numbered configuration to evaluate, and why."""

    number: int
    configuration: Configuration
    why: str
    is_first: bool = False


class Proposals:
    """Proposes configurations and learns from the trials that it is told."""

    def __init__(self, spaces: Mapping[str, SearchSpace], settings: Settings, metric: Metric) -> None:
        self._spaces = spaces
        self._settings = settings
        self._metric = metric
        self._studies = {name: optuna.create_study(direction="maximize") for name in spaces}
        self._asked: dict[int, tuple[str, optuna.Trial]] = {}
        self._best: dict[str, float] = {}
        self._spent = dict.fromkeys(spaces, 0.0)
        self._cost: dict[str, float] = {}
        self._failures = dict.fromkeys(spaces, 0)
        self._queue = self._begin()
        self._number = 0

    def _begin(self) -> Iterator[Proposal]:
        """Yield what is tried before any search."""
        families = tuple(self._spaces)
        yield Proposal(0, Configuration(BASELINE.name), "the baseline that every model must beat", is_first=True)
        for configuration in first_candidates(families):
            yield self._completed(configuration, "the tuned default of its family", is_first=True)
        if self._settings.technique == "auto":
            for configuration in portfolio(families):
                yield self._completed(configuration, "a configuration that did well on many other tables")

    def _completed(self, given: Configuration, why: str, *, is_first: bool = False) -> Proposal:
        values = self._spaces[given.family].complete(given.hyperparameters)
        return Proposal(self._number, Configuration(given.family, values), why, is_first=is_first)

    @property
    def families(self) -> tuple[str, ...]:
        """The families that take part."""
        return tuple(self._spaces)

    def propose(self, allowed: frozenset[str] | None = None) -> Proposal | None:
        """Return the next configuration; None when nothing is left to try.

        ``allowed`` names the families that may be searched now (all where None); what comes before the search is
        proposed whatever it says, but for families that are not allowed.
        """
        for proposal in self._queue:
            family = proposal.configuration.family
            if allowed is None or family in allowed or proposal.is_first:
                self._number += 1
                return proposal
        searched = self._search(allowed)
        if searched is not None:
            self._number += 1
        return searched

    def _search(self, allowed: frozenset[str] | None) -> Proposal | None:
        searchable = [name for name, space in self._spaces.items() if space.distributions]
        searchable = [n for n in searchable if self._failures[n] < MAX_FAILURES and (allowed is None or n in allowed)]
        if not searchable:
            return None
        family = self._next_family(searchable)
        study = self._studies[family]
        study.sampler = self._sampler(self._number)
        asked = study.ask()
        self._asked[self._number] = (family, asked)
        configuration = Configuration(family, self._spaces[family].suggest(asked))
        how = "drawn at random" if self._settings.technique == "random" else "proposed by TPE from the trials so far"
        return Proposal(self._number, configuration, how)

    def _next_family(self, searchable: list[str]) -> str:
        """Return the family that is furthest behind its share; shares go by the best score so far.

        They are shares of the seconds where the run is bound by seconds, else of the trials.
        """
        ranked = sorted(searchable, key=lambda name: -self._best.get(name, -np.inf))
        shares = [SHARES[min(i, len(SHARES) - 1)] for i in range(len(ranked))]
        spent = {name: self._spent[name] + self._open_trials(name) for name in ranked}
        total = 1 + sum(spent.values())
        behind = [share / sum(shares) * total - spent[name] for name, share in zip(ranked, shares, strict=True)]
        return ranked[int(np.argmax(behind))]

    def _open_trials(self, family: str) -> float:
        """Return what the trials of a family that are under way will probably cost."""
        n_open = sum(1 for name, _ in self._asked.values() if name == family)
        return n_open * self._cost.get(family, 1.0)

    def _sampler(self, number: int) -> BaseSampler:
        seed = int(np.random.SeedSequence((self._settings.seed, number)).generate_state(1)[0])
        return (
            RandomSampler(seed) if self._settings.technique == "random" else TPESampler(seed=seed, n_startup_trials=8)
        )

    def tell(self, trial: Trial) -> None:
        """Learn from a trial that ended, whether it was proposed here or recorded by an earlier attempt."""
        self._number = max(self._number, trial.number + 1)
        if trial.family not in self._spaces:
            return
        self._learn_best(trial)
        self._cost[trial.family] = 1.0 if self._settings.seconds is None else trial.seconds
        self._spent[trial.family] += self._cost[trial.family]
        self._failures[trial.family] = self._failures[trial.family] + 1 if trial.state == "failed" else 0
        state, value = self._outcome(trial)
        asked = self._asked_for(trial)
        if asked is not None:
            if state == optuna.trial.TrialState.PRUNED and value is not None:
                asked.report(value, step=len(trial.folds))
            kept = value if state == optuna.trial.TrialState.COMPLETE else None
            self._studies[trial.family].tell(asked, kept, state=state)
        elif state == optuna.trial.TrialState.COMPLETE:
            space = self._spaces[trial.family]
            values, distributions = space.searched(trial.hyperparameters), dict(space.distributions)
            told = optuna.create_trial(params=values, distributions=distributions, value=value)
            self._studies[trial.family].add_trial(told)

    def _asked_for(self, trial: Trial) -> optuna.Trial | None:
        """Return Optuna's side of a trial; None where Optuna did not propose just this configuration.

        The two can differ after a kill in a run that is bound by seconds, where the clock took part in what was
        proposed: then the recorded trial counts, and the proposal is withdrawn.
        """
        proposal = self._asked.pop(trial.number, None)
        if proposal is None:
            return None
        family, asked = proposal
        if family == trial.family and asked.params == self._spaces[family].searched(trial.hyperparameters):
            return asked
        self._studies[family].tell(asked, state=optuna.trial.TrialState.FAIL)
        return None

    def _learn_best(self, trial: Trial) -> None:
        if trial.state == "complete" and trial.validation_score is not None:
            utility = self._metric.utility(trial.validation_score)
            self._best[trial.family] = max(utility, self._best.get(trial.family, -np.inf))

    def _outcome(self, trial: Trial) -> tuple[optuna.trial.TrialState, float | None]:
        if trial.state == "complete" and trial.validation_score is not None:
            return optuna.trial.TrialState.COMPLETE, self._metric.utility(trial.validation_score)
        if trial.state == "pruned" and trial.folds:
            scores = [fold.validation_score for fold in trial.folds if fold.validation_score is not None]
            mean = self._metric.utility(float(np.mean(scores))) if scores else None
            return optuna.trial.TrialState.PRUNED, mean
        return optuna.trial.TrialState.FAIL, None
