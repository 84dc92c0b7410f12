"""Evaluations: what each model scored on labeled rows that came later, and which rows were opened how often."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.openings import as_opening
from models.record import TrueScore, from_plain, to_plain
from service.errors import NotFoundError
from service.store.database import Database
from service.store.pages import Page, PageRequest, newest_first
from service.store.plain import finite
from service.store.tables import Evaluation, Run

MOST_IN_RECORD = 50


class EvaluationStore:
    """The evaluations of every owner's runs; each method sees those of one."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, run_id: str, owner_id: str, dataset_id: str, score: TrueScore) -> Evaluation:
        """Keep an evaluation and return it with its time.

        Others may have opened the same rows while these were scored: each opening gets a number of its own.
        """
        same_rows = Evaluation.run_id == run_id, Evaluation.hash == score.hash
        with self._database.write() as session:
            _hold_run(session, run_id, owner_id)
            known = session.scalars(select(Evaluation.account).where(*same_rows)).all()
            number = max([score.opening, *(account["opening"] + 1 for account in known)])
            kept = score if number == score.opening else as_opening(score, number)
            row = Evaluation(
                run_id=run_id,
                owner_id=owner_id,
                dataset_id=dataset_id,
                hash=score.hash,
                account=finite(to_plain(kept)),
            )
            session.add(row)
            session.flush()
            session.refresh(row)
        return row

    def list(self, run_id: str, owner_id: str, page: PageRequest) -> Page[Evaluation]:
        """Return one page of a run's evaluations, newest first."""
        query = select(Evaluation).where(Evaluation.run_id == run_id, Evaluation.owner_id == owner_id)
        with self._database.read() as session:
            _require_run(session, run_id, owner_id)
            return newest_first(session, Evaluation, query, page)

    def latest(self, run_id: str, owner_id: str) -> tuple[TrueScore, ...]:
        """Return the latest evaluations of a run, newest first: as many as its record shows."""
        page = self.list(run_id, owner_id, PageRequest(MOST_IN_RECORD))
        return tuple(from_plain(TrueScore, row.account) for row in page.items)

    def newest(self, run_id: str, owner_id: str) -> tuple[int, float | None]:
        """Return how many evaluations a run has, and when the last one was made: seconds since 1970, UTC."""
        of_run = Evaluation.run_id == run_id, Evaluation.owner_id == owner_id
        with self._database.read() as session:
            found = session.execute(select(func.count(), func.max(Evaluation.created_at)).where(*of_run)).one()
        return found[0], found[1]

    def openings(self, run_id: str, owner_id: str, table_hash: str) -> int:
        """Return how often rows were opened by evaluations of a run."""
        of_run = Evaluation.run_id == run_id, Evaluation.owner_id == owner_id
        query = select(func.count()).select_from(Evaluation).where(*of_run, Evaluation.hash == table_hash)
        with self._database.read() as session:
            return session.scalars(query).one()


def _hold_run(session: Session, run_id: str, owner_id: str) -> None:
    """Lock a run's row until the transaction ends, so that openings are counted one after the other."""
    held = select(Run.id).where(Run.id == run_id, Run.owner_id == owner_id).with_for_update()
    if session.scalars(held).one_or_none() is None:
        raise NotFoundError("run", run_id)


def _require_run(session: Session, run_id: str, owner_id: str) -> None:
    if session.scalars(select(Run.id).where(Run.id == run_id, Run.owner_id == owner_id)).one_or_none() is None:
        raise NotFoundError("run", run_id)
