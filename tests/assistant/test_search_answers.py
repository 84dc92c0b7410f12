"""What is said of searching: each technique, how far the search came, what was given up, what a repeat needs."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answer import Answer, answer
from assistant.draft import Draft
from assistant.evidence.grid_size import grid_size
from assistant.evidence.search_progress import SearchProgress, chance_fact, late_gain_fact, search_progress
from assistant.evidence.stopped_trials import agreement, near_miss
from assistant.evidence.trial_origins import repeated
from assistant.topics.glossary import TERMS, terms_in
from assistant.topics.glossary_in_run import SENTENCES, say_terms_in_run
from models.families.registry import family_named
from models.record import (
    Decision,
    Fact,
    FoldScore,
    Hypergradient,
    Promise,
    RunRecord,
    Settings,
    TechniqueAccount,
    Trial,
    TrueScore,
)
from models.search.techniques.registry import technique_named
from tests.assistant.test_answer_laws import LINK, mismatches

Runs = Callable[[str], RunRecord]


def values(given: Answer) -> dict[str, object]:
    """Return all values that an answer cites, by their labels."""
    return {citation.label: citation.value for citation in given.citations}


def account_of(name: str) -> TechniqueAccount:
    """Return the account that the engine gives of a technique."""
    return technique_named(name).account


def searched_by(record: RunRecord, technique: str, *decisions: Decision) -> RunRecord:
    """Return the record of a run that was asked to search by a technique."""
    settings = Settings(seconds=None, trials=30, technique=technique, seed=7)
    return replace(record, settings=settings, technique=account_of(technique), decisions=decisions)


def by_auto(record: RunRecord) -> RunRecord:
    """Return the record of a run in which the engine chose TPE."""
    because = "tuned defaults are hard to beat; TPE learns from 8 of a family on"
    decision = Decision(2, "search", "defaults first, then TPE", ("gp", "random"), because, (Fact("trials", 8),))
    return replace(record, technique=account_of("tpe"), decisions=(decision,))


def with_trials(record: RunRecord, *trials: Trial) -> RunRecord:
    """Return a record with further trials."""
    return replace(record, trials=(*record.trials, *trials))


@pytest.mark.parametrize(
    ("question", "technique", "title"),
    [
        ("Did my run use grid search?", "grid", "grid search"),
        ("Did my run use random search?", "random", "random search"),
        ("Did my run use Bayesian optimization?", "gp", "Bayesian optimization"),
        ("Did you use Hyperband in my run?", "hyperband", "Hyperband"),
        ("Did my run use gradient-based tuning for anything?", "gradient", "gradient-based tuning"),
    ],
)
def test_a_technique_is_said_to_have_been_used_only_where_it_was(
    question: str, technique: str, title: str, churn: RunRecord
) -> None:
    """The first thing that anyone wants to know of a technique is whether it was at work."""
    used, other = answer(question, searched_by(churn, technique)), answer(question, by_auto(churn))

    assert f"Yes, your run used {title}" in used.answer
    if technique == "gp":
        assert "Yes, your run used" in other.answer
    else:
        assert f"Your run did not use {title}: it searched by [`tpe`]" in other.answer
        assert "chosen by the engine" in other.answer
        assert "tuned defaults are hard to beat" in other.answer


def test_what_auto_chose_is_not_guessed_where_it_is_not_recorded(churn: RunRecord) -> None:
    """Records of before techniques were written down hold only what was asked for."""
    assert "what that chose is not recorded" in answer("Did my run use grid search?", churn).answer


def test_a_full_grid_is_counted_over_what_was_searched(run_named: Runs) -> None:
    """The product of the values, times the folds, at the pace of the run's own fits."""
    record = run_named("forest")
    account = record.family("random_forest")
    size = grid_size(account)
    given = answer("How many combinations would a full grid over my search space be?", record)

    assert size is not None
    assert size.n_points == 50
    assert {50, 250} <= set(values(given).values())
    assert len(record.trials) in values(given).values()


def test_a_whole_number_has_no_more_values_in_a_grid_than_there_are() -> None:
    """Five values of what can be one or two are two."""
    account = family_named("xgboost").account("binary")
    depth = next(item for item in account.hyperparameters if item.kind == "int" and item.is_searched)
    size = grid_size(replace(account, hyperparameters=(replace(depth, low=1.0, high=2.0),)))

    assert size is not None
    assert size.n_points == 2


def test_the_last_improvement_is_that_of_the_running_best(churn: RunRecord) -> None:
    """Trial 4 beat all before it, and nothing did after it."""
    progress = search_progress(churn)

    assert progress is not None
    assert [trial.number for trial in progress.improvements] == [1, 2, 4]
    assert progress.n_since == 2
    assert not progress.is_late


def test_an_improvement_at_the_end_is_late(churn: RunRecord) -> None:
    """Who stopped while it still rose may have stopped too early."""
    folds = tuple(FoldScore(0.95, 0.9, 0.5) for _ in range(5))
    last = Trial(9, "xgboost", {"max_depth": 3}, "complete", folds, 0.9, 0.95, 0.001, 2.0)
    progress = search_progress(with_trials(churn, last))

    assert progress is not None
    assert progress.best.number == 9
    assert progress.is_late


def test_where_smaller_is_better_the_best_so_far_falls(run_named: Runs) -> None:
    """RMSE improves downwards, and its gain is above zero."""
    record = run_named("linear")
    progress = search_progress(record)

    assert progress is not None
    assert [trial.number for trial in progress.improvements] == [1]
    gain = late_gain_fact(record, progress)
    assert gain is not None
    assert gain.value == 0


def test_the_chance_of_a_new_best_is_that_of_draws_made_alike(churn: RunRecord) -> None:
    """Of sixteen equally likely places of the best, ten lie ahead: the scores do not matter."""
    progress = search_progress(churn)

    assert progress is not None
    assert chance_fact(progress, 10).value == 62
    given = answer("Would running it longer give a better model?", churn)
    assert "If trials were drawn at random" in given.answer
    assert 62 in values(given).values()
    assert "nobody knows" in given.answer


def test_more_search_names_its_price_and_draws_the_best_so_far(churn: RunRecord) -> None:
    """A decision needs the cost beside the chance."""
    given = answer("Would more trials help?", churn)

    assert any(label.startswith("time of 10 more trials") for label in values(given))
    names = [trace["name"] for trace in given.charts[0]["data"]]
    assert names == ["a complete trial", "best so far"]
    assert given.charts[0]["data"][1]["y"][-1] == pytest.approx(0.847)


def test_a_longer_search_that_got_worse_is_called_by_its_name(churn: RunRecord) -> None:
    """The folds were overfitted; what the choice cost, and what other rows say, stand beside each other."""
    test = TrueScore(
        "later.csv", "cd" * 32, "test", 1, "2026-05-04T03:02:01Z", 400, 400, 0, "roc_auc", 0.79, 0.75, 0.83,
        0.02, 0.9, None, Promise(0.8395, 0.8132, 0.8619, 0.95), -0.05, -2.0, "worse", "Worse.", "By bootstrap.",
    )  # fmt: skip
    question = "Longer time budgets result in worse outputs, why does my model keep getting worse?"
    with_test, without = answer(question, replace(churn, test=test)), answer(question, churn)

    assert "overtuning" in with_test.answer
    assert "worse than promised" in with_test.answer
    assert {0.847, 0.8395, 0.79} <= set(values(with_test).values())
    assert "Scores on other rows are not recorded" in without.answer


def test_trials_that_were_given_up_are_counted_with_their_reason_and_their_nearness(churn: RunRecord) -> None:
    """A good one may be among them: the nearest is named, with what it would cost to know."""
    folds = (FoldScore(0.9, 0.839, 0.5), FoldScore(0.9, 0.852, 0.7))
    why = "proposed by TPE from the trials so far; stopped after 2 of 5 folds: clearly behind the best so far"
    stopped = Trial(9, "xgboost", {"max_depth": 5}, "pruned", folds, seconds=1.2, why=why)
    further = replace(stopped, number=10, folds=(FoldScore(0.9, 0.7, 0.5), FoldScore(0.9, 0.71, 0.7)))
    record = with_trials(churn, stopped, further)
    miss = near_miss(record)
    given = answer("How many of my trials were pruned and could a good one have been thrown away?", record)

    assert miss is not None
    assert miss.trial.number == 9
    assert miss.behind == pytest.approx(0.002)
    assert "clearly behind the best so far" in given.answer
    assert "trial [9](#" in given.answer
    assert 3 in values(given).values()


def test_early_and_final_ranks_are_compared_only_where_enough_ran_to_the_end(churn: RunRecord, run_named: Runs) -> None:
    """Five trials are the least that say anything of an order."""
    found = agreement(churn)

    assert found is not None
    assert found.n_trials == 6
    assert not found.is_of_looks
    assert agreement(run_named("forest")) is None
    assert "cannot be told: too few" in answer("Was a good trial pruned in my run?", run_named("forest")).answer


def test_cheap_looks_are_compared_with_the_full_fits_of_the_same_settings(churn: RunRecord) -> None:
    """What a look said is judged by what became of the very same configuration."""
    looks, fits = [], []
    for k in range(5):
        look_folds = tuple(FoldScore(0.9, 0.6 + 0.01 * k, 0.1) for _ in range(5))
        fit_folds = tuple(FoldScore(0.9, 0.8 - 0.01 * k, 0.5) for _ in range(5))
        settings = {"max_depth": 20 + k}
        looks.append(Trial(20 + k, "xgboost", settings, "pruned", look_folds, resource=1 / 3, resource_of="rounds"))
        fits.append(Trial(30 + k, "xgboost", settings, "complete", fit_folds, 0.8 - 0.01 * k, 0.9, 0.01, 2.5))
    found = agreement(with_trials(churn, *looks, *fits))

    assert found is not None
    assert found.is_of_looks
    assert found.correlation == pytest.approx(-1.0)


def test_brackets_of_hyperband_are_told_in_recorded_words(churn: RunRecord) -> None:
    """Every rung was written down before the first trial."""
    bracket = Decision(
        4, "search", "for xgboost, bracket 1: 3 with a third of the rounds, then 1 with all the rounds", (),
        "the best third of a rung goes on; thinned 1 time", (Fact("configurations with a third", 3, "trials"),),
    )  # fmt: skip
    given = answer("Did you use Hyperband in my run?", searched_by(churn, "hyperband", bracket))

    assert "with a third of the rounds" in given.answer
    assert 3 in values(given).values()


def test_exact_repetitions_are_counted(churn: RunRecord) -> None:
    """The same family with the same values at the same resource, and nothing else."""
    again = replace(churn.trial(4), number=9)
    record = with_trials(churn, again)
    given = answer("Optimizer tests the same hyperparameters multiple times in my run. Is that a bug?", record)

    assert repeated(churn.trials) == ()
    assert [[trial.number for trial in group] for group in repeated(record.trials)] == [[4, 9]]
    assert values(given)["trials whose configuration had been tried before, exactly"] == 1
    assert "no bug by itself" in given.answer


def with_slopes(record: RunRecord) -> RunRecord:
    """Return a run that descended in the penalty: two trials with slopes, and one without."""
    trials = []
    for number, alpha, loss, slope in ((20, 0.1, 0.52, 0.03), (21, 0.01, 0.5, -0.001)):
        folds = tuple(FoldScore(0.8, 0.8, 0.1, hypergradient=Hypergradient("alpha", loss, slope)) for _ in range(5))
        trials.append(
            Trial(number, "linear", {"alpha": alpha, "l1_ratio": 0.0}, "complete", folds, 0.8, 0.8, 0.01, 0.5)
        )
    return with_trials(searched_by(record, "gradient"), *trials)


def test_slopes_are_shown_with_the_place_where_the_loss_is_least(churn: RunRecord) -> None:
    """A descent is believed when its slope is seen to vanish."""
    given = answer("Did my run use gradient-based tuning?", with_slopes(churn))

    assert {0.52, 0.5, 0.03, -0.001} <= set(values(given).values())
    assert "is that of trial [21](#" in given.answer
    assert len(given.charts) == 1


def test_without_slopes_it_is_said_what_would_qualify(churn: RunRecord) -> None:
    """The penalty of the linear model has a slope; depth has none."""
    given = answer("Did my run use gradient-based tuning?", by_auto(churn))

    assert "`alpha` of" in given.answer
    assert "max_depth" not in given.answer.split("What would qualify")[1].split(".")[0]


def test_a_run_in_trials_repeats_exactly_and_one_in_seconds_may_not(churn: RunRecord) -> None:
    """The clock is the one thing that no seed can hold."""
    in_trials = answer("Is my run reproducible?", searched_by(churn, "tpe"))
    in_seconds = answer("Is my run reproducible?", churn)
    in_both = answer("Is my run reproducible?", replace(churn, settings=Settings(seconds=60.0, trials=30)))

    assert "**repeats exactly**" in in_trials.answer
    assert {30, 7} <= set(values(in_trials).values())
    assert "**may differ**" in in_seconds.answer
    assert "**may differ**" in in_both.answer
    assert "number of trials" in in_seconds.answer


def test_a_repeat_is_told_the_hash_and_the_versions(churn: RunRecord) -> None:
    """Without them nobody knows whether it was the same table and the same libraries."""
    record = replace(churn, versions={"scikit-learn": "1.9.0", "optuna": "5.0.1", "leftpad": "3"})
    given = answer("Can I reproduce my run exactly?", record)

    assert {"scikit-learn 1.9.0", "optuna 5.0.1", "ab" * 6} <= set(values(given).values())
    assert "leftpad" not in given.answer


def test_several_seeds_are_reported_by_mean_and_deviation_and_never_by_the_best(churn: RunRecord) -> None:
    """The best seed is the luckiest."""
    text = answer("I want different random seeds to estimate mean and standard deviation of the results", churn).answer

    assert "mean and the standard deviation" in text
    assert "do not keep the best one" in text


def test_the_black_box_is_opened_with_a_table_of_all_families(churn: RunRecord) -> None:
    """What was tried, how long it took, and by which rule the winner was chosen."""
    given = answer("This black box makes me uncomfortable, what was tried and why in my run?", by_auto(churn))

    assert "| family | trials |" in given.answer
    assert "The rule: the best cross-validated score goes first" in given.answer
    assert "Your run searched by [`tpe`]" in given.answer
    assert given.charts[0]["data"][0]["type"] == "bar"


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
        ("Why does it get to Trial 40 when I set n_trials=20?", ("count on", "each call", "stored study")),
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
        ("what is the reduction factor of hyperband", ("rationed", "eta")),
        ("how does pruning decide that a trial is hopeless", ("paired test", "best of its own family")),
        ("can a pruned trial still be the winner", ("no full score",)),
        ("Gaussian process vs TPE, which one", ("smooth picture", "quick")),
        ("Can bayesian optimisation get stuck in a local optimum", ("exploring guards",)),
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
        ("is tuning worth it or a waste", ("hard to beat", "more rows")),
    ],
)
def test_the_point_of_a_question_is_made_first_and_without_a_run(question: str, points: tuple[str, ...]) -> None:
    """A general question gets the answer that a colleague would give, before any lecture."""
    text = answer(question, None).answer

    assert [point for point in points if point not in text] == []


def test_one_trial_that_was_pruned_is_explained_by_its_own_reason(churn: RunRecord) -> None:
    """Who asks for trial 7 wants no statistics."""
    given = answer("Why was trial 7 pruned?", churn)

    assert given.topic == "hyperband_pruning"
    assert given.answer.startswith("Trial [7](#")
    assert "behind by" in given.answer


def test_what_the_learning_part_found_stands_beside_what_was_there_before(churn: RunRecord) -> None:
    """Whether learning paid off is the best of its proposals against the best of all others."""
    given = answer("Did the Bayesian part of my run bring anything?", by_auto(churn))

    assert "so learning brought something" in given.answer
    assert {0.847, 0.836} <= {round(value, 4) for value in values(given).values() if isinstance(value, float)}


def test_a_setting_of_the_run_is_explained_in_the_words_of_its_family(churn: RunRecord) -> None:
    """The range that is searched and the words that explain it stand in one place."""
    account = next(item for item in churn.family("xgboost").hyperparameters if item.name == "subsample")
    given = answer("what is subsample", churn)

    assert given.topic == "definition"
    assert account.meaning in given.answer


def test_a_number_of_further_trials_that_was_asked_for_is_the_one_that_is_priced(churn: RunRecord) -> None:
    """Who asks for 100 more does not want to hear of 10."""
    given = answer("Would 100 more trials help?", churn)

    assert any(label.startswith("time of 100 more trials") for label in values(given))
    assert chance_fact(progress_of_churn(churn), 100).value in values(given).values()


def progress_of_churn(record: RunRecord) -> SearchProgress:
    """Return the progress of a run that has one."""
    progress = search_progress(record)
    assert progress is not None
    return progress


def unlucky(record: RunRecord) -> RunRecord:
    """Return a run that was cancelled before any trial was complete."""
    failed = Trial(
        1, "linear", {"alpha": 0.1}, "failed", error="ValueError: 3 of the columns are bad", why="the default"
    )
    cut = Trial(2, "xgboost", {}, "pruned", why="drawn at random; stopped after 0 of 5 folds: somebody asked to stop")
    return replace(record, trials=(failed, cut), result=None, leaderboard=(), findings=(), status="cancelled")


STATES: dict[str, Callable[[RunRecord], RunRecord]] = {
    "auto": by_auto,
    "gradient": with_slopes,
    "hyperband": lambda record: searched_by(record, "hyperband"),
    "unlucky": unlucky,
    "unlucky by grid": lambda record: searched_by(unlucky(record), "grid"),
    "nothing": lambda record: replace(unlucky(record), trials=(), folds=None, status="failed", families=()),
}


@pytest.mark.parametrize("state", STATES)
def test_every_run_gets_an_answer_whose_numbers_are_citations(state: str, churn: RunRecord) -> None:
    """Whatever technique searched, and however the run ended."""
    record = STATES[state](churn)
    path = Path(__file__).with_name("asked_search.txt")
    for question in (line for line in path.read_text(encoding="utf-8").splitlines() if line[:1] not in "[#"):
        given = answer(question, record)

        assert mismatches(given) == [], question
        assert {name for _, name in LINK.findall(given.answer)} == {one.id for one in given.citations}, question
        assert all(one.href or one.source for one in given.citations), question


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


def test_answers_on_searching_stay_short_enough_to_read(churn: RunRecord) -> None:
    """A chapter is no answer."""
    record = by_auto(churn)
    for question in (
        "How does grid search work?",
        "How does random search work?",
        "How does Bayesian optimization work?",
        "How does Hyperband work?",
        "What is AutoML?",
        "Would more trials help?",
        "Can I repeat this run?",
    ):
        assert len(answer(question, record).answer.split()) <= 330, question
