"""Keys with scopes and an end, sessions that can be closed, an audit log, and what quotas are counted from."""

import sqlalchemy as sa
from alembic import op

revision = "v0007"
down_revision = "v0006"
branch_labels = None
depends_on = None

REFUSAL = "the audit log is append-only"
ADDED = (
    ("keys", "expires_at"),
    ("keys", "last_used_at"),
    ("doors", "closed_at"),
    ("owners", "served_at"),
)
SIZED = ("datasets", "runs")


def upgrade() -> None:
    """Go to this version. Keys of before may do all; files of before count as nothing stored."""
    op.add_column("keys", sa.Column("scope", sa.Text(), nullable=False, server_default="admin"))
    for table, name in ADDED:
        op.add_column(table, sa.Column(name, sa.Double()))
    for table in SIZED:
        op.add_column(table, sa.Column("n_bytes", sa.BigInteger(), nullable=False, server_default="0"))
    op.create_table(
        "worked_hours",
        sa.Column("owner_id", sa.Text(), sa.ForeignKey("owners.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("hour", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("seconds", sa.Double(), nullable=False),
    )
    _create_audit()


def downgrade() -> None:
    """Go back to the version before."""
    op.drop_table("audit")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION plaintune_refuse_change()")
    op.drop_table("worked_hours")
    # Not in a batch, which would make the tables anew and drop what hangs on them on SQLite.
    for table in SIZED:
        op.drop_column(table, "n_bytes")
    for table, name in reversed(ADDED):
        op.drop_column(table, name)
    op.drop_column("keys", "scope")


def _create_audit() -> None:
    """Make the log, which names owners and keys without a reference: it outlives them."""
    op.create_table(
        "audit",
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("at", sa.Double(), nullable=False),
        sa.Column("owner_id", sa.Text()),
        sa.Column("key_id", sa.Text()),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("object", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Text(), nullable=False),
    )
    op.create_index("audit_by_time", "audit", ["at"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION plaintune_refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
        )
        op.execute(
            "CREATE TRIGGER audit_is_append_only BEFORE UPDATE ON audit "
            "FOR EACH ROW EXECUTE FUNCTION plaintune_refuse_change()"
        )
    else:
        op.execute(
            f"CREATE TRIGGER audit_is_append_only BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )
