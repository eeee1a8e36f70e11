"""个人信息请求: what trainees ask for about their own data, and the office's answers."""

from functools import partial
from uuid import UUID

from flask import Blueprint, Response, render_template, request, url_for
from sqlalchemy.orm import Session

from training.notice.identity import mask_phone
from training.notice.permissions import Permission
from training.people.acts.answer_request import Answer, answer_request
from training.people.terms import RequestDecision
from training.people.views.find_request import find_request, list_requests
from training.records.people.data_requests import DataRequest
from training.records.staff.staff import Staff
from webapp.trainees.pages.rights import RequestLine, request_line
from webapp.web.forms import answer_form
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("data_requests", __name__, url_prefix="/staff/requests")


@blueprint.get("")
@staff_required(Permission.ANSWER_DATA_REQUESTS)
def index(staff: Staff) -> str:
    with house().database.reading() as rows:
        lines = [(each.public_id, *_shown(each)) for each in list_requests(rows, staff)]
    return render_template("data_requests.html", lines=lines)


@blueprint.get("/<uuid:request_id>")
@staff_required(Permission.ANSWER_DATA_REQUESTS)
def one(staff: Staff, request_id: UUID) -> str:
    return _page(staff, request_id)


@blueprint.post("/<uuid:request_id>")
@staff_required(Permission.ANSWER_DATA_REQUESTS)
def answer(staff: Staff, request_id: UUID) -> Response:
    def act(rows: Session, digest: str) -> None:
        said = Answer(request.form.get("decision", ""), request.form.get("text", ""))
        answer_request(rows, staff, request_id, said, now=now())

    back = url_for("data_requests.one", request_id=request_id)
    return answer_form(staff, act, back, partial(_page, staff, request_id))


def _page(staff: Staff, request_id: UUID, problem: str = "") -> str:
    with house().database.reading() as rows:
        found = find_request(rows, staff, request_id)
        line, who = _shown(found)
        by = found.answer.answered_by if found.answer else ""
    shown = {"request_id": request_id, "line": line, "who": who, "answered_by": by, "error": problem}
    return render_template("data_request.html", decisions=list(RequestDecision), typed=request.form, **shown)


def _shown(found: DataRequest) -> tuple[RequestLine, str]:
    place = found.district.name if found.district else "没有参加过班"
    return request_line(found), f"{found.trainee.name} {mask_phone(found.trainee.phone)} {place}"
