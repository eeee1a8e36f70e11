"""What an office does for one trainee: the phone is verified, SMS are stopped, processing is restricted."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from flask import Blueprint, Response, render_template, request, url_for
from sqlalchemy.orm import Session

from training.errors import NotNow
from training.notice.clock import shanghai_day
from training.notice.identity import mask_phone
from training.notice.permissions import Permission
from training.people.acts.note_sms_choice import SmsChoice, note_sms_choice
from training.people.acts.restrict_processing import Cause, restrict_processing
from training.people.acts.verify_by_staff import verify_by_staff
from training.people.rules.restrictions import meaning
from training.people.rules.sms_choices import Told, read_told
from training.people.terms import ChoiceSource
from training.people.views.own_phone import own_phone
from training.people.views.people_list import find_person
from training.people.views.reachable import opted_out, verified, why_opted_out
from training.people.views.restricted import may_lift, standing_restriction
from training.records.classes.trainees import Trainee
from training.records.staff.staff import Staff
from training.staff.views.name_for import name_for
from webapp.web.forms import answer_form, seen_on_page
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("person_office", __name__, url_prefix="/desk/people/<uuid:person_id>")


class PhoneChanged(NotNow):
    """What the page showed of the phone is so no longer."""

    def __init__(self) -> None:
        super().__init__("这个人的手机或短信状态刚变了，没有办。请看现在的，再决定办不办。")


@blueprint.get("/phone")
@staff_required(Permission.LOOK_AFTER_PHONES)
def phone(staff: Staff, person_id: UUID) -> str:
    return _phone(staff, person_id)


@blueprint.post("/phone/verify")
@staff_required(Permission.LOOK_AFTER_PHONES)
def verify(staff: Staff, person_id: UUID) -> Response:
    def act(rows: Session, own: Trainee) -> object:
        return verify_by_staff(rows, own, staff, now=now())

    return _answer(staff, person_id, act)


@blueprint.post("/phone/opt-out")
@staff_required(Permission.LOOK_AFTER_PHONES)
def stop_messages(staff: Staff, person_id: UUID) -> Response:
    def act(rows: Session, own: Trainee) -> object:
        return note_sms_choice(rows, staff, own, SmsChoice(False, _told()), now=now())

    return _answer(staff, person_id, act)


@blueprint.post("/phone/opt-in")
@staff_required(Permission.LOOK_AFTER_PHONES)
def resume_messages(staff: Staff, person_id: UUID) -> Response:
    def act(rows: Session, own: Trainee) -> object:
        return note_sms_choice(rows, staff, own, SmsChoice(True, _told()), now=now())

    return _answer(staff, person_id, act)


@blueprint.get("/restriction")
@staff_required(Permission.ANSWER_DATA_REQUESTS)
def restriction(staff: Staff, person_id: UUID) -> str:
    return _restriction(staff, person_id)


@blueprint.post("/restriction")
@staff_required(Permission.ANSWER_DATA_REQUESTS)
def restrict(staff: Staff, person_id: UUID) -> Response:
    def act(rows: Session, digest: str) -> None:
        own = find_person(rows, staff, person_id)
        cause = Cause(request.form.get("reason", ""), by=staff.name, by_id=staff.id)
        restrict_processing(rows, own.id, cause, now=now())

    return answer_form(staff, act, url_for("data_requests.index"), partial(_restriction, staff, person_id))


def _answer(staff: Staff, person_id: UUID, act: Callable[[Session, Trainee], object]) -> Response:
    def once(rows: Session, digest: str) -> None:
        own = find_person(rows, staff, person_id)
        if _mark(own, verified(rows, own.id), opted_out(rows, own.id)) != seen_on_page():
            raise PhoneChanged
        act(rows, own)

    return answer_form(
        staff, once, url_for("person_office.phone", person_id=person_id), partial(_phone, staff, person_id)
    )


def _told() -> Told:
    """How the office heard it; raises NoSource."""
    return read_told(request.form.get("source", ""), request.form.get("told_on", ""), shanghai_day(now()))


def _mark(own: Trainee, is_verified: bool, has_opted_out: bool) -> str:
    """What a page showed of the phone; its last digits stand on the page anyway."""
    return f"{mask_phone(own.phone)}.{is_verified:d}.{has_opted_out:d}"


def _phone(staff: Staff, person_id: UUID, error: str = "") -> str:
    with house().database.reading() as rows:
        own = find_person(rows, staff, person_id)
        is_verified, has_opted_out = verified(rows, own.id), opted_out(rows, own.id)
        shown = {
            "name": name_for(staff, own.name),
            "phone": mask_phone(own.phone),
            "is_verified": is_verified,
            "may_confirm": staff.institution_id is None and not own_phone(rows, own.id),
            "has_opted_out": has_opted_out,
            "why": why_opted_out(rows, own.id) if has_opted_out else "",
            "mark": _mark(own, is_verified, has_opted_out),
            "sources": [each.value for each in ChoiceSource],
            "today": shanghai_day(now()).isoformat(),
        }
    return render_template("person_phone.html", person_id=person_id, error=error, **shown)


def _restriction(staff: Staff, person_id: UUID, error: str = "") -> str:
    with house().database.reading() as rows:
        own = find_person(rows, staff, person_id)
        standing = standing_restriction(rows, own.id)
        shown = {
            "name": name_for(staff, own.name),
            "standing": standing.public_id if standing else None,
            "lifts": standing is None or may_lift(staff, standing),
            "lifter": standing.district.name if standing and standing.district else "市级",
            "meaning": meaning(),
        }
    return render_template(
        "person_restriction.html", person_id=person_id, error=error, typed=request.form, **shown
    )
