"""What people, classes and schools are found by as somebody types."""

from sqlalchemy import Index, PrimaryKeyConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from training.database import Base
from training.listing.terms import Kind
from training.records.columns import words

LONGEST = 64
# By code points on both databases: a language's own order would keep a search from using the index.
Plain = String(LONGEST).with_variant(String(LONGEST, collation="C"), "postgresql")


class SearchKey(Base):
    """检索键: one text that finds one owner by its beginning; `keeping` alone writes them."""

    __tablename__ = "search_key"
    __table_args__ = (PrimaryKeyConstraint("kind", "owner_id", "key"), Index(None, "kind", "key", "owner_id"))

    kind: Mapped[Kind] = mapped_column(words(Kind))
    owner_id: Mapped[int]
    """Of the table that the kind names."""
    key: Mapped[str] = mapped_column(Plain)
