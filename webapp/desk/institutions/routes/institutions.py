"""培训机构: the list of institutions, the same as a file, and one of them."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from flask import Blueprint, Response, render_template, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from training.attendance.views.policy_for_devices import policy_for_devices
from training.claims.views.lists.list_approvals import list_approvals
from training.classes.views.institution_contact import contact_of, looks_after
from training.classes.views.lists.class_numbers import enrolled_in
from training.classes.views.lists.institution_list import (
    Numbers,
    listed_institutions,
    numbers_of,
    offered_institutions,
    order_of_institutions,
    see_institution,
)
from training.classes.views.see_classes import visible_classes
from training.documents.rules.checklist import LACKING, THERE, finance_papers, lacks
from training.documents.terms import OwnerKind, Standing
from training.documents.views.checklists import checklist_of
from training.documents.views.lacking import names_there
from training.history.views.institution_history import institution_history
from training.listing.views.page_of import page_of, portions_of
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission
from training.records.attendance.devices import Device
from training.records.classes.classes import Institution, TrainingClass
from training.records.staff.staff import Staff
from webapp.desk.documents.routes.documents import address_of
from webapp.desk.institutions.pages.approvals import approval_lines
from webapp.desk.institutions.pages.institutions import HEADINGS, cells, class_rows, machine_rows
from webapp.desk.lists.days import short_moment
from webapp.desk.lists.files import list_file
from webapp.desk.lists.showing import Shown, asked, to_own_address
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("institutions", __name__, url_prefix="/desk/institutions")
PORTION = 500
OFFICE = (Permission.MANAGE_INSTITUTIONS, Permission.APPROVE_SCHOOLS, Permission.SEE_STAFF)
NEWEST, NEWEST_ACTS = 25, 10


FINANCE_TONES = {THERE: "good", LACKING: "bad", Standing.EXPIRED.value: "bad"}
Finance = list[tuple[str, str, str]]


@blueprint.get("")
@staff_required(Permission.SEE_CLASSES)
def index(staff: Staff) -> Any:
    with house().database.reading() as rows:
        listing = asked(offered_institutions(rows, staff))
        if elsewhere := to_own_address(listing):
            return elsewhere
        wanted, order = listed_institutions(staff, listing), order_of_institutions(listing)
        found = page_of(rows, wanted, order, size=listing.size, place=listing.place)
        numbers = numbers_of(rows, staff, found.rows, today=shanghai_day(now()))
        lines = [(each.id, each.name, numbers[each.id]) for each in found.rows]
    shown = Shown(
        "institutions.index", listing, "家", found.total, found.newer, found.older, found.is_first_again
    )
    return render_template("desk_institutions.html", shown=shown, lines=lines)


@blueprint.get("/list.<ending>", endpoint="index_file")
@staff_required(Permission.SEE_CLASSES)
def take_away(staff: Staff, ending: str) -> Response:
    with house().database.reading() as rows:
        listing = asked(offered_institutions(rows, staff))
        wanted, order = listed_institutions(staff, listing), order_of_institutions(listing)
        portions = portions_of(rows, wanted, order, size=PORTION)
        return list_file(ending, "培训机构", HEADINGS, _cells(rows, staff, portions))


@blueprint.get("/<int:key>")
@staff_required(Permission.SEE_CLASSES)
def show(staff: Staff, key: int) -> str:
    at = now()
    today = shanghai_day(at)
    with house().database.reading() as rows:
        own = see_institution(rows, staff, key)
        numbers = numbers_of(rows, staff, [own], today=today).get(own.id, Numbers())
        newest = visible_classes(staff).where(TrainingClass.institution_id == own.id)
        classes = rows.scalars(newest.order_by(TrainingClass.ends_on.desc(), TrainingClass.id).limit(NEWEST))
        held = classes.all()
        lines = class_rows(held, enrolled_in(rows, held, now=at), today)
        machines = machine_rows(_machines(rows, own), at, policy_for_devices(rows, at))
        people = rows.scalars(_staff(own)).all()
        contact = _contact(rows, staff, own)
        approvals = approval_lines(list_approvals(rows, own), today)
        manages, approves, sees_staff = (looks_after(rows, staff, own, each) for each in OFFICE)
        home = own.district.name if own.district else ""
        lacks, finance = _documents(rows, own, today)
        history = institution_history(rows, staff, own, most=NEWEST_ACTS)
    everything = url_for("class_list.index", view="all", q=own.name)
    return render_template(
        "desk_institution.html",
        own=own,
        numbers=numbers,
        lines=lines,
        machines=machines,
        people=people,
        everything=everything,
        contact=contact,
        approvals=approvals,
        manages=manages,
        approves=approves,
        sees_staff=sees_staff,
        home=home,
        lacks=lacks,
        finance=finance,
        history=[(short_moment(each.at, at), each) for each in history],
        documents=address_of(OwnerKind.INSTITUTION, str(own.id)),
    )


def _cells(
    rows: Session, staff: Staff, portions: Iterator[tuple[Institution, ...]]
) -> Iterator[tuple[str | int, ...]]:
    for institutions in portions:
        numbers = numbers_of(rows, staff, institutions, today=shanghai_day(now()))
        yield from (cells(each, numbers[each.id]) for each in institutions)


def _documents(rows: Session, own: Institution, today: date) -> tuple[Sequence[str], Finance]:
    """What it must have and has not, and its papers of finance with their tones; two statements."""
    kinds = checklist_of(rows, OwnerKind.INSTITUTION)
    there = names_there(rows, OwnerKind.INSTITUTION, [own.id], today)[own.id]
    return lacks(kinds, today, there), [
        (name, words, FINANCE_TONES.get(words, "")) for name, words in finance_papers(kinds, today, there)
    ]


def _contact(rows: Session, staff: Staff, own: Institution) -> tuple[str, str] | None:
    """For those who see whole numbers of it."""
    found = contact_of(rows, own)
    if found is None or not looks_after(rows, staff, own, Permission.SEE_WHOLE_NUMBERS):
        return None
    return found.person, found.phone


def _machines(rows: Session, own: Institution) -> list[Device]:
    in_use = select(Device).where(Device.institution_id == own.id, Device.removed_at.is_(None))
    return list(rows.scalars(in_use.order_by(Device.class_room, Device.serial)))


def _staff(own: Institution) -> Any:
    here = select(Staff).where(Staff.institution_id == own.id, Staff.left_at.is_(None))
    return here.order_by(Staff.name)
