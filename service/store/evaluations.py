"""Evaluations: what each model scored on labeled rows that came later, and which rows were opened how often."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.openings import as_opening
from models.record import TrueScore, from_plain, to_plain
from service.errors import NotFoundError
from service.store.database import Database
from service.store.pages import Page, PageRequest, newest_first
from service.store.plain import finite
from service.store.repeats import Repeat, made_before, remember
from service.store.tables import Evaluation, Run

MOST_IN_RECORD = 50


@dataclass(frozen=True)
class NewEvaluation:
    """A score of a run's model on the rows of a dataset."""

    run_id: str
    dataset_id: str
    score: TrueScore


class EvaluationStore:
    """The evaluations of every owner's runs; each method sees those of one."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, new: NewEvaluation, owner_id: str, repeat: Repeat | None = None) -> Evaluation:
        """Keep an evaluation and return it with its time; where the same key came a moment ago, return that one's.

        Others may have opened the same rows while these were scored: each opening gets a number of its own.
        """
        run_id, score = new.run_id, new.score
        same_rows = Evaluation.run_id == run_id, Evaluation.hash == score.hash
        with self._database.write() as session:
            _hold_run(session, run_id, owner_id)
            first = _first(session, run_id, owner_id, repeat)
            if first is not None:
                return first
            known = session.scalars(select(Evaluation.account).where(*same_rows)).all()
            number = max([score.opening, *(account["opening"] + 1 for account in known)])
            kept = score if number == score.opening else as_opening(score, number)
            row = Evaluation(
                run_id=run_id,
                owner_id=owner_id,
                dataset_id=new.dataset_id,
                hash=score.hash,
                account=finite(to_plain(kept)),
            )
            session.add(row)
            session.flush()
            session.refresh(row)
            remember(session, owner_id, f"evaluations of {run_id}", repeat, row.id)
        return row

    def repeated(self, run_id: str, owner_id: str, repeat: Repeat | None) -> Evaluation | None:
        """Return the evaluation that the same idempotency key made before, if there is one."""
        if repeat is None:
            return None
        with self._database.read() as session:
            return _first(session, run_id, owner_id, repeat)

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


def _first(session: Session, run_id: str, owner_id: str, repeat: Repeat | None) -> Evaluation | None:
    made = made_before(session, owner_id, f"evaluations of {run_id}", repeat)
    if made is None:
        return None
    query = select(Evaluation).where(Evaluation.id == made, Evaluation.owner_id == owner_id)
    return session.scalars(query).one()  # it goes with its run alone, and so does the call


def _hold_run(session: Session, run_id: str, owner_id: str) -> None:
    """Lock a run's row until the transaction ends, so that openings are counted one after the other."""
    held = select(Run.id).where(Run.id == run_id, Run.owner_id == owner_id).with_for_update()
    if session.scalars(held).one_or_none() is None:
        raise NotFoundError("run", run_id)


def _require_run(session: Session, run_id: str, owner_id: str) -> None:
    if session.scalars(select(Run.id).where(Run.id == run_id, Run.owner_id == owner_id)).one_or_none() is None:
        raise NotFoundError("run", run_id)
