"""One member of staff: role and place, the account in the chat, ways in, out of service and back."""

from collections.abc import Callable
from functools import partial
from secrets import token_urlsafe
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, make_response, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from training.deputies.acts.hand_account import hand_account
from training.deputies.acts.hand_link import hand_link
from training.errors import NotFound, Refusal
from training.notice.permissions import Permission, may
from training.records.classes.districts import District
from training.records.staff.staff import Staff
from training.staff.acts.managing.change_post import change_post
from training.staff.acts.managing.dismiss_staff import dismiss_staff
from training.staff.acts.managing.readmit_staff import readmit_staff
from training.staff.terms import StaffDeed
from training.staff.views.managed import About, acts_about, mark_of_member, may_look_after, see_member
from training.staff.views.staff_list import last_seen
from training.staff.views.staff_of_session import LINK_MINUTES
from webapp.desk.staff.pages.members import act_lines, member_line
from webapp.desk.staff.posts import offered_roles, post_typed, tell_deed
from webapp.web.forms import done, refused, seen_on_page, take_in
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("member", __name__, url_prefix="/desk/staff/<uuid:member_id>")
Act = Callable[[Session, About], Staff]
Page = Callable[[str], str]


@blueprint.get("")
@staff_required(Permission.SEE_STAFF)
def show(staff: Staff, member_id: UUID) -> str:
    return _page(staff, member_id)


@blueprint.post("/link")
@staff_required(Permission.MANAGE_STAFF)
def link(staff: Staff, member_id: UUID) -> Response:
    """The link is shown in the answer and nowhere else; the same form again makes no other one."""
    token = token_urlsafe(24)

    def act(rows: Session, about: About) -> Staff:
        return hand_link(rows, about, token=token, now=now())

    page = partial(_page, staff, member_id)
    try:
        is_new = _take_in(staff, member_id, StaffDeed.GIVEN_LINK, act)
    except Refusal as refusal:
        return refused(refusal, page)
    address = f"{house().settings.public_url}/desk/enter/{token}" if is_new else ""
    answer = make_response(_page(staff, member_id, given=address, is_again=not is_new))
    answer.headers["Cache-Control"] = "no-store"
    return answer


@blueprint.post("/chat")
@staff_required(Permission.MANAGE_STAFF)
def note_chat(staff: Staff, member_id: UUID) -> Response:
    def act(rows: Session, about: About) -> Staff:
        return hand_account(rows, about, request.form.get("chat_id", ""), now=now())

    return _answer(staff, member_id, StaffDeed.KNOWN_IN_CHAT, act, partial(_page, staff, member_id))


@blueprint.get("/post")
@staff_required(Permission.MANAGE_STAFF)
def post_form(staff: Staff, member_id: UUID) -> str:
    return _asking("member_post.html", staff, member_id)


@blueprint.post("/post")
@staff_required(Permission.MANAGE_STAFF)
def post(staff: Staff, member_id: UUID) -> Response:
    def act(rows: Session, about: About) -> Staff:
        return change_post(rows, about, post_typed(rows, staff), _note(), now=now())

    page = partial(_asking, "member_post.html", staff, member_id)
    return _answer(staff, member_id, StaffDeed.PLACED, act, page)


@blueprint.get("/leave")
@staff_required(Permission.MANAGE_STAFF)
def leave_form(staff: Staff, member_id: UUID) -> str:
    return _asking("member_leave.html", staff, member_id)


@blueprint.post("/leave")
@staff_required(Permission.MANAGE_STAFF)
def leave(staff: Staff, member_id: UUID) -> Response:
    def act(rows: Session, about: About) -> Staff:
        return dismiss_staff(rows, about, _note(), now=now())

    page = partial(_asking, "member_leave.html", staff, member_id)
    return _answer(staff, member_id, StaffDeed.LEFT, act, page)


@blueprint.post("/return")
@staff_required(Permission.MANAGE_STAFF)
def come_back(staff: Staff, member_id: UUID) -> Response:
    def act(rows: Session, about: About) -> Staff:
        return readmit_staff(rows, about, _note(), now=now())

    return _answer(staff, member_id, StaffDeed.RETURNED, act, partial(_page, staff, member_id))


def _answer(staff: Staff, member_id: UUID, deed: StaffDeed, act: Act, page: Page) -> Response:
    try:
        _take_in(staff, member_id, deed, act)
    except Refusal as refusal:
        return refused(refusal, page)
    return done(url_for("member.show", member_id=member_id))


def _take_in(staff: Staff, member_id: UUID, deed: StaffDeed, act: Act) -> bool:
    """False where this very form was taken in before; what was done is told once it is committed."""
    about, told = About(staff, member_id, seen_on_page()), []

    def once(rows: Session, digest: str) -> None:
        member = act(rows, about)
        told.append((member.name, member.role.value))

    take_in(staff, once)
    for name, role in told:
        tell_deed(staff, deed, name, role)
    return bool(told)


def _note() -> str:
    return request.form.get("note", "")


def _page(staff: Staff, member_id: UUID, error: str = "", **more: Any) -> str:
    with house().database.reading() as rows:
        member = see_member(rows, staff, member_id)
        seen, acts = last_seen(rows, [member]).get(member.id), act_lines(acts_about(rows, member), now())
        shown = {"line": member_line(member, seen, now()), "acts": acts, "mark": mark_of_member(member)}
        has_left, manages = member.left_at is not None, _manages(staff, member)
    shown |= {"error": error, "is_own": member_id == staff.public_id, "minutes": LINK_MINUTES}
    return render_template("member.html", has_left=has_left, manages=manages, **shown, **more)


def _asking(template: str, staff: Staff, member_id: UUID, error: str = "") -> str:
    """A page that asks before it is done; not found for whoever may not do it."""
    with house().database.reading() as rows:
        member = see_member(rows, staff, member_id)
        if not _manages(staff, member):
            raise NotFound("这一页")
        line, mark = member_line(member, None, now()), mark_of_member(member)
        districts = rows.scalars(select(District).order_by(District.id)).all()
        now_held = {
            "role": member.role.value,
            "district": member.district.name if member.district else "",
            "institution": member.institution.name if member.institution else "",
        }
    typed = request.form or now_held
    shown = {"line": line, "mark": mark, "error": error, "typed": typed, "districts": districts}
    return render_template(template, roles=offered_roles(staff), **shown)


def _manages(staff: Staff, member: Staff) -> bool:
    return may(staff.role, Permission.MANAGE_STAFF) and may_look_after(staff, member)
