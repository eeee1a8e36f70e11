"""A trainee who will not or cannot show a face asks to punch by something else (不刷脸申请)."""

from typing import Any
from uuid import UUID

from flask import Blueprint, abort, make_response, redirect, render_template, request, url_for

from training.attendance.acts.alternatives.request_alternative import AlternativeDraft, request_alternative
from training.attendance.rules.alternatives import stands_as
from training.attendance.terms import OtherWay
from training.attendance.views.alternatives.see_alternatives import alternatives_of, approval_of
from training.attendance.views.progress_of import enrolments_of
from training.errors import Refusal
from training.notice.clock import shanghai_day
from training.records.attendance.alternatives import AttendanceAlternative
from webapp.trainees.routes.trainee import choose_or_404
from webapp.web.auth import trainee_required
from webapp.web.errors import status_of
from webapp.web.house import house, now

blueprint = Blueprint("alternatives", __name__, url_prefix="/me/alternatives")


@blueprint.get("")
@trainee_required
def show(trainee_id: int) -> Any:
    return _page(trainee_id)


@blueprint.post("")
@trainee_required
def ask(trainee_id: int) -> Any:
    way, reason = request.form.get("way", ""), request.form.get("reason", "")
    if way not in list(OtherWay):
        abort(400)
    try:
        with house().database.writing() as rows:
            own = choose_or_404(enrolments_of(rows, trainee_id, shanghai_day(now())), _chosen())
            request_alternative(rows, own, AlternativeDraft(OtherWay(way), reason), now=now())
    except Refusal as refusal:
        page = _page(trainee_id, error=str(refusal), reason=reason)
        return make_response(page, status_of(refusal))
    return redirect(url_for("alternatives.show"), 303)


def _chosen() -> UUID:
    try:
        return UUID(request.form.get("enrolment", ""))
    except ValueError:
        return abort(400)


def _page(trainee_id: int, **typed: str) -> str:
    with house().database.reading() as rows:
        enrolments = enrolments_of(rows, trainee_id, shanghai_day(now()))
        classes = [(each.public_id, each.training_class.name) for each in enrolments]
        asked = [_line(each) for each in alternatives_of(rows, trainee_id)]
    given = {"classes": classes, "asked": asked, "ways": list(OtherWay), "error": "", "reason": ""}
    return render_template("alternatives.html", **given | typed)


def _line(asked: AttendanceAlternative) -> tuple[str, str, str]:
    """Which class and way, how it stands, what was said of it."""
    stands = stands_as(approval_of(asked), now(), is_decided=asked.decision is not None)
    note = asked.decision.note if asked.decision else ""
    return f"{asked.enrolment.training_class.name} · {asked.way}", stands, note
