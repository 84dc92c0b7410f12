"""Batches, epochs, networks, rates, trees, metrics and values: what is said, and what is not."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from assistant.answer import Answer, answer
from assistant.backing import unlinked
from assistant.conversation import Conversation
from assistant.topics.registry import TOPICS
from models.record import RunRecord, Trial
from tests.assistant.conftest import RUNS
from tests.assistant.model_runs import MODEL_RUNS
from tests.assistant.test_answer_laws import mismatches, questions_for

EVERY_RUN = {**RUNS, **MODEL_RUNS}
OURS = (
    "batch_size",
    "epochs_early_stopping",
    "network_architecture",
    "imbalance",
    "class_weights",
    "threshold_calibration",
    "deployment",
    "regularization",
    "learning_rate",
    "tree_depth_complexity",
    "n_estimators",
    "metric_choice",
    "why_this_value",
    "definition",
)


def ask(question: str, run: str | None = None) -> Answer:
    """Ask of one of the made-up runs, or of none."""
    return answer(question, None if run is None else EVERY_RUN[run]())


def cited(given: Answer) -> set[object]:
    """Return all values that an answer cites."""
    return {citation.value for citation in given.citations}


@pytest.mark.parametrize("run", sorted(MODEL_RUNS))
@pytest.mark.parametrize("name", OURS)
def test_every_number_is_a_citation_in_runs_with_networks_costs_and_curves(name: str, run: str) -> None:
    """Learning curves, thresholds and shares bring numbers that plain runs do not have."""
    topic = next(topic for topic in TOPICS if topic.name == name)
    for question in questions_for(topic):
        assert mismatches(ask(question, run)) == [], question


def test_batch_size_is_compared_in_score_and_time_among_the_networks() -> None:
    """Whether it changes the score or only the speed is what people want to know."""
    given = ask("Does the batch size affect the score or only the time in my run?", "network")

    assert given.topic == "batch_size"
    assert {5.0, 8, 16, 64, 128} <= cited(given)
    assert "hardly decided anything" in given.answer
    assert any(citation.label.startswith("mean time of a trial") for citation in given.citations)


@pytest.mark.parametrize("question", ["Does the batch size matter?", "How many layers?", "How many epochs?"])
@pytest.mark.parametrize("run", ["forest", "linear"])
def test_what_belongs_to_networks_is_said_not_to_touch_trees_and_linear_models(question: str, run: str) -> None:
    """The seed of all this listed them for every model; for these winners they are irrelevant."""
    text = ask(f"{question[:-1]} in my run?", run).answer

    assert "plays no part" in text or "does not touch it" in text or "has no epochs" in text


def test_epochs_are_enough_where_folds_stopped_well_before_the_maximum() -> None:
    """The stopping round beside the maximum is the evidence, fold by fold."""
    given = ask("Is the number of epochs in my run enough?", "network")

    assert given.answer.startswith("Enough: neural network")
    assert {40, 50} <= cited(given)


def test_epochs_at_their_maximum_are_not_called_enough() -> None:
    """A fold that used all it was allowed may still have been improving."""
    given = ask("Is the number of rounds in my run enough, did early stopping end it?", "at_its_cap")

    assert "Perhaps not enough" in given.answer
    assert "Enough:" not in given.answer


def test_learning_curves_are_told_and_drawn_from_the_same_points() -> None:
    """Loss on rows fitted on and held apart, fold by fold, is what one looks at."""
    given = ask("Did my fits stop early?", "curved")
    lines = given.charts[0]["data"]

    assert len(lines) == 10
    assert {0.5, 0.65, 40, 60} <= cited(given)
    assert min(lines[0]["y"]) == 0.5


def test_a_loss_that_is_no_number_leaves_a_gap_in_its_curve() -> None:
    """A chart travels as JSON, which has no NaN."""
    record = EVERY_RUN["curved"]()

    def spoiled(trial: Trial) -> Trial:
        folds = [replace(f, curve=tuple(replace(p, train_loss=float("nan")) for p in f.curve)) for f in trial.folds]
        return replace(trial, folds=tuple(folds))

    record = replace(record, trials=tuple(spoiled(trial) for trial in record.trials))
    given = answer("Did early stopping end the fits of my run?", record)

    assert {None} == set(given.charts[0]["data"][1]["y"])


def test_a_loss_that_turns_up_is_called_overfitting_and_the_turning_point_is_kept() -> None:
    """What to do at the turning point is what early stopping does."""
    text = ask("Validation loss goes up after epoch 20 while training loss keeps falling, what do I do?").answer

    assert "it overfits" in text
    assert "turning point" in text


@pytest.mark.usefixtures("without_notes")
def test_early_stopping_makes_a_large_maximum_harmless() -> None:
    """More epochs overfit only where nothing stops them."""
    text = ask("Do too many epochs overfit?").answer

    assert "generous maximum is harmless" in text
    assert "Without it, too many passes overfit" in text


def test_weights_of_a_network_are_counted_from_its_layers() -> None:
    """One column, two layers of 128 units, one output: 256 and 16,512 and 129."""
    given = ask("How many parameters does my network have compared with the rows?", "network")

    assert 256 + 16_512 + 129 in cited(given)
    assert "no proof of overfitting" in given.answer


@pytest.mark.usefixtures("without_notes")
def test_vanishing_gradients_are_explained_by_multiplication_through_layers() -> None:
    """Depth is the reason, and what helps is known."""
    text = ask("What are vanishing gradients, and what has depth to do with them?").answer

    assert "layer by" in text
    assert "relu" in text
    assert "connections skip layers" in text


def test_a_loss_that_is_no_number_has_two_causes() -> None:
    """A rate that is too large, or arithmetic; the limit is sharp, so the scale is a logarithm."""
    text = ask("With a learning rate of .001 the loss rises to nan, with .0001 all works. Why?").answer

    for point in ("overshoot", "logarithm of zero", "single power of ten", "log scale"):
        assert point in text


def test_a_rate_is_judged_beside_what_is_usual_and_with_its_rounds(churn: RunRecord) -> None:
    """High or low is a question of the range, of others' ranges, and of the number of trees."""
    given = answer("Is my learning rate high or low?", churn)

    assert "`learning_rate` is within what is usual" in given.answer
    assert {0.005, 0.1, 553} <= cited(given)


def test_more_leaves_than_rows_are_called_senseless(churn: RunRecord) -> None:
    """A tuner once took 1514 leaves for about a hundred rows."""
    given = answer("The tuner selected num_leaves=1514 with few training rows, is that sensible?", churn)

    assert "No, that is not sensible" in given.answer
    assert {1514, 0.25} <= cited(given)


@pytest.mark.usefixtures("without_notes")
def test_a_single_split_that_knows_everything_points_to_a_leak() -> None:
    """Depth is not the problem there."""
    text = ask("The accuracy of a random forest is nearly 1 with max_depth=1, how do I solve this?").answer

    assert text.startswith("If a single split")
    assert "knows" in text


def test_half_the_rate_takes_twice_the_rounds() -> None:
    """The coupling is the answer to a change of the rate."""
    assert "twice the rounds" in ask("Does half the learning rate need more rounds?").answer


def test_few_rows_meet_the_defaults_of_leaves() -> None:
    """LightGBM asks for twenty rows in each leaf; a hundred rows then allow hardly any split."""
    given = ask("LightGBM can not learn a simple rule from my 107 rows, why?")

    assert 20 in cited(given)
    assert "min_data_in_leaf" in given.answer


@pytest.mark.usefixtures("without_notes")
def test_leaf_values_that_blow_up_ask_for_a_stronger_penalty() -> None:
    """The message of CatBoost names the cause already."""
    text = ask(
        "Training has stopped: degenerate solution, probably too small l2-regularization. What should I do?"
    ).answer

    assert text.startswith("Make the L2 penalty stronger")


def test_a_metric_is_defined_before_it_is_judged() -> None:
    """Who asks what it is wants that first."""
    assert "share of rows that are called right" in ask("What does accuracy mean?").answer
    assert "share of alarms that are right" in ask("precision vs recall").answer


def test_a_score_is_good_beside_the_baseline(churn: RunRecord) -> None:
    """No value is good in itself."""
    given = answer("Is a ROC AUC of 0.85 good?", churn)

    assert "in itself" in given.answer
    assert 0.5 in cited(given)


def test_importance_of_a_value_is_given_where_it_is_recorded() -> None:
    """A value that hardly matters needs no reason."""
    assert "hardly decided anything" in ask("Why was batch size 64 chosen?", "network").answer


def test_two_libraries_that_disagree_on_a_metric_were_given_different_things() -> None:
    """Hard labels for probabilities, mostly."""
    assert "hard labels" in ask("LightGBM's AUC differs from sklearn's roc_auc_score, is this expected?").answer


@pytest.mark.parametrize("run", ["binary", "forest"])
def test_who_decided_the_number_of_trees_is_said(run: str) -> None:
    """Early stopping in boosting, a default in a forest."""
    text = ask("How many trees does my model have and who decided it?", run).answer

    assert ("early stopping decided it" in text) == (run == "binary")


def test_seed_claims_on_networks_hold_for_every_winner(run_named: Callable[[str], RunRecord]) -> None:
    """Too high a rate overshoots or, in boosting, overfits more; it does not settle too quickly."""
    text = answer("What does a high learning rate do?", run_named("forest")).answer

    assert "overshoots" in text
    assert "overfits more" in text


@pytest.mark.parametrize(
    ("question", "run", "said"),
    [
        ("Should I increase alpha in my model?", "linear", "Leave `alpha` as it is"),
        ("Should I change the learning rate of my model?", "blended", "A change of `learning_rate` promises little"),
        ("Should I change the learning rate of my model?", "multiclass", "no smaller one was tried"),
        ("Why did my run choose lasso over ridge?", "linear", "pure L2 (ridge)"),
        ("Would my xgboost get better with 1000 trees?", "binary", "Enough: XGBoost"),
        ("Is the early stopping in my run making my score too optimistic?", "binary", "not flattered by it"),
    ],
)
def test_a_question_after_a_change_gets_a_verdict_before_the_values(question: str, run: str, said: str) -> None:
    """Who asks whether to change something wants to hear whether it promises anything, and the numbers after it."""
    assert said in unlinked(ask(question, run).answer.split("In your run")[0])


def test_a_definition_does_not_open_the_answer_to_a_problem() -> None:
    """Who has a problem knows the word; the definition belongs to the question what it is."""
    problem = "Our learning rate was left alone by everybody in the department, and now somebody complains."

    assert not ask(problem).answer.startswith("The **learning rate** is")


def test_whether_a_value_lies_at_the_edge_is_said_first() -> None:
    """Who asks for the edge wants yes or no, and what follows from it."""
    given = ask("Is my learning rate at the edge of the searched range?", "binary")

    assert given.topic == "learning_rate"
    assert "at its edge" in given.answer or "end of the range" in given.answer


def test_layers_are_told_with_their_score_and_what_leads() -> None:
    """A question about a network of the run is about its size, and about what it was worth."""
    given = ask("Were deeper networks better than shallow ones in my run?", "network")

    assert given.topic == "network_architecture"
    assert "The best network is" in given.answer
    assert "on held-back rows" in given.answer


def test_the_rounds_of_each_fold_are_told() -> None:
    """How far the folds differ is what shows whether a number of rounds is luck."""
    record = EVERY_RUN["curved"]()
    first = record.trial(4)
    folds = tuple(replace(fold, rounds=100 + place) for place, fold in enumerate(first.folds))
    trials = tuple(replace(trial, folds=folds) if trial is first else trial for trial in record.trials)
    given = answer("How many rounds did each fold of my run need?", replace(record, trials=trials))

    assert {"rounds kept in fold 1 of trial 4", "rounds kept in fold 3 of trial 4"} <= {
        citation.label for citation in given.citations
    }


def test_a_number_that_is_no_value_of_the_setting_is_not_taken_for_one() -> None:
    """Rows in a question about depth are no depth."""
    given = ask("Are my trees too deep for 600 rows?", "binary")

    assert "did not choose" not in given.answer


def test_a_run_without_a_network_says_what_it_tried_instead() -> None:
    """That there is no network is half of an answer."""
    given = ask("What does the architecture of the network in my run look like?", "binary")

    assert "What was tried, with the best score of each" in given.answer


def test_a_penalty_of_another_name_is_named() -> None:
    """Who asks for C in a run whose strength is alpha has to know which way it points."""
    given = ask("C was 0.02 in my run, is that strong?", "binary")

    assert "No setting of this run is called `C`" in unlinked(given.answer)


@pytest.mark.parametrize(
    ("before", "question", "said"),
    [
        ("How do I choose the batch size?", "does it matter for xgboost?", "XGBoost has no batch size"),
        ("What is gradient-based tuning?", "is it better than what you used here?", "better here:"),
        (None, "What was the patience of early stopping in my run?", "The patience itself is not recorded"),
        (None, "Which hyperparameters of my model could have been tuned with gradients?", "tuned settings of"),
        (None, "Is my model regularized, and which kind of regularization does it use?", "are penalized by L2"),
        (None, "What does C mean in logistic regression?", "`C` is the inverse"),
        (None, "What does batch_size='auto' mean in MLPClassifier?", "`min(200, n_samples)`"),
        (None, "Why is the learning rate important?", "The learning rate is important because"),
    ],
)
def test_the_plain_question_is_answered_itself(before: str | None, question: str, said: str, churn: RunRecord) -> None:
    """Neither a neighboring note nor the general account may stand in place of what was asked."""
    context = Conversation() if before is None else answer(before, churn).conversation
    text = unlinked(answer(question, churn, context).answer)

    assert said in text


def test_rate_and_rounds_of_the_best_trials_stand_side_by_side(churn: RunRecord) -> None:
    """How they go together is seen in pairs, not in the one that leads."""
    text = unlinked(answer("How do the learning rate and the number of trees go together in my trials?", churn).answer)

    assert "| trial | `learning_rate` | rounds |" in text
