"""/desk/teachers/…: a certificate is withdrawn, by two where a match stands on it (R63)."""

from functools import partial
from uuid import UUID

from flask import Blueprint, Response, abort, request, url_for
from sqlalchemy.orm import Session

from training.classes.views.lists.teacher_list import see_teacher
from training.notice.permissions import Permission
from training.records.staff.staff import Staff
from training.teachers.acts.decide_withdrawal import WithdrawalSaid, decide_withdrawal
from training.teachers.acts.withdraw_certificate import withdraw_certificate
from webapp.desk.teachers.routes.teachers import teacher_page
from webapp.web.forms import Act, answer_form, is_approved
from webapp.web.house import now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("withdrawals", __name__, url_prefix="/desk/teachers/<int:key>/certificates")


@blueprint.post("/withdraw")
@staff_required(Permission.KEEP_TEACHERS)
def withdraw(staff: Staff, key: int) -> Response:
    def act(rows: Session, _: str) -> None:
        see_teacher(rows, staff, key)
        withdraw_certificate(rows, staff, _certificate(), request.form.get("reason", ""), now=now())

    return _answer(staff, key, act)


@blueprint.post("/decide")
@staff_required(Permission.REVIEW_TEACHERS)
def decide(staff: Staff, key: int) -> Response:
    def act(rows: Session, _: str) -> None:
        see_teacher(rows, staff, key)
        said = WithdrawalSaid(is_approved(), request.form.get("note", ""))
        decide_withdrawal(rows, staff, _certificate(), said, now=now())

    return _answer(staff, key, act)


def _answer(staff: Staff, key: int, act: Act) -> Response:
    return answer_form(staff, act, url_for("teachers.show", key=key), partial(teacher_page, staff, key))


def _certificate() -> UUID:
    try:
        return UUID(request.form.get("certificate", ""))
    except ValueError:
        abort(400)
