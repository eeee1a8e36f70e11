"""Which keys seal and index this database, by their fingerprints; and the indexes of a change under way."""

from datetime import datetime

from sqlalchemy import Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from training.ciphers import Crypto
from training.database import Base, UtcTime
from training.records.columns import BigKey, Key, Moment, words

NOT_RETIRED = text("retired_at IS NULL")


class KeyInUse(Base):
    """密钥: a key came into use; of those that are not retired the latest seals, the others only open."""

    __tablename__ = "key_in_use"
    __table_args__ = (
        Index(
            "ix_key_in_use_live",
            "kind",
            "fingerprint",
            unique=True,
            sqlite_where=NOT_RETIRED,
            postgresql_where=NOT_RETIRED,
        ),
    )

    id: Mapped[Key]
    kind: Mapped[str] = mapped_column(String(16))
    """data or index."""
    fingerprint: Mapped[str] = mapped_column(String(16))
    crypto: Mapped[Crypto] = mapped_column(words(Crypto))
    since: Mapped[Moment]
    retired_at: Mapped[datetime | None] = mapped_column(UtcTime())
    """When nothing was left that needs it."""


class NextIndex(Base):
    """新索引: what an index will be under the next key; there only while the index key is changed."""

    __tablename__ = "next_index"
    __table_args__ = (UniqueConstraint("target", "purpose", "old"),)

    id: Mapped[BigKey]
    target: Mapped[str] = mapped_column(String(16))
    """The fingerprint of the next key."""
    purpose: Mapped[str] = mapped_column(String(32))
    old: Mapped[bytes] = mapped_column(LargeBinary)
    new: Mapped[bytes] = mapped_column(LargeBinary)
    is_of_text: Mapped[bool]
    """Made of the plain text; else, where nobody has that any more, of the old index."""
