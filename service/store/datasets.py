"""Datasets: what is known of each uploaded table. Its rows are a file in the blob folder."""

from dataclasses import dataclass, fields

from sqlalchemy import delete, exists, or_, select
from sqlalchemy.orm import Session

from service.errors import NotFoundError, UnfinishedError
from service.settings import STANDARD_LIMITS, Limits
from service.store.database import Database
from service.store.pages import Page, PageRequest, newest_first
from service.store.quotas import require_bytes
from service.store.repeats import Repeat, gone, made_before, remember
from service.store.tables import Dataset, Json, LockedTable, Owner, Run

CALL = "datasets"


@dataclass(frozen=True)
class DatasetLine:
    """A dataset in a list."""

    id: str
    name: str
    n_rows: int


@dataclass(frozen=True)
class Corrected:
    """Which kinds of columns were corrected, and what is said of the table since."""

    kinds: dict[str, str]
    columns: Json
    warnings: Json
    suggested_goals: Json


class DatasetStore:
    """The datasets of every owner; each method sees those of one."""

    def __init__(self, database: Database, limits: Limits = STANDARD_LIMITS) -> None:
        self._database = database
        self._limits = limits

    def add(self, dataset: Dataset, repeat: Repeat | None = None) -> Dataset:
        """Keep a new dataset and return it with its time; where the same key came a moment ago, return that one's."""
        with self._database.write() as session:
            _lock_owner(session, dataset.owner_id, repeat)
            first = _first(session, dataset.owner_id, repeat)
            if first is not None:
                return first
            require_bytes(session, dataset.owner_id, dataset.n_bytes or 0, self._limits)
            session.add(dataset)
            session.flush()
            session.refresh(dataset)
            remember(session, dataset.owner_id, CALL, repeat, dataset.id)
        return dataset

    def repeated(self, repeat: Repeat | None, owner_id: str) -> Dataset | None:
        """Return the dataset that the same idempotency key made before, if there is one."""
        if repeat is None:
            return None
        with self._database.read() as session:
            return _first(session, owner_id, repeat)

    def require_room(self, owner_id: str, n_bytes: int = 1) -> None:
        """Refuse a table that has no room among an owner's files, before more is done for it."""
        with self._database.read() as session:
            require_bytes(session, owner_id, n_bytes, self._limits)

    def get(self, dataset_id: str, owner_id: str) -> Dataset:
        """Return one dataset, or raise ``NotFoundError``."""
        with self._database.read() as session:
            query = select(Dataset).where(Dataset.id == dataset_id, Dataset.owner_id == owner_id)
            found = session.scalars(query).one_or_none()
        if found is None:
            raise NotFoundError("dataset", dataset_id)
        return found

    def list(self, owner_id: str, page: PageRequest) -> Page[Dataset]:
        """Return one page of an owner's datasets, newest first."""
        with self._database.read() as session:
            return newest_first(session, Dataset, select(Dataset).where(Dataset.owner_id == owner_id), page)

    def said_of(self, dataset_id: str, owner_id: str) -> tuple[str, Json] | None:
        """Return the name and the corrected kinds of a dataset, without its columns; None where there is none."""
        query = select(Dataset.name, Dataset.kinds).where(Dataset.id == dataset_id, Dataset.owner_id == owner_id)
        with self._database.read() as session:
            found = session.execute(query).one_or_none()
        return None if found is None else (found[0], found[1])

    def latest(self, owner_id: str, n_datasets: int) -> tuple[DatasetLine, ...]:
        """Return an owner's latest datasets without their columns, which may be ten thousand."""
        query = select(Dataset.id, Dataset.name, Dataset.n_rows).where(Dataset.owner_id == owner_id)
        newest = query.order_by(Dataset.created_at.desc(), Dataset.id.desc()).limit(n_datasets)
        with self._database.read() as session:
            return tuple(DatasetLine(*row) for row in session.execute(newest))

    def rename(self, dataset_id: str, owner_id: str, name: str) -> Dataset:
        """Give a dataset another name."""
        return self._change(dataset_id, owner_id, {"name": name})

    def correct(self, dataset_id: str, owner_id: str, corrected: Corrected) -> Dataset:
        """Keep which kinds of columns were corrected, and what is said of the table since."""
        return self._change(dataset_id, owner_id, {f.name: getattr(corrected, f.name) for f in fields(corrected)})

    def remove(self, dataset_id: str, owner_id: str) -> None:
        """Forget a dataset, unless an unfinished run needs it."""
        is_unfinished = Run.status.in_(("queued", "running"))
        is_locked = exists().where(LockedTable.run_id == Run.id, LockedTable.dataset_id == dataset_id)
        unfinished = exists().where(is_unfinished, or_(Run.dataset_id == dataset_id, is_locked))
        with self._database.write() as session:
            found = Dataset.id == dataset_id, Dataset.owner_id == owner_id
            # Locked before it is asked who needs it: a run that is being queued holds the same lock.
            if session.scalars(select(Dataset.id).where(*found).with_for_update()).one_or_none() is None:
                raise NotFoundError("dataset", dataset_id)
            if session.scalar(select(unfinished)):
                raise UnfinishedError("A run still works on this dataset: wait for its end or cancel it first.")
            session.execute(delete(Dataset).where(*found))

    def _change(self, dataset_id: str, owner_id: str, values: dict[str, Json]) -> Dataset:
        with self._database.write() as session:
            query = select(Dataset).where(Dataset.id == dataset_id, Dataset.owner_id == owner_id)
            found = session.scalars(query).one_or_none()
            if found is None:
                raise NotFoundError("dataset", dataset_id)
            for name, value in values.items():
                setattr(found, name, value)
        return found


def _lock_owner(session: Session, owner_id: str, repeat: Repeat | None) -> None:
    # Of two requests with one key at one moment, the second waits and then sees the first.
    if repeat is not None:
        session.execute(select(Owner.id).where(Owner.id == owner_id).with_for_update())


def _first(session: Session, owner_id: str, repeat: Repeat | None) -> Dataset | None:
    made = made_before(session, owner_id, CALL, repeat)
    if made is None:
        return None
    found = session.scalars(select(Dataset).where(Dataset.id == made, Dataset.owner_id == owner_id)).one_or_none()
    if found is None:
        raise gone("dataset")
    return found
