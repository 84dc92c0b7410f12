"""The search of a run as an Optuna study in an SQLite file, for optuna-dashboard and Optuna's own tools."""

import shutil
import sqlite3
import tempfile
import warnings
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import optuna
from optuna.distributions import BaseDistribution, CategoricalDistribution, FloatDistribution, IntDistribution
from optuna.exceptions import ExperimentalWarning
from optuna.study import StudyDirection
from optuna.trial import FrozenTrial, TrialState, create_trial

from models.record import RunRecord, Scalar, Trial
from models.search.space import space_of
from models.study_rows import insert_trials, is_known_schema

optuna.logging.set_verbosity(optuna.logging.WARNING)

FAMILY = "family"
STATES: Mapping[str, TrialState] = {
    "waiting": TrialState.WAITING,
    "running": TrialState.RUNNING,
    "complete": TrialState.COMPLETE,
    "pruned": TrialState.PRUNED,
    "failed": TrialState.FAIL,
}
ZERO = datetime(1970, 1, 1)  # noqa: DTZ001  Optuna keeps times without a zone
TIMES = "Trials stand one after the other from 1970-01-01 on: the record keeps how long each took, not when it began."


def write_study(record: RunRecord, path: Path, name: str = "plaintune") -> None:
    """Write the trials of a run as one Optuna study; a file of that name is written over.

    One study holds all families, so that ``optuna.load_study(study_name=None, storage=...)`` finds it and its history
    is that of the run. ``family`` is a hyperparameter of its own; those of a family carry its name
    (``xgboost.learning_rate``), for the same word means another range elsewhere. A trial's number is its place in the
    study and, where no trial is missing, the record's number too (``user_attrs["trial"]`` always is). Values are in the
    metric's own unit, with its direction; the scores of the folds are the intermediate values.
    """
    with tempfile.TemporaryDirectory(prefix="plaintune-") as folder:
        draft = Path(folder) / "study.db"
        _fill(record, draft, name)
        shutil.copyfile(draft, path)


def _fill(record: RunRecord, file: Path, name: str) -> None:
    storage = optuna.storages.RDBStorage("sqlite:///study.db", engine_kwargs={"creator": lambda: _connect(file)})
    try:
        is_up = record.metric.greater_is_better
        direction = StudyDirection.MAXIMIZE if is_up else StudyDirection.MINIMIZE
        study = optuna.create_study(storage=storage, study_name=name, direction=direction)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ExperimentalWarning)
            study.set_metric_names([record.metric.title])
        for key, value in _about(record).items():
            study.set_user_attr(key, value)
        _add_trials(study, file, list(_frozen(record)))
    finally:
        storage.remove_session()
        storage.engine.dispose()


def _add_trials(study: optuna.Study, file: Path, trials: list[FrozenTrial]) -> None:
    """Add trials at once where Optuna's tables are known, else one after the other by its own means."""
    with closing(_connect(file)) as connection:
        is_known = is_known_schema(connection)
        if is_known:
            insert_trials(connection, trials)
    if not is_known:
        study.add_trials(trials)


def _connect(file: Path) -> sqlite3.Connection:
    """Open the draft; a power cut may take it, for it is copied when it is whole."""
    connection = sqlite3.connect(file, check_same_thread=False)
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA journal_mode = MEMORY")
    return connection


def _about(record: RunRecord) -> dict[str, Any]:
    about: dict[str, Any] = {
        "goal": record.goal.text or f"predict {record.goal.target}",
        "target": record.goal.target,
        "metric": f"{record.metric.title}: {record.metric.sentence}",
        "table": record.data.name,
        "seed": record.settings.seed,
        "status": record.status,
        "times": TIMES,
    }
    if record.technique is not None:
        about["technique"] = record.technique.title
    if record.result is not None:
        score = record.result.score
        about["honest score"] = {"corrected": score.corrected, "low": score.low, "high": score.high}
        about["delivered trials"] = {str(member.trial): member.weight for member in record.result.ensemble}
    return about


@dataclass(frozen=True)
class _Spaces:
    """The distributions of every family by their names in the study, wide enough for all that was tried."""

    found: Mapping[str, BaseDistribution]

    @classmethod
    def of(cls, record: RunRecord) -> "_Spaces":
        names = tuple(dict.fromkeys(trial.family for trial in record.trials))
        found: dict[str, BaseDistribution] = {FAMILY: CategoricalDistribution(names)} if names else {}
        for account in record.families:
            tried = [trial.hyperparameters for trial in record.trials if trial.family == account.name]
            for key, distribution in space_of(account, {}).distributions.items():
                values = [values[key] for values in tried if key in values]
                found[f"{account.name}.{key}"] = _widened(distribution, values)
        return cls(found)

    def split(self, trial: Trial) -> tuple[dict[str, Scalar], dict[str, Scalar]]:
        """Return what was searched, by its names in the study, and the settings that were not searched."""
        named = {key: f"{trial.family}.{key}" for key in trial.hyperparameters}
        searched = {named[key]: value for key, value in trial.hyperparameters.items() if named[key] in self.found}
        fixed = {key: value for key, value in trial.hyperparameters.items() if named[key] not in self.found}
        return {FAMILY: trial.family, **searched}, fixed


def _widened(found: BaseDistribution, values: Iterable[Any]) -> BaseDistribution:
    """Let a distribution hold every value that was tried, also a default from outside of a range."""
    if isinstance(found, CategoricalDistribution):
        return CategoricalDistribution(tuple(dict.fromkeys((*found.choices, *values))))
    if isinstance(found, (IntDistribution, FloatDistribution)):
        ends = (found.low, found.high, *values)
        return type(found)(min(ends), max(ends), log=found.log)
    return found


def _frozen(record: RunRecord) -> Iterable[FrozenTrial]:
    spaces, began = _Spaces.of(record), ZERO
    for trial in record.trials:
        params, fixed = spaces.split(trial)
        state = STATES[trial.state]
        if state == TrialState.COMPLETE and trial.validation_score is None:
            state = TrialState.FAIL  # Optuna knows no complete trial without a value
        frozen = create_trial(
            state=state,
            value=trial.validation_score if state == TrialState.COMPLETE else None,
            params=params,
            distributions={key: spaces.found[key] for key in params},
            user_attrs=_attributes(trial, fixed),
            intermediate_values=_by_fold(trial),
        )
        if state != TrialState.WAITING:
            frozen.datetime_start = began
            began += timedelta(seconds=trial.seconds)
        if state.is_finished():
            frozen.datetime_complete = began
        yield frozen


def _by_fold(trial: Trial) -> dict[int, float]:
    scores = enumerate(fold.validation_score for fold in trial.folds)
    return {number: score for number, score in scores if score is not None}


def _attributes(trial: Trial, fixed: Mapping[str, Scalar]) -> dict[str, Any]:
    known: dict[str, Any] = {
        "trial": trial.number,
        "why": trial.why,
        "seconds": trial.seconds,
        "train score": trial.train_score,
        "standard error": trial.standard_error,
        "train scores of folds": [fold.train_score for fold in trial.folds],
        "rounds of folds": [fold.rounds for fold in trial.folds if fold.rounds is not None],
        "predict_ms": trial.predict_ms,
        "error": trial.error,
        "not searched": dict(fixed),
        "resource": None if trial.resource == 1.0 else f"{trial.resource:.3g} of the {trial.resource_of}",
    }
    return {key: value for key, value in known.items() if value not in (None, "", [], {})}
