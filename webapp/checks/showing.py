"""How the pages of spot checks are put together; shared by those that look and those that act."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import abort, render_template
from sqlalchemy.orm import Session

from training.checks.terms import FallbackReason, FiledItem
from training.checks.views.classes_to_check import classes_to_check
from training.checks.views.confirmations.waiting_confirmations import waiting_confirmations
from training.checks.views.recent_checks import recent_checks
from training.checks.views.see_check import see_check
from training.classes.views.see_classes import see_class
from training.feedback.views.list_feedback import list_feedback
from training.notice.permissions import Permission, may
from training.records.staff.staff import Staff
from webapp.checks.keeping import tell_to_keep_the_list_of_checks, tell_what_to_keep
from webapp.checks.pages.calls import LATER, UNREACHED, WRONG_PERSON, field_of
from webapp.checks.pages.check_list import EVERYTHING, CheckList, check_list
from webapp.checks.pages.check_rows import PictureRow
from webapp.checks.pages.checks import CheckPage, check_page
from webapp.checks.pages.class_filter import ClassFilter
from webapp.checks.pages.moments import moment
from webapp.web.house import house, now
from webapp.web.notices import notice_of

ITEMS = tuple((field_of(item), item.value) for item in FiledItem)


def render_list(staff: Staff, error: str = "", wanted: ClassFilter = EVERYTHING) -> str:
    with house().database.reading() as rows:
        page = _check_list(rows, staff, wanted, now())
    tell_to_keep_the_list_of_checks(staff)
    return render_template("checks.html", page=page, staff=staff, error=error)


def render_start(
    template: str, staff: Staff, class_id: UUID, *, error: str = "", typed: Mapping[str, str] | None = None
) -> str:
    """Where a reason is asked for, if the lesson that is on does not fit the method."""
    with house().database.reading() as rows:
        own = see_class(rows, staff, class_id)
        return render_template(template, own=own, staff=staff, error=error, typed=typed or {})


def render_check(
    staff: Staff, check_id: UUID, *, template: str = "check.html", did: str = "", **values: Any
) -> str:
    """A page of one check; `values` are what was typed, a call's card, what was refused."""
    page = look_at(staff, check_id)
    tell_what_to_keep(staff, page, template)
    if "evidence_id" in values:
        values["picture"] = picture_or_404(page, values["evidence_id"])
    if "position" in values:
        values["person"] = _person_or_404(page, values["position"])
    blank = {"error": "", "call_anyway": "", "typed": {}, "items": ITEMS, "reasons": tuple(FallbackReason)}
    blank |= {"unreached": UNREACHED, "later": LATER, "wrong_person": WRONG_PERSON}
    blank |= {"looked_at": moment(now())}
    return render_template(template, page=page, staff=staff, notice=notice_of(did, page), **blank | values)


def look_at(staff: Staff, check_id: UUID) -> CheckPage:
    with house().database.reading() as rows:
        view = see_check(rows, staff, check_id, now=now())
    return check_page(view, house().platform, names_are_masked=names_are_masked(staff))


def names_are_masked(staff: Staff) -> bool:
    return not may(staff.role, Permission.SEE_FULL_NAMES)


def picture_or_404(page: CheckPage, evidence_id: UUID) -> PictureRow:
    found = [each for each in page.pictures if each.evidence_id == str(evidence_id)]
    return found[0] if found else abort(404)


def _person_or_404(page: CheckPage, position: int) -> Any:
    found = [each for each in page.people if each.position == position]
    return found[0] if found else abort(404)


def _check_list(rows: Session, staff: Staff, wanted: ClassFilter, at: datetime) -> CheckList:
    is_inspector = may(staff.role, Permission.CHECK_CLASSES)
    return check_list(
        found=classes_to_check(rows, staff, now=at),
        wanted=wanted,
        recent=recent_checks(rows, staff),
        asked=waiting_confirmations(rows, staff, now=at) if is_inspector else (),
        feedback=[each for each in list_feedback(rows, staff, now=at) if each.waits_for(staff)],
    )
