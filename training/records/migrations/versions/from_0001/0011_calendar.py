"""The arrangement of a year is imported; what was counted on guessed days says so, and moves with it."""

from datetime import UTC, date, datetime

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
    column,
    false,
    table,
    true,
)

revision = "0011_calendar"
down_revision = "0010_pages_of_alerts"
branch_labels = None
depends_on = None

FIRST_GUESSED = date(2027, 1, 1)
"""No arrangement after 2026 was known when this was written: what ends later was counted Monday to Friday."""
LAST_KNOWN = datetime(2026, 12, 31, 16, tzinfo=UTC)
"""The end of 2026 in Shanghai."""
Time = DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "calendar_year",
        Column("id", Integer, primary_key=True),
        Column("year", Integer, nullable=False),
        Column("version", Integer, nullable=False),
        Column("title", String(255), nullable=False),
        Column("source", String(255), nullable=False),
        Column("sha256", String(64), nullable=False),
        Column("imported_by", String(64), nullable=False),
        Column("imported_at", Time, nullable=False),
        UniqueConstraint("year", "version"),
    )
    op.create_table(
        "calendar_day",
        Column("id", Integer, primary_key=True),
        Column("year_id", Integer, ForeignKey("calendar_year.id"), nullable=False),
        Column("day", Date, nullable=False),
        Column("is_working", Boolean, nullable=False),
        Column("name", String(64), nullable=False),
        UniqueConstraint("year_id", "day"),
    )
    op.create_table(
        "deadline_moved",
        Column("id", Integer, primary_key=True),
        Column("kind", String(16), nullable=False),
        Column("subject", Uuid, nullable=False),
        Column("what", String(255), nullable=False),
        Column("district_id", Integer, ForeignKey("district.id"), nullable=False),
        Column("was", Date, nullable=False),
        Column("becomes", Date, nullable=False),
        Column("is_moved", Boolean, nullable=False),
        Column("because", String(255), nullable=False),
        Column("moved_at", Time, nullable=False),
    )
    op.create_index(op.f("ix_deadline_moved_kind_subject"), "deadline_moved", ["kind", "subject"])
    op.add_column("publicity", Column("latest_on", Date))
    op.add_column("confirmation", _no("is_guessed"))
    op.add_column("feedback", _no("due_is_guessed"))
    _say_what_was_guessed()


def downgrade() -> None:
    op.drop_column("feedback", "due_is_guessed")
    op.drop_column("confirmation", "is_guessed")
    op.drop_column("publicity", "latest_on")
    op.drop_index(op.f("ix_deadline_moved_kind_subject"), "deadline_moved")
    for name in ("deadline_moved", "calendar_day", "calendar_year"):
        op.drop_table(name)


def _no(name: str) -> Column[bool]:
    return Column(name, Boolean, nullable=False, server_default=false())


def _say_what_was_guessed() -> None:
    """The next morning's job counts them anew."""
    publicity = table("publicity", column("ends_on", Date), column("latest_on", Date))
    confirmation = table("confirmation", column("lapses_at", Time), column("is_guessed", Boolean))
    feedback = table("feedback", column("due_on", Date), column("due_is_guessed", Boolean))
    runs_on = publicity.c.ends_on >= FIRST_GUESSED
    op.execute(publicity.update().where(runs_on).values(latest_on=publicity.c.ends_on))
    op.execute(confirmation.update().where(confirmation.c.lapses_at > LAST_KNOWN).values(is_guessed=true()))
    op.execute(feedback.update().where(feedback.c.due_on >= FIRST_GUESSED).values(due_is_guessed=true()))
