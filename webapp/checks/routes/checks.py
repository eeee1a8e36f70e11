"""Spot checks to look at: what is to be done today, one check, its record, a class's history (R06, R15)."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, make_response, render_template, request

from training.attendance.views.alternatives.many_approved import many_approved
from training.checks.sheets.faces import draw_boxes
from training.checks.views.calls.lists_taken import lists_taken
from training.checks.views.evidence.see_evidence import see_evidence
from training.checks.views.evidence.see_faces import see_faces
from training.checks.views.list_checks import checks_of_class
from training.checks.views.see_check import see_check
from training.classes.views.online_theory_of import online_theory_notice
from training.classes.views.see_classes import see_class
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission
from training.pictures.thumbnails import thumbnail
from training.records.staff.staff import Staff
from webapp.checks.pages.calls import list_words
from webapp.checks.pages.checks import check_page
from webapp.checks.pages.class_filter import read_filter
from webapp.checks.pages.history import history_page
from webapp.checks.showing import look_at, names_are_masked, render_check, render_list
from webapp.verify.routes.proof import code_of_record
from webapp.web.bad_input import small_number
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("checks", __name__, url_prefix="/checks")
IN_FULL = 4
"""Of a class's checks the newest: shown with all that happened, each costs some eleven statements."""


@blueprint.get("")
@staff_required(Permission.SEE_CHECKS)
def index(staff: Staff) -> str:
    """What is asked for stands in the address, so that it can be kept and sent on."""
    page = request.args.get("page", 1, type=small_number)
    return render_list(staff, wanted=read_filter(request.args, page))


@blueprint.get("/<uuid:check_id>")
@staff_required(Permission.SEE_CHECKS)
def one(staff: Staff, check_id: UUID) -> str:
    return render_check(staff, check_id, did=request.args.get("did", ""))


@blueprint.get("/<uuid:check_id>/live")
@staff_required(Permission.SEE_CHECKS)
def live(staff: Staff, check_id: UUID) -> Response:
    """What changes while others act in the same check; nothing at all where nothing has changed."""
    page = look_at(staff, check_id)
    at = request.args.get("calling", type=small_number)
    template = "check_live.html" if at is None else "call_rail.html"
    answer = make_response(render_template(template, page=page, at=at, is_live=True))
    answer.set_etag(page.digest)
    answer.make_conditional(request)
    return answer


@blueprint.get("/<uuid:check_id>/people/<int:position>")
@staff_required(Permission.SEE_CHECKS)
def person(staff: Staff, check_id: UUID, position: int) -> Any:
    return render_check(staff, check_id, template="check_person.html", position=position)


@blueprint.get("/<uuid:check_id>/pictures/<uuid:evidence_id>")
@staff_required(Permission.SEE_CHECKS)
def picture(staff: Staff, check_id: UUID, evidence_id: UUID) -> Any:
    return render_check(staff, check_id, template="check_picture.html", evidence_id=evidence_id)


@blueprint.get("/<uuid:check_id>/pictures/<uuid:evidence_id>/small")
@staff_required(Permission.SEE_CHECKS)
def small_picture(staff: Staff, check_id: UUID, evidence_id: UUID) -> Response:
    with house().database.reading() as rows:
        served = see_evidence(rows, staff, evidence_id)
    answer = make_response(thumbnail(house().files.get(served.key)))
    answer.content_type = "image/jpeg"
    return answer


@blueprint.get("/<uuid:check_id>/pictures/<uuid:evidence_id>/faces")
@staff_required(Permission.SEE_CHECKS)
def picture_with_faces(staff: Staff, check_id: UUID, evidence_id: UUID) -> Response:
    """A copy with every face in a box that the face counter found."""
    with house().database.reading() as rows:
        found = see_faces(rows, staff, evidence_id)
    answer = make_response(draw_boxes(house().files.get(found.served.key), found.boxes))
    answer.content_type = "image/jpeg"
    return answer


@blueprint.get("/<uuid:check_id>/end")
@staff_required(Permission.CHECK_CLASSES)
def ask_to_end(staff: Staff, check_id: UUID) -> str:
    return render_check(staff, check_id, template="check_end.html")


@blueprint.get("/<uuid:check_id>/record")
@staff_required(Permission.SEE_CHECKS)
def record(staff: Staff, check_id: UUID) -> str:
    """检查记录, to be printed on A4 (R33, R39)."""
    with house().database.reading() as rows:
        lists = [list_words(each) for each in lists_taken(rows, staff, check_id)]
    code = code_of_record(staff, check_id)
    return render_check(staff, check_id, template="check_record.html", lists=lists, code=code)


@blueprint.get("/classes/<uuid:class_id>")
@staff_required(Permission.SEE_CHECKS)
def history(staff: Staff, class_id: UUID) -> str:
    with house().database.reading() as rows:
        own = see_class(rows, staff, class_id)
        lines = checks_of_class(rows, staff, class_id)
        views = [see_check(rows, staff, line.check_id, now=now()) for line in lines[-IN_FULL:]]
        masked, platform = names_are_masked(staff), house().platform
        pages = [check_page(view, platform, names_are_masked=masked) for view in views]
        notices = (online_theory_notice(rows, own, shanghai_day(now())), many_approved(rows, own))
        page = history_page(own, pages, notices, lines[:-IN_FULL])
        return render_template("class_checks.html", page=page, staff=staff)
