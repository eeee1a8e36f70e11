"""The page of calls: one trainee a screen; what was said is recorded and the next one comes (R37)."""

from functools import partial
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, redirect, request, url_for
from sqlalchemy.orm import Session

from training.checks.acts.calls.next_call import NobodyToCall, OutsideCallHours, WaitToCall, next_call
from training.checks.acts.calls.record_call import record_call
from training.checks.acts.calls.take_call_list import take_call_list
from training.checks.views.calls.call_card import call_card
from training.checks.views.find_check import find_check
from training.errors import Refusal
from training.notice.clock import clock
from training.notice.permissions import Permission
from training.records.staff.staff import Staff
from webapp.checks.acting import check_address, check_again, next_call_address
from webapp.checks.keeping import PAGE_LASTS
from webapp.checks.pages.calls import call_form, read_call
from webapp.checks.showing import render_check
from webapp.web.bad_input import small_number
from webapp.web.forms import answer_form, done, refused
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("calls", __name__, url_prefix="/checks")


@blueprint.get("/<uuid:check_id>/call")
@staff_required(Permission.CHECK_CLASSES)
def one(staff: Staff, check_id: UUID) -> Any:
    """One trainee with the number; that it was shown is noted."""
    position = request.args.get("position", type=small_number)
    did, anyway = request.args.get("did", ""), request.args.get("anyway") == "yes"
    again = partial(check_again, staff, check_id)
    try:
        with house().database.writing() as rows:
            card = next_call(rows, staff, check_id, position=position, anyway=anyway, now=now())
    except OutsideCallHours as refusal:
        insist = url_for("calls.one", check_id=check_id, position=position, anyway="yes", did=did or None)
        return refused(refusal, partial(again, {"call_anyway": insist, "did": did}))
    except (NobodyToCall, WaitToCall) as refusal:
        # Nobody asked for this one: what was just recorded is told, and what is left stands on the check.
        return done(check_address(check_id, did)) if did else refused(refusal, partial(again, {}))
    except Refusal as refusal:
        return refused(refusal, partial(again, {}))
    # Of an address only this is taken: a link that somebody sends must not fill in what was said.
    call = call_form(card, staff, {"anyway": request.args.get("anyway", "")}, now())
    return render_check(staff, check_id, template="call.html", did=did, call=call)


@blueprint.post("/<uuid:check_id>/calls/<int:position>")
@staff_required(Permission.CHECK_CLASSES)
def say(staff: Staff, check_id: UUID, position: int) -> Response | str:
    if request.form.get("step") == "compare":
        return _revealed(staff, check_id, position, "")

    def act(rows: Session, digest: str) -> None:
        record_call(rows, staff, check_id, position, read_call(request.form, digest, now()), now=now())

    following = next_call_address(check_id, position, anyway=request.form.get("anyway") == "yes")
    return answer_form(staff, act, following, partial(_revealed, staff, check_id, position))


@blueprint.get("/<uuid:check_id>/calls/list")
@staff_required(Permission.CHECK_CLASSES)
def list_again(staff: Staff, check_id: UUID) -> Any:
    """The address of a list that could not be taken for want of a network: where it is asked for again."""
    with house().database.reading() as rows:
        find_check(rows, staff, check_id)
    return redirect(url_for("checks.one", check_id=check_id), 303)


@blueprint.post("/<uuid:check_id>/calls/list")
@staff_required(Permission.CHECK_CLASSES)
def take_list(staff: Staff, check_id: UUID) -> Any:
    """带上离线名单: every number at once; handed out as often as it is asked for, and noted as often."""
    try:
        with house().database.writing() as rows:
            taken = take_call_list(rows, staff, check_id, now=now())
    except Refusal as refusal:
        return refused(refusal, partial(check_again, staff, check_id, {}))
    calls = [call_form(each, staff, {}, now(), is_on_list=True) for each in taken.cards]
    values: dict[str, Any] = {"calls": calls, "hours": taken.hours, "until": clock(now() + PAGE_LASTS)}
    return render_check(staff, check_id, template="call_list.html", **values)


def _revealed(staff: Staff, check_id: UUID, position: int, problem: str) -> str:
    """The same trainee again with the filed answers, without the number."""
    try:
        with house().database.writing() as rows:
            card = call_card(rows, staff, check_id, position, now=now())
    except Refusal:
        return check_again(staff, check_id, {}, problem)
    form = call_form(card, staff, request.form, now(), is_revealed=True)
    return render_check(staff, check_id, template="call.html", error=problem, call=form)
