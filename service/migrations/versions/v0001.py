"""The first version: owners, datasets, runs and conversations."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "v0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version."""
    _add_owners()
    _add_datasets()
    _add_runs()
    _add_accounts()
    _add_conversations()


def downgrade() -> None:
    """Go back to the empty database."""
    tables = ("messages", "trials", "findings", "decisions", "conversations", "runs", "doors", "keys", "datasets")
    for table in (*tables, "owners"):
        op.drop_table(table)


def _add_owners() -> None:
    op.create_table("owners", _id(), _text("name"), _seconds("created_at"), sa.UniqueConstraint("name"))
    op.create_table(
        "keys",
        _id(),
        _key_to("owners", "owner_id"),
        _text("label"),
        _text("digest"),
        _seconds("created_at"),
        _seconds("revoked_at", nullable=True),
        sa.UniqueConstraint("digest"),
    )
    op.create_index("ix_keys_owner_id", "keys", ["owner_id"])
    op.create_table(
        "doors",
        sa.Column("digest", sa.Text(), primary_key=True),
        _key_to("keys", "key_id"),
        _seconds("created_at"),
        _seconds("opened_at", nullable=True),
    )
    op.create_index("ix_doors_key_id", "doors", ["key_id"])


def _add_datasets() -> None:
    op.create_table(
        "datasets",
        _id(),
        _key_to("owners", "owner_id"),
        _text("name"),
        _seconds("created_at"),
        sa.Column("n_rows", sa.Integer(), nullable=False),
        _text("hash"),
        *(sa.Column(name, sa.JSON(), nullable=False) for name in ("columns", "warnings", "suggested_goals", "kinds")),
    )
    op.create_index("datasets_of_owner", "datasets", ["owner_id", "created_at", "id"])


def _add_runs() -> None:
    op.create_table(
        "runs",
        _id(),
        _key_to("owners", "owner_id"),
        sa.Column("dataset_id", sa.Text(), sa.ForeignKey("datasets.id", ondelete="SET NULL")),
        _seconds("created_at"),
        _seconds("finished_at", nullable=True),
        _text("status"),
        *(sa.Column(name, sa.JSON(), nullable=False) for name in ("goal", "settings", "kinds", "progress")),
        *(sa.Column(name, sa.Text()) for name in ("idempotency_key", "request_digest", "lease_owner", "error")),
        _seconds("lease_until", nullable=True),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("attempt", "interruptions", "last_change")),
        sa.Column("cancel_requested", sa.Boolean(), nullable=False),
        _seconds("elapsed_seconds"),
        sa.Column("record", sa.JSON(none_as_null=True)),
        sa.UniqueConstraint("owner_id", "idempotency_key", name="one_run_per_idempotency_key"),
    )
    op.create_index("ix_runs_dataset_id", "runs", ["dataset_id"])
    op.create_index("runs_of_owner", "runs", ["owner_id", "created_at", "id"])
    op.create_index("runs_to_claim", "runs", ["status", "lease_until", "created_at"])


def _add_accounts() -> None:
    _add_account("trials", sa.Column("number", sa.Integer(), primary_key=True, autoincrement=False), _text("state"))
    _add_account("decisions", sa.Column("number", sa.Integer(), primary_key=True, autoincrement=False))
    _add_account("findings", sa.Column("code", sa.Text(), primary_key=True))


def _add_account(table: str, key: sa.Column[Any], *more: sa.Column[str]) -> None:
    op.create_table(
        table,
        sa.Column("run_id", sa.Text(), sa.ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True),
        key,
        _key_to("owners", "owner_id"),
        *more,
        sa.Column("change", sa.Integer(), nullable=False),
        sa.Column("account", sa.JSON(), nullable=False),
    )


def _add_conversations() -> None:
    op.create_table(
        "conversations",
        _id(),
        _key_to("owners", "owner_id"),
        sa.Column("run_id", sa.Text(), sa.ForeignKey("runs.id", ondelete="CASCADE")),
        _seconds("created_at"),
        _text("title"),
        sa.Column("context", sa.JSON(), nullable=False),
    )
    op.create_index("conversations_of_owner", "conversations", ["owner_id", "created_at", "id"])
    op.create_index("ix_conversations_run_id", "conversations", ["run_id"])
    of_conversation = sa.ForeignKey("conversations.id", ondelete="CASCADE")
    op.create_table(
        "messages",
        sa.Column("conversation_id", sa.Text(), of_conversation, primary_key=True),
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=False),
        _key_to("owners", "owner_id"),
        _seconds("created_at"),
        _text("role"),
        _text("text"),
        sa.Column("answer", sa.JSON(none_as_null=True)),
    )


def _id() -> sa.Column[str]:
    return sa.Column("id", sa.Text(), primary_key=True)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _seconds(name: str, *, nullable: bool = False) -> sa.Column[float]:
    return sa.Column(name, sa.Double(), nullable=nullable)


def _key_to(table: str, name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), sa.ForeignKey(f"{table}.id", ondelete="CASCADE"), nullable=False)
