"""补贴明细 as the desk shows it; pure."""

from collections.abc import Mapping, Sequence

from flask import url_for

from training.eligibility.terms import LineState
from training.notice.identity import mask_id_number
from training.notice.money import yuan
from training.notice.permissions import Permission, may
from training.payments.views.shown import Paid
from training.records.staff.staff import Staff
from training.records.subsidies.lines import SubsidyLine
from training.staff.views.name_for import name_for
from webapp.desk.lists.tables import Cell, Line, Mark
from webapp.desk.payments.pages.meeting import TONES as OF_MONEY

TONES = {**OF_MONEY, LineState.EXCLUDED: "bad", LineState.ELIGIBLE: "good"}
NOTHING = "—"


def subsidy_lines(staff: Staff, found: Sequence[SubsidyLine], paid: Mapping[int, Paid]) -> list[Line]:
    return [Line(_address(staff, each), _cells(staff, each, paid.get(each.id))) for each in found]


def _address(staff: Staff, line: SubsidyLine) -> str:
    """To the person's money where a meeting was about it, for those who may see meetings."""
    if line.meeting_id is not None and may(staff.role, Permission.SEE_PUBLICITIES):
        return url_for("line_money.show", line=line.public_id)
    return url_for("class_lines.lines", class_id=line.enrolment.training_class.public_id)


def _cells(staff: Staff, line: SubsidyLine, paid: Paid | None) -> Mapping[str, Cell]:
    trainee, own = line.enrolment.trainee, line.enrolment.training_class
    return {
        "name": name_for(staff, trainee.name),
        "id_number": mask_id_number(trainee.id_number),
        "class_number": own.class_number,
        "class_name": own.name,
        "state": Mark(line.state.value, TONES[line.state]),
        "granted": yuan(line.granted_fen) if line.granted_fen is not None else NOTHING,
        "fund": line.fund.value if line.fund else "",
        "payee": line.payee.value if line.payee else NOTHING,
        **_of_money(paid),
        "institution": own.institution.name,
        "district": own.district.name,
    }


def _of_money(paid: Paid | None) -> Mapping[str, Cell]:
    if paid is None:
        return {"paid": NOTHING, "paid_on": NOTHING, "voucher": "", "demanded": NOTHING, "returned": ""}
    demanded = paid.demanded_fen
    return {
        "paid": yuan(paid.fen),
        "paid_on": paid.paid_on.isoformat(),
        "voucher": paid.voucher,
        "demanded": yuan(demanded) if demanded else NOTHING,
        "returned": yuan(paid.returned_fen) if demanded else "",
    }
