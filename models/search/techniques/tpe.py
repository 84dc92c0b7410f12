"""Tree-structured Parzen estimator: tries what resembles the better trials and not the others."""

from optuna.samplers import TPESampler

from models.record import TechniqueAccount
from models.search.space import SearchSpace
from models.search.techniques.sampled import SampledSearcher
from models.search.techniques.technique import Searcher, SearchOrder, Technique
from models.search.widening import WideningSearcher

N_STARTUP = 8
"""Trials of a family before TPE has enough to tell better ones from others; until then it draws at random."""


class TPE(Technique):
    """Optuna's TPE sampler.

    Parameters
    ----------
    widens : whether it begins near the tuned default, in a space that opens up with the trials
    """

    account = TechniqueAccount(
        name="tpe",
        title="tree-structured Parzen estimator",
        sentence="It learns where the better trials lie and where the others do, and tries what the first favor.",
        when="Right for most searches: numbers and choices mixed, from a few dozen to many hundreds of trials.",
        cost=f"Deciding takes milliseconds; the first {N_STARTUP} trials of a family are needed to learn from.",
        source="Bergstra, Bardenet, Bengio and Kégl 2011, NeurIPS 24; Optuna's TPESampler",
    )

    def __init__(self, *, widens: bool = False) -> None:
        self._widens = widens

    def begin(self, family: str, order: SearchOrder) -> Searcher:
        """Begin proposing."""
        space = order.spaces[family]

        def begin_in(part: SearchSpace) -> SampledSearcher:
            return SampledSearcher(part, order.settings.seed, _sampler, _why)

        return WideningSearcher(space, order.n_rows, begin_in) if self._widens else begin_in(space)


def _sampler(seed: int) -> TPESampler:
    return TPESampler(seed=seed, n_startup_trials=N_STARTUP)


def _why(n_told: int) -> str:
    if n_told < N_STARTUP:
        return f"drawn at random, because TPE learns from {N_STARTUP} trials of a family on"
    return "proposed by TPE from the trials so far"
