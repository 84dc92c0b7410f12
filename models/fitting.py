"""One fit of one configuration, whatever the rows: of a single class too, and on the scale of the target."""

from collections.abc import Mapping

import numpy as np

from models.families.dummy import Dummy
from models.families.family import Family, FitOrder, Fitted
from models.problem import TargetScale
from models.record import Scalar
from models.target_transform import fit_on_scale


def fit_configuration(
    family: Family, hyperparameters: Mapping[str, Scalar], order: FitOrder, scale: TargetScale
) -> Fitted:
    """Fit one configuration.

    Where the rows to fit on are of one class, as in a fold that holds the only row of the other, there is nothing to
    tell apart, and most estimators refuse: then that class is predicted.
    """
    if order.n_classes and len(np.unique(order.train.y)) < 2:
        return Dummy().fit({}, order)
    return fit_on_scale(family, hyperparameters, order, scale)
