"""What the autonomous region's system says of classes and people, and where ours says otherwise (R05, R13).

Nothing here is ever overwritten: a later step, number or file is a row of its own. Only what keeps two of
them from standing at once (`live_number`, `open_key`) is emptied when the next one comes.
"""

from datetime import date
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from training.database import Base, BlindIndex
from training.records.classes.batches import ImportBatch
from training.records.classes.classes import TrainingClass
from training.records.classes.districts import District
from training.records.classes.trainees import Enrolment
from training.records.columns import Key, Long, Moment, PublicId, Short, words
from training.region.terms import Field, RegionStep, RowKind, Settling, StepStatus


class RegionStepNote(Base):
    """四个环节: how far one of the region's steps has come for a class, as the district noted it (R13)."""

    __tablename__ = "region_step"
    __table_args__ = (
        UniqueConstraint("class_id", "step", "ordinal"),
        CheckConstraint("reference <> '' OR reason <> ''", name="says_whence"),
    )

    id: Mapped[Key]
    class_id: Mapped[int] = mapped_column(ForeignKey("training_class.id"))
    step: Mapped[RegionStep] = mapped_column(words(RegionStep))
    ordinal: Mapped[int]
    """From 1 for each step of a class; the highest one holds."""
    status: Mapped[StepStatus] = mapped_column(words(StepStatus))
    reference: Mapped[Short]
    """受理号: where it is found in the region's system."""
    reason: Mapped[Long]
    """Why there is no reference, or what else is to be said."""
    on_day: Mapped[date]
    noted_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    noted_by: Mapped[Short]
    noted_at: Mapped[Moment]

    training_class: Mapped[TrainingClass] = relationship()


class RegionNumber(Base):
    """自治区班级编号: by which number the region's system knows a class; the latest row holds."""

    __tablename__ = "region_number"
    __table_args__ = (UniqueConstraint("class_id", "ordinal"),)

    id: Mapped[Key]
    class_id: Mapped[int] = mapped_column(ForeignKey("training_class.id"))
    ordinal: Mapped[int]
    number: Mapped[Short]
    live_number: Mapped[str | None] = mapped_column(String(64), unique=True)
    """The same while it holds: no two classes have one number."""
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id"))
    """The file by which the class was found; none where it was typed."""
    noted_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    noted_by: Mapped[Short]
    noted_at: Mapped[Moment]

    training_class: Mapped[TrainingClass] = relationship()


class RegionRow(Base):
    """自治区数据: one line of a file of theirs, with the texts by which it is compared."""

    __tablename__ = "region_row"
    __table_args__ = (Index(None, "region_number", "kind", "id"), Index(None, "batch_id"))

    id: Mapped[Key]
    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batch.id"))
    kind: Mapped[RowKind] = mapped_column(words(RowKind))
    region_number: Mapped[Short]
    id_number_index: Mapped[bytes | None] = mapped_column(BlindIndex("id_number"))
    """Of a person; the number itself is not kept: ours is on the roster."""
    masked: Mapped[Short] = mapped_column(default="")
    """The ID number as it may be shown of somebody whom our roster does not know."""
    values: Mapped[dict[str, Any]] = mapped_column(JSON)
    """Text by the field's word; a column that the file has not is missing, an empty cell is empty."""
    starts_on: Mapped[date | None]
    """Of a class, where the line says it: by it a quarter's classes are found."""

    batch: Mapped[ImportBatch] = relationship()


class Difference(Base):
    """不一致: one field of which the two systems say different things (R05); open until it is settled."""

    __tablename__ = "region_difference"
    __table_args__ = (
        UniqueConstraint("scope", "subject", "field", "ordinal"),
        Index(None, "district_id", "found_at"),
    )

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    scope: Mapped[Short]
    """Of which class: our key, or the region's number of a class that we do not have."""
    subject: Mapped[Short]
    """Empty of the class itself; of a person our key, or the digest of an ID number."""
    field: Mapped[Field] = mapped_column(words(Field))
    ordinal: Mapped[int]
    district_id: Mapped[int | None] = mapped_column(ForeignKey("district.id"))
    class_id: Mapped[int | None] = mapped_column(ForeignKey("training_class.id"), index=True)
    enrolment_id: Mapped[int | None] = mapped_column(ForeignKey("enrolment.id"), index=True)
    region_number: Mapped[Short]
    ours: Mapped[Long]
    theirs: Mapped[Long]
    """Empty where that side says nothing."""
    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batch.id"), index=True)
    """The file of theirs that was compared."""
    found_at: Mapped[Moment]
    open_key: Mapped[str | None] = mapped_column(String(200), unique=True)
    """While it is open, so that one field of one subject is open once."""

    batch: Mapped[ImportBatch] = relationship()
    district: Mapped[District | None] = relationship()
    training_class: Mapped[TrainingClass | None] = relationship()
    enrolment: Mapped[Enrolment | None] = relationship()
    settling: Mapped["DifferenceSettling | None"] = relationship(back_populates="difference")


class DifferenceSettling(Base):
    """不一致的处理: once, how and by whom; without a hand it was the comparison itself."""

    __tablename__ = "region_difference_settling"

    id: Mapped[Key]
    difference_id: Mapped[int] = mapped_column(ForeignKey("region_difference.id"), unique=True)
    how: Mapped[Settling] = mapped_column(words(Settling))
    note: Mapped[Long]
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id"))
    """The file that settled it by itself."""
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    settled_by: Mapped[Short]
    settled_at: Mapped[Moment]

    difference: Mapped[Difference] = relationship(back_populates="settling")
