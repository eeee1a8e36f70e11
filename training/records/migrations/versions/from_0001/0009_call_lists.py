"""A number may be shown with others at once, on a list that is taken along to where there is no network."""

from alembic import op
from sqlalchemy import Boolean, Column, false

revision = "0009_call_lists"
down_revision = "0008_todos"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("phone_showing", Column("on_list", Boolean(), nullable=False, server_default=false()))


def downgrade() -> None:
    op.drop_column("phone_showing", "on_list")
