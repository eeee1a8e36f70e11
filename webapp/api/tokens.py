"""Who calls the API: a trainee with the token of a sign-in, or a program with a staff token."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import g, request
from sqlalchemy.orm import Session
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import Unauthorized

from training.people.views.signed_in_trainee import living_sign_in
from training.records.staff.staff import Staff
from training.staff.views.holder_of import holder_of
from webapp.web.auth import keep_seen
from webapp.web.house import house, now


def trainee_token(view: Callable[..., Any]) -> Callable[..., Any]:
    """Give the view a session and the key of the trainee whose token was sent."""

    @wraps(view)
    def guarded(*arguments: Any, **more: Any) -> Any:
        with house().database.reading() as session:
            found = living_sign_in(session, bearer(), now=now())
            if found is None:
                raise _unauthorized()
            answered = view(*arguments, session=session, trainee_id=found.trainee_id, **more)
        keep_seen(found)
        return answered

    return guarded


def staff_token(view: Callable[..., Any]) -> Callable[..., Any]:
    """Give the view a session and the member of staff whose token was sent."""

    @wraps(view)
    def guarded(*arguments: Any, **more: Any) -> Any:
        with house().database.reading() as session:
            return view(*arguments, session=session, staff=_holder(session), **more)

    return guarded


def bearer() -> str:
    """The token of the request; raises Unauthorized where there is none."""
    given = request.authorization
    if given is None or given.type != "bearer" or not given.token:
        raise _unauthorized()
    return given.token


def _holder(session: Session) -> Staff:
    staff = holder_of(session, bearer(), now=now())
    if staff is None:
        raise _unauthorized()
    g.token_holder = staff
    return staff


def _unauthorized() -> Unauthorized:
    return Unauthorized(
        "请在 Authorization 头里带上有效的 Bearer 令牌。", www_authenticate=WWWAuthenticate("bearer")
    )
