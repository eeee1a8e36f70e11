"""个人信息请求: what trainees ask for about their own data, and the office's answers."""

from functools import partial
from uuid import UUID

from flask import Blueprint, Response, render_template, request, url_for
from sqlalchemy.orm import Session

from training.notice.permissions import Permission
from training.people.acts.answer_request import Answer, answer_request
from training.people.rules.restrictions import MAY_BECOME_ONE
from training.people.terms import RequestDecision
from training.people.views.find_request import find_request, list_requests
from training.people.views.restricted import list_restrictions, restricted_among, standing_restriction
from training.records.staff.staff import Staff
from webapp.desk.staff.pages.restrictions import restriction_line, whose
from webapp.trainees.pages.rights import request_line
from webapp.web.forms import answer_form
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("data_requests", __name__, url_prefix="/desk/requests")


@blueprint.get("")
@staff_required(Permission.ANSWER_DATA_REQUESTS)
def index(staff: Staff) -> str:
    with house().database.reading() as rows:
        found = list_requests(rows, staff)
        restricted = restricted_among(rows, {each.trainee_id for each in found})
        lines = [
            (
                each.public_id,
                request_line(each),
                whose(each.trainee, each.district),
                each.trainee_id in restricted,
            )
            for each in found
        ]
        standing = [restriction_line(each) for each in list_restrictions(rows, staff)]
    return render_template("data_requests.html", lines=lines, standing=standing)


@blueprint.get("/<uuid:request_id>")
@staff_required(Permission.ANSWER_DATA_REQUESTS)
def one(staff: Staff, request_id: UUID) -> str:
    return _page(staff, request_id)


@blueprint.post("/<uuid:request_id>")
@staff_required(Permission.ANSWER_DATA_REQUESTS)
def answer(staff: Staff, request_id: UUID) -> Response:
    def act(rows: Session, digest: str) -> None:
        form = request.form
        said = Answer(form.get("decision", ""), form.get("text", ""), restricts="restricts" in form)
        answer_request(rows, staff, request_id, said, now=now())

    back = url_for("data_requests.one", request_id=request_id)
    return answer_form(staff, act, back, partial(_page, staff, request_id))


def _page(staff: Staff, request_id: UUID, problem: str = "") -> str:
    with house().database.reading() as rows:
        found = find_request(rows, staff, request_id)
        standing = standing_restriction(rows, found.trainee_id)
        shown = {
            "line": request_line(found),
            "who": whose(found.trainee, found.district),
            "answered_by": found.answer.answered_by if found.answer else "",
            "restriction": restriction_line(standing) if standing else None,
            "may_restrict": found.kind in MAY_BECOME_ONE and standing is None,
        }
    typed = {"decisions": list(RequestDecision), "typed": request.form, "error": problem}
    return render_template("data_request.html", request_id=request_id, **shown, **typed)
