"""Who of the staff asked for 不刷脸 (by key), so that the same hand does not decide."""

from alembic import op
from sqlalchemy import Column, ForeignKey, Integer

revision = "0039_alternative_askers"
down_revision = "0038_cameras"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Not as a batch, which would make the table anew: decisions refer to it.
    asker = ForeignKey("staff.id", name=op.f("fk_attendance_alternative_asked_by_id"))
    op.add_column("attendance_alternative", Column("asked_by_id", Integer(), asker), inline_references=True)


def downgrade() -> None:
    op.drop_column("attendance_alternative", "asked_by_id")
