"""Vouchers that were used in a class, released, written off or voided, as rows of its history (R10)."""

from collections.abc import Callable, Mapping

from training.history.terms import Happened
from training.history.views.columns import Of, Rows, row, within_of
from training.notice.permissions import Permission
from training.records.classes.trainees import Enrolment
from training.records.vouchers.vouchers import Voucher, VoucherEvent


def _moved(of: Of) -> Rows:
    own = VoucherEvent
    what = (own.acted_at, own.id, own.acted_by, Voucher.number, own.reason, own.move)
    rows = row(Happened.VOUCHER_MOVED, *what).join(Voucher, Voucher.id == own.voucher_id)
    return within_of(rows.join(Enrolment, Enrolment.id == own.enrolment_id), Enrolment.class_id, of)


SOURCES_OF_VOUCHERS: Mapping[Happened, tuple[Permission, Callable[[Of], Rows]]] = {
    Happened.VOUCHER_MOVED: (Permission.SEE_VOUCHERS, _moved),
}
