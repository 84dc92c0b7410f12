"""What can go wrong in the service, and the one table of which error gets which HTTP status."""

from dataclasses import dataclass
from http import HTTPStatus

from sqlalchemy.exc import DataError, OperationalError

from models.errors import InputError, ModelsError, StorageFullError


class ServiceError(Exception):
    """Anything that the service refuses or fails at."""


class SettingError(ServiceError):
    """A setting in the environment cannot be read."""

    def __init__(self, name: str, value: str, expected: str) -> None:
        super().__init__(name, value, expected)
        self.name = name
        self.value = value
        self.expected = expected

    def __str__(self) -> str:
        return f"{self.name} is {self.value!r}, but must be {self.expected}."


class UnusableFileError(ServiceError):
    """A file that was named on the command line cannot be used."""

    def __init__(self, name: str, because: str) -> None:
        super().__init__(name, because)
        self.name = name
        self.because = because

    def __str__(self) -> str:
        return f"{self.name} cannot be used: {self.because}."


class NotFoundError(ServiceError):
    """There is no such thing, or it belongs to somebody else."""

    def __init__(self, kind: str, identifier: str) -> None:
        super().__init__(kind, identifier)
        self.kind = kind
        self.identifier = identifier

    def __str__(self) -> str:
        return f"There is no {self.kind} {self.identifier!r} among yours: list yours to see their ids."


class LinkGoneError(ServiceError):
    """A link to a result that shows nothing (any more)."""

    def __str__(self) -> str:
        return "This link shows nothing: it was taken back, its run was deleted, or a part of it is missing."


class UnknownChartError(ServiceError):
    """A run has no chart of that name, because there is none or because its record does not hold enough for it."""

    def __init__(self, name: str, known: tuple[str, ...], needs: str | None) -> None:
        super().__init__(name, known, needs)
        self.name = name
        self.known = known
        self.needs = needs

    def __str__(self) -> str:
        why = f"it needs {self.needs}" if self.needs else "there is no such chart"
        there_are = f"This run has: {', '.join(self.known)}." if self.known else "This run has none yet."
        return f"This run has no chart {self.name!r}: {why}. {there_are}"


class ConflictError(ServiceError):
    """The request does not fit the state that something is in."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence

    def __str__(self) -> str:
        return self.sentence


class UnfinishedError(ConflictError):
    """Something is still at work, and the request will fit when it has ended."""

    retry_after_seconds = 5


class FieldError(ServiceError):
    """One field of a request cannot be used."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(field, sentence)
        self.field = field
        self.sentence = sentence

    def __str__(self) -> str:
        return self.sentence


class UnknownKeyError(ServiceError):
    """No key, or one that is not known (any more)."""

    def __str__(self) -> str:
        return (
            "This address needs a key: send it as 'Authorization: Bearer KEY', "
            "or open the address that was printed when the service started."
        )


class ScopeError(ServiceError):
    """The key is known, but may not do this."""

    def __init__(self, held: str, needed: str) -> None:
        super().__init__(held, needed)
        self.held = held
        self.needed = needed

    def __str__(self) -> str:
        return (
            f"This key has the scope {self.held!r}, and this call needs {self.needed!r}: "
            f"use another key; 'plaintune keys create NAME --scope {self.needed}' makes one."
        )


class ForeignRequestError(ServiceError):
    """A request came from another site, or a session was used without the page's token."""

    def __str__(self) -> str:
        return (
            "This request does not come from Plaintune's own page: reload the page and repeat it. "
            "Programs send no Origin header."
        )


class OverLimitError(ServiceError):
    """A request is larger than a limit allows."""

    def __init__(self, what: str, limit: int, setting: str) -> None:
        super().__init__(what, limit, setting)
        self.what = what
        self.limit = limit
        self.setting = setting

    def __str__(self) -> str:
        return f"{self.what} is over the limit of {self.limit:,} ({self.setting}): send less, or raise the limit."


class BodyTooLargeError(OverLimitError):
    """The body of a request has more bytes than allowed."""


class QuotaError(OverLimitError):
    """Somebody asks for more than one key or owner may have at once or in a time. ``value`` is what it would be."""

    def __init__(self, what: str, value: int, limit: int, setting: str, retry_after_seconds: int) -> None:
        super().__init__(what, limit, setting)
        self.args = (what, value, limit, setting, retry_after_seconds)
        self.value = value
        self.retry_after_seconds = retry_after_seconds

    def __str__(self) -> str:
        return (
            f"{self.what}: this would make {self.value:,}, and the limit is {self.limit:,} ({self.setting}). "
            f"Try again in {self.retry_after_seconds:,} seconds or later, or have the limit raised."
        )


class StorageQuotaError(OverLimitError):
    """An owner's files together would take more bytes than allowed. ``value`` is what it would be."""

    def __init__(self, value: int, limit: int, setting: str) -> None:
        super().__init__("Your tables and models in bytes", limit, setting)
        self.args = (value, limit, setting)
        self.value = value

    def __str__(self) -> str:
        return (
            f"{self.what} would be {self.value:,}, and the limit is {self.limit:,} ({self.setting}): "
            "delete datasets or runs that are no longer needed, or have the limit raised."
        )


class BusyError(ServiceError):
    """Something is full or out of reach at the moment."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence

    def __str__(self) -> str:
        return f"{self.sentence} Try again in a few seconds."


class BlobStoreError(ServiceError):
    """The blob store did not do what it was asked for; it may a moment later."""

    def __init__(self, done: str, why: str) -> None:
        super().__init__(done, why)
        self.done = done
        self.why = why

    def __str__(self) -> str:
        return f"Files could not be {self.done} in the blob store: {self.why}. Try again in a few seconds."


class MissingBlobError(ServiceError):
    """A file that belongs to a row is not in the blob store (any more)."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name

    def __str__(self) -> str:
        return f"The file {self.name} is missing in the blob store: whoever runs this service may have a backup of it."


class DamagedBlobError(MissingBlobError):
    """A file of the blob store is not what was put there."""

    def __str__(self) -> str:
        return f"The file {self.name} of the blob store is damaged: whoever runs this service may have a backup of it."


class NotReadyError(ServiceError):
    """The service cannot do what it is for; ``failed`` tells which part is why."""

    def __init__(self, failed: dict[str, str]) -> None:
        super().__init__(failed)
        self.failed = failed

    def __str__(self) -> str:
        return " ".join(f"{part}: {why}" for part, why in self.failed.items())


class LeaseLostError(ServiceError):
    """Another worker was given this run: nothing may be written any more."""

    def __init__(self, run_id: str, attempt: int) -> None:
        super().__init__(run_id, attempt)
        self.run_id = run_id
        self.attempt = attempt

    def __str__(self) -> str:
        return f"Attempt {self.attempt} of run {self.run_id} was given up for dead; its work is discarded."


class HandOverError(ServiceError):
    """A worker was asked to end: its run goes to the next one."""

    def __init__(self, run_id: str) -> None:
        super().__init__(run_id)
        self.run_id = run_id

    def __str__(self) -> str:
        return f"Run {self.run_id} is handed over: the next worker goes on from its recorded trials."


@dataclass(frozen=True)
class Meaning:
    """What one class of errors is over HTTP."""

    error: type[Exception]
    status: HTTPStatus
    title: str


# From the special to the general: the first that fits is the answer.
MEANINGS = (
    Meaning(NotFoundError, HTTPStatus.NOT_FOUND, "Not found"),
    Meaning(LinkGoneError, HTTPStatus.NOT_FOUND, "Not found"),
    Meaning(UnknownChartError, HTTPStatus.NOT_FOUND, "Not found"),
    Meaning(ConflictError, HTTPStatus.CONFLICT, "Conflict"),
    Meaning(FieldError, HTTPStatus.UNPROCESSABLE_ENTITY, "The request cannot be used"),
    Meaning(UnknownKeyError, HTTPStatus.UNAUTHORIZED, "A key is needed"),
    Meaning(ScopeError, HTTPStatus.FORBIDDEN, "The key may not do this"),
    Meaning(ForeignRequestError, HTTPStatus.FORBIDDEN, "Not from this page"),
    Meaning(BodyTooLargeError, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "Over a limit"),
    Meaning(StorageQuotaError, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "Over a limit"),
    Meaning(QuotaError, HTTPStatus.TOO_MANY_REQUESTS, "Over a limit"),
    Meaning(OverLimitError, HTTPStatus.UNPROCESSABLE_ENTITY, "Over a limit"),
    Meaning(BlobStoreError, HTTPStatus.SERVICE_UNAVAILABLE, "The blob store does not answer"),
    Meaning(MissingBlobError, HTTPStatus.INTERNAL_SERVER_ERROR, "A stored file is gone"),
    Meaning(NotReadyError, HTTPStatus.SERVICE_UNAVAILABLE, "Not ready"),
    Meaning(BusyError, HTTPStatus.SERVICE_UNAVAILABLE, "Busy"),
    Meaning(StorageFullError, HTTPStatus.INSUFFICIENT_STORAGE, "No space left"),
    Meaning(InputError, HTTPStatus.UNPROCESSABLE_ENTITY, "The input cannot be used"),
    Meaning(ModelsError, HTTPStatus.INTERNAL_SERVER_ERROR, "The engine failed"),
    Meaning(DataError, HTTPStatus.UNPROCESSABLE_ENTITY, "The request cannot be used"),
    Meaning(OperationalError, HTTPStatus.SERVICE_UNAVAILABLE, "The database does not answer"),
)
