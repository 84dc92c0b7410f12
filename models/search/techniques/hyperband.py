"""Hyperband: many configurations with few rounds or rows, of which the best third goes on, again and again.

Li, Jamieson, DeSalvo, Rostamizadeh and Talwalkar 2018, JMLR 18. Optuna's HyperbandPruner cuts a single trial off by
the values that it reports on its way; here every rung is a trial of its own, fitted with its share of the resource on
all folds, so that the record shows each look and what it cost. Hence the brackets are made here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import ceil

from optuna.samplers import RandomSampler

from models.partial_fits import resource_of, rounds_of
from models.record import Fact, ResourceKind, Scalar, TechniqueAccount
from models.search.techniques.sampled import SampledSearcher
from models.search.techniques.technique import Choice, Outcome, SearchOrder, Suggestion, Technique

ETA = 3
MOST_HALVINGS = 3
MIN_ROWS, MIN_ROUNDS = 200, 20
"""A rung of fewer tells too little of what all would: after a few rounds, the greatest learning rate always leads."""
_SHARES = {1: "all", 3: "a third", 9: "a ninth", 27: "a 27th"}


@dataclass(frozen=True)
class Rung:
    """So many configurations, each with one part in ``divisor`` of the resource."""

    n_configurations: int
    divisor: int

    @property
    def resource(self) -> float:
        """The share of the resource, 0 to 1."""
        return 1 / self.divisor


@dataclass(frozen=True)
class Bracket:
    """Rungs from cheap and many to full and few. ``number`` is how often the configurations are thinned."""

    number: int
    rungs: tuple[Rung, ...]

    @property
    def n_trials(self) -> int:
        """Trials of all rungs."""
        return sum(rung.n_configurations for rung in self.rungs)


def brackets(most: int) -> tuple[Bracket, ...]:
    """Return the brackets of one round of Hyperband, the one that thins most often first (Algorithm 1).

    Examples
    --------
    >>> [[(rung.n_configurations, rung.divisor) for rung in bracket.rungs] for bracket in brackets(2)]
    [[(9, 9), (3, 3), (1, 1)], [(5, 3), (1, 1)], [(3, 1)]]
    """
    found = []
    for s in range(most, -1, -1):
        n = ceil((most + 1) / (s + 1) * ETA**s)
        found.append(Bracket(s, tuple(Rung(n // ETA**i, ETA ** (s - i)) for i in range(s + 1))))
    return tuple(found)


class Hyperband(Technique):
    """Successive thinning, hedged over how often to thin."""

    account = TechniqueAccount(
        name="hyperband",
        title="Hyperband",
        sentence="It looks at many configurations with few rounds or rows and lets the best third go on with three "
        "times as much, until the last have all.",
        when="Right where fits are long and a short one already tells good from bad: boosting, networks, many rows.",
        cost="A full fit's worth of time buys up to 27 cheap looks; configurations that start slowly are lost.",
        source="Li, Jamieson, DeSalvo, Rostamizadeh and Talwalkar 2018, JMLR 18",
    )

    def choices(self, order: SearchOrder) -> tuple[Choice, ...]:
        """Say which brackets each family goes through."""
        return tuple(
            _choice(family, resource_of(order.spaces[family].defaults), bracket, most)
            for family in order.searched
            for most in [_most(family, order)]
            for bracket in brackets(most)
        )

    def begin(self, family: str, order: SearchOrder) -> "HyperbandSearcher":
        """Begin with the first bracket."""
        return HyperbandSearcher(family, order, brackets(_most(family, order)))


def _most(family: str, order: SearchOrder) -> int:
    """Return how often a bracket may thin: its trials must fit, and its least rows must tell something."""
    most = MOST_HALVINGS
    n_trials = order.n_trials(family)
    while most and n_trials is not None and brackets(most)[0].n_trials > n_trials:
        most -= 1
    rounds = rounds_of(order.spaces[family].complete({}))
    whole, least = (order.n_rows, MIN_ROWS) if rounds is None else (rounds, MIN_ROUNDS)
    while most and whole / ETA**most < least:
        most -= 1
    return most


@dataclass
class _Live:
    """A bracket under way: the rung that it is at, what still waits there, what is open, and what came of it."""

    bracket: Bracket
    waiting: list[Mapping[str, Scalar]]
    rung: int = 0
    n_drawn: int = 0
    asked: dict[int, Mapping[str, Scalar]] = field(default_factory=dict)
    scored: list[tuple[float, int, Mapping[str, Scalar]]] = field(default_factory=list)

    def ended(self, number: int, utility: float | None) -> None:
        """Take the end of a trial; when it was the last of its rung, the best go on to the next."""
        hyperparameters = self.asked.pop(number)
        if utility is not None:
            self.scored.append((-utility, number, hyperparameters))
        is_drawn = self.rung > 0 or self.n_drawn == self.bracket.rungs[0].n_configurations
        if self.asked or self.waiting or not is_drawn:
            return
        self.rung += 1
        if self.rung < len(self.bracket.rungs):
            n_kept = self.bracket.rungs[self.rung].n_configurations
            best = sorted(self.scored, key=lambda scored: scored[:2])[:n_kept]
            self.waiting, self.scored = [hyperparameters for _, _, hyperparameters in best], []


class HyperbandSearcher:
    """Proposes the rungs of one bracket after the other.

    While the last trials of a rung are open, the next bracket begins, so that nobody waits.
    """

    def __init__(self, family: str, order: SearchOrder, plan: tuple[Bracket, ...]) -> None:
        self._plan = plan
        self._kind: ResourceKind = resource_of(order.spaces[family].defaults)
        self._drawn = SampledSearcher(order.spaces[family], order.settings.seed, RandomSampler, str)
        self._live: list[_Live] = []
        self._n_begun = 0

    def propose(self, number: int) -> Suggestion:
        """Return the next configuration of the oldest bracket that has one."""
        for live in self._live:
            hyperparameters = self._next(live, number)
            if hyperparameters is not None:
                return self._suggestion(live, number, hyperparameters)
        live = _Live(self._plan[self._n_begun % len(self._plan)], [])
        self._n_begun += 1
        self._live.append(live)
        return self._suggestion(live, number, self._draw(live, number))

    def _next(self, live: _Live, number: int) -> Mapping[str, Scalar] | None:
        if live.waiting:
            return live.waiting.pop(0)
        if live.rung == 0 and live.n_drawn < live.bracket.rungs[0].n_configurations:
            return self._draw(live, number)
        return None

    def _draw(self, live: _Live, number: int) -> Mapping[str, Scalar]:
        live.n_drawn += 1
        return self._drawn.propose(number).hyperparameters

    def _suggestion(self, live: _Live, number: int, hyperparameters: Mapping[str, Scalar]) -> Suggestion:
        live.asked[number] = hyperparameters
        rung = live.bracket.rungs[live.rung]
        share = f"{_SHARES[rung.divisor]} {'of ' if rung.divisor > 1 else ''}the {self._kind}"
        why = f"bracket {live.bracket.number}, rung {live.rung + 1} of {len(live.bracket.rungs)}: {share}"
        return Suggestion(hyperparameters, why, rung.resource, self._kind if rung.divisor > 1 else None)

    def tell(self, outcome: Outcome) -> None:
        """Learn from a trial that was proposed here; others belong to no rung.

        After a kill in a run that is bound by seconds, something else may be recorded under the number: then the
        configuration that was proposed is lost.
        """
        trial = outcome.trial
        asked = [live.asked[trial.number] for live in self._live if trial.number in live.asked]
        self._end(trial.number, outcome.utility if asked == [trial.hyperparameters] else None)

    def withdraw(self, number: int) -> None:
        """Count the configuration as lost."""
        self._end(number, None)

    def _end(self, number: int, utility: float | None) -> None:
        for live in self._live:
            if number in live.asked:
                live.ended(number, utility)
        self._live = [live for live in self._live if live.rung < len(live.bracket.rungs) and _goes_on(live)]


def _goes_on(live: _Live) -> bool:
    """Whether anything is open, waits or is to be drawn."""
    return bool(live.asked or live.waiting) or (
        live.rung == 0 and live.n_drawn < live.bracket.rungs[0].n_configurations
    )


def _choice(family: str, kind: ResourceKind, bracket: Bracket, most: int) -> Choice:
    """Say what one bracket holds; ``most`` is how often the first thins."""
    rungs = ", then ".join(
        f"{rung.n_configurations} with {_SHARES[rung.divisor]} {'of ' if rung.divisor > 1 else ''}the {kind}"
        for rung in bracket.rungs
    )
    facts = tuple(
        Fact(f"configurations with {_SHARES[rung.divisor]}", rung.n_configurations, "trials") for rung in bracket.rungs
    )
    because = "it does not thin, in case a cheap look misleads"
    if not most:
        least = f"{MIN_ROWS} rows" if kind == "rows" else f"{MIN_ROUNDS} rounds"
        because = f"no cheap look: there are too few trials for one, or it would see fewer than {least}"
    elif bracket.number:
        because = f"the best third of a rung goes on; thinned {bracket.number} time{'s' if bracket.number > 1 else ''}"
    return Choice(f"for {family}, bracket {bracket.number}: {rungs}", because, facts=facts)
