"""Meetings of video checks: what DingTalk is asked for, who was invited, and who was there (R31)."""

from datetime import datetime

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from training.database import Base, BlindIndex, Sealed, UtcTime
from training.records.columns import BigKey, Key, Long, Moment, PublicId, Short, words
from training.records.spot_checks import SpotCheck
from training.records.staff import Staff
from training.records.trainees import Enrolment
from training.terms import (
    InviteResult,
    InviteWay,
    MeetingState,
    MeetingTrouble,
    PresenceSource,
    WishKind,
)

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
    """As it stands in DingTalk; no other meeting has it, so that one whose answer was lost is found by it."""
    host_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    """Whoever wanted it; only the host may close it."""
    wanted_at: Mapped[Moment]
    opened_at: Mapped[datetime | None] = mapped_column(UtcTime())
    ended_at: Mapped[datetime | None] = mapped_column(UtcTime())
    """Ended, or given up."""
    conference_id: Mapped[str | None] = mapped_column(String(255), unique=True)
    """DingTalk's own number of it."""
    join_address: Mapped[str | None] = mapped_column(Sealed("meeting.join_address"))
    """入会链接: whoever has it is let in."""
    room_code: Mapped[Short] = mapped_column(default="")
    """会议号."""
    dial_in: Mapped[list[str]] = mapped_column(JSON, default=list)
    """Telephone numbers by which one may join, where the organisation has them."""
    trouble: Mapped[MeetingTrouble | None] = mapped_column(words(MeetingTrouble))
    """Why it failed."""

    check: Mapped[SpotCheck] = relationship()
    host: Mapped[Staff] = relationship()


class MeetingWish(Base):
    """会议操作: one thing that DingTalk is to be asked for, written in the transaction of its cause."""

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
    """DingTalk's own word for the latest failure."""

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
    """Empty until it is known whether the trainee is in DingTalk."""
    result: Mapped[InviteResult] = mapped_column(words(InviteResult))
    invited_at: Mapped[datetime | None] = mapped_column(UtcTime())
    message_id: Mapped[int | None] = mapped_column(ForeignKey("outgoing_message.id"), index=True)
    """The SMS, where it is one."""

    enrolment: Mapped[Enrolment] = relationship()


class MeetingPresence(Base):
    """出入会: one statement of DingTalk on one member, as it came; the rules put them together."""

    __tablename__ = "meeting_presence"
    __table_args__ = (UniqueConstraint("meeting_id", "said_key"),)

    id: Mapped[BigKey]
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    said_key: Mapped[str] = mapped_column(String(64))
    """Digest of what is said: the same said again is the same statement."""
    source: Mapped[PresenceSource] = mapped_column(words(PresenceSource))
    member_key: Mapped[str] = mapped_column(String(64))
    """The same for the same account, or the same name of a guest."""
    union_index: Mapped[bytes | None] = mapped_column(BlindIndex("union_id"))
    phone_index: Mapped[bytes | None] = mapped_column(BlindIndex("phone"))
    """Of somebody who dialled in."""
    nick: Mapped[str] = mapped_column(Sealed("meeting_presence.nick"))
    is_in: Mapped[bool]
    joined_at: Mapped[datetime | None] = mapped_column(UtcTime())
    left_at: Mapped[datetime | None] = mapped_column(UtcTime())
    stayed_seconds: Mapped[int | None]
    """As the list of members sums it up."""
    sequence: Mapped[int] = mapped_column(BigInteger, default=0)
    """Orders the events of one meeting (statusSeqNum)."""
    said_at: Mapped[Moment]


class MeetingLook(Base):
    """看一眼: one query of a running meeting, which alone tells the cameras."""

    __tablename__ = "meeting_look"

    id: Mapped[Key]
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    looked_at: Mapped[Moment]


class CameraSighting(Base):
    """摄像头: how one member's camera stood at one look."""

    __tablename__ = "camera_sighting"
    __table_args__ = (UniqueConstraint("look_id", "member_key"),)

    id: Mapped[BigKey]
    look_id: Mapped[int] = mapped_column(ForeignKey("meeting_look.id"))
    member_key: Mapped[str] = mapped_column(String(64))
    union_index: Mapped[bytes | None] = mapped_column(BlindIndex("union_id"))
    phone_index: Mapped[bytes | None] = mapped_column(BlindIndex("phone"))
    nick: Mapped[str] = mapped_column(Sealed("meeting_presence.nick"))
    is_in: Mapped[bool]
    camera_is_on: Mapped[bool | None]
    """Empty where DingTalk does not say."""


class MeetingEvent(Base):
    """会议事件: what DingTalk pushed of a meeting, kept before it is acknowledged, applied after."""

    __tablename__ = "meeting_event"
    __table_args__ = (Index(None, "applied_at", "conference_id"),)

    id: Mapped[BigKey]
    event_id: Mapped[Long] = mapped_column(unique=True)
    """DingTalk's own: what is delivered twice is received once."""
    conference_id: Mapped[Long]
    said: Mapped[str | None] = mapped_column(Sealed("meeting_event.said"))
    """What was said, as JSON; emptied once applied, or found to be of a meeting that is not ours."""
    received_at: Mapped[Moment]
    applied_at: Mapped[datetime | None] = mapped_column(UtcTime())


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


class DingTalkAccount(Base):
    """钉钉账号: what DingTalk answered when it was asked by a trainee's phone; the latest answer holds."""

    __tablename__ = "dingtalk_account"
    __table_args__ = (Index(None, "trainee_id", "phone_index"),)

    id: Mapped[BigKey]
    trainee_id: Mapped[int] = mapped_column(ForeignKey("trainee.id"))
    phone_index: Mapped[bytes] = mapped_column(BlindIndex("phone"))
    """The number that was asked for; another number is asked for anew."""
    userid: Mapped[str | None] = mapped_column(Sealed("dingtalk_account.userid"))
    """Empty: nobody in the organisation has this number."""
    union_id: Mapped[str | None] = mapped_column(Sealed("dingtalk_account.union_id"))
    union_index: Mapped[bytes | None] = mapped_column(BlindIndex("union_id"))
    looked_up_at: Mapped[Moment]
