"""The tables of the database. Every row that a user can reach carries its owner."""

import uuid
from typing import Any

from sqlalchemy import JSON, BigInteger, Double, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from service.store.clock import now

Json = Any  # what models.record.to_plain gives


def new_id() -> str:
    """Return an id that cannot be guessed; it also serves as a file name."""
    return uuid.uuid4().hex


class Base(DeclarativeBase):
    """The metadata that the migrations are checked against."""

    type_annotation_map = {float: Double(), str: Text()}  # noqa: RUF012  SQLAlchemy reads it from the class


class Owner(Base):
    """Somebody whose keys reach their own rows and nobody else's.

    ``served_at`` is when a worker last took one of their runs.
    """

    __tablename__ = "owners"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[float] = mapped_column(default=now())
    served_at: Mapped[float | None]


class Key(Base):
    """A key of an owner; only its SHA-256 is kept. ``label`` is what its owner calls it, ``scope`` what it may do."""

    __tablename__ = "keys"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    owner_id: Mapped[str] = mapped_column(ForeignKey("owners.id", ondelete="CASCADE"), index=True)
    label: Mapped[str]
    scope: Mapped[str] = mapped_column(default="admin")
    digest: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[float] = mapped_column(default=now())
    expires_at: Mapped[float | None]
    last_used_at: Mapped[float | None]
    revoked_at: Mapped[float | None]


class Door(Base):
    """An address that lets a browser in once, and then its session; only the SHA-256 of its secret is kept."""

    __tablename__ = "doors"

    digest: Mapped[str] = mapped_column(primary_key=True)
    key_id: Mapped[str] = mapped_column(ForeignKey("keys.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[float] = mapped_column(default=now())
    opened_at: Mapped[float | None]
    closed_at: Mapped[float | None]


class Dataset(Base):
    """An uploaded table; its rows are one file in the blob folder."""

    __tablename__ = "datasets"
    __table_args__ = (Index("datasets_of_owner", "owner_id", "created_at", "id"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    owner_id: Mapped[str] = mapped_column(ForeignKey("owners.id", ondelete="CASCADE"))
    name: Mapped[str]
    created_at: Mapped[float] = mapped_column(default=now())
    n_rows: Mapped[int]
    n_bytes: Mapped[int] = mapped_column(BigInteger, default=0)
    hash: Mapped[str]
    columns: Mapped[Json] = mapped_column(JSON)
    warnings: Mapped[Json] = mapped_column(JSON)
    suggested_goals: Mapped[Json] = mapped_column(JSON)
    kinds: Mapped[Json] = mapped_column(JSON, default=dict)


class Run(Base):
    """One request to find a model, its life and its result.

    ``attempt`` counts the workers that were given the run and fences off all but the last. ``last_change``
    numbers the changes of the run: each changed trial or decision carries the number of its last change, which
    is also the id of its server-sent event. ``interruptions`` counts the workers that died since a trial was
    last recorded, so that a run that kills its workers ends. ``continue_key`` and ``continue_digest`` tell a
    repeat of the request that last gave the run more budget. ``checks`` is set while a run that has ended is
    checked more deeply: what was asked for, and how the run had ended; ``what_if`` while what-ifs of it are at work.
    ``score`` is the honest score of ``record``, where lists find it without reading the whole; ``takeovers`` counts
    the workers that died on it since its search was asked for.
    """

    __tablename__ = "runs"
    __table_args__ = (
        Index("runs_of_owner", "owner_id", "created_at", "id"),
        Index("runs_to_claim", "status", "lease_until", "created_at"),
        UniqueConstraint("owner_id", "idempotency_key", name="one_run_per_idempotency_key"),
    )

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    owner_id: Mapped[str] = mapped_column(ForeignKey("owners.id", ondelete="CASCADE"))
    dataset_id: Mapped[str | None] = mapped_column(ForeignKey("datasets.id", ondelete="SET NULL"), index=True)
    created_at: Mapped[float] = mapped_column(default=now())
    finished_at: Mapped[float | None]
    status: Mapped[str] = mapped_column(default="queued")
    goal: Mapped[Json] = mapped_column(JSON)
    settings: Mapped[Json] = mapped_column(JSON)
    kinds: Mapped[Json] = mapped_column(JSON, default=dict)
    idempotency_key: Mapped[str | None]
    request_digest: Mapped[str | None]
    continue_key: Mapped[str | None]
    continue_digest: Mapped[str | None]
    checks: Mapped[Json | None] = mapped_column(JSON(none_as_null=True))
    what_if: Mapped[Json | None] = mapped_column(JSON(none_as_null=True))
    attempt: Mapped[int] = mapped_column(default=0)
    lease_owner: Mapped[str | None]
    lease_until: Mapped[float | None]
    interruptions: Mapped[int] = mapped_column(default=0)
    cancel_requested: Mapped[bool] = mapped_column(default=False)
    elapsed_seconds: Mapped[float] = mapped_column(default=0.0)
    n_bytes: Mapped[int] = mapped_column(BigInteger, default=0)
    last_change: Mapped[int] = mapped_column(default=0)
    progress: Mapped[Json] = mapped_column(JSON, default=dict)
    record: Mapped[Json | None] = mapped_column(JSON(none_as_null=True), deferred=True)
    score: Mapped[Json | None] = mapped_column(JSON(none_as_null=True))
    takeovers: Mapped[int] = mapped_column(default=0, server_default="0")
    error: Mapped[str | None]

    @property
    def is_looked_at_again(self) -> bool:
        """Whether it had ended, and is in the queue for checks or what-ifs; its record is whole."""
        return self.checks is not None or self.what_if is not None


class LockedTable(Base):
    """The labeled rows that a run is scored on at its very end. ``openings`` counts how often that was done."""

    __tablename__ = "locked_tables"

    run_id: Mapped[str] = mapped_column(ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True)
    owner_id: Mapped[str] = mapped_column(ForeignKey("owners.id", ondelete="CASCADE"))
    dataset_id: Mapped[str | None] = mapped_column(ForeignKey("datasets.id", ondelete="SET NULL"), index=True)
    kinds: Mapped[Json] = mapped_column(JSON, default=dict)
    openings: Mapped[int] = mapped_column(default=0)


class Evaluation(Base):
    """The score of a run's model on labeled rows that came later; ``hash`` is that of the rows."""

    __tablename__ = "evaluations"
    __table_args__ = (Index("evaluations_of_run", "run_id", "created_at", "id"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    run_id: Mapped[str] = mapped_column(ForeignKey("runs.id", ondelete="CASCADE"))
    owner_id: Mapped[str] = mapped_column(ForeignKey("owners.id", ondelete="CASCADE"))
    dataset_id: Mapped[str | None] = mapped_column(ForeignKey("datasets.id", ondelete="SET NULL"), index=True)
    created_at: Mapped[float] = mapped_column(default=now())
    hash: Mapped[str]
    account: Mapped[Json] = mapped_column(JSON)


class WhatIf(Base):
    """An experiment on a run that has ended.

    ``waiting`` is what is to be done with it: experiment, promotion, or None.
    """

    __tablename__ = "what_ifs"

    run_id: Mapped[str] = mapped_column(ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    owner_id: Mapped[str] = mapped_column(ForeignKey("owners.id", ondelete="CASCADE"))
    created_at: Mapped[float] = mapped_column(default=now())
    waiting: Mapped[str | None]
    account: Mapped[Json] = mapped_column(JSON)


class Share(Base):
    """A link that shows the result of one run to whoever has it; only the SHA-256 of its token is kept."""

    __tablename__ = "shares"
    __table_args__ = (Index("shares_of_run", "run_id", "created_at"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    run_id: Mapped[str] = mapped_column(ForeignKey("runs.id", ondelete="CASCADE"))
    owner_id: Mapped[str] = mapped_column(ForeignKey("owners.id", ondelete="CASCADE"))
    created_at: Mapped[float] = mapped_column(default=now())
    digest: Mapped[str] = mapped_column(unique=True)


class Trial(Base):
    """One trial of a run, as the engine recorded it last."""

    __tablename__ = "trials"

    run_id: Mapped[str] = mapped_column(ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    owner_id: Mapped[str] = mapped_column(ForeignKey("owners.id", ondelete="CASCADE"))
    state: Mapped[str]
    change: Mapped[int]
    account: Mapped[Json] = mapped_column(JSON)


class Decision(Base):
    """One choice of the engine."""

    __tablename__ = "decisions"

    run_id: Mapped[str] = mapped_column(ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    owner_id: Mapped[str] = mapped_column(ForeignKey("owners.id", ondelete="CASCADE"))
    change: Mapped[int]
    account: Mapped[Json] = mapped_column(JSON)


class Finding(Base):
    """One checked risk of a run."""

    __tablename__ = "findings"

    run_id: Mapped[str] = mapped_column(ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    owner_id: Mapped[str] = mapped_column(ForeignKey("owners.id", ondelete="CASCADE"))
    change: Mapped[int]
    account: Mapped[Json] = mapped_column(JSON)


class Conversation(Base):
    """A talk with the assistant, over one run or over none."""

    __tablename__ = "conversations"
    __table_args__ = (Index("conversations_of_owner", "owner_id", "created_at", "id"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    owner_id: Mapped[str] = mapped_column(ForeignKey("owners.id", ondelete="CASCADE"))
    run_id: Mapped[str | None] = mapped_column(ForeignKey("runs.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[float] = mapped_column(default=now())
    title: Mapped[str]
    context: Mapped[Json] = mapped_column(JSON, default=dict)


class Message(Base):
    """One question or answer of a conversation."""

    __tablename__ = "messages"

    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    owner_id: Mapped[str] = mapped_column(ForeignKey("owners.id", ondelete="CASCADE"))
    created_at: Mapped[float] = mapped_column(default=now())
    role: Mapped[str]
    text: Mapped[str]
    answer: Mapped[Json | None] = mapped_column(JSON(none_as_null=True))


class Repeated(Base):
    """An idempotency key of an owner, the call that it came with, and the id of what that call made."""

    __tablename__ = "repeats"

    owner_id: Mapped[str] = mapped_column(ForeignKey("owners.id", ondelete="CASCADE"), primary_key=True)
    call: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    digest: Mapped[str]
    made: Mapped[str]
    created_at: Mapped[float] = mapped_column(default=now())


class WorkedHour(Base):
    """The seconds that workers spent on an owner's runs in one hour, counted from 1970."""

    __tablename__ = "worked_hours"

    owner_id: Mapped[str] = mapped_column(ForeignKey("owners.id", ondelete="CASCADE"), primary_key=True)
    hour: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seconds: Mapped[float]


class Audited(Base):
    """One line of the audit log: never changed (a trigger refuses), and kept when its owner and key are gone."""

    __tablename__ = "audit"
    __table_args__ = (Index("audit_by_time", "at"),)

    number: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[float] = mapped_column(default=now())
    owner_id: Mapped[str | None]
    key_id: Mapped[str | None]
    action: Mapped[str]
    object: Mapped[str]
    address: Mapped[str]
    outcome: Mapped[int]
    request_id: Mapped[str]


class Worker(Base):
    """A worker, and when it last gave a sign of life."""

    __tablename__ = "workers"

    name: Mapped[str] = mapped_column(primary_key=True)
    started_at: Mapped[float]
    seen_at: Mapped[float]
