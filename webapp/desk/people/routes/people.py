"""学员: the list of trainees, and the same as a file."""

from collections.abc import Iterator
from typing import Any

from flask import Blueprint, Response, render_template
from sqlalchemy.orm import Session

from training.listing.views.page_of import page_of, portions_of
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission
from training.people.views.people_list import (
    count_people,
    enrolments_of_people,
    listed_people,
    offered_people,
    order_of_people,
)
from training.records.classes.trainees import Trainee
from training.records.staff.staff import Staff
from webapp.desk.lists.files import list_file
from webapp.desk.lists.showing import Shown, asked, to_own_address
from webapp.desk.people.pages.people import HEADINGS, person_line
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("people", __name__, url_prefix="/desk/people")
PORTION = 500


@blueprint.get("")
@staff_required(Permission.SEE_CLASSES)
def index(staff: Staff) -> Any:
    today = shanghai_day(now())
    with house().database.reading() as rows:
        listing = asked(offered_people(rows, staff))
        if elsewhere := to_own_address(listing):
            return elsewhere
        wanted, order = listed_people(staff, listing, today=today), order_of_people(listing)
        found = page_of(rows, wanted, order, size=listing.size, place=listing.place)
        classes = enrolments_of_people(rows, staff, found.rows)
        lines = [person_line(staff, each, classes.get(each.id, ()), today) for each in found.rows]
        everybody = found.total or count_people(rows, staff)
    shown = Shown("people.index", listing, "人", found.total, found.newer, found.older, found.is_first_again)
    return render_template("desk_people.html", shown=shown, lines=lines, everybody=everybody)


@blueprint.get("/list.<ending>", endpoint="index_file")
@staff_required(Permission.SEE_CLASSES)
def take_away(staff: Staff, ending: str) -> Response:
    with house().database.reading() as rows:
        listing = asked(offered_people(rows, staff))
        wanted = listed_people(staff, listing, today=shanghai_day(now()))
        portions = portions_of(rows, wanted, order_of_people(listing), size=PORTION)
        return list_file(ending, "学员", HEADINGS, _cells(rows, staff, portions))


def _cells(
    rows: Session, staff: Staff, portions: Iterator[tuple[Trainee, ...]]
) -> Iterator[tuple[str | int, ...]]:
    today = shanghai_day(now())
    for people in portions:
        classes = enrolments_of_people(rows, staff, people)
        yield from (person_line(staff, each, classes.get(each.id, ()), today).cells for each in people)
