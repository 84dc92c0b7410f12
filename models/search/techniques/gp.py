"""Gaussian process search: a smooth picture of the score over the space, and the most promising point of it."""

from models.record import TechniqueAccount
from models.search.cube import cube_of
from models.search.techniques.gaussian_process import GaussianProcessSampler, n_startup
from models.search.techniques.sampled import SampledSearcher
from models.search.techniques.technique import SearchOrder, Technique


class GP(Technique):
    """Expected improvement under a Gaussian process, one process a family."""

    account = TechniqueAccount(
        name="gp",
        title="Gaussian process with expected improvement",
        sentence="It draws a smooth picture of the score over the whole space, with its own doubt, and tries the point "
        "that will probably improve most.",
        when="Right where few trials can be had, and few hyperparameters, most of them numbers, decide.",
        cost="Deciding takes a tenth of a second or more, growing with the trials; many choices fit it less well.",
        source="Jones, Schonlau and Welch 1998, Journal of Global Optimization 13; scikit-learn's "
        "GaussianProcessRegressor",
    )

    def begin(self, family: str, order: SearchOrder) -> SampledSearcher:
        """Begin with quasi-random points."""
        space, seed = order.spaces[family], order.settings.seed
        distributions = dict(space.distributions)
        n_first = n_startup(cube_of(distributions).width)

        def sampler(proposal_seed: int) -> GaussianProcessSampler:
            return GaussianProcessSampler(distributions, seed, proposal_seed)

        def why(n_told: int) -> str:
            if n_told < n_first:
                return f"a quasi-random point, because the process learns from {n_first} trials of a family on"
            return "the greatest expected improvement under a Gaussian process of the trials so far"

        return SampledSearcher(space, seed, sampler, why)
