"""The search as an Optuna study: what its own tools read is what the record says."""

from dataclasses import replace
from pathlib import Path

import optuna
import pytest
from optuna.trial import TrialState

import models.study_rows
from models.metrics import METRICS
from models.record import RunRecord, Trial
from models.study_file import STATES, write_study
from tests.service.made_up_record import a_trial, made_up_record


def opened(record: RunRecord, folder: Path) -> optuna.Study:
    """Write a study and open it as a user does who knows nothing of its name."""
    file = folder / "a study? of 100 %.db"
    write_study(record, file)
    assert [path.name for path in folder.iterdir()] == [file.name]
    return optuna.load_study(study_name=None, storage=_storage(file))


def _storage(file: Path) -> optuna.storages.RDBStorage:
    plain = file.with_name("study.db")
    file.rename(plain)
    return optuna.storages.RDBStorage(f"sqlite:///{plain}", engine_kwargs={"poolclass": _no_pool()})


def _no_pool() -> type:
    """Return a pool that leaves no connection open."""
    from sqlalchemy.pool import NullPool  # noqa: PLC0415

    return NullPool


def test_the_best_value_is_that_of_the_leaderboard(tmp_path: Path) -> None:
    """Whoever compares the two must find no difference."""
    record = made_up_record()
    study = opened(record, tmp_path)

    assert study.best_value == record.leaderboard[0].validation_score
    assert study.best_trial.number == record.leaderboard[0].trial
    assert study.direction == optuna.study.StudyDirection.MAXIMIZE


def test_a_loss_is_minimized_in_its_own_unit(tmp_path: Path) -> None:
    """Positive numbers, smaller is better, as everywhere."""
    record = replace(made_up_record(), metric=METRICS["log_loss"].account)
    study = opened(record, tmp_path)

    assert study.direction == optuna.study.StudyDirection.MINIMIZE
    assert study.best_value == min(t.validation_score for t in record.trials if t.validation_score is not None)


@pytest.mark.parametrize("schema", [models.study_rows.KNOWN_SCHEMA, -1])
def test_every_trial_keeps_its_number_state_settings_and_reason(
    schema: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The dashboard shows what the record says, failed and pruned trials too, also with tables of another version."""
    monkeypatch.setattr(models.study_rows, "KNOWN_SCHEMA", schema)
    record = made_up_record()
    study = opened(record, tmp_path)

    assert len(study.trials) == len(record.trials)
    for frozen, trial in zip(study.trials, record.trials, strict=True):
        assert (frozen.number, frozen.state) == (trial.number, STATES[trial.state])
        assert frozen.params["family"] == trial.family
        assert frozen.user_attrs["why"] == trial.why
        assert frozen.user_attrs["seconds"] == trial.seconds
        assert frozen.intermediate_values == {n: fold.validation_score for n, fold in enumerate(trial.folds)}
        assert frozen.duration is not None
        assert frozen.duration.total_seconds() == pytest.approx(trial.seconds)
        settings = {name.removeprefix(f"{trial.family}."): value for name, value in frozen.params.items()}
        settings |= frozen.user_attrs.get("not searched", {})
        assert settings == {"family": trial.family, **trial.hyperparameters}


def test_trials_stand_in_the_file_as_optuna_itself_would_have_written_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are written past its own storage, which may not be noticed."""
    (tmp_path / "quick").mkdir()
    (tmp_path / "slow").mkdir()
    quick = opened(made_up_record(), tmp_path / "quick").trials
    monkeypatch.setattr(models.study_rows, "KNOWN_SCHEMA", -1)

    assert quick == opened(made_up_record(), tmp_path / "slow").trials


def test_ranges_are_those_that_were_searched(tmp_path: Path) -> None:
    """Slices and importances are drawn over them."""
    record = made_up_record()
    study = opened(record, tmp_path)
    account = next(a for a in record.family("xgboost").hyperparameters if a.name == "learning_rate")
    found = next(t for t in study.trials if t.params["family"] == "xgboost").distributions["xgboost.learning_rate"]

    assert isinstance(found, optuna.distributions.FloatDistribution)
    assert (found.low, found.high, found.log) == (account.low, account.high, account.is_log)


def test_a_value_outside_of_its_range_is_kept(tmp_path: Path) -> None:
    """A configuration that did well elsewhere may lie there, and must not break the file."""
    record = made_up_record()
    odd = replace(a_trial(36, "xgboost"), hyperparameters={"learning_rate": 7.5, "max_depth": 99})
    study = opened(replace(record, trials=(*record.trials, odd)), tmp_path)

    assert study.trials[-1].params["xgboost.learning_rate"] == 7.5
    assert study.trials[-1].params["xgboost.max_depth"] == 99


def test_unfinished_trials_and_none_at_all_can_be_written(tmp_path: Path) -> None:
    """A run that still works has a study, too."""
    waiting = Trial(0, "linear", {}, "waiting")
    running = Trial(1, "linear", {}, "running")
    lost = Trial(2, "linear", {}, "complete")
    (tmp_path / "some").mkdir()
    (tmp_path / "none").mkdir()
    some = opened(replace(made_up_record(), trials=(waiting, running, lost)), tmp_path / "some")
    none = opened(replace(made_up_record(), trials=()), tmp_path / "none")

    assert [t.state for t in some.trials] == [TrialState.WAITING, TrialState.RUNNING, TrialState.FAIL]
    assert none.trials == []


def test_the_study_says_what_it_is(tmp_path: Path) -> None:
    """A file is passed on without its run."""
    study = opened(made_up_record(), tmp_path)

    assert study.user_attrs["target"] == "churn"
    assert study.user_attrs["honest score"] == {"corrected": 0.784, "low": 0.743, "high": 0.821}
    assert study.user_attrs["seed"] == 19
    assert study.metric_names == ["ROC AUC"]
