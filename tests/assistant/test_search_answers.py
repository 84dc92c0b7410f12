"""What is said of the search of a run: each technique, what it found, and what a repeat needs."""

from dataclasses import replace

import pytest

from assistant.answer import answer
from assistant.backing import linked, unlinked
from models.record import (
    Decision,
    Fact,
    RunRecord,
    Settings,
)
from tests.assistant.asked import asked
from tests.assistant.searched_runs import STATES, by_auto, searched_by, values, with_slopes
from tests.assistant.test_answer_laws import mismatches

SEARCH_TOPICS = (
    "grid_search",
    "random_search",
    "bayesian",
    "hyperband_pruning",
    "gradient_based",
    "automl",
    "more_trials_or_time",
    "reproducibility",
)


@pytest.mark.parametrize(
    ("question", "technique", "title"),
    [
        ("Did my run use grid search?", "grid", "grid search"),
        ("Did my run use random search?", "random", "random search"),
        ("Did my run use Bayesian optimization?", "gp", "Bayesian optimization"),
        ("Did you use Hyperband in my run?", "hyperband", "Hyperband"),
        ("Did my run use gradient-based tuning for anything?", "gradient", "gradient-based tuning"),
    ],
)
def test_a_technique_is_said_to_have_been_used_only_where_it_was(
    question: str, technique: str, title: str, churn: RunRecord
) -> None:
    """The first thing that anyone wants to know of a technique is whether it was at work."""
    used, other = answer(question, searched_by(churn, technique)), answer(question, by_auto(churn))

    assert f"Yes, your run used {title}" in used.answer
    if technique == "gp":
        assert "Yes, your run used" in other.answer
    else:
        assert f"Your run did not use {title}: it searched by [`tpe`]" in other.answer
        assert "chosen by the engine" in other.answer
        assert "tuned defaults are hard to beat" in other.answer


def test_what_auto_chose_is_not_guessed_where_it_is_not_recorded(churn: RunRecord) -> None:
    """Records of before techniques were written down hold only what was asked for."""
    assert "what that chose is not recorded" in answer("Did my run use grid search?", churn).answer


def test_brackets_of_hyperband_are_told_in_recorded_words(churn: RunRecord) -> None:
    """Every rung was written down before the first trial."""
    bracket = Decision(
        4, "search", "for xgboost, bracket 1: 3 with a third of the rounds, then 1 with all the rounds", (),
        "the best third of a rung goes on; thinned 1 time", (Fact("configurations with a third", 3, "trials"),),
    )  # fmt: skip
    given = answer("Did you use Hyperband in my run?", searched_by(churn, "hyperband", bracket))

    assert "with a third of the rounds" in given.answer
    assert 3 in values(given).values()


def test_slopes_are_shown_with_the_place_where_the_loss_is_least(churn: RunRecord) -> None:
    """A descent is believed when its slope is seen to vanish."""
    given = answer("Did my run use gradient-based tuning?", with_slopes(churn))

    assert {0.52, 0.5, 0.03, -0.001} <= set(values(given).values())
    assert "is that of trial [21](#" in given.answer
    assert len(given.charts) == 1


def test_without_slopes_it_is_said_what_would_qualify(churn: RunRecord) -> None:
    """The penalty of the linear model has a slope; depth has none."""
    given = answer("Did my run use gradient-based tuning?", by_auto(churn))

    assert "`alpha` of" in given.answer
    assert "max_depth" not in given.answer.split("What would qualify")[1].split(".")[0]


def test_a_run_in_trials_repeats_exactly_and_one_in_seconds_may_not(churn: RunRecord) -> None:
    """The clock is the one thing that no seed can hold."""
    in_trials = answer("Is my run reproducible?", searched_by(churn, "tpe"))
    in_seconds = answer("Is my run reproducible?", churn)
    in_both = answer("Is my run reproducible?", replace(churn, settings=Settings(seconds=60.0, trials=30)))

    assert "**repeats exactly**" in in_trials.answer
    assert {30, 7} <= set(values(in_trials).values())
    assert "**may differ**" in in_seconds.answer
    assert "**may differ**" in in_both.answer
    assert "number of trials" in in_seconds.answer


def test_a_repeat_is_told_the_hash_and_the_versions(churn: RunRecord) -> None:
    """Without them nobody knows whether it was the same table and the same libraries."""
    record = replace(churn, versions={"scikit-learn": "1.9.0", "optuna": "5.0.1", "leftpad": "3"})
    given = answer("Can I reproduce my run exactly?", record)

    assert {"scikit-learn 1.9.0", "optuna 5.0.1", "ab" * 6} <= set(values(given).values())
    assert "leftpad" not in given.answer


def test_several_seeds_are_reported_by_mean_and_deviation_and_never_by_the_best(churn: RunRecord) -> None:
    """The best seed is the luckiest."""
    text = answer("I want different random seeds to estimate mean and standard deviation of the results", churn).answer

    assert "mean and the standard deviation" in text
    assert "do not keep the best one" in text


def test_the_black_box_is_opened_with_a_table_of_all_families(churn: RunRecord) -> None:
    """What was tried, how long it took, and by which rule the winner was chosen."""
    given = answer("This black box makes me uncomfortable, what was tried and why in my run?", by_auto(churn))

    assert "| family | trials |" in given.answer
    assert "The rule: the best cross-validated score goes first" in given.answer
    assert "Your run searched by [`tpe`]" in given.answer
    assert given.charts[0]["data"][0]["type"] == "bar"


def test_one_trial_that_was_pruned_is_explained_by_its_own_reason(churn: RunRecord) -> None:
    """Who asks for trial 7 wants no statistics."""
    given = answer("Why was trial 7 pruned?", churn)

    assert given.topic == "hyperband_pruning"
    assert given.answer.startswith("Trial [7](#")
    assert "behind by" in given.answer


def test_what_the_learning_part_found_stands_beside_what_was_there_before(churn: RunRecord) -> None:
    """Whether learning paid off is the best of its proposals against the best of all others."""
    given = answer("Did the Bayesian part of my run bring anything?", by_auto(churn))

    assert "so learning brought something" in given.answer
    assert {0.847, 0.836} <= {round(value, 4) for value in values(given).values() if isinstance(value, float)}


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Did the optimizer get stuck around one value in my run?", "Trials that repeat an earlier one exactly"),
        ("Did the search do better than its own random start in my run?", "best trial that was proposed"),
        ("Did shallow trees do worse than deep ones in my run?", "of small values of `max_depth` the best trial"),
        ("What is TPE?", "tree-structured Parzen estimator"),
    ],
)
def test_what_was_asked_of_the_search_is_told(question: str, told: str, churn: RunRecord) -> None:
    """And not what is true of any search."""
    assert told in unlinked(answer(question, churn).answer)


@pytest.mark.parametrize("state", STATES)
def test_every_run_gets_an_answer_whose_numbers_are_citations(state: str, churn: RunRecord) -> None:
    """Whatever technique searched, and however the run ended."""
    record = STATES[state](churn)
    for question in (question for topic in SEARCH_TOPICS for question in asked()[topic]):
        given = answer(question, record)

        assert mismatches(given) == [], question
        assert linked(given.answer) == {one.id for one in given.citations}, question
        assert all(one.href or one.source for one in given.citations), question


def test_answers_on_searching_stay_short_enough_to_read(churn: RunRecord) -> None:
    """A chapter is no answer."""
    record = by_auto(churn)
    for question in (
        "How does grid search work?",
        "How does random search work?",
        "How does Bayesian optimization work?",
        "How does Hyperband work?",
        "What is AutoML?",
        "Would more trials help?",
        "Can I repeat this run?",
    ):
        assert len(answer(question, record).answer.split()) <= 330, question
