"""Which announcements the city wrote: a district neither publishes nor withdraws them."""

from alembic import op
from sqlalchemy import Boolean, Column, false

revision = "0032_city_notices"
down_revision = "0031_notices"
branch_labels = None
depends_on = None

# What is for everywhere is the city's; else whoever wrote it says so.
OF_CITY = (
    "UPDATE announcement SET is_of_city = true WHERE district_id IS NULL OR written_by_id IN"
    " (SELECT id FROM staff WHERE district_id IS NULL)"
)


def upgrade() -> None:
    op.add_column("announcement", Column("is_of_city", Boolean(), nullable=False, server_default=false()))
    op.execute(OF_CITY)


def downgrade() -> None:
    op.drop_column("announcement", "is_of_city")
