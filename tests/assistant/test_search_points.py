"""The points that an answer on searching has to make, and the words that are explained."""

import pytest

from assistant.answer import answer
from assistant.draft import Draft
from assistant.topics.basics.glossary import TERMS, terms_in
from assistant.topics.basics.glossary_in_run import SENTENCES, say_terms_in_run
from models.record import (
    RunRecord,
)

pytestmark = pytest.mark.usefixtures("without_notes")


def test_grid_against_random_is_drawn_without_a_run() -> None:
    """Three values of the setting that matters, or nine: the picture says it."""
    given = answer("Is random search better than grid search?", None)
    grid, drawn = (set(trace["x"]) for trace in given.charts[0]["data"])

    assert len(grid) == 3
    assert len(drawn) == 9


@pytest.mark.parametrize(
    ("question", "points"),
    [
        ("Does grid search guarantee finding the best combination?", ("between the points", "multiplies")),
        ("GridSearchCV takes extremely long, how can I make it faster?", ("log scale", "halving", "at the same time")),
        ("How many iterations should a random search have?", ("[60]", "[95]", "[299]", "flat")),
        ("How does Bayesian optimization decide what to try next?", ("surrogate", "exploration", "TPE")),
        ("eli5 bayesian optimisation", ("like", "does not promise")),
        ("What proves that a trial that started badly would not become good?", ("Nothing proves", "median", "bracket")),
        ("Hyperband only trains for 2 epochs although I set 100, is it a bug?", ("survivors", "maximum")),
        ("When can gradient-based tuning be used?", ("ridge", "implicit", "tree depth")),
        ("How reliable are AutoML insights?", ("not causes", "folds and seeds", "new rows")),
        ("Can AutoML beat data scientists?", ("close to experts", "framing the problem", "baseline")),
        ("How many trials are enough, any golden rule?", ("[10]", "[20]", "standard error", "flattered")),
        ("How can I stop the tuner after N trials and use the best parameters so far?", ("any time", "brackets")),
        ("Different results in best value and re-train", ("full list of settings", "seed", "default of the library")),
        ("can a result model be fixed if i always ues the same seed?", ("number of trials", "versions", "in time")),
        (
            "Picking just the highest performer of a performance grid, how do we pick?",
            ("one standard error", "confirm"),
        ),
        ("How can I tell the tuner which parameters to search and which to fix?", ("log scale", "search.space")),
        ("How do I use prior knowledge instead of tuning by hand?", ("search.space", "defaults")),
        ("how many trials do I need for 6 hyperparameters", ("[60]", "[120]")),
        ("more trials or more data?", ("**more rows**", "noise of the folds")),
        (
            "best found early, was the rest of the trials wasted, or do I need more trials?",
            ("evidence that it is hard",),
        ),
        ("what is the reduction factor of hyperband", ("number of configurations", "eta")),
        ("how does pruning decide that a trial is hopeless", ("paired test", "best of its own family")),
        ("can a pruned trial still be the winner", ("no full score",)),
        ("Gaussian process vs TPE, which one", ("smooth picture", "quick")),
        ("Can bayesian optimisation get stuck in a local optimum", ("**Yes, it can get stuck**", "start-up trials")),
        ("why is it called bayesian optimization", ("Bayes' rule", "prior")),
        ("why did bayesian optimization suddenly try something terrible", ("**exploration**",)),
        ("what is the cash problem in automl", ("families **and** their settings",)),
        ("which steps does automl do by itself", ("into folds", "Yours to decide")),
        ("autogluon vs auto-sklearn", ("stacks", "this tool alone")),
        ("why is gradient-based tuning not the standard", ("step function",)),
        ("is gradient boosting the same as gradient-based tuning", ("**No.**", "hyperparameter")),
        ("grid search spacing: linear or log?", ("equal factors",)),
        ("why do tutorials always use grid search", ("simple",)),
        ("which distribution should I sample from in random search", ("log-uniform",)),
        ("is quasi random better than random search", ("more evenly",)),
        ("which method should I use to choose hyperparameters, grid, random or optuna", ("what a fit costs",)),
        ("do I tune everything jointly or one parameter at a time", ("**Together**",)),
        ("is there one best set of hyperparameters for every problem", ("no best set for every table",)),
        ("same data but another winner each time, why is it not reproducible", ("**tied**", "limit in time")),
        ("what must I archive to reproduce the model in ten years", ("**model itself**", "hash")),
        ("what memory and compute do hyperparameters cost", ("twice the rounds", "trials times folds")),
        ("is tuning worth it or a waste", ("more rows",)),
    ],
)
def test_the_point_of_a_question_is_made_first_and_without_a_run(question: str, points: tuple[str, ...]) -> None:
    """A general question gets the answer that a colleague would give, before any lecture."""
    text = answer(question, None).answer

    assert [point for point in points if point not in text] == []


def test_neither_grid_nor_random_search_is_said_to_be_trapped() -> None:
    """Neither of them iterates: the common explanation has it wrong."""
    text = answer("Why is random search better than grid search?", None).answer

    assert "Neither learns from its trials" in text
    assert "only a few hyperparameters matter" in text


@pytest.mark.parametrize(
    "term", ["surrogate", "out-of-fold prediction", "hold-out", "sampler", "optimism", "cheap look", "budget", "task"]
)
def test_words_of_the_page_are_explained(term: str) -> None:
    """Whoever reads the page may ask for any of its words."""
    (found, *_) = terms_in(f"what is a {term.replace('-', ' ')}")

    assert f"**{term}" in found.meaning.lower()


def test_a_longer_name_hides_the_shorter_one_inside_of_it() -> None:
    """An out-of-fold prediction is no explanation of a fold."""
    assert [term.name for term in terms_in("what is an out of fold prediction")] == ["out-of-fold"]


def test_a_word_is_explained_with_its_number_in_the_run(churn: RunRecord) -> None:
    """The optimism of this run, and not only what optimism is."""
    draft = Draft()
    say_terms_in_run(terms_in("what is the optimism"), churn, draft)

    assert [round(float(str(one.value)), 4) for one in draft.citations] == [0.0075, 0.847, 0.8395]


def test_no_two_terms_share_a_name_and_every_number_of_the_run_belongs_to_one() -> None:
    """A sentence under a name that no term has would never be said."""
    names = [term.name for term in TERMS]

    assert len(set(names)) == len(names)
    assert set(SENTENCES) <= set(names)
