"""/desk/classes/…/timetable: every lesson, and how one is moved, cancelled or made up (R54, R64)."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from uuid import UUID

from flask import Blueprint, Response, render_template, request, url_for
from sqlalchemy.orm import Session

from training.changes.acts.request_lesson_change import LessonDraft, request_lesson_change
from training.changes.rules.lessons import BadLessonChange, Slot, WantedLesson, delivered_halves
from training.changes.sheets.typed import day_typed
from training.changes.terms import ChangeState, LessonChangeKind
from training.changes.views.find_class_to_change import find_class_to_change
from training.changes.views.preview_of_lesson import preview_of_lesson
from training.changes.views.see_lesson_changes import count_lesson_changes
from training.changes.views.timetable_of import timetable_of
from training.classes.sheets.timetable import read_halves
from training.classes.terms import Content
from training.classes.views.online_theory_of import online_theory_of
from training.classes.views.see_classes import see_class
from training.notice.clauses import CLAUSES
from training.notice.clock import shanghai_day
from training.notice.notes import read_note, read_reason
from training.notice.permissions import Permission, may
from training.notice.terms import HalfDay, Mode
from training.records.staff.staff import Staff
from webapp.desk.changes.pages.timetable import lesson_lines
from webapp.web.forms import look_first, make_by_form
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("timetable", __name__, url_prefix="/desk/classes/<uuid:class_id>/timetable")
FIELDS = ("kind", "day", "half", "new_day", "new_half", "content", "mode", "hours", "teacher")
LONGEST_NAME = 64


@blueprint.get("")
@staff_required(Permission.SEE_CHANGES)
def show(staff: Staff, class_id: UUID) -> str:
    with house().database.reading() as rows:
        return _timetable(rows, staff, class_id)


@blueprint.get("/change")
@staff_required(Permission.ASK_FOR_CHANGES)
def change(staff: Staff, class_id: UUID) -> str:
    return _form(staff, class_id)


@blueprint.post("/check")
@staff_required(Permission.ASK_FOR_CHANGES)
def check(staff: Staff, class_id: UUID) -> Response:
    """Nothing is kept yet: the page shows what becomes of the lesson, and whether somebody has to decide."""
    return look_first(partial(_form, staff, class_id), partial(_check, staff, class_id))


@blueprint.post("/change")
@staff_required(Permission.ASK_FOR_CHANGES)
def ask(staff: Staff, class_id: UUID) -> Response:
    def make(rows: Session) -> UUID:
        find_class_to_change(rows, staff, class_id)
        draft = LessonDraft(_wanted(), request.form.get("reason", ""))
        return request_lesson_change(rows, staff, class_id, draft, now=now()).public_id

    return make_by_form(staff, make, partial(_address, class_id), partial(_form, staff, class_id))


def _address(class_id: UUID, made: UUID | None) -> str:
    return (
        url_for("changes.one_lesson", change_id=made)
        if made
        else url_for("timetable.show", class_id=class_id)
    )


def _timetable(rows: Session, staff: Staff, class_id: UUID, error: str = "") -> str:
    own = see_class(rows, staff, class_id)
    lessons, today = timetable_of(rows, own), shanghai_day(now())
    return render_template(
        "timetable.html",
        own=own,
        lines=lesson_lines(lessons, own.times, now()),
        held=delivered_halves(lessons),
        online=online_theory_of(rows, own, today),
        waiting=count_lesson_changes(rows, staff, class_id).get(ChangeState.WAITING, 0),
        may_change=may(staff.role, Permission.ASK_FOR_CHANGES) and today <= own.ends_on,
        clauses=CLAUSES,
        error=error,
    )


def _kind() -> LessonChangeKind:
    """What nobody offers is no kind: the form begins with the first."""
    said = request.values.get("kind", "")
    return LessonChangeKind(said) if said in list(LessonChangeKind) else LessonChangeKind.MOVE


def _wanted() -> WantedLesson:
    """What the form says; raises BadLessonChange, BadAmendment or TextTooLong."""
    kind, said = _kind(), request.form
    is_made_up = kind is LessonChangeKind.MAKE_UP
    goes = kind in (LessonChangeKind.MAKE_UP, LessonChangeKind.MOVE)
    teacher = read_note(said.get("teacher", ""))
    if len(teacher) > LONGEST_NAME:
        raise BadLessonChange(f"教师姓名太长，请写在 {LONGEST_NAME} 个字以内。")
    halves = read_halves(said.get("hours", "")) if is_made_up else 0
    if halves is None:
        raise BadLessonChange("课时应为课时数，如 4 或 3.5。")
    return WantedLesson(
        kind,
        None if is_made_up else _slot("day", "half"),
        _slot("new_day", "new_half") if goes else None,
        Content(_word("content", list(Content))),
        Mode(_word("mode", list(Mode))),
        halves,
        teacher,
    )


def _slot(day: str, half: str) -> Slot:
    return day_typed(request.values.get(day, "")), HalfDay(_word(half, list(HalfDay)))


def _word(name: str, words: Sequence[str]) -> str:
    said = request.values.get(name, words[0])
    if said not in words:
        raise BadLessonChange(f"请选 {'、'.join(words)}。")
    return said


def _form(staff: Staff, class_id: UUID, error: str = "") -> str:
    kind = _kind()
    with house().database.reading() as rows:
        own = find_class_to_change(rows, staff, class_id)
        lesson = None
        if kind is not LessonChangeKind.MAKE_UP:
            lesson = next((each for each in timetable_of(rows, own) if _is_asked(*each.slot)), None)
            if lesson is None:
                return _timetable(rows, staff, class_id, error or "这半天没有课，请从课表里选。")
        return render_template(
            "timetable_change.html",
            own=own,
            kind=kind,
            kinds=[each for each in LessonChangeKind if each is not LessonChangeKind.MAKE_UP],
            lesson=lesson,
            halves=list(HalfDay),
            contents=list(Content),
            modes=list(Mode),
            clauses=CLAUSES,
            typed=request.form,
            error=error,
        )


def _is_asked(day: date, half_day: HalfDay) -> bool:
    return (day.isoformat(), half_day) == (request.values.get("day", ""), request.values.get("half", ""))


def _check(staff: Staff, class_id: UUID) -> str:
    with house().database.reading() as rows:
        own = find_class_to_change(rows, staff, class_id)
        reason = read_reason(request.form.get("reason", ""), "调整课表")
        wanted = _wanted()
        return render_template(
            "timetable_check.html",
            own=own,
            kind=wanted.kind,
            found=preview_of_lesson(rows, own, wanted, now=now()),
            reason=reason,
            typed={name: request.form[name] for name in FIELDS if name in request.form},
        )
