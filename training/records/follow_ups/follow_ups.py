"""就业跟踪: who is to be asked when, what was answered, who was asked again (R11, R14, R56)."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from training.database import Base, UtcTime
from training.follow_ups.terms import AnswerSource, WorkStatus
from training.records.classes.districts import District
from training.records.classes.trainees import Enrolment
from training.records.columns import ClientKey, Key, Long, Moment, PublicId, Short, words


class FollowUp(Base):
    """回访任务: a qualified person is asked so many days after the list was approved; once a step."""

    __tablename__ = "follow_up"
    __table_args__ = (
        UniqueConstraint("enrolment_id", "after_days"),
        UniqueConstraint("token_digest", name="uq_follow_up_token"),
        Index(None, "district_id", "is_open", "due_on", "id"),
        Index(None, "institution_id", "is_open", "due_on", "id"),
    )

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"))
    """Of its class; for the queues."""
    institution_id: Mapped[int] = mapped_column(ForeignKey("institution.id"))
    after_days: Mapped[int]
    qualified_on: Mapped[date]
    """When the list was approved, in Shanghai; the days are counted from it."""
    due_on: Mapped[date]
    is_open: Mapped[bool]
    """Nobody has answered it; for the queues."""
    dropped_at: Mapped[datetime | None] = mapped_column(UtcTime())
    """The person is not on the approved list any more."""
    token_digest: Mapped[str | None] = mapped_column(String(32))
    """Of the token in the link of the SMS, which nobody reads here; None: none was sent, or it is used up."""

    enrolment: Mapped[Enrolment] = relationship()
    district: Mapped[District] = relationship()
    answers: Mapped[list["FollowUpAnswer"]] = relationship(
        back_populates="follow_up", order_by="FollowUpAnswer.ordinal"
    )


class FollowUpAnswer(Base):
    """回访结果: what was said, by whom; the last of several holds, and all of them stay."""

    __tablename__ = "follow_up_answer"
    __table_args__ = (
        UniqueConstraint("follow_up_id", "ordinal"),
        UniqueConstraint("follow_up_id", "client_key"),
        Index(None, "back_check_is_due", "id"),
    )

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    follow_up_id: Mapped[int] = mapped_column(ForeignKey("follow_up.id"))
    ordinal: Mapped[int]
    status: Mapped[WorkStatus] = mapped_column(words(WorkStatus))
    employer: Mapped[Long]
    """单位名称, or what the own business is called."""
    credit_code: Mapped[Short]
    """统一社会信用代码; empty: not said."""
    job: Mapped[Short]
    since: Mapped[date | None]
    """起始日期."""
    source: Mapped[AnswerSource] = mapped_column(words(AnswerSource))
    asked_on: Mapped[date]
    """回访日期."""
    note: Mapped[Long]
    has_proof: Mapped[bool]
    """佐证: a file lies beside it, or insurance data agree."""
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    """None where the person answered."""
    answered_by: Mapped[Short]
    answered_at: Mapped[Moment] = mapped_column(index=True)
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id"), index=True)
    """The file that brought it; none where it was written on a page or in the chat."""
    client_key: Mapped[ClientKey]
    seed: Mapped[bytes | None] = mapped_column(LargeBinary)
    """Of the draw whether the city asks again."""
    back_check_is_due: Mapped[bool]
    """抽中复核, and not asked again yet."""
    purged_at: Mapped[datetime | None] = mapped_column(UtcTime())
    """From when on what was typed and its proof are gone; the status stays."""

    follow_up: Mapped[FollowUp] = relationship(back_populates="answers")
    proof: Mapped["FollowUpProof | None"] = relationship(viewonly=True)
    back_check: Mapped["BackCheck | None"] = relationship(viewonly=True)
    tries: Mapped[list["BackCheckTry"]] = relationship(viewonly=True, order_by="BackCheckTry.id")


class FollowUpProof(Base):
    """佐证: a photo or PDF that shows what was answered."""

    __tablename__ = "follow_up_proof"

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    answer_id: Mapped[int] = mapped_column(ForeignKey("follow_up_answer.id"), unique=True)
    sha256: Mapped[str] = mapped_column(String(64))
    """Of the file as it came: one paper that proves many is pointed out."""
    media_type: Mapped[Short]
    size: Mapped[int]
    store_key: Mapped[Long]
    """Where the store keeps it, sealed."""
    received_at: Mapped[Moment]
    purged_at: Mapped[datetime | None] = mapped_column(UtcTime())


class BackCheckTry(Base):
    """复核未接通: the city called and reached nobody; one a day, and after the last it gives up."""

    __tablename__ = "back_check_try"
    __table_args__ = (UniqueConstraint("answer_id", "tried_on"),)

    id: Mapped[Key]
    answer_id: Mapped[int] = mapped_column(ForeignKey("follow_up_answer.id"))
    tried_on: Mapped[date]
    """The day on which it was written down, in Shanghai: three tries cannot be made up in one morning."""
    note: Mapped[Long]
    tried_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    tried_by: Mapped[Short]
    tried_at: Mapped[Moment]


class BackCheck(Base):
    """复核回访: the city asked again; whether it was told the same, and what it was told; once."""

    __tablename__ = "back_check"

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    answer_id: Mapped[int] = mapped_column(ForeignKey("follow_up_answer.id"), unique=True)
    status: Mapped[WorkStatus] = mapped_column(words(WorkStatus))
    agrees: Mapped[bool | None]
    """None: nobody was reached, on as many days as are asked for; that confirms nothing."""
    employer: Mapped[Long]
    """What was said of the day of the answer, as of the answer itself."""
    since: Mapped[date | None]
    note: Mapped[Long]
    asked_on: Mapped[date]
    checked_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    checked_by: Mapped[Short]
    checked_at: Mapped[Moment]

    answer: Mapped[FollowUpAnswer] = relationship()
