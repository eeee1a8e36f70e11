"""What the city tells a district after a class, and the district's answer (R07, R28)."""

from functools import partial
from uuid import UUID

from flask import Blueprint, Response, render_template, request, url_for
from sqlalchemy.orm import Session

from training.feedback.acts.answer_feedback import answer_feedback
from training.feedback.acts.send_feedback import send_feedback
from training.feedback.rules.letters import Letterhead
from training.feedback.sheets.letter import write_pdf
from training.feedback.views.list_feedback import feedback_of_class, list_feedback
from training.feedback.views.see_letter import see_letter
from training.notice.permissions import Permission
from training.records.staff.staff import Staff
from webapp.checks.pages.check_list import feedback_row
from webapp.checks.pages.moments import moment
from webapp.web.bad_input import small_number
from webapp.web.downloads import kept_file
from webapp.web.forms import answer_form
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("feedback", __name__, url_prefix="/feedback")
A_PAGE = 50


@blueprint.get("")
@staff_required(Permission.SEE_FEEDBACK)
def index(staff: Staff) -> str:
    """Page by page: what is owed comes first, however many classes ended lately."""
    page = max(1, request.args.get("page", 1, type=small_number) or 1)
    with house().database.reading() as rows:
        lines = list_feedback(rows, staff, now=now())
    pages = max(1, -(-len(lines) // A_PAGE))
    page = min(page, pages)
    shown = lines[(page - 1) * A_PAGE : page * A_PAGE]
    rows_shown = [feedback_row(line) for line in shown]
    return render_template("feedback.html", rows=rows_shown, page=page, pages=pages, total=len(lines))


@blueprint.get("/<uuid:class_id>")
@staff_required(Permission.SEE_FEEDBACK)
def one(staff: Staff, class_id: UUID) -> str:
    return _page(staff, class_id)


@blueprint.post("/<uuid:class_id>")
@staff_required(Permission.HANDLE_FEEDBACK)
def send(staff: Staff, class_id: UUID) -> Response:
    def act(rows: Session, digest: str) -> None:
        opinion, settings = request.form.get("opinion", ""), house().settings
        letterhead = Letterhead(settings.office, settings.letter_series)
        send_feedback(rows, staff, class_id, opinion, letterhead, now=now())

    return answer_form(
        staff, act, url_for("feedback.one", class_id=class_id), partial(_page, staff, class_id)
    )


@blueprint.post("/<uuid:class_id>/<uuid:feedback_id>")
@staff_required(Permission.HANDLE_FEEDBACK)
def answer(staff: Staff, class_id: UUID, feedback_id: UUID) -> Response:
    def act(rows: Session, digest: str) -> None:
        answer_feedback(rows, staff, feedback_id, request.form.get("text", ""), now=now())

    return answer_form(
        staff, act, url_for("feedback.one", class_id=class_id), partial(_page, staff, class_id)
    )


@blueprint.get("/<uuid:class_id>/<uuid:feedback_id>/letter")
@staff_required(Permission.SEE_FEEDBACK)
def letter(staff: Staff, class_id: UUID, feedback_id: UUID) -> Response:
    """反馈函, to be printed, sealed and filed."""
    with house().database.reading() as rows:
        found = see_letter(rows, staff, feedback_id)
    return kept_file(write_pdf(found), "application/pdf", f"反馈函 {found.number}")


def _page(staff: Staff, class_id: UUID, problem: str = "") -> str:
    with house().database.reading() as rows:
        line = feedback_of_class(rows, staff, class_id, now=now())
    _, _, _, tone = feedback_row(line)
    return render_template(
        "feedback_class.html",
        line=line,
        tone=tone,
        staff=staff,
        moment=moment,
        error=problem,
        typed=request.form,
    )
