from sqlalchemy import ColumnElement, exists
from sqlalchemy.orm import InstrumentedAttribute, aliased

from training.records.ledgers.entries import LedgerEntry


def stands(entry: InstrumentedAttribute[int]) -> ColumnElement[bool]:
    """Nobody reversed that entry of the ledger."""
    reversal = aliased(LedgerEntry)
    return ~exists().where(reversal.reverses_id == entry)
