"""The lessons of a teacher are found by the teacher: the list of teachers counts them on every page."""

from alembic import op

revision = "0035_teachers"
down_revision = "0034_partial_files"
branch_labels = None
depends_on = None

INDEX = "ix_lesson_instructor_id_held_on"


def upgrade() -> None:
    op.create_index(INDEX, "lesson", ["instructor_id", "held_on"])


def downgrade() -> None:
    op.drop_index(INDEX, "lesson")
