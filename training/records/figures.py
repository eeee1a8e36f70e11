"""日数据: what the ledger of hours came to, kept for charts; each night it is computed anew (0030)."""

from datetime import date

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from training.database import Base
from training.records.columns import Key, Moment


class ClassDay(Base):
    """到课 of one class on one day that is over, in half days of people."""

    __tablename__ = "class_day"
    __table_args__ = (UniqueConstraint("class_id", "held_on"), Index(None, "held_on"))

    id: Mapped[Key]
    class_id: Mapped[int] = mapped_column(ForeignKey("training_class.id"))
    held_on: Mapped[date]
    expected: Mapped[int]
    """应到: everybody who was in the class, once for each half day that was held."""
    present: Mapped[int]
    """实到: of these, those that credit something; corrections and accepted batches with them."""


class MonthFigure(Base):
    """月数据 of one institution in one district."""

    __tablename__ = "month_figure"
    __table_args__ = (UniqueConstraint("district_id", "institution_id", "month"), Index(None, "month"))

    id: Mapped[Key]
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"))
    institution_id: Mapped[int] = mapped_column(ForeignKey("institution.id"))
    month: Mapped[date]
    """Its first day."""
    classes: Mapped[int]
    """Classes that began in it."""
    people: Mapped[int]
    """Those in them who have not left."""
    checks: Mapped[int]
    """Checks that came to 合格 or 不合格 in it and were not voided."""


class FiguresMade(Base):
    """One night's figures, made and done; the newest says until when they reach."""

    __tablename__ = "figures_made"

    id: Mapped[Key]
    made_at: Mapped[Moment] = mapped_column(index=True)
    classes: Mapped[int]
    """How many had a lesson in these days."""
