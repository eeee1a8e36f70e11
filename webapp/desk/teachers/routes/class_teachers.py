"""/desk/classes/…/teachers: who teaches a class, whether they match it, who takes over (R63, R64)."""

from datetime import date
from functools import partial
from uuid import UUID

from flask import Blueprint, Response, abort, render_template, request, url_for
from sqlalchemy.orm import Session

from training.classes.views.see_classes import see_class
from training.notice.clauses import CLAUSES
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission, may
from training.notice.terms import HalfDay
from training.records.staff.staff import Staff
from training.teachers.acts.file_teacher_change import TeacherChangeDraft, file_teacher_change
from training.teachers.acts.receive_change import receive_change
from training.teachers.acts.review_teacher import MatchDraft, review_teacher
from training.teachers.rules.changing import BadTeacherChange
from training.teachers.rules.flags import Slot
from training.teachers.terms import MatchVerdict
from training.teachers.views.see_class_teachers import see_class_teachers
from webapp.desk.classes.routes.above import above_class
from webapp.desk.teachers.pages.class_teachers import TONES, change_lines, flags_of, teacher_lines_of
from webapp.web.forms import Act, answer_form, seen_on_page
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("class_teachers", __name__, url_prefix="/desk/classes/<uuid:class_id>/teachers")
VERDICTS = {each.name.lower(): each for each in (MatchVerdict.MATCHES, MatchVerdict.DIFFERS)}


@blueprint.get("")
@staff_required(Permission.SEE_CLASSES)
def teachers(staff: Staff, class_id: UUID) -> str:
    return _page(staff, class_id)


@blueprint.post("/review")
@staff_required(Permission.REVIEW_TEACHERS)
def review(staff: Staff, class_id: UUID) -> Response:
    def act(rows: Session, _: str) -> None:
        see_class(rows, staff, class_id)
        verdict, teacher = VERDICTS.get(request.form.get("verdict", "")) or abort(400), _key("teacher")
        draft = MatchDraft(teacher, verdict, request.form.get("opinion", ""), seen_on_page())
        review_teacher(rows, staff, class_id, draft, now=now())

    return _answer(staff, class_id, act)


@blueprint.post("/change")
@staff_required(Permission.KEEP_TEACHERS)
def change(staff: Staff, class_id: UUID) -> Response:
    def act(rows: Session, _: str) -> None:
        see_class(rows, staff, class_id)
        old, said = _key("old"), request.form
        draft = TeacherChangeDraft(old, said.get("new", ""), _since(), said.get("reason", ""), seen_on_page())
        file_teacher_change(rows, staff, class_id, draft, now=now())

    return _answer(staff, class_id, act)


@blueprint.post("/changes/<uuid:change_id>/receipt")
@staff_required(Permission.REVIEW_TEACHERS)
def receive(staff: Staff, class_id: UUID, change_id: UUID) -> Response:
    def act(rows: Session, _: str) -> None:
        receive_change(rows, staff, class_id, change_id, now=now())

    return _answer(staff, class_id, act)


def _answer(staff: Staff, class_id: UUID, act: Act) -> Response:
    return answer_form(staff, act, url_for(".teachers", class_id=class_id), partial(_page, staff, class_id))


def _key(name: str) -> int:
    said = request.form.get(name, "")
    return int(said) if said.isdecimal() and len(said) < 10 else abort(400)


def _since() -> Slot:
    """Raises BadTeacherChange."""
    half = request.form.get("half", "")
    try:
        return date.fromisoformat(request.form.get("day", "")), HalfDay(half)
    except ValueError:
        raise BadTeacherChange("请选从哪一天的上午或下午起。") from None


def _page(staff: Staff, class_id: UUID, error: str = "") -> str:
    at = now()
    today = shanghai_day(at)
    with house().database.reading() as rows:
        own = see_class(rows, staff, class_id)
        found = see_class_teachers(rows, own, now=at)
        above = above_class(rows, staff, own, "teachers")
    return render_template(
        "desk_class_teachers.html",
        own=own,
        above=above,
        lines=teacher_lines_of(found, at, today),
        nobody=flags_of(found.flags, None),
        changes=change_lines(found.changes, own.times, at),
        tones=TONES,
        seen=found.seen,
        verdicts=VERDICTS,
        halves=list(HalfDay),
        first_day=min(max(today, own.starts_on), own.ends_on),
        may_review=bool(found.teachers) and may(staff.role, Permission.REVIEW_TEACHERS),
        may_keep=bool(found.teachers) and may(staff.role, Permission.KEEP_TEACHERS),
        clauses=CLAUSES,
        typed=request.form,
        error=error,
    )
