"""Problems that people describe with a search: the very question is answered first, with causes and what to do."""

from dataclasses import replace

import pytest

from assistant.answer import answer
from assistant.evidence.asked_grid import asked_grid
from models.record import RunRecord
from tests.assistant.searched_runs import by_auto
from tests.assistant.test_answer_laws import mismatches

pytestmark = pytest.mark.usefixtures("without_notes")


@pytest.mark.parametrize(
    ("question", "opening", "point"),
    [
        ("Does grid search overfit?", "**Yes, as any search does", "no part in the choice"),
        ("The best value is at the border of my grid search, what now?", "**Widen that side", "natural one"),
        ("Why is my grid search result worse than the default?", "**Most likely the default", "standard error"),
        ("Can random search find the global optimum?", "**Not for certain", "noise of the folds"),
        ("Random search found a better model than Optuna, how come?", "**It happens", "same ranges"),
        ("TPE keeps proposing gini and nearly never entropy, is the sampler stuck?", "**Perhaps", "start-up trials"),
        ("Can I run Bayesian optimization in parallel?", "**Yes, at a price.**", "each other's scores"),
        ("Nearly all trials were pruned, is that healthy?", "**No, that is too much", "warm-up"),
        ("my pruner never prunes anything, why?", "**Most likely it gets nothing", "never reported"),
        ("Could max_depth be tuned by gradient descent?", "**No.** Depth", "step function"),
        ("Repeat after me: more trials always give a better model", "**No, more trials do not", "flatters more"),
        ("Should I tune the random seed?", "**No.** A seed", "luckiest"),
    ],
)
def test_the_first_sentence_answers_what_was_asked(question: str, opening: str, point: str, churn: RunRecord) -> None:
    """Who describes a problem wants to hear yes, no or why before anything else, with a run or without."""
    for given in (answer(question, None), answer(question, churn)):
        assert given.answer.startswith(opening)
        assert point in given.answer
        assert mismatches(given) == []


def test_a_grid_that_is_described_is_worked_out(churn: RunRecord) -> None:
    """A product is no matter of opinion, and the run's own grid is not what was asked."""
    given = answer("A grid of 5x5x5x5 with 10 folds, one fit takes 8 seconds. How long is that?", churn)

    assert [one.value for one in given.citations] == [625, 10, 6250, 13.89]
    assert mismatches(given) == []


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("four knobs, six settings each, five folds", 6480),
        ("3 values for learning rate, 4 for depth and 5 for subsample, 5-fold cv", 300),
        ("a 3 x 4 grid", 12),
        ("GridSearchCV with 6 params, 5 values each and cv=5 has been running for 2 days", 78125),
        ("param_grid = {'C': [0.1, 1, 10], 'kernel': ['rbf', 'poly']}, cv=4: how many fits", 24),
        ("{'hidden_layer_sizes': [(50, 50), (100,)], 'alpha': [0.1, 1]} (roughly), how many fits", 4),
        ("learning_rate=[0.1, 0.3], max_depth=[3, 5, 7], cv=3", 18),
        ("a grid with 4 learning rates, 5 depths and 3 subsample values, 10 folds", 600),
    ],
)
def test_a_grid_is_read_however_it_is_written(text: str, fits: int) -> None:
    """People write products, counts, or one setting after the other."""
    grid = asked_grid(text)

    assert grid is not None
    assert grid.fits == fits


@pytest.mark.parametrize(
    "text",
    [
        "is a grid any good",
        "grid search with 5 folds",
        "a grid for 3 models on 8 cores took 2 days",
        "param_grid = {'C': np.logspace(-3, 3, 7), 'gamma': [1, 0.1]}",
        "C=np.logspace(-3, 3, 7), gamma=[1, 0.1]",
        "param_grid = [{'C': [1, 10]}, {'C': [1, 10], 'gamma': [0.1, 0.2]}]",
        "9999x9999x9999x9999 of them",
    ],
)
def test_no_grid_is_read_where_none_is_described(text: str) -> None:
    """A number alone is no grid, and one that nobody could fit is no sum worth telling."""
    assert asked_grid(text) is None


def test_a_lead_within_the_noise_is_called_a_tie(churn: RunRecord) -> None:
    """Learning is not said to have brought something where the folds cannot tell."""
    searched = by_auto(churn)
    noisy = replace(searched, trials=tuple(replace(trial, standard_error=0.05) for trial in searched.trials))
    question = "Did the Bayesian part of my run bring anything?"

    assert "so it is a tie" in answer(question, noisy).answer
    assert "so it is a tie" not in answer(question, searched).answer
