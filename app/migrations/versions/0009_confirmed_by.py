"""Who confirmed what was understood of a submission."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("submissions", sa.Column("confirmed_by", sa.String(36)))


def downgrade() -> None:
    op.drop_column("submissions", "confirmed_by")
