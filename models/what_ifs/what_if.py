"""A what-if: the run is set up again as it was, one thing is changed, and the outcome stands beside the winner."""

import time
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from models.again import EndedRun, set_up_again
from models.checks.work import QuietSink
from models.errors import InputError, WhatIfOrderError
from models.evaluator import Evaluator, LocalEvaluator
from models.findings.refits import NotRefittedError
from models.model_folder import scratch_folder
from models.record import WhatIf
from models.reserve import Reserve
from models.sink import MemorySink, RecordSink
from models.what_ifs.bench import Bench
from models.what_ifs.kept import KeptWhatIfs
from models.what_ifs.one_change import other_configuration, without_columns
from models.what_ifs.order import check_what_if
from models.what_ifs.other_rows import fewer_rows, other_folds
from models.what_ifs.searches import another_technique, more_trials

_EXPERIMENTS = {
    "hyperparameters": other_configuration,
    "family": other_configuration,
    "without_columns": without_columns,
    "folds": other_folds,
    "rows_fraction": fewer_rows,
    "trials": more_trials,
    "technique": another_technique,
}


@dataclass(frozen=True)
class Experiment:
    """A what-if to be carried out.

    Parameters
    ----------
    run : the run that has ended
    what_if : what was asked for; ``budget_seconds`` is None where no clock may count
    folder : the run's durable folder, where there is one: its predictions are read, those of the what-if are kept
    """

    run: EndedRun
    what_if: WhatIf
    folder: Path | None = None


def carry_out(experiment: Experiment, sink: RecordSink | None = None, evaluator: Evaluator | None = None) -> WhatIf:
    """Carry out a what-if and return it with what came out: complete, failed with its reason, or cancelled.

    The record of the run stays as it is, and so does its model.

    Parameters
    ----------
    experiment : the run and what is asked of it
    sink : told that the work lives, and may ask to stop
    evaluator : where fits are made, closed at the end; processes of this machine where None

    Raises
    ------
    InputError
        When the what-if cannot be carried out on this run, or its table is another one.
    """
    run, what_if = experiment.run, experiment.what_if
    check_what_if(what_if.order, run.record)
    if run.table.hash != run.record.data.hash:
        raise WhatIfOrderError("what-if", "the table is another one than that of the run")
    sink, reserve, start = sink or MemorySink(), Reserve(what_if.budget_seconds), time.monotonic()
    with closing(evaluator or LocalEvaluator(run.n_jobs)) as at_hand, scratch_folder(experiment.folder) as scratch:
        quiet = QuietSink(sink, reserve, f"what-if {what_if.number}")
        folder = experiment.folder or Path(scratch)
        stage = set_up_again(_without(run, what_if), folder, Path(scratch), quiet, at_hand)
        kept = None if experiment.folder is None else KeptWhatIfs(experiment.folder, len(stage.problem.classes))
        ended = _measured(Bench(stage, run.record, what_if, reserve, sink, kept))
    return replace(ended, seconds=round(time.monotonic() - start, 3))


def _without(run: EndedRun, what_if: WhatIf) -> EndedRun:
    """Leave columns out, where that is asked for; the folds depend on the answers alone and stay the same."""
    left_out = what_if.order.without_columns
    goal = replace(run.record.goal, ignore=(*run.record.goal.ignore, *left_out))
    return replace(run, record=replace(run.record, goal=goal)) if left_out else run


def _measured(bench: Bench) -> WhatIf:
    (kind,) = bench.blank.order.kinds
    if bench.sink.should_stop():
        return _stopped(bench)
    try:
        return _EXPERIMENTS[kind](bench)
    except NotRefittedError as error:
        return _stopped(bench) if bench.is_over() else _failed(bench, f"It could not be measured: {error}.")
    except InputError as error:
        return _failed(bench, str(error))


def _stopped(bench: Bench) -> WhatIf:
    """Say that the work was ended: by somebody, or by the time."""
    if bench.sink.should_stop():
        return replace(bench.blank, status="cancelled", sentence="It was stopped before it had an outcome.")
    seconds = bench.blank.budget_seconds or 0.0
    return _failed(bench, f"It took longer than the {seconds:g} seconds that it was given: ask for more.")


def _failed(bench: Bench, error: str) -> WhatIf:
    return replace(bench.blank, status="failed", error=error, sentence=error)
