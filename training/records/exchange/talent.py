"""What was handed to the talent platform (供需对接平台): hashes, a ledger, the file for its term (R18)."""

from datetime import date

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from training.database import Base, Sealed
from training.records.classes.districts import District
from training.records.classes.trainees import Enrolment
from training.records.columns import Key, Long, Moment, PublicId, Short


class TalentBatch(Base):
    """导出批次: one file for the platform, of one district; its lines are kept for a while (`cells`)."""

    __tablename__ = "talent_batch"

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"), index=True)
    number: Mapped[Short] = mapped_column(unique=True)
    """批次号."""
    sha256: Mapped[str] = mapped_column(String(64))
    """Of the file as CSV."""
    rows: Mapped[int]
    made_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    made_by: Mapped[Short]
    made_at: Mapped[Moment]

    district: Mapped[District] = relationship()
    lines: Mapped[list["TalentRow"]] = relationship(order_by="TalentRow.position", back_populates="batch")
    entry: Mapped["TalentEntry | None"] = relationship(back_populates="batch")
    dropping: Mapped["TalentDropping | None"] = relationship(back_populates="batch")


class TalentRow(Base):
    """导出明细: that somebody stood in a file, and the digest of what was said of them."""

    __tablename__ = "talent_row"
    __table_args__ = (
        # Of two who export at once only one writes the person's number n.
        UniqueConstraint("enrolment_id", "ordinal"),
        UniqueConstraint("batch_id", "position"),
    )

    id: Mapped[Key]
    batch_id: Mapped[int] = mapped_column(ForeignKey("talent_batch.id"))
    position: Mapped[int]
    """序号 in the file, from 1."""
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    ordinal: Mapped[int]
    row_sha256: Mapped[str] = mapped_column(String(64))
    cells: Mapped[str | None] = mapped_column(Sealed("talent_row.cells"))
    """The line itself as a JSON list of texts; emptied when the file's term is over."""

    batch: Mapped[TalentBatch] = relationship(back_populates="lines")
    enrolment: Mapped[Enrolment] = relationship()
    failure: Mapped["TalentFailure | None"] = relationship(back_populates="row")
    removal: Mapped["TalentRemoval | None"] = relationship(back_populates="row")


class TalentFailure(Base):
    """未录入: a line that the platform did not take; the next batch brings it again."""

    __tablename__ = "talent_failure"

    id: Mapped[Key]
    row_id: Mapped[int] = mapped_column(ForeignKey("talent_row.id"), unique=True)
    reason: Mapped[Long]
    noted_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    noted_by: Mapped[Short]
    noted_at: Mapped[Moment]

    row: Mapped[TalentRow] = relationship(back_populates="failure")


class TalentEntry(Base):
    """录入完成: somebody entered the file into the platform, on which day; said by hand."""

    __tablename__ = "talent_entry"

    id: Mapped[Key]
    batch_id: Mapped[int] = mapped_column(ForeignKey("talent_batch.id"), unique=True)
    entered_on: Mapped[date]
    note: Mapped[Long]
    noted_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    noted_by: Mapped[Short]
    noted_at: Mapped[Moment]

    batch: Mapped[TalentBatch] = relationship(back_populates="entry")


class TalentDropping(Base):
    """整批作废: none of the file was entered, so that everybody in it comes again in the next one."""

    __tablename__ = "talent_dropping"

    id: Mapped[Key]
    batch_id: Mapped[int] = mapped_column(ForeignKey("talent_batch.id"), unique=True)
    reason: Mapped[Long]
    noted_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    noted_by: Mapped[Short]
    noted_at: Mapped[Moment]

    batch: Mapped[TalentBatch] = relationship(back_populates="dropping")


class TalentRemoval(Base):
    """已撤下: somebody who ceased to be qualified was taken out of the platform by hand."""

    __tablename__ = "talent_removal"

    id: Mapped[Key]
    row_id: Mapped[int] = mapped_column(ForeignKey("talent_row.id"), unique=True)
    note: Mapped[Long]
    noted_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    noted_by: Mapped[Short]
    noted_at: Mapped[Moment]

    row: Mapped[TalentRow] = relationship(back_populates="removal")
