"""Labeled rows that took no part in the search: the locked table of a run, and evaluations that come later."""

import sqlalchemy as sa
from alembic import op

revision = "v0003"
down_revision = "v0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version."""
    op.create_table(
        "locked_tables",
        _key_to("runs", "run_id", primary_key=True),
        _key_to("owners", "owner_id"),
        _dataset(),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("openings", sa.Integer(), nullable=False),
    )
    op.create_index("ix_locked_tables_dataset_id", "locked_tables", ["dataset_id"])
    op.create_table(
        "evaluations",
        sa.Column("id", sa.Text(), primary_key=True),
        _key_to("runs", "run_id"),
        _key_to("owners", "owner_id"),
        _dataset(),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("account", sa.JSON(), nullable=False),
    )
    op.create_index("evaluations_of_run", "evaluations", ["run_id", "created_at", "id"])
    op.create_index("ix_evaluations_dataset_id", "evaluations", ["dataset_id"])


def downgrade() -> None:
    """Go back to the version before."""
    op.drop_table("evaluations")
    op.drop_table("locked_tables")


def _key_to(table: str, name: str, *, primary_key: bool = False) -> sa.Column[str]:
    key = sa.ForeignKey(f"{table}.id", ondelete="CASCADE")
    return sa.Column(name, sa.Text(), key, primary_key=primary_key, nullable=False)


def _dataset() -> sa.Column[str]:
    return sa.Column("dataset_id", sa.Text(), sa.ForeignKey("datasets.id", ondelete="SET NULL"))
