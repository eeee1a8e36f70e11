"""One trainee: who it is, the classes, what was asked for and what was sent."""

from uuid import UUID

from flask import Blueprint, render_template
from sqlalchemy import select
from sqlalchemy.orm import Session

from training.attendance.views.lists.leaves_of import leaves_of
from training.attendance.views.progress_of import progress_of
from training.claims.views.find_claim import visible_claims
from training.notice.permissions import Permission, may
from training.outbox.rules.message_states import STATES
from training.outbox.views.messages_to import messages_to
from training.people.views.people_list import enrolments_of_people, find_person
from training.records.claims.claims import C1Claim
from training.records.classes.trainees import Enrolment, Trainee
from training.records.staff.staff import Staff
from webapp.desk.lists.days import short_moment
from webapp.desk.people.pages.one_person import Known, person_page
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("one_person", __name__, url_prefix="/desk/people/<uuid:person_id>")
MOST_MESSAGES = 20


@blueprint.get("")
@staff_required(Permission.SEE_CLASSES)
def show(staff: Staff, person_id: UUID) -> str:
    return _page(staff, person_id, is_whole=False)


@blueprint.post("/numbers")
@staff_required(Permission.SEE_WHOLE_NUMBERS)
def show_numbers(staff: Staff, person_id: UUID) -> str:
    """Asked for by a button, so that the look is a person's own act; the door notes it."""
    return _page(staff, person_id, is_whole=True)


def _page(staff: Staff, person_id: UUID, *, is_whole: bool) -> str:
    at = now()
    with house().database.reading() as rows:
        own = find_person(rows, staff, person_id)
        enrolments = enrolments_of_people(rows, staff, [own]).get(own.id, [])
        progress = [progress_of(rows, each, at) for each in enrolments]
        known = Known(own, progress, leaves_of(rows, [each.id for each in enrolments]))
        page = person_page(staff, known, at, is_whole=is_whole)
        messages = [
            (short_moment(each.written_at, at), STATES[each.state])
            for each in messages_to(rows, own.id, MOST_MESSAGES)
        ]
        claims = _own_claims(rows, staff, own)
    return render_template("desk_person.html", page=page, messages=messages, claims=claims)


def _own_claims(rows: Session, staff: Staff, own: Trainee) -> list[tuple[UUID, str, str]]:
    """Of those that this person may see."""
    if not may(staff.role, Permission.SEE_CLAIMS):
        return []
    mine = C1Claim.enrolment_id.in_(select(Enrolment.id).where(Enrolment.trainee_id == own.id))
    found = rows.scalars(visible_claims(staff).where(mine).order_by(C1Claim.id.desc()))
    return [(each.public_id, each.enrolment.training_class.class_number, each.state.value) for each in found]
