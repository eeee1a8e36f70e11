"""授课教师: the list of teachers, the same as a file, and the lessons of one of them."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from flask import Blueprint, Response, render_template, request, url_for
from sqlalchemy.orm import Session

from training.classes.rules.teacher_list import HEADINGS
from training.classes.views.lists.teacher_list import (
    Taught,
    certified_until,
    lessons_taught,
    listed_teachers,
    offered_teachers,
    order_of_teachers,
    see_teacher,
    taught_by,
)
from training.listing.views.page_of import Order, page_of
from training.notice.clauses import CLAUSES
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission, may
from training.records.classes.classes import Instructor, Lesson
from training.records.staff.staff import Staff
from training.teachers.acts.write_certificate import write_certificate
from training.teachers.rules.certificates import read_certificate
from training.teachers.views.certificates_on_paper import has_reviewed, papers_of
from webapp.desk.lists.tables import Line, Table, show_table, table_file
from webapp.desk.teachers.pages.papers import paper_lines, paper_steps
from webapp.desk.teachers.pages.teachers import Known, lesson_rows, teacher_lines
from webapp.web.forms import answer_form
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("teachers", __name__, url_prefix="/desk/teachers")
LATEST_FIRST = Order((Lesson.held_on, Lesson.id), is_descending=True)
A_PAGE = 50


@blueprint.get("")
@staff_required(Permission.SEE_CLASSES)
def index(staff: Staff) -> Any:
    return show_table(staff, TEACHERS)


@blueprint.get("/list.<ending>", endpoint="index_file")
@staff_required(Permission.SEE_CLASSES)
def take_away(staff: Staff, ending: str) -> Response:
    return table_file(staff, TEACHERS, ending)


@blueprint.get("/<int:key>")
@staff_required(Permission.SEE_CLASSES)
def show(staff: Staff, key: int) -> str:
    return teacher_page(staff, key)


@blueprint.post("/<int:key>/certificates")
@staff_required(Permission.KEEP_TEACHERS)
def certificate(staff: Staff, key: int) -> Response:
    def act(rows: Session, _: str) -> None:
        write_certificate(rows, staff, key, read_certificate(request.form), now=now())

    return answer_form(staff, act, url_for(".show", key=key), partial(teacher_page, staff, key))


def teacher_page(staff: Staff, key: int, error: str = "") -> str:
    at, place = now(), request.args.get("at", "")
    today = shanghai_day(at)
    with house().database.reading() as rows:
        own = see_teacher(rows, staff, key)
        taught = taught_by(rows, staff, [own], today=today).get(own.id, Taught())
        page = page_of(rows, lessons_taught(staff, own), LATEST_FIRST, size=A_PAGE, place=place)
        lines = lesson_rows(page.rows, today)
        keys = [each.training_class.public_id for each in page.rows]
        papers = papers_of(rows, own)
        may_decide = any(each.open for each in papers) and has_reviewed(rows, staff, own.id)
    return render_template(
        "desk_teacher.html",
        own=own,
        taught=taught,
        page=page,
        lines=list(zip(keys, lines, strict=True)),
        today=today,
        papers=paper_lines(papers, at, today),
        steps=paper_steps(papers, at),
        may_decide=may_decide,
        may_keep=may(staff.role, Permission.KEEP_TEACHERS),
        clause=CLAUSES["R63"],
        typed=request.form,
        error=error,
    )


def _lines(rows: Session, staff: Staff, found: Sequence[Instructor]) -> list[Line]:
    today = shanghai_day(now())
    taught = taught_by(rows, staff, found, today=today)
    addresses = [url_for("teachers.show", key=each.id) for each in found]
    return teacher_lines(found, Known(taught, certified_until(rows, found)), addresses, today)


TEACHERS = Table(
    "teachers.index",
    "授课教师",
    "人",
    "姓名、拼音首字母、机构",
    "点姓名看证书和排给他的课。",
    ("还没有授课教师", "课程表交来并通过检查后，表里的授课教师会列在这里。"),
    HEADINGS,
    offered_teachers,
    listed_teachers,
    order_of_teachers,
    _lines,
)
