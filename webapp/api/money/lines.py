"""For programs of staff: everybody's subsidies, within what the member of staff may see (R19, R22)."""

from typing import Any

from sqlalchemy.orm import Session, contains_eager

from training.eligibility.rules.reasons import Reason
from training.listing.views.page_of import count_of
from training.notice.permissions import Permission, may
from training.payments.views.list_lines import LATEST_FIRST, seen_lines
from training.payments.views.paid_of import paid_of
from training.payments.views.shown import Paid
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment
from training.records.staff.staff import Staff
from training.records.subsidies.lines import SubsidyLine
from training.staff.views.name_for import name_for
from webapp.api.classes import STAFF
from webapp.api.money.line_schemas import LinePage, LinesWanted
from webapp.api.problem_blueprint import ProblemBlueprint
from webapp.api.tokens import staff_token

blueprint = ProblemBlueprint("lines_api", __name__, url_prefix="/api/v1", description="工作人员：补贴明细")


@blueprint.get("/subsidy-lines")
@blueprint.doc(**STAFF)
@blueprint.arguments(LinesWanted, location="query")
@blueprint.response(200, LinePage)
@blueprint.alt_response(401, description="令牌无效。")
@staff_token
def lines(wanted: dict[str, Any], session: Session, staff: Staff) -> dict[str, Any]:
    """每人一笔补贴：核定、审定、拨付到哪一步，后核定的在前，金额以分计；C1 补贴从上会起列在这里"""
    rows = seen_lines(staff, wanted.get("state"))
    if number := wanted.get("class_number"):
        rows = rows.where(TrainingClass.class_number == number)
    of_class = contains_eager(SubsidyLine.enrolment).contains_eager(Enrolment.training_class)
    first, size = (wanted["page"] - 1) * wanted["page_size"], wanted["page_size"]
    shown = rows.options(of_class.joinedload(TrainingClass.district)).order_by(*LATEST_FIRST.clauses)
    found = session.scalars(shown.offset(first).limit(size)).all()
    paid = paid_of(session, [each.id for each in found])
    items = [_line(staff, each, paid.get(each.id)) for each in found]
    return {"total": count_of(session, rows, SubsidyLine.id), "items": items}


def _line(staff: Staff, own: SubsidyLine, paid: Paid | None) -> dict[str, Any]:
    of_class = own.enrolment.training_class
    sees = may(staff.role, Permission.SEE_EXCLUSIONS)
    return {
        "id": own.public_id,
        "enrolment": own.enrolment.public_id,
        "name": name_for(staff, own.enrolment.trainee.name),
        "class_number": of_class.class_number,
        "institution": of_class.institution.name,
        "district": of_class.district.name,
        "scheme": own.scheme,
        "state": own.state,
        "exclusions": [Reason.of_row(each).exclusion for each in own.reasons] if sees else None,
        "standard_fen": own.amount_fen,
        "granted_fen": own.granted_fen,
        "fund": own.fund,
        "payee": own.payee,
        "paid": _paid(paid) if paid else None,
    }


def _paid(own: Paid) -> dict[str, Any]:
    return {
        "amount_fen": own.fen,
        "paid_on": own.paid_on,
        "voucher": own.voucher,
        "demanded_fen": own.demanded_fen,
        "returned_fen": own.returned_fen,
    }
