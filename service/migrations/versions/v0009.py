"""Repeated requests are known for every call that makes something, and not for runs alone."""

import sqlalchemy as sa
from alembic import op

revision = "v0009"
down_revision = "v0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version."""
    op.create_table(
        "repeats",
        sa.Column("owner_id", sa.Text(), sa.ForeignKey("owners.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("call", sa.Text(), primary_key=True),
        sa.Column("key", sa.Text(), primary_key=True),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("made", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Double(), nullable=False),
    )


def downgrade() -> None:
    """Go back to the version before."""
    op.drop_table("repeats")
