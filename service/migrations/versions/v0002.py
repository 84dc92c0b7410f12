"""Runs that go on: which request last gave a run more budget."""

import sqlalchemy as sa
from alembic import op

revision = "v0002"
down_revision = "v0001"
branch_labels = None
depends_on = None

COLUMNS = ("continue_key", "continue_digest")


def upgrade() -> None:
    """Go to this version."""
    for name in COLUMNS:
        op.add_column("runs", sa.Column(name, sa.Text()))


def downgrade() -> None:
    """Go back to the version before."""
    for name in COLUMNS:  # not in a batch, which would make the table anew and drop its trials on SQLite
        op.drop_column("runs", name)
