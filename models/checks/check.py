"""Deeper checks of a run that has ended: the run is set up again as it was, checked, and judged anew."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from models.again import EndedRun, set_up_again
from models.checks.registry import DEEP_CHECKS
from models.checks.work import QuietSink, Work
from models.errors import NothingToCheckError, UnknownCheckError
from models.estimate import by_score
from models.evaluator import Evaluator, LocalEvaluator
from models.families.registry import BASELINE
from models.findings.refits import Refits
from models.metrics import Metric
from models.model_folder import scratch_folder
from models.record import Finding, Progress, Result, RunRecord
from models.reserve import Reserve
from models.settling import CHECK_SECONDS, check_seconds
from models.sink import MemorySink, RecordSink
from models.stage import Stage
from models.table import Table
from models.verdict import judge


@dataclass(frozen=True)
class CheckOrder:
    """What is to be checked.

    Parameters
    ----------
    table : the rows of the run, as they were
    record : of a run that has ended
    names : the checks, as ``models.checks.registry`` has them
    seconds : what they may take together; None where no clock may count, and all is done
    n_jobs : processes that fit
    metric : the user's own function, where the run had one
    folder : the run's durable one, for the files of the checks while they last; None where there is none
    """

    table: Table
    record: RunRecord
    names: tuple[str, ...]
    seconds: float | None = CHECK_SECONDS
    n_jobs: int = 2
    metric: Metric | None = None
    folder: Path | None = None


def check(order: CheckOrder, sink: RecordSink | None = None, evaluator: Evaluator | None = None) -> RunRecord:
    """Check a run more deeply, and return its record with the findings and the verdict that follow.

    A check for which there is too little time says so, and what it left out. Nothing else of the record changes. Where
    the sink asks to stop, the checks that were not begun have no finding.

    Parameters
    ----------
    order : the run and the checks
    sink : takes each finding as it is made, and may ask to stop
    evaluator : where fits are made, closed at the end; processes of this machine where None

    Raises
    ------
    UnknownCheckError
        For a name that no check has.
    NothingToCheckError
        When the run has delivered no model, or its table is another one.
    """
    check_names(order.names)
    result = order.record.result
    if result is None:
        raise NothingToCheckError("it has delivered no model")
    if order.table.hash != order.record.data.hash:
        raise NothingToCheckError("the table is another one than that of the run")
    sink, reserve = sink or MemorySink(), Reserve(order.seconds)
    findings = list(order.record.findings)
    with closing(evaluator or LocalEvaluator(order.n_jobs)) as at_hand, scratch_folder(order.folder) as folder:
        run = EndedRun(order.table, order.record, order.n_jobs, order.metric)
        stage = set_up_again(run, Path(folder), Path(folder), QuietSink(sink, reserve, "checking"), at_hand)
        for place, name in enumerate(order.names):
            if sink.should_stop():
                break
            share = Reserve(None if reserve.left is None else max(0.0, reserve.left / (len(order.names) - place)))
            finding = DEEP_CHECKS[name](_work(order, stage, result, share, sink))
            findings = [*(found for found in findings if found.code != finding.code), finding]
            sink.found(finding)
            sink.progressed(Progress(f"checked {name}", 0.0, order.seconds, len(order.record.trials)))
    return _judged(order.record, result, findings)


def check_names(names: Sequence[str]) -> None:
    """Refuse names that no check has.

    Raises
    ------
    UnknownCheckError
        With the names that there are.
    """
    for name in names:
        if name not in DEEP_CHECKS:
            raise UnknownCheckError(name, tuple(DEEP_CHECKS))


def _work(order: CheckOrder, stage: Stage, result: Result, reserve: Reserve, sink: RecordSink) -> Work:
    record = order.record
    trials = {trial.number: trial for trial in record.trials}
    ranked = by_score(trials, stage.scorer)
    return Work(
        stage=replace(stage, sink=sink),
        result=result,
        winner=record.trial(result.trial),
        trials=tuple(trial for trial in ranked if trial.family != BASELINE.name),
        baseline=next((trial for trial in ranked if trial.family == BASELINE.name), None),
        refits=Refits(
            folder=str(stage.scratch),
            plan=stage.plan,
            metric=stage.scorer.metric.account.name,
            evaluator=stage.evaluator,
            tick=lambda: sink.progressed(Progress("checking", 0.0, order.seconds, len(trials))),
            should_stop=sink.should_stop,
        ),
        reserve=reserve,
        n_trials=len(record.trials),
        spent_seconds=sum(trial.seconds for trial in record.trials),
    )


def _judged(record: RunRecord, result: Result, findings: Sequence[Finding]) -> RunRecord:
    """Return the record with the findings, and the verdict that follows from all of them."""
    verdict = judge(findings, check_seconds(record.trials, record.trial(result.trial)))
    return replace(record, findings=tuple(findings), result=replace(result, overfitting=verdict))
