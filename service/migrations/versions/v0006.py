"""Links that show one result to whoever has them, the honest score beside its run, and workers that died on it."""

import sqlalchemy as sa
from alembic import op

revision = "v0006"
down_revision = "v0005"
branch_labels = None
depends_on = None

FOUND = {
    "postgresql": "record -> 'result' -> 'score'",
    "sqlite": "json_extract(record, '$.result.score')",
}


def upgrade() -> None:
    """Go to this version."""
    op.add_column("runs", sa.Column("score", sa.JSON(none_as_null=True)))
    op.add_column("runs", sa.Column("takeovers", sa.Integer(), nullable=False, server_default="0"))
    found = FOUND[op.get_bind().dialect.name]
    has_one = "json_extract(record, '$.result') IS NOT NULL"
    if op.get_bind().dialect.name == "postgresql":
        has_one = "json_typeof(record -> 'result') = 'object'"
    op.execute(f"UPDATE runs SET score = {found} WHERE record IS NOT NULL AND {has_one}")  # noqa: S608  our own words
    op.create_table(
        "shares",
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("run_id", sa.Text(), sa.ForeignKey("runs.id", ondelete="CASCADE"), nullable=False),
        sa.Column("owner_id", sa.Text(), sa.ForeignKey("owners.id", ondelete="CASCADE"), nullable=False),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False, unique=True),
    )
    op.create_index("shares_of_run", "shares", ["run_id", "created_at"])


def downgrade() -> None:
    """Go back to the version before."""
    op.drop_table("shares")
    op.drop_column("runs", "takeovers")  # not in a batch, which would make the table anew and drop its trials on SQLite
    op.drop_column("runs", "score")
