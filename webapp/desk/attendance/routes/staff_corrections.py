"""Members of staff see the requests for corrections (补卡) of their classes, and decide where they may."""

from collections.abc import Sequence
from secrets import token_bytes
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
from sqlalchemy.orm import Session

from training.attendance.acts.decide_correction import Verdict, decide_correction
from training.attendance.acts.review_correction import Review, review_correction
from training.attendance.rules.correction_list import HEADINGS
from training.attendance.rules.corrections import is_decider
from training.attendance.views.corrections.see_corrections import see_correction
from training.attendance.views.lists.correction_list import (
    count_corrections,
    listed_corrections,
    offered_corrections,
    order_of_corrections,
)
from training.attendance.views.progress_of import progress_of
from training.errors import Refusal
from training.notice.permissions import Permission, may
from training.records.attendance.corrections import PunchCorrection
from training.records.staff.staff import Staff
from webapp.desk.attendance.pages.staff_corrections import correction_lines, request_page
from webapp.desk.lists.showing import asked
from webapp.desk.lists.tables import Line, Several, Table, show_table, table_file
from webapp.web.errors import status_of
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("staff_corrections", __name__, url_prefix="/desk/corrections")
SEED_BYTES = 32
VERDICTS = {"approve": True, "refuse": False}
REVIEWS = {"confirm": True, "withdraw": False}


@blueprint.get("")
@staff_required(Permission.SEE_CORRECTIONS)
def waiting(staff: Staff) -> Any:
    with house().database.reading() as rows:
        counts = count_corrections(rows, staff, asked(offered_corrections(rows, staff)))
    several = Several(url_for("corrections_at_once.show"), "一起审核选中的…")
    decides = may(staff.role, Permission.DECIDE_CORRECTIONS)
    return show_table(
        staff, CORRECTIONS, "staff_corrections.html", counts=counts, several=several if decides else None
    )


@blueprint.get("/list.<ending>", endpoint="waiting_file")
@staff_required(Permission.SEE_CORRECTIONS)
def take_away(staff: Staff, ending: str) -> Response:
    return table_file(staff, CORRECTIONS, ending)


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
            verdict, seed = Verdict(is_approved, note), token_bytes(SEED_BYTES)
            decide_correction(rows, staff, public_id, verdict, seed=seed, now=now())
    except Refusal as refusal:
        return make_response(_page(staff, public_id, error=str(refusal), note=note), status_of(refusal))
    return redirect(url_for("staff_corrections.one", public_id=public_id), 303)


@blueprint.post("/<uuid:public_id>/review")
@staff_required(Permission.REVIEW_CORRECTIONS)
def review(staff: Staff, public_id: UUID) -> Any:
    is_confirmed, reason = REVIEWS.get(request.form.get("review", "")), request.form.get("reason", "")
    if is_confirmed is None:
        abort(400)
    try:
        with house().database.writing() as rows:
            review_correction(rows, staff, public_id, Review(is_confirmed, reason), now=now())
    except Refusal as refusal:
        return make_response(_page(staff, public_id, error=str(refusal), reason=reason), status_of(refusal))
    return redirect(url_for("staff_corrections.one", public_id=public_id), 303)


@blueprint.get("/<uuid:public_id>/photo")
@staff_required(Permission.SEE_CORRECTIONS)
def photo(staff: Staff, public_id: UUID) -> Response:
    with house().database.reading() as rows:
        kept = see_correction(rows, staff, public_id).photo
        jpeg = kept.jpeg if kept and not kept.purged_at else abort(404)
    return Response(jpeg, mimetype="image/jpeg")


def _page(staff: Staff, public_id: UUID, **typed: str) -> str:
    with house().database.reading() as rows:
        found = see_correction(rows, staff, public_id)
        page = request_page(staff, found, progress_of(rows, found.enrolment, now()), now())
        policy = found.enrolment.training_class.rule_set.policy
    may_decide = is_decider(staff.role, policy)
    may_review = page.is_to_review and may(staff.role, Permission.REVIEW_CORRECTIONS)
    given = {"page": page, "public_id": public_id, "may_decide": may_decide, "may_review": may_review}
    given |= {"deciders": "培训机构或旗县区" if policy.school_may_approve_corrections else "旗县区"}
    return render_template("staff_correction.html", **given, **typed)


def _lines(rows: Session, staff: Staff, found: Sequence[PunchCorrection]) -> list[Line]:
    addresses = [url_for("staff_corrections.one", public_id=each.public_id) for each in found]
    return correction_lines(staff, found, addresses, now())


CORRECTIONS = Table(
    "staff_corrections.waiting",
    "补卡申请",
    "条",
    "姓名、尾号、班号、机构",
    "点姓名看理由、照片和当天的打卡。",
    ("没有待审核的申请", "学员在手机上提出后会出现在这里。"),
    HEADINGS,
    offered_corrections,
    listed_corrections,
    order_of_corrections,
    _lines,
)
