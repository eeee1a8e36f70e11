"""Members of staff enter, by a one-time link at least, see what waits for them, and leave."""

from secrets import token_urlsafe

from flask import Blueprint, Response, make_response, redirect, render_template, url_for

from training.notice.permissions import Permission
from training.records.staff.staff import Staff
from training.staff.acts.enter_by_link import enter_by_link
from webapp.desk.overview.showing import render_overview
from webapp.desk.staff.entrance import LASTS, render_entrance
from webapp.web.auth import device
from webapp.web.house import house, now
from webapp.web.sessions import begin_session, leave_session
from webapp.web.staff_auth import STAFF_TOKEN, staff_required

blueprint = Blueprint("staff", __name__, url_prefix="/desk")


@blueprint.get("/enter")
def how_to_enter() -> Response:
    return render_entrance()


@blueprint.get("/enter/<token>")
def ask_to_enter(token: str) -> Response:
    # Chats open every link they are sent to draw a preview; only a person presses the button.
    page = make_response(render_template("staff_enter.html", token=token, **LASTS))
    page.headers["Referrer-Policy"] = "no-referrer"
    return page


@blueprint.post("/enter/<token>")
def enter(token: str) -> Response:
    session_token = token_urlsafe(32)
    with house().database.writing() as rows:
        path = enter_by_link(rows, token, session_token=session_token, device=device(), now=now())
    begin_session(STAFF_TOKEN, session_token)
    return make_response(redirect(path, 303))


@blueprint.get("")
@staff_required(Permission.ENTER_DESK)
def home(staff: Staff) -> str:
    return render_overview(staff)


@blueprint.post("/leave")
def leave() -> Response:
    leave_session()
    return make_response(redirect(url_for("staff.how_to_enter", left=1), 303))
