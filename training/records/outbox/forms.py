"""Forms that pages have taken in."""

from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from training.database import Base
from training.records.columns import Key, Moment


class FormReceipt(Base):
    """提交凭据: a form was taken in; when a weak network sends it again, nothing is done again."""

    __tablename__ = "form_receipt"

    id: Mapped[Key]
    digest: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    """Of the form's key, its content and its sender: the same key with another content is another act."""
    received_at: Mapped[Moment] = mapped_column(index=True)
