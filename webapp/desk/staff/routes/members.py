"""工作人员: the list of the staff, the same as a file, and somebody new."""

from collections.abc import Iterator
from functools import partial
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from training.errors import Refusal
from training.listing.views.page_of import page_of, portions_of
from training.notice.permissions import Permission, may
from training.records.classes.districts import District
from training.records.staff.staff import Staff
from training.staff.acts.managing.invite_staff import StaffDraft, invite_staff
from training.staff.terms import StaffDeed
from training.staff.views.staff_list import last_seen, listed_staff, offered_staff, order_of_staff
from webapp.desk.lists.files import list_file
from webapp.desk.lists.showing import Shown, asked, to_own_address
from webapp.desk.staff.pages.members import HEADINGS, member_line
from webapp.desk.staff.posts import offered_roles, post_typed, tell_deed
from webapp.web.forms import done, refused, take_in
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("members", __name__, url_prefix="/desk/staff")
PORTION = 500


@blueprint.get("")
@staff_required(Permission.SEE_STAFF)
def index(staff: Staff) -> Any:
    at = now()
    with house().database.reading() as rows:
        listing = asked(offered_staff(rows, staff))
        if elsewhere := to_own_address(listing):
            return elsewhere
        wanted, order = listed_staff(staff, listing), order_of_staff(listing)
        found = page_of(rows, wanted, order, size=listing.size, place=listing.place)
        seen = last_seen(rows, found.rows)
        lines = [member_line(each, seen.get(each.id), at) for each in found.rows]
    shown = Shown("members.index", listing, "人", found.total, found.newer, found.older, found.is_first_again)
    return render_template(
        "members.html", shown=shown, lines=lines, manages=may(staff.role, Permission.MANAGE_STAFF)
    )


@blueprint.get("/list.<ending>", endpoint="index_file")
@staff_required(Permission.SEE_STAFF)
def take_away(staff: Staff, ending: str) -> Response:
    with house().database.reading() as rows:
        listing = asked(offered_staff(rows, staff))
        portions = portions_of(rows, listed_staff(staff, listing), order_of_staff(listing), size=PORTION)
        return list_file(ending, "工作人员", HEADINGS, _cells(rows, portions))


@blueprint.get("/new")
@staff_required(Permission.MANAGE_STAFF)
def form(staff: Staff) -> str:
    return _form(staff)


@blueprint.post("/new")
@staff_required(Permission.MANAGE_STAFF)
def add(staff: Staff) -> Response:
    added: list[tuple[UUID, str, str]] = []

    def act(rows: Session, digest: str) -> None:
        draft = StaffDraft(
            request.form.get("name", ""), post_typed(rows, staff), request.form.get("chat_id", "")
        )
        member = invite_staff(rows, staff, draft, now=now())
        added.append((member.public_id, member.name, member.role.value))

    try:
        take_in(staff, act)
    except Refusal as refusal:
        return refused(refusal, partial(_form, staff))
    if not added:  # The same form again: it was taken in the first time.
        return done(url_for("members.index", sort="-newest"))
    ((key, name, role),) = added
    tell_deed(staff, StaffDeed.ADDED, name, role)
    return done(url_for("member.show", member_id=key))


def _form(staff: Staff, error: str = "") -> str:
    with house().database.reading() as rows:
        districts = rows.scalars(select(District).order_by(District.id)).all()
    return render_template(
        "member_new.html",
        error=error,
        typed=request.form or request.args,
        roles=offered_roles(staff),
        districts=districts,
    )


def _cells(rows: Session, portions: Iterator[tuple[Staff, ...]]) -> Iterator[tuple[str | int, ...]]:
    for people in portions:
        seen = last_seen(rows, people)
        yield from (member_line(each, seen.get(each.id), now()).cells for each in people)
