"""Withdrawn certificates of teachers, what a change moved, and who was filled in later (R63, R64)."""

from alembic import op
from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    ForeignKeyConstraint,
    Integer,
    PrimaryKeyConstraint,
    String,
    UniqueConstraint,
    Uuid,
)

revision = "0051_teachers"
down_revision = "0050_region_mended"
branch_labels = None
depends_on = None

ASKED, DECIDED = "instructor_certificate_withdrawal", "instructor_withdrawal_decision"
LESSONS = "teacher_change_lesson"
# As the flags understood it until now: whatever the new teacher has from that half day on.
MOVED = """
INSERT INTO teacher_change_lesson (change_id, lesson_id)
SELECT teacher_change.id, lesson.id FROM teacher_change JOIN lesson
ON lesson.class_id = teacher_change.class_id AND lesson.instructor_id = teacher_change.new_id
WHERE lesson.held_on > teacher_change.from_day
OR (lesson.held_on = teacher_change.from_day
    AND (teacher_change.from_half = '上午' OR lesson.half_day <> '上午'))
"""


def upgrade() -> None:
    op.add_column("instructor_certificate", Column("withdrawn_at", DateTime(timezone=True)))
    op.add_column("lesson", Column("instructor_filled_at", DateTime(timezone=True)))
    op.create_table(
        ASKED,
        Column("id", Integer(), nullable=False),
        Column("public_id", Uuid(), nullable=False),
        Column("certificate_id", Integer(), nullable=False),
        Column("ordinal", Integer(), nullable=False),
        Column("reason", String(255), nullable=False),
        Column("needs_second", Boolean(), nullable=False),
        *_by("asked"),
        PrimaryKeyConstraint("id", name=op.f(f"pk_{ASKED}")),
        UniqueConstraint("public_id", name=op.f(f"uq_{ASKED}_public_id")),
        UniqueConstraint("certificate_id", "ordinal", name=op.f(f"uq_{ASKED}_certificate_id_ordinal")),
        _to(ASKED, "certificate_id", "instructor_certificate"),
        _to(ASKED, "asked_by_id", "staff"),
    )
    op.create_table(
        DECIDED,
        Column("id", Integer(), nullable=False),
        Column("withdrawal_id", Integer(), nullable=False),
        Column("is_approved", Boolean(), nullable=False),
        Column("note", String(255), nullable=False),
        *_by("decided"),
        PrimaryKeyConstraint("id", name=op.f(f"pk_{DECIDED}")),
        UniqueConstraint("withdrawal_id", name=op.f(f"uq_{DECIDED}_withdrawal_id")),
        _to(DECIDED, "withdrawal_id", ASKED),
        _to(DECIDED, "decided_by_id", "staff"),
    )
    op.create_table(
        LESSONS,
        Column("change_id", Integer(), nullable=False),
        Column("lesson_id", Integer(), nullable=False),
        PrimaryKeyConstraint("change_id", "lesson_id", name=op.f(f"pk_{LESSONS}")),
        _to(LESSONS, "change_id", "teacher_change"),
        _to(LESSONS, "lesson_id", "lesson"),
    )
    op.create_index(op.f(f"ix_{LESSONS}_lesson_id"), LESSONS, ["lesson_id"])
    op.execute(MOVED)


def downgrade() -> None:
    # Code of before knows no such word; it knows no withdrawal either, so the match stands again.
    op.execute("DELETE FROM instructor_review WHERE verdict = '未匹配'")
    for table in (LESSONS, DECIDED, ASKED):
        op.drop_table(table)
    op.drop_column("lesson", "instructor_filled_at")
    op.drop_column("instructor_certificate", "withdrawn_at")


def _by(did: str) -> tuple[Column[int], Column[str], Column[object]]:
    """Who did it, the name of then, and when."""
    return (
        Column(f"{did}_by_id", Integer(), nullable=False),
        Column(f"{did}_by", String(64), nullable=False),
        Column(f"{did}_at", DateTime(timezone=True), nullable=False),
    )


def _to(table: str, column: str, other: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"))
