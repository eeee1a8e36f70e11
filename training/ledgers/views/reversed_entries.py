from collections.abc import Collection, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.records.ledgers.entries import LedgerEntry


def reversed_entries(session: Session, keys: Collection[int]) -> Mapping[int, LedgerEntry]:
    """Of these entries those that were taken back, each with its 冲正; one statement.

    A payment or a receipt whose entry is here says so on its own page.
    """
    found = session.scalars(select(LedgerEntry).where(LedgerEntry.reverses_id.in_(keys)))
    return {each.reverses_id: each for each in found if each.reverses_id is not None}
