"""The verdict, from findings that are made up."""

from dataclasses import replace

import pytest

from models.findings.group_leakage import LIKENESS
from models.record import Fact, Finding, FindingAnswer, Overfitting, from_plain, to_plain
from models.settling import CHECK_NAMES, settled_by
from models.verdict import judge


def finding(code: str, answer: FindingAnswer = "found", value: float | None = 1.0) -> Finding:
    """Make a finding whose sentence is its code."""
    return Finding(code, code, answer, f"{code}.", value, 1.0, "So it is.", f"Mend {code}.")


CALM = (finding("selection_optimism", "not_found", 0.2), finding("few_rows", "not_found", 5_000.0))


def risk(*findings: Finding) -> str:
    """Judge a calm run with further findings."""
    return judge((*CALM, *findings)).risk


def test_a_calm_run_is_low() -> None:
    """An alarm that always rings warns of nothing."""
    verdict = judge(CALM)

    assert verdict.risk == "low"
    assert verdict.because
    assert verdict.settled_by == ()
    assert verdict.unchecked


def test_a_gap_alone_is_no_verdict() -> None:
    """A forest is right on all of its training rows, and may be the best model."""
    assert risk(finding("train_validation_gap", value=9.0)) == "low"


def test_two_signs_of_complexity_and_a_simpler_equal_are_high() -> None:
    """A high capacity needs a way out: a simpler trial that does as well."""
    signs = (finding("train_validation_gap"), finding("calibration_slope"))

    assert risk(*signs) == "moderate"
    assert risk(*signs, finding("simpler_does_as_well")) == "high"
    assert risk(signs[0], finding("simpler_does_as_well")) == "low"


@pytest.mark.parametrize(("errors", "expected"), [(0.5, "low"), (1.5, "moderate"), (2.5, "high")])
def test_optimism_is_graded_in_standard_errors(errors: float, expected: str) -> None:
    """What choosing cost, by itself."""
    answer: FindingAnswer = "found" if errors > 1 else "not_found"

    assert judge((finding("selection_optimism", answer, errors), CALM[1])).risk == expected


@pytest.mark.parametrize(
    "leak",
    [
        finding("knows_the_answer"),
        finding("missing_knows_the_answer"),
        finding("duplicates", value=0.3),
        finding("group_leakage", value=0.9),
    ],
    ids=lambda leak: leak.code,
)
def test_leakage_overrides_all_else(leak: Finding) -> None:
    """A score that is no real one is not saved by few trials, nor hidden by few rows."""
    verdict = judge((*CALM[:1], finding("few_rows"), leak))

    assert verdict.risk == "high"
    assert verdict.because == (leak.sentence,)
    assert verdict.settled_by[0].what == leak.remedy


def test_relatives_with_answers_of_their_own_are_moderate() -> None:
    """The next days of the same shops are no new shops: only the user knows which are meant."""
    shops = replace(finding("group_leakage", value=0.9), facts=(Fact(LIKENESS, 0.3),))

    assert risk(shops) == "moderate"
    assert risk(replace(shops, facts=(Fact(LIKENESS, 0.95),))) == "high"


@pytest.mark.parametrize("some", [finding("duplicates", value=0.03), finding("group_leakage", value=0.2)])
def test_a_little_leakage_is_moderate(some: Finding) -> None:
    """Some of the score is doubtful, most is not."""
    assert risk(some) == "moderate"


def test_few_rows_leave_it_open_and_say_what_would_settle_it() -> None:
    """Cannot tell is an answer, with its price."""
    verdict = judge((CALM[0], finding("few_rows")), {"nested_cv": 12.34, "repeated_cv": 3.0})
    costs = {settling.check: settling.seconds for settling in verdict.settled_by}

    assert verdict.risk == "cannot_tell"
    assert costs["nested_cv"] == 12.3
    assert costs["repeated_cv"] == 3.0
    assert costs[None] is None


def test_without_a_corrected_score_it_is_open() -> None:
    """Nobody knows what choosing cost."""
    assert judge((finding("selection_optimism", "not_applicable", None), CALM[1])).risk == "cannot_tell"


@pytest.mark.parametrize("code", ["no_skill", "permuted_labels", "null_search", "repeated_cv"])
def test_a_score_that_noise_gives_too_raises_the_risk(code: str) -> None:
    """What looks like skill may be none."""
    assert risk(finding(code)) == "moderate"


def test_outer_folds_have_the_last_word() -> None:
    """They measure what the other findings guess."""
    assert risk(finding("nested_cv", value=3.0)) == "high"


def test_checks_that_were_made_are_not_proposed_again() -> None:
    """Who asked for a check does not want to hear of it as a next step."""
    made = [finding(name, "not_found") for name in CHECK_NAMES]
    proposed = settled_by("cannot_tell", [finding("few_rows"), *made], {})

    assert [settling.check for settling in proposed] == [None]


def test_a_verdict_of_before_has_no_parts_and_loads() -> None:
    """Records outlive versions."""
    old = from_plain(Overfitting, {"risk": "low", "because": ["All is well."]})

    assert old.optimism is None
    assert old.settled_by == ()
    assert from_plain(Overfitting, to_plain(judge(CALM))) == judge(CALM)
