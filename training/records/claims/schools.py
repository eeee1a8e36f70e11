"""Driving schools that may hold subsidised C1 classes (R57)."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from training.database import Base
from training.records.classes.classes import Institution
from training.records.columns import Key, Long, Moment, Short


class SchoolApproval(Base):
    """驾校核准备案: approved by the competent department and filed; a renewal is a row of its own."""

    __tablename__ = "school_approval"

    id: Mapped[Key]
    institution_id: Mapped[int] = mapped_column(ForeignKey("institution.id"), index=True)
    licence_number: Mapped[Short]
    """经营许可证号."""
    valid_from: Mapped[date]
    valid_until: Mapped[date]
    filed_on: Mapped[date]
    recorded_by: Mapped[Short]
    recorded_at: Mapped[Moment]

    institution: Mapped[Institution] = relationship()
    revocation: Mapped["SchoolRevocation | None"] = relationship(back_populates="approval")


class SchoolRevocation(Base):
    """撤销备案: from this day the approval covers nothing."""

    __tablename__ = "school_revocation"

    id: Mapped[Key]
    approval_id: Mapped[int] = mapped_column(ForeignKey("school_approval.id"), unique=True)
    revoked_on: Mapped[date]
    reason: Mapped[Long]
    recorded_by: Mapped[Short]
    recorded_at: Mapped[Moment]

    approval: Mapped[SchoolApproval] = relationship(back_populates="revocation")
