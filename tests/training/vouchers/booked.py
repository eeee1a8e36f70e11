"""A voucher that somebody used for a place in a class, as rows; nobody asks how it came there."""

from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import MONDAY, at
from training.notice.terms import Fund
from training.records.classes.trainees import Enrolment, Trainee
from training.records.staff.staff import Staff
from training.records.vouchers.vouchers import Voucher, VoucherBatch, VoucherEvent
from training.vouchers.terms import VoucherMove, VoucherState

USED = "Q20260010000101"
FACE = 120_000
YEAR = (date(2026, 1, 1), date(2026, 12, 31))
NINE = at(MONDAY, "09:00")


def a_used_voucher(session: Session, name: str, by: Staff, face_fen: int | None = FACE) -> UUID:
    """Of the only class of somebody of this name; its key."""
    place = session.scalars(select(Enrolment).join(Trainee).where(Trainee.name == name)).one()
    batch = _batch(by, face_fen)
    session.add(batch)
    session.flush()
    own = Voucher(
        public_id=uuid4(),
        batch_id=batch.id,
        serial=1,
        number=USED,
        trainee_id=place.trainee_id,
        year=2026,
        valid_until=YEAR[1],
        state=VoucherState.USED,
        used_enrolment_id=place.id,
    )
    session.add(own)
    session.flush()
    session.add(_event(own, place, by))
    return own.public_id


def _batch(by: Staff, face_fen: int | None) -> VoucherBatch:
    return VoucherBatch(
        public_id=uuid4(),
        number="2026001",
        name="春季",
        trade="",
        level="",
        face_fen=face_fen,
        fund=Fund.EMPLOYMENT,
        valid_from=YEAR[0],
        valid_until=YEAR[1],
        people=1,
        issued_by_id=by.id,
        issued_by=by.name,
        issued_at=NINE,
    )


def _event(own: Voucher, place: Enrolment, by: Staff) -> VoucherEvent:
    return VoucherEvent(
        voucher_id=own.id,
        ordinal=1,
        move=VoucherMove.USE,
        state=VoucherState.USED,
        enrolment_id=place.id,
        reason="",
        acted_by_id=by.id,
        acted_by=by.name,
        acted_at=NINE,
    )
