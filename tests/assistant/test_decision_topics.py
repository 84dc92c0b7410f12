"""Rare classes, weights, thresholds, calibration and using a model: what is said, and what is not."""

from dataclasses import replace

import pytest

from assistant.answer import answer
from assistant.evidence.product import EXPLAINED_ROWS, PREDICTION_ROWS
from models.record import RunRecord
from service.settings import Limits
from tests.assistant.test_model_topics import ask, cited


def test_few_rare_rows_are_called_the_trouble_and_not_their_share() -> None:
    """Forty rows are few however many the others are; 364 of 1400 are not rare."""
    rare, common = ask("Are my classes imbalanced?", "rare"), ask("Are my classes imbalanced?", "binary")

    assert "so few in number" in rare.answer
    assert {40, 1000.0, 8} <= cited(rare)
    assert "no imbalance to worry about" in common.answer


def test_whether_rare_rows_are_enough_is_told_by_number_and_error() -> None:
    """The share says nothing of it."""
    text = ask("How many rows of the rare class are there in my data, and are these enough?", "rare").answer

    assert "What counts is that number, not the share." in text
    assert "standard error" in text


def test_without_weights_nothing_would_change_where_there_are_none(churn: RunRecord) -> None:
    """A what-if of what is so already."""
    assert "Nothing would change: your run put no weights" in answer("What if I train without weights?", churn).answer


def test_imbalance_says_what_was_not_done_and_what_is_not_recorded() -> None:
    """No weights, no made-up rows, no recall: silence would read as if there were."""
    text = ask("Does it handle imbalanced classes automatically?", "rare").answer

    assert "puts no weights on classes" in text
    assert "is not recorded" in text


def test_resampling_is_advised_inside_the_folds_only() -> None:
    """Before the split, copies of a row land on both sides."""
    assert "inside the training part of each fold" in ask("Should I oversample the minority class?").answer


def test_class_weights_were_not_used_and_that_is_said_first(churn: RunRecord) -> None:
    """No family has them; what they would do was not tried and is offered with its price."""
    given = answer("Did my run use class weights and what did they change?", churn)

    assert "No: your run put no weights on classes" in given.answer
    assert "was not tried" in given.answer
    assert 6.5 in cited(given)


def test_a_column_of_weights_is_named_where_the_goal_has_one(churn: RunRecord) -> None:
    """Rows that count differently are weights, too."""
    weighed = replace(churn, goal=replace(churn.goal, weight="duration"))

    assert "counts as the column `duration` says" in answer("Did my run use class weights?", weighed).answer


def test_threshold_comes_from_the_costs_that_the_goal_states() -> None:
    """Five to one makes one sixth; the costs are the reason."""
    given = ask("Why is the threshold of my model not one half?", "costly")

    assert {1 / 6, 5.0, 1.0} <= cited(given)
    assert "costs in your goal" in given.answer


def test_other_costs_give_another_threshold_at_once() -> None:
    """Ten times: one eleventh, more alarms and fewer misses, and the same winner by ROC AUC."""
    given = ask("What would change if a missed churner cost 10 times a false alarm instead of 5?", "costly")

    assert 0.0909 in cited(given)
    assert "fewer are missed" in given.answer
    assert "the same model wins" in given.answer


@pytest.mark.parametrize(
    ("question", "threshold"),
    [
        ("a false positive costs us 20 dollars and a false negative 500, what threshold?", 0.0385),
        ("a missed case costs 300 and a false alarm 100, where should I cut the probability?", 0.25),
        ("what threshold if a miss is 4 times worse than a false alarm?", 0.2),
    ],
)
@pytest.mark.parametrize("run", [None, "costly", "binary"])
def test_costs_in_a_question_become_a_threshold(question: str, threshold: float, run: str | None) -> None:
    """Whichever mistake is named first, with a run and without."""
    assert threshold in cited(ask(question, run))


def test_probabilities_that_are_too_extreme_are_not_to_be_believed() -> None:
    """The recorded slope decides, and the share near one probability is said not to be recorded."""
    given = ask("Can I trust a predicted probability of 0.74 from my model?", "costly")

    assert given.answer.startswith("Not at their word: the calibration slope")
    assert {0.71, 0.05, 0.74} <= cited(given)
    assert "rather than at their word" in given.answer
    assert "is not recorded" in given.answer
    assert "no guarantee" in given.answer


def test_a_threshold_decided_by_the_metric_is_told_in_the_engines_words() -> None:
    """The decision is recorded with what it was measured by."""
    given = ask("Why is the threshold 0.31?", "rare")

    assert {0.31, 0.61} <= cited(given)


@pytest.mark.parametrize("run", ["linear", "multiclass", "running", "empty", "cancelled", "failed"])
def test_a_run_without_a_threshold_says_why(run: str) -> None:
    """Values have none, three classes have none, an unfinished run has none yet."""
    text = ask("Where is the threshold of my model?", run).answer

    assert "no threshold" in text or "has not delivered a model yet" in text


def test_using_the_model_names_what_the_product_offers(churn: RunRecord) -> None:
    """Addresses and commands as they are, the columns that are needed, and the limit of a request."""
    given = answer("How do I download the model and get predictions for new rows?", churn)

    for offered in ("/v1/runs/RUN/predictions", "/v1/runs/RUN/model", "plaintune predict", "`tenure`"):
        assert offered in given.answer
    assert 10_000 in cited(given)


def test_facts_of_the_product_are_those_of_the_service() -> None:
    """A limit that is told must be the one that is kept."""
    limits = Limits()

    assert limits.max_prediction_rows == PREDICTION_ROWS.value
    assert limits.max_explained_rows == EXPLAINED_ROWS.value


def test_orchestration_is_not_made_up(churn: RunRecord) -> None:
    """What the product does not document, the assistant does not know."""
    text = answer("Can I use this in Kubernetes with Istio sidecars?", churn).answer

    assert "nothing that I know" in text


@pytest.mark.parametrize(
    ("run", "said"), [("running", "still at work"), ("cancelled", "was cancelled"), ("failed", "failed")]
)
def test_a_run_without_a_model_has_nothing_to_download(run: str, said: str) -> None:
    """An address that answers with an error helps nobody."""
    assert said in ask("How do I download my model?", run).answer


@pytest.mark.parametrize(
    ("question", "threshold"),
    [
        ("Where do I cut if a call costs 5 and a sale gives 50?", 0.1),
        ("Where do I cut if a false alarm costs 4 and a miss costs 12?", 0.25),
    ],
)
def test_a_threshold_follows_from_the_costs_that_are_named(question: str, threshold: float) -> None:
    """What acting costs and what a hit brings are no ratio of mistakes: a miss forgoes what is left of the gain."""
    assert threshold in cited(ask(question))


def test_a_pickled_model_is_a_question_of_ours() -> None:
    """Who meets a warning of another library's versions must not be told that we know nothing of it."""
    given = ask(
        "I pickled a pipeline on my laptop and the server warns about an InconsistentVersionWarning. Is it bad?"
    )

    assert given.topic == "deployment"
    assert "Do not ignore it" in given.answer


def test_what_is_found_of_the_rare_class_comes_first_where_it_is_asked() -> None:
    """Shares and folds are not what was asked for."""
    given = ask("How many of the rare class did my model find, and how many did it miss?", "rare").answer

    assert given.index("is not recorded") < given.index("the rarest class is")


def test_made_up_rows_are_denied_before_advice() -> None:
    """Whether the tool resampled is a question of fact."""
    given = ask("Did the tool do any oversampling of my classes before training?", "binary").answer

    assert given.startswith("No rows were made up")


def test_weights_for_classes_of_like_size_are_called_needless() -> None:
    """Ten to four is no imbalance, forty in a thousand is one."""
    question = "Should I turn on class weights for my model?"

    assert "too equal for weights" in ask(question, "binary").answer
    assert "worth a try" in ask(question, "rare").answer


def test_whether_training_knew_the_costs_is_answered_first() -> None:
    """A goal without costs counts both mistakes alike; one with costs has them in its threshold."""
    question = "Missing a churner costs 5 times a false alarm, did the training take that into account?"

    assert ask(question, "binary").answer.startswith("No: your goal states no costs")
    assert ask(question, "costly").answer.startswith("In the threshold, yes")


def test_costs_for_each_check_are_those_of_alarms() -> None:
    """The number before its mistake belongs to it."""
    assert 0.0099 in cited(ask("How do I turn costs of 500 per missed fraud and 5 per check into a cutoff?"))


def test_another_threshold_is_told_of_the_run_at_once() -> None:
    """What a named cut changes comes before what a cut is."""
    given = ask("If I lower the threshold to 0.3, how many more churners are caught?", "costly").answer

    assert given.startswith("At [0.3]")


def test_weights_are_not_blamed_where_there_were_none() -> None:
    """Probabilities that look too high have another cause then."""
    given = ask("Are the weights why my probabilities look too high?", "binary").answer

    assert given.startswith("Your run put no weights")


def test_a_number_is_a_cut_only_where_one_is_spoken_of() -> None:
    """A probability that is rarely exceeded is nobody's threshold."""
    given = ask("Why do calibrated probabilities rarely exceed 0.4 for a rare event?", "costly").answer

    assert "would be right where a miss costs" not in given


def test_mistakes_by_class_are_told_or_said_not_to_be_recorded() -> None:
    """What a metric is does not tell which class is confused."""
    given = ask("Which class does my model get wrong most often?", "binary").answer

    assert given.startswith("Which class is taken for which is not recorded")
