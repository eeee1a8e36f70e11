"""Attempts of staff to enter by their account in the chat."""

from sqlalchemy import Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from training.database import Base, BlindIndex
from training.records.columns import Key, Moment


class ChatSignIn(Base):
    """聊天账号登录: somebody came back from the chat's platform with a word that nobody brought before."""

    __tablename__ = "chat_sign_in"
    __table_args__ = (Index(None, "address_index", "tried_at"),)

    id: Mapped[Key]
    digest: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    """Of the state or the code that was brought; unique, so that each is good for one attempt."""
    address_index: Mapped[bytes] = mapped_column(BlindIndex("address"))
    """Of the network address that it came from."""
    tried_at: Mapped[Moment]
