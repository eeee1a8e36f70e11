"""The city issues a batch of vouchers of one kind, numbered without a gap (发放, R10)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from training.classes.views.imported_before import TURNS
from training.database import wait_for_turn
from training.notice.clock import shanghai_day
from training.notice.terms import Fund
from training.records.staff.staff import Staff
from training.records.vouchers.vouchers import Voucher, VoucherBatch, VoucherEvent
from training.vouchers.rules.numbers import batch_number, voucher_number
from training.vouchers.terms import VoucherMove, VoucherState


@dataclass(frozen=True)
class BatchTerms:
    """What stands on every voucher of a batch; an empty trade or level: any; no face value: 定向券."""

    name: str
    trade: str
    level: str
    face_fen: int | None
    fund: Fund
    valid_from: date
    valid_until: date


@dataclass(frozen=True)
class Receiver:
    """Who gets one, and of which district, as keys."""

    trainee_id: int
    district_id: int | None
    phone: str | None = None
    """As the city wrote it down."""


def issue_vouchers(
    session: Session,
    staff: Staff,
    terms: BatchTerms,
    people: Sequence[Receiver],
    import_batch_id: int | None = None,
    *,
    now: datetime,
) -> VoucherBatch:
    """One each, in their order; whoever calls has asked `may_issue_voucher` of each in the same turn.

    Where the transaction is given up no number was ever taken. Raises BatchesAreFull or BatchTooLarge.
    """
    wait_for_turn(session, TURNS["vouchers"])
    year = shanghai_day(now).year
    districts = {each.district_id for each in people}
    batch = VoucherBatch(
        **vars(terms),
        number=_next_number(session, year),
        district_id=districts.pop() if len(districts) == 1 else None,
        people=len(people),
        import_batch_id=import_batch_id,
        issued_by_id=staff.id,
        issued_by=staff.name,
        issued_at=now,
    )
    session.add(batch)
    session.flush()
    rows = [_voucher(batch, serial, each, year) for serial, each in enumerate(people, 1)]
    made = session.scalars(insert(Voucher).returning(Voucher.id), rows).all()
    session.execute(insert(VoucherEvent), [_issued(key, staff, now) for key in made])
    return batch


def _next_number(session: Session, year: int) -> str:
    """Behind the last of the year; numbers of three digits sort as they count."""
    own = select(func.max(VoucherBatch.number)).where(VoucherBatch.number.startswith(str(year)))
    last = session.scalar(own)
    return batch_number(year, int(last[4:]) + 1 if last else 1)


def _voucher(batch: VoucherBatch, serial: int, own: Receiver, year: int) -> dict[str, object]:
    return {
        "public_id": uuid4(),
        "batch_id": batch.id,
        "serial": serial,
        "number": voucher_number(batch.number, serial),
        "trainee_id": own.trainee_id,
        "district_id": own.district_id,
        "phone_index": own.phone,
        "year": year,
        "valid_until": batch.valid_until,
        "state": VoucherState.ISSUED,
    }


def _issued(voucher_id: int, staff: Staff, now: datetime) -> dict[str, object]:
    return {
        "voucher_id": voucher_id,
        "ordinal": 1,
        "move": VoucherMove.ISSUE,
        "state": VoucherState.ISSUED,
        "enrolment_id": None,
        "reason": "",
        "acted_by_id": staff.id,
        "acted_by": staff.name,
        "acted_at": now,
    }
