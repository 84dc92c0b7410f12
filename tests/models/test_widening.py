"""A space opens up with the trials, from near the tuned default, and never beyond what the user allows."""

from collections.abc import Mapping
from itertools import pairwise

import pytest
from optuna.distributions import CategoricalDistribution, FloatDistribution, IntDistribution

from models.families.registry import FAMILIES
from models.record import FoldScore, Scalar, Settings, Trial
from models.search.space import SearchSpace, space_of
from models.search.techniques.technique import Outcome, SearchOrder
from models.search.techniques.tpe import TPE
from models.search.widening import SMALL_ROWS, WIDTHS, around, hull, within

SPACE = SearchSpace(
    "made_up",
    {},
    {
        "rate": FloatDistribution(1e-3, 1.0, log=True),
        "depth": IntDistribution(2, 14),
        "kind": CategoricalDistribution(("a", "b")),
    },
    {"rate": 0.03, "depth": 4, "kind": "b"},
)
THIRD = 1000 ** (1 / 6)
"""Half of a third of the rate's range, on its own scale: the default's surroundings, and as much around the best."""
WIDENED = sorted(width for _, width in WIDTHS)


def outcome(number: int, values: Mapping[str, Scalar], utility: float) -> Outcome:
    """Return a complete trial."""
    folds = (FoldScore(None, utility, 1.0),) * 2
    return Outcome(Trial(number, "made_up", values, "complete", folds, utility), utility)


def proposed(
    n_trials: int, n_rows: int, best_at: float = 0.03, space: SearchSpace = SPACE
) -> list[Mapping[str, Scalar]]:
    """Search so many trials; the nearer the rate is to ``best_at``, the better."""
    searcher = TPE(widens=True).begin(
        "made_up", SearchOrder(Settings(seconds=None, trials=99), {"made_up": space}, n_rows)
    )
    found = []
    for number in range(n_trials):
        suggestion = searcher.propose(number)
        assert suggestion is not None
        found.append(suggestion.hyperparameters)
        utility = -abs(float(suggestion.hyperparameters["rate"] or 0) - best_at)
        searcher.tell(outcome(number, suggestion.hyperparameters, utility))
    return found


def test_wider_boxes_hold_the_narrower_ones_and_the_default() -> None:
    """What could be tried once can be tried later."""
    parts = [within(SPACE, around(SPACE, SPACE.complete({}), width)) for width in WIDENED]

    assert all(part.holds(SPACE.complete({})) for part in parts)
    for narrow, wide in pairwise(parts):
        for name in ("rate", "depth"):
            assert wide.distributions[name].low <= narrow.distributions[name].low  # type: ignore[attr-defined]
            assert narrow.distributions[name].high <= wide.distributions[name].high  # type: ignore[attr-defined]
    assert parts[-1].distributions == SPACE.distributions


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_boxes_stay_in_what_the_user_allows(family) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    """A range of the user's is the outer limit, also where the default lies at its end."""
    account = family.account("regression")
    numbers = {h.name: [h.default, h.high] for h in account.hyperparameters if h.kind != "choice" and h.is_searched}
    space = space_of(account, numbers)

    for width in WIDENED:
        part = within(space, around(space, space.complete({}), width))
        assert part.holds(space.complete({}))
        for name in numbers:
            assert space.distributions[name].low <= part.distributions[name].low  # type: ignore[attr-defined]
            assert part.distributions[name].high <= space.distributions[name].high  # type: ignore[attr-defined]


def test_hull_of_two_boxes_holds_both() -> None:
    """The default's surroundings are not given up for those of the best."""
    assert hull({"rate": (0.1, 0.4)}, {"rate": (0.6, 0.9)}) == {"rate": (0.1, 0.9)}


def test_search_begins_near_the_default_and_opens_up() -> None:
    """With few trials, the rest of a wide space is not worth a look."""
    found = [float(values["rate"] or 0) for values in proposed(60, 10_000)]

    assert all(0.03 / THIRD**2 <= rate <= 0.03 * THIRD**2 for rate in found[:10])
    assert min(found[24:]) < 0.03 / THIRD**2 or max(found[24:]) > 0.03 * THIRD**2


def test_space_of_a_small_table_stays_narrow() -> None:
    """On few rows, what lies further off would win by luck."""
    found = [float(values["rate"] or 0) for values in proposed(60, SMALL_ROWS)]

    assert all(0.03 / THIRD**2 <= rate <= 0.03 * THIRD**2 for rate in found)


def test_best_outside_of_the_box_brings_its_surroundings_in() -> None:
    """A configuration of the portfolio that leads is worth a look around it."""
    order = SearchOrder(Settings(seconds=None, trials=99), {"made_up": SPACE}, 10_000)
    searcher = TPE(widens=True).begin("made_up", order)
    searcher.tell(outcome(0, {"rate": 0.9, "depth": 13, "kind": "a"}, 0.0))
    found = [searcher.propose(number) for number in range(1, 40)]

    assert max(float(s.hyperparameters["rate"] or 0) for s in found if s is not None) > 0.5
    assert max(int(s.hyperparameters["depth"] or 0) for s in found if s is not None) > 10
