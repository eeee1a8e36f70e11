"""新名单命中: somebody to whom money was granted already stands on a list that was brought later (R19)."""

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from training.database import Base
from training.eligibility.terms import ComparedKind
from training.records.columns import Key, Long, Moment, PublicId, Short, words
from training.records.subsidies.compared import ComparedList
from training.records.subsidies.lines import SubsidyLine


class FoundLine(Base):
    """One line, once for each kind of list; where that list is withdrawn, the next that names it is new."""

    __tablename__ = "found_line"
    __table_args__ = (UniqueConstraint("line_id", "list_id"),)

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    line_id: Mapped[int] = mapped_column(ForeignKey("subsidy_line.id"))
    kind: Mapped[ComparedKind] = mapped_column(words(ComparedKind))
    list_id: Mapped[int] = mapped_column(ForeignKey("compared_list.id"), index=True)
    found_at: Mapped[Moment] = mapped_column(index=True)

    line: Mapped[SubsidyLine] = relationship()
    compared_list: Mapped[ComparedList] = relationship()
    settling: Mapped["FoundLineSettling | None"] = relationship(back_populates="found")


class FoundLineSettling(Base):
    """核实不影响: what was paid stays paid although a list names the person, and why; once."""

    __tablename__ = "found_line_settling"

    id: Mapped[Key]
    found_id: Mapped[int] = mapped_column(ForeignKey("found_line.id"), unique=True)
    reason: Mapped[Long]
    noted_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    noted_by: Mapped[Short]
    noted_at: Mapped[Moment]

    found: Mapped[FoundLine] = relationship(back_populates="settling")
