"""What another candidate is expected to cost, from those that were measured."""

import pytest

from models.record import FoldScore, Trial
from models.search.costs import OTHER_SHARE, Costs

SECONDS = 60.0


def costs(seconds: float | None) -> Costs:
    """Return what is known after a dear boosted trial, on two slots."""
    folds = (FoldScore(None, 0.8, 20.0),) * 3
    return Costs({1: Trial(1, "lightgbm", {}, "complete", folds, 0.8, seconds=60.0)}, (None,) * 3, 90, 2, seconds)  # type: ignore[arg-type]


def test_family_never_tried_is_expected_to_take_no_more_than_it_may() -> None:
    """Forests are cut short early: a dear boosted model must not keep them from being tried at all."""
    assert costs(SECONDS).expected("lightgbm") == pytest.approx(30.0)
    assert costs(SECONDS).expected("extra_trees") == pytest.approx(OTHER_SHARE * SECONDS)
    assert costs(SECONDS).expected("xgboost") < 30.0


def test_without_a_clock_nothing_bounds_what_is_expected() -> None:
    """And nothing asks for it."""
    assert costs(None).expected("extra_trees") == pytest.approx(30.0)
