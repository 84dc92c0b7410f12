"""The first stage of a run: the table becomes a problem, and every choice made on the way is written down."""

from pathlib import Path

from models.evaluator import Evaluator
from models.families.registry import BASELINE, UNAVAILABLE, family_named
from models.journal import Journal
from models.large_tables import affordable
from models.metrics import metric_for
from models.problem import Prepared, prepare
from models.record import Costs, Fact, FoldPlan
from models.scoring import Scorer
from models.search.budget import Budget
from models.search.space import searched_account
from models.search.techniques.registry import TECHNIQUE_NAMES, at_work, spaces_to_search, technique_named
from models.search.techniques.technique import SearchOrder, Technique
from models.sink import History, RecordSink
from models.splits import make_folds, plan_folds
from models.stage import RunOrder, Stage
from models.target_choice import on_best_scale
from models.workspace import save_problem

_FOLD_WORDS = {
    "stratified": "with the classes equally shared among them",
    "plain": "drawn at random",
    "group": "with every group in one fold",
    "time": "that train on the past and are scored on what follows",
}


def set_up(  # noqa: PLR0913, PLR0917  what a run is made of; each is a part of its own
    order: RunOrder,
    folder: Path,
    scratch: Path,
    sink: RecordSink,
    history: History,
    budget: Budget,
    evaluator: Evaluator,
) -> Stage:
    """Prepare the problem, the folds and the spaces, and write down what was decided."""
    settings, task = order.settings, order.goal.task
    journal = Journal(sink, budget, list(history.decisions))
    prepared = affordable(prepare(order.table, order.goal), settings, history, journal)
    technique = technique_named(settings.technique)
    spaces = spaces_to_search(settings, task)
    search_order = SearchOrder(settings, spaces, prepared.problem.n_rows)
    plan = plan_folds(prepared.problem, settings)
    scorer = Scorer(
        order.metric or metric_for(order.goal.metric, task),
        threshold_of(order.goal.costs),
        is_stated=order.goal.costs is not None,
    )
    _explain(journal, order, prepared, plan, scorer)
    _explain_search(journal, technique, search_order)
    accounts = tuple(searched_account(family_named(name).account(task), space) for name, space in spaces.items())
    stage = on_best_scale(
        Stage(
            order=order,
            prepared=prepared,
            plan=plan,
            folds=make_folds(prepared.problem, plan),
            scorer=scorer,
            search_order=search_order,
            technique=at_work(technique, search_order),
            accounts=(*accounts, BASELINE.account(task)),
            budget=budget,
            journal=journal,
            sink=sink,
            evaluator=evaluator,
            history=history,
            folder=folder,
            scratch=scratch,
        )
    )
    save_problem(stage.problem, scratch)
    return stage


def threshold_of(costs: Costs | None) -> float:
    """Return the probability from which the positive class is the cheaper decision.

    With a false negative five times as costly as a false alarm, one chance in six is enough to raise it.

    Examples
    --------
    >>> threshold_of(Costs(false_negative=5, false_positive=1))
    0.16666666666666666
    """
    return 0.5 if costs is None else costs.false_positive / (costs.false_negative + costs.false_positive)


def _explain(journal: Journal, order: RunOrder, prepared: Prepared, plan: FoldPlan, scorer: Scorer) -> None:
    """Write down what was understood and chosen before the first fit."""
    goal = order.goal
    for reason in goal.reasons:
        journal.decide("goal", f"{reason.field}: {reason.value}", reason.because)
    for dropped in prepared.dropped:
        journal.decide("data", f"left out {dropped.what}", dropped.because)
    if goal.costs is not None:
        share = f"{scorer.threshold:.3g}"
        because = "from this probability on, raising the alarm costs less on average than not raising it"
        facts = (
            Fact("false negative", goal.costs.false_negative),
            Fact("false positive", goal.costs.false_positive),
        )
        journal.decide("goal", f"{goal.positive_class} from a probability of {share} on", because, facts=facts)
    repeats = f", repeated {plan.n_repeats} times" if plan.n_repeats > 1 else ""
    chosen = f"{plan.n_folds} folds {_FOLD_WORDS[plan.kind]}{repeats}"
    facts = (Fact("rows", prepared.problem.n_rows, "rows"), Fact("folds", plan.n_folds, "folds"))
    journal.decide("folds", chosen, plan.because, facts=facts)
    for family, lacking in ({} if order.settings.families else UNAVAILABLE).items():
        journal.decide("search", f"left out {family}", lacking)


def _explain_search(journal: Journal, technique: Technique, order: SearchOrder) -> None:
    """Write down which technique searches, why, and what it chose before the first trial."""
    account = technique.account
    if account.name != "auto":
        others = tuple(name for name in TECHNIQUE_NAMES if name != account.name)
        journal.decide("search", account.title, f"that was asked for. {account.when}", over=others)
    for choice in technique.choices(order):
        journal.decide("search", choice.chosen, choice.because, over=choice.over, facts=choice.facts)
