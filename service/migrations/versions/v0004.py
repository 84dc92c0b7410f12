"""Deeper checks: what a run that has ended is to be checked for."""

import sqlalchemy as sa
from alembic import op

revision = "v0004"
down_revision = "v0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version."""
    op.add_column("runs", sa.Column("checks", sa.JSON(none_as_null=True)))


def downgrade() -> None:
    """Go back to the version before."""
    op.drop_column("runs", "checks")  # not in a batch, which would make the table anew and drop its trials on SQLite
