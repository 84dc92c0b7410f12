"""Each topic on the truth of a score has several kinds of questions: the one that was asked is answered first."""

from dataclasses import replace
from typing import Literal

import pytest

from assistant.answer import answer
from models.record import FoldPlan
from tests.assistant.told_runs import told_blend, told_churn, values

pytestmark = pytest.mark.usefixtures("without_notes")

FIRST_WORDS = (
    ("How do I stop overfitting?", "overfitting", "Limit the model's freedom"),
    ("How can I tell if a model is overfitting?", "overfitting", "By rows that the model has not seen"),
    ("Why is it great in training but bad in production?", "overfitting", "A model that did well in training"),
    (
        "Can you overfit the validation score by tuning?",
        "nested_cv_selection_bias",
        "Yes, choosing by cross-validation",
    ),
    ("Training loss goes down, validation loss goes up, is the gap bad?", "train_test_gap", "That is what overfitting"),
    ("Training error is zero, is that bad?", "train_test_gap", "A perfect training score is no harm"),
    ("Does a gap indicate overfit or not?", "train_test_gap", "A gap alone indicates nothing for certain"),
    ("What is nested cross-validation?", "nested_cv_selection_bias", "**Nested cross-validation**"),
    ("What number should I report?", "nested_cv_selection_bias", "Report the score that the choice had no part in"),
    (
        "Do I need a separate test set besides nested cross-validation?",
        "nested_cv_selection_bias",
        "Where the folds also chose",
    ),
    ("Why is the test score lower than cross validation?", "nested_cv_selection_bias", "A score on test rows below"),
    ("What is the bias corrected score?", "nested_cv_selection_bias", "The corrected score makes"),
    ("Is scaling before cross validation a mistake?", "data_leakage", "Strictly it leaks"),
    ("Are there duplicate rows?", "data_leakage", "In your run: The duplicates is"),
    (
        "The same customer has rows in both training and validation, does that leak?",
        "data_leakage",
        "Keep all rows of one person",
    ),
    ("I scaled the table before the split, does that leak?", "data_leakage", "Strictly it leaks"),
    ("Do duplicates inflate the score?", "data_leakage", "Yes, they can inflate it"),
    ("What causes overfitting?", "overfitting", "Because part of what a model can learn"),
    ("Which of my trials overfit the most?", "overfitting", "By the gap between both scores"),
    ("Should I worry that my model memorized the rows?", "overfitting", "The risk that your model overfits"),
    ("Did more trials make my model overfit?", "overfitting", "The risk that your model overfits"),
    ("Is my winner more overfit than the default?", "overfitting", "The gap of the winner is the"),
    ("Which of my trials underfit?", "underfitting", "A trial underfits where even its training score"),
    ("Did my run have too little time, does it underfit?", "underfitting", "In your run the best score last improved"),
    ("Is my model better than always guessing the most frequent class?", "underfitting", "**"),
    ("Would a bigger model help against underfitting?", "underfitting", "**P"),
    ("Is the gap smaller for the simpler models in my run?", "train_test_gap", "In your run the "),
    ("Training gap or test gap, which one should I trust?", "train_test_gap", "**Trust the score on rows that had no"),
    ("Which model family in my run has the smallest gap?", "train_test_gap", "In your run the smallest gap has"),
    ("How stable was my model across the folds?", "cross_validation", "**"),
    ("What was the score in each fold?", "cross_validation", "**"),
    ("How many rows were used for training in each fold?", "cross_validation", "Your run cuts"),
    ("Are deep trees in my model a sign of overfitting?", "overfitting", "The risk that your model overfits"),
    ("What checks for leakage did you run on my data?", "data_leakage", "Your run found"),
    ("Was the hold-out used in choosing my model?", "nested_cv_selection_bias", "No: "),
    ("Did you fit the scaling before splitting my data?", "data_leakage", "No, nothing was fitted on all rows"),
    ("Is nested cross-validation overkill for 200k rows?", "nested_cv_selection_bias", "With many rows mostly yes"),
    (
        "With 200 configurations tried, how optimistic is it?",
        "nested_cv_selection_bias",
        "The best of many is",
    ),
    ("Is the linear model too simple, does it underfit?", "underfitting", "It is too simple if its"),
    ("Both curves are low, does it underfit?", "underfitting", "Two low scores close together"),
    ("Are the folds the same folds for every model?", "cross_validation", "Yes, every trial of a run"),
    ("One fold is much lower than the other folds, bad?", "cross_validation", "One bad fold is no alarm by itself"),
    ("Is leave-one-out better than k-fold?", "cross_validation", "Possible, but repeated stratified folds"),
    ("Do random folds see the future?", "cross_validation", "Plain folds see the future"),
    ("Is the gap of a random forest meaningful?", "train_test_gap", "The gap of a forest is hardly meaningful"),
    (
        "There is no gap between train and validation, so it is perfect?",
        "train_test_gap",
        "A missing gap is not good by itself",
    ),
    ("I have only 48 rows, should I even try?", "small_data", "You can do it, with modest aims"),
    ("Should I shuffle the rows before k-fold?", "cross_validation", "Yes, where rows may be exchanged"),
    ("Does feature selection leak outside of the folds?", "data_leakage", "Such a choice belongs inside the folds"),
    ("What is repeated k-fold?", "cross_validation", "**Repeated** k-fold"),
    ("Can an id leak the answer?", "data_leakage", "Yes, an id can leak"),
    ("Why is the corrected score higher than the cross-validated one?", "nested_cv_selection_bias", "That can be"),
    ("My R2 on validation is negative, is it underfitting?", "underfitting", "`r2` scores predicted numbers"),
    ("How many features are too many for 200 rows?", "small_data", "An old rule of thumb"),
    ("Will more rows help?", "small_data", "Perhaps: the **learning curve** tells"),
    ("Is a negative importance bad?", "feature_importance", "No. An importance a little below zero is noise"),
    ("What is the difference between SHAP and permutation importance?", "feature_importance", "**[Permutation"),
    ("When should I use split or gain feature importance?", "feature_importance", "**Split** counts"),
    ("What is the formula of hyperparameter importance?", "hyperparameter_importance", "This service tells it by"),
    ("Why are the intervals so wide?", "prediction_uncertainty", "An interval is as wide as"),
    ("Is the coverage guaranteed for every row?", "prediction_uncertainty", "No: the promise holds on **average**"),
    ("What does a prediction set with two classes mean?", "prediction_uncertainty", "A set of several classes"),
    ("Does the ensemble overfit?", "ensemble", "An average itself rarely overfits"),
    ("Why does the ensemble use only a subset of the models?", "ensemble", "No, that is no bug"),
    ("How many models should an ensemble have?", "ensemble", "As few as do the work"),
    ("How many folds did the service use, and can I change it?", "cross_validation", "Your run cuts"),
    ("Which fold is the final model?", "cross_validation", "None of the models of the folds is chosen"),
    ("Is there a statistical test to compare two models?", "compare_models", "Take [the corrected resampled t test]"),
    ("Is the winner really better than the default?", "compare_models", "In your run the tuned default"),
    ("Does a simpler model compare as well as the winner?", "compare_models", "The simpler does as well is"),
)


@pytest.mark.parametrize(("question", "topic", "start"), FIRST_WORDS, ids=[question for question, _, _ in FIRST_WORDS])
def test_what_was_asked_is_answered_first(question: str, topic: str, start: str) -> None:
    """One text for all questions of a topic answers none of them."""
    given = answer(question, told_churn())

    assert given.topic == topic
    assert given.answer.startswith(start)


@pytest.mark.parametrize("kind", ["stratified", "plain", "group", "time"])
def test_every_way_of_splitting_is_told(kind: Literal["stratified", "plain", "group", "time"]) -> None:
    """Which rows were held back decides what the score stands for."""
    record = replace(told_churn(), folds=FoldPlan(kind, 5, 2, 0, "so that it fits"))
    given = answer("How was my table split?", record)

    assert {"stratified": "stratified folds", "plain": "plain folds", "group": "group folds", "time": "time order"}[
        kind
    ] in given.answer
    assert {5, 2} <= values(given)


def test_speed_is_told_where_it_is_asked_for() -> None:
    """A difference in score is no answer to how much slower."""
    given = answer("How much slower is trial 2 than trial 4?", told_blend())

    assert {4.5, 6.5} <= values(given)
    assert "Time for all folds" in given.answer


def test_a_trial_that_is_named_has_its_own_gap() -> None:
    """Who asks about the forest wants no answer about the winner."""
    given = answer("Is a gap between training and validation normal for a random forest?", told_churn())

    assert 0.999 in values(given)
    assert "a large gap is expected" in given.answer or "too few other trials" in given.answer
