"""What a run tells of its columns, its average, its doubts and its repetition: what was asked for comes first."""

import pytest

from assistant.answer import answer
from assistant.backing import unlinked
from models.record import RunRecord
from tests.assistant.conftest import RUNS
from tests.assistant.rich_runs import with_dependence
from tests.assistant.told_records import told_binary
from tests.assistant.told_runs import told_blend, told_churn

pytestmark = pytest.mark.usefixtures("without_notes")


def said(question: str, record: RunRecord | None = None) -> str:
    """Return the answer over the told churn run, or another, without its links."""
    return unlinked(answer(question, record or told_churn()).answer)


def test_a_direction_is_told_by_where_the_average_prediction_goes() -> None:
    """Importance has no sign, and the record knows more than importance."""
    text = said("Does a long contract raise or lower the prediction in my run?", with_dependence(told_churn()))

    assert text.startswith("With contract at two years, the probability of Yes is 8 % on average")
    assert "not what causes what" in text


def test_a_direction_that_is_not_recorded_is_said_not_to_be() -> None:
    """Nothing is made up of a column."""
    assert said("Does a long contract raise or lower the prediction in my run?").startswith("In which direction `contr")


def test_how_many_columns_are_used_is_counted_and_those_above_noise_are_named() -> None:
    """Many columns are given to a model, and few may carry it."""
    text = said("How many features does my model really use?")

    assert text.startswith("Your run gives its models")
    assert "`tenure`, `contract`" in text.split("\n")[0]


def test_the_order_of_columns_is_sure_where_their_intervals_do_not_overlap() -> None:
    """An order within the noise is no order."""
    assert said("How certain is the importance ranking of the columns in my run?").startswith("The first place is")


def test_why_a_column_is_on_top_is_told_with_its_worth_and_the_search_for_leaks() -> None:
    """What is on top may leak."""
    text = said("Why is tenure the most important column in my run?")

    assert text.startswith("`tenure` takes place 1 of 5")
    assert "association, not cause" in text


def test_the_time_of_a_prediction_goes_first_where_an_average_is_asked_to_be_faster() -> None:
    """Who asks how slow it is wants the time."""
    text = said("How much slower is my ensemble than a single model?", told_blend())

    assert text.startswith(("In your run one prediction takes", "How long one prediction takes is not recorded"))


def test_a_run_that_averages_says_so_where_somebody_thinks_that_it_does_not() -> None:
    """A wrong premise is put right first."""
    text = said("Why was no ensemble picked in my run?", told_blend())

    assert text.startswith("Your run does deliver an average")
    assert "delivers one" in said("Why was no ensemble picked in my run?", RUNS["binary"]()).replace("**", "")


def test_how_often_a_model_is_unsure_is_told_by_the_rows_that_keep_both_classes() -> None:
    """The mean number of classes says it, though not to everybody."""
    text = said("For how many customers is my model unsure?")

    assert text.startswith("For about")
    assert "their set holds both classes" in text


def test_the_margin_of_a_score_is_its_interval_and_the_error_over_the_folds() -> None:
    """A score is asked about, and no single prediction."""
    text = said("What is the margin of error of my model's score?")

    assert "On new rows expect" in text.replace("**", "")
    assert "a difference below about twice that tells nothing" in text


def test_the_typical_error_is_set_beside_what_a_guess_would_reach() -> None:
    """An error without a measure beside it tells little."""
    text = said("How far off are my predictions typically?")

    assert "On new rows expect" in text.replace("**", "")


def test_what_share_is_right_is_promised_for_rows_like_these_only() -> None:
    """Who reports to others needs the limits with the number."""
    text = said("Can I tell my boss that 90 % of predictions will be right?")

    assert text.startswith("Promise only the share that was right on rows that the model never saw")


def test_a_seed_chosen_by_its_score_is_called_luck() -> None:
    """A bare no would say that it is no cheating."""
    assert said("Is picking the random seed that scores best cheating?").startswith(
        "A seed that is chosen by its score"
    )


def test_a_fit_elsewhere_is_given_the_settings_and_the_seed() -> None:
    """Who rebuilds a model needs all that decided it."""
    text = said("How do I rebuild the model of my run with the same seed by hand?")

    assert "`learning_rate` = " in text
    assert "The seed is" in text


def test_whether_a_model_is_ready_is_told_with_its_honest_score_and_what_was_searched_for() -> None:
    """Checks to come are half of the answer, those that were made the other."""
    text = said("Is my model ready for production?").replace("**", "")

    assert text.startswith("I cannot say that it is ready without checks.")
    assert "On new rows expect" in text


def test_use_in_another_country_is_answered_with_what_the_score_holds_for() -> None:
    """How a model is downloaded was not asked."""
    text = said("Can I use my model on customers from another country?").replace("**", "")

    assert text.startswith("A score holds for rows like those of the table")
    assert "Download" not in text


def test_whether_the_true_score_is_lower_is_no_question_about_a_threshold() -> None:
    """A number beside a metric may be a score."""
    given = answer("Could the real AUC of my model be below 0.7?", told_churn())

    assert given.topic == "prediction_uncertainty"
    assert "expect" in given.answer


def test_a_model_of_several_parts_is_explained_by_its_parts() -> None:
    """Who wonders why there are three models in one asks about the average."""
    assert answer("why does my final model have three models in it", told_blend()).topic == "ensemble"


def test_a_wanted_recall_is_told_with_its_threshold_and_its_false_alarms() -> None:
    """The counted thresholds tell it, without a fit."""
    answered = said("What if I want a recall of at least 90%?", told_binary(told_churn()))

    assert "A recall of at least 90 % needs a threshold of about" in answered


def test_without_the_first_column_a_run_is_offered() -> None:
    """Its importance is that of the fitted model, not what a fit without it loses."""
    assert "What if I leave out the column" in said("What if I leave out the most important column?")
