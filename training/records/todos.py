"""What is owed, on its way into the chat's own lists, of things to do and of dates, and out of them again."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, Index, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from training.chat.terms import TodoKind
from training.database import Base, UtcTime
from training.records.columns import Key, Long, Moment, PublicId, words


class ChatTodo(Base):
    """待办、日程: one duty of one or more people; written when it arises, done when it is owed no more."""

    __tablename__ = "chat_todo"
    __table_args__ = (
        UniqueConstraint("duty_key", "ordinal"),
        Index(None, "settled_at", "leased_until"),
    )

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    """The platform finds the task by it, should its answer have been lost."""
    duty_key: Mapped[Long]
    ordinal: Mapped[int]
    """A check that is voided is owed once more, which is another task."""
    kind: Mapped[TodoKind] = mapped_column(words(TodoKind))
    about: Mapped[UUID] = mapped_column(Uuid())
    """The class or the check that it is about."""
    subject: Mapped[Long]
    people: Mapped[list[int]] = mapped_column(JSON)
    """Whose it is: the keys of staff."""
    starts_at: Mapped[datetime | None] = mapped_column(UtcTime())
    """Only of an event (日程), which ends when it is due."""
    due_at: Mapped[datetime | None] = mapped_column(UtcTime())
    wanted_at: Mapped[Moment]
    done_at: Mapped[datetime | None] = mapped_column(UtcTime())
    """Since when nothing is owed; the task is closed from then on."""
    task_id: Mapped[str | None] = mapped_column(String(128))
    """The platform's own; empty until it is there."""
    creator: Mapped[str] = mapped_column(String(64), default="")
    """The account in whose name it was made, which alone may close it."""
    may_be_there: Mapped[bool] = mapped_column(default=False)
    """An attempt was made whose answer did not come."""
    attempts: Mapped[int] = mapped_column(default=0)
    leased_until: Mapped[Moment]
    """A bot is at it until then, or it waits for its next attempt."""
    settled_at: Mapped[datetime | None] = mapped_column(UtcTime())
    """Closed, never made, or given up: nothing more is done about it."""
