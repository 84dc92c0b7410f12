"""What every finding must do, whichever it is and whatever the run looks like."""

import json
from collections.abc import Callable
from dataclasses import replace
from math import isfinite

import numpy as np
import pandas as pd
import pytest

from models.families.registry import BASELINE
from models.findings.evidence import Check, Evidence
from models.findings.registry import CHECKS
from models.predictions import Predictions
from models.record import Finding, Overfitting, Score, Trial, from_plain, to_plain
from models.verdict import judge
from tests.laws.findings_at_hand import N_ROWS, answers, evidence_of, features, with_trials

BY_NAME = {"ids": lambda part: getattr(part, "__name__", str(part))}


def plain(task: str = "binary") -> Evidence:
    """Make a run with nothing odd about it."""
    frame = features()
    return evidence_of(frame.assign(y=answers(frame, task)), task)  # type: ignore[arg-type]


def grouped() -> Evidence:
    """Folds by group."""
    frame = features()
    return evidence_of(frame.assign(y=answers(frame, "binary")), "binary", group="site")


def in_time() -> Evidence:
    """Folds in time, where the oldest rows are never scored."""
    frame = features()
    days = pd.date_range("2024-01-01", periods=N_ROWS)
    return evidence_of(frame.assign(day=days, y=answers(frame, "regression")), "regression", time="day")


def five_of_a_class() -> Evidence:
    """Five rows of each of two classes."""
    frame = features(10)
    return evidence_of(frame.assign(y=["k0", "k1"] * 5), "binary")


def undefined_on_a_fold() -> Evidence:
    """Two rows of one class, so that most folds have none and no ROC AUC."""
    frame = features()
    return evidence_of(frame.assign(y=["k1", "k1", *["k0"] * (N_ROWS - 2)]), "binary")


def all_equal() -> Evidence:
    """Every trial scores the same on every fold, and its predictions are the same for every row."""
    evidence = plain()
    first = evidence.trials[1]

    def same(trial: Trial) -> Trial:
        parts = tuple(replace(fold, validation_score=0.5, train_score=0.5) for fold in first.folds)
        return replace(trial, folds=parts, validation_score=0.5, train_score=0.5, standard_error=0.0)

    flat = np.full((1, evidence.problem.n_rows, 2), 0.5, dtype=np.float32)
    score = Score("roc_auc", 0.5, 0.5, 0.5, 0.5, 0.9, "made up")
    return replace(with_trials(evidence, same), read=lambda _: flat, score=score)


def one_trial() -> Evidence:
    """Nothing but one complete trial, and no baseline."""
    evidence = plain()
    return replace(evidence, trials={evidence.winner.number: evidence.winner})


def only_the_baseline() -> Evidence:
    """Let the baseline win, alone."""
    evidence = plain()
    baseline = evidence.trials[0]
    return replace(
        evidence, trials={0: baseline}, winner=baseline, family=BASELINE.account("binary"), score=uncorrected()
    )


def uncorrected() -> Score:
    """Return a score without a correction."""
    return Score("roc_auc", 0.5, None, None, None, 0.9, "too few bootstraps gave a score")


def infinite() -> Evidence:
    """Scores beyond all bounds, as of a linear model on huge numbers."""

    def huge(trial: Trial) -> Trial:
        parts = tuple(replace(f, validation_score=float("inf"), train_score=float("inf")) for f in trial.folds)
        infinite = float("inf")
        return replace(trial, folds=parts, validation_score=infinite, train_score=infinite, standard_error=float("nan"))

    evidence = with_trials(plain("regression"), huge)
    predictions = np.full((1, evidence.problem.n_rows), np.inf, dtype=np.float32)
    score = Score("root_mean_squared_error", float("inf"), float("inf"), float("inf"), float("inf"), 0.9, "made up")
    return replace(evidence, read=lambda _: predictions, score=score)


def no_predictions() -> Evidence:
    """Give up the out-of-fold files, as to keep to the bytes."""
    return replace(plain(), read=lambda _: None)


def one_family() -> Evidence:
    """Nothing else was searched."""
    frame = features()
    return evidence_of(frame.assign(y=answers(frame, "multiclass")), "multiclass", families=("lightgbm",))


def constant_answer() -> Evidence:
    """Answer the same number always."""
    return evidence_of(features().assign(y=np.ones(N_ROWS)), "regression")


def one_column() -> Evidence:
    """Make a single column of few values, so that all rows have twins."""
    rng = np.random.default_rng(0)
    return evidence_of(pd.DataFrame({"a": rng.integers(0, 3, N_ROWS), "y": rng.normal(size=N_ROWS)}), "regression")


def all_missing_but_few() -> Evidence:
    """Columns that are nearly empty."""
    frame = features()
    frame.loc[7:, ["a", "b"]] = np.nan
    return evidence_of(frame.assign(y=answers(features(), "binary")), "binary")


CASES: tuple[Callable[[], Evidence], ...] = (
    plain,
    lambda: plain("multiclass"),
    lambda: plain("regression"),
    grouped,
    in_time,
    five_of_a_class,
    undefined_on_a_fold,
    all_equal,
    one_trial,
    only_the_baseline,
    infinite,
    no_predictions,
    one_family,
    constant_answer,
    one_column,
    all_missing_but_few,
)


@pytest.mark.filterwarnings("ignore:The least populated class:UserWarning")  # the encoder's, on two rows of a class
@pytest.mark.parametrize("case", range(len(CASES)))
def test_every_check_answers_every_run(case: int) -> None:
    """A finding that breaks on an odd run takes the run with it; one that says NaN says nothing."""
    evidence = CASES[case]()
    findings = [check(evidence) for check in CHECKS]

    for found in findings:
        _is_whole(found)
    assert len({found.code for found in findings}) == len(CHECKS)
    verdict = judge(findings)
    assert verdict.because
    assert from_plain(Overfitting, to_plain(verdict)) == verdict


def _is_whole(found: Finding) -> None:
    assert found.answer in ("found", "not_found", "not_applicable"), found
    assert all((found.code, found.title, found.because, found.remedy)), found
    assert found.sentence.endswith("."), found
    assert "nan" not in found.sentence.lower().split(), found
    assert (found.value is None) == (found.answer == "not_applicable"), found
    numbers = [found.threshold, found.value, *(fact.value for fact in found.facts)]
    assert all(isfinite(number) for number in numbers if isinstance(number, float)), found
    assert json.dumps(to_plain(found), allow_nan=False)


@pytest.mark.parametrize("check", CHECKS, **BY_NAME)
def test_a_check_gives_the_same_answer_twice(check: Check) -> None:
    """A run bound by trials repeats exactly, its findings included."""
    assert check(plain()) == check(plain())


@pytest.mark.parametrize("check", CHECKS, **BY_NAME)
def test_a_check_reads_the_predictions_of_the_winner_alone(check: Check) -> None:
    """What a finding costs must not grow with the trials of the search."""
    evidence = plain()
    asked: list[int] = []

    def read(number: int) -> Predictions | None:
        asked.append(number)
        return evidence.read(number)

    check(replace(evidence, read=read))
    assert asked in ([], [evidence.winner.number])


@pytest.mark.parametrize("check", CHECKS, **BY_NAME)
def test_a_check_is_applicable_somewhere(check: Check) -> None:
    """A check that never has an answer is no check; those that fit again are tried where there is an evaluator."""
    if check.__name__ in ("seed_stability", "fold_disagreement"):
        assert check(plain()).answer == "not_applicable"
        return
    assert any(check(CASES[case]()).answer != "not_applicable" for case in (0, 1, 2, 14))
