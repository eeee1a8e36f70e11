"""/desk/compared-lists: lists of who is employed, retired …; never a number, only how many (R19, R58)."""

from functools import partial
from uuid import UUID

from flask import Blueprint, Response, render_template, request, url_for
from sqlalchemy.orm import Session

from training.eligibility.acts.withdraw_compared import withdraw_compared
from training.eligibility.views.compared_lists import (
    MOST,
    ListState,
    find_compared,
    is_keeper_of,
    list_compared,
    withdrawal_of,
)
from training.notice.permissions import Permission, may
from training.records.staff.staff import Staff
from webapp.desk.lists.days import short_moment
from webapp.web.forms import answer_form
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("compared", __name__, url_prefix="/desk/compared-lists")
TONES = {ListState.COUNTS: "good", ListState.OTHER_KEY: "bad"}


@blueprint.get("")
@staff_required(Permission.SEE_COMPARED)
def index(staff: Staff) -> str:
    at = now()
    with house().database.reading() as rows:
        found = list_compared(rows, staff)
        return render_template(
            "desk_compared.html",
            lists=found,
            tones=TONES,
            is_cut=len(found) == MOST,
            lost=sorted({each.own.kind.value for each in found if each.state is ListState.OTHER_KEY}),
            may_bring=may(staff.role, Permission.KEEP_COMPARED),
            when=lambda moment: short_moment(moment, at),
        )


@blueprint.get("/<uuid:list_id>")
@staff_required(Permission.SEE_COMPARED)
def one(staff: Staff, list_id: UUID) -> str:
    return _one(staff, list_id)


@blueprint.post("/<uuid:list_id>/withdraw")
@staff_required(Permission.KEEP_COMPARED)
def withdraw(staff: Staff, list_id: UUID) -> Response:
    def act(rows: Session, _: str) -> None:
        withdraw_compared(rows, staff, list_id, request.form.get("reason", ""), now=now())

    return answer_form(staff, act, url_for(".one", list_id=list_id), partial(_one, staff, list_id))


def _one(staff: Staff, list_id: UUID, error: str = "") -> str:
    at = now()
    with house().database.reading() as rows:
        own = find_compared(rows, staff, list_id)
        return render_template(
            "desk_compared_list.html",
            own=own,
            place=own.district.name if own.district else "全市",
            withdrawal=withdrawal_of(rows, own),
            may_withdraw=own.withdrawn_at is None and is_keeper_of(staff, own),
            when=lambda moment: short_moment(moment, at),
            typed=request.form,
            error=error,
        )
