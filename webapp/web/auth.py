"""Who is asking: a trainee by the session's token. A page that needs one sends others to the sign-in."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from functools import wraps
from typing import Any

from cryptography.exceptions import InvalidTag
from flask import Response, g, make_response, redirect, request, session, url_for

from training.people.acts.note_use import note_use
from training.people.views.signed_in_trainee import LivingSignIn, living_sign_in
from training.privacy.rules.purposes import NOTICE_VERSION
from training.staff.rules.staff_sign_in import own_path
from webapp.web.devices import device_of
from webapp.web.house import house, now

TOKEN, PHONE, PROVED, ASKED, WANTED = "token", "phone", "proved", "asked", "wanted"
NOTICE = "notice"
"""Which notice about personal data this browser is known to have acknowledged."""
PURPOSE = "sign_in.phone"


def trainee_required(view: Callable[..., Any]) -> Callable[..., Any]:
    """Give the view `trainee_id` as its first argument."""

    @wraps(view)
    def guarded(**arguments: Any) -> Any:
        trainee_id = signed_in()
        if trainee_id is None:
            return redirect(url_for("sign_in.ask_phone"), 303)
        if request.method == "GET" and session.get(NOTICE) != NOTICE_VERSION:
            return _tell_first()
        return view(trainee_id, **arguments)

    return guarded


def _tell_first() -> Response:
    """To the notice, and from there to the page that was wanted; what was sent is never lost to it."""
    # Only what a person opens: pictures and scripts of a page that lies open are nowhere to go on to.
    if "text/html" in request.headers.get("Accept", "text/html"):
        session[WANTED] = own_path(request.full_path.rstrip("?"), url_for("trainee.home"))
    return make_response(redirect(url_for("privacy_notice.first"), 303))


def send_to_sign_in(wanted: str) -> Response:
    """To the sign-in, and from there to the path that was wanted."""
    session[WANTED] = wanted
    return make_response(redirect(url_for("sign_in.ask_phone"), 303))


def signed_in() -> int | None:
    """The key of the trainee who is signed in; looked up once a request."""
    if "trainee_id" not in g:
        token = session.get(TOKEN)
        g.trainee_id = _look_up(token) if token else None
    found: int | None = g.trainee_id
    return found


def keep_seen(found: LivingSignIn) -> None:
    """That a session was used is noted once an hour, with no other session of the database in hand."""
    if found.is_to_be_seen(now()):
        with house().database.jotting() as rows:
            note_use(rows, found.key, now=now())


def _look_up(token: str) -> int | None:
    with house().database.reading() as rows:
        found = living_sign_in(rows, token, now=now())
    if found is None:
        return None
    keep_seen(found)
    return found.trainee_id


def device() -> str:
    """What is asking, in words."""
    return device_of(request.headers.get("User-Agent", ""))


def remember_phone(phone: str) -> None:
    """Between the steps of a sign-in the phone waits in the browser's cookie, sealed."""
    session[PHONE] = urlsafe_b64encode(house().database.vault.seal(PURPOSE, phone)).decode()


def remembered_phone() -> str | None:
    try:
        return house().database.vault.open(PURPOSE, urlsafe_b64decode(session[PHONE]))
    except (KeyError, ValueError, InvalidTag):
        return None
