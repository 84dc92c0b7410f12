"""Neural networks: a few small ones, differing by their seed, trained in waves and averaged."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from threadpoolctl import threadpool_limits

from models.encoding import Style
from models.families.compact_network import CompactNetwork
from models.families.early_stopping import curve
from models.families.family import FitOrder, Fitted, Rows, joined
from models.families.network_training import NetworkPlan, Networks, Progress, curve_rows, train_for, train_until
from models.families.normal_scores import NormalScores
from models.record import FamilyAccount, HyperparameterAccount, Scalar, Task

REALMLP = "RealMLP (Holzmüller, Grinsztajn and Steinwart, NeurIPS 2024)"
OURS = "default chosen by trials of our own on eight tables"

N_EPOCHS = HyperparameterAccount(
    name="n_epochs",
    title="most epochs allowed",
    kind="int",
    default=50,
    low=1,
    high=500,
    is_log=True,
    meaning="How often all rows may be seen. The learning rate rises and falls in four waves over as many, each "
    "twice as long as the one before; early stopping finds how many epochs are kept.",
    more="The waves are longer, and small learning rates have time to arrive.",
    less="Training may end while it still improves.",
    overfitting="Harmless as a bound, because the epoch is kept that was best on rows held apart.",
    cost="Time grows in proportion, unless a wave ends without a better epoch.",
    source=f"waves as in {REALMLP}; {OURS}",
    aliases=("epochs", "rounds", "iterations", "max_iter", "passes"),
    is_searched=False,
    coupled="The learning rate and the rows in a step: smaller steps, or fewer of them in an epoch, need more epochs.",
    usual=(200, 256),
    usual_source="scikit-learn's default, and RealMLP's; with early stopping a smaller bound can do",
)
N_NETWORKS = HyperparameterAccount(
    name="n_networks",
    title="networks averaged",
    kind="int",
    default=3,
    low=1,
    high=8,
    meaning="How many networks are trained side by side, each from a start of its own, and averaged.",
    more="Chance in the start and in the order of rows averages out.",
    less="Faster, but the score depends more on chance.",
    overfitting="More of them overfit less than one.",
    cost="Time, memory and prediction time grow in proportion.",
    source=f"Lakshminarayanan, Pritzel and Blundell, NeurIPS 2017; {OURS}",
    aliases=("networks", "number of networks", "deep ensemble", "n_ensembles"),
    is_searched=False,
    coupled="Hardly anything but the time: more of them only average more.",
    usual=(5,),
    usual_source="Lakshminarayanan, Pritzel and Blundell, NeurIPS 2017",
)
LEARNING_RATE = HyperparameterAccount(
    name="learning_rate",
    title="learning rate",
    kind="float",
    default=5e-3,
    low=3e-4,
    high=2e-2,
    is_log=True,
    meaning="The size of the steps at the height of each wave; between waves it falls to nearly nothing.",
    more="Faster, coarser learning; too much of it runs away.",
    less="Finer steps that need more epochs to arrive.",
    overfitting="On few rows, smaller steps let early stopping find a simpler network.",
    cost="Small values use all the epochs.",
    source=f"waves as in {REALMLP}; restarts of Loshchilov and Hutter, ICLR 2017; {OURS}",
    aliases=("lr", "step size", "learning_rate_init", "eta", "learn rate"),
    coupled="The rows in a step (more of them bear larger steps) and the number of epochs.",
    usual=(1e-5, 1e-2),
    usual_source="search space of Gorishniy et al., NeurIPS 2021",
)
BATCH_SIZE = HyperparameterAccount(
    name="batch_size",
    title="rows in a step",
    kind="int",
    default=16,
    low=8,
    high=128,
    is_log=True,
    meaning="How many rows each step averages over. On tables with more than 64 times as many rows it grows, "
    "so that an epoch has about 64 steps.",
    more="Fewer, steadier steps in an epoch.",
    less="More and noisier steps in an epoch.",
    overfitting="Small ones often generalize a little better.",
    cost="Twice as many rows in a step take little more than half the time for an epoch.",
    source=f"Keskar et al., ICLR 2017, on small batches; {OURS}",
    aliases=("batch size", "minibatch", "mini-batch", "minibatch size", "batch"),
    coupled="The learning rate: retune it when this one changes.",
    usual=(32, 256),
    usual_source="Goodfellow, Bengio and Courville, Deep Learning, 2016, section 8.1",
)
N_LAYERS = HyperparameterAccount(
    name="n_layers",
    title="hidden layers",
    kind="int",
    default=2,
    low=1,
    high=4,
    meaning="How many layers of units stand between the columns and the answer.",
    more="The network can combine what it has already combined.",
    less="A simpler network that is easier to train.",
    overfitting="More layers follow the training rows more closely.",
    cost="Time grows nearly in proportion.",
    source=f"Gorishniy et al., NeurIPS 2021, search 1 to 8; {OURS}",
    aliases=("layers", "hidden layers", "number of layers", "depth of the network", "hidden_layer_sizes"),
    coupled="The units in a layer (both make the size of the network), the L2 regularization and the learning rate.",
    usual=(1, 3),
    usual_source="defaults of scikit-learn and of RealMLP",
)
N_UNITS = HyperparameterAccount(
    name="n_units",
    title="units in a hidden layer",
    kind="int",
    default=128,
    low=32,
    high=256,
    is_log=True,
    meaning="How many weighted sums each hidden layer computes; all layers have as many.",
    more="Room for finer shapes.",
    less="A smaller and quicker network.",
    overfitting="Less decisive than the L2 penalty and early stopping.",
    cost="Time grows up to fourfold when it doubles.",
    source=f"Gorishniy et al., NeurIPS 2021, search 1 to 512; {OURS}",
    aliases=("units", "neurons", "width", "hidden units", "hidden size", "nodes"),
    coupled="The number of layers and the L2 regularization: a larger network wants a stronger brake.",
    usual=(100, 256),
    usual_source="defaults of scikit-learn and of RealMLP",
)
ALPHA = HyperparameterAccount(
    name="alpha",
    title="L2 regularization",
    kind="float",
    default=2e-3,
    low=1e-5,
    high=3e-2,
    is_log=True,
    meaning="How strongly large weights are penalized, for each row of the average loss.",
    more="Smaller weights and smoother predictions.",
    less="The network follows the training rows more closely.",
    overfitting="The main lever: more of it lowers the risk; too much of it underfits.",
    cost="None.",
    source=f"scikit-learn's MLPClassifier (its alpha is ours times the rows in a step); {OURS}",
    aliases=("l2", "weight decay", "weight_decay", "penalty", "regularization", "lambda"),
    coupled="The size of the network and the number of epochs, which the penalty makes bearable.",
    usual=(1e-6, 1e-3),
    usual_source="search space of Gorishniy et al., NeurIPS 2021, for weight decay",
)
ACTIVATION = HyperparameterAccount(
    name="activation",
    title="activation",
    kind="choice",
    default="relu",
    choices=("relu", "tanh"),
    meaning="The bend that each unit gives its weighted sum: relu cuts off below zero, tanh levels off on both sides.",
    more="Tanh gives smooth predictions.",
    less="Relu gives predictions with edges, and learns faster.",
    overfitting="Tanh is a little smoother; hardly any other effect.",
    cost="Tanh takes a little more time.",
    source=f"scikit-learn's MLPClassifier; {OURS}",
    aliases=("relu", "tanh", "nonlinearity", "activation function"),
    coupled="The learning rate: relu with steps that are too large leaves units that never answer again.",
)
_SPACE = (LEARNING_RATE, BATCH_SIZE, N_LAYERS, N_UNITS, ALPHA, ACTIVATION, N_EPOCHS, N_NETWORKS)

PORTFOLIO: tuple[Mapping[str, Scalar], ...] = (
    {"n_layers": 3, "alpha": 1e-3},
    {"learning_rate": 2e-3, "alpha": 1e-3, "batch_size": 64},
    {"activation": "tanh", "learning_rate": 2e-3, "alpha": 1e-3},
    {"n_units": 256, "alpha": 5e-4},
)
"""To try after the tuned default: a deeper one, gentler steps for noisy rows, a smooth one, a wide one."""

REFIT_ROWS = 5_000
"""Up to this many training rows, a fit is repeated on the rows that told when to stop."""


class NeuralNetwork:
    """Multilayer perceptrons on columns and their normal scores, stopped early, averaged."""

    name = "neural_network"
    style: Style = "linear"
    stops_early = True
    varies_by_seed = True
    portfolio = PORTFOLIO

    def account(self, task: Task) -> FamilyAccount:
        """Describe the family; of a regression, also which loss it trains on."""
        sentence = (
            "It passes the columns through layers of weighted sums with a bend after each: smooth where trees have "
            "steps, so the two go well together."
        )
        if task == "regression":
            sentence += (
                " It trains on the squared error whatever the metric: under the mean absolute error only the epoch "
                "where it stops follows the metric, while boosting trains on that error itself."
            )
        return FamilyAccount(self.name, "neural network", sentence, _SPACE, ("-alpha", "n_layers", "n_units"))

    def fit(self, hyperparameters: Mapping[str, Scalar], order: FitOrder) -> Fitted:
        """Train until the stopping rows no longer improve; on few rows, then again on all rows for as long.

        Raises
        ------
        DivergedError
            When the steps are so large that the weights run away.
        """
        plan = NetworkPlan(**hyperparameters)  # type: ignore[arg-type]
        with threadpool_limits(order.n_threads):
            fit = _trained(plan, order)
            if order.stop is not None and order.rounds is None and _is_worth_repeating(fit.progress, order):
                rows = joined(order.train, order.stop)
                again = replace(order, train=rows, rounds=fit.progress.n_epochs, seconds=None)
                fit = replace(fit, kept=_trained(plan, again).kept)
        progress = fit.progress
        points = curve(progress.train_loss, progress.stopping_loss) if progress.stopping_loss else ()
        return Fitted(fit.kept, progress.n_epochs, plan.n_epochs, points)


@dataclass(frozen=True)
class _Trained:
    """What is kept of a training, and how it went."""

    kept: CompactNetwork
    progress: Progress


def _trained(plan: NetworkPlan, order: FitOrder) -> _Trained:
    """Train on ``order.train``: until the stopping rows say so, else for the rounds given, else for all epochs."""
    features = NormalScores(order.train.X)
    center, spread = _scale(order.train) if order.task == "regression" else (0.0, 1.0)

    def prepared(rows: Rows) -> Rows:
        return Rows(features.appended(rows.X), (rows.y - center) / spread, rows.weight)

    train = prepared(order.train)
    if order.rounds is not None:
        plan = plan.resting_after(order.rounds)
    networks = Networks(plan, order, train)
    if order.rounds is not None or order.stop is None:
        progress = train_for(networks, order.rounds or plan.n_epochs, order.seconds)
    else:
        sample = curve_rows(train, order.seed)
        progress = train_until(networks, sample, prepared(order.stop), order.seconds)
    return _Trained(CompactNetwork(networks.members, features, center, spread), progress)


def _scale(rows: Rows) -> tuple[float, float]:
    """Return mean and deviation of the target, weighted as the rows are."""
    center = float(np.average(rows.y, weights=rows.weight))
    spread = float(np.sqrt(np.average((rows.y - center) ** 2, weights=rows.weight)))
    return center, spread or 1.0


def _is_worth_repeating(progress: Progress, order: FitOrder) -> bool:
    """Tell whether a fit is repeated on the stopping rows too: on few rows, where the clock leaves room for it."""
    return progress.leaves_time and not progress.is_cut and len(order.train.y) <= REFIT_ROWS
