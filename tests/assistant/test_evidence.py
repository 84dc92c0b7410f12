"""The parts that facts and texts are made of."""

from collections.abc import Callable
from math import inf, nan, sqrt
from statistics import variance

import pytest

from assistant.draft import Draft
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.gap import family_gaps, gap_of
from assistant.evidence.numerals import written
from assistant.evidence.paired import paired_difference
from assistant.evidence.trials import baseline, completed, default_trial, leader
from assistant.evidence.tried_values import position_in_range, tried_values
from assistant.markup import code, escaped
from models.record import RunRecord

Runs = Callable[[str], RunRecord]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.84163, "0.8416"), (1.0, "1"), (0, "0"), (1234567, "1,234,567"), (48210.3, "48,210"),
        (0.00001234, "0.00001234"), (1e-9, "1.000e-09"), (-0.5, "-0.5"), (99.95, "99.95"),
        (nan, "not a number"), (inf, "infinite"), (100.0, "100"),
    ],
)  # fmt: skip
def test_numbers_are_written_for_readers(value: float, text: str) -> None:
    """No exponent where digits will do, no digits beyond what was measured."""
    assert written(value) == text


def test_the_whole_part_of_a_number_is_never_cut() -> None:
    """Two digits of 30,110 would be 30,000: another price."""
    assert written(30110.5, digits=2) == "30,110"


def test_the_paired_error_is_widened_as_nadeau_and_bengio_do(churn: RunRecord) -> None:
    """Five folds: a fourth of the training rows is held back, so the factor is a fifth plus a fourth."""
    difference = paired_difference(churn, churn.trial(4), churn.trial(3))
    differences = [0.014, 0.012, 0.013, 0.013, 0.010]

    assert difference is not None
    assert difference.mean == pytest.approx(0.0124)
    assert difference.standard_error == pytest.approx(sqrt((1 / 5 + 1 / 4) * variance(differences)))
    assert difference.is_beyond_chance


def test_trials_with_other_folds_cannot_be_paired(churn: RunRecord) -> None:
    """A pruned trial has seen fewer folds: no difference of it is fair."""
    assert paired_difference(churn, churn.trial(4), churn.trial(7)) is None


def test_the_best_comes_first_in_either_direction(run_named: Runs, churn: RunRecord) -> None:
    """Greater is better for ROC AUC, smaller for RMSE."""
    prices = run_named("linear")

    assert [trial.number for trial in completed(churn)][:2] == [4, 5]
    assert completed(prices)[0].number == 1


def test_the_leader_of_an_unfinished_run_is_no_baseline(run_named: Runs) -> None:
    """What ignores every column leads nothing."""
    begun = run_named("running")

    assert leader(begun).number == 4
    assert baseline(begun).number == 0


def test_the_gap_is_above_zero_where_training_rows_do_better(run_named: Runs, any_run: RunRecord) -> None:
    """Whatever the direction of the metric."""
    prices = run_named("linear")

    assert gap_of(prices, prices.trial(2)) == pytest.approx(21166.67, abs=0.01)
    assert all((gap_of(any_run, trial) or 0.0) > -0.3 for trial in completed(any_run))


def test_gaps_of_a_family_need_two_others(churn: RunRecord) -> None:
    """One other trial is no usual range."""
    gaps = family_gaps(churn, churn.trial(4))

    assert gaps is not None
    assert gaps.n_trials == 3
    assert family_gaps(churn, churn.trial(2)) is None


def test_places_in_a_range_follow_its_scale(churn: RunRecord) -> None:
    """On a log scale from 0.01 to 0.3 the middle is near 0.055, not 0.155."""
    tried = tried_values(churn, "xgboost", "learning_rate")

    assert tried is not None
    assert position_in_range(tried, 0.0548) == pytest.approx(0.5, abs=0.01)
    assert tried_values(churn, "random_forest", "learning_rate") is None


def test_the_default_trial_is_found_by_its_values(churn: RunRecord) -> None:
    """It need not be the first that ran."""
    found = default_trial(churn, "random_forest")

    assert found is None or found.family == "random_forest"
    assert default_trial(churn, "dummy") is None


def test_a_fact_is_cited_once() -> None:
    """The same fact in text and table is one citation."""
    draft = Draft()
    fact = EvidenceFact("rows", 1400, href="data")

    assert draft.cite(fact) == draft.cite(fact) == "[1,400](#c1)"
    assert len(draft.citations) == 1


def test_numbers_of_a_recorded_sentence_become_citations() -> None:
    """The engine's own sentences hold numbers too, and data that must not be markup."""
    draft = Draft()
    whole = EvidenceFact("finding: leak", None, href="findings/leak")
    known = [EvidenceFact("share of rows", 0.0213, "", "findings/leak")]
    text = draft.quote("x_1 knows 1,204 of 0.02 rows (95%) in 5-fold, *v1* 2024-01-31 [a](b)", whole, known)
    cited = {citation.id: citation.value for citation in draft.citations}

    assert text == (
        "x\\_1 knows [1,204](#c1) of [0.02](#c2) rows ([95](#c3)%) in [5](#c4)-fold, `*v1*` `2024-01-31` \\[a\\](b)"
    )
    assert cited == {"c1": 1204, "c2": 0.0213, "c3": 95, "c4": 5}


def test_a_whole_number_is_not_taken_for_a_fraction_near_it() -> None:
    """Trial 1 is not the score 0.996, though that would round to it."""
    draft = Draft()
    whole = EvidenceFact("decision on the winner", None, href="decisions/1")
    draft.quote("trial 1 scores 0.996", whole, [EvidenceFact("ROC AUC", 0.99604, href="decisions/1")])

    assert [citation.value for citation in draft.citations] == [1, 0.99604]


@pytest.mark.parametrize(
    ("text", "shown"),
    [("plain", "`plain`"), ("a`b", "`` a`b ``"), ("a\nb\u202ec", "`a b c`"), ("", "(an empty name)"), ("x" * 99, None)],
)
def test_names_are_shown_as_code_whatever_they_hold(text: str, shown: str | None) -> None:
    """Backticks, line breaks and marks of direction cannot break out."""
    given = code(text)

    assert given == shown or (shown is None and len(given) == 62 and given.endswith("…`"))


def test_escaped_text_has_no_markup_left() -> None:
    """Each special character stands for itself."""
    assert escaped("<b>*x*</b> [a](b) | `c` #") == "\\<b\\>\\*x\\*\\</b\\> \\[a\\](b) \\| \\`c\\` \\#"
