"""What is said of leaks, few rows, underfitting, importance, averages and single predictions."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from assistant.answer import answer
from assistant.backing import unlinked
from assistant.evidence.check_prices import WHAT, check_seconds
from models.record import RunRecord
from models.settling import CHECK_NAMES
from models.settling import check_seconds as predicted
from tests.assistant.test_answer_laws import CODE
from tests.assistant.told_runs import (
    after,
    importances,
    leaking_churn,
    scarce_churn,
    told_blend,
    told_churn,
    told_classes,
    told_prices,
    values,
)

# Leaks and few rows


def test_the_column_that_knows_the_answer_is_named_with_number_and_limit() -> None:
    """Which column, how well it predicts alone, and from where on that is too well."""
    given = after(leaking_churn(), "Is there any sign of leakage?", "which column?")

    assert given.topic == "data_leakage"
    assert {"contract", 0.997, 0.98} <= values(given)
    assert "beyond the limit" in given.answer


def test_no_sign_of_leakage_is_said_with_what_was_looked_for() -> None:
    """A clean bill without its checks is worth nothing."""
    given = answer("Is there any sign of leakage?", told_churn())

    assert "**no sign of leakage**" in given.answer
    assert {0.74, 0.98, 0.53, 0.9} <= values(given)
    assert "known before the answer is" in given.answer


def test_a_perfect_score_is_called_leakage_first_of_all() -> None:
    """It is almost always that."""
    given = answer("I keep getting test AUC of 1, am I doing something wrong?", leaking_churn())

    assert given.answer.startswith("A nearly perfect score on unseen rows points to a leak")
    assert 0.997 in {citation.value for citation in given.citations}


def test_resampling_belongs_inside_the_folds() -> None:
    """Before the split, copies of a row land on both sides."""
    given = answer("Should I run SMOTE before or after the split?", None)

    assert given.answer.startswith("After the split, and only inside the training part of each fold")


def test_a_leak_that_was_not_looked_for_is_not_denied(run_named: Callable[[str], RunRecord]) -> None:
    """No finding is no clean bill."""
    assert "not been checked for leakage yet" in answer("Any leakage in my run?", run_named("running")).answer
    assert "no sign of leakage" not in answer("Any leakage in my run?", run_named("tiny")).answer


def test_one_row_of_a_small_fold_is_worth_many_points() -> None:
    """Eighty rows make folds of sixteen: a single row moves the accuracy by 6.25 points."""
    given = answer("My dataset has only 80 rows. Random forest 87%, logistic regression 65%. Any tips?", scarce_churn())

    assert given.topic == "small_data"
    assert {16, 6.25, 84} <= values(given)


def test_few_rows_are_called_few_by_the_limit_of_the_check() -> None:
    """What is few is said with the number that decides it."""
    few, many = (answer("Do I have enough rows?", record) for record in (scarce_churn(), told_churn()))

    assert "That counts as few" in few.answer
    assert "does not count as few" in many.answer
    assert "`learning_curve`" in many.answer


@pytest.mark.usefixtures("without_notes")
def test_a_score_that_swings_with_the_seed_is_noise() -> None:
    """Variance of the estimate is not overfitting."""
    question = "With a small data set the score changes with random_state of the split, am I overfitting?"
    given = answer(question, scarce_churn())

    assert "no sign of overfitting" in given.answer
    assert "repeat stratified cross-validation" in given.answer


# Underfitting


def test_low_scores_are_put_beside_the_baseline() -> None:
    """Whether anything was learned is told by what needs no learning."""
    given = answer("Both train and validation scores are low in my run, what now?", told_prices())

    assert given.topic == "underfitting"
    assert {29500.0, 80200.0} <= values(given)
    assert "more than chance would give" in given.answer
    assert "more capacity" in given.answer


def test_a_lever_at_its_complex_end_speaks_for_underfitting() -> None:
    """Where the richest value that was allowed won, a richer one may win."""
    record = told_churn()
    deep = replace(record.trial(4), hyperparameters={**record.trial(4).hyperparameters, "max_depth": 10})
    trials = tuple(deep if trial.number == 4 else trial for trial in record.trials)
    given = answer("Does my model underfit?", replace(record, trials=trials))

    assert "`max_depth` is [10]" in given.answer
    assert "at the complex end" in given.answer


# Importance


def test_columns_come_with_intervals_and_groups() -> None:
    """A number without its error, or a column without its stand-in, misleads."""
    given = answer("wat features r most imprtant", told_churn())

    assert {0.0612, 0.0533, 0.0691, 0.0293} <= values(given)
    assert "which may be nothing" in given.answer
    assert "tell nearly the same" in given.answer
    assert "**causes**" in given.answer
    assert given.charts[0]["data"][0]["x"][0] == 0.0612


def test_a_column_that_is_named_is_answered_for() -> None:
    """Its place, or why it has none."""
    record = told_churn()

    assert {1, 5, 0.0612} <= values(answer("How important is the column tenure?", record))
    assert "Every value is different" in answer("What is the importance of customer_id?", record).answer
    assert "left out of the measurement" in answer("What is the importance of signed_on?", record).answer


def test_columns_of_no_worth_are_named() -> None:
    """Those whose interval includes zero."""
    given = answer("Which features could I leave out?", told_churn())

    assert "`gender`" in given.answer
    assert "`tenure`" not in given.answer


def test_importance_that_was_not_measured_says_why() -> None:
    """No number is better than a guess."""
    assert "no time was left" in answer("Which columns matter most?", told_prices()).answer
    assert "holds no importances" in answer("Which columns matter most?", told_classes()).answer


def test_hyperparameter_importance_names_its_evaluator() -> None:
    """The same study gives other numbers by another one."""
    given = answer("Which hyperparameters mattered most?", told_churn())

    assert "PED-ANOVA of Optuna" in given.answer
    assert {52, 0.71, 0.27, 0.02} <= values(given)
    assert "Near nothing: `reg_lambda`" in given.answer


def test_too_few_trials_are_said_with_the_price_of_enough() -> None:
    """Fifty complete trials of a family, and what the missing ones cost."""
    given = answer("Which hyperparameters mattered most?", told_prices())

    assert {3, 47} <= values(given)
    assert any(citation.unit == "s" for citation in given.citations)


def test_rounding_is_safe_where_other_values_did_as_well() -> None:
    """The trials within one standard error of the best tell how far."""
    given = answer("Is every one of these values important, or could I round them?", told_prices())

    assert "rounding inside is safe" in given.answer
    assert {0.001, 0.25} <= values(given)


# Averages and single predictions


def test_an_average_is_compared_with_the_best_trial_alone() -> None:
    """What it gains, against its error, and what it costs in speed."""
    given = answer("Can I deploy only one model of the ensemble to predict faster, what do I lose?", told_blend())

    assert {0.8512, 0.847, 6.4, 1.9} <= values(given)
    assert "Part of that may be luck" in given.answer


def test_members_come_with_weight_scale_and_temperature() -> None:
    """All that is done to the predictions is said."""
    given = answer("What is my ensemble made of?", told_blend())

    assert {50.0, 30.0, 20.0, 1.21} <= values(given)
    assert "by their logarithms" in given.answer
    assert "less sure" in given.answer


def test_a_single_model_is_not_called_an_average() -> None:
    """Where one trial is delivered, that is said."""
    assert "delivers **one** model" in answer("Is my model an ensemble?", told_churn()).answer


def test_intervals_and_sets_come_with_their_measured_coverage() -> None:
    """A promise is worth its check."""
    prices, churn = (
        answer("How sure is the model about one prediction?", record) for record in (told_prices(), told_churn())
    )

    assert {98765.4, 91.1, 90.0, 1.2} <= values(prices)
    assert {1.31, 89.4, 90.0} <= values(churn)


def test_nothing_is_promised_where_rows_are_too_few() -> None:
    """Eight rows allow no nine in ten."""
    given = answer("How sure is the model about one prediction?", told_classes())

    assert "nothing can be promised" in given.answer


def test_the_score_of_next_year_is_not_invented() -> None:
    """The honest figure is for rows like these; a run in time order is the nearest answer."""
    given = answer("Just tell me a number for the accuracy on next year's data", told_churn())

    assert given.answer.startswith("Nobody can know")
    assert 0.8395 in values(given)
    assert "`signed_on`" in given.answer


@pytest.mark.parametrize("check", CHECK_NAMES)
def test_the_price_of_a_check_is_the_one_that_the_engine_predicts(check: str) -> None:
    """The assistant knows nothing of the engine but the record, and yet may not name another price."""
    record = told_churn()
    price = check_seconds(record, check)

    assert price is not None
    assert price.value == pytest.approx(predicted(record.trials, record.trial(4))[check], abs=0.06)
    assert set(WHAT) == set(CHECK_NAMES)


def test_columns_that_tell_the_same_are_ranked_as_one() -> None:
    """Each alone looks unimportant beside the other."""
    given = answer("Which columns matter most?", told_churn())

    assert given.answer.index("`contract`") < given.answer.index("`monthly_charges`, `total_charges` together")
    assert given.charts[0]["data"][0]["y"][2] == "monthly_charges + total_charges"


def test_names_of_columns_are_shown_and_never_read() -> None:
    """Whoever named a column may have meant markup, in the text or in the chart."""
    record, name = told_churn(), "](http://evil) <img src=x> *b* `t` 7"
    told = importances().columns
    columns = (replace(told.columns[0], columns=(name,)), *told.columns[1:])
    group = replace(told.groups[0], columns=(name, "total_charges"), note=f"{name} and total_charges tell the same.")
    hostile = replace(
        record,
        data=replace(record.data, columns=(replace(record.data.columns[0], name=name), *record.data.columns[1:])),
        importances=replace(importances(), columns=replace(told, columns=columns, groups=(group,))),
    )
    for question in ("Which columns matter most?", "Which features can I leave out?", "How is importance measured?"):
        given = answer(question, hostile)
        shown = re.sub(r"\\.", "", CODE.sub("", unlinked(given.answer)))

        assert "<" not in shown
        assert "](" not in shown
        assert all("<" not in label for chart in given.charts for label in chart["data"][0]["y"])


def test_how_sure_a_score_is_gets_its_error_before_advice() -> None:
    """The error, the range and the rows behind it are what was asked for."""
    given = unlinked(answer("How shaky is my score given how few rows I have?", scarce_churn()).answer)

    assert given.index("standard error") < given.index("a fold holds back")
    assert "With few rows, begin" not in given.split("standard error", maxsplit=1)[0]


def test_a_family_that_may_be_too_rich_is_compared_with_the_others() -> None:
    """Whether the table is too small for boosting, the folds tell."""
    given = answer("Is my dataset too small for a boosted model?", told_churn()).answer

    assert "Against " in given


def test_models_for_only_so_many_rows_are_a_question_of_few_rows() -> None:
    """How not to overfit comes with the choice of a model for them."""
    question = "What are the best models with only 250 samples and 10 features, and how to avoid overfitting?"

    assert answer(question, None).topic == "small_data"
