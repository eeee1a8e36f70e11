"""Papers of a meeting to take away: 公示表, 拨付申请表 with its 补贴花名册 (R21, R25)."""

from uuid import UUID

from flask import Blueprint, Response, abort, make_response, render_template

from training.certificates.sheets.faces import find_face
from training.eligibility.terms import LineState
from training.errors import Refusal
from training.notice.money import yuan
from training.notice.permissions import Permission
from training.payments.sheets.notice_pdf import Notice, notice_pdf
from training.payments.sheets.papers import application_book, notice_book
from training.payments.views.find_meeting import find_meeting, lines_of_meeting
from training.payments.views.papers_of import application_paper, notice_rows
from training.payments.views.see_meeting import publicity_of, see_meeting
from training.payments.views.shown import ShownPublicity
from training.records.payments.meetings import SubsidyMeeting
from training.records.staff.staff import Staff
from webapp.desk.payments.pages.meeting import SECONDARY
from webapp.desk.payments.showing import render_meeting
from webapp.trainees.pages.claims import stamp
from webapp.web.downloads import kept_file, workbook
from webapp.web.errors import status_of
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

PDF = "application/pdf"
blueprint = Blueprint("meeting_papers", __name__, url_prefix="/desk/meetings/<uuid:meeting>")


@blueprint.get("/notice")
@staff_required(Permission.SEE_PUBLICITIES)
def notice(staff: Staff, meeting: UUID) -> str:
    with house().database.reading() as rows:
        view = see_meeting(rows, staff, meeting, now=now())
    if view.publicity is None:
        abort(404)
    states = (LineState.PUBLIC, LineState.APPLIED, LineState.PAID, LineState.RECOVERED)
    return render_template(
        "meeting_notice.html",
        view=view,
        shown=view.of_state(*states),
        secondary=SECONDARY,
        yuan=yuan,
        printed_at=stamp(now()),
    )


@blueprint.get("/notice.xlsx")
@staff_required(Permission.SEE_PUBLICITIES)
def notice_workbook(staff: Staff, meeting: UUID) -> Response:
    with house().database.reading() as rows:
        found = find_meeting(rows, staff, meeting)
        publicity = publicity_of(rows, found, now())
        if publicity is None:
            abort(404)
        title = f"{found.district.name}职业技能培训补贴公示（{found.number}）"
        days = f"{publicity.begins_on} 至 {publicity.ends_on}{publicity.guess}"
        shown = notice_rows(staff, lines_of_meeting(rows, found))
        content, name = notice_book(title, days, publicity.phone, shown), f"公示表 {found.number}.xlsx"
    return workbook(content, name)


@blueprint.get("/notice.pdf")
@staff_required(Permission.SEE_PUBLICITIES)
def notice_paper(staff: Staff, meeting: UUID) -> Response:
    """For the notice board; where the face lacks a letter of a name the page itself can be printed."""
    with house().database.reading() as rows:
        found = find_meeting(rows, staff, meeting)
        publicity = publicity_of(rows, found, now())
        if publicity is None:
            abort(404)
        shown = notice_rows(staff, lines_of_meeting(rows, found))
        said = _notice(found, publicity, len(shown))
    try:
        content = notice_pdf(said, shown, find_face(house().settings.certificate_font))
    except Refusal as refusal:
        return make_response(render_meeting(staff, meeting, str(refusal)), status_of(refusal))
    return kept_file(content, PDF, f"公示表 {found.number}")


def _notice(found: SubsidyMeeting, publicity: ShownPublicity, people: int) -> Notice:
    day = found.held_on
    return Notice(
        title=f"{found.district.name}职业技能培训补贴拟拨付人员公示",
        opening=f"经 {day.year} 年 {day.month} 月 {day.day} 日补贴资金相关会议（{found.number}）研究审定，"
        f"下列 {people} 人拟拨付职业技能培训补贴。现予公示。",
        days=f"{publicity.begins_on} 至 {publicity.ends_on}{publicity.guess}",
        phone=publicity.phone,
        begins_on=publicity.begins_on,
    )


@blueprint.get("/applications/<uuid:application>.xlsx")
@staff_required(Permission.SEE_PUBLICITIES)
def application_workbook(staff: Staff, meeting: UUID, application: UUID) -> Response:
    with house().database.reading() as rows:
        paper = application_paper(rows, staff, meeting, application)
        own = paper.application
        title = f"{paper.district}职业技能培训补贴资金拨付申请表"
        facts = (("申请文号", own.number), ("资金来源", own.fund.value), ("申请日期", f"{own.applied_on}"))
        content = application_book(title, facts, paper.classes, paper.people)
        name = f"拨付申请表 {own.number}.xlsx"
    return workbook(content, name)
