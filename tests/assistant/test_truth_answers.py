"""What is said of how true a score is: choosing, leaks, few rows, importance, averages and single predictions."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from assistant.answer import Answer, answer
from assistant.conversation import Conversation
from assistant.topics.registry import TOPICS
from models.record import RunRecord
from tests.assistant.told_runs import (
    FINDINGS,
    TOLD,
    leaking_churn,
    scarce_churn,
    told_blend,
    told_churn,
    told_classes,
    told_prices,
)

NAMES = frozenset(
    {
        "underfitting",
        "nested_cv_selection_bias",
        "data_leakage",
        "small_data",
        "hyperparameter_importance",
        "feature_importance",
        "prediction_uncertainty",
        "ensemble",
        "overfitting",
        "train_test_gap",
        "cross_validation",
        "compare_models",
    }
)
ELSEWHERE = ("calibration_slope", "early_stopping", "duplicates", "group_leakage", "drift")
"""Findings whose names are also subjects of their own."""
OURS = tuple(topic for topic in TOPICS if topic.name in NAMES)


def values(given: Answer) -> set[object]:
    """Return all values that an answer cites, without the dust of binary fractions."""
    cited = (citation.value for citation in given.citations)
    return {round(value, 9) if isinstance(value, float) else value for value in cited}


def after(record: RunRecord, *questions: str) -> Answer:
    """Ask one question after another; return the last answer."""
    context = Conversation()
    for question in questions:
        given = answer(question, record, context)
        context = given.conversation
    return given


def without(record: RunRecord, code: str) -> RunRecord:
    """Take one finding out of a record."""
    return replace(record, findings=tuple(finding for finding in record.findings if finding.code != code))


# Overfitting and the gap


def test_the_verdict_rests_on_scores_correction_and_rows_of_its_own() -> None:
    """A verdict without the numbers it stands on is an opinion."""
    given = answer("Does my model overfit?", told_churn())

    assert {0.847, 0.901, 0.8395, 0.8132, 0.8619, 0.8321, 0.7702, 7} <= values(given)
    assert "inside the promised range" in given.answer
    assert "worse than the promised range" in given.answer


def test_a_leak_makes_the_risk_high_and_names_its_column() -> None:
    """A score that is not real is worth nothing, however well it is confirmed."""
    given = answer("Does my model overfit?", leaking_churn())

    assert "is **high**" in given.answer
    assert "a score that is not real: **high**" in given.answer
    assert "Remedy of knows" in given.answer


def test_what_cannot_be_told_comes_with_the_cheapest_check_and_its_seconds() -> None:
    """Whoever learns that nothing is known wants to know what it takes."""
    given = answer("Does it overfit?", scarce_churn())
    seconds = [citation.value for citation in given.citations if citation.label.startswith("seconds that")]

    assert "**cannot be told**" in given.answer
    assert given.answer.index("`learning_curve`") < given.answer.index("`repeated_cv`")
    assert seconds == sorted(seconds)


def test_every_check_can_be_looked_up_by_its_name() -> None:
    """A finding is explained with its number, its limit and the reason of the limit."""
    record = told_churn()
    for finding in (finding for finding in FINDINGS if finding.code not in ELSEWHERE):
        given = answer(f"Does it overfit? What does {finding.code} say?", record)

        assert finding.title in given.answer
        assert "So it is known." in given.answer


def test_all_checks_can_be_listed() -> None:
    """Twenty-three checks, each with its answer, number and limit."""
    given = answer("What did the checks find?", told_churn())

    assert len(FINDINGS) == 23
    assert {23, 4} <= values(given)
    assert all(finding.title in given.answer for finding in FINDINGS)


def test_scores_that_the_question_names_are_taken_up() -> None:
    """Validation equal to test is an honest estimate, whatever the training score says."""
    given = answer("The model has 99% F1 on train data, 84% on validation and 84% on test, overfit?", told_churn())

    assert "agree" in given.answer
    assert "does not prove harm" in given.answer
    assert {84.0, 15.0} <= values(given)


def test_folds_measure_and_do_not_cure() -> None:
    """The half-truth that cross-validation ensures against overfitting is put right."""
    given = answer("Train accuracy is 87%, test is 57%. Should I use k folds against overfitting?", None)

    assert "does not prove harm" in given.answer
    assert "does not reduce overfitting" in answer("How do I stop overfitting?", None).answer
    assert answer("Do folds ensure a good model?", None).answer.startswith("No: ")


def test_a_better_validation_score_is_not_called_overfitting() -> None:
    """It is the luck of the split, or dropout, or a leak."""
    given = answer("Validation accuracy stays greater than training accuracy, is that a problem?", told_churn())

    assert given.topic == "train_test_gap"
    assert given.answer.startswith("No, that is not overfitting")
    assert "dropout" in given.answer


def test_a_gap_is_put_beside_its_family_its_error_and_the_verdict() -> None:
    """Alone it says nothing."""
    given = answer("How big is the train-validation gap, and is it normal for this kind of model?", told_churn())

    assert "smaller than in the other" in given.answer
    assert "larger than two of them" in given.answer
    assert "the risk is low" in given.answer


def test_train_and_validation_scores_can_be_seen_side_by_side() -> None:
    """For the best trials, with the error over the folds."""
    given = answer("How can I look at both training and cross validation accuracy of my models?", told_churn())

    assert "| trial | family | training score | held-back score | standard error |" in given.answer
    assert {0.901, 0.847, 0.981, 0.843} <= values(given)


# Choosing, folds and comparisons


def test_luck_from_choosing_is_given_with_its_limit_and_its_candidates() -> None:
    """How much of the best score is luck has a number."""
    given = answer("How much of my best score is just luck from trying many settings?", told_churn())

    assert {0.847, 0.8395, 0.0075, 7, 0.5, 1.0} <= values(given)
    assert "within the limit" in given.answer


def test_nested_folds_pick_no_hyperparameters() -> None:
    """They score the procedure; the search is run once more on all rows."""
    given = answer("Which hyperparameters does nested cross-validation pick for the final model?", told_churn())

    assert given.answer.startswith("Nested cross-validation does not pick hyperparameters")
    assert "`nested_cv`" in given.answer


def test_a_nested_check_that_was_made_is_reported_instead_of_offered() -> None:
    """What is measured already needs no second measurement."""
    record = told_churn()
    nested = replace(FINDINGS[0], code="nested_cv", sentence="Runs inside 3 outer folds delivered 0.836.")
    given = answer("What would nested cross-validation say?", replace(record, findings=(*record.findings, nested)))

    assert 0.836 in values(given)
    assert "`nested_cv`" not in given.answer


def test_a_score_that_fell_after_tuning_is_compared_with_the_default() -> None:
    """Tuning promises nothing: the default on the same folds says whether it helped."""
    given = answer("score went dwn after tunning wtf", told_churn())

    assert given.topic == "nested_cv_selection_bias"
    assert {3, 4} <= values(given)
    assert "not guaranteed to help" in given.answer


def test_what_is_delivered_after_the_folds_is_told_by_the_recorded_decision() -> None:
    """One model on all rows, or the models of the folds: the record knows which."""
    record = told_churn()
    question = "Which fold is used to create my final model, the one with the best score?"
    kept = replace(record.decisions[-1], chosen="the 5 models that trial 4 left on its folds", because="no time")

    assert "one model fitted on all" in answer(question, record).answer
    assert "left on its folds" in answer(question, replace(record, decisions=(kept,))).answer


def test_more_folds_are_not_always_better() -> None:
    """They cost time, and the models of the folds become alike."""
    given = answer("Is it always better to have the largest possible number of folds?", told_churn())

    assert given.answer.startswith("No, more folds are not always better.")
    assert "**repeat**" in given.answer


def test_a_difference_named_in_percent_is_called_small() -> None:
    """Two percentages without rows and folds decide nothing."""
    given = answer("Model A 92.34% and model B 92.73%. How do we know which model is better?", told_churn())

    assert given.answer.startswith("A difference of [0.39]")
    assert "paired" in given.answer or "fold by fold" in given.answer


def test_the_difference_comes_first_where_it_is_asked_for() -> None:
    """The words by how much want a number, not a table to find it in."""
    given = after(told_churn(), "Why was XGBoost chosen over random forest?", "by how much?")

    assert given.answer.startswith("Trial [4]")


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

    assert given.answer.startswith("A perfect or nearly perfect score is almost always leakage")
    assert "without that column" in given.answer


def test_resampling_belongs_inside_the_folds() -> None:
    """Before the split, copies of a row land on both sides."""
    given = answer("Should I run SMOTE before or after the split?", None)

    assert given.answer.startswith("After the split, and only inside the training part of each fold.")


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


def test_trials_are_drawn_as_lines_of_one_family() -> None:
    """A chart from recorded trials, with the score as its last axis."""
    given = answer("Draw a parallel coordinates plot of the hyperparameters", told_churn())
    dimensions = given.charts[0]["data"][0]["dimensions"]

    assert dimensions[-1]["label"] == "ROC AUC"
    assert max(dimensions[-1]["values"]) == pytest.approx(0.847)


# Averages and single predictions


def test_an_average_is_compared_with_the_best_trial_alone() -> None:
    """What it gains, against its error, and what it costs in speed."""
    given = answer("Can I deploy only one model of the ensemble to predict faster, what do I lose?", told_blend())

    assert {0.8512, 0.847, 6.4, 1.9} <= values(given)
    assert "less than that error" in given.answer


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


# What holds for all of them


@pytest.mark.parametrize("name", sorted(TOLD))
def test_every_question_of_these_topics_has_an_answer_with_cited_numbers(name: str) -> None:
    """With findings, importances, true scores and averages, as without."""
    from tests.assistant.test_answer_laws import mismatches  # noqa: PLC0415  its tests are not to be collected here

    record = TOLD[name]()
    for topic in OURS:
        for question in (*topic.examples, topic.invitation, topic.run_invitation):
            given = answer(question, record)

            assert mismatches(given) == [], question
            assert 15 <= len(given.answer.split()) <= 520, (question, len(given.answer.split()))


@pytest.mark.parametrize("code", [finding.code for finding in FINDINGS])
def test_a_record_that_lacks_a_finding_answers_all_the_same(code: str) -> None:
    """Records of before a check was written are still asked about."""
    record = without(told_churn(), code)
    for topic in OURS:
        assert answer(topic.run_invitation, record).answer


def test_nothing_is_said_twice() -> None:
    """A general answer that must come first is not repeated after the run's numbers."""
    for topic in OURS:
        for question in (*topic.examples, topic.run_invitation):
            blocks = answer(question, told_blend()).answer.split("\n\n")

            assert len(blocks) == len(set(blocks)), question
