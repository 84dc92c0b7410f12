"""From a checked request to a queued run: what a schema alone cannot tell is checked here, against the engine."""

from models.errors import InputError, WhatIfOrderError
from models.record import Goal, RunRecord, Settings, Task, WhatIfOrder
from models.search.budget import check_enough
from service.datasets import understand
from service.errors import FieldError, OverLimitError
from service.evaluations import check_other_rows
from service.schemas.runs import RunRequest
from service.services import services
from service.settings import setting_name
from service.store.checks import ChecksAsked
from service.store.continuations import Continuation
from service.store.repeats import Repeat
from service.store.runs import LockedDataset, NewRun
from service.store.tables import Dataset, Run, WhatIf
from service.store.what_ifs import WhatIfAsked

MOST_NAMED = 10
NO_FEATURES = ("identifier", "constant")


def queue_run(request: RunRequest, owner_id: str, repeat: Repeat | None = None) -> Run:
    """Queue a run for an owner, or give back the one that the same idempotency key asked for before."""
    first = services().runs.repeated(repeat, owner_id)
    if first is not None:
        return first
    dataset = services().datasets.get(request.dataset_id, owner_id)
    check_budget(request.settings)
    check_time(request.settings.seconds, dataset)
    goal = request.goal if isinstance(request.goal, Goal) else understand(request.goal, dataset)
    check_search(request.settings, goal.task)
    test = _locked(request.test_dataset_id, dataset, goal, owner_id)
    new = NewRun(dataset.id, dict(dataset.kinds), goal, request.settings, repeat, test)
    return services().runs.add(new, owner_id)


def _locked(dataset_id: str | None, training: Dataset, goal: Goal, owner_id: str) -> LockedDataset | None:
    """Return the dataset that the run is to be scored on at its end, checked as far as its columns tell."""
    if dataset_id is None:
        return None
    dataset = services().datasets.get(dataset_id, owner_id)
    check_other_rows(dataset, training, "test_dataset_id")
    names = {column["name"] for column in dataset.columns}
    kept = {column["name"] for column in training.columns if column["kind"] not in NO_FEATURES} - set(goal.ignore)
    absent = sorted({goal.target, *kept} - names)
    if absent:
        named = ", ".join(f'"{name[:100]}"' for name in absent[:MOST_NAMED])
        more = f" and {len(absent) - MOST_NAMED} more" if len(absent) > MOST_NAMED else ""
        sentence = f"The test table lacks {named}{more}: it needs the target and every column that is learned from."
        raise FieldError("test_dataset_id", sentence)
    return LockedDataset(dataset.id, dict(dataset.kinds))


def continue_run(asked: Continuation, owner_id: str) -> Run:
    """Queue a run that has ended once more, with more budget."""
    run = services().runs.get(asked.run_id, owner_id)
    if run.dataset_id is not None:
        check_time(asked.more.seconds, services().datasets.get(run.dataset_id, owner_id))
    return services().continuations.go_on(asked, owner_id, check_budget)


def queue_checks(asked: ChecksAsked, owner_id: str) -> Run:
    """Queue a run that has ended, to be checked more deeply."""
    check_budget(Settings(seconds=asked.seconds))
    return services().checks.ask(asked, owner_id)


def queue_what_if(asked: WhatIfAsked, owner_id: str) -> WhatIf:
    """Queue an experiment on a run that has ended."""
    check_budget(Settings(seconds=asked.seconds))
    return services().what_ifs.ask(asked, owner_id, _check_what_if)


def queue_promotion(run_id: str, number: int, owner_id: str) -> WhatIf:
    """Queue a what-if, to be made the delivered model."""
    return services().what_ifs.promote(run_id, number, owner_id, services().engine.check_promotable)


def _check_what_if(order: WhatIfOrder, record: RunRecord) -> None:
    try:
        services().engine.check_what_if(order, record)
    except WhatIfOrderError as error:
        raise FieldError(error.field, str(error)) from error


def check_budget(settings: Settings) -> None:
    """Refuse a budget over the service's limit."""
    limit = services().settings.limits.max_run_seconds
    if settings.seconds is not None and settings.seconds > limit:
        raise OverLimitError("The budget in seconds", limit, setting_name("max_run_seconds"))


def check_time(seconds: float | None, dataset: Dataset) -> None:
    """Refuse seconds in which not even a baseline could be had for a dataset; the sentence says how many would do."""
    try:
        check_enough(seconds, dataset.n_rows, len(dataset.columns))
    except InputError as error:
        raise FieldError("budget.seconds", str(error)) from error


def check_search(settings: Settings, task: Task) -> None:
    """Refuse techniques, families and hyperparameters that do not exist, and values out of their range."""
    engine = services().engine
    if settings.technique not in engine.techniques:
        available = ", ".join(engine.techniques)
        raise FieldError("search.technique", f"There is no {settings.technique!r}: available are {available}.")
    try:
        engine.check_space(settings, task)
    except InputError as error:
        raise FieldError("search", str(error)) from error
