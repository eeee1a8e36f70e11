"""Column types that several tables share."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID, uuid4

from sqlalchemy import BigInteger, Enum, Integer, String, Uuid
from sqlalchemy.orm import mapped_column

from training.database import UtcTime

# SQLite only numbers rows by itself in an INTEGER key.
BigKey = Annotated[int, mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)]
Key = Annotated[int, mapped_column(primary_key=True)]
BIGGEST_KEY = 2**31 - 1
"""Of a `Key`: PostgreSQL takes a greater number for a fault, not for one that it does not have."""
PublicId = Annotated[UUID, mapped_column(Uuid(), unique=True, default=uuid4)]
"""What an address or an export may show in place of the key."""
Moment = Annotated[datetime, mapped_column(UtcTime())]
ClientKey = Annotated[str | None, mapped_column(String(64))]
"""Made by the client for one act, unique within it, so that the same tap sent twice stores once."""
Short = Annotated[str, mapped_column(String(64))]
Long = Annotated[str, mapped_column(String(255))]


def words(kind: type[StrEnum]) -> Enum:
    """Hold an enum by the notice's own word, as text that both databases read alike."""
    return Enum(
        kind,
        native_enum=False,
        length=16,
        values_callable=lambda members: [member.value for member in members],
    )
