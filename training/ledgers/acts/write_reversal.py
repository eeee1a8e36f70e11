from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from training.deputies.views.hands import Signature, check_other_hand
from training.ledgers.acts.write_entry import NewEntry, write_entry
from training.ledgers.rules.allotments import read_short
from training.ledgers.rules.entries import BeforeItsEntry, check_reversible
from training.ledgers.terms import EntryKind
from training.ledgers.views.hold_ledger import hold_ledger
from training.ledgers.views.reversed_entries import reversed_entries
from training.notice.notes import read_note, read_reason
from training.records.ledgers.entries import LedgerEntry
from training.records.staff.staff import Staff


@dataclass(frozen=True)
class Reversal:
    """冲正: on which day, by which voucher, and why."""

    on_day: date
    voucher: str
    reason: str
    first: Signature | None = None
    """Whose first hand it follows; None: that which wrote the entry."""


def write_reversal(
    session: Session, own: LedgerEntry, reversal: Reversal, staff: Staff, *, now: datetime
) -> LedgerEntry:
    """The opposite amount, once, by another hand than the first; whose entry it may be asks whoever calls.

    In the year of its own day, so that what was wrong in a closed year is mended in an open one. Raises
    NotToReverse, ReversedAlready, SameHand, BeforeItsEntry, ReasonMissing, TextTooLong, BadEntry,
    BadDay or YearIsClosed.
    """
    hold_ledger(session)
    taken_back = reversed_entries(session, [own.id]).get(own.id)
    check_reversible(own.kind, taken_back.ordinal if taken_back else None)
    first = reversal.first or Signature(own.written_by_id, own.written_at)
    check_other_hand(session, first, staff, now=now)
    if reversal.on_day < own.on_day:
        raise BeforeItsEntry(own.on_day)
    return write_entry(session, _opposite(own, reversal), staff, now=now)


def _opposite(own: LedgerEntry, said: Reversal) -> NewEntry:
    reason = read_reason(said.reason, "冲正")
    return NewEntry(
        district_id=own.district_id,
        fund=own.fund,
        on_day=said.on_day,
        kind=EntryKind.REVERSED,
        amount_fen=-own.amount_fen,
        voucher=read_short("凭证号", said.voucher),
        summary=read_note(f"冲正 {own.year} 年第 {own.ordinal} 号：{reason}"),
        counterpart=own.counterpart,
        class_id=own.class_id,
        reverses_id=own.id,
    )
