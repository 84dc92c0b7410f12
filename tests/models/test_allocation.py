"""The next second goes to the family whose next improvement is expected to cost the least."""

from models.record import Trial
from models.search.allocation import MAX_FAILURES, MIN_SHARE, Allocation

FAMILIES = ("quick", "slow", "weak")


def told(*trials: tuple[str, float | None, float], counts_seconds: bool = True) -> Allocation:
    """Return an allocation that knows a baseline of 0.5 and some trials: family, utility, seconds."""
    allocation = Allocation(FAMILIES, counts_seconds=counts_seconds)
    allocation.tell(Trial(0, "dummy", {}, "complete"), 0.5)
    for number, (family, utility, seconds) in enumerate(trials, start=1):
        state = "failed" if utility is None else "complete"
        allocation.tell(Trial(number, family, {}, state, seconds=seconds), utility)  # type: ignore[arg-type]
    return allocation


def test_of_equals_the_cheaper_family_goes_first() -> None:
    """The same score for a twentieth of the time leaves room for twenty more tries."""
    shares = told(("quick", 0.8, 1.0), ("slow", 0.8, 20.0)).shares(("quick", "slow"))

    assert shares["quick"] > 0.9


def test_a_family_far_behind_gets_little_and_never_nothing() -> None:
    """At its pace it would not catch up, but an average may want it."""
    trials = [("quick", 0.9, 1.0), ("weak", 0.52, 1.0), ("weak", 0.521, 1.0)]
    shares = told(*trials).shares(("quick", "weak"))

    assert MIN_SHARE / 2 < shares["weak"] < 0.1


def test_a_family_that_stops_improving_gives_way() -> None:
    """What was spent in vain is what the next improvement costs at least."""
    improving = [("quick", 0.80, 1.0), ("slow", 0.80, 1.0)]
    in_vain = [("quick", 0.7, 1.0)] * 8

    before, after = told(*improving).shares(("quick", "slow")), told(*improving, *in_vain).shares(("quick", "slow"))

    assert before["quick"] == before["slow"]
    assert after["quick"] < 0.2


def test_what_is_under_way_counts_as_spent() -> None:
    """Else all processes would work for the same family."""
    allocation = told(("quick", 0.8, 1.0), ("slow", 0.8, 1.0))

    assert allocation.next_family(("quick", "slow"), {"quick": 1}) == "slow"


def test_in_trials_no_clock_counts() -> None:
    """Seconds differ from run to run, and a run in trials must not."""
    slow_machine = told(("quick", 0.8, 9.0), ("slow", 0.8, 1.0), counts_seconds=False)
    other_machine = told(("quick", 0.8, 1.0), ("slow", 0.8, 9.0), counts_seconds=False)

    assert slow_machine.shares(FAMILIES) == other_machine.shares(FAMILIES)


def test_a_family_that_fails_again_and_again_is_left_alone() -> None:
    """Its library may not work here at all."""
    failing = [("slow", None, 1.0)] * MAX_FAILURES

    assert not told(*failing).is_sound("slow")
    assert told(*failing[1:]).is_sound("slow")


def test_family_that_the_average_uses_counts_as_behind_no_more() -> None:
    """What is delivered is the average: a family that it leans on is worth as many turns as the best."""
    allocation = told(("quick", 0.9, 1.0), ("slow", 0.8, 1.0), ("weak", 0.8, 1.0))
    alone = allocation.shares(FAMILIES)
    allocation.weigh({"quick": 0.5, "slow": 0.5, "weak": 0.0})
    averaged = allocation.shares(FAMILIES)

    assert alone["slow"] == alone["weak"] < 0.1
    assert averaged["slow"] == averaged["quick"] > 0.4
    assert averaged["weak"] < 0.1
