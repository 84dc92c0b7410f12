"""The pictures that the server draws: marks where they belong, and none outside."""

from dataclasses import replace

import pytest

from service.page.drawing import HEIGHT, MOST_DOTS, WIDTH, score_curve
from tests.service.fake_engine import ROC_AUC, trial

LOG_LOSS = replace(ROC_AUC, name="log_loss", title="log loss", greater_is_better=False, best=0.0)


def test_a_curve_without_a_score_is_not_drawn() -> None:
    """An empty picture would look like a fault."""
    assert score_curve([trial(0, "running"), trial(1, "failed")], ROC_AUC) is None


@pytest.mark.parametrize(("metric", "best"), [(ROC_AUC, 2), (LOG_LOSS, 1)])
def test_the_best_trial_is_marked_in_the_direction_of_the_metric(metric: object, best: int) -> None:
    """For a loss the best is the smallest."""
    curve = score_curve([trial(0, score=0.7), trial(1, score=0.6), trial(2, score=0.8)], metric)  # type: ignore[arg-type]
    assert curve is not None
    assert curve.best.trial == best


def test_a_diverged_trial_does_not_flatten_the_others() -> None:
    """One log loss of a million would put all others on one line."""
    scores = [0.5, 0.45, 0.48, 0.44, 0.46, 1e6]
    curve = score_curve([trial(n, score=score) for n, score in enumerate(scores)], LOG_LOSS)
    assert curve is not None
    assert curve.n_clipped == 1
    heights = [dot.y for dot in curve.dots[:5]]
    assert max(heights) - min(heights) > 50


def test_every_mark_lies_inside_the_picture() -> None:
    """What is drawn outside cannot be seen."""
    curve = score_curve([trial(n, score=0.5 + n / 100) for n in range(7)], ROC_AUC)
    assert curve is not None
    assert all(0 <= dot.x <= WIDTH and 0 <= dot.y <= HEIGHT for dot in curve.dots)
    assert all(0 <= tick.at <= HEIGHT for tick in curve.ticks)
    assert len(curve.ticks) >= 2


def test_a_thousand_trials_are_thinned_but_every_improvement_stays() -> None:
    """The page stays quick, and the line passes through marks that are there."""
    curve = score_curve([trial(n, score=0.9 if n == 777 else 0.5) for n in range(1000)], ROC_AUC)
    assert curve is not None
    assert len(curve.dots) <= MOST_DOTS + 2
    assert 777 in {dot.trial for dot in curve.dots}


def test_equal_scores_are_drawn_without_a_spread() -> None:
    """A run may find the same score in each trial."""
    curve = score_curve([trial(n, score=0.5) for n in range(3)], ROC_AUC)
    assert curve is not None
    assert len({dot.y for dot in curve.dots}) == 1
