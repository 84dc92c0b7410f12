"""A run, executed, checked or experimented on by the engine: from stored rows and trials to its whole record."""

import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace

from models.again import EndedRun
from models.checks.check import CheckOrder
from models.checks.check import check as check_run
from models.evaluator import Evaluator
from models.record import RunRecord
from models.run import RunOrder
from models.run import execute as execute_run
from models.sink import History
from models.table import load_table, with_kinds
from models.what_ifs.promotion import PromotionOrder, promote
from models.what_ifs.what_if import Experiment, carry_out
from service.engine import Order, Sink
from service.store.checks import OpenChecks
from service.store.runs import Recorded
from service.store.what_ifs import OpenWhatIf, WhatIfOutcome


def execute(order: Order, sink: Sink, recorded: Recorded, elapsed_seconds: float) -> RunRecord:
    """Work on a run until it is done, going on from what earlier attempts recorded."""
    began = time.monotonic()
    table = with_kinds(load_table(order.table), order.kinds)
    spent_seconds = elapsed_seconds + time.monotonic() - began  # reading the table is work of the run too
    history = History(recorded.trials, recorded.decisions, spent_seconds)
    asked = RunOrder(table, order.goal, order.settings, order.n_jobs)
    if order.test is not None:
        locked = with_kinds(load_table(order.test.path), order.test.kinds)
        asked = replace(asked, test=locked, test_openings=order.test.openings)
    with evaluator_of(order) as evaluator:
        return execute_run(asked, order.folder, sink, history, evaluator)


def check(order: Order, sink: Sink, record: RunRecord, checks: OpenChecks) -> RunRecord:
    """Check a run that has ended, and return its record with what was found."""
    table = with_kinds(load_table(order.table), order.kinds)
    asked = CheckOrder(table, record, checks.names, checks.seconds, order.n_jobs, folder=order.folder)
    with evaluator_of(order) as evaluator:
        return check_run(asked, sink, evaluator)


def experiment(order: Order, sink: Sink, record: RunRecord, asked: OpenWhatIf) -> WhatIfOutcome:
    """Carry out a what-if of a run that has ended, or make one of them the model that it delivers."""
    table = with_kinds(load_table(order.table), order.kinds)
    run = EndedRun(table, record, order.n_jobs)
    with evaluator_of(order) as evaluator:
        if not asked.is_promotion:
            return WhatIfOutcome(carry_out(Experiment(run, asked.asked, order.folder), sink, evaluator))
        promoted = promote(PromotionOrder(run, asked.number, order.folder), sink, evaluator)
    what_if = next(one for one in promoted.what_ifs if one.number == asked.number)
    return WhatIfOutcome(what_if, promoted)


@contextmanager
def evaluator_of(order: Order) -> Iterator[Evaluator | None]:
    """Give the cluster that evaluates, where there is one; None is processes of this machine."""
    if order.cluster is None:
        yield None
        return
    from models.cluster import ClusterEvaluator  # noqa: PLC0415  an extra

    with closing(ClusterEvaluator(order.cluster)) as evaluator:
        yield evaluator
