"""A run, from a table and a goal to a model and its record: the story is told in ``execute``."""

import tempfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from models.artifact import StoredMember, versions, write_model
from models.delivery import candidates_of, choose, delivered_alone, delivery_of, predict_cap
from models.estimate import estimate
from models.evaluator import Evaluator, LocalEvaluator
from models.findings.evidence import Evidence
from models.findings.refits import Refits
from models.findings.registry import CHECKS
from models.findings.unseen import unseen_columns
from models.last_fits import begin, delivered_ms, finish, mean_rounds
from models.leaderboard import leaderboard
from models.record import EnsembleMember, Finding, Result, RunRecord, Score
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
FINDINGS_SHARE = 0.3
"""Of the time left while the last fits work, what findings that need fits may take."""


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
    folder : the run's durable folder; out-of-fold predictions go to ``predictions``, the model to ``model``
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
    check_budget(order.settings)
    check_enough(order.settings.seconds, order.table.n_rows, len(order.table.columns))
    budget = Budget(order.settings.seconds, order.settings.trials, history.elapsed_seconds)
    if evaluator is None:
        evaluator = LocalEvaluator(order.n_jobs)
        evaluator.warm_up()
    with closing(evaluator), tempfile.TemporaryDirectory() as scratch:
        stage = set_up(order, folder, Path(scratch), sink, history, budget, evaluator)
        search = search_of(stage)
        search.run()
        candidates = candidates_of(stage, search)
        chosen = choose(stage, search, candidates)
        fits = begin(stage, search, chosen, predict_cap(stage))
        sink.progressed(search.progress("fitting the final model"))
        score = _honest_score(stage, chosen, candidates)
        findings = _findings(stage, search, chosen[0].trial, score)
        stored = finish(stage, search, chosen, fits)
        members = tuple(EnsembleMember(member.trial, member.weight) for member in stored)
        if members != chosen:  # a last fit failed: the score is that of what is delivered, not of what was chosen
            score = _honest_score(stage, members, delivered_alone(search, members, candidates))
            findings = _findings(stage, search, members[0].trial, score)
        for finding in findings:
            sink.found(finding)
        return _write(stage, search, stored, score, findings)


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


def _honest_score(stage: Stage, members: tuple[EnsembleMember, ...], candidates: Candidates) -> Score:
    """Correct the score of what is delivered for having been chosen, within the reserve."""
    left = stage.budget.left_seconds()
    seconds = None if left is None else min(stage.budget.estimate_seconds, max(MIN_ESTIMATE_SECONDS / 2, left))
    score = estimate(members, candidates, seconds)
    trials = " and ".join(str(member.trial) for member in members)
    stage.journal.decide("score", f"corrected score of trial {trials}, at a level of {score.level:.0%}", score.because)
    return score


def _findings(stage: Stage, search: Search, winner: int, score: Score) -> tuple[Finding, ...]:
    accounts = {account.name: account for account in stage.accounts}
    left = stage.budget.left_seconds()
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
        reserve=Reserve(None if left is None else max(0.0, min(stage.budget.estimate_seconds, FINDINGS_SHARE * left))),
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


def _write(
    stage: Stage, search: Search, members: tuple[StoredMember, ...], score: Score, findings: tuple[Finding, ...]
) -> RunRecord:
    """Complete the record and the model folder."""
    winner = search.trials[members[0].trial]
    result = Result(
        model="model",
        trial=winner.number,
        family=winner.family,
        hyperparameters=winner.hyperparameters,
        ensemble=tuple(EnsembleMember(member.trial, member.weight) for member in members),
        score=score,
        overfitting=judge(findings, check_seconds(tuple(search.trials.values()), winner)),
        predict_ms=delivered_ms(search.trials, members),
        threshold=stage.scorer.threshold if stage.problem.task == "binary" else None,
        rounds=mean_rounds(winner),
    )
    record = RunRecord(
        goal=stage.order.goal,
        data=stage.prepared.account,
        metric=stage.scorer.metric.account,
        settings=stage.order.settings,
        families=stage.accounts,
        folds=stage.plan,
        trials=tuple(search.trials[number] for number in sorted(search.trials)),
        decisions=tuple(stage.journal.decisions),
        findings=findings,
        leaderboard=leaderboard(search.trials, stage.scorer, stage.folds),
        result=result,
        status="cancelled" if stage.sink.should_stop() else "succeeded",
        versions=versions(),
        technique=stage.technique.account,
    )
    record = replace(record, elapsed_seconds=round(stage.budget.elapsed_seconds, 3))
    write_model(stage.folder / "model", delivery_of(stage, members), record)
    stage.sink.progressed(search.progress("done"))
    return record
