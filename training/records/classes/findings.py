"""What was found of classes, beside what was filed."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from training.database import Base
from training.records.columns import Key, Long, Moment


class KeyGroupFinding(Base):
    """重点群体存疑: filed as no key group, and most of its people are of one (R40); once a class.

    Whether it still holds is asked of the roster; the row says that it is to be asked, also years later.
    """

    __tablename__ = "key_group_finding"

    id: Mapped[Key]
    class_id: Mapped[int] = mapped_column(ForeignKey("training_class.id"), unique=True)
    found: Mapped[Long]
    """The people of that moment, in words."""
    found_at: Mapped[Moment]
