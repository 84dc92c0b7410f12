"""A run, from a table and a goal to a model and its record: the story is told in ``execute``."""

from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from models.artifact import StoredMember, versions, write_model
from models.blend import Blend
from models.delivery import (
    candidates_of,
    choose,
    choose_again,
    delivered_alone,
    delivery_of,
    predict_cap,
    weighted,
)
from models.estimate import estimate
from models.evaluator import Evaluator, LocalEvaluator
from models.explained import explain_delivery
from models.findings.evidence import Evidence
from models.findings.refits import Refits
from models.findings.registry import CHECKS
from models.findings.unseen import unseen_columns
from models.last_fits import begin, delivered_ms, finish, mean_rounds
from models.leaderboard import leaderboard
from models.locked_rows import check_locked, open_locked
from models.model_folder import clear_remains, put_in_place, scratch_folder
from models.partial_dependence import partial_dependence
from models.record import Fact, Finding, Result, RunRecord, Score
from models.reserve import Reserve
from models.search.budget import MIN_ESTIMATE_SECONDS, Budget, check_budget, check_enough
from models.search.coordinator import Search
from models.search.proposals import Proposals
from models.search.trials import TrialBook
from models.selection import Candidates
from models.settling import check_seconds
from models.setup import set_up
from models.sink import History, RecordSink
from models.stage import RunOrder, Stage
from models.verdict import judge

__all__ = ["RunOrder", "execute"]

NO_HISTORY = History()
FINDINGS_SHARE, MIN_CHECK_SECONDS = 0.3, 0.3
"""Of the time left while the last fits work, what findings may take; and the least, for those that take hardly any."""


def execute(
    order: RunOrder,
    folder: Path,
    sink: RecordSink,
    history: History = NO_HISTORY,
    evaluator: Evaluator | None = None,
) -> RunRecord:
    """Find a model, within the budget, and leave it in ``folder``.

    Parameters
    ----------
    order : the table, the goal and the settings
    folder : the run's durable folder; out-of-fold predictions go to ``predictions``, the model to ``model``, where an
        earlier one stays whole until the new one is
    sink : takes the record as it happens
    history : what earlier attempts of this run recorded; the run goes on from there
    evaluator : where candidates are evaluated, closed at the end; processes of this machine where None

    Raises
    ------
    InputError
        When the order cannot be carried out as it is.
    NoModelError
        When not even the baseline could be fitted.
    """
    clear_remains(folder)
    check_budget(order.settings)
    check_enough(order.settings.seconds, order.table.n_rows, len(order.table.columns))
    budget = Budget(order.settings.seconds, order.settings.trials, history.elapsed_seconds)
    if evaluator is None:
        evaluator = LocalEvaluator(order.n_jobs)
        evaluator.warm_up()
    with scratch_folder(folder) as scratch, closing(evaluator):  # who may write there ends before it goes away
        stage = set_up(order, folder, Path(scratch), sink, history, budget, evaluator)
        check_locked(stage)
        search = search_of(stage)
        search.run()
        _explain_end(stage, search)
        candidates = candidates_of(stage, search)
        blend = choose(stage, search, candidates)
        fits = begin(stage, search, blend.members, predict_cap(stage, search))
        sink.progressed(search.progress("fitting the final model"))
        score = honest_score(stage, blend, candidates)
        findings = find_risks(stage, search, blend.members[0].trial, score)
        stored = finish(stage, search, blend.members, fits)
        if [member.trial for member in stored] != [member.trial for member in blend.members]:
            # A last fit failed: the score is that of what is delivered, not of what was chosen.
            left = delivered_alone(search, stored, candidates)
            blend = choose_again(stage, stored, left)
            score = honest_score(stage, blend, left)
            findings = find_risks(stage, search, blend.members[0].trial, score)
        for finding in findings:
            sink.found(finding)
        members = weighted(stored, blend)
        record = told(stage, search, members, Chosen(blend, score, findings))
        return put_down(stage, search, members, blend, record)


def search_of(stage: Stage) -> Search:
    """Return the search of a run, ready to begin."""
    return Search(
        folder=str(stage.scratch),
        plan=stage.plan,
        book=TrialBook(stage.problem, stage.folds, stage.scorer),
        proposals=Proposals(stage.technique, stage.search_order, stage.scorer.metric),
        budget=stage.budget,
        evaluator=stage.evaluator,
        sink=stage.sink,
        predictions=stage.predictions,
        seed=stage.order.settings.seed,
        history=stage.history,
    )


def _explain_end(stage: Stage, search: Search) -> None:
    """Write down that the search ended of itself, where it did."""
    if not search.proposals.has_enough or search.is_stopped:
        return
    n_rows = stage.problem.n_rows
    n_complete = sum(trial.state == "complete" for trial in search.trials.values())
    because = (
        f"more trials on so few rows ({n_rows:,}) would find luck: the best of them would look better than it is. Ask "
        "for a number of trials, or for a technique by its name, to search on"
    )
    facts = (Fact("complete trials", n_complete, "trials"), Fact("rows", n_rows, "rows"))
    over = ("searching until the time is over",)
    stage.journal.decide(
        "search", f"ended the search after {n_complete} complete trials", because, over=over, facts=facts
    )


def honest_score(stage: Stage, blend: Blend, candidates: Candidates) -> Score:
    """Correct the score of what is delivered for having been chosen, within the reserve."""
    left = stage.budget.left_seconds()
    seconds = None if left is None else min(stage.budget.estimate_seconds, max(MIN_ESTIMATE_SECONDS / 2, left))
    score = estimate(blend, candidates, seconds)
    trials = " and ".join(str(member.trial) for member in blend.members)
    stage.journal.decide("score", f"corrected score of trial {trials}, at a level of {score.level:.0%}", score.because)
    return score


def find_risks(stage: Stage, search: Search, winner: int, score: Score) -> tuple[Finding, ...]:
    """Look for risks while the last fits are made, in a part of the time that is left now."""
    left = stage.budget.left_seconds()
    seconds = None
    if left is not None:
        seconds = min(stage.budget.estimate_seconds, max(MIN_CHECK_SECONDS, FINDINGS_SHARE * left))
    accounts = {account.name: account for account in stage.accounts}
    evidence = Evidence(
        problem=stage.problem,
        folds=stage.folds,
        scorer=stage.scorer,
        trials=search.trials,
        winner=search.trials[winner],
        score=score,
        family=accounts[search.trials[winner].family],
        read=stage.predictions.read,
        seed=stage.order.settings.seed,
        reserve=Reserve(seconds),
        refits=refits_of(stage, search),
        unseen=unseen_columns(stage.order.table, stage.order.goal, stage.problem),
    )
    return tuple(check(evidence) for check in CHECKS)


def refits_of(stage: Stage, search: Search) -> Refits:
    """Return where a run fits its winner again."""
    return Refits(
        folder=str(stage.scratch),
        plan=stage.plan,
        metric=stage.scorer.metric.account.name,
        evaluator=stage.evaluator,
        tick=lambda: stage.sink.progressed(search.progress("checking the winner")),
        should_stop=stage.sink.should_stop,
    )


@dataclass(frozen=True)
class Chosen:
    """What is delivered, its honest score, and the risks that were found."""

    blend: Blend
    score: Score
    findings: tuple[Finding, ...]


def told(stage: Stage, search: Search, members: tuple[StoredMember, ...], chosen: Chosen) -> RunRecord:
    """Complete the record, as far as the fitted models need not be looked at."""
    winner, blend = search.trials[members[0].trial], chosen.blend
    result = Result(
        model="model",
        trial=winner.number,
        family=winner.family,
        hyperparameters=winner.hyperparameters,
        ensemble=blend.members,
        score=chosen.score,
        overfitting=judge(chosen.findings, check_seconds(tuple(search.trials.values()), winner)),
        predict_ms=delivered_ms(search.trials, members),
        threshold=blend.threshold if stage.problem.task == "binary" else None,
        rounds=mean_rounds(winner),
        scale=blend.scale,
        temperature=blend.temperature,
    )
    return RunRecord(
        goal=stage.order.goal,
        data=stage.prepared.account,
        metric=stage.scorer.metric.account,
        settings=stage.order.settings,
        families=stage.accounts,
        folds=stage.plan,
        trials=tuple(search.trials[number] for number in sorted(search.trials)),
        decisions=tuple(stage.journal.decisions),
        findings=chosen.findings,
        leaderboard=leaderboard(search.trials, stage.scorer, stage.folds),
        result=result,
        status="cancelled" if stage.sink.should_stop() else "succeeded",
        versions=versions(),
        technique=stage.technique.account,
    )


def put_down(
    stage: Stage, search: Search, members: tuple[StoredMember, ...], blend: Blend, record: RunRecord
) -> RunRecord:
    """Explain what is delivered, write the model folder, and put it in the place of the one before."""
    explained = explain_delivery(stage, search, blend, record.findings)
    record = replace(
        record,
        importances=explained.importances,
        uncertainty=explained.uncertainty,
        diagnostics=explained.diagnostics,
        counterfactuals=explained.counterfactuals,
    )
    delivery = delivery_of(stage, members, blend)
    write_model(stage.new_model, delivery, record, explained.background)  # what follows asks the model as it is loaded
    record = replace(record, partial_dependence=partial_dependence(stage, search, explained.importances))
    if stage.order.test is not None:  # nothing can be chosen by it any more
        stage.sink.progressed(search.progress("scoring the test table"))
        record = replace(record, test=open_locked(stage, stage.order.test))
    record = replace(record, elapsed_seconds=round(stage.budget.elapsed_seconds, 3))
    write_model(stage.new_model, delivery, record, explained.background)
    stage.sink.progressed(search.progress("delivering the model"))  # whoever was given up for dead ends here
    put_in_place(stage.folder)
    stage.sink.progressed(search.progress("done"))
    return record
