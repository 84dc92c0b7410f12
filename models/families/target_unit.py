"""The unit of a regression's target inside of a library that is not indifferent to it."""

from dataclasses import dataclass

from models.families.family import Array, FitOrder


@dataclass(frozen=True)
class TargetUnit:
    """What a target is centered on and divided by; nothing for classes.

    With float32 a target of 1,000,000,000 give or take 10 would be a constant; an L1 penalty on the values of leaves
    would mean something else for the same target in another unit; and a gain that a library takes for nothing (a
    millionth in XGBoost, 2e-16 in scikit-learn's trees) is all that there is to gain of a target that is small enough.
    """

    center: float = 0.0
    spread: float = 1.0

    @classmethod
    def of(cls, order: FitOrder) -> "TargetUnit":
        """Return mean and standard deviation of the training rows' target."""
        y = order.train.y
        return cls() if order.task != "regression" else cls(float(y.mean()), float(y.std()) or 1.0)

    def inside(self, y: Array) -> Array:
        """Return the target as the library gets it."""
        return (y - self.center) / self.spread


OWN_UNIT = TargetUnit()
"""The target as it is."""
