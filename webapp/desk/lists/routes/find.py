"""查找: what the top bar of every page finds among classes, people and institutions."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from sqlalchemy import func
from sqlalchemy.orm import Session

from training.classes.rules.class_list import VIEW, ClassView, class_offer
from training.classes.rules.institution_list import institution_offer
from training.classes.views.lists.class_list import listed_classes
from training.classes.views.lists.institution_list import listed_institutions
from training.classes.views.see_classes import visible_classes
from training.listing.rules.listing import Listing, read_listing
from training.notice.clock import shanghai_day
from training.notice.identity import compact
from training.notice.permissions import Permission
from training.people.rules.people_list import VIEW as PEOPLE_VIEW
from training.people.rules.people_list import PeopleView, people_offer
from training.people.views.people_list import enrolments_of_people, listed_people
from training.records.classes.classes import Institution, TrainingClass
from training.records.classes.trainees import Trainee
from training.records.staff.staff import Staff
from webapp.desk.classes.pages.class_list import state_of_class
from webapp.desk.lists.suggestions import Suggestion, fairly
from webapp.desk.people.pages.people import PersonLine, person_line
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("find", __name__, url_prefix="/desk/find")
MOST = 8
"""Of each kind; the whole list is a link away. While somebody types, of all kinds together."""


@blueprint.get("")
@staff_required(Permission.SEE_CLASSES)
def show(staff: Staff) -> Any:
    typed = _asked_of_people().search
    with house().database.reading() as rows:
        exact = _exact(rows, staff, typed)
        if exact is not None:
            return redirect(url_for("one_class.roster", class_id=exact.public_id), 302)
        classes = _classes(rows, staff) if typed else []
        people = _people(rows, staff) if typed else []
        institutions = _institutions(rows, staff) if typed else []
    return render_template(
        "desk_find.html", typed=typed, most=MOST, classes=classes, people=people, institutions=institutions
    )


@blueprint.get("/suggestions")
@staff_required(Permission.SEE_CLASSES)
def suggest(staff: Staff) -> str:
    """What the field of the head offers before anything is sent: a part of a page, of all kinds a few."""
    if not _asked_of_people().search:
        return ""
    with house().database.reading() as rows:
        kinds = (
            [_class_suggested(each, *state) for each, state in _classes(rows, staff)],
            [_person_suggested(each) for each in _people(rows, staff)],
            [_institution_suggested(each) for each in _institutions(rows, staff)],
        )
    return render_template("desk_suggestions.html", found=fairly(kinds, MOST))


def _class_suggested(own: TrainingClass, state: str, _: str) -> Suggestion:
    address = url_for("one_class.roster", class_id=own.public_id)
    return Suggestion("班级", own.class_number, f"{own.name} {state}", address)


def _person_suggested(own: PersonLine) -> Suggestion:
    address = url_for("one_person.show", person_id=own.public_id)
    return Suggestion("学员", own.name, f"{own.phone} {own.class_number}", address)


def _institution_suggested(own: Institution) -> Suggestion:
    return Suggestion("机构", own.name, "", url_for("institutions.show", key=own.id))


def _exact(rows: Session, staff: Staff, typed: str) -> TrainingClass | None:
    """The class of just that number: whoever types it whole wants it."""
    number = compact(typed).upper()
    if not number:
        return None
    return rows.scalars(
        visible_classes(staff).where(func.upper(TrainingClass.class_number) == number).limit(1)
    ).first()


def _classes(rows: Session, staff: Staff) -> list[tuple[TrainingClass, tuple[str, str]]]:
    """The latest first, each with its state."""
    today = shanghai_day(now())
    listing = read_listing(class_offer({}, (), owes_checks=False), {VIEW: ClassView.ALL, "q": _typed()})
    latest = listed_classes(staff, listing, today=today).order_by(
        TrainingClass.ends_on.desc(), TrainingClass.id
    )
    return [(each, state_of_class(each, today)) for each in rows.scalars(latest.limit(MOST))]


def _people(rows: Session, staff: Staff) -> list[PersonLine]:
    today = shanghai_day(now())
    wanted = listed_people(staff, _asked_of_people(), today=today).order_by(Trainee.id.desc())
    found = rows.scalars(wanted.limit(MOST)).all()
    classes = enrolments_of_people(rows, staff, found)
    return [person_line(staff, each, classes.get(each.id, ()), today) for each in found]


def _institutions(rows: Session, staff: Staff) -> list[Institution]:
    listing = read_listing(institution_offer({}), {"q": _typed()})
    wanted = listed_institutions(staff, listing).order_by(Institution.name, Institution.id)
    return list(rows.scalars(wanted.limit(MOST)))


def _asked_of_people() -> Listing:
    offer = people_offer({}, {}, sees_names=False)
    return read_listing(offer, {PEOPLE_VIEW: PeopleView.ALL, "q": _typed()})


def _typed() -> str:
    return request.args.get("q", "")
