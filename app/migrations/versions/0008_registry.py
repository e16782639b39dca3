"""The index of findings that the registry searches and counts."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_INDEXED = ("finding_id", "rule", "clause", "verdict")


def upgrade() -> None:
    op.create_table(
        "indexed_findings",
        sa.Column("case_id", sa.String(36), sa.ForeignKey("cases.id", ondelete="CASCADE")),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.String(64), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("rule", sa.String(20), nullable=False),
        sa.Column("clause", sa.String(80), nullable=False),
        sa.Column("cite_ko", sa.String(300), nullable=False),
        sa.Column("cite_en", sa.String(300), nullable=False),
        sa.Column("verdict", sa.String(20), nullable=False),
        sa.Column("basis", sa.String(20), nullable=False),
        sa.Column("headline_ko", sa.Text(), nullable=False),
        sa.Column("headline_en", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("case_id", "round", "number"),
    )
    for column in _INDEXED:
        op.create_index(f"ix_indexed_findings_{column}", "indexed_findings", [column])


def downgrade() -> None:
    op.drop_table("indexed_findings")
