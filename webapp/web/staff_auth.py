"""Which member of staff is asking: by the session that a one-time link or DingTalk began."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Flask, abort, g, redirect, request, session, url_for

from training.notice.permissions import Permission, is_everywhere, may
from training.records.staff.staff import Staff
from training.staff.acts.note_seen import note_seen
from training.staff.rules.staff_sign_in import own_path
from training.staff.views.staff_of_session import is_to_be_seen, staff_of_session
from webapp.web.house import house, now

STAFF_TOKEN = "staff_token"  # noqa: S105  (the name of a place in the cookie)
WANTED = "staff_wanted"
NAMED = "permission"


def staff_required(permission: Permission) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Give the view the signed-in `Staff` (district and institution loaded) as its first argument.

    Who lacks the permission finds nothing there: what you may not see is not found.
    """

    def guard(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def guarded(**arguments: Any) -> Any:
            staff = signed_in_staff()
            if staff is None:
                _remember_wanted()
                return redirect(url_for("staff.how_to_enter"), 303)
            if not may(staff.role, permission):
                g.refused = permission.value
                abort(404)
            answer = view(staff, **arguments)
            g.is_by_view = True
            return answer

        guarded.__dict__[NAMED] = permission
        return guarded

    return guard


def permission_of(view: Callable[..., Any]) -> Permission | None:
    """What a route of staff asks for; None of one that is for others."""
    found: Permission | None = view.__dict__.get(NAMED)
    return found


def answered_by_view() -> bool:
    """Whether the answer is what a route of staff gave, and no error page."""
    return bool(g.get("is_by_view", False))


def register_permissions(app: Flask) -> None:
    """Pages offer what the table allows to whom they are shown."""
    app.jinja_env.globals.update(may=may, is_everywhere=is_everywhere, Permission=Permission)


def wanted_path() -> str:
    """The page that somebody wanted who had to sign in first; empty where there was none."""
    return str(session.get(WANTED, ""))


def signed_in_staff() -> Staff | None:
    """The member of staff of this browser's session; looked up once a request."""
    if "staff" not in g:
        g.staff = _look_up(session.get(STAFF_TOKEN))
    found: Staff | None = g.staff
    return found


def _remember_wanted() -> None:
    # Only what a person opens: pictures and scripts of a page that lies open ask without words for pages.
    if request.method == "GET" and "text/html" in request.headers.get("Accept", ""):
        # The cookie is small: an address that is too long would push everything else out of it.
        session[WANTED] = own_path(request.full_path.rstrip("?"))


def _look_up(token: str | None) -> Staff | None:
    if not token:
        return None
    with house().database.reading() as rows:
        found = staff_of_session(rows, token, now=now())
        if found is None:
            return None
        staff, session_id, is_due = found.staff, found.id, is_to_be_seen(found, now())
    if is_due:
        with house().database.writing() as rows:
            note_seen(rows, session_id, now=now())
    return staff
