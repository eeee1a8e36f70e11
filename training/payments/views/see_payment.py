"""A payment as pages show it: with whether the ledger took it back, and whoever asks that it be undone."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from training.claims.terms import Payee
from training.payments.views.find_payment import seen_of_undoing
from training.payments.views.shown import said_for
from training.payments.views.shown_payments import ShownPayment, ShownUndoing
from training.records.payments.payments import Payment
from training.records.payments.undoings import PaymentUndoing
from training.records.staff.staff import Staff

Undone = tuple[set[int], Mapping[int, Sequence[ShownUndoing]]]
"""Entries of the ledger that were reversed, and by payment who asked for its 撤销."""


def undoings_by_payment(
    session: Session, staff: Staff, keys: Collection[int]
) -> Mapping[int, Sequence[ShownUndoing]]:
    """The first first; one statement, and none where nothing was paid."""
    found: dict[int, list[ShownUndoing]] = defaultdict(list)
    if keys:
        rows = select(PaymentUndoing).where(PaymentUndoing.payment_id.in_(keys))
        in_order = rows.options(joinedload(PaymentUndoing.decision)).order_by(PaymentUndoing.id)
        for each in session.scalars(in_order):
            found[each.payment_id].append(_undoing(staff, each))
    return found


def shown_payment(row: Payment, undone: Undone) -> ShownPayment:
    back, undoings = undone
    receiver = row.institution.name if row.institution else Payee.TRAINEE.value
    return ShownPayment(
        public_id=row.public_id,
        voucher=row.voucher,
        paid_on=row.paid_on,
        amount_fen=row.amount_fen,
        receiver=receiver,
        people=len(row.lines),
        recorded_by=row.recorded_by,
        entry_id=row.entry.public_id,
        is_reversed=row.entry_id in back,
        is_undone=row.is_undone,
        undoings=tuple(undoings.get(row.id, ())),
    )


def _undoing(staff: Staff, row: PaymentUndoing) -> ShownUndoing:
    said = row.decision
    return ShownUndoing(
        reason=said_for(staff, row.reason),
        asked_by=row.asked_by,
        asked_by_id=row.asked_by_id,
        asked_at=row.asked_at,
        is_agreed=said is not None and said.is_agreed,
        decided_by=said.decided_by if said else "",
        decided_at=said.decided_at if said else None,
        note=said_for(staff, said.note) if said else "",
        seen=seen_of_undoing(row),
    )
