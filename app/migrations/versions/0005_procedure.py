"""Facts of an upload, why there is a round, what is to be supplied."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("submissions", sa.Column("facts", sa.JSON(), nullable=True))
    op.add_column(
        "rounds", sa.Column("cause", sa.String(20), nullable=False, server_default="first")
    )
    op.add_column("cases", sa.Column("asked", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("cases", "asked")
    op.drop_column("rounds", "cause")
    op.drop_column("submissions", "facts")
