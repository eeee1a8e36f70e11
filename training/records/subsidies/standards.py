"""补贴标准: what is paid for whom, in versions a district or the city decides (R47, R61)."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from training.claims.terms import Payee
from training.database import Base, UtcTime
from training.notice.terms import ClassKind, Fund
from training.records.classes.districts import District
from training.records.columns import Key, Long, Moment, PublicId, Short, words

OF_THE_CITY = text("district_id IS NULL")


class StandardSet(Base):
    """补贴标准表: one version of all standards of a district; None: the city's, where a district has none."""

    __tablename__ = "standard_set"
    __table_args__ = (
        UniqueConstraint("district_id", "version"),
        # To a database two districts that are nobody are two.
        Index(
            "uq_standard_set_city_version",
            "version",
            unique=True,
            sqlite_where=OF_THE_CITY,
            postgresql_where=OF_THE_CITY,
        ),
    )

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    district_id: Mapped[int | None] = mapped_column(ForeignKey("district.id"))
    version: Mapped[int]
    """From 1, counted for each district."""
    effective_from: Mapped[date]
    """For classes that begin on this day or later."""
    document_number: Mapped[Long]
    """文号 of the paper that sets them."""
    note: Mapped[Long]
    written_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    written_by: Mapped[Short]
    written_at: Mapped[Moment]
    in_force_at: Mapped[datetime | None] = mapped_column(UtcTime())
    """From when it counts: a second person has agreed."""

    district: Mapped[District | None] = relationship()
    standards: Mapped[list["SubsidyStandard"]] = relationship(order_by="SubsidyStandard.ordinal")
    decision: Mapped["StandardDecision | None"] = relationship(back_populates="standard_set")


class StandardDecision(Base):
    """第二人审核: somebody else agrees to a version of the standards, or does not; once."""

    __tablename__ = "standard_decision"

    id: Mapped[Key]
    set_id: Mapped[int] = mapped_column(ForeignKey("standard_set.id"), unique=True)
    is_agreed: Mapped[bool]
    note: Mapped[Long]
    decided_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    decided_by: Mapped[Short]
    decided_at: Mapped[Moment]

    standard_set: Mapped[StandardSet] = relationship(back_populates="decision")


class SubsidyStandard(Base):
    """补贴标准: fen a person of a class of this kind, trade, level and length."""

    __tablename__ = "subsidy_standard"
    __table_args__ = (
        UniqueConstraint("set_id", "ordinal"),
        CheckConstraint("amount_fen > 0", "amount"),
        CheckConstraint("halves_from > 0 AND halves_from <= halves_until", "halves"),
        CheckConstraint("mixed_percent BETWEEN 1 AND 100", "mixed"),
    )

    id: Mapped[Key]
    set_id: Mapped[int] = mapped_column(ForeignKey("standard_set.id"))
    ordinal: Mapped[int]
    kind: Mapped[ClassKind] = mapped_column(words(ClassKind))
    trade: Mapped[Short]
    """培训工种; empty: any that no other line of this kind names."""
    level: Mapped[Short]
    """等级; empty: any."""
    halves_from: Mapped[int]
    """课时, in half class hours, both ends included."""
    halves_until: Mapped[int]
    amount_fen: Mapped[int]
    """For each person."""
    mixed_percent: Mapped[int]
    """线上线下混合: so much of it where lessons were taught online."""
    payee: Mapped[Payee] = mapped_column(words(Payee))
    fund: Mapped[Fund] = mapped_column(words(Fund))
