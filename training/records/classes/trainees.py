"""People and their places in classes."""

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from training.database import Base, BlindIndex, Sealed
from training.notice.identity import tail_of
from training.notice.terms import Sex
from training.records.classes.classes import TrainingClass
from training.records.columns import Key, Long, Moment, PublicId, Short, words


def _tail_of(column: str) -> Callable[[Any], str]:
    """Of that column of the same row; rows that come in bulk pass no session."""

    def tail(context: Any) -> str:
        return tail_of(context.get_current_parameters()[column])

    return tail


class Trainee(Base):
    """学员: a person, once, however many classes."""

    __tablename__ = "trainee"

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    name: Mapped[Short]
    sex: Mapped[Sex] = mapped_column(words(Sex))
    id_number: Mapped[str] = mapped_column(Sealed("trainee.id_number"))
    """身份证号."""
    id_number_index: Mapped[bytes] = mapped_column(BlindIndex("id_number"), unique=True)
    id_tail_index: Mapped[bytes | None] = mapped_column(
        BlindIndex("id_tail"), default=_tail_of("id_number"), index=True
    )
    """Of the last letters of the ID number (尾号), by which somebody is looked up."""
    phone: Mapped[str] = mapped_column(Sealed("phone"))
    """联系电话."""
    phone_index: Mapped[bytes] = mapped_column(BlindIndex("phone"), index=True)
    phone_tail_index: Mapped[bytes | None] = mapped_column(
        BlindIndex("phone_tail"), default=_tail_of("phone"), index=True
    )
    bank_card: Mapped[str | None] = mapped_column(Sealed("trainee.bank_card"))
    bank_card_index: Mapped[bytes | None] = mapped_column(BlindIndex("bank_card"))
    category: Mapped[Short] = mapped_column(default="")
    """人员类别."""
    education: Mapped[Short] = mapped_column(default="")

    @validates("id_number", "phone")
    def _keep_tail(self, column: str, text: str) -> str:
        """Whoever changes the number changes its tail."""
        tail = "id_tail_index" if column == "id_number" else "phone_tail_index"
        setattr(self, tail, tail_of(text))
        return text


class PhoneChange(Base):
    """换号: a later roster brought another phone for a known person; the old one is kept here."""

    __tablename__ = "phone_change"

    id: Mapped[Key]
    trainee_id: Mapped[int] = mapped_column(ForeignKey("trainee.id"), index=True)
    old_phone: Mapped[str] = mapped_column(Sealed("phone"))
    new_phone: Mapped[str] = mapped_column(Sealed("phone"))
    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batch.id"))
    changed_at: Mapped[Moment]


class Enrolment(Base):
    """学籍: a person in a class; the roster's line that everything downstream refers to (R25)."""

    __tablename__ = "enrolment"
    __table_args__ = (
        UniqueConstraint("class_id", "trainee_id"),
        UniqueConstraint("class_id", "attendance_number"),
        Index(None, "trainee_id"),
        Index(None, "attendance_number"),
    )

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    class_id: Mapped[int] = mapped_column(ForeignKey("training_class.id"))
    trainee_id: Mapped[int] = mapped_column(ForeignKey("trainee.id"))
    attendance_number: Mapped[str | None] = mapped_column(String(24))
    """考勤号: the number of this person on the class's attendance machine, without leading zeros."""
    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batch.id"))
    joined_on: Mapped[date] = mapped_column(server_default="1970-01-01")
    """From this day on the person is in the class; a day before its first one means from the beginning."""

    training_class: Mapped[TrainingClass] = relationship()
    trainee: Mapped[Trainee] = relationship()
    withdrawal: Mapped["Withdrawal | None"] = relationship(back_populates="enrolment")


class Withdrawal(Base):
    """退班: from the day after `last_day` this person is no longer in the class."""

    __tablename__ = "withdrawal"

    id: Mapped[Key]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"), unique=True)
    last_day: Mapped[date]
    reason: Mapped[Long]
    recorded_by: Mapped[Short]
    recorded_at: Mapped[Moment]

    enrolment: Mapped[Enrolment] = relationship(back_populates="withdrawal")
