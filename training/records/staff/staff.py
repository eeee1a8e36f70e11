"""Members of staff and their API tokens."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from training.database import Base, UtcTime
from training.notice.terms import Role
from training.records.classes.classes import Institution
from training.records.classes.districts import District
from training.records.columns import Key, Long, Moment, PublicId, Short, words
from training.staff.terms import StaffDeed


class Staff(Base):
    """工作人员: the city sees every district, a district and an institution only their own (R09)."""

    __tablename__ = "staff"
    __table_args__ = (
        CheckConstraint(
            "(role = 'district') = (district_id IS NOT NULL)", name="a_district_role_has_a_district"
        ),
        CheckConstraint(
            "(role = 'institution') = (institution_id IS NOT NULL)",
            name="an_institution_role_has_an_institution",
        ),
    )

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    name: Mapped[Short] = mapped_column(unique=True)
    chat_id: Mapped[str | None] = mapped_column(String(64), index=True, unique=True)
    """How the organisation's chat names this person; without it nobody is known there."""
    account_id: Mapped[str | None] = mapped_column(String(64))
    """How the vendor of meetings names this person; looked up when first needed."""
    role: Mapped[Role] = mapped_column(words(Role))
    district_id: Mapped[int | None] = mapped_column(ForeignKey("district.id"))
    institution_id: Mapped[int | None] = mapped_column(ForeignKey("institution.id"))
    added_at: Mapped[Moment]
    left_at: Mapped[datetime | None] = mapped_column(UtcTime())
    """When the person left the service (离岗); what was done stays under the name."""

    district: Mapped[District | None] = relationship()
    institution: Mapped[Institution | None] = relationship()


class ApiToken(Base):
    """接口令牌: lets a program read what its member of staff may see."""

    __tablename__ = "api_token"

    id: Mapped[Key]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    digest: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    issued_at: Mapped[Moment]
    expires_at: Mapped[Moment]
    revoked_at: Mapped[datetime | None] = mapped_column(UtcTime())
    issued_by: Mapped[Short] = mapped_column(default="", server_default="")
    """Empty of those that were issued before it was kept."""
    purpose: Mapped[Short] = mapped_column(default="", server_default="")
    """用途: which program uses it."""
    revoked_by: Mapped[Short] = mapped_column(default="", server_default="")

    staff: Mapped[Staff] = relationship()


class StaffLink(Base):
    """一次性链接: signs one member of staff in on a page, once, for a few minutes."""

    __tablename__ = "staff_link"

    id: Mapped[Key]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    digest: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    path: Mapped[Long]
    """Where it leads, a path of this site."""
    made_at: Mapped[Moment]
    expires_at: Mapped[Moment]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    """The colleague who made it; None of one's own. Whoever held it on its way could enter by it."""


class StaffSession(Base):
    """工作人员登录: begun by a link that nobody used before; ends after idle time, a day or a sign-out."""

    __tablename__ = "staff_session"

    id: Mapped[Key]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    link_id: Mapped[int] = mapped_column(ForeignKey("staff_link.id"), unique=True)
    """Unique, so that of two who open a link at once only one enters."""
    digest: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    begun_at: Mapped[Moment]
    seen_at: Mapped[Moment]
    """Moved on at most once a minute while it is used."""
    device: Mapped[Short] = mapped_column(default="", server_default="")
    """In words: which kind of device and of app."""
    ended_at: Mapped[datetime | None] = mapped_column(UtcTime())

    staff: Mapped[Staff] = relationship()


class StaffAct(Base):
    """人员办理: one act about a member of staff, and who stands where since then."""

    __tablename__ = "staff_act"

    id: Mapped[Key]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    act: Mapped[StaffDeed] = mapped_column(words(StaffDeed))
    role: Mapped[Role] = mapped_column(words(Role))
    """After the act, as the two places."""
    district_id: Mapped[int | None] = mapped_column(ForeignKey("district.id"))
    institution_id: Mapped[int | None] = mapped_column(ForeignKey("institution.id"))
    note: Mapped[Long] = mapped_column(default="")
    done_by: Mapped[Short]
    """The name of then; at a shell that of the operator."""
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    done_at: Mapped[Moment]

    district: Mapped[District | None] = relationship()
    institution: Mapped[Institution | None] = relationship()
