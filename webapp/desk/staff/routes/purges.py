"""到期删除: what the coming nights remove, and how it is stopped and resumed."""

from datetime import date, timedelta
from functools import partial

from flask import Blueprint, Response, render_template, request, url_for
from sqlalchemy.orm import Session

from training.errors import NotNow
from training.notice.clock import shanghai_day
from training.notice.notes import read_reason
from training.notice.permissions import Permission
from training.privacy.acts.hold_purge import hold_purge
from training.privacy.acts.release_purge import release_purge
from training.privacy.views.planned_purge import last_said, planned_purge, standing_hold
from training.records.staff.staff import Staff
from webapp.desk.lists.days import short_moment
from webapp.web.forms import answer_form, seen_on_page
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("purges", __name__, url_prefix="/desk/purges")


class PurgeSaidMeanwhile(NotNow):
    """Somebody else held or released purges since the page was shown."""

    def __init__(self) -> None:
        super().__init__("到期删除刚被别人暂停或恢复了，没有办。请看现在的，再决定。")


@blueprint.get("")
@staff_required(Permission.HOLD_PURGES)
def show(staff: Staff) -> str:
    return _page(staff)


@blueprint.post("/hold")
@staff_required(Permission.HOLD_PURGES)
def hold(staff: Staff) -> Response:
    def act(rows: Session, digest: str) -> None:
        _check_seen(rows)
        hold_purge(rows, read_reason(request.form.get("reason", ""), "暂停"), staff.name, now=now())

    return answer_form(staff, act, url_for("purges.show"), partial(_page, staff))


@blueprint.post("/release")
@staff_required(Permission.HOLD_PURGES)
def release(staff: Staff) -> Response:
    def act(rows: Session, digest: str) -> None:
        _check_seen(rows)
        release_purge(rows, read_reason(request.form.get("reason", ""), "恢复"), staff.name, now=now())

    return answer_form(staff, act, url_for("purges.show"), partial(_page, staff))


def _check_seen(rows: Session) -> None:
    if str(last_said(rows)) != seen_on_page():
        raise PurgeSaidMeanwhile


def _page(staff: Staff, error: str = "") -> str:
    today = shanghai_day(now())
    with house().database.reading() as rows:
        held, mark = standing_hold(rows), last_said(rows)
        plans = [] if held else [(night, planned_purge(rows, night)) for night in _nights(today)]
    lines = [
        (
            night,
            [(kind.value, len(keys)) for kind, keys in plan.keys.items()] if plan else [],
            bool(plan and plan.is_suspicious),
        )
        for night, plan in plans
    ]
    since = short_moment(held.since, now()) if held else ""
    shown = {"held": held, "since": since, "mark": mark, "lines": lines}
    return render_template("purges.html", error=error, typed=request.form, **shown)


def _nights(today: date) -> tuple[date, date]:
    return today, today + timedelta(days=1)
