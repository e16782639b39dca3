"""Corrected readings, their confirmation, and the layer maps of offices."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_COLUMNS = ("corrections", "corrected_from", "known_by", "confirmed_at")


def upgrade() -> None:
    op.add_column("submissions", sa.Column("corrections", sa.JSON()))
    # Not a foreign key: SQLite adds one only by making the table anew, which would empty `outputs`.
    op.add_column("submissions", sa.Column("corrected_from", sa.String(36)))
    op.add_column("submissions", sa.Column("known_by", sa.JSON()))
    op.add_column("submissions", sa.Column("confirmed_at", sa.DateTime(timezone=True)))
    op.create_index("ix_submissions_corrected_from", "submissions", ["corrected_from"])
    op.create_table(
        "offices",
        sa.Column("key", sa.String(16), primary_key=True),
        sa.Column("name", sa.String(300), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("offices")
    op.drop_index("ix_submissions_corrected_from", "submissions")
    for name in _COLUMNS:
        op.drop_column("submissions", name)
