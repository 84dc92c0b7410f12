"""From a checked request to a queued run: what a schema alone cannot tell is checked here, against the engine."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from models.record import FamilyAccount, HyperparameterAccount, Settings, Task
from service.datasets import understand
from service.errors import FieldError, OverLimitError
from service.schemas.runs import RunRequest
from service.services import services
from service.settings import setting_name
from service.store.runs import NewRun, Repeat
from service.store.tables import Run

KEY_CHARACTERS = 200


def queue_run(request: RunRequest, owner_id: str, repeat: Repeat | None = None) -> Run:
    """Queue a run for an owner, or give back the one that the same idempotency key asked for before."""
    first = services().runs.repeated(repeat, owner_id)
    if first is not None:
        return first
    dataset = services().datasets.get(request.dataset_id, owner_id)
    check_budget(request.settings)
    goal = understand(request.goal, dataset)
    check_search(request.settings, goal.task)
    new = NewRun(dataset.id, dict(dataset.kinds), goal, request.settings, repeat)
    return services().runs.add(new, owner_id)


def repeat_of(key: str | None, body: bytes) -> Repeat | None:
    """Return what tells a repeated request, where it came with an idempotency key."""
    if key is None:
        return None
    if not 1 <= len(key) <= KEY_CHARACTERS:
        raise FieldError("Idempotency-Key", f"An Idempotency-Key has 1 to {KEY_CHARACTERS} characters.")
    return Repeat(key, hashlib.sha256(body).hexdigest())


def check_budget(settings: Settings) -> None:
    """Refuse a budget over the service's limit."""
    limit = services().settings.limits.max_run_seconds
    if settings.seconds is not None and settings.seconds > limit:
        raise OverLimitError("The budget in seconds", limit, setting_name("max_run_seconds"))


def check_search(settings: Settings, task: Task) -> None:
    """Refuse techniques, families and hyperparameters that do not exist, and values out of their range."""
    engine = services().engine
    if settings.technique not in engine.techniques:
        raise _unknown("search.technique", settings.technique, engine.techniques)
    families = {family.name: family for family in engine.families(task)}
    for name in settings.families:
        if name not in families:
            raise _unknown("search.families", name, families)
    for name, narrowed in settings.space.items():
        if name not in families:
            raise _unknown("search.space", name, families)
        if settings.families and name not in settings.families:
            raise FieldError(f"search.space.{name}", f"{name} is not among search.families: add it, or leave it out.")
        check_space(families[name], narrowed)


def check_space(family: FamilyAccount, narrowed: Mapping[str, Any]) -> None:
    """Refuse hyperparameters that a family does not have, and values that it cannot take."""
    known = {hyperparameter.name: hyperparameter for hyperparameter in family.hyperparameters}
    for name, value in narrowed.items():
        field = f"search.space.{family.name}.{name}"
        if name not in known:
            raise _unknown(field, name, known)
        if not (_is_choice(known[name], value) or _is_within(known[name], value)):
            raise FieldError(field, f"{name} takes {_what_fits(known[name])}, not {value!r}.")


def _is_choice(account: HyperparameterAccount, value: object) -> bool:
    if account.kind != "choice":
        return False
    chosen = value if isinstance(value, list) else [value]
    return bool(chosen) and all(item in account.choices for item in chosen)


def _is_within(account: HyperparameterAccount, value: object) -> bool:
    if account.kind == "choice" or account.low is None or account.high is None:
        return False
    ends: list[Any] = value if isinstance(value, list) else [value]
    if len(ends) not in (1, 2) or not all(_is_number(end, account.kind) for end in ends):
        return False
    return bool(account.low <= ends[0] <= ends[-1] <= account.high)


def _is_number(value: object, kind: str) -> bool:
    return isinstance(value, int if kind == "int" else (int, float)) and not isinstance(value, bool)


def _what_fits(account: HyperparameterAccount) -> str:
    if account.kind == "choice":
        return f"one of {', '.join(str(choice) for choice in account.choices)}, or a list of some of them"
    number = "a whole number" if account.kind == "int" else "a number"
    return f"{number} from {account.low:g} to {account.high:g}, or [low, high] within that"


def _unknown(field: str, name: str, known: Iterable[str]) -> FieldError:
    return FieldError(field, f"There is no {name!r}: available are {', '.join(known)}.")
