"""How many vouchers were issued, used, written off, and lapsed: by district and by trade (R10)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, literal, select
from sqlalchemy.orm import Session

from training.records.classes.districts import District
from training.records.staff.staff import Staff
from training.records.vouchers.vouchers import Voucher, VoucherBatch
from training.vouchers.terms import VoucherState
from training.vouchers.views.find_voucher import is_seen

MOST_GROUPS = 30
"""Trades that are shown; the others are one row."""


@dataclass(frozen=True)
class Reach:
    """Of one group: as many as were issued, and what became of them."""

    words: str
    counts: Mapping[VoucherState, int]

    @property
    def issued(self) -> int:
        """All, the voided too: they had a number."""
        return sum(self.counts.values())

    @property
    def used(self) -> int:
        return self.of(VoucherState.USED) + self.of(VoucherState.WRITTEN_OFF)

    def of(self, state: VoucherState) -> int:
        return self.counts.get(state, 0)


def reach_in_all(session: Session, staff: Staff, today: date) -> Reach:
    state, lapsed, many = _counted(today)
    rows = select(literal(""), state, lapsed, many).where(is_seen(staff)).group_by(state, lapsed)
    found = _grouped(session.execute(rows), "合计")
    return found[0] if found else Reach("合计", {})


def reach_by_district(session: Session, staff: Staff, today: date) -> list[Reach]:
    """In the order of districts; those of nobody's last."""
    state, lapsed, many = _counted(today)
    rows = (
        select(func.coalesce(District.name, ""), state, lapsed, many)
        .select_from(Voucher)
        .outerjoin(District, District.id == Voucher.district_id)
        .where(is_seen(staff))
        .group_by(District.id, District.name, state, lapsed)
        .order_by(District.id.is_(None), District.id)
    )
    return _grouped(session.execute(rows), "没有填旗县区")


def reach_by_trade(session: Session, staff: Staff, today: date) -> list[Reach]:
    """The most issued first; at most MOST_GROUPS and one row of the others."""
    state, lapsed, many = _counted(today)
    rows = (
        select(VoucherBatch.trade, state, lapsed, many)
        .select_from(Voucher)
        .join(VoucherBatch, VoucherBatch.id == Voucher.batch_id)
        .where(is_seen(staff))
        .group_by(VoucherBatch.trade, state, lapsed)
    )
    found = _grouped(session.execute(rows), "不限工种")
    first = sorted(found, key=lambda each: (-each.issued, each.words))
    if len(first) <= MOST_GROUPS:
        return first
    return [*first[:MOST_GROUPS], _together(first[MOST_GROUPS:])]


def _counted(today: date) -> tuple[Any, Any, Any]:
    """State, whether the last day is over, how many."""
    # By its label: PostgreSQL takes the same comparison written out twice for two.
    return Voucher.state, (Voucher.valid_until < today).label("lapsed"), func.count(Voucher.id)


def _grouped(rows: Iterable[Any], nobody: str) -> list[Reach]:
    found: dict[str, dict[VoucherState, int]] = {}
    for words, state, lapsed, many in rows:
        own = found.setdefault(words or nobody, {})
        stands = VoucherState.EXPIRED if lapsed and state is VoucherState.ISSUED else state
        own[stands] = own.get(stands, 0) + many
    return [Reach(words, counts) for words, counts in found.items()]


def _together(others: list[Reach]) -> Reach:
    counts = {state: sum(each.of(state) for each in others) for state in VoucherState}
    return Reach(f"其余 {len(others)} 个工种", counts)
