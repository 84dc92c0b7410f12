"""Findings on evidence whose answer is known."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from models.findings.calibration_slope import calibration_slope
from models.findings.default_does_as_well import default_does_as_well
from models.findings.drift import drift
from models.findings.early_stopping import early_stopping
from models.findings.evidence import Evidence
from models.findings.fold_disagreement import fold_disagreement
from models.findings.group_leakage import LIKENESS, group_leakage
from models.findings.identifier_feature import identifier_feature
from models.findings.label_conflicts import label_conflicts
from models.findings.missing_knows import missing_knows
from models.findings.model_size import model_size
from models.findings.no_skill import no_skill
from models.findings.ranking_reliability import ranking_reliability
from models.findings.refits import Refits
from models.findings.seed_stability import seed_stability
from models.findings.selection_optimism import selection_optimism
from models.findings.simpler_does_as_well import simpler_does_as_well
from models.findings.train_against_validation import train_against_validation
from models.record import Fact, FoldPlan, FoldScore, Trial
from models.reserve import Reserve
from tests.laws.findings_at_hand import answers, evidence_of, features, with_trials


def made(n_rows: int = 200, **columns: object) -> Evidence:
    """Return the evidence of a binary run on the usual columns and further ones."""
    frame = features(n_rows)
    return evidence_of(frame.assign(**{"y": answers(frame, "binary"), **columns}), "binary")


def fact(facts: tuple[Fact, ...], label: str) -> object:
    """Return the value of a fact."""
    return next(found.value for found in facts if found.label == label)


@pytest.mark.parametrize(("factor", "answer"), [(3.0, "found"), (1.0, "not_found"), (0.4, "not_found")])
def test_predictions_that_are_too_extreme_are_found(factor: float, answer: str) -> None:
    """Log odds three times as large as they should be have a slope of a third."""
    rng = np.random.default_rng(0)
    evidence = made(1_000)
    odds = 1.5 * rng.normal(size=1_000)
    y = (rng.random(1_000) < 1 / (1 + np.exp(-odds))).astype(float)
    probability = 1 / (1 + np.exp(-factor * odds))
    guess = np.column_stack([1 - probability, probability])[None]
    found = calibration_slope(replace(evidence, problem=replace(evidence.problem, y=y), read=lambda _: guess))

    assert found.answer == answer
    assert found.value == pytest.approx(1 / factor, rel=0.25)


def test_a_baseline_that_won_was_not_flattered() -> None:
    """It says the same of every row: whatever its score, there was nothing to overfit."""
    evidence = made()
    guess = replace(evidence.trials[0], validation_score=evidence.score.cross_validated)
    alone = selection_optimism(replace(evidence, winner=guess))
    averaged = selection_optimism(replace(evidence, winner=evidence.trials[0]))

    assert (alone.answer, alone.value) == ("not_found", 0.0)
    assert "baseline" in alone.sentence
    assert "baseline" not in averaged.sentence, "an average in which it leads does look at rows"


def test_the_simplest_trial_within_one_standard_error_is_named() -> None:
    """Depth is the main lever of boosting: of equals, the shallowest."""

    def deeper(trial: Trial) -> Trial:
        hyperparameters = {**trial.hyperparameters, "max_depth": 2 + trial.number}
        return replace(trial, hyperparameters=hyperparameters, validation_score=0.8 + 0.01 * trial.number)

    evidence = with_trials(made(), deeper)
    winner = replace(evidence.trials[10], standard_error=0.025)
    found = simpler_does_as_well(replace(evidence, winner=winner, trials={**evidence.trials, 10: winner}))

    assert found.answer == "found"
    assert fact(found.facts, "trial") == 8
    assert fact(found.facts, "hyperparameter") == "max_depth"
    assert found.value == pytest.approx(0.8)


def test_a_ranking_of_chance_is_unreliable_and_one_of_quality_is_not() -> None:
    """What folds agree on is quality; what they do not is luck."""
    rng = np.random.default_rng(0)

    def scored(quality: float) -> Evidence:
        def change(trial: Trial) -> Trial:
            parts = [FoldScore(0.9, 0.8 + quality * trial.number + 0.01 * rng.normal(), 0.1) for _ in trial.folds]
            return replace(trial, folds=tuple(parts))

        return with_trials(made(), change)

    lucky, good = ranking_reliability(scored(0.0)), ranking_reliability(scored(0.01))
    assert lucky.answer == "found"
    assert good.answer == "not_found"
    assert good.value is not None
    assert good.value > 0.9


def test_trials_that_train_better_and_validate_worse_are_found() -> None:
    """The search is on the side of too much freedom."""

    def change(trial: Trial) -> Trial:
        return replace(trial, train_score=0.9 + 0.001 * trial.number, validation_score=0.8 - 0.001 * trial.number)

    found = train_against_validation(with_trials(made(), change))
    assert (found.answer, found.value) == ("found", pytest.approx(-1.0))


def test_the_default_that_does_as_well_is_found() -> None:
    """A lead on two folds of five and a loss on three is a tie; the same lead on all of them is none."""
    evidence = made()
    parts = evidence.trials[1].folds
    defaults = {account.name: account.default for account in evidence.family.hyperparameters}

    def ahead(leads: tuple[float, ...]) -> Evidence:
        folds = tuple(replace(f, validation_score=0.8 + lead) for f, lead in zip(parts, leads, strict=True))
        flat = tuple(replace(f, validation_score=0.8) for f in parts)
        default = replace(evidence.trials[1], hyperparameters=defaults, folds=flat)
        other = {**defaults, "max_depth": 3}
        winner = replace(evidence.winner, folds=folds, hyperparameters=other)
        return replace(evidence, winner=winner, trials={1: default, 2: winner})

    assert default_does_as_well(ahead((0.1, 0.1, -0.05, -0.05, -0.05))).answer == "found"
    assert default_does_as_well(ahead((0.1, 0.11, 0.09, 0.1, 0.1))).answer == "not_found"


def test_no_skill_is_told_from_little_skill() -> None:
    """One standard error above the baseline is what noise gives; ten are not."""
    evidence = made()
    guess = float(evidence.trials[0].validation_score or 0.0)

    def at(score: float) -> str:
        honest = replace(evidence.score, corrected=score, low=score - 0.01645, high=score + 0.01645)
        return no_skill(replace(evidence, score=honest)).answer

    assert at(guess + 0.01) == "found"
    assert at(guess + 0.1) == "not_found"


@pytest.mark.parametrize(("rounds", "answer"), [(990, "found"), (2, "found"), (300, "not_found")])
def test_rounds_at_their_cap_or_none_to_speak_of_are_found(rounds: int, answer: str) -> None:
    """Undertrained, or stopped at once."""

    def change(trial: Trial) -> Trial:
        return replace(trial, folds=tuple(replace(fold, rounds=rounds, max_rounds=1000) for fold in trial.folds))

    assert early_stopping(with_trials(made(), change)).answer == answer


def test_leaves_for_fewer_than_four_rows_are_found() -> None:
    """Ten levels of questions for 160 rows."""

    def deep(trial: Trial) -> Trial:
        return replace(trial, hyperparameters={**trial.hyperparameters, "max_depth": 10})

    assert model_size(with_trials(made(), deep)).answer == "found"


def test_a_gap_that_knows_the_answer_is_found_and_named() -> None:
    """A refund is noted for those who left alone."""
    frame = features(200)
    left = answers(frame, "binary") == "k1"
    found = missing_knows(made(refund=np.where(left, 9.5, np.nan), tip=np.where(frame["b"] > 0, 1.5, np.nan)))

    assert found.answer == "found"
    assert '"refund"' in found.sentence
    assert missing_knows(made(tip=np.where(frame["b"] > 0, 1.5, np.nan))).answer == "not_found"


def test_whole_numbers_that_count_the_rows_are_names_and_prices_are_not() -> None:
    """What rises with the place in the table tells nothing of new rows."""
    rng = np.random.default_rng(0)
    found = identifier_feature(made(ticket=1000 + 3 * np.arange(200)))

    assert found.answer == "found"
    assert '"ticket"' in found.sentence
    assert identifier_feature(made(price=rng.permutation(200) * 7)).answer == "not_found"


def test_rows_alike_with_different_answers_lower_the_ceiling() -> None:
    """Half of the answers of each kind of row is wrong, whoever answers."""
    frame = pd.DataFrame({"a": [0, 1] * 50, "b": [0, 1] * 50, "y": ["k0", "k0", "k1", "k1"] * 25})
    found = label_conflicts(evidence_of(frame, "binary"))

    assert (found.answer, found.value) == ("found", pytest.approx(0.5))


@pytest.mark.parametrize(("shift", "answer"), [(3.0, "found"), (0.0, "not_found")])
def test_late_rows_that_differ_are_found_and_their_column_named(shift: float, answer: str) -> None:
    """The last fifth was measured with another instrument."""
    rng = np.random.default_rng(0)
    late = np.arange(300) >= 240
    found = drift(made(300, gauge=rng.normal(size=300) + shift * late))

    assert found.answer == answer
    assert '"gauge"' in found.sentence or answer == "not_found"


def test_rows_sorted_by_the_target_have_no_order_in_time() -> None:
    """A table that was sorted for reading tells nothing of tomorrow."""
    frame = features(200)
    ordered = frame.assign(y=answers(frame, "regression")).sort_values("y", ignore_index=True)

    assert drift(evidence_of(ordered, "regression")).answer == "not_applicable"


def test_relatives_are_found_by_a_column_that_the_goal_leaves_out() -> None:
    """Rows of one patient look alike: the name need not be a feature for that."""
    rng = np.random.default_rng(0)
    patient = rng.integers(0, 60, 400)
    values = pd.DataFrame(rng.normal(size=(60, 3))[patient] + 0.05 * rng.normal(size=(400, 3)), columns=list("abc"))
    frame = values.assign(patient=[f"p{k}" for k in patient], y=rng.choice(["k0", "k1"], 60)[patient])
    found = group_leakage(evidence_of(frame, "binary", ignore=("patient",)))

    assert found.answer == "found"
    assert '"patient"' in found.sentence
    assert found.value is not None
    assert found.value > 0.5
    assert fact(found.facts, LIKENESS) == pytest.approx(1.0)


def test_a_town_that_matters_is_no_relative() -> None:
    """New rows come from the same towns, and the other columns do not tell which."""
    rng = np.random.default_rng(0)
    town, rates = rng.integers(0, 30, 600), rng.normal(size=30)
    frame = pd.DataFrame(rng.normal(size=(600, 3)), columns=list("abc"))
    latent = 2 * rates[town] + frame["a"] + rng.normal(size=600)
    frame = frame.assign(town=[f"t{k}" for k in town], y=np.where(latent > 0, "k1", "k0"))

    assert group_leakage(evidence_of(frame, "binary")).answer == "not_found"


def test_a_check_with_fits_is_not_begun_when_the_reserve_is_used_up() -> None:
    """The run's seconds come before a finding."""

    class Nobody:
        n_slots = 1

        def submit(self, task: object) -> object:
            raise AssertionError(task)

        def close(self) -> None:
            pass

    evidence = made()
    refits = Refits("nowhere", FoldPlan("stratified", 5, 1, 0, "made up"), "roc_auc", Nobody())  # type: ignore[arg-type]
    late = replace(evidence, refits=refits, reserve=Reserve(0.0))
    for check in (drift, group_leakage, seed_stability, fold_disagreement):
        assert check(late).answer == "not_applicable"
