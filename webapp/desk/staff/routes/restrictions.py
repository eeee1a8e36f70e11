"""限制处理: whose data is kept and not used, why, and its end; listed beside the requests it rests on."""

from functools import partial
from uuid import UUID

from flask import Blueprint, Response, render_template, request, url_for
from sqlalchemy.orm import Session

from training.notice.permissions import Permission
from training.people.acts.lift_restriction import lift_restriction
from training.people.acts.restrict_processing import Cause
from training.people.rules.restrictions import meaning
from training.people.views.restricted import find_restriction
from training.records.staff.staff import Staff
from webapp.desk.staff.pages.restrictions import restriction_line
from webapp.web.forms import answer_form
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("restrictions", __name__, url_prefix="/desk/restrictions")


@blueprint.get("/<uuid:restriction_id>")
@staff_required(Permission.ANSWER_DATA_REQUESTS)
def one(staff: Staff, restriction_id: UUID) -> str:
    return _page(staff, restriction_id)


@blueprint.post("/<uuid:restriction_id>")
@staff_required(Permission.ANSWER_DATA_REQUESTS)
def lift(staff: Staff, restriction_id: UUID) -> Response:
    def act(rows: Session, digest: str) -> None:
        found = find_restriction(rows, staff, restriction_id)
        cause = Cause(request.form.get("reason", ""), by=staff.name, by_id=staff.id)
        lift_restriction(rows, found, cause, now=now())

    return answer_form(staff, act, url_for("data_requests.index"), partial(_page, staff, restriction_id))


def _page(staff: Staff, restriction_id: UUID, problem: str = "") -> str:
    with house().database.reading() as rows:
        line = restriction_line(find_restriction(rows, staff, restriction_id))
    shown = {"line": line, "meaning": meaning(), "error": problem, "typed": request.form}
    return render_template("restriction.html", **shown)
