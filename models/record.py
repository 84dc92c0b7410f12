"""The record of a run: every trial, fold, decision and finding, as frozen plain data.

The engine writes it as it works; the service stores it; the assistant speaks from it and from nothing else.
This module imports the standard library alone.

Every score in a record is in the metric's own unit, as a reader expects it (log loss and RMSE positive);
``MetricAccount.greater_is_better`` tells the direction, and ``is_better`` compares.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

FORMAT_VERSION = 1

Scalar = str | int | float | bool | None
Task = Literal["binary", "multiclass", "regression"]
ColumnKind = Literal["numeric", "categorical", "boolean", "datetime", "text", "identifier", "constant"]
TrialState = Literal["waiting", "running", "complete", "pruned", "failed"]
RunStatus = Literal["queued", "running", "succeeded", "failed", "cancelled"]
FindingAnswer = Literal["found", "not_found", "not_applicable"]
Risk = Literal["low", "moderate", "high", "cannot_tell"]
ResourceKind = Literal["rounds", "rows"]
Scale = Literal["plain", "log"]
TruePurpose = Literal["test", "evaluation"]
TrueAnswer = Literal["inside", "better", "worse", "cannot_tell"]
WhatIfKind = Literal["hyperparameters", "family", "without_columns", "folds", "rows_fraction", "trials", "technique"]
WhatIfStatus = Literal["queued", "running", "complete", "failed", "cancelled"]


@dataclass(frozen=True)
class Fact:
    """One measured or given number (or word) behind a decision or a finding."""

    label: str
    value: Scalar
    unit: str = ""


@dataclass(frozen=True)
class Reason:
    """Why one field of a goal was understood as it was."""

    field: str
    value: str
    because: str


@dataclass(frozen=True)
class Costs:
    """What the two mistakes of a binary decision cost, in any common unit; only their ratio matters."""

    false_negative: float
    false_positive: float


@dataclass(frozen=True)
class Goal:
    """What to predict and what counts as good, as understood from words or JSON.

    ``metric`` is a name of the metric table without ``neg_``, and is always set: where the user stated none,
    ``reasons`` says that it is the default of the task. ``positive_class`` is set for binary tasks alone.
    """

    text: str
    target: str
    task: Task
    metric: str
    positive_class: str | None = None
    costs: Costs | None = None
    ignore: tuple[str, ...] = ()
    group: str | None = None
    time: str | None = None
    weight: str | None = None
    reasons: tuple[Reason, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class ColumnAccount:
    """One column of the table: what it holds and how that was told.

    ``notes`` are sentences: the reason of the kind, and what a reader should know. ``is_used`` says whether the
    models see it; ``role`` is feature, target, ignored, group, time or weight.
    """

    name: str
    kind: ColumnKind
    missing: int
    distinct: int
    examples: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    role: str = "feature"
    is_used: bool = True


@dataclass(frozen=True)
class ClassCount:
    """How many rows a class has."""

    name: str
    rows: int


@dataclass(frozen=True)
class DataAccount:
    """The table of a run. ``hash`` is the SHA-256 of its content, hexadecimal."""

    name: str
    n_rows: int
    n_rows_used: int
    columns: tuple[ColumnAccount, ...]
    hash: str
    classes: tuple[ClassCount, ...] = ()
    target_mean: float | None = None
    target_deviation: float | None = None


@dataclass(frozen=True)
class MetricAccount:
    """The metric of a run, in words. ``best`` is the value of a perfect model."""

    name: str
    title: str
    greater_is_better: bool
    unit: str
    sentence: str
    best: float
    needs: Literal["probability", "class", "value"]
    is_pooled: bool

    def is_better(self, value: float, than: float) -> bool:
        """Whether one score is strictly better than another, in the metric's own unit."""
        return value > than if self.greater_is_better else value < than


@dataclass(frozen=True)
class HyperparameterAccount:
    """What a hyperparameter is, where it was searched, and what more of it does.

    ``kind`` is float, int or choice. ``low`` and ``high`` bound a number, both included; ``choices`` lists the
    others. ``default`` is the tuned default that is tried first. ``is_searched`` is False where a better way than
    searching exists (the number of boosting rounds is told by early stopping); the default holds then. ``coupled`` says
    with which others it has to be set together. ``usual`` holds one usual value or the two ends of a usual range, as
    ``usual_source`` has them; empty for choices, and with ``coupled`` in records of before they were written down.
    """

    name: str
    title: str
    kind: Literal["float", "int", "choice"]
    default: Scalar
    meaning: str
    more: str
    less: str
    overfitting: str
    cost: str
    source: str
    low: float | None = None
    high: float | None = None
    is_log: bool = False
    choices: tuple[Scalar, ...] = ()
    aliases: tuple[str, ...] = ()
    is_searched: bool = True
    coupled: str = ""
    usual: tuple[float, ...] = ()
    usual_source: str = ""


@dataclass(frozen=True)
class FamilyAccount:
    """A family of estimators that share one search space, in words.

    ``complexity`` orders its configurations from simple to complex: names of hyperparameters, the main lever first;
    a minus in front says that more of it is simpler. ``remembers_rows`` is set where a model scores nearly perfectly
    on its training rows by the way it is built, however good it is.
    """

    name: str
    title: str
    sentence: str
    hyperparameters: tuple[HyperparameterAccount, ...]
    complexity: tuple[str, ...] = ()
    remembers_rows: bool = False


@dataclass(frozen=True)
class TechniqueAccount:
    """A way to search, in words: what it does, when it is right, what it costs, and where it comes from."""

    name: str
    title: str
    sentence: str
    when: str
    cost: str
    source: str


@dataclass(frozen=True)
class FoldPlan:
    """How rows were split: ``kind`` is stratified, plain, group or time."""

    kind: Literal["stratified", "plain", "group", "time"]
    n_folds: int
    n_repeats: int
    seed: int
    because: str


@dataclass(frozen=True)
class CurvePoint:
    """One point of a learning curve: losses after so many rounds (or epochs), on rows fitted on and on stopping rows.

    Smaller is better; the unit is that of the loss that the estimator minimizes (log loss, squared error).
    """

    rounds: int
    train_loss: float
    stopping_loss: float


@dataclass(frozen=True)
class Hypergradient:
    """How the validation loss of a fold changes with a hyperparameter, on the training that belongs to it.

    ``loss`` is the log loss or the mean squared error of the fold's validation rows; ``slope`` is its derivative with
    respect to the natural logarithm of the hyperparameter: below zero, more of it lowers the loss.
    """

    hyperparameter: str
    loss: float
    slope: float


@dataclass(frozen=True)
class FoldScore:
    """One fold of one trial. ``rounds`` are boosting rounds, trees or epochs kept, out of ``max_rounds``.

    A score is None where the metric is undefined on the rows, such as ROC AUC on rows of one class. ``curve`` is
    that of families which stop early; ``hypergradient`` is measured where the technique descends by it.
    """

    train_score: float | None
    validation_score: float | None
    seconds: float
    rounds: int | None = None
    max_rounds: int | None = None
    curve: tuple[CurvePoint, ...] = ()
    hypergradient: Hypergradient | None = None


@dataclass(frozen=True)
class Trial:
    """One configuration of one family, evaluated on the folds.

    ``validation_score`` is the cross-validated score by the run's one definition (pooled, or the mean over
    folds: ``MetricAccount.is_pooled``), and None unless ``state`` is complete. ``standard_error`` is that of
    the folds' mean, and indicative only: folds share training rows. ``seconds`` is the time of all its folds added
    up; ``predict_ms`` the time of a fold's model for one row, of which ``encode_ms`` goes to making its features.
    ``why`` says why it was tried and, if pruned, why it was stopped. ``resource`` is the share (0 to 1) of
    ``resource_of`` (the rounds or the rows) that its folds were fitted with: below 1, the trial is a cheap look at a
    configuration, is pruned, and cannot be delivered.
    """

    number: int
    family: str
    hyperparameters: Mapping[str, Scalar]
    state: TrialState
    folds: tuple[FoldScore, ...] = ()
    validation_score: float | None = None
    train_score: float | None = None
    standard_error: float | None = None
    seconds: float = 0.0
    predict_ms: float | None = None
    encode_ms: float | None = None
    why: str = ""
    error: str | None = None
    resource: float = 1.0
    resource_of: ResourceKind | None = None


@dataclass(frozen=True)
class Decision:
    """One choice of the engine: what was chosen, over what, because of which measurement.

    ``at`` is seconds since the run began to work.
    """

    id: int
    stage: str
    chosen: str
    over: tuple[str, ...]
    because: str
    facts: tuple[Fact, ...] = ()
    at: float = 0.0


@dataclass(frozen=True)
class Finding:
    """One checked risk, with its number, its threshold and what to do."""

    code: str
    title: str
    answer: FindingAnswer
    sentence: str
    value: float | None
    threshold: float | None
    because: str
    remedy: str
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True)
class LeaderboardEntry:
    """One complete trial among the others. ``tied``: no better or worse than the winner beyond chance."""

    rank: int
    trial: int
    family: str
    hyperparameters: Mapping[str, Scalar]
    validation_score: float
    standard_error: float | None
    train_score: float | None
    seconds: float
    tied: bool


@dataclass(frozen=True)
class Score:
    """The honest score: the cross-validated one, and what to expect of it once choosing is paid for.

    ``low`` <= ``corrected`` <= ``high`` as numbers, at confidence ``level`` (0 to 1). ``corrected``, ``low`` and
    ``high`` are None where they cannot be told; ``because`` then says why, and otherwise how they were made and
    what was thinned to fit the reserve.
    """

    metric: str
    cross_validated: float
    corrected: float | None
    low: float | None
    high: float | None
    level: float
    because: str
    n_bootstraps: int = 0
    n_candidates: int = 0
    n_rows: int = 0


@dataclass(frozen=True)
class Promise:
    """What the honest score promised: ``corrected`` within ``low`` and ``high`` at confidence ``level`` (0 to 1)."""

    corrected: float | None
    low: float | None
    high: float | None
    level: float


@dataclass(frozen=True)
class TrueScore:
    """The score of the delivered model on labeled rows that took no part in the run, beside what was promised.

    ``purpose`` is test for the locked table of a run, the first time that it is opened; everything else is an
    evaluation. ``opening`` counts how often these rows were opened, this time included, at ``opened_at`` (ISO 8601,
    UTC). ``score``, ``low`` and ``high`` are in the metric's own unit, at confidence ``level`` (0 to 1), and None where
    they cannot be told. Of the ``n_scored`` rows, ``n_seen`` also stand in the training table (None where that is not
    at hand); ``score_unseen`` is the score of the others. ``difference`` is ``score`` minus the promised one, and ``z``
    the same over both standard errors joined, above zero where the model does better. ``answer`` says where the score
    lies: inside the promised range, better or worse.
    """

    table: str
    hash: str
    purpose: TruePurpose
    opening: int
    opened_at: str
    n_rows: int
    n_scored: int
    n_seen: int | None
    metric: str
    score: float | None
    low: float | None
    high: float | None
    standard_error: float | None
    level: float
    score_unseen: float | None
    promised: Promise
    difference: float | None
    z: float | None
    answer: TrueAnswer
    sentence: str
    because: str
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class RiskPart:
    """One of the four parts of the verdict, with its reasons and the codes of the findings that it rests on."""

    risk: Risk
    because: tuple[str, ...]
    codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Settling:
    """Something that would settle an open question. ``check`` names a check that can be asked for, where there is one.

    ``seconds`` is what it takes, predicted from the trials of the run; None where it takes no machine time.
    """

    what: str
    check: str | None = None
    seconds: float | None = None


@dataclass(frozen=True)
class Overfitting:
    """The verdict on overfitting, with its reasons.

    Its four parts are judged apart: what choosing the best of many cost, whether the model is more complex than its
    score needs, whether the score may be no real one, and whether the table is large enough to tell. ``settled_by``
    says what would make the verdict surer; ``unchecked`` what no check of ours can know.
    """

    risk: Risk
    because: tuple[str, ...]
    optimism: RiskPart | None = None
    capacity: RiskPart | None = None
    leakage: RiskPart | None = None
    evidence: RiskPart | None = None
    settled_by: tuple[Settling, ...] = ()
    unchecked: tuple[str, ...] = ()


@dataclass(frozen=True)
class EnsembleMember:
    """A trial that takes part in the delivered model, and its weight (0 to 1)."""

    trial: int
    weight: float


@dataclass(frozen=True)
class Result:
    """What a run delivers: the trial that leads, or a weighted average of the members of ``ensemble``.

    ``trial``, ``family``, ``hyperparameters`` and ``rounds`` are those of the heaviest member; ``score`` is that of the
    average. ``threshold`` is the probability from which the positive class of a binary task is decided. ``scale`` says
    whether predictions are averaged as they are or probabilities by their logarithms; ``temperature`` then divides the
    logarithms of the averaged probabilities: above 1, they become less sure.
    """

    model: str
    trial: int
    family: str
    hyperparameters: Mapping[str, Scalar]
    ensemble: tuple[EnsembleMember, ...]
    score: Score
    overfitting: Overfitting
    predict_ms: float | None
    threshold: float | None = None
    rounds: int | None = None
    scale: Scale = "plain"
    temperature: float = 1.0


@dataclass(frozen=True)
class ColumnImportance:
    """How much worse the score gets when the values of these columns are dealt anew among the rows, all by one shuffle.

    ``drop`` is in the metric's own unit, above 0 where the score gets worse, whichever way the metric points; ``low``
    <= ``drop`` <= ``high``. ``association`` (0 to 1) is that of the two columns of a group that are least alike, and
    ``note`` a sentence about what they are worth alone and together; None and empty for a single column.
    """

    columns: tuple[str, ...]
    drop: float
    low: float
    high: float
    association: float | None = None
    note: str = ""


@dataclass(frozen=True)
class ColumnImportances:
    """What the columns of the table are worth to trial ``trial``, told on rows that its models did not see.

    ``columns`` holds single columns, the most important first, and ``groups`` those that tell nearly the same, each
    measured as one: where a column has a stand-in, what it is worth alone says little. ``left_out`` names columns that
    were not measured. Intervals are at ``level`` (0 to 1). ``because`` says how it was measured, or why it was not.
    """

    trial: int
    columns: tuple[ColumnImportance, ...]
    groups: tuple[ColumnImportance, ...]
    because: str
    left_out: tuple[str, ...] = ()
    level: float = 0.9
    n_rows: int = 0
    n_folds: int = 0
    n_shuffles: int = 0


@dataclass(frozen=True)
class HyperparameterImportance:
    """What share (0 to 1) of the importance of a family's hyperparameters one of them has."""

    name: str
    share: float


@dataclass(frozen=True)
class DependencePoint:
    """The scores of the trials whose value of a hyperparameter lies in a range that was tried, or is one choice.

    ``low`` and ``high`` are the least and the greatest value that were tried there; None for a ``choice``. ``mean`` and
    ``best`` are validation scores in the metric's own unit; ``standard_error`` is that of the mean over the trials,
    None for a single one.
    """

    low: float | None
    high: float | None
    choice: Scalar
    n_trials: int
    mean: float
    standard_error: float | None
    best: float


@dataclass(frozen=True)
class ScoreDependence:
    """How the validation score went with a hyperparameter, only where it was tried: nothing is filled in between."""

    name: str
    points: tuple[DependencePoint, ...]


@dataclass(frozen=True)
class FamilyImportances:
    """Which hyperparameters of a family decided its scores, by ``evaluator``, over ``n_trials`` complete trials.

    ``hyperparameters`` is empty where that cannot be told; ``because`` says why, or how it was told.
    """

    family: str
    evaluator: str
    n_trials: int
    hyperparameters: tuple[HyperparameterImportance, ...]
    dependence: tuple[ScoreDependence, ...]
    because: str


@dataclass(frozen=True)
class AveragePrediction:
    """What is predicted on average when a column has one value in every row.

    ``value`` is a number, a level, or a time in ISO 8601; None for a missing cell. ``prediction`` is in the target's
    unit, or a probability (0 to 1), and the middle eight in ten rows are predicted ``low`` to ``high``. ``n_rows`` are
    the rows of the table whose own value is this one, or for numbers and times nearest to this one.
    """

    value: Scalar
    prediction: float
    low: float
    high: float
    n_rows: int


@dataclass(frozen=True)
class PartialDependence:
    """How the average prediction goes with the values of one column; numbers and times rise, levels are by frequency.

    ``of`` is the class whose probability is told: the positive one of two, of several the one that moves most; None
    for values. ``usual_low`` and ``usual_high`` bound the middle nine in ten rows of an ordered column: outside of
    them, the model has seen little. None for levels.
    """

    column: str
    kind: ColumnKind
    of: str | None
    points: tuple[AveragePrediction, ...]
    usual_low: Scalar = None
    usual_high: Scalar = None


@dataclass(frozen=True)
class PartialDependences:
    """Partial dependence on the most important columns, the most important first, told on ``n_rows`` rows.

    ``columns`` is empty where it was not measured; ``because`` says why, or how it was measured.
    """

    columns: tuple[PartialDependence, ...]
    because: str
    n_rows: int = 0


@dataclass(frozen=True)
class Importances:
    """What mattered: columns to the delivered model, hyperparameters to the scores of each family that was searched."""

    columns: ColumnImportances
    families: tuple[FamilyImportances, ...] = ()


@dataclass(frozen=True)
class Uncertainty:
    """How far a single prediction may be off: an interval of a value, or a set of classes, at ``level`` (0 to 1).

    An interval reaches ``quantile`` times the difficulty to both sides of a prediction. The difficulty is 1 where
    ``knots`` is empty, and otherwise read off between ``knots`` (predictions, rising) and ``difficulties`` (same
    length). A set holds the classes with a probability of at least ``quantile``, and always the most probable one.

    ``coverage`` is the share of rows whose answer lay inside when the quantile came from other folds, and
    ``coverage_error`` its standard error. ``size`` is the mean width in the target's unit, or the mean number of
    classes. All are None where nothing can be promised; ``because`` says why, or how it was made and what is assumed.
    """

    kind: Literal["interval", "set"]
    level: float
    because: str
    quantile: float | None = None
    knots: tuple[float, ...] = ()
    difficulties: tuple[float, ...] = ()
    coverage: float | None = None
    coverage_error: float | None = None
    size: float | None = None
    n_rows: int = 0


@dataclass(frozen=True)
class WhatIfOrder:
    """One experiment on a run that has ended: one thing changes, and all else stays as it was.

    ``hyperparameters`` are the values that change, in the winner's configuration or in the best one of ``family``.
    ``family`` alone asks for the best configuration of that family that was tried, or else its tuned default; beside
    ``trials`` it keeps the search to that family. ``without_columns`` leaves columns out, ``folds`` splits the rows
    into another number of folds, ``rows_fraction`` (0 to 1) learns from that share of the training rows, ``trials``
    searches on with so many more, and ``technique`` searches anew in another way with as many trials as the run had.
    """

    hyperparameters: Mapping[str, Scalar] = field(default_factory=dict)
    family: str | None = None
    without_columns: tuple[str, ...] = ()
    folds: int | None = None
    rows_fraction: float | None = None
    trials: int | None = None
    technique: str | None = None

    @property
    def kinds(self) -> tuple[WhatIfKind, ...]:
        """What is asked for; an order that can be carried out has one. A family beside another kind belongs to it.

        Examples
        --------
        >>> WhatIfOrder({"max_depth": 10}, family="xgboost").kinds, WhatIfOrder(family="xgboost").kinds
        (('hyperparameters',), ('family',))
        """
        asked: dict[WhatIfKind, bool] = {
            "hyperparameters": bool(self.hyperparameters),
            "without_columns": bool(self.without_columns),
            "folds": self.folds is not None,
            "rows_fraction": self.rows_fraction is not None,
            "trials": self.trials is not None,
            "technique": self.technique is not None,
        }
        kinds = tuple(kind for kind, is_asked in asked.items() if is_asked)
        return kinds or (("family",) if self.family is not None else ())


@dataclass(frozen=True)
class Promotion:
    """A what-if that was made the delivered model, as trial ``trial``; what that adds to the optimism of the score.

    ``price_before`` and ``price_after`` are what choosing the best of many flatters by, in the metric's unit, without
    and with the what-ifs among the candidates; ``n_candidates`` counts those with them. ``score`` is the honest score
    of the new model. All are None until it is complete, or where they cannot be told; ``error`` says why it failed.
    """

    status: WhatIfStatus
    trial: int | None = None
    score: Score | None = None
    price_before: float | None = None
    price_after: float | None = None
    n_candidates: int | None = None
    sentence: str = ""
    error: str | None = None


@dataclass(frozen=True)
class WhatIf:
    """An experiment on a run that has ended, and what came out. It never replaces the winner by itself.

    ``family`` to ``encode_ms`` are those of the configuration that was fitted, of a search the best that it found
    (``n_trials`` counts its trials); ``trial`` is the trial of the run that had measured it already, and then nothing
    was fitted. ``gap`` is by how much the score is better on rows that were fitted on. ``compared_with`` is the trial
    of the run that it is compared with, whose score is ``compared_score``.

    ``difference`` is how much better the what-if is over the same validation rows, fold by fold, in the metric's own
    unit, above zero where it is better; ``difference_error`` is its standard error with the correction of Nadeau and
    Bengio, and ``low`` to ``high`` its interval at ``level`` (0 to 1). They are None where the rows that were scored
    are not the same, or too few folds have a score; ``is_same_folds`` says whether the folds are those of the run, with
    all of their training rows. ``sentence`` says what came out, ``because``
    how it was measured and what cannot be told from it. ``asked_before`` counts the what-ifs that came before it: the
    best of many looks better than it is. ``seconds`` is what it took, ``budget_seconds`` what it might take.
    """

    number: int
    order: WhatIfOrder
    status: WhatIfStatus = "queued"
    budget_seconds: float | None = None
    asked_before: int = 0
    family: str | None = None
    hyperparameters: Mapping[str, Scalar] = field(default_factory=dict)
    trial: int | None = None
    n_trials: int | None = None
    validation_score: float | None = None
    train_score: float | None = None
    gap: float | None = None
    standard_error: float | None = None
    folds: tuple[FoldScore, ...] = ()
    predict_ms: float | None = None
    encode_ms: float | None = None
    compared_with: int | None = None
    compared_score: float | None = None
    difference: float | None = None
    difference_error: float | None = None
    low: float | None = None
    high: float | None = None
    level: float = 0.95
    is_same_folds: bool = True
    sentence: str = ""
    because: str = ""
    facts: tuple[Fact, ...] = ()
    seconds: float = 0.0
    error: str | None = None
    promotion: Promotion | None = None


@dataclass(frozen=True)
class RocCurve:
    """How many positives are caught at the price of how many false alarms, from strict thresholds to lenient ones.

    The three are of one length, at most 100. A row counts as positive from its threshold on; rates are 0 to 1. The
    curve begins at no alarms at all, a point that has no threshold and is left out.
    """

    thresholds: tuple[float, ...]
    false_positive_rates: tuple[float, ...]
    true_positive_rates: tuple[float, ...]


@dataclass(frozen=True)
class PrecisionRecallCurve:
    """What share of the alarms is right (precision) when what share of the positives is caught (recall).

    The three are of one length, at most 100, from strict thresholds to lenient ones. ``base_rate`` is the share of the
    positive class: the precision of alarms that are drawn by lot.
    """

    thresholds: tuple[float, ...]
    recalls: tuple[float, ...]
    precisions: tuple[float, ...]
    base_rate: float


@dataclass(frozen=True)
class CalibrationBin:
    """Rows with about the same probability: what was predicted, and what happened, with its interval (all 0 to 1)."""

    predicted: float
    happened: float
    low: float
    high: float
    n_rows: int


@dataclass(frozen=True)
class Calibration:
    """Whether probabilities can be taken at their word.

    ``bins`` rise with the probability, their intervals are at ``level``. ``error`` is how far what happened is from
    what was predicted, averaged over the rows (expected calibration error); ``brier`` the mean squared difference
    between the probability and what happened (0 or 1), smaller is better.
    """

    bins: tuple[CalibrationBin, ...]
    level: float
    error: float
    brier: float


@dataclass(frozen=True)
class ThresholdRow:
    """What a threshold decides, per 1,000 rows, and what its mistakes cost, in the unit of the costs."""

    threshold: float
    true_positives: float
    false_positives: float
    false_negatives: float
    true_negatives: float
    cost: float


@dataclass(frozen=True)
class ThresholdTable:
    """What about forty thresholds would decide, from lenient to strict.

    ``costs`` are those of the goal where ``is_stated``, and otherwise 1 to 1. ``delivered`` is the threshold of the
    model, ``cheapest`` the one of least cost on these rows, which flatters it a little; both have a row.
    """

    rows: tuple[ThresholdRow, ...]
    costs: Costs
    is_stated: bool
    delivered: float
    cheapest: float


@dataclass(frozen=True)
class Confusion:
    """How many rows of each class were taken for which class: rows are true classes, columns predicted ones.

    Where rows have weights, ``counts`` are sums of them. Of very many classes, those most often confused stand alone,
    and the last row and column put the other ``n_others`` classes together, named "others". ``threshold`` is that of a
    binary decision.
    """

    classes: tuple[str, ...]
    counts: tuple[tuple[float, ...], ...]
    n_others: int = 0
    threshold: float | None = None


@dataclass(frozen=True)
class ClassRates:
    """Of one class: what share of its rows is found (recall), and of the rows taken for it, what share is right.

    None where there is no such row.
    """

    name: str
    n_rows: int
    recall: float | None
    precision: float | None


@dataclass(frozen=True)
class BinaryDiagnostics:
    """What a model of two classes does to its rows. Curves are None where all rows are of one class."""

    positive_class: str
    roc: RocCurve | None
    precision_recall: PrecisionRecallCurve | None
    calibration: Calibration
    thresholds: ThresholdTable
    confusion: Confusion
    classes: tuple[ClassRates, ...]


@dataclass(frozen=True)
class MulticlassDiagnostics:
    """What a model of several classes does to its rows; ``calibration`` is that of the most probable class.

    ``classes`` are at most 60, those with the most rows first.
    """

    confusion: Confusion
    classes: tuple[ClassRates, ...]
    calibration: Calibration


@dataclass(frozen=True)
class ValueBin:
    """Rows with about the same predicted value: the mean of that, and of the true values the median and middle 80 %."""

    predicted: float
    median: float
    low: float
    high: float
    n_rows: int


@dataclass(frozen=True)
class RegressionDiagnostics:
    """Where a model of values is off, in the unit of the target.

    A residual is the true value minus the predicted one: above 0 where the model predicts too low. ``residuals`` are
    its quantiles at ``levels`` (0 to 1). ``sample_true`` and ``sample_predicted`` are at most 300 rows, evenly picked
    in the order of the predictions.
    """

    bins: tuple[ValueBin, ...]
    levels: tuple[float, ...]
    residuals: tuple[float, ...]
    sample_true: tuple[float, ...]
    sample_predicted: tuple[float, ...]


@dataclass(frozen=True)
class Diagnostics:
    """How what is delivered errs, told on ``n_rows`` rows by models that did not see them.

    One of the three is set, by the task. ``because`` says how it was told and what it leaves out.
    """

    n_rows: int
    because: str
    binary: BinaryDiagnostics | None = None
    multiclass: MulticlassDiagnostics | None = None
    regression: RegressionDiagnostics | None = None


@dataclass(frozen=True)
class WinShare:
    """In what share (0 to 1) of the draws a trial came first."""

    trial: int
    share: float


@dataclass(frozen=True)
class Rematch:
    """Which trial would come first on other rows like these: the rows were drawn anew ``n_draws`` times.

    ``shares`` hold the winner and each rival with at least 0.01, the greatest first; ``n_trials`` took part, the best
    by score. Trials that come first together share the draw. Only the rows are drawn: nothing is fitted anew.
    """

    n_draws: int
    n_trials: int
    shares: tuple[WinShare, ...]
    because: str


@dataclass(frozen=True)
class MetricChoice:
    """Which trial another metric of the task would put first.

    ``score``, ``winner_score`` and ``delivered_score`` are by that other metric, in its own unit: of ``trial``, of the
    winner of the run, and of what is delivered. ``own_score`` is the score of ``trial`` by the metric of the run.
    ``delivered_score`` is None where it cannot be told.
    """

    metric: str
    title: str
    greater_is_better: bool
    unit: str
    trial: int
    score: float
    winner_score: float
    own_score: float
    delivered_score: float | None = None


@dataclass(frozen=True)
class CostChoice:
    """What would change if the two mistakes cost this much.

    ``threshold`` is the probability from which raising the alarm is the cheaper decision, which ``trial`` would follow
    at the least cost. Costs are per 1,000 rows: of ``trial``, of the winner, of what is delivered (at that threshold),
    and ``kept_cost`` of what is delivered at the threshold that it has. The last two are None where they cannot be
    told.
    """

    costs: Costs
    threshold: float
    trial: int
    cost: float
    winner_cost: float
    delivered_cost: float | None = None
    kept_cost: float | None = None


@dataclass(frozen=True)
class SimplerChoice:
    """What the one-standard-error rule would choose: the simplest trial of the winner's family within one of the best.

    ``given_up`` is the score that it gives up, in the metric's unit, below 0 where it scores better. Where nothing is
    simpler, ``trial`` is the winner itself.
    """

    trial: int
    given_up: float
    standard_error: float | None


@dataclass(frozen=True)
class PathStep:
    """One hyperparameter, moved from its default to the chosen value after those of the earlier steps.

    ``gain`` is by how much the score gets better, in the metric's unit, below 0 where it gets worse. Where
    ``is_measured``, trials on both ends of the step were made; otherwise it is an estimate from the other trials of the
    family, ``spread`` its standard deviation. None where nothing near was tried: the configuration ``what_if``, made a
    trial, would settle it in about ``seconds``.
    """

    hyperparameter: str
    before: Scalar
    after: Scalar
    gain: float | None
    spread: float | None
    is_measured: bool
    what_if: Mapping[str, Scalar]
    seconds: float


@dataclass(frozen=True)
class DefaultPath:
    """From the tuned default of a family to the chosen configuration, one hyperparameter at a time.

    Both scores were measured, in the metric's own unit. The hyperparameter that was moved farthest comes first, and
    the order matters where they work together.
    """

    default: int
    chosen: int
    default_score: float
    chosen_score: float
    steps: tuple[PathStep, ...]
    because: str


@dataclass(frozen=True)
class Counterfactuals:
    """What would have been chosen otherwise, told from the out-of-fold predictions that there are: nothing is fitted.

    ``winner`` is the trial with the best score. ``n_rows`` rows were looked at. A part is None, or empty, where it does
    not apply or cannot be told.
    """

    winner: int
    n_rows: int
    rematch: Rematch | None = None
    metrics: tuple[MetricChoice, ...] = ()
    costs: tuple[CostChoice, ...] = ()
    one_standard_error: SimplerChoice | None = None
    default_path: DefaultPath | None = None


@dataclass(frozen=True)
class Progress:
    """Where a run stands. ``best_score`` is cross-validated, in the metric's own unit."""

    stage: str
    elapsed_seconds: float
    budget_seconds: float | None
    trials: int
    best_score: float | None = None


@dataclass(frozen=True)
class Settings:
    """What was asked of the search. None means: the engine chose (see the decisions)."""

    seconds: float | None = 60.0
    trials: int | None = None
    technique: str = "auto"
    families: tuple[str, ...] = ()
    space: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    folds: int | None = None
    repeats: int | None = None
    seed: int = 0
    predict_ms: float | None = None


@dataclass(frozen=True)
class RunRecord:
    """The whole written account of a run. Grows while the run works; ``result`` comes last.

    ``technique`` is the one that searched: where auto was asked for, the one that it chose. ``test`` is the score on
    the locked table, where there was one; ``evaluations`` came later, on other labeled rows, and ``what_ifs`` are
    experiments that were asked for afterwards. ``importances``, ``uncertainty``, ``diagnostics``, ``counterfactuals``
    and ``partial_dependence`` are None in records of before they were measured.
    """

    goal: Goal
    data: DataAccount
    metric: MetricAccount
    settings: Settings
    families: tuple[FamilyAccount, ...]
    folds: FoldPlan | None = None
    trials: tuple[Trial, ...] = ()
    decisions: tuple[Decision, ...] = ()
    findings: tuple[Finding, ...] = ()
    leaderboard: tuple[LeaderboardEntry, ...] = ()
    result: Result | None = None
    status: RunStatus = "running"
    error: str | None = None
    elapsed_seconds: float = 0.0
    versions: Mapping[str, str] = field(default_factory=dict)
    technique: TechniqueAccount | None = None
    test: TrueScore | None = None
    evaluations: tuple[TrueScore, ...] = ()
    importances: Importances | None = None
    uncertainty: Uncertainty | None = None
    what_ifs: tuple[WhatIf, ...] = ()
    diagnostics: Diagnostics | None = None
    counterfactuals: Counterfactuals | None = None
    partial_dependence: PartialDependences | None = None
    format_version: int = FORMAT_VERSION

    def trial(self, number: int) -> Trial:
        """Return the trial of that number; ``KeyError`` where there is none."""
        for trial in self.trials:
            if trial.number == number:
                return trial
        raise KeyError(number)

    def family(self, name: str) -> FamilyAccount:
        """Return the account of the family of that name; ``KeyError`` where there is none."""
        for family in self.families:
            if family.name == name:
                return family
        raise KeyError(name)


Plain = dict[str, Any] | list[Any] | str | int | float | bool | None
T = TypeVar("T")


def to_plain(value: object) -> Any:  # noqa: ANN401  JSON has no narrower type
    """Turn a record, or any part of one, into dicts, lists and scalars that ``json`` writes.

    Examples
    --------
    >>> to_plain(Fact("rows", 1400))
    {'label': 'rows', 'value': 1400, 'unit': ''}
    """
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: to_plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): to_plain(item) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return [to_plain(item) for item in value]
    return value


def from_plain(kind: type[T], plain: object) -> T:
    """Turn what ``to_plain`` gave back into the frozen data of type ``kind``.

    Raises
    ------
    ValueError
        When the record was written by a newer version than this one.
    TypeError
        When the data does not have the shape of ``kind``.

    Examples
    --------
    >>> from_plain(Fact, {"label": "rows", "value": 1400})
    Fact(label='rows', value=1400, unit='')
    """
    result: T = _read(kind, plain)
    return result


def _read(kind: Any, plain: Any) -> Any:  # noqa: ANN401  walks any annotation
    if _is_as_written(kind):
        return plain
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return _read_union(get_args(kind), plain)
    if origin is tuple:
        return tuple(_read(get_args(kind)[0], item) for item in plain)
    if origin is Mapping:
        return {key: _read(get_args(kind)[1], item) for key, item in plain.items()}
    if isinstance(kind, type) and is_dataclass(kind):
        return _read_dataclass(kind, plain)
    return plain


def _read_union(kinds: tuple[Any, ...], plain: Any) -> Any:  # noqa: ANN401
    if plain is None:
        return None
    others = [kind for kind in kinds if kind is not NoneType]
    return _read(others[0], plain) if len(others) == 1 else plain


def _read_dataclass(kind: type, plain: Any) -> Any:  # noqa: ANN401
    if not isinstance(plain, Mapping):
        raise TypeError(f"{kind.__name__} is read from an object, not from {type(plain).__name__}")
    if plain.get("format_version", FORMAT_VERSION) > FORMAT_VERSION:
        raise ValueError("this record was written by a newer Plaintune: upgrade to read it")
    shape = _shape(kind)
    return kind(**{name: _read(shape[name], item) for name, item in plain.items() if name in shape})


@cache
def _is_as_written(kind: Any) -> bool:  # noqa: ANN401
    """Tell whether values of a type stand in JSON as they are."""
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return all(_is_as_written(one) for one in get_args(kind))
    return origin is Literal or kind in (str, int, float, bool, NoneType, Any)


@cache
def _shape(kind: type) -> Mapping[str, Any]:
    """Return the types of a dataclass's fields; asked anew for every fold, they would take most of the reading."""
    hints = get_type_hints(kind)
    return {f.name: hints[f.name] for f in fields(kind)}
