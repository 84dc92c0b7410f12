"""A run in the store that nobody works on but a test, which feeds it by hand and at its own pace."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlalchemy import update

from models.record import Decision, Goal, Progress, RunRecord, Settings, Trial, to_plain
from service.store import tables
from service.store.claims import Claim, ClaimStore, Ending
from service.store.clock import now
from service.store.database import Database
from service.store.plain import finite
from tests.service.made_up_record import a_trial, made_up_record

FOREVER_SECONDS = 1e6
FAMILIES = ("xgboost", "lightgbm", "linear", "random_forest", "extra_trees")
STATES = {7: "pruned", 11: "failed"}


def many_trials(n: int) -> list[Trial]:
    """Make trials of five families with scores that rise slowly; one in eleven failed, one in seven was stopped."""
    made = [a_trial(0, "dummy")]
    for number in range(1, n):
        state = next((state for every, state in STATES.items() if number % every == 0), "complete")
        trial = a_trial(number, FAMILIES[number % len(FAMILIES)], state)
        made.append(replace(trial, folds=tuple(replace(fold, curve=()) for fold in trial.folds)))
    return made


@dataclass(frozen=True)
class FedRun:
    """A run that is being worked on, as far as the store knows."""

    database: Database
    claim: Claim

    @classmethod
    def begin(cls, database: Database, owner_id: str, settings: Settings = Settings(seconds=900.0)) -> "FedRun":  # noqa: B008  frozen
        """Put a table and a run over it into the store; the run is held for as long as a test can last."""
        record = made_up_record("plan")
        goal = replace(record.goal, ignore=(), positive_class="yes")
        with database.write() as session:
            table = tables.Dataset(
                owner_id=owner_id,
                name="telco.csv",
                n_rows=record.data.n_rows,
                hash=record.data.hash,
                columns=to_plain(record.data.columns),
                warnings=[],
                suggested_goals=[],
            )
            session.add(table)
            session.flush()
            run = tables.Run(
                owner_id=owner_id, dataset_id=table.id, goal=to_plain(goal), settings=to_plain(settings), attempt=1
            )
            run.status, run.lease_owner = "running", "a test"
            run.lease_until = now() + FOREVER_SECONDS  # type: ignore[assignment]  # the database's clock
            session.add(run)
            session.flush()
            claim = _claim(run, goal, settings)
        return cls(database, claim)

    @property
    def id(self) -> str:
        """Under which the run is found."""
        return self.claim.run_id

    def land(self, trials: Iterable[Trial]) -> None:
        """Record trials, all in one go."""
        with self.database.write() as session:
            run = session.get_one(tables.Run, self.id)
            for trial in trials:
                run.last_change += 1
                row = tables.Trial(run_id=self.id, number=trial.number, owner_id=self.claim.owner_id)
                row.state, row.change, row.account = trial.state, run.last_change, finite(to_plain(trial))
                session.merge(row)

    def decide(self, *decisions: Decision) -> None:
        """Record decisions."""
        for decision in decisions:
            ClaimStore(self.database).record_decision(self.claim, decision)

    def progress(self, stage: str, elapsed_seconds: float, n_trials: int) -> None:
        """Say how far it is."""
        said = Progress(stage, elapsed_seconds, self.claim.settings.seconds, n_trials)
        ClaimStore(self.database).record_progress(self.claim, said)

    def end(self, status: str, record: RunRecord | None = None, error: str | None = None) -> None:
        """End it."""
        ClaimStore(self.database).finish(self.claim, Ending(status, record, error), 61.0)

    def set(self, **values: object) -> None:
        """Write into its row what no worker writes."""
        with self.database.write() as session:
            session.execute(update(tables.Run).where(tables.Run.id == self.id).values(values))


def _claim(run: tables.Run, goal: Goal, settings: Settings) -> Claim:
    return Claim(run.id, 1, run.owner_id, run.dataset_id or "", {}, goal, settings, 0.0, 0)
