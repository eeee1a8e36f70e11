"""One browser, one session: whoever comes in or leaves ends what was begun there, whosever it was."""

from flask import session

from training.people.acts.sign_out import sign_out
from training.staff.acts.end_session import end_session
from webapp.web.auth import TOKEN
from webapp.web.house import house, now
from webapp.web.security_events import note_entry
from webapp.web.staff_auth import STAFF_TOKEN


def begin_session(place: str, token: str) -> None:
    """Be signed in by `token`, in a new session: nothing an attacker planted before lives on in it."""
    leave_session()
    session[place] = token
    note_entry(token)


def leave_session() -> None:
    """A token that was only dropped from the cookie would open everything to whoever had copied it."""
    trainee, staff = session.get(TOKEN), session.get(STAFF_TOKEN)
    if trainee or staff:
        with house().database.writing() as rows:
            if trainee:
                sign_out(rows, trainee, now=now())
            if staff:
                end_session(rows, staff, now=now())
    session.clear()
