"""/desk/back-checks: the city asks some of the answers again, one after the other (复核回访, R56)."""

from datetime import date
from functools import partial
from uuid import UUID

from flask import Blueprint, Response, abort, render_template, request, url_for
from sqlalchemy.orm import Session

from training.errors import NotRight
from training.follow_ups.acts.record_back_check import BackCheckDraft, record_back_check
from training.follow_ups.terms import WorkStatus
from training.follow_ups.views.back_checks import (
    CheckState,
    all_draws,
    count_back_checks,
    find_back_check,
    list_back_checks,
    next_to_check,
    sees_who_is_drawn,
)
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission, may
from training.records.staff.staff import Staff
from webapp.desk.lists.files import list_file
from webapp.desk.outcomes.pages.back_checks import (
    DRAW_HEADINGS,
    check_line,
    draw_cells,
    draw_of,
    phone_of,
    recorded_pairs,
    told_pairs,
    tries_shown,
)
from webapp.web.forms import answer_form
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("back_checks", __name__, url_prefix="/desk/back-checks")
STATES = {each.name.lower(): each for each in CheckState}
STATUSES = {each.name.lower(): each for each in WorkStatus}


class StatusMissing(NotRight):
    """Nothing was chosen of what may have been said."""

    def __init__(self) -> None:
        super().__init__("请先选对方说的就业状态。")


class DayMissing(NotRight):
    """A day that is none."""

    def __init__(self, what: str):
        super().__init__(f"{what}请按 2026-05-06 的样子填写。")


@blueprint.get("")
@staff_required(Permission.SEE_BACK_CHECKS)
def index(staff: Staff) -> str:
    """The oldest that waits first; what was asked, the last first."""
    at, first = now(), CheckState.WAITING if sees_who_is_drawn(staff) else CheckState.OTHERWISE
    state = STATES.get(request.args.get("state", first.name.lower())) or abort(404)
    with house().database.reading() as rows:
        page = list_back_checks(rows, staff, state, request.args.get("at", ""))
        counts = count_back_checks(rows, staff).counts
        following = next_to_check(rows, staff, today=shanghai_day(at))
        lines = [check_line(each, staff, at) for each in page.rows]
    shown = [each for each in CheckState if each is not CheckState.WAITING or sees_who_is_drawn(staff)]
    return render_template(
        "back_checks.html",
        page=page,
        lines=lines,
        state=state,
        chips=[
            (each.value, url_for(".index", state=each.name.lower()), counts[each], each is state)
            for each in shown
        ],
        following=following,
        sees_draws=sees_who_is_drawn(staff),
    )


@blueprint.get("/draws.<ending>")
@staff_required(Permission.SEE_BACK_CHECKS)
def draws(staff: Staff, ending: str) -> Response:
    """抽取依据: seed and result of every answer; not for those who record answers."""
    if not sees_who_is_drawn(staff):
        abort(404)
    with house().database.reading() as rows:
        return list_file(ending, "复核回访抽取依据", DRAW_HEADINGS, draw_cells(all_draws(rows, staff)))


@blueprint.get("/<uuid:answer_id>")
@staff_required(Permission.SEE_BACK_CHECKS)
def one(staff: Staff, answer_id: UUID) -> str:
    return _one(staff, answer_id)


@blueprint.post("/<uuid:answer_id>")
@staff_required(Permission.CHECK_FOLLOW_UPS)
def record(staff: Staff, answer_id: UUID) -> Response:
    def act(rows: Session, _: str) -> None:
        record_back_check(rows, staff, answer_id, _draft(), now=now())

    return answer_form(staff, act, url_for(".one", answer_id=answer_id), partial(_one, staff, answer_id))


def _one(staff: Staff, answer_id: UUID, error: str = "") -> str:
    at = now()
    today = shanghai_day(at)
    with house().database.reading() as rows:
        own = find_back_check(rows, staff, answer_id)
        is_done, tries = own.back_check is not None, tries_shown(own, staff, today)
        return render_template(
            "back_check.html",
            line=check_line(own, staff, at),
            own=own,
            held=own.follow_up.enrolment.training_class,
            phone="" if is_done else phone_of(own, staff),
            recorded=recorded_pairs(own, staff) if is_done else [],
            told=told_pairs(own, staff),
            draw=draw_of(own),
            may_ask=not is_done and may(staff.role, Permission.CHECK_FOLLOW_UPS),
            following=next_to_check(rows, staff, today=today) if is_done or tries.is_tried_today else None,
            statuses=STATUSES,
            today=today,
            tries=tries,
            typed=request.form,
            error=error,
        )


def _draft() -> BackCheckDraft:
    status = STATUSES.get(request.form.get("status", ""))
    if status is None:
        raise StatusMissing
    asked_on = _day("asked_on", "复核日期")
    if asked_on is None:
        raise DayMissing("复核日期")
    note = request.form.get("note", "")
    return BackCheckDraft(status, asked_on, request.form.get("employer", ""), _day("since", "起始日期"), note)


def _day(name: str, words: str) -> date | None:
    said = request.form.get(name, "").strip()
    try:
        return date.fromisoformat(said) if said else None
    except ValueError:
        raise DayMissing(words) from None
