"""The pages of a meeting and of one person's subsidy, as several doors show them."""

from uuid import UUID

from flask import render_template, request

from training.eligibility.terms import LineState
from training.notice.clock import shanghai_day
from training.notice.money import yuan
from training.notice.permissions import Permission, may
from training.payments.views.see_line import see_line
from training.payments.views.see_meeting import see_meeting
from training.records.staff.staff import Staff
from webapp.desk.payments.pages.meeting import (
    SECONDARY,
    TONES,
    late_words,
    receivers_of,
    standing_of,
    steps_of,
)
from webapp.trainees.pages.claims import stamp
from webapp.web.house import house, now


def render_meeting(staff: Staff, meeting: UUID, error: str = "") -> str:
    with house().database.reading() as rows:
        view = see_meeting(rows, staff, meeting, now=now())
    return render_template(
        "meeting.html",
        view=view,
        standing=standing_of(view),
        steps=steps_of(view),
        granted=view.of_state(LineState.GRANTED),
        receivers_of=receivers_of,
        late_words=late_words,
        today=shanghai_day(now()).isoformat(),
        grants=may(staff.role, Permission.BEGIN_PUBLICITY),
        applies=may(staff.role, Permission.APPLY_FOR_PAYMENT),
        pays=may(staff.role, Permission.RECORD_PAYMENTS),
        tones=TONES,
        typed=request.form,
        error=error,
        secondary=SECONDARY,
        yuan=yuan,
        stamp=stamp,
    )


def render_line(staff: Staff, line: UUID, error: str = "") -> str:
    with house().database.reading() as rows:
        view = see_line(rows, staff, line, now=now())
    return render_template(
        "meeting_line.html",
        view=view,
        line=view.line,
        judges=may(staff.role, Permission.JUDGE_LINES),
        objects=may(staff.role, Permission.HANDLE_OBJECTIONS),
        applies=may(staff.role, Permission.APPLY_FOR_PAYMENT),
        pays=may(staff.role, Permission.RECORD_PAYMENTS),
        tones=TONES,
        typed=request.form,
        error=error,
        secondary=SECONDARY,
        yuan=yuan,
        stamp=stamp,
    )
