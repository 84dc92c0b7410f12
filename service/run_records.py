"""The record of a run: the engine's own once it has ended, and until then what its workers recorded so far."""

from dataclasses import replace

from models.record import ColumnAccount, DataAccount, Goal, RunRecord, Settings, from_plain
from service.errors import ConflictError
from service.present import leaderboard
from service.services import services
from service.store.runs import FINISHED, Recorded
from service.store.tables import Dataset, Run


def record_so_far(run_id: str, owner_id: str) -> RunRecord:
    """Return the record of a run, whole or as far as it has come, with what came later: evaluations and what-ifs."""
    return replace(
        _own_record(run_id, owner_id),
        evaluations=services().evaluations.latest(run_id, owner_id),
        what_ifs=services().what_ifs.all_of(run_id, owner_id),
    )


def _own_record(run_id: str, owner_id: str) -> RunRecord:
    run = services().runs.get(run_id, owner_id)
    # A run that goes on keeps its last record, but what its workers recorded since is newer.
    has_ended = run.status in FINISHED or run.is_looked_at_again
    whole = _whole_record(run) if has_ended else None
    if whole is not None:
        return whole
    if run.dataset_id is None:
        raise ConflictError("This run ended without a record, and its dataset was deleted: start another run.")
    dataset = services().datasets.get(run.dataset_id, owner_id)
    return _put_together(run, services().runs.recorded(run_id, owner_id), dataset)


def _whole_record(run: Run) -> RunRecord | None:
    """Return the engine's own record, read once: a page asks for it with every chart, and a long one takes a second.

    It is written when an attempt ends, and never else: attempt, status and time of the end name what it says.
    """
    name = f"{run.id} {run.attempt} {run.status} {run.finished_at}"
    return services().records.get(name, lambda: _read(run))


def _read(run: Run) -> RunRecord | None:
    plain = services().runs.plain_record(run.id, run.owner_id)
    return None if plain is None else from_plain(RunRecord, plain)


def _put_together(run: Run, recorded: Recorded, dataset: Dataset) -> RunRecord:
    goal = from_plain(Goal, run.goal)
    engine = services().engine
    metric = engine.metric(goal.metric)
    return RunRecord(
        goal=goal,
        data=_data(dataset),
        metric=metric,
        settings=from_plain(Settings, run.settings),
        families=engine.families(goal.task),
        trials=recorded.trials,
        decisions=recorded.decisions,
        findings=recorded.findings,
        leaderboard=leaderboard(recorded.trials, metric),
        status=run.status,  # type: ignore[arg-type]  # the database knows no narrower type than text
        error=run.error,
        elapsed_seconds=run.elapsed_seconds,
    )


def _data(dataset: Dataset) -> DataAccount:
    columns = tuple(from_plain(ColumnAccount, column) for column in dataset.columns)
    return DataAccount(dataset.name, dataset.n_rows, dataset.n_rows, columns, dataset.hash)
