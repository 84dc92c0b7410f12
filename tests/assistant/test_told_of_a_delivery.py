"""What is told of a delivery and of what could have been chosen: cited, right, and silent where nothing is recorded."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from assistant.answer import Answer, answer
from assistant.draft import Draft
from assistant.evidence.counterfactuals import cost_choice, path_step, rivals
from assistant.evidence.diagnostics import (
    at_threshold,
    bin_near,
    brier_fact,
    hardest_class,
    most_frequent_mistake,
    threshold_facts,
)
from assistant.topics.registry import TOPICS
from assistant.topics.winner import counterfactual_sentences as otherwise
from assistant.topics.winner import diagnostic_sentences as errs
from models.record import Costs, RunRecord
from tests.assistant.conftest import RUNS
from tests.assistant.test_answer_laws import mismatches
from tests.assistant.told_records import told_binary, told_multiclass, told_regression

Writer = Callable[[RunRecord, Draft], str]

TOLD = {
    "binary": lambda: told_binary(RUNS["binary"]()),
    "hostile": lambda: told_binary(RUNS["hostile"](), "<img src=x> 7", "**bold** `tick` [x](y)"),
    "multiclass": lambda: told_multiclass(RUNS["multiclass"]()),
    "regression": lambda: told_regression(RUNS["linear"]()),
}
SENTENCES: dict[str, Writer] = {
    "rematch": otherwise.rematch_sentence,
    "metrics": otherwise.metrics_sentence,
    "log loss": lambda record, draft: otherwise.metric_sentence(record, "log_loss", draft),
    "f1": lambda record, draft: otherwise.metric_sentence(record, "f1", draft),
    "dear misses": lambda record, draft: otherwise.costs_sentence(record, Costs(5, 1), draft),
    "dear alarms": lambda record, draft: otherwise.costs_sentence(record, Costs(1, 5), draft),
    "seven times": lambda record, draft: otherwise.costs_sentence(record, Costs(7, 1), draft),
    "at 0.2": lambda record, draft: errs.at_threshold_sentence(record, 0.2, draft),
    "simpler": otherwise.simpler_sentence,
    "path": lambda record, draft: " ".join(otherwise.path_list(record, draft)),
    "rates": errs.rates_sentence,
    "calibration": errs.calibration_sentence,
    "about 0.74": lambda record, draft: errs.calibration_sentence(record, draft, 0.74),
    "threshold": errs.threshold_sentence,
    "mistake": errs.mistake_sentence,
    "misses": errs.misses_sentence,
}


@pytest.fixture
def told() -> RunRecord:
    """Give churn with all that is told of it."""
    return TOLD["binary"]()


def written(record: RunRecord, name: str) -> str:
    """Return a sentence alone."""
    return SENTENCES[name](record, Draft())


def bare(text: str) -> str:
    """Leave out where citations lead."""
    return re.sub(r"\[([^\]]*)\]\(#c\d+\)", r"\1", text)


@pytest.mark.parametrize("run", TOLD)
def test_every_number_is_a_citation_of_its_fact(run: str) -> None:
    """A number that nobody can trace is a number that nobody should believe."""
    draft = Draft()
    for write in SENTENCES.values():
        draft.say(write(TOLD[run](), draft))
    given = Answer(draft.markdown, draft.citations, (), (), "other", (), None)  # type: ignore[arg-type]

    assert draft.citations
    assert mismatches(given) == []
    assert all(citation.href or citation.source for citation in given.citations)


@pytest.mark.parametrize("run", TOLD)
def test_every_topic_keeps_the_laws_where_more_is_told(run: str) -> None:
    """What a record holds more may not make an answer untraceable or endless."""
    for topic in TOPICS:
        given = answer(topic.run_invitation, TOLD[run]())

        assert mismatches(given) == [], topic.name
        assert len(bare(given.answer).split()) <= 520, topic.name


@pytest.mark.parametrize("name", SENTENCES)
def test_where_nothing_is_recorded_nothing_is_said(name: str, any_run: RunRecord) -> None:
    """Records of before have none of this, and runs that still work neither."""
    assert written(any_run, name) == ""


def test_the_winner_and_its_rivals_are_told_with_their_shares(told: RunRecord) -> None:
    """How much of a choice hangs on the rows is the first doubt of whoever must defend it."""
    assert bare(written(told, "rematch")) == (
        "On resampled rows the best single trial (4) comes first again in 61.5 % of 200 draws, trial 5 in 22 %, "
        "trial 2 in 10.5 %: with other rows another could have been first."
    )
    assert [one.trial for one in rivals(told)] == [5, 2]


def test_an_average_is_said_to_hang_less_on_who_is_first() -> None:
    """What is delivered is not the trial whose chances are told."""
    said = written(told_binary(RUNS["blended"]()), "rematch")

    assert "Your model averages several trials" in said


def test_another_metric_is_said_with_what_it_would_choose(told: RunRecord) -> None:
    """The delivered model's score first: that is what people ask for."""
    said = bare(written(told, "log loss"))

    assert said.startswith("By **log loss** your model has 0.4093 in cross-validation.")
    assert "would put trial 5 first, with 0.4117 against 0.4233 of the winner; by ROC AUC it has 0.843." in said
    assert "F1 would also put trial 4 first." in bare(written(told, "f1"))


def test_steps_say_whether_they_are_measured_estimated_or_unknown(told: RunRecord) -> None:
    """An estimate that is taken for a measurement is a wrong claim."""
    depth, rate, penalty = (bare(step) for step in otherwise.path_list(told, Draft()))

    assert depth == (
        "`max_depth` from 6 to 4: an estimated 0.0034 better (standard deviation 0.0021, which may as well be no "
        "change), from the other trials."
    )
    assert "0.0091 better, measured" in rate
    assert "cannot tell" in penalty
    assert "6.5 s" in penalty
    assert bare(otherwise.step_sentence(told, "learning_rate", Draft())) == rate
    assert path_step(told, "l1_ratio") is None


def test_other_costs_are_found_by_their_ratio(told: RunRecord) -> None:
    """Ten to two is five to one; what was not looked at is not made up."""
    assert cost_choice(told, Costs(10, 2)) == cost_choice(told, Costs(5, 1))
    assert cost_choice(told, Costs(7, 1)) is None
    said = bare(written(told, "dear misses"))

    assert "from a probability of 0.167 on; your model's mistakes would then cost 399 per thousand rows" in said
    assert "catches 240 positives, misses 20 and raises 310 false alarms" in said


def test_any_costs_can_be_asked_of_the_table(told: RunRecord) -> None:
    """Hits and mistakes are recorded, so any cost follows from them."""
    row = at_threshold(told, 0.1667)
    assert row is not None

    assert threshold_facts(told, row, Costs(100, 1)).cost.value == 20.0 * 100 + 310.0
    assert at_threshold(told, 0.45) == at_threshold(told, 0.5)
    assert bare(written(told, "seven times")) == (
        "If a miss cost 7 and a false alarm 1, an alarm would pay from a probability of 0.125 on. Of a thousand rows, "
        "a threshold of 0.167 catches 240 positives, misses 20 and raises 310 false alarms: a cost of 450, against 710 "
        "at the threshold that it has (0.5)."
    )
    assert "that is the threshold that your model has" in errs.at_threshold_sentence(told, 0.5, Draft())


def test_a_probability_is_answered_with_what_happened(told: RunRecord) -> None:
    """In the rows around it, how many there are, and how sure that is."""
    near = bin_near(told, 0.74)
    brier = brier_fact(told)
    assert near is not None
    assert brier is not None

    assert near.n_rows == 180
    assert brier.value == 0.1432
    assert "says about 74 %, it happens in 61 % of the rows (likely 55 to 67 %; 180 rows)" in bare(
        written(told, "about 0.74")
    )


def test_probabilities_that_hold_are_said_to_hold(told: RunRecord) -> None:
    """Of a dozen intervals one misses by chance: that is no reason to distrust a model."""
    assert "Its probabilities hold" in written(TOLD["multiclass"](), "calibration")
    assert "about 74 %" in bare(written(told, "calibration"))
    assert told.diagnostics is not None
    assert told.diagnostics.binary is not None
    bins = told.diagnostics.binary.calibration.bins
    barely = replace(told.diagnostics.binary.calibration, bins=(*bins[:2], replace(bins[2], predicted=0.7)))
    binary = replace(told.diagnostics.binary, calibration=barely)

    assert not bins[2].low <= 0.7 <= bins[2].high
    assert "Its probabilities hold" in written(
        replace(told, diagnostics=replace(told.diagnostics, binary=binary)), "calibration"
    )


def test_a_cheaper_threshold_is_offered_only_where_there_is_one(told: RunRecord) -> None:
    """Advice to change what is best already would be noise."""
    assert "cost least at 0.31" in bare(written(told, "threshold"))
    assert told.diagnostics is not None
    assert told.diagnostics.binary is not None
    table = replace(told.diagnostics.binary.thresholds, delivered=0.31)
    best = replace(told.diagnostics.binary, thresholds=table)

    assert "no other threshold" in written(
        replace(told, diagnostics=replace(told.diagnostics, binary=best)), "threshold"
    )


def test_the_most_frequent_mistake_and_the_hardest_class_are_named() -> None:
    """Of three classes, the third is most often taken for the second."""
    record = TOLD["multiclass"]()
    most, hardest = most_frequent_mistake(record), hardest_class(record)
    assert most is not None
    assert hardest is not None

    assert (most.true.value, most.predicted.value, most.rows.value, most.share.value) == ("3", "versicolor", 71, 16.9)
    assert hardest.name == "3"


def test_why_this_model_says_how_often_it_would_win_again(told: RunRecord) -> None:
    """A margin and a test are abstract; winning again is not."""
    assert "comes first again in" in answer("Why did this model win?", told).answer
    assert "comes first again in" not in answer("Why did this model win?", RUNS["binary"]()).answer


def test_another_metric_gets_its_number_where_it_is_recorded(told: RunRecord) -> None:
    """It once said that no other metric was recorded."""
    given = answer("What is the f1 of my model?", told)

    assert 0.641 in {citation.value for citation in given.citations}
    assert "not recorded" not in given.answer.lower()
    assert mismatches(given) == []


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("What moved the score from the default to the chosen values?", "`max_depth` from 6 to 4: an estimated 0.0034"),
        ("What did moving learning_rate from the default to the chosen value bring?", "0.0091 better, measured"),
        ("What would the one-standard-error rule choose?", "The one-standard-error rule would choose"),
        ("What is the most frequent mistake of my model?", "Its most frequent mistake:"),
        ("Which class does my model confuse most?", "Its most frequent mistake:"),
    ],
)
def test_what_the_record_holds_opens_the_answer(told: RunRecord, question: str, said: str) -> None:
    """It was recorded, and general texts were given instead."""
    given = answer(question, told)

    assert said in bare(" ".join(given.answer.split("\n\n")[:2]))
    assert mismatches(given) == []


def test_how_far_predictions_are_off_is_told_where_the_target_is_a_number() -> None:
    """A typical error in the target's unit says more than R2."""
    given = answer("How far off are its predictions usually?", TOLD["regression"]())

    assert "Eight in ten predictions" in given.answer or "It leans to one side" in given.answer
    assert mismatches(given) == []


def test_what_is_not_recorded_is_answered_in_general() -> None:
    """A question for the path is no reason to say nothing where the path is not told."""
    given = answer("What moved the score from the default to the chosen values?", RUNS["binary"]())

    assert len(given.answer.split()) > 15
