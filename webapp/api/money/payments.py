"""For programs of staff: what was paid of the money of classes, within what one may see (R22, R65)."""

from typing import Any

from sqlalchemy.orm import Session

from training.errors import NotFound
from training.notice.permissions import Permission, may
from training.payments.views.list_payments import list_payments, people_of_payments
from training.payments.views.paid_of import reversed_among
from training.records.payments.payments import Payment
from training.records.staff.staff import Staff
from webapp.api.classes import STAFF
from webapp.api.money.payment_schemas import PaymentPage
from webapp.api.problem_blueprint import ProblemBlueprint
from webapp.api.schemas import Pages
from webapp.api.tokens import staff_token

blueprint = ProblemBlueprint("payments_api", __name__, url_prefix="/api/v1", description="工作人员：补贴拨付")


@blueprint.get("/payments")
@blueprint.doc(**STAFF)
@blueprint.arguments(Pages, location="query")
@blueprint.response(200, PaymentPage)
@blueprint.alt_response(401, description="令牌无效。")
@blueprint.alt_response(404, description="不在您的范围。")
@staff_token
def payments(pages: dict[str, int], session: Session, staff: Staff) -> dict[str, Any]:
    """补贴的每一笔拨付（含 C1），后拨付的在前，金额以分计"""
    if not may(staff.role, Permission.SEE_PUBLICITIES):
        raise NotFound("补贴拨付")
    size = pages["page_size"]
    total, found = list_payments(session, staff, (pages["page"] - 1) * size, size)
    people = people_of_payments(session, [each.id for each in found])
    back = reversed_among(session, [each.entry_id for each in found])
    return {"total": total, "items": [_payment(each, people.get(each.id, 0), back) for each in found]}


def _payment(own: Payment, people: int, back: set[int]) -> dict[str, Any]:
    return {
        "id": own.public_id,
        "district": own.application.district.name,
        "application": own.application.number,
        "fund": own.fund,
        "payee": own.payee,
        "institution": own.institution.name if own.institution else None,
        "people": people,
        "amount_fen": own.amount_fen,
        "paid_on": own.paid_on,
        "voucher": own.voucher,
        "is_reversed": own.entry_id in back,
        "is_undone": own.is_undone,
    }
