"""In which order requests are listed, and from where on."""

from typing import TypeVar

from sqlalchemy import Select
from sqlalchemy.orm import InstrumentedAttribute

from training.changes.terms import ChangeState

Row = TypeVar("Row")


def in_turn(
    rows: Select[Row], key: InstrumentedAttribute[int], state: ChangeState | None, before: int | None
) -> Select[Row]:
    """Those that wait the oldest first, all others the latest first; past the key `before` if told."""
    oldest_first = state is ChangeState.WAITING
    if before is not None:
        rows = rows.where(key > before if oldest_first else key < before)
    return rows.order_by(key if oldest_first else key.desc())
