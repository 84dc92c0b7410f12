"""How far a search came: the running best, what more would bring, what was given up, what a grid would take."""

from dataclasses import replace

import pytest

from assistant.answer import answer
from assistant.evidence.grid_size import grid_size
from assistant.evidence.search_progress import SearchProgress, chance_fact, late_gain_fact, search_progress
from assistant.evidence.stopped_trials import agreement, near_miss
from assistant.evidence.trial_origins import repeated
from models.families.registry import family_named
from models.record import (
    FoldScore,
    Promise,
    RunRecord,
    Trial,
    TrueScore,
)
from tests.assistant.searched_runs import Runs, values, with_trials


def test_a_full_grid_is_counted_over_what_was_searched(run_named: Runs) -> None:
    """The product of the values, times the folds, at the pace of the run's own fits."""
    record = run_named("forest")
    account = record.family("random_forest")
    size = grid_size(account)
    given = answer("How many combinations would a full grid over my search space be?", record)

    assert size is not None
    assert size.n_points == 50
    assert {50, 250} <= set(values(given).values())
    assert len(record.trials) in values(given).values()


def test_a_whole_number_has_no_more_values_in_a_grid_than_there_are() -> None:
    """Five values of what can be one or two are two."""
    account = family_named("xgboost").account("binary")
    depth = next(item for item in account.hyperparameters if item.kind == "int" and item.is_searched)
    size = grid_size(replace(account, hyperparameters=(replace(depth, low=1.0, high=2.0),)))

    assert size is not None
    assert size.n_points == 2


def test_the_last_improvement_is_that_of_the_running_best(churn: RunRecord) -> None:
    """Trial 4 beat all before it, and nothing did after it."""
    progress = search_progress(churn)

    assert progress is not None
    assert [trial.number for trial in progress.improvements] == [1, 2, 4]
    assert progress.n_since == 2
    assert not progress.is_late


def test_an_improvement_at_the_end_is_late(churn: RunRecord) -> None:
    """Who stopped while it still rose may have stopped too early."""
    folds = tuple(FoldScore(0.95, 0.9, 0.5) for _ in range(5))
    last = Trial(9, "xgboost", {"max_depth": 3}, "complete", folds, 0.9, 0.95, 0.001, 2.0)
    progress = search_progress(with_trials(churn, last))

    assert progress is not None
    assert progress.best.number == 9
    assert progress.is_late


def test_where_smaller_is_better_the_best_so_far_falls(run_named: Runs) -> None:
    """RMSE improves downwards, and its gain is above zero."""
    record = run_named("linear")
    progress = search_progress(record)

    assert progress is not None
    assert [trial.number for trial in progress.improvements] == [1]
    gain = late_gain_fact(record, progress)
    assert gain is not None
    assert gain.value == 0


def test_the_chance_of_a_new_best_is_that_of_draws_made_alike(churn: RunRecord) -> None:
    """Of sixteen equally likely places of the best, ten lie ahead: the scores do not matter."""
    progress = search_progress(churn)

    assert progress is not None
    assert chance_fact(progress, 10).value == 62
    given = answer("Would running it longer give a better model?", churn)
    assert "If trials were drawn at random" in given.answer
    assert 62 in values(given).values()
    assert "nobody knows" in given.answer


def test_more_search_names_its_price_and_draws_the_best_so_far(churn: RunRecord) -> None:
    """A decision needs the cost beside the chance."""
    given = answer("Would more trials help?", churn)

    assert any(label.startswith("time of 10 more trials") for label in values(given))
    names = [trace["name"] for trace in given.charts[0]["data"]]
    assert names == ["a complete trial", "best so far"]
    assert given.charts[0]["data"][1]["y"][-1] == pytest.approx(0.847)


def test_a_longer_search_that_got_worse_is_called_by_its_name(churn: RunRecord) -> None:
    """The folds were overfitted; what the choice cost, and what other rows say, stand beside each other."""
    test = TrueScore(
        "later.csv", "cd" * 32, "test", 1, "2026-05-04T03:02:01Z", 400, 400, 0, "roc_auc", 0.79, 0.75, 0.83,
        0.02, 0.9, None, Promise(0.8395, 0.8132, 0.8619, 0.95), -0.05, -2.0, "worse", "Worse.", "By bootstrap.",
    )  # fmt: skip
    question = "Longer time budgets result in worse outputs, why does my model keep getting worse?"
    with_test, without = answer(question, replace(churn, test=test)), answer(question, churn)

    assert "overtuning" in with_test.answer
    assert "worse than promised" in with_test.answer
    assert {0.847, 0.8395, 0.79} <= set(values(with_test).values())
    assert "Scores on other rows are not recorded" in without.answer


def test_trials_that_were_given_up_are_counted_with_their_reason_and_their_nearness(churn: RunRecord) -> None:
    """A good one may be among them: the nearest is named, with what it would cost to know."""
    folds = (FoldScore(0.9, 0.839, 0.5), FoldScore(0.9, 0.852, 0.7))
    why = "proposed by TPE from the trials so far; stopped after 2 of 5 folds: clearly behind the best so far"
    stopped = Trial(9, "xgboost", {"max_depth": 5}, "pruned", folds, seconds=1.2, why=why)
    further = replace(stopped, number=10, folds=(FoldScore(0.9, 0.7, 0.5), FoldScore(0.9, 0.71, 0.7)))
    record = with_trials(churn, stopped, further)
    miss = near_miss(record)
    given = answer("How many of my trials were pruned and could a good one have been thrown away?", record)

    assert miss is not None
    assert miss.trial.number == 9
    assert miss.behind == pytest.approx(0.002)
    assert "clearly behind the best so far" in given.answer
    assert "trial [9](#" in given.answer
    assert 3 in values(given).values()


def test_early_and_final_ranks_are_compared_only_where_enough_ran_to_the_end(churn: RunRecord, run_named: Runs) -> None:
    """Five trials are the least that say anything of an order."""
    found = agreement(churn)

    assert found is not None
    assert found.n_trials == 6
    assert not found.is_of_looks
    assert agreement(run_named("forest")) is None
    assert "cannot be told: too few" in answer("Was a good trial pruned in my run?", run_named("forest")).answer


def test_cheap_looks_are_compared_with_the_full_fits_of_the_same_settings(churn: RunRecord) -> None:
    """What a look said is judged by what became of the very same configuration."""
    looks, fits = [], []
    for k in range(5):
        look_folds = tuple(FoldScore(0.9, 0.6 + 0.01 * k, 0.1) for _ in range(5))
        fit_folds = tuple(FoldScore(0.9, 0.8 - 0.01 * k, 0.5) for _ in range(5))
        settings = {"max_depth": 20 + k}
        looks.append(Trial(20 + k, "xgboost", settings, "pruned", look_folds, resource=1 / 3, resource_of="rounds"))
        fits.append(Trial(30 + k, "xgboost", settings, "complete", fit_folds, 0.8 - 0.01 * k, 0.9, 0.01, 2.5))
    found = agreement(with_trials(churn, *looks, *fits))

    assert found is not None
    assert found.is_of_looks
    assert found.correlation == pytest.approx(-1.0)


def test_exact_repetitions_are_counted(churn: RunRecord) -> None:
    """The same family with the same values at the same resource, and nothing else."""
    again = replace(churn.trial(4), number=9)
    record = with_trials(churn, again)
    given = answer("Optimizer tests the same hyperparameters multiple times in my run. Is that a bug?", record)

    assert repeated(churn.trials) == ()
    assert [[trial.number for trial in group] for group in repeated(record.trials)] == [[4, 9]]
    assert values(given)["trials whose configuration had been tried before, exactly"] == 1


def test_a_number_of_further_trials_that_was_asked_for_is_the_one_that_is_priced(churn: RunRecord) -> None:
    """Who asks for 100 more does not want to hear of 10."""
    given = answer("Would 100 more trials help?", churn)

    assert any(label.startswith("time of 100 more trials") for label in values(given))
    assert chance_fact(progress_of_churn(churn), 100).value in values(given).values()


def progress_of_churn(record: RunRecord) -> SearchProgress:
    """Return the progress of a run that has one."""
    progress = search_progress(record)
    assert progress is not None
    return progress
