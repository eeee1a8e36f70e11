"""限制处理: whose data is only kept, and used for nothing but the duty, and until when that was so."""

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from training.database import Base
from training.records.classes.districts import District
from training.records.classes.trainees import Trainee
from training.records.columns import Key, Long, Moment, PublicId, Short
from training.records.people.data_requests import DataRequest


class ProcessingRestriction(Base):
    """限制处理: it holds until its lift (个人信息保护法第四十七条第二款)."""

    __tablename__ = "processing_restriction"
    __table_args__ = (
        # Nobody is restricted twice: of two who press at once only one writes the person's number n.
        UniqueConstraint("trainee_id", "ordinal"),
    )

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    trainee_id: Mapped[int] = mapped_column(ForeignKey("trainee.id"))
    ordinal: Mapped[int]
    district_id: Mapped[int | None] = mapped_column(ForeignKey("district.id"), index=True)
    """Of the request, or else of the latest class; the city's where there was none."""
    request_id: Mapped[int | None] = mapped_column(ForeignKey("data_request.id"), unique=True)
    """What the trainee asked for; empty where the office did it by itself."""
    reason: Mapped[Long]
    begun_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    """Empty of a command, which knows its operator by name."""
    begun_by: Mapped[Short]
    begun_at: Mapped[Moment]

    trainee: Mapped[Trainee] = relationship()
    district: Mapped[District | None] = relationship()
    request: Mapped[DataRequest | None] = relationship()
    lift: Mapped["RestrictionLift | None"] = relationship(back_populates="restriction")


class RestrictionLift(Base):
    """解除限制: once, with its reason."""

    __tablename__ = "restriction_lift"

    id: Mapped[Key]
    restriction_id: Mapped[int] = mapped_column(ForeignKey("processing_restriction.id"), unique=True)
    reason: Mapped[Long]
    lifted_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    lifted_by: Mapped[Short]
    lifted_at: Mapped[Moment]

    restriction: Mapped[ProcessingRestriction] = relationship(back_populates="lift")
