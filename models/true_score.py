"""The true score: a delivered model on labeled rows that took no part in its run."""

from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from models.errors import ForeignMetricError, SameTableError
from models.estimate import LEVEL
from models.findings.evidence import shown
from models.labeled_rows import LabeledRows, read_labeled, seen_rows
from models.metrics import METRICS, Metric
from models.model import Model
from models.openings import opened_before
from models.promise import compare
from models.record import MetricAccount, Promise, RunRecord, TruePurpose, TrueScore
from models.scoring import Scorer
from models.table import Table, table_from_frame
from models.true_interval import Interval, interval_of


@dataclass(frozen=True)
class Opening:
    """Labeled rows to be opened.

    ``number`` counts how often these rows were opened, this time included. ``training`` is the table that the model
    learned from, where it is at hand; ``metric`` is a function of the user's own, which no model folder holds.
    """

    table: Table
    purpose: TruePurpose = "evaluation"
    number: int = 1
    training: Table | None = None
    metric: Metric | None = None


def evaluate(model: Model, rows: pd.DataFrame) -> TrueScore:
    """Score a delivered model on labeled rows that came later.

    Parameters
    ----------
    model : as ``load`` gives it
    rows : DataFrame
        With the target and every column that the model needs. Rows without an answer are left out.

    Returns
    -------
    TrueScore
        With its interval, what was promised, and a sentence on whether the promise was kept.

    Raises
    ------
    InputError
        When there are no answers, a column is missing, or the rows are those of the training table.
    """
    return true_score(model, Opening(table_from_frame(rows, "rows")))


def true_score(model: Model, opening: Opening) -> TrueScore:
    """Score a delivered model on the rows of an opening; as ``evaluate``."""
    record, table = model.record, opening.table
    if table.hash == record.data.hash:
        raise SameTableError(table.name)
    scorer = Scorer(opening.metric or _own_metric(record), model.threshold)
    rows = read_labeled(model, table)
    score = _defined(scorer.score(rows.problem.y, rows.prediction, rows.problem.weight))
    interval = Interval(None, None, None, "there is no score to give a range")
    if score is not None:
        interval = interval_of(score, rows.problem, rows.prediction, scorer, record.settings.seed)
    promised = _promise(record)
    compared = compare(score, interval, rows.problem.n_rows, promised, scorer.metric.account)
    seen = _Seen.of(rows, opening, model, scorer)
    return TrueScore(
        table=table.name,
        hash=table.hash,
        purpose=opening.purpose,
        opening=opening.number,
        opened_at=datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        n_rows=table.n_rows,
        n_scored=rows.problem.n_rows,
        n_seen=seen.n_rows,
        metric=scorer.metric.account.name,
        score=score,
        low=interval.low,
        high=interval.high,
        standard_error=interval.standard_error,
        level=LEVEL,
        score_unseen=seen.score_of_others,
        promised=promised,
        difference=compared.difference,
        z=compared.z,
        answer=compared.answer,
        sentence=compared.sentence,
        because=interval.because,
        warnings=(*opened_before(opening.number), *seen.words(rows, scorer.metric.account), *rows.warnings),
    )


def _own_metric(record: RunRecord) -> Metric:
    if record.metric.name not in METRICS:
        raise ForeignMetricError(record.metric.name)
    return METRICS[record.metric.name]


def _defined(score: float) -> float | None:
    return float(score) if np.isfinite(score) else None


def _promise(record: RunRecord) -> Promise:
    if record.result is None:
        return Promise(None, None, None, LEVEL)
    score = record.result.score
    return Promise(score.corrected, score.low, score.high, score.level)


@dataclass(frozen=True)
class _Seen:
    """How many of the rows were trained on, and the score of the others; None where that cannot be told."""

    n_rows: int | None
    score_of_others: float | None

    @classmethod
    def of(cls, rows: LabeledRows, opening: Opening, model: Model, scorer: Scorer) -> "_Seen":
        if opening.training is None:
            return cls(None, None)
        is_seen = seen_rows(rows.problem, opening.training, model)
        return cls(int(is_seen.sum()), _score_of(~is_seen, rows, scorer))

    def words(self, rows: LabeledRows, metric: MetricAccount) -> list[str]:
        """Say what a reader should make of it."""
        if self.n_rows is None:
            return ["Whether the model learned from some of these rows cannot be told without the training table."]
        if self.n_rows == 0:
            return []
        others = self.score_of_others
        without = "" if others is None else f" Without them, {metric.title} is {shown(others)}."
        said = f"{self.n_rows:,} of these {rows.problem.n_rows:,} rows also stand in the training table, alike in every"
        return [f"{said} column that the model reads and in the answer.{without}"]


def _score_of(is_chosen: NDArray[np.bool_], rows: LabeledRows, scorer: Scorer) -> float | None:
    """Score some of the rows; None where there are none."""
    if not is_chosen.any():
        return None
    weight = rows.problem.weight
    chosen = None if weight is None else weight[is_chosen]
    return _defined(scorer.score(rows.problem.y[is_chosen], rows.prediction[is_chosen], chosen))
