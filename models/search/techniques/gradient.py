"""Gradient search: down the slope of the cross-validated loss, for the penalty of linear models.

Every trial measures the slope of its loss with respect to log alpha on all folds (see
``models.families.penalty_gradient``). With one hyperparameter, a quasi-Newton step is a secant step: two slopes tell
the curvature. A slope below zero on the left and above zero on the right hold a minimum between them, and a step
never leaves that bracket; where it would, it goes to the middle.
"""

from dataclasses import dataclass, replace
from math import exp, log
from statistics import fmean

from optuna.distributions import FloatDistribution

from models.errors import NotDifferentiableError, SpaceError
from models.families.family import Differentiable
from models.families.registry import FAMILIES
from models.record import Fact, TechniqueAccount
from models.search.space import SearchSpace
from models.search.techniques.technique import Choice, Outcome, SearchOrder, Suggestion, Technique

ALPHA, L1_RATIO = "alpha", "l1_ratio"
DIFFERENTIABLE = tuple(family.name for family in FAMILIES if isinstance(family, Differentiable))
FIRST_STEP = log(10)
MAX_STEP = log(100)
MIN_STEP = 0.05
"""A descent ends where the next step would change alpha by less than a twentieth."""
SAME_MINIMUM = 0.2
"""A descent that comes so near (in log alpha) to where another ended is over: both would end there."""
STARTS = (0.5, 0.15, 0.85)
"""After the tuned default, where further descents begin: places in the range of log alpha, 0 to 1."""


class Gradient(Technique):
    """Descends by exact slopes; linear models alone have them here."""

    account = TechniqueAccount(
        name="gradient",
        title="gradient descent on the cross-validated loss",
        sentence="It measures, with each trial, which way the cross-validated loss falls as the penalty changes, and "
        "goes there.",
        when="Right for the strength of the L2 penalty of a linear model; no other family here can be differentiated.",
        cost="A handful of trials, each a little dearer for its slope, one after the other; it finds the nearest "
        "minimum, so it sets out from several places.",
        source="Bengio 2000, Neural Computation 12; Pedregosa 2016, ICML",
    )
    measures_slopes = True

    def families(self, asked: tuple[str, ...]) -> tuple[str, ...]:
        """Return the families that have slopes.

        Raises
        ------
        NotDifferentiableError
            When others were asked for.
        """
        others = tuple(name for name in asked if name not in DIFFERENTIABLE)
        if others:
            raise NotDifferentiableError(others, DIFFERENTIABLE)
        return asked or DIFFERENTIABLE

    def narrowed(self, space: SearchSpace) -> SearchSpace:
        """Hold the mix of penalties at L2, whose slope exists everywhere.

        Raises
        ------
        SpaceError
            Where the user's knowledge rules L2 out.
        """
        choices = getattr(space.distributions.get(L1_RATIO), "choices", (space.fixed.get(L1_RATIO),))
        if 0.0 not in choices:
            raise SpaceError(space.family, L1_RATIO, "the gradient technique needs 0: an L1 penalty has a kink")
        others = {name: found for name, found in space.distributions.items() if name != L1_RATIO}
        return replace(space, fixed={**space.fixed, L1_RATIO: 0.0}, distributions=others)

    def choices(self, order: SearchOrder) -> tuple[Choice, ...]:
        """Say what is differentiated, and what is not."""
        loss = "the cross-validated log loss or squared error, whatever the metric: the metric chooses among the trials"
        over = tuple(family.name for family in FAMILIES if family.name not in DIFFERENTIABLE)
        because = f"of all families these alone have a slope; it is that of {loss}"
        facts = (Fact("descents, at most", 1 + len(STARTS), "descents"),)
        chosen = f"descend in {ALPHA} of {', '.join(order.spaces)}, with {L1_RATIO} held at 0"
        return (Choice(chosen, because, over=over, facts=facts),)

    def begin(self, family: str, order: SearchOrder) -> "GradientSearcher":
        """Begin at the tuned default."""
        return GradientSearcher(order.spaces[family])


@dataclass(frozen=True)
class _Slope:
    """A place in log alpha, with the slope of the loss there and the trial that measured it."""

    at: float
    slope: float
    trial: int


class _Descent:
    """One way down: where it has been, and the bracket that holds its minimum.

    Parameters
    ----------
    start : where it begins, in log alpha
    low, high : the range of log alpha
    """

    def __init__(self, start: float, low: float, high: float) -> None:
        self.start = start
        self.path: list[_Slope] = []
        self._bracket = [low, high]
        self._is_measured = [False, False]

    def walk(self, slope: _Slope) -> None:
        """Take what was measured at the last place; it becomes an end of the bracket."""
        self.path.append(slope)
        end = int(slope.slope > 0)
        self._bracket[end], self._is_measured[end] = slope.at, True

    def next_place(self) -> float | None:
        """Return where it goes on; None where the next step would hardly change anything."""
        if not self.path:
            return self.start
        now = self.path[-1]
        at = now.at + self._step()
        ahead = int(now.slope < 0)  # the end of the bracket that lies downhill
        is_beyond = at > self._bracket[1] if ahead else at < self._bracket[0]
        if is_beyond:
            at = sum(self._bracket) / 2 if self._is_measured[ahead] else self._bracket[ahead]
        return None if abs(at - now.at) < MIN_STEP else at

    def _step(self) -> float:
        """Return the secant step; one of a fixed length where the loss does not curve upward."""
        now = self.path[-1]
        if len(self.path) > 1:
            before = self.path[-2]
            curvature = (now.slope - before.slope) / (now.at - before.at)
            if curvature > 0:
                return min(max(-now.slope / curvature, -MAX_STEP), MAX_STEP)
        return FIRST_STEP if now.slope < 0 else -FIRST_STEP


class GradientSearcher:
    """One descent after another, one trial at a time; the first from the tuned default, once that was told."""

    def __init__(self, space: SearchSpace) -> None:
        self._space = space
        self._is_begun = False
        found = space.distributions[ALPHA]
        assert isinstance(found, FloatDistribution)  # noqa: S101  the account of linear models says so
        low, high = log(found.low), log(found.high)
        places = [log(float(space.complete({})[ALPHA] or 0)), *(low + part * (high - low) for part in STARTS)]
        self._descents = [_Descent(place, low, high) for place in places]
        self._measured: dict[float, _Slope] = {}
        self._open: dict[int, float] = {}
        self._minima: list[float] = []

    def propose(self, number: int) -> Suggestion | None:
        """Return the next step down; None while a slope is being measured, and when all descents have ended."""
        while self._is_begun and self._descents and not self._open:
            descent = self._descents[0]
            at = descent.next_place()
            if at is None or any(abs(at - known) < SAME_MINIMUM for known in self._minima):
                self._arrive()
            elif at in self._measured:
                descent.walk(self._measured[at])
            else:
                self._open[number] = at
                return Suggestion(self._space.complete({ALPHA: exp(at)}), _why(descent, at))
        return None

    def _arrive(self) -> None:
        """End the first descent."""
        path = self._descents.pop(0).path
        if path:
            self._minima.append(path[-1].at)

    def tell(self, outcome: Outcome) -> None:
        """Learn the slope that a trial measured; a descent whose trial measured none ends."""
        trial = outcome.trial
        asked = self._open.get(trial.number)
        at = log(float(trial.hyperparameters[ALPHA] or 0))
        if asked is not None and abs(at - asked) < MIN_STEP:
            at = asked
        self._is_begun = True
        slopes = [fold.hypergradient.slope for fold in trial.folds if fold.hypergradient is not None]
        if slopes:
            self._measured[at] = _Slope(at, fmean(slopes), trial.number)
        if asked is not None and not (slopes and at == asked):
            self.withdraw(trial.number)
        self._open.pop(trial.number, None)

    def withdraw(self, number: int) -> None:
        """End the descent whose step was lost."""
        if self._open.pop(number, None) is not None:
            self._descents.pop(0)


def _why(descent: _Descent, at: float) -> str:
    if not descent.path:
        return "a place from which a descent begins"
    now = descent.path[-1]
    verb = "falls" if now.slope < 0 else "rises"
    return (
        f"the cross-validated loss {verb} along log {ALPHA} with a slope of {now.slope:+.3g} at trial {now.trial}: "
        f"a step from {ALPHA} {exp(now.at):.3g} to {exp(at):.3g}"
    )
