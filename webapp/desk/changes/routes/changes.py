"""/desk/changes: what was asked to change, what waits, and who decided (申请与审批, R07, R54, R64)."""

from functools import partial
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from sqlalchemy.orm import Session

from training.changes.acts.decide_amendment import decide_amendment
from training.changes.acts.decide_lesson_change import decide_lesson_change
from training.changes.acts.note_amendment import note_amendment
from training.changes.rules.consequences import seen_of
from training.changes.rules.deciding import ChangeVerdict, may_decide
from training.changes.terms import AmendedField, ChangeState, LessonChangeKind
from training.changes.views.see_amendments import (
    WantedAmendments,
    count_amendments,
    is_told_to_the_city,
    list_amendments,
    person_of,
    see_amendment,
    what_follows,
)
from training.changes.views.see_lesson_changes import (
    WantedLessonChanges,
    count_lesson_changes,
    lesson_change_now,
    list_lesson_changes,
    see_lesson_change,
)
from training.classes.views.find_visible_class import find_visible_class
from training.errors import Refusal
from training.notice.permissions import Permission, may
from training.records.staff.staff import Staff
from webapp.desk.changes.pages.changes import (
    ChangeRow,
    amendment_row,
    lesson_row,
    lesson_words,
    signatures_of,
)
from webapp.desk.changes.pages.filters import Filters, read_filters
from webapp.web.errors import status_of
from webapp.web.forms import answer_form, seen_on_page
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("changes", __name__, url_prefix="/desk/changes")
PAGE = 25
VERDICTS = {"approve": True, "refuse": False}


@blueprint.get("")
@staff_required(Permission.SEE_CHANGES)
def index(staff: Staff) -> str:
    return _index(staff)


@blueprint.get("/class")
@staff_required(Permission.ASK_FOR_CHANGES)
def choose(staff: Staff) -> Any:
    """From the number of a class, or a part of it, to its form."""
    said, page = request.args.get("number", ""), request.args.get("page", "")
    try:
        with house().database.reading() as rows:
            own = find_visible_class(rows, staff, said)
    except Refusal as refusal:
        return _index(staff, said, str(refusal)), status_of(refusal)
    endpoint = "timetable.show" if page == "timetable" else "class_changes.new"
    return redirect(url_for(endpoint, class_id=own.public_id), 303)


@blueprint.get("/<uuid:amendment_id>")
@staff_required(Permission.SEE_CHANGES)
def one(staff: Staff, amendment_id: UUID) -> str:
    return _one(staff, amendment_id)


@blueprint.post("/<uuid:amendment_id>")
@staff_required(Permission.DECIDE_CHANGES)
def decide(staff: Staff, amendment_id: UUID) -> Response:
    verdict = _verdict()

    def act(rows: Session, _: str) -> None:
        decide_amendment(rows, staff, amendment_id, verdict, now=now())

    address = url_for("changes.one", amendment_id=amendment_id)
    return answer_form(staff, act, address, partial(_one, staff, amendment_id))


@blueprint.post("/<uuid:amendment_id>/note")
@staff_required(Permission.NOTE_CHANGES)
def note(staff: Staff, amendment_id: UUID) -> Response:
    def act(rows: Session, _: str) -> None:
        note_amendment(rows, staff, amendment_id, now=now())

    address = url_for("changes.one", amendment_id=amendment_id)
    return answer_form(staff, act, address, partial(_one, staff, amendment_id))


@blueprint.get("/lessons/<uuid:change_id>")
@staff_required(Permission.SEE_CHANGES)
def one_lesson(staff: Staff, change_id: UUID) -> str:
    return _one_lesson(staff, change_id)


@blueprint.post("/lessons/<uuid:change_id>")
@staff_required(Permission.DECIDE_CHANGES)
def decide_lesson(staff: Staff, change_id: UUID) -> Response:
    verdict = _verdict()

    def act(rows: Session, _: str) -> None:
        decide_lesson_change(rows, staff, change_id, verdict, now=now())

    address = url_for("changes.one_lesson", change_id=change_id)
    return answer_form(staff, act, address, partial(_one_lesson, staff, change_id))


def _verdict() -> ChangeVerdict:
    is_approved = VERDICTS.get(request.form.get("verdict", ""))
    if is_approved is None:
        abort(400)
    return ChangeVerdict(is_approved, request.form.get("note", ""), seen_on_page())


def _index(staff: Staff, said: str = "", error: str = "") -> str:
    filters = read_filters(request.args, staff.role)
    with house().database.reading() as rows:
        found = _lessons(rows, staff, filters) if filters.is_of_lessons else _amendments(rows, staff, filters)
        counts = (
            count_amendments(rows, staff, filters.class_id),
            count_lesson_changes(rows, staff, filters.class_id),
        )
        shown, older = found[:PAGE], found[PAGE - 1][0] if len(found) > PAGE else None
        return render_template(
            "changes.html",
            rows=[each for _, each in shown],
            older=filters.address(before=older) if older else "",
            filters=filters,
            states=[each for each in ChangeState if filters.is_of_lessons or each is not ChangeState.AT_ONCE],
            kinds=list(LessonChangeKind if filters.is_of_lessons else AmendedField),
            counts=counts[filters.is_of_lessons],
            waiting=[each.get(ChangeState.WAITING, 0) for each in counts],
            said=said,
            error=error,
        )


def _amendments(rows: Session, staff: Staff, filters: Filters) -> list[tuple[int, ChangeRow]]:
    wanted = WantedAmendments(
        filters.state, filters.field, filters.class_id, filters.is_to_note, filters.before
    )
    found = list_amendments(rows, staff, wanted, PAGE + 1)
    return [(each.id, amendment_row(each)) for each in found]


def _lessons(rows: Session, staff: Staff, filters: Filters) -> list[tuple[int, ChangeRow]]:
    wanted = WantedLessonChanges(filters.state, filters.kind, filters.class_id, filters.before)
    found = list_lesson_changes(rows, staff, wanted, PAGE + 1)
    return [(each.id, lesson_row(each)) for each in found]


def _one(staff: Staff, amendment_id: UUID, error: str = "") -> str:
    with house().database.reading() as rows:
        asked = see_amendment(rows, staff, amendment_id)
        found, why_not = what_follows(rows, asked, now=now())
        counts = count_amendments(rows, staff, asked.training_class.public_id)
        is_open = asked.state is ChangeState.WAITING
        return render_template(
            "change.html",
            row=amendment_row(asked),
            own=asked.training_class,
            consequences=found,
            why_not=why_not,
            signed=signatures_of(asked),
            seen=seen_of(found),
            waiting=counts.get(ChangeState.WAITING, 0),
            approved=counts.get(ChangeState.APPROVED, 0),
            may_decide=is_open and may_decide(person_of(staff), person_of(asked.asker)),
            may_note=is_told_to_the_city(asked)
            and asked.noted is None
            and may(staff.role, Permission.NOTE_CHANGES),
            is_open=is_open,
            error=error,
            typed=request.form,
        )


def _one_lesson(staff: Staff, change_id: UUID, error: str = "") -> str:
    with house().database.reading() as rows:
        asked = see_lesson_change(rows, staff, change_id)
        counts = count_lesson_changes(rows, staff, asked.training_class.public_id)
        is_open = asked.state is ChangeState.WAITING
        stands = lesson_change_now(rows, asked, now=now()) if is_open else None
        return render_template(
            "lesson_change.html",
            row=lesson_row(asked),
            own=asked.training_class,
            words=lesson_words(asked),
            stands=stands,
            signed=signatures_of(asked),
            punches=stands.punches if stands else asked.punches,
            waiting=counts.get(ChangeState.WAITING, 0),
            at_once=counts.get(ChangeState.AT_ONCE, 0),
            may_decide=is_open and may_decide(person_of(staff), person_of(asked.asker)),
            is_open=is_open,
            error=error,
            typed=request.form,
        )
