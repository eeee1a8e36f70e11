"""班级: the list of classes, and the same as a file."""

from collections.abc import Iterator, Sequence
from typing import Any

from flask import Blueprint, Response, render_template
from sqlalchemy.orm import Session

from training.attendance.views.lists.present_now import present_now
from training.checks.terms import CheckLevel
from training.checks.views.find_check import checks_at
from training.checks.views.owed_checks import owing_classes, quotas_of_classes
from training.classes.rules.class_list import ClassView
from training.classes.views.doubts_of import doubts_of
from training.classes.views.lists.class_list import (
    count_views,
    listed_classes,
    offered_classes,
    order_of_classes,
)
from training.classes.views.lists.class_numbers import enrolled_in, held_halves_of
from training.listing.views.page_of import page_of, portions_of
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission, may
from training.plans.views.outside_plans import outside_plans
from training.records.classes.classes import TrainingClass
from training.records.staff.staff import Staff
from webapp.desk.classes.pages.class_list import HEADINGS, Facts, cells, class_line, together
from webapp.desk.lists.files import list_file
from webapp.desk.lists.showing import Shown, asked, to_own_address
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("class_list", __name__, url_prefix="/desk/classes")
PORTION = 500


@blueprint.get("")
@staff_required(Permission.SEE_CLASSES)
def index(staff: Staff) -> Any:
    at = now()
    today, checks = shanghai_day(at), checks_at(staff) is not None
    with house().database.reading() as rows:
        listing = asked(offered_classes(rows, staff, owes_checks=checks))
        if elsewhere := to_own_address(listing):
            return elsewhere
        counts, owed = (
            count_views(rows, staff, today=today),
            owing_classes(rows, staff, now=at) if checks else [],
        )
        found = page_of(
            rows,
            listed_classes(staff, listing, today=today, owed=owed),
            order_of_classes(listing),
            size=listing.size,
            place=listing.place,
        )
        facts = _facts(rows, staff, found.rows)
        lines = [class_line(each, facts, today) for each in found.rows]
    shown = Shown(
        "class_list.index",
        listing,
        "班",
        found.total,
        found.newer,
        found.older,
        found.is_first_again,
        counts | {ClassView.OWED: len(owed)},
    )
    return render_template("desk_class_list.html", shown=shown, lines=lines, sees_checks=bool(facts.quotas))


@blueprint.get("/list.<ending>", endpoint="index_file")
@staff_required(Permission.SEE_CLASSES)
def take_away(staff: Staff, ending: str) -> Response:
    at = now()
    with house().database.reading() as rows:
        checks = checks_at(staff) is not None
        listing = asked(offered_classes(rows, staff, owes_checks=checks))
        owed = owing_classes(rows, staff, now=at) if checks else []
        wanted = listed_classes(staff, listing, today=shanghai_day(at), owed=owed)
        portions = portions_of(rows, wanted, order_of_classes(listing), size=PORTION)
        return list_file(ending, "班级", HEADINGS, _cells(rows, staff, portions))


def _cells(
    rows: Session, staff: Staff, portions: Iterator[tuple[TrainingClass, ...]]
) -> Iterator[tuple[str | int, ...]]:
    today = shanghai_day(now())
    for classes in portions:
        facts = _facts(rows, staff, classes, is_file=True)
        yield from (cells(each, facts, today) for each in classes)


def _facts(rows: Session, staff: Staff, classes: Sequence[TrainingClass], *, is_file: bool = False) -> Facts:
    """As many statements for many classes as for one."""
    at = now()
    levels = CheckLevel if may(staff.role, Permission.SEE_CHECKS) else ()
    return Facts(
        enrolled_in(rows, classes, now=at),
        held_halves_of(rows, classes, now=at),
        {} if is_file else present_now(rows, classes, now=at),
        {level: quotas_of_classes(rows, classes, level, now=at) for level in levels},
        together(doubts_of(rows, classes), outside_plans(rows, classes)),
    )
