"""Deeper checks: what a run that has ended is to be checked for."""

import sqlalchemy as sa
from alembic import op

revision = "v0003_checks"
down_revision = "v0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version."""
    op.add_column("runs", sa.Column("checks", sa.JSON(none_as_null=True)))


def downgrade() -> None:
    """Go back to the version before."""
    with op.batch_alter_table("runs") as runs:
        runs.drop_column("checks")
