"""What is said of how true a score is: the verdict, the gap, the price of choosing, folds and comparisons."""

from dataclasses import replace

import pytest

from assistant.answer import answer
from assistant.topics.registry import TOPICS
from models.record import RunRecord
from tests.assistant.told_runs import (
    FINDINGS,
    TOLD,
    after,
    leaking_churn,
    scarce_churn,
    told_blend,
    told_churn,
    values,
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
    assert given.answer.startswith("A validation score above the training score is mostly harmless, and no overfitting")
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

    assert "Use none of the outer folds' picks" in given.answer
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

    assert given.answer.startswith("More folds are not always better")
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


# What was held out, and where the folds are poor


def test_whether_rows_were_held_out_is_said_before_any_score() -> None:
    """Who asks whether there was a test table wants a yes or a no, not what one is for."""
    asked = "Was there a separate test set in my run?"

    assert "was locked away in your run: it had no part" in answer(asked, told_churn()).answer
    assert answer(asked, replace(told_churn(), test=None)).answer.startswith("No test table was locked away")


def test_the_poorest_fold_is_named_before_what_is_true_of_any() -> None:
    """One fold of the run is meant."""
    given = answer("Which fold was the worst in my run?", told_churn()).answer

    assert "The poorest is fold" in given.split("**Near to it:**")[0]
    assert not given.startswith("One bad fold")


def test_rows_are_enough_where_the_gain_stands_out_of_its_error() -> None:
    """A number of rows alone says nothing of trust."""
    assert "Ignoring every column gives" in answer("Do I have enough rows to trust the result?", told_churn()).answer
