from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, aliased

from training.errors import NotFound, NotNow
from training.ledgers.acts.write_entry import NewEntry, write_entry
from training.ledgers.rules.allotments import Allotment
from training.ledgers.terms import EntryKind
from training.ledgers.views.balances import of_book
from training.ledgers.views.hold_ledger import hold_ledger
from training.notice.permissions import Permission, may
from training.notice.terms import Fund
from training.records.ledgers.entries import LedgerEntry
from training.records.staff.staff import Staff


class NotedBefore(NotNow):
    """The same money would count twice."""

    def __init__(self, fund: Fund, own: LedgerEntry):
        super().__init__(
            f"{fund}凭证号 {own.voucher} 的下达已经记在 {own.year} 年第 {own.ordinal} 号，没有再记；"
            "记错的请先冲正那一笔。"
        )


def note_allotment(
    session: Session, staff: Staff, allotment: Allotment, *, now: datetime
) -> list[LedgerEntry]:
    """下达: money came to the own district; an entry for each fund (R65, R66).

    Raises NotFound, NotedBefore, BadDay or YearIsClosed.
    """
    if staff.district_id is None or not may(staff.role, Permission.KEEP_LEDGERS):
        raise NotFound("这个旗县区的台账")
    hold_ledger(session)
    for fund in allotment.amounts:
        _refuse_twice(session, staff.district_id, fund, allotment)
    return [
        write_entry(session, _entry(staff.district_id, fund, fen, allotment), staff, now=now)
        for fund, fen in allotment.amounts.items()
    ]


def _entry(district_id: int, fund: Fund, fen: int, own: Allotment) -> NewEntry:
    return NewEntry(
        district_id=district_id,
        fund=fund,
        on_day=own.on_day,
        kind=EntryKind.ALLOTTED,
        amount_fen=fen,
        voucher=own.voucher,
        summary=own.summary,
        counterpart=own.counterpart,
    )


def _refuse_twice(session: Session, district_id: int, fund: Fund, own: Allotment) -> None:
    """Numbers of vouchers begin anew every year."""
    reversal = aliased(LedgerEntry)
    same = select(LedgerEntry).where(
        *of_book(district_id, fund, own.on_day.year),
        LedgerEntry.kind == EntryKind.ALLOTTED,
        LedgerEntry.voucher == own.voucher,
        ~exists().where(reversal.reverses_id == LedgerEntry.id),
    )
    found = session.scalars(same.limit(1)).first()
    if found is not None:
        raise NotedBefore(fund, found)
