"""What if: the nearest trials first, then an experiment with its price, started by a plain yes and reported later."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from assistant.answer import Answer, answer
from assistant.evidence.nearest import nearest_trials
from assistant.understanding.consent import is_no, is_yes
from models.record import FoldScore, Promotion, RunRecord, WhatIf, WhatIfOrder
from tests.assistant.test_answer_laws import mismatches

Runs = Callable[[str], RunRecord]

ASKED: tuple[tuple[str, WhatIfOrder], ...] = (
    ("What if max_depth were 10?", WhatIfOrder({"max_depth": 10})),
    ("what would happen with a depth of 12", WhatIfOrder({"max_depth": 12})),
    ("What would the score be with a learning rate of 0.1?", WhatIfOrder({"learning_rate": 0.1})),
    ("what if i set max_depth to 8 instead of 4", WhatIfOrder({"max_depth": 8})),
    ("what if i change the depth from 4 to 7", WhatIfOrder({"max_depth": 7})),
    ("what if learning rate was 0.05 and depth 5?", WhatIfOrder({"learning_rate": 0.05, "max_depth": 5})),
    ("what if I doubled the depth", WhatIfOrder({"max_depth": 8})),
    ("suppose we had used max_depth 3", WhatIfOrder({"max_depth": 3})),
    ("what if min_samples_leaf were 20 in the random forest", WhatIfOrder({"min_samples_leaf": 20}, "random_forest")),
    ("What would happen without the tenure column?", WhatIfOrder(without_columns=("tenure",))),
    ("what if I drop tenure", WhatIfOrder(without_columns=("tenure",))),
    ("what if I had used 10 folds", WhatIfOrder(folds=10)),
    ("What would change with 10-fold cross-validation instead?", WhatIfOrder(folds=10)),
    ("what if I only had half of the rows", WhatIfOrder(rows_fraction=0.5)),
    ("What would the score be with 30% of the data?", WhatIfOrder(rows_fraction=0.3)),
    ("What if I only had 350 customers", WhatIfOrder(rows_fraction=0.25)),
    ("what if I had more data", WhatIfOrder(rows_fraction=0.5)),
    ("What if the learning rate were higher?", WhatIfOrder({"learning_rate": 0.0426})),
    ("what if I had 10 times more rows", WhatIfOrder(rows_fraction=0.5)),
    ("how would the model do if tenure was not there", WhatIfOrder(without_columns=("tenure",))),
    ("rerun without the tenure column", WhatIfOrder(without_columns=("tenure",))),
    ("what if the trees were deeper", WhatIfOrder({"max_depth": 8})),
    ("what if depth = ten", WhatIfOrder({"max_depth": 10})),
    ("what if there were twice as many trees", WhatIfOrder({"n_estimators": 2000})),
    ("what would happen with the default learning rate", WhatIfOrder({"learning_rate": 0.08})),
    ("what if reg_lambda is 0", WhatIfOrder({"reg_lambda": 0.001})),
    ("what if the regularization were ten times stronger", WhatIfOrder({"reg_lambda": 0.1})),
    ("what would happen with reg_lambda 10 times smaller", WhatIfOrder({"reg_lambda": 0.001})),
    ("what would the score be without regularization", WhatIfOrder({"reg_lambda": 0.001})),
    ("what if subsample = 0.5 and learning rate 0.1", WhatIfOrder({"learning_rate": 0.1})),
    ("what if I had 200 trials in total", WhatIfOrder(trials=191)),
    (
        "what if I took twice the number of trees and half the learning rate",
        WhatIfOrder({"n_estimators": 2000, "learning_rate": 0.0106}),
    ),
    (
        "what if I took half the learning rate and twice the number of trees",
        WhatIfOrder({"n_estimators": 2000, "learning_rate": 0.0106}),
    ),
    ("would grid search have found something better", WhatIfOrder(technique="grid")),
    ("had I used extra trees instead", WhatIfOrder(family="extra_trees")),
    ("What would random search have found?", WhatIfOrder(technique="random")),
    ("what if I had used grid search instead", WhatIfOrder(technique="grid")),
    ("What would happen with 100 more trials?", WhatIfOrder(trials=100)),
)


def measured(order: WhatIfOrder, **more: object) -> WhatIf:
    """Make a what-if with an outcome."""
    return WhatIf(
        number=3,
        order=order,
        status="complete",
        asked_before=2,
        family="xgboost",
        hyperparameters={"max_depth": 10},
        validation_score=0.8312,
        train_score=0.9713,
        gap=0.1401,
        folds=(FoldScore(0.97, 0.83, 1.0),) * 5,
        compared_with=4,
        compared_score=0.847,
        difference=-0.0158,
        difference_error=0.0031,
        low=-0.0244,
        high=-0.0072,
        sentence="XGBoost with max_depth 10 instead of 4 scores 0.8312 in ROC AUC, cross-validated; the winner, "
        "trial 4, scores 0.847. Over the same folds that is 0.0158 worse on average, with a 95% interval from -0.0244 "
        "to -0.0072: more than chance gives.",
        because="It was asked for after 2 before it: the best of several looks better than it is.",
        seconds=6.25,
        **more,  # type: ignore[arg-type]
    )


def talk(record: RunRecord, *questions: str) -> Answer:
    """Ask one question after another; return the last answer."""
    given = answer(questions[0], record)
    for question in questions[1:]:
        given = answer(question, record, given.conversation)
    return given


@pytest.mark.parametrize(("question", "order"), ASKED, ids=[question for question, _ in ASKED])
def test_a_question_is_read_as_the_experiment_that_it_means(
    question: str, order: WhatIfOrder, churn: RunRecord
) -> None:
    """What is offered is exactly what was asked for, with its price, and every number is a citation."""
    given = answer(question, churn)

    assert given.topic == "what_if_value"
    assert given.proposal == order
    assert given.proposal_seconds is not None
    assert "Shall I start it?" in given.answer
    assert given.conversation.turns[-1].proposal == order
    assert mismatches(given) == []


def test_what_was_measured_near_by_comes_first(churn: RunRecord) -> None:
    """Trials that are there cost nothing: they are shown with their distance before anything is offered."""
    given = answer("What if max_depth were 10?", churn)
    near = given.answer.index("distance")

    assert near < given.answer.index("Shall I start it?")
    assert any(c.label.startswith("distance of trial 5") for c in given.citations)
    assert any(c.value == 9 and c.href == "trials/5" for c in given.citations)


def test_a_setting_of_another_family_is_said_to_be_left_out(churn: RunRecord) -> None:
    """One experiment changes one model; what it leaves out must not be thought to be in it."""
    given = answer("what if learning rate was 0.05 and l1_ratio 0.5", churn)

    assert given.proposal == WhatIfOrder({"learning_rate": 0.05})
    assert "`l1_ratio`: no setting of that model" in given.answer


def test_a_distance_is_a_share_of_the_searched_space(churn: RunRecord) -> None:
    """The same configuration is at no distance; a step that is large in the range is large."""
    winner = churn.trial(4)
    same, *_ = nearest_trials(churn, "xgboost", winner.hyperparameters)
    far = nearest_trials(churn, "xgboost", {**winner.hyperparameters, "max_depth": 9})

    assert (same.trial.number, same.distance) == (4, 0.0)
    assert all(0 <= near.distance <= 1 for near in far)
    assert [near.distance for near in far] == sorted(near.distance for near in far)
    assert far[0].distance > 0


def test_a_distance_is_taken_on_the_scale_of_the_search(churn: RunRecord) -> None:
    """On a log scale, from 0.02 to 0.04 is as far as from 0.1 to 0.2."""
    low = {"learning_rate": 0.02, "max_depth": 4}
    trials = (
        replace(churn.trial(4), hyperparameters=low),
        replace(churn.trial(6), hyperparameters={**low, "learning_rate": 0.2}),
    )
    record = replace(churn, trials=trials)
    (first, *_), (second, *_) = (
        nearest_trials(record, "xgboost", {**low, "learning_rate": value}) for value in (0.04, 0.1)
    )

    assert (first.trial.number, second.trial.number) == (4, 6)
    assert first.distance == pytest.approx(second.distance)


def test_a_follow_up_on_a_value_offers_to_measure_it(churn: RunRecord) -> None:
    """Why not ten? Nobody knows, and it is cheap to find out."""
    given = talk(churn, "Why was max_depth 4 chosen?", "and why not 10?")

    assert given.proposal == WhatIfOrder({"max_depth": 10})
    assert talk(churn, "Why was max_depth 4 chosen?", "and why not 10?", "yes").start == given.proposal
    assert talk(churn, "Why was max_depth 4 chosen?", "and why not 9?").proposal is None


def test_a_configuration_that_was_tried_is_not_offered_again(churn: RunRecord) -> None:
    """What the run measured is told, not sold."""
    given = answer("What if max_depth were 4?", churn)

    assert given.proposal is None
    assert "That is what your run has" in given.answer


def test_a_value_outside_of_the_range_is_said_to_be_so_and_can_be_tried(churn: RunRecord) -> None:
    """Nothing was tried there, which is why somebody asks."""
    given = answer("What if max_depth were 30?", churn)

    assert given.proposal == WhatIfOrder({"max_depth": 30})
    assert "value lies where nothing was tried" in given.answer


@pytest.mark.parametrize(
    "question", ["What if max_depth were 4.5?", "what would happen with 5 folds", "what if I drop churn"]
)
def test_what_cannot_be_tried_is_said_and_not_offered(question: str, churn: RunRecord) -> None:
    """A promise that the engine would refuse is none."""
    given = answer(question, churn)

    assert given.proposal is None
    assert "cannot be tried like that" in given.answer


def test_a_run_that_still_works_is_offered_nothing(run_named: Runs) -> None:
    """There is no winner to compare with yet; what is near is shown all the same."""
    for name in ("running", "empty"):
        assert answer("What if max_depth were 10?", run_named(name)).proposal is None


@pytest.mark.parametrize("word", ["yes", "Yes, please!", "ok go ahead", "sure", "do it", "Yes, start it"])
def test_a_plain_yes_starts_what_was_offered(word: str, churn: RunRecord) -> None:
    """And says that the model stays what it is."""
    given = talk(churn, "What if max_depth were 10?", word)

    assert given.start == WhatIfOrder({"max_depth": 10})
    assert given.proposal is None
    assert "stays as it is" in given.answer
    assert mismatches(given) == []
    assert talk(churn, "What if max_depth were 10?", word, word).start is None


@pytest.mark.parametrize("word", ["no", "No, thanks.", "not now"])
def test_a_plain_no_starts_nothing(word: str, churn: RunRecord) -> None:
    """Nor does it ask again."""
    given = talk(churn, "What if max_depth were 10?", word)

    assert given.start is None
    assert "nothing was started" in given.answer


def test_another_question_instead_of_a_yes_starts_nothing(churn: RunRecord) -> None:
    """Consent is given to what was asked last, or not at all."""
    assert talk(churn, "What if max_depth were 10?", "Does it overfit?").start is None
    assert talk(churn, "What if max_depth were 10?", "Does it overfit?", "yes").start is None
    assert answer("yes", churn).start is None


@pytest.mark.parametrize(
    ("then", "order"),
    [
        ("and 12?", WhatIfOrder({"max_depth": 12})),
        ("what about 10 folds?", WhatIfOrder(folds=10)),
        ("and without tenure?", WhatIfOrder(without_columns=("tenure",))),
        ("and with half of the rows?", WhatIfOrder(rows_fraction=0.5)),
    ],
)
def test_a_follow_up_changes_one_thing_of_the_question_before(then: str, order: WhatIfOrder, churn: RunRecord) -> None:
    """What it says itself goes before what it inherits."""
    given = talk(churn, "What if max_depth were 10?", then)

    assert (given.topic, given.proposal) == ("what_if_value", order)


def test_yes_is_only_what_says_nothing_else() -> None:
    """An experiment costs time: a doubt is no consent."""
    assert not any(map(is_yes, ("yes but why?", "no", "is it yes", "", "yes 12", "why not 12")))
    assert not any(map(is_no, ("yes", "no idea", "not sure what you mean", "")))


def test_an_experiment_that_was_made_is_reported_with_citations(churn: RunRecord) -> None:
    """Asked again, the question has an answer, and each number leads to the what-if."""
    record = replace(churn, what_ifs=(measured(WhatIfOrder({"max_depth": 10})),))
    given = answer("What if max_depth were 10?", record)
    cited = {citation.value for citation in given.citations if citation.href == "what-ifs/3"}

    assert given.proposal is None
    assert {3, 0.8312, 0.847, 0.0158, -0.0244, -0.0072, 6.25, 0.9713, 0.1401} <= cited
    assert "best of several looks better" in given.answer
    assert "stays what it is" in given.answer
    assert mismatches(given) == []


@pytest.mark.parametrize(
    "question", ["What did the experiment find?", "is the experiment done?", "what was the result of the what-if"]
)
def test_the_latest_experiment_can_be_asked_for(question: str, churn: RunRecord) -> None:
    """Nobody repeats the whole question."""
    record = replace(churn, what_ifs=(measured(WhatIfOrder({"max_depth": 10})),))

    assert 0.8312 in {citation.value for citation in answer(question, record).citations}


def test_an_experiment_under_way_is_said_to_be_so(churn: RunRecord) -> None:
    """It is neither offered a second time nor made up."""
    for status in ("queued", "running"):
        record = replace(churn, what_ifs=(WhatIf(1, WhatIfOrder({"max_depth": 10}), status=status),))  # type: ignore[arg-type]
        given = answer("What if max_depth were 10?", record)

        assert given.proposal is None
        assert "Ask again in a moment" in given.answer


def test_a_failed_experiment_gives_its_reason_and_is_offered_again(churn: RunRecord) -> None:
    """What failed for want of time may succeed with more."""
    failed = WhatIf(
        1, WhatIfOrder({"max_depth": 10}), status="failed", error="It took too long.", sentence="It took too long."
    )
    given = answer("What if max_depth were 10?", replace(churn, what_ifs=(failed,)))

    assert "It took too long" in given.answer
    assert given.proposal == WhatIfOrder({"max_depth": 10})


def test_a_promotion_says_what_it_added_to_the_optimism(churn: RunRecord) -> None:
    """Looking at one more was not free."""
    promotion = Promotion(
        "complete", 9, None, 0.0031, 0.0034, 9, "Choosing among 9 candidates flatters by 0.0034: 0.0003 of optimism."
    )
    record = replace(churn, what_ifs=(measured(WhatIfOrder({"max_depth": 10}), promotion=promotion),))
    given = answer("What if max_depth were 10?", record)

    assert "optimism" in given.answer
    assert mismatches(given) == []


@pytest.mark.parametrize(
    "question",
    [
        "Should the range of the learning rate be extended?",
        "The best hyperparameters are at the very edge of the bounds, can the bounds be extended?",
    ],
)
def test_an_edge_matters_only_where_the_score_still_rises(question: str, churn: RunRecord) -> None:
    """A best value at the end of its range is named with its range; whether to go on is told by the scores."""
    edge = replace(churn.trial(4), hyperparameters={**churn.trial(4).hyperparameters, "learning_rate": 0.0101})
    assert churn.result is not None
    record = replace(
        churn,
        trials=tuple(edge if trial.number == 4 else trial for trial in churn.trials),
        result=replace(churn.result, hyperparameters=edge.hyperparameters),
    )
    given = answer(question, record)

    assert given.topic == "what_if_value"
    assert "`learning_rate`" in given.answer
    assert "low end" in given.answer
    assert given.proposal is not None
    assert float(str(given.proposal.hyperparameters["learning_rate"])) < 0.01
    assert mismatches(given) == []


def test_costs_of_mistakes_move_the_threshold_by_rule(churn: RunRecord) -> None:
    """One over eleven instead of one over six; how many that would miss is not recorded, and said not to be."""
    given = answer("What would change if a missed churner cost 10 times a false alarm instead of 5?", churn)

    if given.topic == "what_if_value":
        assert {1 / 11, 1 / 6} <= {citation.value for citation in given.citations}
        assert "not recorded" in given.answer
    assert mismatches(given) == []


@pytest.mark.parametrize(("question", "order"), ASKED, ids=[question for question, _ in ASKED])
def test_whatever_the_run_a_what_if_has_an_honest_answer(question: str, order: WhatIfOrder, any_run: RunRecord) -> None:
    """Other tasks, other families, unfinished runs: no question fails, and no number is made up."""
    given = answer(question, any_run)

    assert given.answer
    assert mismatches(given) == []
    assert given.proposal is None or given.proposal.kinds == order.kinds or "family" in given.proposal.kinds
