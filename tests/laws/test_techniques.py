"""What every search technique must do, whichever it is."""

from collections.abc import Mapping
from dataclasses import replace
from math import log

import pytest
from optuna.distributions import BaseDistribution, CategoricalDistribution, FloatDistribution, IntDistribution

from models.errors import NotDifferentiableError, SpaceError, UnknownTechniqueError
from models.families.registry import FAMILIES
from models.record import FoldScore, Hypergradient, Scalar, Settings, Trial
from models.search.space import SearchSpace, space_of, spaces_for
from models.search.techniques.gradient import DIFFERENTIABLE
from models.search.techniques.registry import TECHNIQUE_NAMES, TECHNIQUES, spaces_to_search, technique_named
from models.search.techniques.technique import Outcome, Searcher, SearchOrder, Suggestion, Technique

EVERYWHERE = [technique for technique in TECHNIQUES if technique.account.name != "gradient"]
BY_NAME = {"ids": lambda part: part.account.name if isinstance(part, Technique) else str(part)}
N_TRIALS = 24

MIXED: Mapping[str, BaseDistribution] = {
    "rate": FloatDistribution(0.01, 1.0, log=True),
    "depth": IntDistribution(2, 9),
    "kind": CategoricalDistribution(("a", "b", "c")),
}
DEFAULTS: Mapping[str, Scalar] = {"rate": 0.1, "depth": 4, "kind": "b", "alpha": 1e-3, "l1_ratio": 0.0}


def space(distributions: Mapping[str, BaseDistribution]) -> SearchSpace:
    """Return a space over some of the made-up hyperparameters."""
    return SearchSpace("made_up", {}, distributions, {name: DEFAULTS[name] for name in distributions})


def begin(technique: Technique, searched: SearchSpace, seed: int = 0, n_trials: int = N_TRIALS) -> Searcher:
    """Begin a search of so many trials after the baseline and the default."""
    settings = Settings(seconds=None, trials=n_trials + 2, seed=seed, technique=technique.account.name)
    searcher = technique.begin(searched.family, SearchOrder(settings, {searched.family: searched}, 10_000))
    searcher.tell(told(searched, 1, Suggestion(searched.complete({}), "default")))
    return searcher


def told(searched: SearchSpace, number: int, suggestion: Suggestion) -> Outcome:
    """Return what came of a suggestion: best at a rate of 0.2, a depth of 6 and kind c."""
    values = suggestion.hyperparameters
    loss = 0.0
    slope = None
    if "rate" in searched.distributions:
        loss += log(float(values["rate"] or 1) / 0.2) ** 2
    if "depth" in searched.distributions:
        loss += 0.1 * (float(values["depth"] or 0) - 6) ** 2
    if "kind" in searched.distributions:
        loss += values["kind"] != "c"
    if "alpha" in searched.distributions:
        away = log(float(values["alpha"] or 1) / 0.05)
        loss += away**2
        slope = Hypergradient("alpha", away**2, 2 * away)
    state = "complete" if suggestion.resource == 1 else "pruned"
    folds = (FoldScore(None, -loss, 1.0, hypergradient=slope),) * 2
    score = -loss if state == "complete" else None
    trial = Trial(number, searched.family, values, state, folds, score, resource=suggestion.resource)  # type: ignore[arg-type]
    return Outcome(trial, -loss)


def searched_trials(searcher: Searcher, searched: SearchSpace, n_trials: int = N_TRIALS) -> list[Outcome]:
    """Search in batches of four, as a run does, until the trials or the proposals are used up."""
    outcomes: list[Outcome] = []
    number = 2
    while len(outcomes) < n_trials:
        batch: list[Outcome] = []
        while len(batch) < min(4, n_trials - len(outcomes)):
            suggestion = searcher.propose(number)
            if suggestion is None:
                break
            batch.append(told(searched, number, suggestion))
            number += 1
        if not batch:
            break
        for outcome in batch:
            searcher.tell(outcome)
        outcomes += batch
    return outcomes


def values_of(outcomes: list[Outcome]) -> list[dict[str, Scalar]]:
    """Return what was tried."""
    return [dict(outcome.trial.hyperparameters) for outcome in outcomes]


def space_for(technique: Technique) -> SearchSpace:
    """Return a space that a technique can search."""
    if technique.account.name != "gradient":
        return space(MIXED)
    alpha = FloatDistribution(1e-6, 10.0, log=True)
    return replace(space({"alpha": alpha}), fixed={"l1_ratio": 0.0})


@pytest.mark.parametrize("technique", TECHNIQUES, **BY_NAME)
def test_account_is_whole(technique: Technique) -> None:
    """The assistant speaks from the account: no word of it may be missing."""
    account = technique.account

    assert all((account.name, account.title, account.source))
    assert all(sentence.endswith(".") for sentence in (account.sentence, account.when, account.cost))
    assert technique_named(account.name) is technique


def test_names_are_those_of_the_contract() -> None:
    """Users and the page rely on them."""
    assert set(TECHNIQUE_NAMES) == {"auto", "grid", "random", "tpe", "gp", "hyperband", "gradient"}
    assert TECHNIQUE_NAMES[0] == Settings().technique


def test_unknown_technique_is_refused_with_the_names_that_there_are() -> None:
    """Whoever mistypes must learn what to type."""
    with pytest.raises(UnknownTechniqueError, match=r"'annealing'.*auto, grid, random"):
        spaces_to_search(Settings(technique="annealing"), "binary")


@pytest.mark.parametrize("technique", TECHNIQUES, **BY_NAME)
def test_values_stay_inside_the_space(technique: Technique) -> None:
    """Whole numbers whole, choices among the choices, ranges kept."""
    searched = space_for(technique)
    outcomes = searched_trials(begin(technique, searched), searched)

    assert outcomes
    for values in values_of(outcomes):
        for name, found in searched.distributions.items():
            value = values[name]
            assert found._contains(found.to_internal_repr(value)), (name, value)
            assert isinstance(value, int) == isinstance(found, IntDistribution)


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
@pytest.mark.parametrize("technique", EVERYWHERE, **BY_NAME)
def test_what_the_user_knows_is_kept(technique: Technique, family: object) -> None:
    """A fixed value is not searched, and a narrowed range is not left, in the space of every family."""
    account = family.account("binary")  # type: ignore[attr-defined]
    numbers = [h for h in account.hyperparameters if h.kind != "choice" and h.is_searched]
    narrowed = {h.name: [h.default, h.high] for h in numbers}
    fixed = numbers[-1].name
    searched = space_of(account, {**narrowed, fixed: numbers[-1].default})
    outcomes = [searcher.propose(n) for searcher in [begin_any(technique, searched)] for n in range(2, 8)]

    suggestions = [suggestion.hyperparameters for suggestion in outcomes if suggestion is not None]
    for values in suggestions:
        assert values[fixed] == numbers[-1].default
        assert all(h.default <= values[h.name] <= h.high for h in numbers)  # type: ignore[operator]
        assert set(values) == {h.name for h in account.hyperparameters}


def begin_any(technique: Technique, searched: SearchSpace) -> Searcher:
    """Begin the search of a real family's space."""
    settings = Settings(seconds=None, trials=20, technique=technique.account.name)
    return technique.begin(searched.family, SearchOrder(settings, {searched.family: searched}, 10_000))


@pytest.mark.parametrize("technique", TECHNIQUES, **BY_NAME)
def test_same_seed_and_trials_give_the_same_proposals(technique: Technique) -> None:
    """A repeat in trials mode must be exact, and a run that goes on after a kill repeats its proposals."""
    searched = space_for(technique)
    first = searched_trials(begin(technique, searched), searched)
    again = searched_trials(begin(technique, searched), searched)

    assert values_of(again) == values_of(first)
    assert [o.trial.resource for o in again] == [o.trial.resource for o in first]


@pytest.mark.parametrize("name", ["random", "tpe", "gp", "hyperband"])
def test_another_seed_gives_other_proposals(name: str) -> None:
    """Else the seed would be a promise that nobody keeps."""
    searched, technique = space(MIXED), technique_named(name)

    outcomes = (searched_trials(begin(technique, searched, seed), searched) for seed in (0, 1))
    first, other = map(values_of, outcomes)

    assert first != other


SPACES = {
    "one number": {"rate": MIXED["rate"]},
    "one choice": {"kind": MIXED["kind"]},
    "choices alone": {"kind": MIXED["kind"], "depth": CategoricalDistribution((2, 4, 6, 8))},
    "no room": {"rate": FloatDistribution(0.1, 0.1), "depth": IntDistribution(4, 4)},
}


@pytest.mark.parametrize("name", SPACES)
@pytest.mark.parametrize("technique", EVERYWHERE, **BY_NAME)
def test_odd_spaces_are_searched(technique: Technique, name: str) -> None:
    """One hyperparameter, choices alone, or a range without room: proposals or an end, never an error."""
    searched = space(SPACES[name])

    for values in values_of(searched_trials(begin(technique, searched), searched, 14)):
        assert set(values) == set(SPACES[name])


@pytest.mark.parametrize("technique", TECHNIQUES, **BY_NAME)
def test_family_without_anything_to_choose_is_left_out(technique: Technique) -> None:
    """Where the user fixed everything, there is nothing to search and nothing to say wrong."""
    account = next(f for f in FAMILIES if f.name == "linear").account("binary")
    everything = space_of(account, {"alpha": 0.01, "l1_ratio": 0.0})
    order = SearchOrder(Settings(seconds=None, trials=9, technique=technique.account.name), {"linear": everything}, 90)

    assert order.searched == ()
    assert all(choice.because for choice in technique.choices(order))


@pytest.mark.parametrize("technique", EVERYWHERE, **BY_NAME)
def test_failed_and_withdrawn_trials_stop_nothing(technique: Technique) -> None:
    """A trial may fail, and after a kill another may stand under its number."""
    searched = space(MIXED)
    searcher = begin(technique, searched)
    for number in range(2, 14):
        suggestion = searcher.propose(number)
        assert suggestion is not None
        if number % 2:
            searcher.withdraw(number)
        else:
            searcher.tell(Outcome(Trial(number, "made_up", suggestion.hyperparameters, "failed", error="no"), None))

    assert searcher.propose(14) is not None


@pytest.mark.parametrize("technique", TECHNIQUES, **BY_NAME)
@pytest.mark.parametrize("budget", [{"seconds": 60.0}, {"seconds": None, "trials": 3}, {"seconds": None, "trials": 50}])
def test_choices_say_what_and_why(technique: Technique, budget: dict[str, float]) -> None:
    """Each is a decision in the record."""
    settings = Settings(**budget, technique=technique.account.name)  # type: ignore[arg-type]
    spaces = spaces_to_search(settings, "binary")

    for choice in technique.choices(SearchOrder(settings, spaces, 5_000)):
        assert choice.chosen
        assert choice.because


def test_every_technique_but_gradient_takes_every_family() -> None:
    """Gradient refuses by name what it cannot differentiate; with nothing named it takes what it can."""
    for technique in EVERYWHERE:
        assert technique.families(("xgboost",)) == ("xgboost",)
    with pytest.raises(NotDifferentiableError, match=r"cannot differentiate random_forest, xgboost: name linear"):
        spaces_to_search(Settings(technique="gradient", families=("random_forest", "linear", "xgboost")), "binary")
    assert tuple(spaces_to_search(Settings(technique="gradient"), "regression")) == DIFFERENTIABLE == ("linear",)


def test_gradient_holds_the_mix_of_penalties_at_l2() -> None:
    """An L1 penalty has a kink; a user who wants one is told, not overruled."""
    found = spaces_to_search(Settings(technique="gradient"), "binary")["linear"]
    assert found.fixed["l1_ratio"] == 0.0
    assert tuple(found.distributions) == ("alpha",)

    with pytest.raises(SpaceError, match="gradient technique needs 0"):
        spaces_to_search(Settings(technique="gradient", space={"linear": {"l1_ratio": 0.5}}), "binary")


def test_shares_of_the_trials_add_up() -> None:
    """A grid is fitted to a family's share, and no trial may be lost between them."""
    settings = Settings(seconds=None, trials=21, technique="grid")
    order = SearchOrder(settings, spaces_for("binary", (), {}), 100)

    assert order.n_first + sum(order.n_trials(name) or 0 for name in order.searched) == 21
