"""不刷脸申请 on the desk: a school asks for its trainee, the district decides, the city looks."""

from datetime import date
from typing import Any
from uuid import UUID

from flask import Blueprint, abort, make_response, redirect, render_template, request, url_for

from training.attendance.acts.alternatives.decide_alternative import AlternativeVerdict, decide_alternative
from training.attendance.acts.alternatives.request_alternative import AlternativeDraft, request_alternative
from training.attendance.rules.alternatives import BadAlternative, stands_as
from training.attendance.terms import OtherWay
from training.attendance.views.alternatives.see_alternatives import (
    approval_of,
    see_alternative,
    visible_alternatives,
)
from training.classes.views.find_class import find_class
from training.classes.views.find_enrolment import find_enrolment
from training.classes.views.see_classes import see_class
from training.errors import Refusal
from training.notice.permissions import Permission, may
from training.records.attendance.alternatives import AttendanceAlternative
from training.records.staff.staff import Staff
from training.staff.views.name_for import name_for
from webapp.web.errors import status_of
from webapp.web.forms import is_approved
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("staff_alternatives", __name__, url_prefix="/desk/alternatives")
MOST = 100
LONGEST_ASKER = 64


@blueprint.get("")
@staff_required(Permission.SEE_ALTERNATIVES)
def show(staff: Staff) -> str:
    return _page(staff)


@blueprint.post("")
@staff_required(Permission.ASK_FOR_ALTERNATIVES)
def ask(staff: Staff) -> Any:
    typed = {each: request.form.get(each, "").strip() for each in ("class_number", "who", "reason")}
    way = request.form.get("way", "")
    if way not in list(OtherWay):
        abort(400)
    try:
        with house().database.writing() as rows:
            own = see_class(rows, staff, find_class(rows, typed["class_number"]).public_id)
            enrolment = find_enrolment(rows, own, typed["who"])
            draft = AlternativeDraft(OtherWay(way), typed["reason"], staff.name[:LONGEST_ASKER], staff.id)
            request_alternative(rows, enrolment, draft, now=now())
    except Refusal as refusal:
        return make_response(_page(staff, error=str(refusal)), status_of(refusal))
    return redirect(url_for("staff_alternatives.show"), 303)


@blueprint.post("/<uuid:alternative>")
@staff_required(Permission.DECIDE_ALTERNATIVES)
def decide(staff: Staff, alternative: UUID) -> Any:
    try:
        with house().database.writing() as rows:
            see_alternative(rows, staff, alternative)
            decide_alternative(rows, staff, alternative, _verdict(), now=now())
    except Refusal as refusal:
        return make_response(_page(staff, error=str(refusal)), status_of(refusal))
    return redirect(url_for("staff_alternatives.show"), 303)


def _verdict() -> AlternativeVerdict:
    return AlternativeVerdict(_until() if is_approved() else None, request.form.get("note", ""))


def _until() -> date:
    try:
        return date.fromisoformat(request.form.get("until", ""))
    except ValueError as error:
        raise BadAlternative("请填批准到哪一天，如 2026-03-31。") from error


def _page(staff: Staff, error: str = "") -> str:
    with house().database.reading() as rows:
        found = rows.scalars(visible_alternatives(staff).limit(MOST)).all()
        asked = [(each, _line(staff, each)) for each in found]
        return render_template(
            "staff_alternatives.html",
            asked=asked,
            ways=list(OtherWay),
            error=error,
            may_ask=may(staff.role, Permission.ASK_FOR_ALTERNATIVES),
            may_decide=may(staff.role, Permission.DECIDE_ALTERNATIVES),
        )


def _line(staff: Staff, asked: AttendanceAlternative) -> tuple[str, str, str]:
    """Who, how it stands, and why it was asked for and decided."""
    own, decision = asked.enrolment, asked.decision
    who = f"{name_for(staff, own.trainee.name)}（{own.training_class.class_number}）"
    stands = stands_as(approval_of(asked), now(), is_decided=decision is not None)
    why = f"{asked.way} · {asked.asked_by}：{asked.reason}"
    by = f" · {decision.decided_by.name}{'：' if decision.note else ''}{decision.note}" if decision else ""
    return who, stands, why + by
