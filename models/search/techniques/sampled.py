"""A searcher that asks one of Optuna's samplers, by one study for each family."""

from collections.abc import Callable

import numpy as np
import optuna
from optuna.samplers import BaseSampler
from optuna.trial import TrialState

from models.search.space import SearchSpace
from models.search.techniques.technique import Outcome, Suggestion

optuna.logging.set_verbosity(optuna.logging.WARNING)


def seed_of(seed: int, number: int) -> int:
    """Return the seed of one proposal, so that it depends on the run's seed and the trial's number alone.

    Examples
    --------
    >>> seed_of(0, 1) == seed_of(0, 1), seed_of(0, 1) == seed_of(0, 2)
    (True, False)
    """
    return int(np.random.SeedSequence((seed, number)).generate_state(1)[0])


class SampledSearcher:
    """Asks a sampler that is made anew for each proposal, from its seed.

    Parameters
    ----------
    space : what may be tried
    seed : of the run
    make_sampler : makes the sampler of one proposal from its seed
    why : says how the next proposal is made, given the number of trials told so far
    """

    def __init__(
        self, space: SearchSpace, seed: int, make_sampler: Callable[[int], BaseSampler], why: Callable[[int], str]
    ) -> None:
        self._space = space
        self._seed = seed
        self._make_sampler = make_sampler
        self._why = why
        self._study = optuna.create_study(direction="maximize")
        self._asked: dict[int, optuna.Trial] = {}

    def propose(self, number: int) -> Suggestion:
        """Ask for the next hyperparameters."""
        self._study.sampler = self._make_sampler(seed_of(self._seed, number))
        n_told = len(self._study.get_trials(deepcopy=False, states=(TrialState.COMPLETE, TrialState.PRUNED)))
        asked = self._study.ask()
        self._asked[number] = asked
        return Suggestion(self._space.suggest(asked), self._why(n_told))

    def tell(self, outcome: Outcome) -> None:
        """Pass on what came of a trial; one that was not proposed here counts where it is complete or was given up.

        A cheap look that was not proposed here repeats what is known from all rows, and is no news.
        """
        asked = self._asked_for(outcome)
        if asked is not None:
            self._tell_asked(asked, outcome)
        elif outcome.utility is not None and outcome.trial.resource >= 1:
            self._study.add_trial(self._told(outcome, outcome.utility))

    def _told(self, outcome: Outcome, utility: float) -> optuna.trial.FrozenTrial:
        """Return Optuna's side of a trial that it did not propose."""
        values = self._space.searched(outcome.trial.hyperparameters)
        distributions = dict(self._space.distributions)
        if outcome.is_complete:
            return optuna.create_trial(params=values, distributions=distributions, value=utility)
        return optuna.create_trial(
            state=TrialState.PRUNED,
            params=values,
            distributions=distributions,
            intermediate_values={len(outcome.trial.folds): utility},
        )

    def _tell_asked(self, asked: optuna.Trial, outcome: Outcome) -> None:
        if outcome.is_complete:
            self._study.tell(asked, outcome.utility)
        elif outcome.trial.state == "pruned" and outcome.trial.folds:
            if outcome.utility is not None:
                asked.report(outcome.utility, step=len(outcome.trial.folds))
            self._study.tell(asked, state=TrialState.PRUNED)
        else:
            self._study.tell(asked, state=TrialState.FAIL)

    def _asked_for(self, outcome: Outcome) -> optuna.Trial | None:
        """Return Optuna's side of a trial; None where Optuna did not propose just this configuration.

        The two can differ after a kill in a run that is bound by seconds, where the clock took part in what was
        proposed: then the recorded trial counts, and the proposal is withdrawn.
        """
        asked = self._asked.get(outcome.trial.number)
        if asked is None:
            return None
        if asked.params == self._space.searched(outcome.trial.hyperparameters):
            return self._asked.pop(outcome.trial.number)
        self.withdraw(outcome.trial.number)
        return None

    def withdraw(self, number: int) -> None:
        """Count the proposal as failed."""
        asked = self._asked.pop(number, None)
        if asked is not None:
            self._study.tell(asked, state=TrialState.FAIL)
