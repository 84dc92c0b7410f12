"""What-ifs: experiments on a run that has ended, and how the run had ended while they are made."""

import sqlalchemy as sa
from alembic import op

revision = "v0005"
down_revision = "v0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version."""
    op.add_column("runs", sa.Column("what_if", sa.JSON(none_as_null=True)))
    op.create_table(
        "what_ifs",
        sa.Column("run_id", sa.Text(), sa.ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True, nullable=False),
        sa.Column("number", sa.Integer(), primary_key=True, nullable=False, autoincrement=False),
        sa.Column("owner_id", sa.Text(), sa.ForeignKey("owners.id", ondelete="CASCADE"), nullable=False),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.Column("waiting", sa.Text()),
        sa.Column("account", sa.JSON(), nullable=False),
    )


def downgrade() -> None:
    """Go back to the version before."""
    op.drop_table("what_ifs")
    op.drop_column("runs", "what_if")  # not in a batch, which would make the table anew and drop its trials on SQLite
