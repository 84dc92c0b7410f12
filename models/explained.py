"""What is measured of a delivery before it is written: what mattered, how sure it is, and what explains predictions."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from models.blend import Blend
from models.conformal import OutOfFold
from models.counterfactuals.tell import counterfactuals_of
from models.diagnostics.diagnose import Decided, diagnose
from models.explain import representative_rows
from models.hyperparameter_importance import family_importances
from models.importance import column_importances
from models.intervals import uncertainty_of
from models.record import Counterfactuals, Diagnostics, Finding, Importances, Uncertainty
from models.search.coordinator import Search
from models.splits import resampling_units
from models.stage import Stage


@dataclass(frozen=True)
class Explained:
    """What the record and the model folder hold beside the score; ``background`` are rows as the models take them."""

    importances: Importances
    uncertainty: Uncertainty | None
    diagnostics: Diagnostics | None
    counterfactuals: Counterfactuals | None
    background: pd.DataFrame


def explain_delivery(stage: Stage, search: Search, blend: Blend, findings: Sequence[Finding]) -> Explained:
    """Measure what is delivered. What takes time comes last, and gives way where none is left.

    Parameters
    ----------
    blend : what is delivered
    findings : of the run
    """
    trials = list(search.trials.values())
    families = family_importances(stage.search_order.spaces, trials, stage.scorer.metric)
    out_of_fold = _out_of_fold(stage, blend)
    uncertainty = None if out_of_fold is None else uncertainty_of(out_of_fold)
    decided = Decided(stage.problem.classes, blend.threshold, stage.order.goal.costs)
    diagnostics = None if out_of_fold is None else diagnose(out_of_fold, decided, stage.order.settings.seed)
    counterfactuals = counterfactuals_of(stage, search, blend, findings)
    rows = representative_rows(stage.problem.y if out_of_fold is None else out_of_fold.prediction)
    columns = column_importances(stage, search, search.trials[blend.members[0].trial])
    return Explained(
        importances=Importances(columns, families),
        uncertainty=uncertainty,
        diagnostics=diagnostics,
        counterfactuals=counterfactuals,
        background=stage.problem.frame.iloc[rows],
    )


def _out_of_fold(stage: Stage, blend: Blend) -> OutOfFold | None:
    """Blend the members' out-of-fold predictions of the first repeat; None where a file is gone."""
    found = [stage.predictions.read(member.trial) for member in blend.members]
    read = [np.asarray(predictions[0], dtype=float) for predictions in found if predictions is not None]
    if len(read) < len(found):
        return None
    prediction = blend.of(read)
    problem = stage.problem
    return OutOfFold(
        y=problem.y,
        prediction=prediction,
        weight=np.ones(problem.n_rows) if problem.weight is None else problem.weight,
        folds=tuple(fold for fold in stage.folds if fold.repeat == 0),
        units=resampling_units(problem),
        is_in_time=stage.plan.kind == "time",
    )
