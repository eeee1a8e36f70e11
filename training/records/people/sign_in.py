"""How trainees sign in: codes, tries, sessions, each an act of its own."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from training.database import Base, BlindIndex, UtcTime
from training.records.columns import Key, Moment, Short


class LoginCode(Base):
    """登录验证码: a code was asked for; kept for unknown phones too, so that both are limited alike."""

    __tablename__ = "login_code"
    __table_args__ = (
        # Two requests at once would both count n codes before them; only one of them becomes number n.
        UniqueConstraint("phone_index", "requested_on", "ordinal"),
        Index(None, "address_index", "requested_at"),
    )

    id: Mapped[Key]
    phone_index: Mapped[bytes] = mapped_column(BlindIndex("phone"))
    digest: Mapped[bytes] = mapped_column(LargeBinary)
    """Of the code, keyed; the code itself is nowhere but in the message."""
    address_index: Mapped[bytes] = mapped_column(BlindIndex("address"))
    """Of the network address that asked."""
    requested_on: Mapped[date]
    ordinal: Mapped[int]
    requested_at: Mapped[Moment]
    expires_at: Mapped[Moment]


class CodeAttempt(Base):
    """A code was typed in; the one that succeeds is the last."""

    __tablename__ = "code_attempt"
    __table_args__ = (UniqueConstraint("code_id", "ordinal"),)

    id: Mapped[Key]
    code_id: Mapped[int] = mapped_column(ForeignKey("login_code.id"))
    ordinal: Mapped[int]
    attempted_at: Mapped[Moment]
    succeeded: Mapped[bool]


class SignIn(Base):
    """登录: a trainee's session on one phone or one API client."""

    __tablename__ = "sign_in"

    id: Mapped[Key]
    digest: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    """Of the token that the browser or client holds."""
    trainee_id: Mapped[int] = mapped_column(ForeignKey("trainee.id"), index=True)
    code_id: Mapped[int] = mapped_column(ForeignKey("login_code.id"))
    signed_in_at: Mapped[Moment]
    expires_at: Mapped[Moment]
    device: Mapped[Short] = mapped_column(default="", server_default="")
    """In words: which kind of device and of app."""
    seen_at: Mapped[datetime | None] = mapped_column(UtcTime())
    """Moved on at most once an hour while it is used; empty before the first time."""


class SignOut(Base):
    """退出登录."""

    __tablename__ = "sign_out"

    id: Mapped[Key]
    sign_in_id: Mapped[int] = mapped_column(ForeignKey("sign_in.id"), unique=True)
    signed_out_at: Mapped[Moment]
