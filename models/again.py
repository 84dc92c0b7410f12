"""A run that has ended, set up again as it was: what it decided holds, and nothing is recorded a second time."""

from dataclasses import dataclass, replace
from pathlib import Path

from models.evaluator import Evaluator
from models.metrics import Metric
from models.record import RunRecord
from models.run import search_of
from models.search.budget import Budget
from models.search.coordinator import Search
from models.search.techniques.technique import SearchOrder, Technique
from models.setup import set_up
from models.sink import History, RecordSink
from models.stage import RunOrder, Stage
from models.table import Table

NO_HISTORY = History()


@dataclass(frozen=True)
class EndedRun:
    """A run that has ended, and what it takes to work on it again.

    Parameters
    ----------
    table : the rows of the run, as they were
    record : what it found
    n_jobs : processes that fit
    metric : the user's own function, where the run had one
    """

    table: Table
    record: RunRecord
    n_jobs: int = 2
    metric: Metric | None = None


def set_up_again(
    run: EndedRun, folder: Path, scratch: Path, sink: RecordSink, evaluator: Evaluator, seconds: float | None = None
) -> Stage:
    """Set a run up again.

    Parameters
    ----------
    run : the run
    folder : where its out-of-fold predictions and its model are, or where nothing is
    scratch : goes away with the work
    sink : asks to stop, and should take nothing as a part of the record
    evaluator : where fits are made
    seconds : what the work may take, on top of what the run took; None where no clock may count
    """
    record = run.record
    order = RunOrder(run.table, record.goal, record.settings, run.n_jobs, run.metric)
    history = History(record.trials, record.decisions)
    spent = record.elapsed_seconds
    budget = Budget(None if seconds is None else spent + seconds, record.settings.trials, spent)
    return set_up(order, folder, scratch, sink, history, budget, evaluator)


def another_search(
    stage: Stage,
    order: SearchOrder,
    technique: Technique,
    folder: Path,
    sink: RecordSink,
    history: History = NO_HISTORY,
) -> Search:
    """Return another search of the same problem on the same folds, ready to begin, bound by trials alone.

    Parameters
    ----------
    stage : the run
    order : what is to be searched, and with how many trials
    technique : the one that searches
    folder : holds the saved problem, and takes the predictions
    sink : asks to stop
    history : trials that are there already
    """
    return search_of(
        replace(
            stage,
            order=replace(stage.order, settings=order.settings),
            search_order=order,
            technique=technique,
            budget=Budget(None, order.settings.trials),
            sink=sink,
            history=history,
            folder=folder,
            scratch=folder,
        )
    )
