"""For programs of staff: vouchers, within what the member of staff may see (R10)."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from training.listing.views.page_of import count_of
from training.notice.clock import shanghai_day
from training.records.staff.staff import Staff
from training.records.vouchers.vouchers import Voucher
from training.staff.views.name_for import name_for
from training.vouchers.rules.living import voucher_state
from training.vouchers.views.find_voucher import seen_vouchers
from training.vouchers.views.list_vouchers import LISTED, is_in
from webapp.api.classes import STAFF
from webapp.api.money.voucher_schemas import VoucherPage, VouchersWanted
from webapp.api.problem_blueprint import ProblemBlueprint
from webapp.api.tokens import staff_token
from webapp.web.house import now

blueprint = ProblemBlueprint("vouchers_api", __name__, url_prefix="/api/v1", description="工作人员：培训券")


@blueprint.get("/vouchers")
@blueprint.doc(**STAFF)
@blueprint.arguments(VouchersWanted, location="query")
@blueprint.response(200, VoucherPage)
@blueprint.alt_response(401, description="令牌无效。")
@staff_token
def vouchers(wanted: dict[str, Any], session: Session, staff: Staff) -> dict[str, Any]:
    """培训券，后发放的在前；状态按今天算"""
    today = shanghai_day(now())
    rows = seen_vouchers(staff)
    if state := wanted.get("state"):
        rows = rows.where(is_in(state, today))
    first = (wanted["page"] - 1) * wanted["page_size"]
    shown = rows.options(*LISTED).order_by(Voucher.id.desc()).offset(first).limit(wanted["page_size"])
    items = [_voucher(staff, each, today) for each in session.scalars(shown)]
    return {"total": count_of(session, rows, Voucher.id), "items": items}


def _voucher(staff: Staff, own: Voucher, today: date) -> dict[str, Any]:
    batch, place = own.batch, own.used_enrolment
    return {
        "id": own.public_id,
        "number": own.number,
        "name": name_for(staff, own.trainee.name),
        "state": voucher_state(own.state, own.valid_until, today),
        "trade": batch.trade,
        "level": batch.level,
        "face_fen": batch.face_fen,
        "fund": batch.fund,
        "valid_from": batch.valid_from,
        "valid_until": own.valid_until,
        "batch": batch.number,
        "district": own.district.name if own.district else "",
        "enrolment": place.public_id if place else None,
        "class_number": place.training_class.class_number if place else "",
    }
