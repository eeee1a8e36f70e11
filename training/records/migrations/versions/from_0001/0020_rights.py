"""Copies of one's own data, requests about it, and their answers (个人信息保护法第四十五条、第五十条)."""

from alembic import op
from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Integer,
    String,
    UniqueConstraint,
    Uuid,
)

revision = "0020_rights"
down_revision = "0019_late_punches"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "data_copy",
        Column("id", Integer, primary_key=True),
        Column("trainee_id", Integer, ForeignKey("trainee.id"), nullable=False),
        Column("taken_on", Date, nullable=False),
        Column("ordinal", Integer, nullable=False),
        Column("taken_at", DateTime(timezone=True), nullable=False),
        UniqueConstraint("trainee_id", "taken_on", "ordinal"),
    )
    op.create_table(
        "data_request",
        Column("id", Integer, primary_key=True),
        Column("public_id", Uuid, nullable=False, unique=True),
        Column("year", Integer, nullable=False),
        Column("ordinal", Integer, nullable=False),
        Column("trainee_id", Integer, ForeignKey("trainee.id"), nullable=False, index=True),
        Column("district_id", Integer, ForeignKey("district.id"), index=True),
        Column("kind", String(16), nullable=False),
        Column("text", String(255), nullable=False),
        Column("filed_at", DateTime(timezone=True), nullable=False),
        Column("due_on", Date, nullable=False),
        Column("due_is_guessed", Boolean, nullable=False),
        UniqueConstraint("year", "ordinal"),
    )
    op.create_table(
        "data_request_answer",
        Column("id", Integer, primary_key=True),
        Column("request_id", Integer, ForeignKey("data_request.id"), nullable=False, unique=True),
        Column("decision", String(16), nullable=False),
        Column("text", String(255), nullable=False),
        Column("answered_by_id", Integer, ForeignKey("staff.id"), nullable=False),
        Column("answered_by", String(64), nullable=False),
        Column("answered_at", DateTime(timezone=True), nullable=False),
    )


def downgrade() -> None:
    # Code of before knows no such deadline, and reads none of the table where one of it stands.
    op.execute("DELETE FROM deadline_moved WHERE kind = '个人信息请求'")
    for table in ("data_request_answer", "data_request", "data_copy"):
        op.drop_table(table)
