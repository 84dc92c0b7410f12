"""Gradient search: down the slope of the cross-validated loss, for the penalty of linear models.

Every trial measures the slope of its loss with respect to log alpha on all folds (see
``models.families.penalty_gradient``). A descent goes down the slope, tenfold by tenfold, until the loss rises again.
A slope below zero on the left and above zero on the right hold a minimum between them; the cubic that has the losses
and slopes of both ends tells where.
"""

from dataclasses import dataclass, replace
from math import exp, log, sqrt
from statistics import fmean

from optuna.distributions import FloatDistribution

from models.errors import NotDifferentiableError, SpaceError
from models.families.family import Differentiable
from models.families.penalty_gradient import MAX_ROWS
from models.families.registry import FAMILIES
from models.record import Fact, TechniqueAccount
from models.search.space import SearchSpace
from models.search.techniques.technique import Choice, Outcome, SearchOrder, Suggestion, Technique

ALPHA, L1_RATIO = "alpha", "l1_ratio"
DIFFERENTIABLE = tuple(family.name for family in FAMILIES if isinstance(family, Differentiable))
STEP = log(10)
"""How far it goes down a slope, as long as no rise was met."""
MIN_STEP = 0.05
"""A descent ends where the next step would change alpha by less than a twentieth."""
SAME_MINIMUM = 0.2
"""A descent that comes so near (in log alpha) to where another ended, or passes it, is over: both would end there."""
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
        if order.n_rows > MAX_ROWS:
            because += f"; of more than {MAX_ROWS:,} training rows a drawn part gives it"
        facts = (Fact("descents, at most", 1 + len(STARTS), "descents"),)
        chosen = f"descend in {ALPHA} of {', '.join(order.spaces)}, with {L1_RATIO} held at 0"
        return (Choice(chosen, because, over=over, facts=facts),)

    def begin(self, family: str, order: SearchOrder) -> "GradientSearcher":
        """Begin at the tuned default."""
        return GradientSearcher(order.spaces[family])


@dataclass(frozen=True)
class _Slope:
    """A place in log alpha, with the loss and its slope there, and the trial that measured them."""

    at: float
    loss: float
    slope: float
    trial: int


class _Descent:
    """One way down: where it stands, and the bracket of slopes that holds its minimum.

    Parameters
    ----------
    start : where it begins, in log alpha
    low, high : the range of log alpha
    """

    def __init__(self, start: float, low: float, high: float) -> None:
        self.start = start
        self.now: _Slope | None = None
        self._range = (low, high)
        self._falling: _Slope | None = None
        self._rising: _Slope | None = None

    def walk(self, slope: _Slope) -> None:
        """Take what was measured at the last place; it becomes an end of the bracket."""
        self.now = slope
        if slope.slope > 0:
            self._rising = slope
        else:
            self._falling = slope

    def next_place(self) -> float | None:
        """Return where it goes on; None where the next step would hardly change anything."""
        if self.now is None:
            return self.start
        if self._falling is not None and self._rising is not None:
            at = _between(self._falling, self._rising)
            nearest = min(abs(at - self._falling.at), abs(at - self._rising.at))
        else:
            step = STEP if self.now.slope <= 0 else -STEP
            at = min(max(self.now.at + step, self._range[0]), self._range[1])
            nearest = abs(at - self.now.at)
        return None if nearest < MIN_STEP else at


def _between(left: _Slope, right: _Slope) -> float:
    """Return the minimum of the cubic through two losses and slopes (Nocedal and Wright 2006, equation 3.59).

    It is kept a tenth of the bracket away from either end, so that the bracket shrinks with every step.
    """
    width = right.at - left.at
    bend = left.slope + right.slope - 3 * (right.loss - left.loss) / width
    root = sqrt(bend**2 - left.slope * right.slope)
    at = right.at - width * (right.slope + root - bend) / (right.slope - left.slope + 2 * root)
    return min(max(at, left.at + width / 10), right.at - width / 10)


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
            if at is None or self._is_known(descent, at):
                self._arrive()
            elif at in self._measured:
                descent.walk(self._measured[at])
            else:
                self._open[number] = at
                return Suggestion(self._space.complete({ALPHA: exp(at)}), _why(descent, at))
        return None

    def _is_known(self, descent: _Descent, at: float) -> bool:
        """Whether a step leads to, or over, a minimum where another descent ended."""
        ends = (at, at if descent.now is None else descent.now.at)
        return any(min(ends) - SAME_MINIMUM < known < max(ends) + SAME_MINIMUM for known in self._minima)

    def _arrive(self) -> None:
        """End the first descent."""
        now = self._descents.pop(0).now
        if now is not None:
            self._minima.append(now.at)

    def tell(self, outcome: Outcome) -> None:
        """Learn the slope that a trial measured; a descent whose trial measured none ends."""
        trial = outcome.trial
        asked = self._open.get(trial.number)
        at = log(float(trial.hyperparameters[ALPHA] or 0))
        if asked is not None and abs(at - asked) < MIN_STEP:
            at = asked
        self._is_begun = True
        slopes = [fold.hypergradient for fold in trial.folds if fold.hypergradient is not None]
        if slopes:
            loss, slope = fmean(s.loss for s in slopes), fmean(s.slope for s in slopes)
            self._measured[at] = _Slope(at, loss, slope, trial.number)
        if asked is not None and not (slopes and at == asked):
            self.withdraw(trial.number)
        self._open.pop(trial.number, None)

    def withdraw(self, number: int) -> None:
        """End the descent whose step was lost."""
        if self._open.pop(number, None) is not None:
            self._descents.pop(0)


def _why(descent: _Descent, at: float) -> str:
    now = descent.now
    if now is None:
        return "a place from which a descent begins"
    verb = "falls" if now.slope < 0 else "rises"
    return (
        f"the cross-validated loss {verb} along log {ALPHA} with a slope of {now.slope:+.3g} at trial {now.trial}: "
        f"a step from {ALPHA} {exp(now.at):.3g} to {exp(at):.3g}"
    )
