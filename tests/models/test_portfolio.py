"""What is tried before the search: a default of every family, then what did well elsewhere, bounded by the rows."""

import pytest

from models.families.registry import FAMILIES
from models.portfolio import enough_trials, first_candidates, portfolio
from models.search.space import space_of

NAMES = tuple(family.name for family in FAMILIES)


def test_every_family_has_its_default_tried_once() -> None:
    """A family that is never tried might as well not be there."""
    assert sorted(c.family for c in first_candidates(NAMES)) == sorted(NAMES)


def test_families_take_turns() -> None:
    """The second configuration of one is worth less than the first of another."""
    listed = [c.family for c in portfolio(NAMES, 10**6)]

    assert len(set(listed[: len(NAMES)])) == len([f for f in FAMILIES if f.portfolio])


@pytest.mark.parametrize(("n_rows", "most"), [(100, 4), (500, 8), (2_500, 15)])
def test_few_rows_are_not_searched_to_death(n_rows: int, most: int) -> None:
    """The best of many on few rows is best by chance."""
    assert len(portfolio(NAMES, n_rows)) == most


def test_more_rows_allow_more_trials() -> None:
    """And the fewest rows still allow a look at every family."""
    assert [enough_trials(n) for n in (10, 200, 1_000)] == [25, 40, 200]
    assert enough_trials(10) > len(FAMILIES) + len(portfolio(NAMES, 10))


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_configurations_stay_in_the_space_of_their_family(family) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    """What was learned elsewhere must be a point that the search here could find."""
    space = space_of(family.account("binary"), {})

    for configuration in portfolio((family.name,), 10**6):
        assert space.complete(configuration.hyperparameters).items() >= configuration.hyperparameters.items()
