"""Members of staff see the requests for corrections (补卡) of their classes, and decide where they may."""

from typing import Any
from uuid import UUID

from flask import (
    Blueprint,
    Response,
    abort,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)

from training.attendance.acts.decide_correction import Verdict, decide_correction
from training.attendance.views.progress_of import progress_of
from training.attendance.views.see_corrections import (
    decided_corrections,
    see_correction,
    waiting_corrections,
)
from training.errors import Refusal
from training.notice.permissions import Permission, may
from training.records.staff.staff import Staff
from webapp.desk.attendance.pages.staff_corrections import request_page, request_row
from webapp.web.errors import status_of
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("staff_corrections", __name__, url_prefix="/staff/corrections")
MOST_WAITING, MOST_DECIDED = 100, 20
VERDICTS = {"approve": True, "refuse": False}


@blueprint.get("")
@staff_required(Permission.SEE_CORRECTIONS)
def waiting(staff: Staff) -> str:
    oldest = waiting_corrections(staff).limit(MOST_WAITING)
    newest = decided_corrections(staff).limit(MOST_DECIDED)
    with house().database.reading() as rows:
        return render_template(
            "staff_corrections.html",
            waiting=[request_row(each) for each in rows.scalars(oldest)],
            decided=[request_row(each) for each in rows.scalars(newest)],
        )


@blueprint.get("/<uuid:public_id>")
@staff_required(Permission.SEE_CORRECTIONS)
def one(staff: Staff, public_id: UUID) -> str:
    return _page(staff, public_id)


@blueprint.post("/<uuid:public_id>")
@staff_required(Permission.DECIDE_CORRECTIONS)
def decide(staff: Staff, public_id: UUID) -> Any:
    is_approved, note = VERDICTS.get(request.form.get("verdict", "")), request.form.get("note", "")
    if is_approved is None:
        abort(400)
    try:
        with house().database.writing() as rows:
            decide_correction(rows, staff, public_id, Verdict(is_approved, note), now=now())
    except Refusal as refusal:
        return make_response(_page(staff, public_id, error=str(refusal), note=note), status_of(refusal))
    return redirect(url_for("staff_corrections.one", public_id=public_id), 303)


@blueprint.get("/<uuid:public_id>/photo")
@staff_required(Permission.SEE_CORRECTIONS)
def photo(staff: Staff, public_id: UUID) -> Response:
    with house().database.reading() as rows:
        kept = see_correction(rows, staff, public_id).photo
        jpeg = kept.jpeg if kept else abort(404)
    return Response(jpeg, mimetype="image/jpeg")


def _page(staff: Staff, public_id: UUID, **typed: str) -> str:
    with house().database.reading() as rows:
        found = see_correction(rows, staff, public_id)
        page = request_page(found, progress_of(rows, found.enrolment, now()), now())
    may_decide = may(staff.role, Permission.DECIDE_CORRECTIONS)
    return render_template(
        "staff_correction.html", page=page, public_id=public_id, may_decide=may_decide, **typed
    )
