"""放假安排: a year's days and where they come from; the notice's text is imported after a look at it."""

from functools import partial
from hashlib import sha256
from typing import Any

from flask import Blueprint, Response, make_response, render_template, request, url_for
from sqlalchemy.orm import Session

from training.calendar.sheets.arrangement import Arrangement, arrangement_of
from training.calendar.views.see_calendar import YearView, see_calendar
from training.deadlines.acts.import_calendar import CalendarImport, import_calendar
from training.deadlines.views.moved import list_moved
from training.errors import NotRight, Refusal
from training.notice.clock import SHANGHAI, shanghai_day
from training.notice.permissions import Permission
from training.notice.working_days import GUESSED
from training.records.staff.staff import Staff
from training.sheets.hand_in import HandedFile, ImportRefused
from webapp.desk.lists.days import short_moment, weekday
from webapp.web.bad_input import small_number
from webapp.web.forms import answer_form, refused
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("calendar", __name__, url_prefix="/desk/calendar")
FIRST, LAST = 2024, 2099
LONGEST_SOURCE = 255
MOST_FINDINGS = 5


class WrongArrangement(NotRight):
    """What is wrong with the text, in the order of its days."""

    def __init__(self, refusal: ImportRefused):
        found = [f"{each.value} {each.message}".strip() for each in refusal.report.findings[:MOST_FINDINGS]]
        super().__init__(" ".join([str(refusal), *found]))


@blueprint.get("")
@staff_required(Permission.ENTER_DESK)
def show(staff: Staff) -> str:
    return _page(staff)


@blueprint.post("/check")
@staff_required(Permission.IMPORT_CALENDAR)
def check(staff: Staff) -> Response:
    """What it would come to; everything is taken back before the answer."""
    try:
        with house().database.writing() as rows:
            arrangement = _typed()
            done = _import(rows, staff, arrangement)
            rows.rollback()
    except Refusal as refusal:
        return refused(refusal, partial(_page, staff))
    return make_response(_check(arrangement, done))


@blueprint.post("")
@staff_required(Permission.IMPORT_CALENDAR)
def take_in_year(staff: Staff) -> Response:
    def act(rows: Session, digest: str) -> None:
        _import(rows, staff, _typed())

    year = request.form.get("year", type=small_number)
    return answer_form(staff, act, url_for("calendar.show", year=year), partial(_page, staff))


def _import(rows: Session, staff: Staff, arrangement: Arrangement) -> CalendarImport:
    text = request.form.get("text", "")
    file = HandedFile("通知全文", sha256(text.encode()).hexdigest(), staff.name, now())
    source = request.form.get("source", "").strip()[:LONGEST_SOURCE]
    try:
        return import_calendar(rows, arrangement, source, file, now=now())
    except ImportRefused as refusal:
        raise WrongArrangement(refusal) from refusal


def _typed() -> Arrangement:
    return arrangement_of(request.form.get("text", ""), "通知全文")


def _page(staff: Staff, error: str = "") -> str:
    wanted = request.args.get("year", type=small_number) or shanghai_day(now()).year
    year = min(max(wanted, FIRST), LAST)
    with house().database.reading() as rows:
        found = see_calendar(rows, year)
        moved = [(short_moment(at, now()), each.in_words, each.because) for each, at in list_moved(rows)]
    versions = [
        (
            each.version,
            each.source,
            each.imported_by,
            f"{each.imported_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}",
        )
        for each in found.versions
    ]
    shown: dict[str, Any] = {"moved": moved, "versions": versions, "where": _where_from(found)}
    return render_template(
        "calendar.html",
        year=year,
        days=[(each, weekday(each.day)) for each in found.days],
        is_known=found.is_known,
        error=error,
        typed=request.form,
        may_go=(year > FIRST, year < LAST),
        **shown,
    )


def _check(arrangement: Arrangement, done: CalendarImport) -> str:
    days = [(each, weekday(each.day)) for each in sorted(arrangement.days, key=lambda each: each.day)]
    return render_template(
        "calendar_check.html",
        done=done,
        days=days,
        moved=[each.in_words for each in done.moved],
        typed=request.form,
    )


def _where_from(found: YearView) -> str:
    if found.versions:
        return f"按导入的第 {found.versions[0].version} 版计算。"
    if found.is_known:
        return "按软件自带的国务院办公厅通知计算。"
    return f"{GUESSED}；公布后请在这里导入通知全文。"
