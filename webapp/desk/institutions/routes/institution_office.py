"""培训机构 are registered, told whom to call, placed in a district, and approved for C1."""

from functools import partial
from typing import Any

from flask import Blueprint, Response, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from training.claims.acts.approve_school import approve_school
from training.claims.acts.revoke_school import revoke_school
from training.claims.views.lists.list_approvals import list_approvals
from training.classes.acts.institutions.note_contact import ContactDraft, note_contact
from training.classes.acts.institutions.place_institution import place_institution
from training.classes.acts.institutions.register_institution import register_institution
from training.classes.rules.institutions import InstitutionChanged
from training.classes.views.find_class import find_district
from training.classes.views.institution_contact import (
    contact_mark,
    contact_of,
    hold_institution,
    looks_after,
)
from training.classes.views.lists.institution_list import see_institution
from training.errors import NotFound
from training.notice.clock import shanghai_day
from training.notice.notes import read_reason
from training.notice.permissions import Permission, is_everywhere
from training.records.classes.classes import Institution
from training.records.classes.districts import District
from training.records.staff.staff import Staff
from webapp.desk.institutions.pages.approvals import (
    approval_lines,
    mark_of_approvals,
    read_approval,
    read_day,
)
from webapp.web.forms import answer_form, make_by_form, seen_on_page
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("institution_office", __name__, url_prefix="/desk/institutions")


@blueprint.get("/new")
@staff_required(Permission.MANAGE_INSTITUTIONS)
def form(staff: Staff) -> str:
    return _new(staff)


@blueprint.post("/new")
@staff_required(Permission.MANAGE_INSTITUTIONS)
def register(staff: Staff) -> Response:
    def make(rows: Session) -> int:
        return register_institution(rows, staff, request.form.get("name", ""), _district(rows, staff)).id

    return make_by_form(staff, make, _address, partial(_new, staff))


def _address(made: int | None) -> str:
    return _page_of(made) if made else url_for("institutions.index", sort="-newest")


@blueprint.get("/<int:key>/contact")
@staff_required(Permission.MANAGE_INSTITUTIONS)
def contact_form(staff: Staff, key: int) -> str:
    return _contact(staff, key)


@blueprint.post("/<int:key>/contact")
@staff_required(Permission.MANAGE_INSTITUTIONS)
def contact(staff: Staff, key: int) -> Response:
    def act(rows: Session, digest: str) -> None:
        typed = request.form
        draft = ContactDraft(typed.get("person", ""), typed.get("telephone", ""), seen_on_page())
        note_contact(rows, staff, key, draft, now=now())

    return answer_form(staff, act, _page_of(key), partial(_contact, staff, key))


@blueprint.post("/<int:key>/place")
@staff_required(Permission.MANAGE_INSTITUTIONS)
def place(staff: Staff, key: int) -> Response:
    def act(rows: Session, digest: str) -> None:
        place_institution(rows, staff, key, _district(rows, staff), seen=seen_on_page())

    return answer_form(staff, act, _page_of(key), partial(_contact, staff, key))


@blueprint.get("/<int:key>/approval")
@staff_required(Permission.APPROVE_SCHOOLS)
def approval_form(staff: Staff, key: int) -> str:
    return _approval(staff, key)


@blueprint.post("/<int:key>/approval")
@staff_required(Permission.APPROVE_SCHOOLS)
def approve(staff: Staff, key: int) -> Response:
    def act(rows: Session, digest: str) -> None:
        own = _as_seen(rows, staff, key)
        approve_school(rows, own, read_approval(request.form), recorded_by=staff.name, now=now())

    return answer_form(staff, act, _page_of(key), partial(_approval, staff, key))


@blueprint.post("/<int:key>/revocation")
@staff_required(Permission.APPROVE_SCHOOLS)
def revoke(staff: Staff, key: int) -> Response:
    def act(rows: Session, digest: str) -> None:
        own, reason = _as_seen(rows, staff, key), read_reason(request.form.get("reason", ""), "撤销备案")
        on = read_day(request.form, "revoked_on", "从哪天起撤销")
        revoke_school(rows, own, on, reason, recorded_by=staff.name, now=now())

    return answer_form(staff, act, _page_of(key), partial(_approval, staff, key))


def _as_seen(rows: Session, staff: Staff, key: int) -> Institution:
    """Raises NotFound, or InstitutionChanged where its approvals are others than the page showed."""
    own = hold_institution(rows, staff, key, Permission.APPROVE_SCHOOLS)
    if mark_of_approvals(list_approvals(rows, own)) != seen_on_page():
        raise InstitutionChanged(own.name)
    return own


def _district(rows: Session, staff: Staff) -> District | None:
    """Of a district its own, whatever was typed; raises NotFound."""
    if not is_everywhere(staff.role, Permission.MANAGE_INSTITUTIONS):
        return rows.get(District, staff.district_id)
    typed = request.form.get("district", "")
    return find_district(rows, typed) if typed else None


def _page_of(key: int) -> str:
    return url_for("institutions.show", key=key)


def _new(staff: Staff, error: str = "") -> str:
    return render_template("institution_new.html", error=error, typed=request.form, districts=_districts())


def _contact(staff: Staff, key: int, error: str = "") -> str:
    with house().database.reading() as rows:
        own = _mine(rows, staff, key, Permission.MANAGE_INSTITUTIONS)
        found, mark = contact_of(rows, own), contact_mark(rows, own)
        district = own.district.name if own.district else ""
    known = {"person": found.person, "telephone": found.phone} if found else {}
    return _render(
        "institution_contact.html", own, error, typed=request.form or known, mark=mark, home=district
    )


def _approval(staff: Staff, key: int, error: str = "") -> str:
    with house().database.reading() as rows:
        own = _mine(rows, staff, key, Permission.APPROVE_SCHOOLS)
        approvals = list_approvals(rows, own)
        lines, mark = approval_lines(approvals, shanghai_day(now())), mark_of_approvals(approvals)
        is_living = any(each.revocation is None for each in approvals)
    shown = {"lines": lines, "mark": mark, "is_living": is_living, "typed": request.form}
    return _render("institution_approval.html", own, error, **shown)


def _mine(rows: Session, staff: Staff, key: int, permission: Permission) -> Institution:
    """Raises NotFound where this person only sees it."""
    own = see_institution(rows, staff, key)
    if not looks_after(rows, staff, own, permission):
        raise NotFound("这一页")
    return own


def _render(template: str, own: Institution, error: str, **shown: Any) -> str:
    return render_template(template, own=own, error=error, districts=_districts(), **shown)


def _districts() -> list[District]:
    with house().database.reading() as rows:
        return list(rows.scalars(select(District).order_by(District.id)))
