"""领用码 of vouchers: made anew by every act with one, and stored nowhere (R10)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.database import blind
from training.records.staff.staff import Staff
from training.records.vouchers.vouchers import Voucher, VoucherTry
from training.vouchers.rules.codes import SPAN_OF_STAFF, SPAN_OF_VOUCHER, code_of_digest


@dataclass(frozen=True)
class Tries:
    """Wrong codes, not long ago: by one of the office, and by voucher."""

    of_staff: int
    of_vouchers: Mapping[int, int]


def code_of(session: Session, own: Voucher) -> str:
    """For its person alone; its events are loaded.

    Keyed, so that whoever reads the database or counts numbers on does not find it.
    """
    return code_of_digest(blind(session, "voucher_code", f"{own.public_id}:{own.events[-1].ordinal}"))


def wrong_tries(session: Session, staff: Staff, vouchers: Collection[int], now: datetime) -> Tries:
    of_staff = select(func.count()).where(
        VoucherTry.staff_id == staff.id, VoucherTry.tried_at > now - SPAN_OF_STAFF
    )
    rows = select(VoucherTry.voucher_id, func.count()).where(
        VoucherTry.voucher_id.in_(vouchers), VoucherTry.tried_at > now - SPAN_OF_VOUCHER
    )
    found = session.execute(rows.group_by(VoucherTry.voucher_id))
    return Tries(session.scalar(of_staff) or 0, {key: many for key, many in found})
