"""Random search: every trial is drawn anew."""

from optuna.samplers import RandomSampler

from models.record import TechniqueAccount
from models.search.techniques.sampled import SampledSearcher
from models.search.techniques.technique import SearchOrder, Technique


class Random(Technique):
    """Optuna's random sampler."""

    account = TechniqueAccount(
        name="random",
        title="random search",
        sentence="It draws every configuration anew, without looking at the trials before.",
        when="Right as a yardstick, where trials may all run at once, and where few of many hyperparameters matter.",
        cost="Deciding costs nothing; trials are spent on poor regions as readily as on good ones.",
        source="Bergstra and Bengio 2012, JMLR 13; Optuna's RandomSampler",
    )

    def begin(self, family: str, order: SearchOrder) -> SampledSearcher:
        """Begin drawing."""
        return SampledSearcher(order.spaces[family], order.settings.seed, RandomSampler, lambda _: "drawn at random")
