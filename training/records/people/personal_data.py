"""What trainees do with their own data: a new phone, a problem told."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from training.database import Base, Sealed, UtcTime
from training.records.classes.trainees import Trainee
from training.records.columns import Key, Long, Moment, PublicId, Short


class PhoneRequest(Base):
    """申请换号: a trainee names a new phone; codes to the old and the new one prove both."""

    __tablename__ = "phone_request"
    __table_args__ = (
        # Of requests at the same moment only one becomes number n.
        UniqueConstraint("trainee_id", "ordinal"),
    )

    id: Mapped[Key]
    trainee_id: Mapped[int] = mapped_column(ForeignKey("trainee.id"))
    ordinal: Mapped[int]
    old_phone: Mapped[str] = mapped_column(Sealed("phone"))
    new_phone: Mapped[str] = mapped_column(Sealed("phone"))
    old_digest: Mapped[bytes] = mapped_column(LargeBinary)
    new_digest: Mapped[bytes] = mapped_column(LargeBinary)
    tries: Mapped[int] = mapped_column(default=0)
    requested_at: Mapped[Moment]
    expires_at: Mapped[Moment]
    done_at: Mapped[datetime | None] = mapped_column(UtcTime())
    """When both codes were right and the phone was changed."""


class ProblemReport(Base):
    """反映问题: what a trainee tells the district."""

    __tablename__ = "problem_report"
    __table_args__ = (Index(None, "trainee_id", "reported_at"),)

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    trainee_id: Mapped[int] = mapped_column(ForeignKey("trainee.id"))
    district_id: Mapped[int | None] = mapped_column(ForeignKey("district.id"), index=True)
    about: Mapped[Short]
    text: Mapped[Long]
    reported_at: Mapped[Moment]

    trainee: Mapped[Trainee] = relationship()
    handling: Mapped["ProblemHandling | None"] = relationship(back_populates="report")


class ProblemHandling(Base):
    """办结: what the office did about it, once; whoever told it reads it in the own copy."""

    __tablename__ = "problem_handling"

    id: Mapped[Key]
    report_id: Mapped[int] = mapped_column(ForeignKey("problem_report.id"), unique=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    note: Mapped[Long]
    handled_by: Mapped[Short]
    handled_at: Mapped[Moment]

    report: Mapped[ProblemReport] = relationship(back_populates="handling")
