"""For programs of staff: 收支台账, within what the member of staff may see (R65, R66)."""

from typing import Any

from sqlalchemy.orm import Session

from training.errors import NotFound
from training.ledgers.views.find_ledger import Row, find_ledger, ledgers_of_year
from training.ledgers.views.see_ledger import Line, see_ledger
from training.notice.permissions import Permission, may
from training.records.staff.staff import Staff
from webapp.api.classes import STAFF
from webapp.api.money.ledger_schemas import LedgerList, LedgerPage, LedgerWanted, LedgerYear
from webapp.api.problem_blueprint import ProblemBlueprint
from webapp.api.tokens import staff_token

blueprint = ProblemBlueprint("ledgers_api", __name__, url_prefix="/api/v1", description="工作人员：收支台账")


@blueprint.get("/ledgers")
@blueprint.doc(**STAFF)
@blueprint.arguments(LedgerYear, location="query")
@blueprint.response(200, LedgerList)
@blueprint.alt_response(401, description="令牌无效。")
@blueprint.alt_response(404, description="不在您的范围。")
@staff_token
def ledgers(wanted: dict[str, int], session: Session, staff: Staff) -> dict[str, Any]:
    """一年里各种资金的收支和余额，金额以分计；以自治区系统数据为准"""
    if not may(staff.role, Permission.SEE_LEDGERS):
        raise NotFound("收支台账")
    return {"items": [_ledger(each) for each in ledgers_of_year(session, staff, wanted["year"])]}


@blueprint.get("/ledgers/entries")
@blueprint.doc(**STAFF)
@blueprint.arguments(LedgerWanted, location="query")
@blueprint.response(200, LedgerPage)
@blueprint.alt_response(401, description="令牌无效。")
@blueprint.alt_response(404, description="没有这本台账，或不在您的范围。")
@staff_token
def entries(wanted: dict[str, Any], session: Session, staff: Staff) -> dict[str, Any]:
    """一种资金一年的台账，后记的在前，每一笔带余额"""
    own = find_ledger(session, staff, (wanted["district"], wanted["fund"].value, str(wanted["year"])))
    found = see_ledger(session, staff, own, wanted["after"])
    return {"total": found.page.total, "items": list(map(_entry, found.lines)), "next": found.page.older}


def _ledger(own: Row) -> dict[str, Any]:
    return {
        "district": own.ledger.district.name,
        "fund": own.ledger.fund,
        "year": own.ledger.year,
        "carried_in_fen": own.totals.carried_in,
        "income_fen": own.totals.income,
        "expense_fen": own.totals.expense,
        "carried_out_fen": own.totals.carried_out,
        "balance_fen": own.totals.balance,
    }


def _entry(own: Line) -> dict[str, Any]:
    entry = own.entry
    return {
        "id": own.public_id,
        "ordinal": own.ordinal,
        "on_day": entry.on_day,
        "kind": entry.kind,
        "amount_fen": entry.amount_fen,
        "balance_fen": own.balance,
        "voucher": entry.voucher,
        "summary": own.summary,
        "counterpart": own.counterpart,
        "class_number": entry.training_class.class_number if entry.training_class else None,
        "reverses": entry.reverses.public_id if entry.reverses else None,
        "reversed_by": own.reversed_by.public_id if own.reversed_by else None,
        "written_by": entry.written_by,
        "written_at": entry.written_at,
    }
