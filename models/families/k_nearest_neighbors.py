"""Nearest neighbors: a new row is answered by the training rows that are most like it."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from models.encoding import Style
from models.families.family import FitOrder, Fitted
from models.families.nearest_rows import Asking, NearestRows
from models.record import FamilyAccount, HyperparameterAccount, Scalar, Task

MAX_KEPT, MAX_KEPT_CELLS = 20_000, 400_000
"""Rows, and rows times features, that are kept: each is compared with every row to predict."""

N_NEIGHBORS = HyperparameterAccount(
    name="n_neighbors",
    title="neighbors asked",
    kind="int",
    default=15,
    low=1,
    high=200,
    is_log=True,
    meaning="How many of the most similar training rows answer for a new one. At most "
    f"{MAX_KEPT:,} rows are kept to be asked, of a larger table a sample.",
    more="The answer averages over more rows and becomes smoother.",
    less="The answer follows the single nearest rows.",
    overfitting="The main lever: more of them lower the risk; too many blur what differs.",
    cost="Little; time is spent on finding them.",
    source="Cover and Hart 1967, IEEE Transactions on Information Theory 13; range and default of our own",
    aliases=("k", "neighbors", "number of neighbors", "neighbours", "n_neighbours"),
    coupled="How neighbors count: where near ones count for more, many of them do less harm.",
    usual=(1, 100),
    usual_source="search space of auto-sklearn (Feurer et al., NeurIPS 2015)",
)
WEIGHTS = HyperparameterAccount(
    name="weights",
    title="how neighbors count",
    kind="choice",
    default="distance",
    choices=("uniform", "distance"),
    meaning="Whether all neighbors count the same (uniform), or near ones for more (distance).",
    more="With distance, a row much like a known one gets nearly its answer.",
    less="With uniform, predictions are steadier and coarser.",
    overfitting="With distance, a training row finds itself, so scores on training rows say nothing.",
    cost="Distance takes a little more time.",
    source="scikit-learn's KNeighborsClassifier",
    aliases=("weights", "weighting", "distance weighting", "vote"),
    coupled="The number of neighbors: with few of them the weighting hardly matters.",
)
POWER = HyperparameterAccount(
    name="p",
    title="kind of distance",
    kind="choice",
    default=1,
    choices=(1, 2),
    meaning="How differences of columns add up to a distance: 1 sums them, 2 is the straight line.",
    more="At 2 the columns that differ most decide.",
    less="At 1 one far column matters less.",
    overfitting="Hardly any effect.",
    cost="1 takes several times longer on large tables.",
    source="scikit-learn's KNeighborsClassifier (Minkowski distance)",
    aliases=("distance metric", "minkowski", "manhattan", "euclidean"),
    coupled="The scale of the columns: what is not brought to one scale decides the distance.",
)
MIN_KEPT = 500

PORTFOLIO: tuple[Mapping[str, Scalar], ...] = (
    {"n_neighbors": 40, "weights": "distance", "p": 1},
    {"n_neighbors": 5, "weights": "distance", "p": 1},
)
"""To try after the tuned default: more neighbors for noisy rows, fewer for clean ones."""


class KNearestNeighbors:
    """Rows are answered by the rows nearest to them."""

    name = "k_nearest_neighbors"
    style: Style = "linear"
    stops_early = False
    varies_by_seed = False
    portfolio = PORTFOLIO

    def account(self, task: Task) -> FamilyAccount:  # noqa: ARG002  the same for all tasks
        """Describe the family."""
        sentence = (
            f"It looks up the most similar training rows (of at most {MAX_KEPT:,} that it keeps) and lets them "
            "answer: weak where many columns are noise, but different from all others, so it helps an average."
        )
        space = (N_NEIGHBORS, WEIGHTS, POWER)
        return FamilyAccount(self.name, "k-nearest neighbors", sentence, space, ("-n_neighbors",), remembers_rows=True)

    def fit(self, hyperparameters: Mapping[str, Scalar], order: FitOrder) -> Fitted:
        """Keep the rows, or a sample of them by class; rows of weight 0 are never asked."""
        rows = order.train
        kept = _kept(order)
        asking = Asking(
            n_neighbors=int(hyperparameters["n_neighbors"] or 1),
            is_near_more=hyperparameters["weights"] == "distance",
            power=int(hyperparameters["p"] or 2),
        )
        weight = np.ones(len(kept)) if rows.weight is None else rows.weight[kept]
        is_classes = order.task != "regression"
        return Fitted(NearestRows(rows.X[kept], rows.y[kept], weight, asking, is_classes=is_classes))


def _kept(order: FitOrder) -> NDArray[np.intp]:
    """Return the numbers of the rows to keep: all, or a seeded sample with each class in its share."""
    rows = order.train
    counting = np.arange(len(rows.y)) if rows.weight is None else np.flatnonzero(rows.weight > 0)
    most = min(MAX_KEPT, max(MIN_KEPT, MAX_KEPT_CELLS // rows.X.shape[1]))
    if len(counting) <= most:
        return counting
    rng = np.random.default_rng(order.seed)
    shuffled = rng.permutation(counting)
    if order.task != "regression":
        shuffled = shuffled[np.argsort(rows.y[shuffled], kind="stable")]
    at = np.linspace(0, len(shuffled) - 1, most).round().astype(np.intp)
    return np.sort(shuffled[at])
