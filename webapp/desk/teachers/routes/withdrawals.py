"""/desk/teachers/…: a certificate is withdrawn, by two where a match stands on it (R63)."""

from functools import partial
from uuid import UUID

from flask import Blueprint, Response, abort, request, url_for
from sqlalchemy.orm import Session

from training.classes.views.lists.teacher_list import see_teacher
from training.errors import NotFound
from training.notice.permissions import Permission
from training.records.staff.staff import Staff
from training.teachers.acts.decide_withdrawal import WithdrawalSaid, decide_withdrawal
from training.teachers.acts.withdraw_certificate import withdraw_certificate
from training.teachers.views.certificates_on_paper import papers_of
from webapp.desk.teachers.routes.teachers import teacher_page
from webapp.web.forms import Act, answer_form, is_approved
from webapp.web.house import now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("withdrawals", __name__, url_prefix="/desk/teachers/<int:key>/certificates")


@blueprint.post("/withdraw")
@staff_required(Permission.KEEP_TEACHERS)
def withdraw(staff: Staff, key: int) -> Response:
    def act(rows: Session, _: str) -> None:
        own = _certificate_of(rows, staff, key)
        withdraw_certificate(rows, staff, own, request.form.get("reason", ""), now=now())

    return _answer(staff, key, act)


@blueprint.post("/decide")
@staff_required(Permission.REVIEW_TEACHERS)
def decide(staff: Staff, key: int) -> Response:
    def act(rows: Session, _: str) -> None:
        own = _certificate_of(rows, staff, key)
        said = WithdrawalSaid(is_approved(), request.form.get("note", ""))
        decide_withdrawal(rows, staff, own, said, now=now())

    return _answer(staff, key, act)


def _answer(staff: Staff, key: int, act: Act) -> Response:
    return answer_form(staff, act, url_for("teachers.show", key=key), partial(teacher_page, staff, key))


def _certificate_of(rows: Session, staff: Staff, key: int) -> UUID:
    """That of the form, if it is this teacher's; raises NotFound."""
    own = see_teacher(rows, staff, key)
    try:
        certificate = UUID(request.form.get("certificate", ""))
    except ValueError:
        abort(400)
    if certificate not in (each.certificate.public_id for each in papers_of(rows, own)):
        raise NotFound("这份证书")
    return certificate
