"""Meetings of video checks: what the vendor is asked for, who was invited, and who was there (R31)."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from training.database import Base, Sealed, UtcTime
from training.meetings.terms import InviteResult, InviteWay, MeetingState, MeetingTrouble, WishKind
from training.records.checks.spot_checks import SpotCheck
from training.records.classes.trainees import Enrolment
from training.records.columns import BigKey, Key, Long, Moment, PublicId, Short, words
from training.records.staff.staff import Staff

NOT_ENDED = text("ended_at IS NULL")
NOT_SETTLED = text("settled_at IS NULL")


class Meeting(Base):
    """视频会议: one meeting of a video check; a check has several where one failed or broke."""

    __tablename__ = "meeting"
    __table_args__ = (
        UniqueConstraint("check_id", "ordinal"),
        # However two ask for it, a check has one meeting at a time.
        Index(
            "ix_meeting_running",
            "check_id",
            unique=True,
            sqlite_where=NOT_ENDED,
            postgresql_where=NOT_ENDED,
        ),
    )

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    check_id: Mapped[int] = mapped_column(ForeignKey("spot_check.id"))
    ordinal: Mapped[int]
    state: Mapped[MeetingState] = mapped_column(words(MeetingState))
    title: Mapped[Short]
    """As it stands at the vendor's; no other has it, so that one whose answer was lost is found by it."""
    host_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    """Whoever wanted it; only the host may close it."""
    wanted_at: Mapped[Moment]
    opened_at: Mapped[datetime | None] = mapped_column(UtcTime())
    ended_at: Mapped[datetime | None] = mapped_column(UtcTime())
    """Ended, or given up."""
    conference_id: Mapped[str | None] = mapped_column(String(255), unique=True)
    """The vendor's own number of it."""
    join_address: Mapped[str | None] = mapped_column(Sealed("meeting.join_address"))
    """入会链接: whoever has it is let in."""
    room_code: Mapped[Short] = mapped_column(default="")
    """会议号."""
    dial_in: Mapped[list[str]] = mapped_column(JSON, default=list)
    """Telephone numbers by which one may join, where the organisation has them."""
    trouble: Mapped[MeetingTrouble | None] = mapped_column(words(MeetingTrouble))
    """Why it failed."""
    purged_at: Mapped[datetime | None] = mapped_column(UtcTime())
    """When the list of who was in it had outlived its time."""

    check: Mapped[SpotCheck] = relationship()
    host: Mapped[Staff] = relationship()


class MeetingWish(Base):
    """会议操作: one thing that the vendor is to be asked for, written in the transaction of its cause."""

    __tablename__ = "meeting_wish"
    __table_args__ = (
        Index(None, "settled_at", "due_at"),
        # A second wish for what is wanted already is the same wish.
        Index(
            "ix_meeting_wish_open",
            "meeting_id",
            "kind",
            unique=True,
            sqlite_where=NOT_SETTLED,
            postgresql_where=NOT_SETTLED,
        ),
    )

    id: Mapped[Key]
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    kind: Mapped[WishKind] = mapped_column(words(WishKind))
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    """Whoever is told what came of it; nobody where it came of itself."""
    asked_at: Mapped[Moment]
    due_at: Mapped[Moment]
    """Not before; also until when a bot holds it."""
    attempts: Mapped[int] = mapped_column(default=0)
    is_unclear: Mapped[bool] = mapped_column(default=False)
    """An attempt has begun and nobody knows how it ended: what it may have done is looked for first."""
    settled_at: Mapped[datetime | None] = mapped_column(UtcTime())
    trouble: Mapped[MeetingTrouble | None] = mapped_column(words(MeetingTrouble))
    """Why it was given up; empty where it was done."""
    code: Mapped[Long] = mapped_column(default="")
    """The vendor's own word for the latest failure."""

    meeting: Mapped[Meeting] = relationship()


class MeetingInvitation(Base):
    """邀请: one trainee asked into a meeting, or reminded of it, and by which way."""

    __tablename__ = "meeting_invitation"
    __table_args__ = (UniqueConstraint("wish_id", "enrolment_id"),)

    id: Mapped[BigKey]
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    wish_id: Mapped[int] = mapped_column(ForeignKey("meeting_wish.id"))
    """The first invitation, or the wave of reminders."""
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"), index=True)
    way: Mapped[InviteWay | None] = mapped_column(words(InviteWay))
    """Empty until it is known whether the trainee has an account."""
    result: Mapped[InviteResult] = mapped_column(words(InviteResult))
    invited_at: Mapped[datetime | None] = mapped_column(UtcTime())
    message_id: Mapped[int | None] = mapped_column(ForeignKey("outgoing_message.id"), index=True)
    """The SMS, where it is one."""

    enrolment: Mapped[Enrolment] = relationship()


class MeetingNotice(Base):
    """会议告知: what came of a wish, on its way to whoever asked for it by a chat message of the robot."""

    __tablename__ = "meeting_notice"
    __table_args__ = (Index(None, "told_at", "leased_until"),)

    id: Mapped[Key]
    wish_id: Mapped[int] = mapped_column(ForeignKey("meeting_wish.id"), unique=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    written_at: Mapped[Moment]
    leased_until: Mapped[Moment]
    """A bot is telling it until then."""
    told_at: Mapped[datetime | None] = mapped_column(UtcTime())

    wish: Mapped[MeetingWish] = relationship()
    staff: Mapped[Staff] = relationship()
