"""Where it is known what would help, it is found; where nothing would, nothing is done."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from models.blend import Blend
from models.draws import Draws
from models.estimate import estimate
from models.metrics import metric_for, metric_of_function
from models.record import Task, Trial
from models.refining import MAX_PARTS, Refinement, Sample, refined, stacked
from models.scoring import Scorer
from models.selection import Candidates, best_average, select
from models.splits import Fold

Array = NDArray[np.float64]

N_ROWS, N_FRESH = 2_000, 50_000


def candidates_of(y: Array, predictions: list[Array], metric: str, task: Task = "binary") -> Candidates:
    """Return candidates with these out-of-fold predictions, which no fold had a part in."""
    rows = np.arange(len(y))
    folds = tuple(Fold(0, k, rows[rows % 5 != k], rows[rows % 5 == k]) for k in range(5))
    read = {number: prediction[None].astype(np.float32) for number, prediction in enumerate(predictions)}
    trials = tuple(Trial(number, "linear", {}, "complete", validation_score=0.0) for number in read)
    return Candidates(trials, read.get, y, None, folds, rows, Scorer(metric_for(metric, task)), seed=0)


def score(blend: Blend, y: Array, predictions: list[Array], metric: str, task: Task = "binary") -> float:
    """Score a blend on fresh rows."""
    scorer = Scorer(metric_for(metric, task), blend.threshold)
    return scorer.score(y, blend.of([predictions[member.trial] for member in blend.members]))


def probabilities(log_odds: Array) -> Array:
    """Return the probabilities of both classes."""
    positive = 1 / (1 + np.exp(-log_odds))
    return np.column_stack([1 - positive, positive])


def answers(log_odds: Array, rng: np.random.Generator) -> Array:
    """Draw answers that have these log odds."""
    return (rng.random(len(log_odds)) < probabilities(log_odds)[:, 1]).astype(float)


def table(n_rows: int, sureness: float, seed: int, base: float = 0.0) -> tuple[Array, list[Array]]:
    """Return answers, and what is said by one who knows their log odds and tells them too surely."""
    rng = np.random.default_rng(seed)
    log_odds = base + 1.5 * rng.normal(size=n_rows)
    return answers(log_odds, rng), [probabilities(sureness * log_odds)]


def test_too_sure_probabilities_get_a_temperature_above_one() -> None:
    """The log odds are 2.5 times too large, and dividing them by 2.5 is the whole cure."""
    blend = select(candidates_of(*table(N_ROWS, 2.5, 0), "log_loss"))
    fresh = table(N_FRESH, 2.5, 1)

    assert blend.temperature == pytest.approx(2.5, rel=0.2)
    assert score(blend, *fresh, "log_loss") < score(replace(blend, temperature=1.0), *fresh, "log_loss") - 0.05


def test_too_sure_probabilities_of_three_classes_get_a_temperature_too() -> None:
    """One number serves any number of classes."""
    rng = np.random.default_rng(2)
    logs = 1.5 * rng.normal(size=(N_ROWS, 3))
    y = (logs + rng.gumbel(size=logs.shape)).argmax(axis=1).astype(float)
    said = np.exp(2 * logs) / np.exp(2 * logs).sum(axis=1, keepdims=True)

    assert select(candidates_of(y, [said], "log_loss", "multiclass")).temperature == pytest.approx(2.0, rel=0.2)


def test_right_probabilities_are_left_as_they_are() -> None:
    """A cure for what is well does harm: of ten tables at most one may get one by chance."""
    temperatures = [select(candidates_of(*table(N_ROWS, 1.0, seed), "log_loss")).temperature for seed in range(10)]

    assert sum(temperature != 1.0 for temperature in temperatures) <= 1


def test_a_ranking_is_not_calibrated() -> None:
    """It could not change the score, and nothing is done for nothing."""
    blend = select(candidates_of(*table(N_ROWS, 2.5, 0), "roc_auc"))

    assert (blend.scale, blend.temperature) == ("plain", 1.0)


def test_a_rare_class_gets_a_threshold_below_one_half_where_f1_decides() -> None:
    """At one half hardly anything is found; the best threshold is half of the best F1."""
    rare = {"sureness": 1.0, "base": -3.0}
    blend = select(candidates_of(*table(N_ROWS, seed=3, **rare), "f1"))
    fresh = table(N_FRESH, seed=4, **rare)

    assert 0.1 < blend.threshold < 0.4
    assert score(blend, *fresh, "f1") > score(replace(blend, threshold=0.5), *fresh, "f1") + 0.05


def test_one_half_stays_where_it_is_right() -> None:
    """Of right probabilities, one half is the best threshold for the accuracy; noise must not move it."""
    thresholds = [select(candidates_of(*table(N_ROWS, 1.0, seed), "accuracy")).threshold for seed in range(10)]

    assert sum(threshold != 0.5 for threshold in thresholds) <= 1


def test_stated_costs_are_the_threshold() -> None:
    """Who states what mistakes cost has decided."""
    candidates = candidates_of(*table(N_ROWS, 1.0, 3, base=-3.0), "f1")
    scorer = replace(candidates.scorer, threshold=0.4, is_stated=True)

    assert select(replace(candidates, scorer=scorer)).threshold == 0.4


def test_a_metric_of_ones_own_is_left_alone() -> None:
    """What a function of the user's own rewards nobody here knows, and each call may cost seconds."""
    y, predictions = table(N_ROWS, 1.0, 3, base=-3.0)

    def recall(truth: Array, decided: Array) -> float:
        return float(((truth == 1) & (decided == 1)).sum() / max(1, (truth == 1).sum()))

    candidates = replace(candidates_of(y, predictions, "f1"), scorer=Scorer(metric_of_function(recall, "binary")))

    assert select(candidates).threshold == 0.5


def halves(n_rows: int, seed: int) -> tuple[Array, list[Array]]:
    """Return answers, and two who each know a half of the evidence; the second tells it three times too surely."""
    rng = np.random.default_rng(seed)
    first, second = rng.normal(size=(2, n_rows))
    return answers(first + second, rng), [probabilities(first), probabilities(3 * second)]


def test_two_halves_of_the_evidence_are_added_with_unequal_weights() -> None:
    """Log odds of independent evidence add up: one of the first and a third of the second, three quarters to one."""
    candidates = candidates_of(*halves(N_ROWS, 5), "log_loss")
    average, blend = best_average(candidates), select(candidates)
    shares = {member.trial: member.weight for member in blend.members}
    fresh = halves(N_FRESH, 6)

    assert blend.scale == "log"
    assert shares[0] == pytest.approx(0.75, abs=0.08)
    assert blend.temperature == pytest.approx(0.75, abs=0.1)
    assert score(blend, *fresh, "log_loss") < score(average, *fresh, "log_loss") - 0.01


def test_values_are_weighted_by_how_exact_they_are() -> None:
    """Of independent errors, the weights that are best are known: as 1 to 9 of deviations of 3 and 1."""
    rng = np.random.default_rng(7)
    y = rng.normal(size=N_ROWS)
    candidates = candidates_of(y, [y + 3 * rng.normal(size=N_ROWS), y + rng.normal(size=N_ROWS)], "rmse", "regression")
    sample, weight = candidates.sample, candidates.sample_weight()

    shares = {member.trial: member.weight for member in stacked(best_average(candidates), sample, weight).members}

    assert shares[0] == pytest.approx(0.1, abs=0.03)
    assert sum(shares.values()) == pytest.approx(1.0)


@pytest.mark.parametrize(("metric", "task"), [("log_loss", "binary"), ("accuracy", "binary"), ("rmse", "regression")])
def test_members_that_are_equal_noise_are_not_stacked(metric: str, task: Task) -> None:
    """There are no better weights than equal ones: of ten tables at most one may get others by chance.

    Probabilities are hardly ever far from one half, or it would help to make them less sure.
    """
    n_kept = 0
    for seed in range(10):
        rng = np.random.default_rng(seed)
        noise = rng.normal(size=(4, N_ROWS))
        y = rng.normal(size=N_ROWS) if task == "regression" else rng.integers(0, 2, N_ROWS).astype(float)
        said = [y + row if task == "regression" else probabilities(0.1 * row) for row in noise]
        checks = of_stages(candidates_of(y, said, metric, task))
        n_kept += checks.get("stacking", False)

    assert n_kept <= 1


def of_stages(candidates: Candidates) -> dict[str, bool]:
    """Return what was tried, and whether it was kept."""
    checks = refined(best_average(candidates), candidates.sample, candidates.sample_weight())[1]
    return {check.stage: check.is_kept for check in checks}


def test_what_helps_only_rows_that_it_was_fitted_on_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The check leaves rows out of the fit and asks about these, or it would admit what merely remembers."""

    def remembered(blend: Blend, _: Sample, weight: Array) -> Blend:
        return replace(blend, temperature=2.5 if weight.all() else 0.4)

    monkeypatch.setattr("models.refining.REFINEMENTS", (Refinement("calibration", lambda *_: True, remembered),))
    candidates = candidates_of(*table(N_ROWS, 2.5, 0), "log_loss")
    blend, (check,) = refined(best_average(candidates), candidates.sample, candidates.sample_weight())

    assert blend.temperature == 1.0
    assert check.after > check.before


def test_every_bootstrap_chooses_for_itself() -> None:
    """A temperature and a threshold that all rows chose would hide what choosing them costs."""
    drawn = Draws(np.arange(N_ROWS), seed=0).next()
    too_sure = candidates_of(*table(N_ROWS, 2.5, 0), "log_loss")
    rare = candidates_of(*table(N_ROWS, 1.0, 3, base=-3.0), "f1")

    assert select(too_sure, drawn).temperature != select(too_sure).temperature
    assert select(rare, drawn).threshold != select(rare).threshold


def test_the_score_is_that_of_what_is_delivered() -> None:
    """Neither that of the average before its temperature, nor that of a threshold of one half."""
    y, predictions = table(N_ROWS, 1.0, 3, base=-3.0)
    candidates = candidates_of(y, predictions, "f1")
    blend = select(candidates)

    assert estimate(blend, candidates, None).cross_validated == pytest.approx(score(blend, y, predictions, "f1"))


def test_a_check_costs_no_more_with_many_folds() -> None:
    """Ten folds repeated five times would be fifty fits a choice, and sixty choices are made again."""
    candidates = candidates_of(*table(N_ROWS, 1.0, 0), "log_loss")
    rows = np.arange(N_ROWS)
    folds = tuple(Fold(r, k, rows[rows % 10 != k], rows[rows % 10 == k]) for r in range(3) for k in range(10))
    twice = replace(candidates, folds=folds)

    assert len(twice.sample.parts) == MAX_PARTS
    assert np.sum(twice.sample.parts, axis=0).tolist() == [1] * N_ROWS


def test_rows_of_one_group_alone_refine_nothing() -> None:
    """How much another group differs nobody knows, and bootstraps that are all the same prove nothing."""
    candidates = replace(candidates_of(*table(N_ROWS, 2.5, 0), "log_loss"), units=np.zeros(N_ROWS, dtype=np.intp))

    assert select(candidates).temperature == 1.0


def test_rows_of_one_class_refine_nothing_and_do_not_fail() -> None:
    """A bootstrap may draw them, and an undefined score is no reason for anything."""
    y, predictions = table(N_ROWS, 2.5, 0)
    checks = of_stages(candidates_of(np.zeros_like(y), predictions, "f1"))

    assert checks == {"threshold": False}
