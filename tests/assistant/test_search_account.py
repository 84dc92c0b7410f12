"""What an answer tells of the trials of a run as a whole: their origins, their spread, what half of them would do."""

from dataclasses import replace

import pytest

from assistant.answer import answer
from assistant.backing import unlinked
from assistant.evidence.score_spread import drawn, given, hit_fact, middle_fact, scored
from assistant.evidence.trial_origins import learned
from models.record import RunRecord
from tests.assistant.searched_runs import STATES, by_auto


def with_origins(record: RunRecord) -> RunRecord:
    """Return the run with a reason for each trial: the default, a draw, a proposal, in turns."""
    reasons = ("the tuned default of its family", "drawn at random", "proposed by TPE from the trials so far")
    trials = tuple(replace(trial, why=reasons[trial.number % 3]) for trial in record.trials)
    return by_auto(replace(record, trials=trials))


def test_every_trial_was_given_drawn_or_proposed(churn: RunRecord) -> None:
    """The three groups leave nothing out, and share nothing."""
    record = with_origins(churn)
    groups = (given(record), drawn(record), learned(record))

    assert sum(len(group) for group in groups) == len(record.trials)
    assert all(groups)


def test_the_middle_lies_between_the_worst_and_the_best(churn: RunRecord) -> None:
    """The trials come best first."""
    trials = scored(churn)
    middle = float(middle_fact(churn, trials).value or 0)

    assert trials[-1].validation_score is not None
    assert trials[0].validation_score is not None
    assert trials[-1].validation_score <= middle <= trials[0].validation_score


@pytest.mark.parametrize(("n_trials", "percent"), [(10, 40), (60, 95)])
def test_the_odds_of_a_hit_are_those_of_independent_draws(n_trials: int, percent: int) -> None:
    """One minus the probability that all of them miss."""
    assert hit_fact(n_trials).value == percent


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Could I have got the same result with half as many random trials?", "second half of the trials"),
        ("What are the odds that I missed a much better configuration with random search?", "narrow corner"),
        ("How many of my trials were random and how many were guided?", "drawn at random"),
        ("how spread are the scores of my random trials, is the best one an outlier?", "over a middle of"),
        ("Did you test every combination of my hyperparameters or only some?", "**Only some of them**"),
        ("would a finer grid around my best values find something better?", "In your run the best values are those"),
        ("Why did the sampler try such stupid values late in my run?", "the worst is"),
        ("Was the winner run to the end, or was it compared on a partial budget by pruning?", "**In full**"),
        ("Should the next run spend the time on other models or on the same one?", "leads with"),
        ("i only gave it 5 minutes, is that result usable?", "**Usable**"),
        ("When did the score stop improving in my run?", "the best score last improved"),
        ("what rule stopped the trials", "of your run"),
        ("did bayesian optimization beat the default settings here?", "with its tuned defaults"),
        ("which combination of the grid was the worst and why", "The worst configuration is"),
    ],
)
def test_a_question_about_the_trials_gets_their_facts(question: str, told: str, churn: RunRecord) -> None:
    """Who asks about the own search wants its numbers, and not the name of its technique alone."""
    assert told in unlinked(answer(question, with_origins(churn)).answer)


@pytest.mark.parametrize("state", STATES)
def test_nothing_is_told_of_trials_that_a_run_does_not_have(state: str, churn: RunRecord) -> None:
    """A run that failed early is asked the same questions."""
    record = STATES[state](churn)
    for question in (
        "Would half as many random trials have given the same result in my run?",
        "Which region of hyperparameters did the sampler focus on?",
        "What would you change in the optimizer for the next run?",
        "my best trial started slow, would a more aggressive pruner have killed it?",
        "which combination of the grid was the worst and why",
    ):
        assert answer(question, record).answer
