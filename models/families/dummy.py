"""The baseline: the class shares or the average, whatever the row. Every run starts with it."""

from collections.abc import Mapping

from sklearn.dummy import DummyClassifier, DummyRegressor

from models.encoding import Style
from models.families.family import FitOrder, Fitted
from models.record import FamilyAccount, Scalar, Task


class Dummy:
    """Predicts the same for every row; what any useful model must beat."""

    name = "dummy"
    style: Style = "linear"
    stops_early = False
    varies_by_seed = False
    portfolio: tuple[Mapping[str, Scalar], ...] = ()

    def account(self, task: Task) -> FamilyAccount:
        """Describe the baseline."""
        what = "the average of the target" if task == "regression" else "how common each class is"
        return FamilyAccount(self.name, "baseline", f"It predicts {what} for every row, without looking at it.", ())

    def fit(self, hyperparameters: Mapping[str, Scalar], order: FitOrder) -> Fitted:  # noqa: ARG002  it has none
        """Learn the average or the class shares."""
        rows = order.train
        if order.task != "regression":
            return Fitted(DummyClassifier(strategy="prior").fit(rows.X, rows.y, rows.weight))
        strategy = "median" if order.metric.startswith("mean_absolute") else "mean"
        return Fitted(DummyRegressor(strategy=strategy).fit(rows.X, rows.y, rows.weight))
