"""What trainees ask for about their own data, and what they were answered."""

from datetime import date

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from training.database import Base
from training.people.terms import RequestDecision, RequestKind
from training.records.classes.districts import District
from training.records.classes.trainees import Trainee
from training.records.columns import Key, Long, Moment, PublicId, Short, words


class DataRequest(Base):
    """个人信息请求: a trainee exercises a right over the own data (个人信息保护法第五十条)."""

    __tablename__ = "data_request"
    __table_args__ = (
        # Of two filed at the same moment only one becomes number n of the year.
        UniqueConstraint("year", "ordinal"),
    )

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    year: Mapped[int]
    ordinal: Mapped[int]
    trainee_id: Mapped[int] = mapped_column(ForeignKey("trainee.id"), index=True)
    district_id: Mapped[int | None] = mapped_column(ForeignKey("district.id"), index=True)
    """Of the latest class; the city's where there was none."""
    kind: Mapped[RequestKind] = mapped_column(words(RequestKind))
    text: Mapped[Long]
    filed_at: Mapped[Moment]
    due_on: Mapped[date]
    """The last day for the answer, as the trainee was told it or as the calendar moved it."""
    due_is_guessed: Mapped[bool] = mapped_column(default=False)

    trainee: Mapped[Trainee] = relationship()
    district: Mapped[District | None] = relationship()
    answer: Mapped["DataRequestAnswer | None"] = relationship(back_populates="request")


class DataRequestAnswer(Base):
    """答复: the district or the city decided, once, and said why."""

    __tablename__ = "data_request_answer"

    id: Mapped[Key]
    request_id: Mapped[int] = mapped_column(ForeignKey("data_request.id"), unique=True)
    decision: Mapped[RequestDecision] = mapped_column(words(RequestDecision))
    text: Mapped[Long]
    answered_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    answered_by: Mapped[Short]
    answered_at: Mapped[Moment]

    request: Mapped[DataRequest] = relationship(back_populates="answer")
